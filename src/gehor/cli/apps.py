from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "gehor.cli"
    label = "cli"
