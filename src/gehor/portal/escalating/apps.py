from django.apps import AppConfig


class EscalatingConfig(AppConfig):
    name = "gehor.portal.escalating"
    label = "escalating"
