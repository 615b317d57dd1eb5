"""Every way of taking part, in two dialogues: one is open, so that all of them can be tried, and one is finished.

What the dialogues are stands in content/ways-open.json and ways-finished.json. Each method brings one file of its own,
content/ways/<method>.json, with its activity in either, and needs no other; README.md there says what it holds. Where
its ballots are too many to write down, or something else is done, it brings a module here, ways/<method>.py, with some
of

    def prepare(way: Way) -> None                 what must be there before it opens; the day it is planned
    def ballots(way: Way) -> Iterable[Filled]     they are brought in as a file
    def happen(way: Way) -> None                  anything, by the product's own actions; the clock stands at heard_on

A method without a file is not shown.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.urls import reverse

from gehor.analysis import actions as analysis
from gehor.analysis.counted.actions import rest_on_line
from gehor.ground import catalogue, clock
from gehor.ground.act import Actor
from gehor.participation.ballots import results
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.rules import Filled
from gehor.participation.identity.models import Demand
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.words import Channel, Doing

from ..told import CONTENT, Row, told

OPEN, FINISHED = "open", "finished"
PLANNED, MET, HEARD, GATHERED, READ = "16:00", "19:40", "20:00", "21:00", "14:00"
PARTS = ("contributions", "ballots", "findings")


@dataclass(frozen=True)
class Way:
    """One activity that people take part in. contributions: by their keys in the content. rng: the same each time.

    day: the day that the content means, as in "today-9".
    """

    activity: Activity
    row: Row
    contributions: Mapping[str, Contribution]
    actors: Mapping[str, Actor]
    rng: random.Random
    day: Callable[[str], dt.date]


def found() -> list[str]:
    """The methods that have content, in the order in which they are shown."""
    known = set(catalogue.found()) & {path.stem for path in (CONTENT / "ways").glob("*.json")}
    return sorted(known, key=lambda key: (told(f"ways/{key}.json")["order"], key))


def row(state: str) -> Row:
    """A dialogue with what each method brings to it, in the shape of the other dialogues. state: OPEN or FINISHED."""
    dialogue: Row = told(f"ways-{state}.json")
    more: Row = {part: [] for part in ("activities", "contributions", "findings", "decisions", "answers", "measures")}
    for key in found():
        if way := told(f"ways/{key}.json").get(state):
            _add(way, key, dialogue, more)
    for each in dialogue.get("activities", ()):  # beside those that show the methods
        more["activities"].append({**dialogue["ways"], **each})
    more["contributions"] += dialogue.get("contributions", ())
    return {**dialogue, **more}


def _add(way: Row, key: str, dialogue: Row, more: Row) -> None:
    more["activities"].append({**dialogue["ways"], **way, "key": key, "method": key})
    for each in way.get("contributions", ()):
        more["contributions"].append({**each, "key": f"{key}-{each['key']}", "activity": key})
    for number, each in enumerate(way.get("findings", ()), start=len(more["findings"]) + 1):
        finding = f"{key}-{each['key']}"
        resting = [f"{key}-{contribution}" for contribution in each.get("rests_on", ())]
        more["findings"].append({**each, "key": finding, "number": number, "rests_on": resting, "activity": key})
        decided = {"body": dialogue["deciding_body"], "on": dialogue["ways"]["decided_on"], "by": "cilla"}
        more["decisions"].append({**decided, **each["decision"], "key": finding, "finding": finding})
        more["answers"].append({"decision": finding, "by": "kim", "text": each["answer"]})
        if measure := each.get("measure"):
            promised = {"promised_on": dialogue["release"]["on"], "reports": []}
            reports = [{"by": "alma", **report} for report in measure.get("reports", ())]
            more["measures"].append({**promised, **measure, "key": finding, "decision": finding, "reports": reports})


def plan_events(story: Any) -> None:
    """What the content of a dialogue alone does not do: ballots, whatever else happens, and what rests on it."""
    for activity in story.row["activities"]:
        story.at(story.on("planned"), partial(prepare, story, activity), PLANNED)
        if "date" in activity:
            story.at(activity["date"], partial(meet, story, activity), MET)
        story.at(activity["heard_on"], partial(hear, story, activity), HEARD)
    if story.row["findings"]:
        story.at(story.on("signed_off"), partial(read, story), READ)


def prepare(story: Any, row: Row) -> None:
    """What an activity needs before it opens."""
    module = _module(row["key"])
    if hasattr(module, "prepare"):
        module.prepare(_way(story, row))


def meet(story: Any, row: Row) -> None:
    """What happens on the day of a meeting beside what is noted, where that day has been."""
    module = _module(row["key"])
    if hasattr(module, "on_its_day"):
        module.on_its_day(_way(story, row))


def _way(story: Any, row: Row) -> Way:
    key = row["key"]
    own = {
        name.removeprefix(f"{key}-"): each for name, each in story.contributions.items() if name.startswith(f"{key}-")
    }
    return Way(story.activities[key], row, own, story.people.actors, random.Random(f"{story.key} {key}"), story.day)


def hear(story: Any, row: Row) -> None:
    """Bring in the ballots of one activity, and let happen what else does."""
    way, module = _way(story, row), _module(row["key"])
    key = row["key"]
    ballots = [*_written(way), *(module.ballots(way) if hasattr(module, "ballots") else ())]
    if ballots:
        digest = hashlib.sha256(f"{story.key} {key}".encode()).hexdigest()
        named = {"file_name": f"{key}.csv", "file_hash": digest}
        import_ballots(way.activity, actor=story.lead, rows=_spread(ballots, way), **named)
    if hasattr(module, "happen"):
        module.happen(way)


def _written(way: Way) -> Iterable[Filled]:
    """The ballots that stand in the content, each as many times as it says. `about`: the key of a contribution."""
    for each in way.row.get("ballots", ()):
        about = way.contributions[each["about"]].reference if "about" in each else each.get("item", "")
        channel = Channel(each.get("channel", "import"))
        for _ in range(each.get("times", 1)):
            yield Filled(0, each["values"], item=about, person=each.get("person", ""), channel=channel)


def _spread(ballots: Iterable[Filled], way: Way) -> list[Filled]:
    """Numbered, and received one day or another while it was open; a person's on one day."""
    begins = way.activity.begins_on
    days = [begins.fromordinal(day) for day in range(begins.toordinal(), clock.today().toordinal() + 1)]
    came: dict[str, Any] = {}
    numbered = []
    for number, each in enumerate(ballots, start=2):
        day = each.received or came.setdefault(each.person or str(number), way.rng.choice(days))
        numbered.append(replace(each, number=number, received=day))
    return numbered


def read(story: Any) -> None:
    """What the content has no key for, such as open answers of ballots, under the first finding of its method.

    And findings laid on the lines of what was counted.
    """
    keyed = {each.pk for each in story.contributions.values()}
    for key in {row["activity"]: None for row in story.row["findings"]}:
        first = next(row["key"] for row in story.row["findings"] if row["activity"] == key)
        rows = Contribution.objects.filter(activity=story.activities[key]).exclude(pk__in=keyed)
        for each in rows.order_by("pk"):
            analysis.read(each, actor=story.actor("bo"), findings=[story.findings[first]], version=0)
    for row in story.row["findings"]:
        for laid in row.get("counted", ()):
            about = f"{row['activity']}-{laid['about']}" if "about" in laid else ""
            rest_on_line(
                story.findings[row["key"]],
                actor=story.actor("bo"),
                activity=story.activities[row["activity"]],
                table=laid["table"],
                line=story.contributions[about].reference if about else laid.get("line", ""),
            )


def _module(key: str) -> ModuleType | None:
    return import_module(f"{__name__}.{key}") if find_spec(f"{__name__}.{key}") else None


# For whoever looks at the demo


def page_of(activity: Activity | None) -> str:
    """Where it is taken part in."""
    return reverse("participation:activity", args=[activity.dialogue.slug, activity.number]) if activity else ""


def working_page_of(activity: Activity | None) -> str:
    """Where staff take it down, of a way that is not on the web alone; whoever is not signed in comes by that page."""
    name = catalogue.methods()[activity.method].working_page if activity else ""
    return reverse(name, args=[activity.dialogue.slug, activity.number]) if activity and name else ""


def result_of(activity: Activity | None) -> str:
    """Where it stands what came of it."""
    if activity is None:
        return ""
    method = catalogue.methods()[activity.method]
    if method.outcome_view or results.has_result(method):
        return reverse("participation:outcome", args=[activity.dialogue.slug, activity.number])
    return reverse("analysis:result", args=[activity.dialogue.slug])


@cache
def _slug(state: str) -> str:
    return str(told(f"ways-{state}.json")["slug"])


def activities(*states: str) -> list[Activity]:
    """Each way as it stands in the demo, in the order in which they are shown; none where it has not been loaded."""
    order = {key: place for place, key in enumerate(found())}
    slugs = [_slug(state) for state in states]
    rows = Activity.objects.filter(dialogue__slug__in=slugs, method__in=order).select_related("dialogue")
    first = {(each.dialogue_id, each.method): each for each in rows.order_by("-number")}
    return sorted(first.values(), key=lambda each: order[each.method])


def is_in(activity: Activity, state: str) -> bool:
    return activity.dialogue.slug == _slug(state)


def behind_a_door() -> Activity | None:
    """The one that not everybody reads."""
    read = Demand.objects.filter(doing=Doing.READ.value).values("activity")
    return Activity.objects.filter(dialogue__slug=_slug(OPEN), pk__in=read).select_related("dialogue").first()
