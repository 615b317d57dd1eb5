from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "gehor.portal.retention"
    label = "retention"
