from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "gehor.ground.maps"
    label = "maps"
