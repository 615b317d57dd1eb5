from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "gehor.planning.project"
    label = "project"
