from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "gehor.recruitment"
    label = "recruitment"

    def ready(self) -> None:
        from gehor.planning import handbook
        from gehor.planning.handbook.examples import Where

        from .models import TargetGroup

        # What everybody can read of a target group; the rest is for those who do the work
        handbook.tell({"TargetGroupForm": Where(TargetGroup, frozenset({"name", "reached_by"}))})
