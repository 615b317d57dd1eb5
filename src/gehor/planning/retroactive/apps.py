from django.apps import AppConfig


class RetroactiveConfig(AppConfig):
    name = "gehor.planning.retroactive"
    label = "retroactive"
