from django.apps import AppConfig


class TextHearingConfig(AppConfig):
    name = "gehor.methods.text_hearing"
    label = "text_hearing"
