from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "gehor.ground.calendar"
    label = "calendar"
