from django.apps import AppConfig


class TellingConfig(AppConfig):
    name = "gehor.followup.telling"
    label = "telling"
