from django.apps import AppConfig


class CheckingConfig(AppConfig):
    name = "gehor.analysis.checking"
    label = "checking"
