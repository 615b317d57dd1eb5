from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "gehor.ground.governance"
    label = "governance"
