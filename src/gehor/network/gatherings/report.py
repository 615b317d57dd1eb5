"""What a meeting gave, as a document: the same on its page, as DOCX and as PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from gehor.calc.seating import NewPairs
from gehor.ground.documents import (
    Bullets,
    Document,
    Heading,
    Inline,
    Link,
    Paragraph,
    Part,
    Picture,
    Table,
    foreign,
    prose,
    spoken,
    within,
)
from gehor.ground.figures import Figure
from gehor.ground.languages import LocalText, said
from gehor.process.ratings import FEWEST, Share, shares

from ..texts import KINDS_OF_PARTNER
from . import queries, rules
from .models import Gathering, Guest, Material, TakenHome
from .shown import agenda_rows, amount, called, percent, when_and_where
from .texts import OUTCOMES_AT_HOME, PARTS, QUESTIONS

PICTURES_MOST = 8  # in a report; the rest lies among the materials


def report(gathering: Gathering) -> Document:
    """In the reader's language. Names of lecturers only: of guests it tells how many, and from where."""
    network, everybody = gathering.network, queries.guests_through(gathering)
    guests = [guest for guest in everybody if guest.gathering_id == gathering.pk]
    invited = sum(guest.invited_at is not None for guest in guests)
    came = [guest for guest in guests if guest.came_at is not None]
    public = settings.ADDRESS + reverse("gatherings:public", args=[network.slug, gathering.number])
    return Document(
        title=local(gathering, gathering.theme),
        language=(get_language() or network.source_language).split("-")[0],
        kicker=within(_("Report of a meeting: %(network)s"), network=local(gathering, network.name)),
        lead=(when_and_where(gathering), (Link(_("The meeting’s page"), public),)),
        parts=(
            *_gave(gathering),
            *_agenda(gathering),
            *_who_came(invited, came, queries.met_first(gathering, everybody)),
            *_questions(gathering),
            *_tables(gathering),
            *_taken_home(gathering),
            *how_it_was(gathering),
            *_materials(gathering),
            *_cost(gathering, len(came)),
        ),
    )


def local(gathering: Gathering, text: LocalText) -> tuple[Inline, ...]:
    """In the reader's language, else marked with its own."""
    reader = _reader(gathering)
    return spoken(*said(text, gathering.network.source_language, reader), reader)


def _reader(gathering: Gathering) -> str:
    return get_language() or gathering.network.source_language


def _on_lines(*texts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Each on a line of its own, where there is something."""
    told = [text for text in texts if text]
    return tuple(piece for at, text in enumerate(told) for piece in (("\n",) if at else ()) + text)


def _gave(gathering: Gathering) -> Iterator[Part]:
    if gathering.gave:
        yield Heading(_("What the meeting gave"))
        reader = _reader(gathering)
        yield from prose(*said(gathering.gave, gathering.network.source_language, reader), reader)


def _agenda(gathering: Gathering) -> Iterator[Part]:
    rows = agenda_rows(gathering)
    if not rows.parts:
        return
    yield Heading(_("Agenda"))
    yield Table(
        _("%(share)s of the time people talked with each other") % {"share": percent(rows.agenda.talking)},
        (_("Time"), _("What"), _("Kind")),
        tuple(
            (
                each.time,
                _on_lines(local(gathering, each.part.title), (each.part.lecturer,) if each.part.lecturer else ()),
                str(PARTS[each.part.kind]),
            )
            for each in rows.parts
        ),
    )


def _who_came(invited: int, came: Sequence[Guest], met: NewPairs | None) -> Iterator[Part]:
    yield Heading(_("Who came"))
    if not came:
        yield Paragraph(_("It is not noted who came."))
        return
    houses = {guest.contact.partner.now.pk: guest.contact.partner.now for guest in came}
    kinds = [
        (
            str(name),
            sum(house.kind == kind for house in houses.values()),
            sum(guest.contact.partner.now.kind == kind for guest in came),
        )
        for kind, name in KINDS_OF_PARTNER.items()
    ]
    shown = [row for row in kinds if row[1]]
    yield Paragraph(
        _("%(people)s people of %(houses)s organisations came. %(invited)s were invited.")
        % {"people": Figure(len(came)), "houses": Figure(len(houses)), "invited": Figure(invited)}
    )
    yield Table(
        _("Organisations and people by kind of actor"),
        (_("Kind"), _("Organisations"), _("People")),
        tuple((name, str(Figure(count)), str(Figure(people))) for name, count, people in shown),
        numbers=(1, 2),
        bars=tuple(people / len(came) for _name, _count, people in shown),
    )
    yield Paragraph(", ".join(sorted(house.name for house in houses.values())) + ".")
    if met is not None and met.most:
        yield Paragraph(
            _("At the tables %(met)s pairs sat together for the first time. More than %(most)s there could not be.")
            % {"met": Figure(met.met), "most": Figure(met.most)}
        )


def _questions(gathering: Gathering) -> Iterator[Part]:
    asked = list(queries.questions(gathering))
    if asked:
        yield Heading(_("Questions asked beforehand"))
        yield Table(
            _("The most wanted first"),
            (_("Question"), _("Seconded by")),
            tuple((spoken(each.text, each.language, _reader(gathering)), str(Figure(each.votes))) for each in asked),
            numbers=(1,),
        )


def _tables(gathering: Gathering) -> Iterator[Part]:
    noted = [place for place in gathering.places.all() if place.notes]
    if noted:
        yield Heading(_("From the tables"))
    for place in noted:
        yield Heading(_("Table %(number)s") % {"number": place.number}, level=2)
        yield from prose(place.notes, place.language, _reader(gathering))


def _taken_home(gathering: Gathering) -> Iterator[Part]:
    taken = list(gathering.taken_home.select_related("partner__merged_into"))
    if not taken:
        return
    reader = _reader(gathering)
    yield Heading(_("What each takes home"))
    yield Table(
        _("What each organisation means to do, and what came of it"),
        (_("Organisation"), _("What"), pgettext("a day", "By"), _("What came of it at home")),
        tuple(
            (
                called(each.partner),
                spoken(each.text, each.language, reader),
                date_format(each.due_on),
                _on_lines((_became(each),), spoken(each.told, each.told_in, reader)),
            )
            for each in taken
        ),
    )


def _became(taken: TakenHome) -> str:
    return str(OUTCOMES_AT_HOME[taken.outcome]) if taken.outcome else "–"


@dataclass(frozen=True)
class Rated:
    """What those who came say: question → how many agree, or nothing where fewer than five have said."""

    n: int
    tickets: int
    shares: dict[str, Share | None]


def rated(gathering: Gathering) -> Rated:
    ratings = [each.ratings for each in gathering.responses.all()]
    return Rated(len(ratings), gathering.tickets, shares(rules.QUESTIONS, ratings))


def how_it_was(gathering: Gathering) -> Iterator[Part]:
    if not gathering.tickets:
        return
    found = rated(gathering)
    yield Heading(_("How it was"))
    yield Paragraph(
        _("%(n)s of %(tickets)s who came have answered.") % {"n": Figure(found.n), "tickets": Figure(found.tickets)}
    )
    told = [(question, share) for question, share in found.shares.items() if share is not None]
    if told:
        yield rating_table(told)
    yield Paragraph(_("Nothing is shown of fewer than %(fewest)s answers.") % {"fewest": FEWEST})


def rating_table(told: list[tuple[str, Share]]) -> Table:
    return Table(
        _("How many agree, wholly or for the most part"),
        (_("Question"), _("Agree"), _("Of")),
        tuple((str(QUESTIONS[question]), percent(share.share), str(Figure(share.of))) for question, share in told),
        numbers=(1, 2),
        bars=tuple(share.share for _question, share in told),
    )


def _materials(gathering: Gathering) -> Iterator[Part]:
    kept = list(gathering.materials.filter(is_public=True).select_related("small"))
    if kept:
        yield Heading(_("Materials"))
        yield from pictures(gathering, kept)
        yield Bullets(tuple((_linked(gathering, each),) for each in kept))


def _linked(gathering: Gathering, material: Material) -> Link:
    language = foreign(material.language, _reader(gathering))
    return Link(material.title, settings.ADDRESS + address_of(gathering, material.pk), language)


def pictures(gathering: Gathering, kept: Iterable[Material]) -> list[Picture]:
    """Those of the materials that are pictures, which know their small ones, with what is seen on them."""
    return [
        Picture(
            bytes(each.small.jpeg),
            each.small.width,
            each.small.height,
            each.title,
            caption=spoken(each.title, each.language, _reader(gathering)),
            address=address_of(gathering, each.pk),
            language=foreign(each.language, _reader(gathering)),
        )
        for each in [each for each in kept if hasattr(each, "small")][:PICTURES_MOST]
    ]


def address_of(gathering: Gathering, pk: int) -> str:
    """Where everybody sees one of its public materials."""
    return reverse("gatherings:material", args=[gathering.network.slug, gathering.number, pk])


def _cost(gathering: Gathering, came: int) -> Iterator[Part]:
    if gathering.cost_sek is None:
        return
    yield Heading(_("Cost"))
    each = rules.cost([(gathering.cost_sek, came)]).each
    text = _("The meeting cost the host %(sum)s kronor") % {"sum": Figure(gathering.cost_sek)}
    more = _(", %(each)s kronor for each who came") % {"each": amount(each)} if each is not None else ""
    hours = _(", and %(hours)s hours of work") % {"hours": Figure(gathering.hours)} if gathering.hours else ""
    yield Paragraph(f"{text}{more}{hours}.")
