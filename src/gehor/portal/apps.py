from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gehor.portal"
    label = "portal"
