from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    name = "gehor.feedback.authors"
    label = "authors"
