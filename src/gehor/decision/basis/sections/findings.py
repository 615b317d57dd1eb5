"""What was said: each finding with its numbers, quotations and what participants answered about it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.analysis.checking.queries import standing
from gehor.analysis.checking.rules import Standing
from gehor.analysis.checking.texts import STANDINGS
from gehor.analysis.models import Finding
from gehor.analysis.queries.voices import Quote
from gehor.ground.design.texts import CHANNELS
from gehor.ground.documents import Heading, Link, Note, Paragraph, Part, Quotation, Table, prose

from ..material import Material
from .minorities import position
from .outcomes import outcomes
from .priorities import priorities


def findings(material: Material) -> tuple[Part, ...]:
    if not material.findings:
        return prose(_("There are no findings yet."))
    rows = tuple(
        (
            (Link(f"{each.number}. {material.text(each.statement)}", f"#finding-{each.number}"),),
            (_contributions_behind(material, each, str(each.contributions)),),
            str(each.participants),
        )
        for each in material.findings
    )
    heads = (_("Finding"), _("Contributions"), _("Participants"))
    return (
        Paragraph(
            _(
                "Each finding rests on the contributions that are counted beside it. One contribution may stand "
                "behind several findings."
            )
        ),
        *_participants_check(material),
        Table(_("The findings, and how many stand behind each"), heads, rows, numbers=(1, 2)),
        *priorities(material),
        *outcomes(material),
        *(part for each in material.findings for part in _finding(material, each)),
    )


def _participants_check(material: Material) -> tuple[Part, ...]:
    """Whether those who took part could say if the findings are right."""
    standings = [standing(each) for each in material.findings]
    if all(each is Standing.NOT_HELD for each in standings):
        return (Note(str(STANDINGS[Standing.NOT_HELD.value][1])),)
    told = _("Those who took part could confirm or correct the findings before they were signed off.")
    unchecked = sum(each in (Standing.NEW, Standing.REWRITTEN) for each in standings)
    if not unchecked:
        return prose(told)
    afterwards = ngettext(
        "%(n)d finding was written or reworded afterwards, and is marked.",
        "%(n)d findings were written or reworded afterwards, and are marked.",
        unchecked,
    )
    return prose(f"{told} {afterwards % {'n': unchecked}}")


def _checked(material: Material, finding: Finding) -> tuple[Part, ...]:
    """What was answered about the wording that was put before participants last, and whether it still stands."""
    found = standing(finding)
    if found in (Standing.NEW, Standing.REWRITTEN):
        return (Note(str(STANDINGS[found.value][1])),)
    if finding.pk not in material.checks:
        return ()
    latest = material.checks[finding.pk].latest
    confirmed = ngettext("%(n)d person confirmed this wording", "%(n)d people confirmed this wording", latest.confirmed)
    corrected = (
        ngettext("%(n)d asked for a correction", "%(n)d asked for a correction", latest.corrected)
        if latest.corrected
        else _("nobody asked for a correction")
    )
    return prose(
        _("Participants’ check: %(confirmed)s, %(corrected)s.")
        % {"confirmed": confirmed % {"n": latest.confirmed}, "corrected": corrected % {"n": latest.corrected}}
    )


def _finding(material: Material, finding: Finding) -> tuple[Part, ...]:
    number = finding.contributions
    count = ngettext("%(n)d contribution", "%(n)d contributions", number) % {"n": number}
    by_channel = ", ".join(f"{CHANNELS[code]} {n}" for code, n in finding.by_channel.items())
    return (
        Heading(f"{finding.number}. {material.text(finding.statement)}", 2, anchor=f"finding-{finding.number}"),
        *material.prose(finding.explanation),
        Paragraph((_contributions_behind(material, finding, count), f" ({by_channel})" if by_channel else "")),
        *_checked(material, finding),
        *(_quotation(material, each) for each in material.quotations.get(finding.pk, ())),
        *(part for each in material.positions.get(finding.pk, ()) for part in position(material, each)),
    )


def _contributions_behind(material: Material, finding: Finding, shown: str) -> Link:
    return Link(shown, material.address("decision:resting", finding.number))


def _quotation(material: Material, quote: Quote) -> Quotation:
    channel = f" ({CHANNELS[quote.channel]})"
    thread = Link(quote.reference, material.thread(quote.reference))
    language = quote.language.split("-")[0]
    return Quotation(quote.text, (thread, channel), "" if language == material.source else language)
