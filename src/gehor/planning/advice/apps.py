from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "gehor.planning.advice"
    label = "advice"
