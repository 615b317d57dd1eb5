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
REFUSALS: dict[str, Promise] = {
    "no_such_kind_of_partner": _("Choose one of the kinds in the list."),
    "no_registration_number": _(
        "This is not the registration number of an organisation. It has ten digits, such as 212000-0142."
    ),
    "partner_named_already": _("{name} is in the register already."),
    "municipality_of_another_county": _("The code of the municipality begins with the code of another county."),
    "no_area_code": _("The code has {digits} digits."),
    "no_such_role_of_contact": _("Choose one of the roles in the list."),
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
