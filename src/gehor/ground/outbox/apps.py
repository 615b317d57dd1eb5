from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "gehor.ground.outbox"
    label = "outbox"
