"""The demo's joint work: a plan to approve anew, comments, things to do, the steering group's minutes, a reminder."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from gehor.ground import clock, worker
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue
from gehor.planning.together import actions
from gehor.planning.together.models import Assignment, Minutes, Request, Thread
from gehor.portal.reminding import sending
from gehor.portal.reminding.rules import Rhythm
from gehor.portal.reminding.tasks import look_round
from gehor.recruitment.actions import change_target_group
from gehor.recruitment.models import TargetGroup

Plan = Callable[[dt.date, Callable[[], object]], None]
Actors = Mapping[str, Actor]
OPEN, PLANNED = "attraktiv", "matlador"  # keys of the dialogues

HELD = (
    (
        35,
        "Cilla Åmarken (S), ordförande\nVice ordföranden (M)\nAlma Sjövik, dialogledare\nRut Bäckvall, registrator",
        "Frågan är öppen nog. Vi går ut i fyra veckor och möter folk på torget, i biblioteket och på skolorna.",
        "Alma skickar planen för godkännande. Kim bokar torget.",
    ),
    (
        9,
        "Cilla Åmarken (S), ordförande\nOrdföranden i demokratiberedningen (C)\nLedamoten från Älvsalalistan\n"
        "Alma Sjövik, dialogledare\nKim Lindehag, kommunikatör",
        "Få unga har svarat hittills. Vi lägger till ett besök på gymnasiet.",
        "Tove bokar en tid med skolan.",
    ),
)


def plan_events(slugs: Mapping[str, str], actors: Actors, today: dt.date, plan: Plan) -> None:
    """slugs: key of a dialogue → its address."""

    def ago(days: int, do: Callable[[], object]) -> None:
        plan(today - dt.timedelta(days=days), do)

    open_now, planned = slugs[OPEN], slugs[PLANNED]
    ago(HELD[0][0], partial(_meet, open_now, actors, *HELD[0][1:]))
    ago(34, partial(_ask, open_now, actors, "Säg gärna till om någon grupp saknas."))
    ago(33, partial(_approve, open_now, actors))
    ago(HELD[1][0], partial(_meet, open_now, actors, *HELD[1][1:]))
    ago(9, partial(_reach_by_one_more_way, open_now, actors))
    ago(8, partial(_ask, open_now, actors, "Vi lägger till ett besök på gymnasiet, som vi kom överens om."))
    ago(8, partial(_correct, open_now, actors))
    ago(8, partial(_give, open_now, actors, today))
    ago(7, partial(_talk, planned, actors))
    ago(2, partial(_finish, open_now, actors))
    ago(1, partial(_remind, actors))


def _dialogue(slug: str) -> Dialogue:
    return Dialogue.objects.select_related("organisation").get(slug=slug)


def _account(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def _ask(slug: str, actors: Actors, note: str) -> None:
    actions.ask_approval(_dialogue(slug), actor=actors["alma"], note=note)


def _reach_by_one_more_way(slug: str, actors: Actors) -> None:
    """What the steering group agreed on: the plan differs from the one that was approved, and Cilla is asked anew."""
    group = TargetGroup.objects.select_related("dialogue").filter(dialogue__slug=slug).order_by("pk")[0]
    said = {field: getattr(group, field) for field in ("name", "why", "known", "motive", "seldom_heard", "reach_aim")}
    reached_by = {
        "sv": group.reached_by["sv"] + " Gymnasiet besöker vi en förmiddag, på lektionstid.",
        "en": group.reached_by["en"] + " We visit the upper secondary school one morning, during lessons.",
    }
    change_target_group(group, actor=actors["alma"], reached_by=reached_by, **said)


def _approve(slug: str, actors: Actors) -> None:
    request = Request.objects.select_related("dialogue").get(dialogue__slug=slug)
    reason = "Frågan går att påverka, och vi når dem som sällan hörs."
    actions.give_verdict(request, actor=actors["cilla"], answer="approve", reason=reason)


def _meet(slug: str, actors: Actors, present: str, decided: str, then: str) -> None:
    actions.keep_minutes(
        _dialogue(slug), actor=actors["alma"], held_on=clock.today(), present=present, decided=decided, then=then
    )


def _correct(slug: str, actors: Actors) -> None:
    latest = Minutes.objects.select_related("dialogue").filter(dialogue__slug=slug).order_by("-held_on")[0]
    actions.correct_minutes(
        latest,
        actor=actors["alma"],
        held_on=latest.held_on,
        present=latest.present,
        decided=latest.decided,
        then="Tove bokar en tid med gymnasiet, helst en förmiddag.",
        why="Det stod inte vilken skola.",
    )


def _give(slug: str, actors: Actors, today: dt.date) -> None:
    dialogue, alma = _dialogue(slug), actors["alma"]
    for what, to, days in (
        ("Boka en förmiddag på gymnasiet", "tove", 3),
        ("Sätt upp affischer i simhallen", "kim", -3),
        ("Läs de bidrag som kommit på arabiska med tolk", "bo", 9),
    ):
        actions.assign(dialogue, actor=alma, what=what, to=_account(actors[to]), due_on=today + dt.timedelta(days=days))


def _finish(slug: str, actors: Actors) -> None:
    done = Assignment.objects.select_related("dialogue").get(dialogue__slug=slug, to=actors["kim"].account_id)
    actions.finish(done, actor=actors["kim"])


def _talk(slug: str, actors: Actors) -> None:
    dialogue = _dialogue(slug)
    actions.comment(
        dialogue, actor=actors["cilla"], part="question", text="Frågar vi om maten, eller om hur den kommer hem?"
    )
    first = Thread.objects.select_related("dialogue").get(dialogue=dialogue)
    actions.reply(first, actor=actors["alma"], text="Om hur den kommer hem. Jag skriver om frågan så att det framgår.")
    actions.comment(
        dialogue,
        actor=actors["kim"],
        part="target_groups",
        text="Anhöriga saknas. De ringer oftare än de äldre själva.",
    )


def _remind(actors: Actors) -> None:
    """What the worker does every hour: everybody's reminder of the week."""
    sending.wish(_account(actors["alma"]), Rhythm.DAILY)
    look_round()
    worker.work_off()
