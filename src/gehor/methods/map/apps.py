from django.apps import AppConfig


class MapConfig(AppConfig):
    name = "gehor.methods.map"
    label = "map"
