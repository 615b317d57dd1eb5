from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "gehor.methods.meeting.minutes"
    label = "minutes"
