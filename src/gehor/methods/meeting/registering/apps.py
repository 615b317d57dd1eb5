from django.apps import AppConfig


class RegisteringConfig(AppConfig):
    name = "gehor.methods.meeting.registering"
    label = "registering"
