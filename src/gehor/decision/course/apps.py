from django.apps import AppConfig


class CourseConfig(AppConfig):
    name = "gehor.decision.course"
    label = "course"
