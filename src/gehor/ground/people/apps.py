from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gehor.ground.people"
    label = "people"
