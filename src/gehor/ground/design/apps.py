from django.apps import AppConfig
from django.core.checks import register


class DesignConfig(AppConfig):
    name = "gehor.ground.design"
    label = "design"

    def ready(self):
        from gehor.ground.design import wrong_numbers
        from gehor.ground.design.stylesheet import finder_is_on

        wrong_numbers.say()
        register(finder_is_on)
