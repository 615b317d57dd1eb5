from django.apps import AppConfig


class DecisionConfig(AppConfig):
    name = "gehor.decision"
    label = "decision"
