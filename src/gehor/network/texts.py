"""Code → sentence, for partners and networks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules import Status

NEEDS: dict[str, Promise] = {
    "network_started": _("There is a decision to try the network"),
    "network_not_ended": _("The network has not ended"),
}
KINDS_OF_PARTNER: dict[str, Promise] = {
    "municipality": _("Municipality"),
    "region": _("Region"),
    "authority": _("State authority"),
    "civil_society": _("Civil society organisation"),
    "university": _("University"),
    "other": _("Other"),
}
ROLES_OF_CONTACT: dict[str, Promise] = {
    "elected": _("Elected representative"),
    "official": _("Official"),
    "researcher": _("Researcher"),
    "civil_society": _("Civil society"),
}
STATUSES: dict[Status, Promise] = {
    Status.PLANNED: _("Planned"),
    Status.TRIAL: _("On trial"),
    Status.EVALUATED: _("Trial evaluated"),
    Status.PERMANENT: _("Permanent"),
    Status.ENDED: _("Ended"),
}
OUTCOMES: dict[str, Promise] = {
    "try": _("To be tried"),
    "prolong": _("The trial goes on"),
    "make_permanent": _("To be permanent"),
    "end": _("To end"),
}
LINK_SENT = _("The link of %(name)s is on its way to their address.")
DOES: dict[str, Promise] = {  # what a row of a file does to a partner
    "new": _("new"),
    "changed": _("put right"),
    "same": _("as before"),
}
REFUSALS: dict[str, Promise] = {
    "no_such_kind_of_partner": _("Choose one of the kinds in the list."),
    "no_registration_number": _(
        "This is not the registration number of an organisation. It has ten digits, such as 212000-0142."
    ),
    "partner_named_already": _("{name} is in the register already."),
    "no_area_code": _(
        "Write Statistics Sweden’s codes: two digits for the county, four for the municipality, such as 12 and 1214."
    ),
    "no_area_in_row": _("The codes of county and municipality are wrong, or do not belong together."),
    "no_partner_to_merge_into": _("Choose another partner from the register."),
    "talk_in_the_future": _("The day has not come yet."),
    "visited_themselves": _("Nobody visits themselves. Choose another one of the two."),
    "judged_without_reason": _("Say why it can be used at home, or cannot."),
    "consent_in_the_future": _("The day of the consent has not come yet."),
    "register_changed_meanwhile": _("The register has changed meanwhile. Look at the file once more."),
    "no_column_of_partners": _("No column is called Organisation. Its first row must say what each column holds."),
    "too_many_partners": _("The file has more than {most} rows. Divide it."),
    "row_without_partner": _("The row does not say which organisation."),
    "unknown_kind_of_partner": _("“{word}” is no kind of organisation that is known here."),
    "unknown_role_of_contact": _(
        "“{word}” is no role that is known here: elected, official, researcher or civil society."
    ),
    "contact_without_name": _("There is an address, but no name."),
    "contact_twice_in_file": _("The same person stands in row {first} already."),
    "no_such_role_of_contact": _("Choose one of the roles in the list."),
    "contact_cannot_be_written_to": _("No mail goes to this person. Put the address right first."),
    "contact_stands_already": _("Somebody with this address is a contact person there already."),
    "not_an_address_of_a_network": _("Write the address with small letters a–z, digits and hyphens."),
    "network_address_taken": _("Another network has this address. Choose another one."),
    "network_ends_before_it_begins": _("The last day comes before the first one."),
    "not_the_networks_next_decision": _("This cannot be decided on the network as it stands now."),
    "no_body_of_the_host": _("Choose one of your own political bodies."),
    "network_decided_in_the_future": _("The day has not come yet. Enter the decision when it is taken."),
    "no_partner_of_the_host": _("Choose a partner from the register."),
    "member_already": _("{name} is a member already."),
    "left_before_it_joined": _("The day comes before the one when it joined."),
}
