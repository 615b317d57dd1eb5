from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "gehor.planning.project"
    label = "project"

    def ready(self) -> None:
        from gehor.planning import handbook

        from .forms import finished_parts

        handbook.tell(finished_parts())
