from django.apps import AppConfig


class SoughtConfig(AppConfig):
    name = "gehor.decision.sought"
    label = "sought"
