from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "gehor.methods.outreach"
    label = "outreach"
