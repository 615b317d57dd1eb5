from django.apps import AppConfig


class PetitionedConfig(AppConfig):
    name = "gehor.feedback.petitioned"
    label = "petitioned"
