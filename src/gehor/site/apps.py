from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gehor.site"
    label = "gehor_site"
