"""Who took part and who was meant, what carries no finding, and what the material cannot tell."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.analysis.texts import ASIDES
from gehor.ground.design.texts import CHANNELS
from gehor.ground.documents import Bullets, Heading, Link, Paragraph, Part, Table, prose

from ..material import Material


def reach(material: Material) -> tuple[Part, ...]:
    total, everything = material.totals, material.address("participation:contributions")
    count = ngettext("%(n)d contribution", "%(n)d contributions", total.contributions) % {"n": total.contributions}
    from_whom = ngettext("from %(n)d participant", "from %(n)d participants", total.participants)
    parts: list[Part] = [
        Paragraph(
            (
                _("What was received:") + " ",
                Link(count, everything),
                " ",
                from_whom % {"n": total.participants},
                ".",
            )
        )
    ]
    if total.people != total.participants:
        parts += prose(
            _("A table that spoke with one voice counts as one participant; one by one they were %(n)d people.")
            % {"n": total.people}
        )
    parts.append(
        Table(
            _("How it came in"),
            (_("Channel"), _("Contributions"), _("Participants")),
            tuple(
                (str(CHANNELS[code]), (Link(str(n), f"{everything}?channel={code}"),), str(participants))
                for code, n, participants in material.channels
            ),
            numbers=(1, 2),
        )
    )
    parts += [Heading(_("Who was meant"), 2), *_target_groups(material), *material.prose(material.draft.reach)]
    return tuple(parts)


def _target_groups(material: Material) -> tuple[Part, ...]:
    if not material.groups:
        return prose(_("The plan names no target groups."))
    rows = tuple(
        (
            _("%(group)s (seldom heard)") % {"group": material.text(group.name)}
            if group.seldom_heard
            else material.text(group.name),
            material.text(group.reached_by) or "–",
            str(group.reach_aim) if group.reach_aim is not None else _("No number"),
            _("Unknown"),
        )
        for group in material.groups
    )
    heads = (_("Group"), _("How they were to be reached"), _("Aim"), _("Came"))
    return (
        Table(_("Target groups of the plan"), heads, rows, numbers=(2,)),
        Paragraph(
            _(
                "Nobody had to say who they are in order to take part. So it is not known how many of each group "
                "came, and that somebody did not come is no sign that they do not care."
            )
        ),
    )


def set_aside(material: Material) -> tuple[Part, ...]:
    if not material.totals.asides:
        return prose(_("Nothing was set aside: every contribution stands behind at least one finding."))
    address = material.address("decision:set_aside")
    rows = tuple(
        (str(ASIDES[code][0]), str(ASIDES[code][1]), (Link(str(n), address),))
        for code, n in sorted(material.totals.asides.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    heads = (_("Reason"), _("What it means"), _("Contributions"))
    return (Table(_("Contributions that carry no finding"), heads, rows, numbers=(2,)),)


def limits(material: Material) -> tuple[Part, ...]:
    sentences = [
        _(
            "Those who took part chose to do so. The numbers say how many told us something, not how many of those "
            "who live here think so."
        ),
        _("One person may have contributed more than once, and through more than one channel."),
    ]
    if len(material.channels) == 1:
        sentences.append(
            _("Everything came by one channel: %(channel)s. Those who do not use it have not been heard.")
            % {"channel": CHANNELS[material.channels[0][0]]}
        )
    if material.totals.unread:
        sentences.append(
            ngettext(
                "%(n)d contribution has not been read.",
                "%(n)d contributions have not been read.",
                material.totals.unread,
            )
            % {"n": material.totals.unread}
        )
    return (Bullets(tuple(sentences)), *material.prose(material.draft.limits))
