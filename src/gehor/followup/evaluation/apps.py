from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "gehor.followup.evaluation"
    label = "evaluation"
