"""Ballots as Pabulib files: one for each sum. The costs and the sums are those of the set-up, whatever a file says.

Two things that Pabulib has no place for stand in keys of our own in META, which other readers pass over: how many have
handed in a ballot that is not counted, by the way it came, and that the same voter_id is the same person in every file.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
NOT_COUNTED, VOTERS, SHARED = "not_counted", "voters", "the same in every file"
NOT_COUNTED_MOST = 200_000
VOTED_BY = {Channel.WEB.value: "internet", Channel.PAPER.value: "paper"}


def read(setup: Setup, files: Files) -> Brought:
    """The ballots of one or several files. Raises WrongInput where they are about other projects than these."""
    votes: list[Vote] = []
    problems: list[Problem] = []
    skipped: list[int] = []
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
            elif choice.keys or _said_before(setup, area):
                votes.append(_vote(setup, area, choice, found))
            else:
                skipped.append(choice.row)
        votes += _not_counted(setup, area, found, problems)
    return Brought(votes=tuple(_put_together(votes)), problems=tuple(problems), skipped=tuple(skipped))


def _vote(setup: Setup, area: Area, choice: pabulib.Choice, found: pabulib.Pb) -> Vote:
    mark = choice.voter if _is_shared(found) else f"{area.key}:{choice.voter}"
    voted_by = _way(choice.more.get("voting_method", ""))
    return Vote(_values(setup, area, choice), person=mark if choice.voter else "", row=choice.row, channel=voted_by)


def _is_shared(found: pabulib.Pb) -> bool:
    return found.meta.get(VOTERS) == SHARED


def _put_together(votes: Sequence[Vote]) -> list[Vote]:
    """One ballot for each person, who may have chosen from several sums."""
    kept: dict[str, Vote] = {}
    for number, each in enumerate(votes):
        key = each.person or f"row {number}"
        kept[key] = replace(kept[key], values={**kept[key].values, **each.values}) if key in kept else each
    return list(kept.values())


def _not_counted(setup: Setup, area: Area, found: pabulib.Pb, problems: list[Problem]) -> list[Vote]:
    """Ballots on which nothing is chosen that counts: who handed them in has taken part all the same."""
    told = found.meta.get(NOT_COUNTED, "")
    read = [re.fullmatch(r"([a-z]+) ([0-9]{1,6})", each.strip()) for each in told.split(",")] if told else []
    counts = [(_way(each[1]), int(each[2])) for each in read if each]
    values = _said_before(setup, area)
    if len(counts) < len(read) or sum(count for _, count in counts) > NOT_COUNTED_MOST or (counts and not values):
        problems.append(Problem(None, NOT_COUNTED, "pb_not_counted_unreadable", {"word": told[:40]}, blocks=False))
        return []
    return [Vote(values, channel=channel) for channel, count in counts for _ in range(count)]


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
    points = choice.points or (1,) * len(choice.keys)
    chosen = {rules.slug(key) for key, given in zip(choice.keys, points, strict=True) if given}
    picked = [each.key for each in area.projects if each.key in chosen]
    return {**_said_before(setup, area), area.question: picked}


def _said_before(setup: Setup, area: Area) -> dict[str, Any]:
    """What is answered before anything is chosen."""
    values: dict[str, Any] = {AGE: YES} if setup.get("age") else {}
    return {**values, AREA: area.key} if any(each.key == AREA for each in rules.questions(setup)) else values


def _way(word: str) -> Channel | None:
    typed = word.lower()
    by_word = {word: Channel(code) for code, word in VOTED_BY.items()} | {each.value: each for each in Channel}
    return by_word.get(typed)


def write(setup: Setup, told: Told) -> Files:
    """One file for each sum that has projects, with the ballots that count there. The first tells of the others."""
    counts = rules.counting(setup)
    counted = [each for each in told.votes if counts(each.values)]
    casts = [Cast(at, "", each.channel or Channel.IMPORT, each.values) for at, each in enumerate(counted)]
    others = Counter(_word(each.channel or Channel.IMPORT) for each in told.votes if not counts(each.values))
    beside = {NOT_COUNTED: ", ".join(f"{word} {count}" for word, count in sorted(others.items()))}
    files = {}
    for found in rules.counted(setup, Said(casts=casts)):
        if found.area.projects:
            name = f"budget-{found.area.key}.pb" if found.area.key else "budget.pb"
            here = [(each.person or str(at), each) for at, each in enumerate(counted, start=1)]
            here = [(mark, each) for mark, each in here if each.values.get(found.area.question)]
            files[name] = _file(setup, found, here, beside={} if files else beside)
    return files


def _file(setup: Setup, found: rules.Counted, votes: Sequence[tuple[str, Vote]], *, beside: Mapping[str, str]) -> bytes:
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
        **({VOTERS: SHARED} if len(rules.areas(setup)) > 1 else {}),
        **beside,
    }
    projects = [each.counted for each in area.projects]
    chosen = [tuple(each.values[area.question]) for _, each in votes]
    counts = votes_of(projects, chosen)
    details = {each.key: _details(each, counts[each.key], each.key in found.outcome.funded) for each in area.projects}
    choices = [
        pabulib.Choice(0, mark, keys, (), {"voting_method": _word(each.channel)} if each.channel else {})
        for (mark, each), keys in zip(votes, chosen, strict=True)
    ]
    return pabulib.write({key: value for key, value in meta.items() if value}, projects, details, choices)


def _details(project: rules.Listed, votes: int, is_funded: bool) -> Mapping[str, str]:
    lon, lat = project.coordinates or ("", "")
    told = {"name": rules.said_in(project.name, "sv"), "votes": str(votes), "selected": str(int(is_funded))}
    return {**told, **({"latitude": lat, "longitude": lon} if lat else {})}


def _word(channel: Channel) -> str:
    """What Pabulib calls this way, where it has a word for it."""
    return VOTED_BY.get(channel.value, channel.value)


def knows(files: Files) -> bool:
    """Whether all of them begin as Pabulib files do."""
    first = pabulib.SECTIONS[0].encode()
    begun = (content.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(first) + 1] for content in files.values())
    return bool(files) and all(each.rstrip() in (first, first + b";") for each in begun)


PABULIB = Exchange("pabulib", (".pb", ".zip"), read=read, write=write, knows=knows)
