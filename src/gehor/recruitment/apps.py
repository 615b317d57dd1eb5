from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "gehor.recruitment"
    label = "recruitment"
