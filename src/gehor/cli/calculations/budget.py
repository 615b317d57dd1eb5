"""`gehor budget FILE.pb --rule …`: what the ballots fund, why, and what another rule would have funded."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from gettext import gettext as _
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gehor.calc.errors import BadInput
from gehor.calc.few import FEWEST, hidden_in_row
from gehor.cli import texts
from gehor.cli.speech import gettext_noop

from .figures import percent
from .frame import Asked, Calculation, Outcome, Progress, written

if TYPE_CHECKING:
    from gehor.calc.budget import Allocation, Election
    from gehor.calc.budget.explaining import Payments, Receipt, Wasted
    from gehor.calc.budget.pabulib import Pb

RULES = ("greedy", "equal-shares", "phragmen", "by-area")
GROUPS = (
    "district",
    "neighborhood",
    "area",
    "sex",
    "age",
    "voting_method",
)  # columns that are told of if there are any
AGES = (18, 30, 45, 65)
FUNDED_FIRST, LACKING_FIRST, DIFFERING_FIRST = 40, 8, 12  # rows of a table of the report; the others are folded
POINTED = ("ordinal", "cumulative", "scoring")  # kinds of ballots that say more than what is chosen


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rule", choices=RULES, default="greedy", help=_("by which rule (default: %(default)s)"))
    parser.add_argument(
        "--utility",
        choices=("cost", "cardinality"),
        default="cost",
        help=_("with equal shares: what a project is worth to those who chose it, its cost or 1"),
    )
    parser.add_argument(
        "--completion",
        choices=("none", "add1", "add1u", "greedy"),
        default="add1u",
        help=_("with equal shares: what is done with money that is left (default: %(default)s)"),
    )
    parser.add_argument(
        "--ballots",
        choices=("points", "approval"),
        default="points",
        help=_("count the points or the order that ballots give, or all that they name alike (default: %(default)s)"),
    )
    parser.add_argument(
        "--area-column",
        default="district",
        metavar=_("COLUMN"),
        help=_("of the projects, for by-area (default: %(default)s)"),
    )
    parser.add_argument(
        "--group",
        action="append",
        default=[],
        metavar=_("COLUMN"),
        help=_("of the votes, to tell wasted shares by; can be given several times"),
    )


def _run(asked: Asked, progress: Progress) -> Outcome:
    from gehor.calc.budget import Completion, Rule, Utility, count
    from gehor.calc.budget.explaining import payments, receipts, wasted

    chosen = asked.settings
    progress(0.0, "reading")
    found, election = _read(asked)
    rule, utility, completion = Rule(chosen["rule"]), Utility(chosen["utility"]), Completion(chosen["completion"])
    groups = _groups(found, chosen["group"], asked.files["file"])
    rules = [each for each in Rule if each is not Rule.BY_AREA or election.area_of is not None]
    results = {}
    for number, each in enumerate(rules):
        progress(0.2 + 0.7 * number / len(rules), "reckoning")
        results[each.value] = count(election, each, utility=utility, completion=completion)
    allocation = results[rule.value]
    paid = payments(election, allocation, rule, utility)
    cap = _cap(election, rule)
    lost = {"": wasted(election, allocation.funded, cap=cap)} | {
        name: sorted(
            wasted(election, allocation.funded, of_ballots, cap=cap),
            key=lambda each: (
                (not each.group, each.group != "0–17", each.group) if name == "age" else (not each.group, 0, each.group)
            ),
        )
        for name, of_ballots in groups.items()
    }
    progress(1.0, "writing")
    counted = _Counted(found, election, allocation, results, paid, lost, chosen)
    return Outcome(
        json=counted.layout(),
        report=counted.told(),
        said=list(counted.said()),
        files={"receipts": lambda: written(counted.receipts(receipts(election, allocation, rule, utility)))},
    )


def _cap(election: "Election", rule: str) -> int:
    """What there is in all: where areas share it out, what they have together."""
    return sum(election.caps.values()) if rule == "by-area" and election.caps is not None else election.cap


def _read(asked: Asked) -> tuple["Pb", "Election"]:
    from gehor.calc.budget import election_of, pabulib

    path = asked.files["file"]
    try:
        found = pabulib.read(path.read_bytes())
    except pabulib.NotPabulib as wrong:
        params = dict(wrong.params)
        raise BadInput(wrong.code, file=path, row=wrong.row, column=params.pop("column", ""), **params) from None
    except IsADirectoryError:
        raise BadInput("no_such_file", file=path) from None
    if not found.choices:
        raise BadInput("budget_no_ballots", file=path)
    as_approval = asked.settings["ballots"] == "approval"
    if "areas" not in asked.files:
        if asked.settings["rule"] == "by-area":
            raise BadInput("budget_no_areas", file=path)
        return found, election_of(found, as_approval=as_approval)
    caps = _caps(asked.files["areas"], found.parts)
    area_of = _areas(found, asked.settings["area_column"], caps, path)
    return found, election_of(found, as_approval=as_approval, area_of=area_of, caps=caps)


def _caps(path: Path, parts: int) -> dict[str, int]:
    from gehor.calc.tables import number, read_csv, unique

    table = read_csv(path)
    area, cap = table.must_have("area", "område"), table.must_have("sum", "summa", "budget")
    unique(zip(table.lines, table.cells(area), strict=True), file=table.file, column=area)
    return {
        row[area]: int(round(number(row[cap], file=table.file, row=line, column=cap, least=0) * parts, 6))
        for line, row in table
    }


def _areas(found: "Pb", column: str, caps: Mapping[str, int], path: Path) -> dict[str, str]:
    area_of = {}
    for each in found.projects:
        area = found.details[each.key].get(column.lower(), "")
        if area not in caps:
            raise BadInput(
                "budget_unknown_area", file=path, column=column, project=each.key, word=area[:40], known=", ".join(caps)
            )
        area_of[each.key] = area
    return area_of


def _groups(found: "Pb", wanted: Sequence[str], path: Path) -> dict[str, list[str]]:
    """Column → the group of each ballot; those asked for, or else those that are there."""
    known = list(dict.fromkeys(name for each in found.choices for name in each.more))
    for name in wanted:
        if name.lower() not in known:
            raise BadInput("budget_no_such_group", file=path, word=name[:40], known=", ".join(known) or "–")
    groups = {
        name: [_group(name, each.more.get(name, "")) for each in found.choices]
        for name in ([each.lower() for each in wanted] or [each for each in GROUPS if each in known])
    }
    return {name: each for name, each in groups.items() if len({*each}) > 1}


def _group(name: str, word: str) -> str:
    if name != "age" or not (word.isascii() and word.isdecimal()):
        return word
    ends = (0, *AGES)
    at = max(place for place, least in enumerate(ends) if int(word) >= least)
    return f"{ends[at]}–{ends[at + 1] - 1}" if at + 1 < len(ends) else f"{ends[at]}+"


def _folded(rows: Sequence[Any], first: int) -> dict[str, Sequence[Any]]:
    """A few more are not worth folding."""
    return {"first": rows, "more": []} if len(rows) <= first + 3 else {"first": rows[:first], "more": rows[first:]}


class _Counted:
    """One election as it came out, for the JSON, the page and the terminal."""

    def __init__(
        self,
        found: "Pb",
        election: "Election",
        allocation: "Allocation",
        results: Mapping[str, "Allocation"],
        paid: Mapping[str, "Payments"],
        lost: Mapping[str, Sequence["Wasted"]],
        chosen: Mapping[str, Any],
    ) -> None:
        self.found, self.election, self.allocation, self.results = found, election, allocation, results
        self.paid, self.lost, self.chosen = paid, lost, chosen
        self.votes, self.score = election.votes, election.score
        self.cost = {each.key: each.cost for each in election.projects}
        self.cap = _cap(election, chosen["rule"])

    # The layout of docs/calculations/budget.md

    def layout(self) -> dict[str, Any]:
        is_shares = self.chosen["rule"] == "equal-shares"
        return {
            "rule": self.chosen["rule"],
            "utility": self.chosen["utility"] if is_shares else None,
            "completion": self.chosen["completion"] if is_shares else None,
            "ballots": "approval" if self.election.points is None else "points",
            "budget": self._amount(self.cap),
            "currency": self.found.meta.get("currency"),
            "voters": len(self.election.ballots),
            "funded": list(self.allocation.funded),
            "cost": self._amount(self.allocation.cost),
            "share": None if self.allocation.share is None else self._amount(self.allocation.share),
            "areas": [
                {
                    "area": area,
                    "budget": self._amount(cap),
                    "cost": self._amount(cost),
                    "left": self._amount(cap - cost),
                }
                for area, cap, cost in self._areas()
            ],
            "explanation": {each.key: self._explained(each.key) for each in self.election.projects},
            "complete": self._is_complete(self.chosen["rule"]),
            "other_rules": {
                rule: {
                    "funded": list(each.funded),
                    "cost": self._amount(each.cost),
                    "complete": self._is_complete(rule),
                    "wasted": self._wasted_by(rule),
                }
                for rule, each in self.results.items()
                if rule != self.chosen["rule"]
            },
            "wasted": {
                name or "all": [
                    {"group": each.group, "voters": None, "without": None, "share": None}
                    if each.group in self._hidden(groups)
                    else {
                        "group": each.group,
                        "voters": each.voters,
                        "without": each.without,
                        "share": round(each.share, 9),
                    }
                    for each in groups
                ]
                for name, groups in self.lost.items()
            },
            "left_out": [{"row": each.row, "column": each.column, "because": each.code} for each in self.found.faults],
        }

    def receipts(self, of_ballots: Sequence["Receipt"]) -> dict[str, Any]:
        """What each voter's money went to, by the file's own name of the voter."""

        def amounts(found: Mapping[str, float]) -> dict[str, float]:
            return {key: round(amount / self.election.parts, 6) for key, amount in found.items()}

        return {
            "rule": self.chosen["rule"],
            "currency": self.found.meta.get("currency"),
            "share": None if self.allocation.share is None else self._amount(self.allocation.share),
            "voters": {
                choice.voter or f"row {choice.row}": {
                    "paid": amounts(each.paid),
                    "left": None if each.left is None else round(each.left / self.election.parts, 6),
                    "parts": amounts(each.parts),
                }
                for choice, each in zip(self.found.choices, of_ballots, strict=True)
            },
        }

    def _areas(self) -> list[tuple[str, int, int]]:
        """(area, its sum, what was spent of it), where areas share the sum out."""
        area_of, caps = self.election.area_of, self.election.caps
        if self.chosen["rule"] != "by-area" or area_of is None or caps is None:
            return []
        spent = Counter[str]()
        for key in self.allocation.funded:
            spent[area_of[key]] += self.cost[key]
        return [(area, cap, spent[area]) for area, cap in caps.items()]

    def _explained(self, key: str) -> dict[str, Any]:
        from gehor.calc.budget.explaining import lacked

        reason, lack = self.allocation.reasons[key], lacked(self.election, self.allocation, key)
        paid = self.paid.get(key)
        return {
            "name": self._name(key),
            "cost": self._amount(self.cost[key]),
            "votes": self.votes[key],
            "points": None if self.election.points is None else self.score[key],
            "why": reason.why.value,
            "turn": reason.turn or None,
            "left_before": self._amount(reason.left),
            "most": None if reason.most is None else self._amount(reason.most),
            "after": None if reason.after is None else self._amount(reason.after),
            "supporters_had": None if reason.had is None else self._amount(reason.had),
            "lacked": None if lack is None else self._amount(lack.money),
            "lacked_by": None if lack is None else "supporters" if lack.by_supporters else "sum",
            "paid": None
            if paid is None
            else [[round(amount / self.election.parts, 6), voters] for amount, voters in paid.each],
        }

    def _amount(self, value: int | Fraction) -> int | float:
        """In the currency: whole where it is, else to six decimals."""
        exact = Fraction(value) / self.election.parts
        return int(exact) if exact.denominator == 1 else round(float(exact), 6)

    def _name(self, key: str) -> str:
        return self.found.details[key].get("name", key)

    # Words

    def said(self) -> Iterator[str]:
        words = {"funded": len(self.allocation.funded), "projects": len(self.cost)}
        yield str(texts.BUDGET_FUNDED).format(
            **words, cost=self._money(self.allocation.cost), cap=self._money(self.cap)
        )
        yield from (f"  {key}  {self._name(key)}" for key in self.allocation.funded)
        if self.found.faults:
            yield str(texts.BUDGET_LEFT_OUT).format(
                count=len(self.found.faults), row=self.found.faults[0].row, why=self._fault()
            )

    def _fault(self) -> str:
        first = self.found.faults[0]
        return str(texts.BAD_INPUT[first.code]).format(row=first.row, column=first.column, **first.params)

    def told(self) -> dict[str, Any]:
        """What cli/report_budget.html shows."""
        place = {key: number for number, key in enumerate(self.allocation.funded)}
        order = sorted(self.cost, key=lambda key: (place.get(key, len(place)), -self.score[key]))
        named = map(self.found.meta.get, ("unit", "district", "instance"))
        return {
            "place": ", ".join(each for each in named if each),
            "rule": texts.BUDGET_RULES[self.chosen["rule"]],
            "how": texts.BUDGET_HOW[self.chosen["rule"]],
            "completion": texts.BUDGET_COMPLETIONS[self.chosen["completion"]]
            if self.chosen["rule"] == "equal-shares"
            else "",
            "voters": len(self.election.ballots),
            "number": len(place),
            "cost": self._money(self.allocation.cost),
            "cap": self._money(self.cap),
            "currency": self.found.meta.get("currency", ""),
            "has_points": self.election.points is not None,
            "funded": _folded([self._row(key) for key in place], FUNDED_FIRST),
            "lacking": _folded(self._lacking(), LACKING_FIRST),
            "unwanted": sum(not self.votes[key] for key in self.cost),
            "rules": [self._beside(rule) for rule in self.results],
            "agreed": sum(self._is_agreed(key) for key in order),
            "differing": _folded(
                [
                    {"name": self._name(key), "marks": [(rule, key in each.funded) for rule, each in self._by_rule()]}
                    for key in order
                    if not self._is_agreed(key) and any(key in each.funded for each in self.results.values())
                ],
                DIFFERING_FIRST,
            ),
            "wasted": [
                {
                    "name": texts.BUDGET_GROUPS.get(name, name),
                    "rows": [self._lost(each, self._hidden(groups)) for each in groups],
                }
                for name, groups in self.lost.items()
            ],
            "areas": [
                {
                    "name": area,
                    "cap": self._money(cap),
                    "cost": self._money(cost),
                    "left": self._money(cap - cost),
                    "length": self._length(cost, cap),
                }
                for area, cap, cost in self._areas()
            ],
            "ballots": texts.BUDGET_BALLOTS["approval" if self.election.points is None else "points"]
            if self.found.vote_type.value in POINTED
            else "",
            "fewest": FEWEST,
            "left_out": len(self.found.faults),
            "first_left_out": self._fault() if self.found.faults else "",
            "is_shares": self.chosen["rule"] == "equal-shares",
        }

    def _row(self, key: str) -> dict[str, Any]:
        """A project as a line of a table. length: of the bar, its cost beside the dearest."""
        return {
            "name": self._name(key),
            "cost": self._money(self.cost[key]),
            "length": self._length(self.cost[key], max(self.cost.values())),
            "votes": self.votes[key],
            "points": self.score[key],
            "reason": self._reason(key),
        }

    def _lacking(self) -> list[dict[str, Any]]:
        """What was wanted and not funded, nearest first. length: of the bar, how much of its cost there was."""
        from gehor.calc.budget.explaining import lacked

        told = {key: lacked(self.election, self.allocation, key) for key in self.cost}
        lacking = {key: each.money / self.cost[key] for key, each in told.items() if each is not None}
        return [
            self._row(key)
            | {
                "length": f"{float(100 * (1 - lacking[key])):.2f}",
                "lacked": self._money(lacking[key] * self.cost[key]),
            }
            for key in sorted(lacking, key=lacking.__getitem__)
        ]

    def _is_agreed(self, key: str) -> bool:
        return all(key in each.funded for each in self.results.values())

    def _beside(self, rule: str) -> dict[str, Any]:
        found, share = self.results[rule], self._wasted_by(rule)
        return {
            "name": texts.BUDGET_RULES[rule],
            "is_this": rule == self.chosen["rule"],
            "number": len(found.funded),
            "cost": self._money(found.cost),
            "left": self._money(_cap(self.election, rule) - found.cost),
            "is_complete": self._is_complete(rule),
            "wasted": "" if share is None else percent(share),
        }

    def _is_complete(self, rule: str) -> bool:
        from gehor.calc.budget import Rule
        from gehor.calc.budget.explaining import is_complete

        return is_complete(self.election, self.results[rule], Rule(rule))

    def _wasted_by(self, rule: str) -> float | None:
        """By all who voted; None where they are too few to tell of."""
        from gehor.calc.budget.explaining import wasted

        groups = wasted(self.election, self.results[rule].funded, cap=_cap(self.election, rule))
        return next((round(each.share, 9) for each in groups if each.voters >= FEWEST), None)

    def _by_rule(self) -> list[tuple[Any, "Allocation"]]:
        return [(texts.BUDGET_RULES[rule], each) for rule, each in self.results.items()]

    def _reason(self, key: str) -> str:
        told, reason = self._explained(key), self.allocation.reasons[key]
        paid = self.paid.get(key)
        code = reason.why.value
        if code == "chosen" and paid is not None:
            code = "chosen_paid"
        elif code == "no_room":
            code = "no_room_by_supporters" if told["lacked_by"] == "supporters" else "no_room"
        most = max((amount for amount, _ in paid.each), default=0.0) if paid else 0.0
        return str(texts.BUDGET_REASONS[code]).format(
            turn=reason.turn,
            left=self._money(reason.left),
            voters=self._money(paid.voters * self.election.parts if paid else 0),
            most=self._money(Fraction(most)),
            had=self._money(reason.had or 0),
            lacked=self._money(Fraction(told["lacked"] or 0) * self.election.parts),
        )

    def _hidden(self, groups: Sequence["Wasted"]) -> set[str]:
        """Small groups, and as many more as it takes that the total does not tell them by subtraction."""
        return set(compress((each.group for each in groups), hidden_in_row([each.voters for each in groups])))

    def _lost(self, each: "Wasted", hidden: set[str]) -> dict[str, Any]:
        name = each.group or texts.BUDGET_UNSAID
        if each.group in hidden:
            return {"name": name, "is_hidden": True, "length": "0"}
        return {
            "name": name,
            "voters": each.voters,
            "without": percent(each.without / each.voters),
            "share": percent(each.share),
            "length": f"{100 * each.share:.2f}",
        }

    def _money(self, value: int | Fraction) -> str:
        from django.utils.formats import number_format

        exact = Fraction(value) / self.election.parts
        if exact.denominator == 1 or abs(exact) >= 1000:
            return number_format(round(exact), force_grouping=True)
        return number_format(f"{float(exact):.2f}", 2, force_grouping=True)

    def _length(self, part: int, whole: int) -> str:
        return f"{100 * part / whole if whole else 0:.2f}"


CALCULATION = Calculation(
    key="budget",
    help=gettext_noop("count which projects a sum of money pays for, and why"),
    files={
        "file": gettext_noop("a Pabulib file (.pb) with projects, costs and ballots"),
        "areas": gettext_noop("CSV: area,sum; what each area has, for --rule by-area"),
    },
    may_lack=frozenset({"areas"}),
    outputs={"receipts": gettext_noop("JSON: voter id → what their money went to, for whoever wants to follow it")},
    run=_run,
    arguments=_arguments,
)
