from django.apps import AppConfig


class TraceConfig(AppConfig):
    name = "gehor.trace"
    label = "trace"
