from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "gehor.participation.paper"
    label = "paper"
