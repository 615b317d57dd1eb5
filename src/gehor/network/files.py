"""Whom to write to, as a file."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.reading import export_cell

from .models import ContactPerson, Network
from .texts import ROLES_OF_CONTACT


def addresses_csv(network: Network, contacts: Iterable[ContactPerson]) -> HttpResponse:
    """With a mark of the encoding, since Excel guesses wrongly without it."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow([_("Organisation"), _("Name"), _("Role"), _("Job title"), _("E-mail"), _("Phone"), _("Language")])
    for each in contacts:
        row = (
            each.partner.name,
            each.name,
            str(ROLES_OF_CONTACT[each.role]),
            each.title,
            each.email,
            each.phone,
            each.language,
        )
        table.writerow([export_cell(cell) for cell in row])
    headers = {"Content-Disposition": f'attachment; filename="{network.slug}.csv"'}
    return HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
