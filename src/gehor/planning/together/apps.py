from django.apps import AppConfig


class TogetherConfig(AppConfig):
    name = "gehor.planning.together"
    label = "together"
