from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gehor.site"
    label = "gehor_site"

    def ready(self) -> None:
        from gehor.followup.queries import COLUMNS
        from gehor.ground.calendar import following
        from gehor.ground.journal import naming
        from gehor.participation.ballots.versions import freeze_anew
        from gehor.participation.queries import hold, opened_among
        from gehor.planning.meetings import follow
        from gehor.planning.project import queries as project
        from gehor.planning.queries import tell
        from gehor.planning.together import content
        from gehor.portal.queries import named
        from gehor.recruitment.plan import frozen_rows, group_rows
        from gehor.recruitment.queries import plan_parts

        # planning asks whether anybody has answered yet, and may not look downstream itself
        tell(COLUMNS, hold=hold, put_right=freeze_anew, opened=opened_among)
        content.tell("target_groups", plan_parts)  # whom a plan must reach is approved with the rest of it
        following.tell(follow)  # a meeting that is moved takes plans with it, and the calendar lies upstream of them
        # The whole plan names them, as they are and as they were when it was approved, and they lie downstream of it
        project.tell(target_groups=group_rows, frozen_groups=frozen_rows)
        naming.tell(named)  # the journal holds ids of dialogues, which lie downstream of it
