from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "gehor.network.programme"
    label = "programme"
