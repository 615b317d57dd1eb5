"""Ballots as Pabulib files: one for each sum. The costs and the sums are those of the set-up, whatever a file says."""

from collections.abc import Mapping, Sequence
from typing import Any

from gehor.calc.budget import pabulib, votes_of
from gehor.ground.errors import WrongInput
from gehor.process.exchange import Brought, Exchange, Files, Problem, Setup, Told, Vote
from gehor.process.method import Cast, Said
from gehor.process.words import Channel

from . import rules
from .files import refused
from .rules import AGE, AREA, YES, Area, Rule

# Our rule → what Pabulib calls the nearest
PABULIB_RULES = {Rule.VOTES: "greedy", Rule.SHARES: "equalshares", Rule.PHRAGMEN: "phragmen"}
VOTED_BY = {Channel.WEB.value: "internet", Channel.PAPER.value: "paper"}


def read(setup: Setup, files: Files) -> Brought:
    """The ballots of one or several files. Raises WrongInput where they are about other projects than these."""
    votes: list[Vote] = []
    problems: list[Problem] = []
    for name in sorted(files):
        try:
            found = pabulib.read(files[name])
        except pabulib.NotPabulib as refusal:
            raise refused(refusal) from None
        area = _area_of(setup, found)
        problems += [Problem(each.row, each.column, each.code, each.params) for each in found.faults]
        problems += _told(area, found)
        for choice in found.choices:
            if young := _too_young(setup, choice):
                problems.append(young)
            elif choice.keys:
                person = f"{area.key}:{choice.voter}" if choice.voter else ""
                votes.append(Vote(_values(setup, area, choice), person=person, row=choice.row, channel=_way(choice)))
    return Brought(votes=tuple(votes), problems=tuple(problems))


def _area_of(setup: Setup, found: pabulib.Pb) -> Area:
    """The sum whose projects these are."""
    keys = {rules.slug(each.key) for each in found.projects}
    areas = rules.areas(setup)
    for area in areas:
        if keys <= {each.key for each in area.projects}:
            return area
    known = {each.key for each in rules.listed(setup)}
    strange = next((each.key for each in found.projects if rules.slug(each.key) not in known), found.projects[0].key)
    raise WrongInput("pb_other_projects", word=strange[:40])


def _told(area: Area, found: pabulib.Pb) -> list[Problem]:
    """What is worth knowing and stops nothing."""
    ours = {each.key: each.cost * found.parts for each in area.projects}
    other = any(ours[rules.slug(each.key)] != each.cost for each in found.projects)
    notes = []
    if other or found.cap != area.cap * found.parts:
        notes.append(Problem(None, "cost", "pb_other_costs", {}, blocks=False))
    if found.meta.get("currency", "SEK").upper() != "SEK":
        notes.append(
            Problem(None, "currency", "pb_other_currency", {"word": found.meta["currency"][:20]}, blocks=False)
        )
    if found.vote_type not in (pabulib.VoteType.APPROVAL, pabulib.VoteType.CHOOSE_ONE):
        notes.append(Problem(None, "vote_type", "pb_only_which", {}, blocks=False))
    return notes


def _too_young(setup: Setup, choice: pabulib.Choice) -> Problem | None:
    """Where the file says ages. Where it does not, whoever made it has seen to it."""
    typed, least = choice.more.get("age", ""), setup.get("age") or 0
    if not typed.isascii() or not typed.isdecimal() or int(typed) >= least:
        return None
    return Problem(choice.row, "age", "pb_too_young", {"age": int(typed), "least": least})


def _values(setup: Setup, area: Area, choice: pabulib.Choice) -> dict[str, Any]:
    values: dict[str, Any] = {AGE: YES} if setup.get("age") else {}
    if any(each.key == AREA for each in rules.questions(setup)):
        values[AREA] = area.key
    points = choice.points or (1,) * len(choice.keys)
    chosen = {rules.slug(key) for key, given in zip(choice.keys, points, strict=True) if given}
    return {**values, area.question: [each.key for each in area.projects if each.key in chosen]}


def _way(choice: pabulib.Choice) -> Channel | None:
    typed = choice.more.get("voting_method", "").lower()
    by_word = {word: Channel(code) for code, word in VOTED_BY.items()} | {each.value: each for each in Channel}
    return by_word.get(typed)


def write(setup: Setup, told: Told) -> Files:
    """One file for each sum that has projects, with the ballots that count there."""
    counts = rules.counting(setup)
    counted = [each for each in told.votes if counts(each.values)]
    casts = [Cast(at, "", each.channel or Channel.IMPORT, each.values) for at, each in enumerate(counted)]
    files = {}
    for found in rules.counted(setup, Said(casts=casts)):
        if found.area.projects:
            name = f"budget-{found.area.key}.pb" if found.area.key else "budget.pb"
            files[name] = _file(setup, found, [each for each in counted if each.values.get(found.area.question)])
    return files


def _file(setup: Setup, found: rules.Counted, votes: Sequence[Vote]) -> bytes:
    area = found.area
    meta: dict[str, str] = {
        "description": "Medborgarbudget",
        "country": "Sweden",
        "unit": rules.said_in(area.name, "sv") if area.key else "",
        "num_projects": str(len(area.projects)),
        "num_votes": str(len(votes)),
        "budget": str(area.cap),
        "vote_type": pabulib.VoteType.APPROVAL.value,
        "rule": PABULIB_RULES[found.rule],
        "min_length": "1",
        **({"max_length": str(setup["most"])} if setup.get("most") else {}),
        **({"max_sum_cost": str(area.cap)} if setup.get("within", True) else {}),
        **({"min_age": str(setup["age"])} if setup.get("age") else {}),
        "currency": "SEK",
        "language": "sv",
    }
    projects = [each.counted for each in area.projects]
    chosen = [tuple(each.values[area.question]) for each in votes]
    counts = votes_of(projects, chosen)
    details = {each.key: _details(each, counts[each.key], each.key in found.outcome.funded) for each in area.projects}
    choices = [
        pabulib.Choice(0, each.person or str(number), keys, (), _more(each.channel))
        for number, (each, keys) in enumerate(zip(votes, chosen, strict=True), start=1)
    ]
    return pabulib.write({key: value for key, value in meta.items() if value}, projects, details, choices)


def _details(project: rules.Listed, votes: int, is_funded: bool) -> Mapping[str, str]:
    lon, lat = project.coordinates or ("", "")
    told = {"name": rules.said_in(project.name, "sv"), "votes": str(votes), "selected": str(int(is_funded))}
    return {**told, **({"latitude": lat, "longitude": lon} if lat else {})}


def _more(channel: Channel | None) -> Mapping[str, str]:
    return {"voting_method": VOTED_BY.get(channel.value, channel.value)} if channel else {}


def knows(files: Files) -> bool:
    """Whether all of them begin as Pabulib files do."""
    first = pabulib.SECTIONS[0].encode()
    begun = (content.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(first) + 1] for content in files.values())
    return bool(files) and all(each.rstrip() in (first, first + b";") for each in begun)


PABULIB = Exchange("pabulib", (".pb", ".zip"), read=read, write=write, knows=knows)
