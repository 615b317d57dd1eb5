from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "gehor.network.library"
    label = "library"
