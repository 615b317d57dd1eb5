from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "gehor.methods.proposals"
    label = "proposals"
