from django.apps import AppConfig


class CarriedConfig(AppConfig):
    name = "gehor.followup.carried"
    label = "carried"
