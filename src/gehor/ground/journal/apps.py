from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "gehor.ground.journal"
    label = "journal"
