from django.apps import AppConfig


class RemindingConfig(AppConfig):
    name = "gehor.portal.reminding"
    label = "reminding"
