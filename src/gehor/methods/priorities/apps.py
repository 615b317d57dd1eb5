from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "gehor.methods.priorities"
    label = "priorities"
