from django.apps import AppConfig


class CountedConfig(AppConfig):
    name = "gehor.analysis.counted"
    label = "counted"
