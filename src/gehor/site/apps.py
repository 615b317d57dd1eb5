from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gehor.site"
    label = "gehor_site"

    def ready(self) -> None:
        from gehor.followup.queries import COLUMNS
        from gehor.ground.calendar import following
        from gehor.planning.meetings import follow
        from gehor.planning.queries import tell

        tell(COLUMNS)  # planning asks whether anybody has answered yet, and may not look downstream itself
        following.tell(follow)  # a meeting that is moved takes plans with it, and the calendar lies upstream of them
