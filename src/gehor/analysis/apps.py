from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "gehor.analysis"
    label = "analysis"
