from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "gehor.participation.moderation"
    label = "moderation"
