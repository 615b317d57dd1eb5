from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "gehor.methods.budget"
    label = "budget"
