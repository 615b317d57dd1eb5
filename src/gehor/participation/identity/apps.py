from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "gehor.participation.identity"
    label = "identity"
