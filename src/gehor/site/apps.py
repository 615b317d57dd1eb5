from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gehor.site"
    label = "gehor_site"

    def ready(self) -> None:
        from gehor.followup.queries import COLUMNS
        from gehor.planning.queries import tell

        tell(COLUMNS)  # planning asks whether anybody has answered yet, and may not look downstream itself
