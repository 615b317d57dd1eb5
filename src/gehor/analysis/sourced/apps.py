from django.apps import AppConfig


class SourcedConfig(AppConfig):
    name = "gehor.analysis.sourced"
    label = "sourced"
