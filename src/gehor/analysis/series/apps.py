from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "gehor.analysis.series"
    label = "series"
