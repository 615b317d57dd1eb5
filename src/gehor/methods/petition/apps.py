from django.apps import AppConfig


class PetitionConfig(AppConfig):
    name = "gehor.methods.petition"
    label = "petition"
