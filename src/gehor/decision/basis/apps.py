from django.apps import AppConfig


class BasisConfig(AppConfig):
    name = "gehor.decision.basis"
    label = "basis"
