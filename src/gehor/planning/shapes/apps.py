from django.apps import AppConfig


class ShapesConfig(AppConfig):
    name = "gehor.planning.shapes"
    label = "shapes"
