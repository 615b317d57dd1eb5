"""`gehor opinion VOTES_DIR`: groups of opinion, what unites them and what divides them."""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from gehor.calc.few import FEWEST
from gehor.cli import speech, texts
from gehor.cli.speech import gettext_noop

from .figures import decimal, percent
from .frame import Asked, Calculation, Outcome, Progress

if TYPE_CHECKING:
    from gehor.calc.opinion import Conversation, OpinionMap, Pick, Stability, Trust

SHOWN_FIRST, SHOWN_MOST = 3, 10  # statements of a list in the report: at once, and with those that are folded
GROUP_NAMES = "ABCDE"
NO_BREAK = "\u00a0"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--like-polis", action="store_true", help=_("reckon as red-dwarf does, with its start centres, to compare")
    )
    parser.add_argument(
        "--sign", choices=("export", "database"), default="export", help=_("what agrees: 1 as in exports, or -1")
    )
    parser.add_argument(
        "--strict", action="store_true", help=_("leave out statements that nobody has accepted (moderated 0)")
    )
    parser.add_argument(
        "--resamples",
        type=speech.whole(),
        default=30,
        metavar="N",
        help=_("how often people are drawn anew, to see whether groups come again (default: %(default)s; 0: never)"),
    )


def _run(asked: Asked, progress: Progress) -> Outcome:
    from gehor.calc.opinion import opinion, read_votes, stability, trust

    chosen = asked.settings
    progress(0.0, "reading")
    talk = read_votes(asked.files["votes_dir"], sign=chosen["sign"])
    progress(0.2, "reckoning")
    excluded, meta = talk.out(strict=chosen["strict"]), talk.meta
    found = opinion(talk.votes, excluded=excluded, meta=meta, like_peer=chosen["like_polis"])
    steady = stability(
        talk.votes,
        found,
        excluded=excluded,
        meta=meta,
        resamples=chosen["resamples"],
        seed=asked.seed or 0,
        progress=lambda done: progress(0.3 + 0.7 * done, "reckoning"),
    )
    how_far = trust(found, steady)
    return Outcome(
        json=_layout(talk, found, steady, how_far),
        report=_told(talk, found, steady, how_far),
        said=list(_said(found, how_far, talk)),
    )


# The layout of docs/calculations/opinion.md


def _layout(talk: "Conversation", found: "OpinionMap", steady: "Stability | None", how_far: "Trust") -> dict[str, Any]:
    labels = found.labels.tolist()
    points = found.points.round(9).tolist()
    shown = [label if label in found.alone else None for label in labels]
    is_hidden = [label >= 0 and label not in found.alone for label in labels]
    return {
        "people": found.participants,
        "votes": found.votes,
        "grouped": found.grouped,
        "mode": "like_polis" if found.like_peer else "own",
        "number_of_groups": found.groups,
        "sizes": [size if group in found.alone else None for group, size in enumerate(found.sizes)],
        "tried": [{"groups": each.k, "silhouette": _round(each.silhouette)} for each in found.tried],
        "groups": dict(zip(talk.votes.participants, shown, strict=True)),
        "points": {
            person: None if hidden else point
            for person, point, hidden in zip(talk.votes.participants, points, is_hidden, strict=True)
        },
        "statements": {name: _statement(at, talk.text(at), found) for at, name in enumerate(talk.votes.statements)},
        "representative": [
            [_pick(pick, talk) for pick in picks] if group in found.alone else None
            for group, picks in enumerate(found.representative)
        ],
        "majority": [_pick(pick, talk) for pick in found.majority],
        "unites": [
            {
                "statement": talk.votes.statements[pick.statement],
                "agrees": pick.agrees,
                "consensus": _round(pick.probability),
            }
            for pick in found.unites
        ],
        "divides": [
            {"statement": talk.votes.statements[at], "apart": _round(apart), "agrees": most, "disagrees": least}
            for at, apart, most, least in found.divides
        ],
        "stability": steady
        and {
            "resamples": steady.resamples,
            "agreement": _round(steady.agreement),
            "per_group": [_round(each) for each in steady.per_group],
            "same_number": _round(steady.same_number),
        },
        "trust": {"level": how_far.level, "reasons": list(how_far.reasons)},
        "counts_differ": talk.counts_differ,
    }


def _round(number: float) -> float:
    return round(float(number), 9)


def _statement(at: int, text: str, found: "OpinionMap") -> dict[str, Any]:
    everybody, count = found.everybody, found.by_group
    return {
        "text": text,
        "counts_in": bool(found.counts_in[at]),
        "agree": int(everybody.agree[0, at]),
        "disagree": int(everybody.disagree[0, at]),
        "pass": int(everybody.passed[0, at]),
        "consensus": {
            "agree": _round(found.told_agree[at]),
            "disagree": _round(found.told_disagree[at]),
        },
        "priority": _round(found.priority[at]),
        "groups": [
            {
                "agree": int(count.agree[group, at]),
                "disagree": int(count.disagree[group, at]),
                "pass": int(count.passed[group, at]),
                "probability": {
                    "agree": _round(found.agree.probability[group, at]),
                    "disagree": _round(found.disagree.probability[group, at]),
                },
                "representativeness": {
                    "agree": _round(found.agree.representativeness[group, at]),
                    "disagree": _round(found.disagree.representativeness[group, at]),
                },
                "test": {
                    "agree": _round(found.agree.more_than_others[group, at]),
                    "disagree": _round(found.disagree.more_than_others[group, at]),
                },
            }
            if group in found.alone
            else None
            for group in range(len(found.sizes))
        ],
    }


def _pick(pick: "Pick", talk: "Conversation") -> dict[str, Any]:
    return {
        "statement": talk.votes.statements[pick.statement],
        "agrees": pick.agrees,
        "count": pick.count,
        "votes": pick.votes,
        "probability": _round(pick.probability),
        "probability_test": _round(pick.surely),
        "representativeness": _round(pick.representativeness),
        "test": _round(pick.more_than_others),
    }


# Words


def _said(found: "OpinionMap", how_far: "Trust", talk: "Conversation") -> Iterator[str]:
    yield str(texts.OPINION_PEOPLE).format(people=found.participants, votes=found.votes)
    if found.groups > 1 and found.alone:
        yield _sizes(found)
    yield str(texts.OPINION_TRUST[how_far.level])
    yield from (str(texts.OPINION_REASONS[reason]) for reason in how_far.reasons)
    yield from _notes(talk)


def _sizes(found: "OpinionMap", space: str = " ") -> str:
    sizes = ", ".join(f"{GROUP_NAMES[group]}{space}{found.sizes[group]}" for group in found.alone)
    return str(texts.OPINION_GROUPS).format(groups=found.groups, sizes=sizes)


def _notes(talk: "Conversation") -> Iterator[str]:
    if talk.counts_differ:
        yield str(texts.OPINION_COUNTS_DIFFER).format(count=talk.counts_differ)
    if talk.unlisted:
        yield str(texts.OPINION_UNLISTED).format(count=talk.unlisted)


def _told(talk: "Conversation", found: "OpinionMap", steady: "Stability | None", how_far: "Trust") -> dict[str, Any]:
    """What cli/report_opinion.html shows."""
    from gehor.cli.opinion_map import picture

    united = found.unites if found.groups > 1 else found.majority
    return {
        "people": found.participants,
        "votes": found.votes,
        "statements": found.statements,
        "left_out": int((~found.counts_in).sum()),
        "grouped": found.grouped,
        "sizes": _sizes(found, NO_BREAK),
        "named": [
            {
                "name": GROUP_NAMES[group],
                "size": found.sizes[group],
                "steady": "" if steady is None else percent(steady.per_group[group]),
                "anchor": f"group-{GROUP_NAMES[group].lower()}",
                "typical": [_line(pick.statement, talk, found, only=group) for pick in found.representative[group]],
            }
            for group in found.alone
        ]
        if found.groups > 1
        else [],
        "hidden": found.groups - len(found.alone) if found.groups > 1 else 0,
        "fewest": FEWEST,
        "picture": picture(found),
        "unites": _folded([pick.statement for pick in united], talk, found),
        "divides": _folded([at for at, *_ in found.divides], talk, found),
        "level": how_far.level,
        "trust": str(texts.OPINION_TRUST[how_far.level]),
        "reasons": [str(texts.OPINION_REASONS[reason]) for reason in how_far.reasons],
        "notes": list(_notes(talk)),
        "tried": [(each.k, decimal(each.silhouette, 2), each.k == found.groups) for each in found.tried],
        "steady": steady and (steady.resamples, decimal(steady.agreement, 2), percent(steady.same_number)),
        "explained": percent(sum(found.axes.variance.tolist()) / found.axes.total) if found.axes.total else "",
        "like_peer": found.like_peer,
    }


def _folded(statements: Sequence[int], talk: "Conversation", found: "OpinionMap") -> Mapping[str, Any]:
    """The first statements of a list, the next ones to be folded, and how many there are."""
    lines = [_line(at, talk, found) for at in statements[:SHOWN_MOST]]
    first, more = lines[:SHOWN_FIRST], lines[SHOWN_FIRST:]
    return {"first": first, "more": more, "all": len(statements), "is_cut": len(statements) > SHOWN_MOST}


def _line(at: int, talk: "Conversation", found: "OpinionMap", only: int | None = None) -> dict[str, Any]:
    """A statement with a bar for each group: who agreed, passed and disagreed. only: this group, then all others."""
    count, everybody = found.by_group, found.everybody
    bars = []
    if only is not None:
        rest = [group for group in range(len(found.sizes)) if group != only]
        bars.append(_bar(GROUP_NAMES[only], *(each[only, at] for each in _parts(count))))
        bars.append(_bar(str(texts.OPINION_OTHERS), *(each[rest, at].sum() for each in _parts(count))))
    elif found.groups > 1 and found.alone:
        bars = [_bar(GROUP_NAMES[group], *(each[group, at] for each in _parts(count))) for group in found.alone]
    else:
        bars.append(_bar(str(texts.OPINION_EVERYBODY), *(each[0, at] for each in _parts(everybody))))
    return {"text": talk.text(at), "bars": bars}


def _parts(count: Any) -> Iterable[Any]:
    return count.agree, count.passed, count.disagree


def _bar(name: str, agree: int, passed: int, disagree: int) -> Mapping[str, Any]:
    votes = int(agree + passed + disagree)
    parts, upto = [], 0.0
    for number, part in enumerate((agree, passed, disagree), start=1):
        length = 100 * int(part) / votes if votes else 0.0
        parts.append((number, f"{upto:.2f}", f"{length:.2f}"))
        upto += length
    shares = [percent(int(part) / votes) if votes else "–" for part in (agree, passed, disagree)]
    return {"name": name, "parts": parts if votes else [], "shares": shares, "votes": votes}


CALCULATION = Calculation(
    key="opinion",
    help=gettext_noop("find groups of opinion in votes on statements, what unites them and what divides them"),
    files={
        "votes_dir": gettext_noop(
            "folder of a Polis export (comments.csv, votes.csv or participants-votes.csv), or a CSV of votes"
        ),
    },
    run=_run,
    arguments=_arguments,
)
