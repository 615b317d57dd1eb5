"""`gehor sample PEOPLE.csv POPULATION`: who took part against who lives here, and weights."""

import argparse
import itertools
from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from gehor.calc.errors import BadInput
from gehor.cli import speech, texts
from gehor.cli.speech import gettext_noop
from gehor.ground.design.dots import Dot, dot

from .figures import decimal, percent
from .frame import Asked, Calculation, Outcome, Progress

if TYPE_CHECKING:
    from gehor.calc.sample import Answered, Comparison, Cross, Group, Margin, People, Population


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar=_("COLUMN"),
        help=_("an answer to weigh; can be given several times"),
    )
    parser.add_argument(
        "--cross",
        action="append",
        default=[],
        metavar=_("ONE:OTHER"),
        help=_("two variables at once; can be given several times"),
    )
    parser.add_argument(
        "--weigh-by",
        action="append",
        default=[],
        metavar=_("VARIABLE"),
        help=_("what to weigh by; can be given several times (default: all that both files have)"),
    )
    parser.add_argument(
        "--least",
        type=speech.above_nothing,
        default=0.2,
        metavar="W",
        help=_("no smaller weight, as a multiple of the mean (default: %(default)s)"),
    )
    parser.add_argument(
        "--most",
        type=speech.above_nothing,
        default=5.0,
        metavar="W",
        help=_("no larger weight, as a multiple of the mean (default: %(default)s)"),
    )
    parser.add_argument(
        "--fewest",
        type=speech.whole(1),
        default=5,
        metavar="N",
        help=_("smaller groups are hidden (default: %(default)s)"),
    )
    parser.add_argument(
        "--fewest-crossed",
        type=speech.whole(1),
        default=10,
        metavar="N",
        help=_("smaller cells of a cross are hidden (default: %(default)s)"),
    )


def _run(asked: Asked, progress: Progress) -> Outcome:
    from gehor.calc.sample import compare, read_groups, read_people, read_population

    chosen = asked.settings
    progress(0.0, "reading")
    _must_fit(chosen)
    groups = read_groups(asked.files["groups"]) if "groups" in asked.files else None
    here = read_population(asked.files["population"], groups=groups)
    people = read_people(
        asked.files["people"], here, answers=chosen["answer"], progress=lambda done: progress(0.8 * done, "reading")
    )
    known = {name.casefold(): name for name in people.codes}
    progress(0.8, "reckoning")
    comparison = compare(
        people,
        here,
        crosses=[_pair(each, known) for each in chosen["cross"]],
        weigh_by=[_known(each, known) for each in chosen["weigh_by"]] or None,
        limits=(chosen["least"], chosen["most"]),
        fewest=chosen["fewest"],
        fewest_crossed=chosen["fewest_crossed"],
    )
    return Outcome(
        json=_layout(comparison, people),
        report=_told(comparison, here, chosen),
        said=list(_said(comparison)),
    )


def _must_fit(chosen: Mapping[str, Any]) -> None:
    if not 0 <= chosen["least"] < 1 < chosen["most"]:
        raise BadInput("sample_limits", least=f"{chosen['least']:g}", most=f"{chosen['most']:g}")


def _known(name: str, known: Mapping[str, str]) -> str:
    if name.strip().casefold() not in known:
        raise BadInput("sample_no_such_variable", word=name[:60], known=", ".join(known.values()))
    return known[name.strip().casefold()]


def _pair(words: str, known: Mapping[str, str]) -> tuple[str, str]:
    one, mark, other = words.partition(":")
    if not mark or one.strip().casefold() == other.strip().casefold():
        raise BadInput("sample_not_a_pair", word=words[:60])
    return _known(one, known), _known(other, known)


# The layout of docs/calculations/sample.md


def _layout(comparison: "Comparison", people: "People") -> dict[str, Any]:
    return {
        "people": comparison.people,
        "margins": {
            each.variable.name: {
                "known": each.known,
                "unknown": each.unknown,
                "population_total": each.variable.people,
                "population_is_noisy": each.variable.is_noisy,
                "division": each.variable.division,
                "groups": [_group(group) for group in each.groups],
            }
            for each in comparison.margins
        },
        "crosses": [
            {
                "variables": [each.first.name, each.second.name],
                "rows": list(each.first.values),
                "columns": list(each.second.values),
                "people": each.people and [list(row) for row in each.people],
            }
            for each in comparison.crosses
        ],
        "weights": None
        if comparison.weights is None
        else dict(zip(people.ids, map(_Rounded().__getitem__, comparison.weights.tolist()), strict=True)),
        "no_weights_because": comparison.why or None,
        "effective_n": comparison.effective_n and round(comparison.effective_n, 9),
        "margins_missed_by": round(comparison.missed, 12),
        "trimmed": comparison.trimmed,
        "answers": [_answered(each, weighted=comparison.weights is not None) for each in comparison.answers],
        "suppressed": [list(each) for each in comparison.suppressed],
    }


class _Rounded(dict[float, float]):
    """Of millions of people there are some thousand weights."""

    def __missing__(self, weight: float) -> float:
        self[weight] = rounded = round(weight, 12)
        return rounded


def _group(group: "Group") -> dict[str, Any]:
    return {
        "value": group.value,
        "people": group.people,
        "share": group.share,
        "interval": group.interval and list(group.interval),
        "population": group.population,
        "index": group.index,
        "index_interval": group.index_interval and list(group.index_interval),
        "standing": group.standing.value,
    }


def _answered(answered: "Answered", *, weighted: bool) -> dict[str, Any]:
    return {
        "question": answered.question,
        "people": answered.people,
        "without": answered.without,
        "options": [
            {"option": option, "people": None}
            if share is None
            else {
                "option": option,
                "people": share.people,
                "share": share.share,
                "interval": list(share.interval),
                "weighted": share.weighted if weighted else None,
                "weighted_interval": list(share.weighted_interval) if weighted else None,
            }
            for option, share in zip(answered.options, answered.shares, strict=True)
        ],
    }


# Words


def _said(comparison: "Comparison") -> Iterator[str]:
    yield str(texts.SAMPLE_PEOPLE).format(people=comparison.people)
    for margin in comparison.margins:
        yield from _missing(margin)
    if comparison.weights is None:
        yield str(texts.SAMPLE_NO_WEIGHTS[comparison.why]).format(**_lacking(comparison))
    else:
        yield str(texts.SAMPLE_EFFECTIVE).format(people=comparison.people, effective=round(comparison.effective_n or 0))


def _missing(margin: "Margin") -> list[str]:
    """Who is missing, in words: those who did not come at all first."""
    sentences = [
        str(texts.SAMPLE_STANDINGS[standing]).format(variable=_called(margin.variable.name), groups=_listed(names))
        for standing in ("nobody", "far_fewer", "fewer")
        if (names := [group.value for group in margin.groups if group.standing == standing])
    ]
    if hidden := [group.value for group in margin.groups if group.standing == "hidden"]:
        sentences.append(
            str(texts.SAMPLE_HIDDEN).format(variable=_called(margin.variable.name), groups=_listed(hidden))
        )
    if margin.unknown:
        sentences.append(
            str(texts.SAMPLE_UNKNOWN).format(
                variable=_called(margin.variable.name), share=_percent(margin.unknown_share)
            )
        )
    return sentences


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:ROWS_MOST]) + (" …" if len(names) > ROWS_MOST else "")


def _called(name: str) -> str:
    """As a heading: offices write the names of variables without a capital."""
    return name[:1].upper() + name[1:]


def _lacking(comparison: "Comparison") -> dict[str, str]:
    variable, value = comparison.lacking or ("", "")
    return {"variable": variable, "value": value}


def _percent(share: float) -> str:
    return percent(share, 0 if share == 0 or share >= 0.1 else 1)


def _told(comparison: "Comparison", here: "Population", chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What cli/report_sample.html shows."""
    return {
        "people": comparison.people,
        "source": here.source,
        "missing": [sentence for each in comparison.margins for sentence in _missing(each)],
        "margins": [_margin(each) for each in comparison.margins],
        "is_noisy": any(each.variable.is_noisy for each in comparison.margins),
        "crosses": [_crossed(each) for each in comparison.crosses],
        "answers": [_answers(each, comparison.weights is not None) for each in comparison.answers],
        "is_weighted": comparison.weights is not None,
        "effective": comparison.effective_n and round(comparison.effective_n),
        "no_weights": comparison.why and str(texts.SAMPLE_NO_WEIGHTS[comparison.why]).format(**_lacking(comparison)),
        "missed": _percent(comparison.missed) if comparison.missed > 0.0005 else "",
        "trimmed": comparison.trimmed,
        "limits": (chosen["least"], chosen["most"]),
        "weights": _spread(comparison, chosen["fewest"]),
        "fewest": chosen["fewest"],
        "fewest_crossed": chosen["fewest_crossed"],
        "suppressed": len(comparison.suppressed),
    }


def _margin(margin: "Margin") -> dict[str, Any]:
    """first: the rows that are shown at once; of very many, those that stand out. rest: the others, folded."""
    first = list(margin.groups)
    if len(first) > ROWS_MOST:
        out = sorted((each for each in first if each.standing in STANDING_OUT), key=lambda each: each.index or 0)
        first = [each for each in margin.groups if each in out[:ROWS_MOST]] or first[:ROWS_MOST]
    division = margin.variable.division
    return {
        "name": _called(margin.variable.name),
        "first": [_row(group) for group in first],
        "rest": [_row(group) for group in margin.groups if group not in first],
        "known": margin.known,
        "unknown": margin.unknown,
        "unknown_share": _percent(margin.unknown_share),
        "division": division,
        "is_undated": division in ("DeSO", "RegSO"),
        "most_unknown": margin.unknown_share >= 0.5,
    }


def _row(group: "Group") -> dict[str, Any]:
    if group.interval is None or group.share is None:
        return {"value": group.value, "population": _percent(group.population), "dots": [_lives(group.population)]}
    return {
        "value": group.value,
        "people": group.people,
        "share": _percent(group.share),
        "limits": _between(*map(_percent, group.interval)),
        "population": _percent(group.population),
        "index": "" if group.index is None else decimal(group.index, 2),
        "index_limits": group.index_interval and _between(*(decimal(each, 2) for each in group.index_interval)),
        "dots": [dot(group.share, *group.interval), _lives(group.population)],
        "standing": texts.SAMPLE_STANDING_TAGS[group.standing.value],
        "is_missing": group.standing in ("nobody", "far_fewer", "fewer"),
    }


def _lives(share: float) -> Dot:
    return dot(share, share, share, number=2)


def _between(low: str, high: str) -> str:
    return f"{low} – {high}"


def _crossed(cross: "Cross") -> dict[str, Any]:
    head = cross.second.values
    rows = [
        (value, list(zip(head, counts, strict=True)))
        for value, counts in zip(cross.first.values, cross.people or (), strict=False)
    ]
    return {"first": _called(cross.first.name), "second": _called(cross.second.name), "head": head, "rows": rows}


def _answers(answered: "Answered", is_weighted: bool) -> dict[str, Any]:
    rows = []
    for option, share in zip(answered.options, answered.shares, strict=True):
        row: dict[str, Any] = {"option": option, "dots": []}
        if share is not None:
            row |= {
                "people": share.people,
                "share": _percent(share.share),
                "limits": _between(*map(_percent, share.interval)),
                "dots": [dot(share.share, *share.interval)],
            }
            if is_weighted:
                low, high = share.weighted_interval
                limits = _between(_percent(low), _percent(high))
                row |= {"weighted": _percent(share.weighted), "weighted_limits": limits}
                row["dots"].append(dot(share.weighted, low, high, number=2))
        rows.append(row)
    return {"question": answered.question, "rows": rows, "people": answered.people, "without": answered.without}


ROWS_MOST = 15
STANDING_OUT = ("nobody", "far_fewer", "fewer", "more")
STEPS = (0.0, 0.25, 0.5, 0.8, 1.25, 2.0, 4.0, float("inf"))


def _spread(comparison: "Comparison", fewest: int) -> list[tuple[str, int]]:
    """How many people have a small or a large weight, for a picture. Few of one kind stand with their neighbours."""
    if comparison.weights is None:
        return []
    import numpy as np

    counts = np.histogram(comparison.weights, bins=np.array(STEPS))[0].tolist()
    bins = [[low, high, count] for (low, high), count in zip(itertools.pairwise(STEPS), counts, strict=True)]
    while len(bins) > 1 and (few := next((at for at, each in enumerate(bins) if each[2] < fewest), None)) is not None:
        at = min(few, len(bins) - 2)
        bins[at : at + 2] = [[bins[at][0], bins[at + 1][1], bins[at][2] + bins[at + 1][2]]]
    return [(_step(low, high), count) for low, high, count in bins]


def _step(low: float, high: float) -> str:
    if high == STEPS[-1]:
        return str(texts.SAMPLE_WEIGHT_ABOVE).format(low=decimal(low))
    return f"{decimal(low)}–{decimal(high)}"


CALCULATION = Calculation(
    key="sample",
    help=gettext_noop("compare who took part with who lives here, and weigh"),
    files={
        "people": gettext_noop("CSV with a row for each person who took part, and coarse background answers"),
        "population": gettext_noop("figures of a statistics office: JSON-stat2, CSV of PxWeb, or variable,value,count"),
        "groups": gettext_noop(
            "CSV: variable,value,group, where people were asked in coarser groups than the figures have"
        ),
    },
    may_lack=frozenset({"groups"}),
    run=_run,
    arguments=_arguments,
)
