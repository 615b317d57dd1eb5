from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "gehor.participation.ballots"
    label = "ballots"
