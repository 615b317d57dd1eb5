from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "gehor.followup"
    label = "followup"
