from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "gehor.network.gatherings"
    label = "gatherings"
