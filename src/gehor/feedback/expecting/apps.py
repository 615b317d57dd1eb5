from django.apps import AppConfig


class ExpectingConfig(AppConfig):
    name = "gehor.feedback.expecting"
    label = "expecting"
