from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "gehor.ground.documents"
    label = "documents"
