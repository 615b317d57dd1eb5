from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "gehor.methods.statements"
    label = "statements"
