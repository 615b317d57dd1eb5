from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "gehor.network.sharing"
    label = "sharing"
