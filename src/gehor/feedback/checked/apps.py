from django.apps import AppConfig


class CheckedConfig(AppConfig):
    name = "gehor.feedback.checked"
    label = "checked"
