from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "gehor.network.programme.invoicing"
    label = "invoicing"
