from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "gehor.feedback"
    label = "feedback"
