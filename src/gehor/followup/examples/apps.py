from django.apps import AppConfig


class ExamplesConfig(AppConfig):
    name = "gehor.followup.examples"
    label = "examples"

    def ready(self) -> None:
        from gehor.planning.shapes import finished

        from .views import latest

        finished.known_by(latest)
