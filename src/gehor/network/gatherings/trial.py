"""What a trial gave, in figures and as a document: the basis for deciding whether the network becomes permanent."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gehor.calc.seating import NewPairs
from gehor.ground import clock
from gehor.ground.documents import (
    Document,
    Heading,
    Inline,
    Note,
    Paragraph,
    Part,
    Picture,
    Table,
    local,
    local_prose,
    within,
)
from gehor.ground.figures import Figure
from gehor.ground.languages import LocalText
from gehor.process.ratings import FEWEST, Share, shares

from ..models import Membership, Network, TrialEvaluation
from ..texts import KINDS_OF_PARTNER, OUTCOMES
from . import queries, report, rules
from .models import Funding, Gathering, Material, Response, TakenHome
from .shown import amount, percent
from .texts import OUTCOMES_AT_HOME


@dataclass(frozen=True)
class Figures:
    """Everything that the trial is judged by."""

    network: Network
    meetings: list[Gathering]
    been: list[rules.Been]
    members: dict[int, str]  # partner → kind
    left: int  # members that have left; to become part of another one is not to leave
    met: list[rules.Met]
    people: int  # who have sat at tables
    pairs: dict[int, NewPairs]  # meeting → who met there for the first time
    rated: dict[str, Share | None]
    answers: int
    tickets: int
    taken: list[tuple[str, dt.date]]
    funding: list[Funding]

    @cached_property
    def attendance(self) -> dict[str, rules.Part]:
        return rules.attendance(self.been, self.members)

    @cached_property
    def came_at_all(self) -> rules.Part:
        rows = list(self.attendance.values())
        return rules.Part(sum(each.some for each in rows), sum(each.of for each in rows))

    @cached_property
    def returning(self) -> rules.Part:
        return rules.returning(self.been)

    @cached_property
    def answering(self) -> list[rules.Part]:
        return rules.answering(self.been)

    @cached_property
    def silent(self) -> dict[int, int]:
        return rules.silent(self.been)

    @cached_property
    def kept(self) -> rules.Kept:
        return rules.kept(self.taken, today=clock.today())

    @cached_property
    def cost(self) -> rules.Cost:
        people = [sum(each.came for each in self.been if each.gathering == at) for at in range(len(self.meetings))]
        return rules.cost((meeting.cost_sek, came) for meeting, came in zip(self.meetings, people, strict=True))

    @cached_property
    def money(self) -> rules.Money:
        rows = ((each.amount_sek, each.is_decided, each.until) for each in self.funding)
        return rules.money(rows, self.cost, today=clock.today())

    def came(self, at: int) -> tuple[int, int]:
        """People and organisations at one meeting."""
        rows = [each for each in self.been if each.gathering == at and each.came]
        return sum(each.came for each in rows), len(rows)


def figures(network: Network) -> Figures:
    """Eight queries."""
    meetings = queries.held(network)
    sat = queries.met(network)
    ratings = list(Response.objects.filter(gathering__in=meetings).values_list("ratings", flat=True))
    memberships = list(network.memberships.select_related("partner"))
    return Figures(
        network=network,
        meetings=meetings,
        been=queries.been(network, meetings),
        members={each.partner_id: each.partner.kind for each in memberships if each.left_on is None},
        left=sum(_has_left(each) for each in memberships),
        met=rules.by_meetings(each for _contact, each in sat.people),
        people=len(sat.people),
        pairs=sat.pairs,
        rated=shares(rules.QUESTIONS, ratings),
        answers=len(ratings),
        tickets=sum(each.tickets for each in meetings),
        taken=list(TakenHome.objects.filter(gathering__in=meetings).values_list("outcome", "due_on")),
        funding=list(queries.funding(network)),
    )


def pictures(meetings: Sequence[Gathering]) -> list[Picture]:
    """One of each meeting that has one that everybody may see."""
    public = Material.objects.filter(gathering__in=meetings, is_public=True, small__isnull=False)
    rows = {each.gathering_id: each for each in public.select_related("small").order_by("-pk")}
    return [one for each in meetings if each.pk in rows for one in report.pictures(each, [rows[each.pk]])]


def _has_left(membership: Membership) -> bool:
    if membership.left_on is None:
        return False
    partner = membership.partner
    merged_on = timezone.localdate(partner.changed_at) if partner.merged_into_id else None
    return merged_on is None or membership.left_on < merged_on


def document(found: Figures, evaluation: TrialEvaluation | None, *, shown: Sequence[Picture] = ()) -> Document:
    """The basis for the decision, in the reader's language. Without an evaluation: the figures alone.

    shown: the pictures of its meetings, for the one that is kept.
    """
    network = found.network
    today = timezone.localdate(evaluation.evaluated_at) if evaluation else clock.today()
    return Document(
        title=within(_("Permanent or not? %(network)s"), network=_local(network, network.name)),
        language=(get_language() or network.source_language).split("-")[0],
        kicker=_("Evaluation of the trial: a basis for the decision"),
        lead=(_("%(host)s, %(day)s") % {"host": network.host.name, "day": date_format(today)},),
        parts=(
            *(_recommended(network, evaluation) if evaluation else ()),
            *_in_short(found),
            *_meetings(found),
            *shown,
            *_attendance(found),
            *_returning(found),
            *_usefulness(found),
            *_kept(found),
            *_cost(found),
            *_risks(found),
        ),
    )


def _local(network: Network, text: LocalText) -> tuple[Inline, ...]:
    return local(text, network.source_language, get_language() or network.source_language)


def _recommended(network: Network, evaluation: TrialEvaluation) -> Iterator[Part]:
    yield Heading(_("What the host recommends"))
    yield Note(str(OUTCOMES[evaluation.recommends]))
    reader = get_language() or network.source_language
    yield from local_prose(evaluation.conclusion, network.source_language, reader)


def _share(part: rules.Part) -> str:
    return percent(part.share) if part.share is not None else "–"


def _of(part: rules.Part) -> str:
    return _("%(some)s of %(all)s") % {"some": Figure(part.some), "all": Figure(part.of)}


def _in_short(found: Figures) -> Iterator[Part]:
    useful = found.rated["useful"]
    rows: Sequence[tuple[str, str, str]] = (
        (_("Actors that came at least once"), _share(found.came_at_all), _of(found.came_at_all)),
        (_("Actors that came back"), _share(found.returning), _of(found.returning)),
        (_("What was taken home and is due: done"), _share(found.kept.part), _of(found.kept.part)),
        (
            _("Those who found the meeting useful"),
            percent(useful.share) if useful else "–",
            _of(rules.Part(useful.agree, useful.of)) if useful else _("too few answers"),
        ),
        (
            _("Cost for each who came, in kronor"),
            amount(found.cost.each) if found.cost.each is not None else "–",
            _("%(people)s people at %(meetings)s meetings")
            % {"people": Figure(found.cost.people), "meetings": found.cost.known},
        ),
    )
    yield Heading(_("In short"))
    yield Table(_("The trial in five figures"), (_("What"), _("Figure"), _("Of")), tuple(rows), numbers=(1, 2))


def _meetings(found: Figures) -> Iterator[Part]:
    yield Heading(_("The meetings"))
    rows = []
    for at, meeting in enumerate(found.meetings):
        people, houses = found.came(at)
        rows.append(
            (
                date_format(meeting.held_on),
                report.local(meeting, meeting.theme),
                str(Figure(houses)),
                str(Figure(people)),
                f"{found.pairs[meeting.pk].met} / {found.pairs[meeting.pk].most}" if meeting.pk in found.pairs else "–",
            )
        )
    yield Table(
        _("Meeting by meeting"),
        (_("Day"), _("Theme"), _("Organisations"), _("People"), _("New pairs, of at most")),
        tuple(rows),
        numbers=(2, 3, 4),
    )
    yield from _met(found)


def _met(found: Figures) -> Iterator[Part]:
    others = found.people - 1
    if others < 1:
        return
    yield Table(
        _("Others met at a table, on average, of %(all)s") % {"all": Figure(others)},
        (_("Came to"), _("People"), _("Have met"), _("At most")),
        tuple(
            (
                ngettext("%(n)s meeting", "%(n)s meetings", each.meetings) % {"n": each.meetings},
                str(Figure(each.people)),
                floatformat(each.met, 1),
                floatformat(each.most, 1),
            )
            for each in found.met
        ),
        numbers=(1, 2, 3),
        bars=tuple(each.met / others for each in found.met),
    )


def _attendance(found: Figures) -> Iterator[Part]:
    yield Heading(_("Attendance by type of actor"))
    rows = [(str(name), found.attendance[kind]) for kind, name in KINDS_OF_PARTNER.items() if kind in found.attendance]
    yield Table(
        _("Members that came at least once"),
        (_("Type of actor"), _("Share"), _("Of")),
        tuple((name, _share(part), _of(part)) for name, part in rows),
        numbers=(1, 2),
        bars=tuple(part.share or 0.0 for _name, part in rows),
    )


def _returning(found: Figures) -> Iterator[Part]:
    if found.returning.of:
        yield Heading(_("Actors that came back"))
        yield Paragraph(
            _("Of %(all)s actors that came to a meeting before the last one, %(some)s came to a later one too.")
            % {"all": Figure(found.returning.of), "some": Figure(found.returning.some)}
        )


def _usefulness(found: Figures) -> Iterator[Part]:
    yield Heading(_("How useful it was"))
    yield Paragraph(
        _("%(n)s of %(tickets)s who came have answered.")
        % {"n": Figure(found.answers), "tickets": Figure(found.tickets)}
    )
    told = [(question, share) for question, share in found.rated.items() if share is not None]
    if told:
        yield report.rating_table(told)
    yield Paragraph(_("Nothing is shown of fewer than %(fewest)s answers.") % {"fewest": FEWEST})


def _kept(found: Figures) -> Iterator[Part]:
    yield Heading(_("What was taken home"))
    kept = found.kept
    whole = kept.kept + kept.partly + kept.not_kept + kept.waiting + kept.ahead
    if not whole:
        yield Paragraph(_("Nothing was noted."))
        return
    rows = (
        *((str(name), getattr(kept, code)) for code, name in OUTCOMES_AT_HOME.items()),
        (_("Due, and nobody has told"), kept.waiting),
        (_("Not due yet"), kept.ahead),
    )
    yield Table(
        _("What organisations meant to do at home"),
        (_("What came of it at home"), _("Commitments")),
        tuple((name, str(Figure(count))) for name, count in rows),
        numbers=(1,),
        bars=tuple(count / whole for _name, count in rows),
    )


def _cost(found: Figures) -> Iterator[Part]:
    yield Heading(_("Cost"))
    cost = found.cost
    if not cost.known:
        yield Paragraph(_("It is not noted what the meetings cost."))
        return
    yield Paragraph(
        _("%(meetings)s meetings cost %(sum)s kronor, that is %(each)s kronor for each who came.")
        % {
            "meetings": cost.known,
            "sum": Figure(cost.total),
            "each": amount(cost.each) if cost.each is not None else "–",
        }
    )
    if cost.unknown:
        yield Note(_("Of %(count)s meetings it is not noted what they cost.") % {"count": cost.unknown})


def _risks(found: Figures) -> Iterator[Part]:
    """Both were named before the trial began: no money after a change of policy, and partners without interest."""
    yield Heading(_("The two risks"))
    yield Heading(_("No money"), level=2)
    money = found.money
    if found.funding:
        yield Table(
            _("Money for the network"),
            (_("From"), _("Kronor"), _("Until"), _("State")),
            tuple(
                (
                    each.source,
                    str(Figure(each.amount_sek)),
                    date_format(each.until),
                    _("decided") if each.is_decided else _("hoped for"),
                )
                for each in found.funding
            ),
            numbers=(1,),
        )
    else:
        yield Paragraph(_("No money is noted, neither decided nor hoped for."))
    if money.years is not None:
        yield Paragraph(
            _("Two meetings a year cost %(year)s kronor. What is decided lasts for %(years)s years.")
            % {"year": amount(money.year or 0), "years": floatformat(money.years, 1)}
        )
    yield Heading(_("Partners who are not interested"), level=2)
    yield Table(
        _("Invited organisations that answered, yes or no"),
        (_("Meeting"), _("Answered"), _("Of")),
        tuple(
            (date_format(meeting.held_on), _share(part), _of(part))
            for meeting, part in zip(found.meetings, found.answering, strict=False)
        ),
        numbers=(1, 2),
        bars=tuple(part.share or 0.0 for part in found.answering),
    )
    yield Paragraph(
        _(
            "Organisations invited to at least two meetings that never said a word: %(silent)s. "
            "Members that left: %(left)s."
        )
        % {"silent": Figure(len(found.silent)), "left": Figure(found.left)}
    )
