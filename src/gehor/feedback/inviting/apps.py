from django.apps import AppConfig


class InvitingConfig(AppConfig):
    name = "gehor.feedback.inviting"
    label = "inviting"
