from django.apps import AppConfig


class HomeworkConfig(AppConfig):
    name = "gehor.network.programme.homework"
    label = "homework"
