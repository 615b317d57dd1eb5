from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "gehor.planning"
    label = "planning"
