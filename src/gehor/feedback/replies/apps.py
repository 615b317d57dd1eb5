from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "gehor.feedback.replies"
    label = "replies"
