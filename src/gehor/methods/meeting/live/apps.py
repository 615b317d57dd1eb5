from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "gehor.methods.meeting.live"
    label = "live"
