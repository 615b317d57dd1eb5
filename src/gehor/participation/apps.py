from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "gehor.participation"
    label = "participation"
