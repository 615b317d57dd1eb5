from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "gehor.network"
    label = "network"
