from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "gehor.methods.survey"
    label = "survey"
