from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "gehor.ground.organisations"
    label = "organisations"
