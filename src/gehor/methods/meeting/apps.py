from django.apps import AppConfig


class MeetingConfig(AppConfig):
    name = "gehor.methods.meeting"
    label = "meeting"
