from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "gehor.planning.checks"
    label = "checks"
