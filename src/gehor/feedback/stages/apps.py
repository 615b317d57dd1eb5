from django.apps import AppConfig


class StagesConfig(AppConfig):
    name = "gehor.feedback.stages"
    label = "stages"
