from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "gehor.analysis.voices"
    label = "voices"
