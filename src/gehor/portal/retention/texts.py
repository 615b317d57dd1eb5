"""What each kind is called, how long it is kept and why: code → words. A number of days is put in as %(days)s."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    what: Promise
    how_long: Promise
    why: Promise


KINDS = {
    "incoming": Words(
        _("Files on their way in: an import that is being looked through, a picture before it is sent"),
        _("One day at most, or until they are brought in"),
        _("They may hold names and addresses, and nobody has handed them in yet."),
    ),
    "mail_codes": Words(
        _("Codes sent by e-mail to show that an address is one’s own"),
        _("One day"),
        _("Only a pseudonym of the address is kept, so that the code can be compared."),
    ),
    "questions": Words(
        _("Questions to the author of an example in the library, with the address to answer"),
        _("Until the question has left; %(days)s days where nobody knows whether it did"),
        _("The answer is between the two of them."),
    ),
    "needs": Words(
        _("What people have said they need at a meeting, such as an interpreter or food"),
        _("%(days)s days after the meeting"),
        _("It can tell of health or faith, and nobody needs to know it when the meeting has been."),
    ),
    "scans": Words(
        _("Pictures of paper forms that were read from a scanner"),
        _("%(days)s days"),
        _("The paper is the document, and is kept by your own plan. What was read from it stays as a contribution."),
    ),
    "report_texts": Words(
        _("What was written in reports of a contribution"),
        _("%(days)s days after somebody has looked at the report; 365 days where nobody has"),
        _("It may name people. That there was a report, why, and what was done stays."),
    ),
    "readers": Words(
        _("Names and addresses of readers of applications from outside"),
        _("%(days)s days after the programme"),
        _("What they assessed stays, without the name."),
    ),
    "applications": Words(
        _("Persons named in an application to a programme"),
        _("Half a year for a draft, a year for who did not take part, two years after the programme for its members"),
        _("They are kept as long as somebody may ask how the choice was made. The application stays, without them."),
    ),
    "contact_persons": Words(
        _("Contact persons in the register of partners"),
        _("Two years, unless they say again that they want to stand there"),
        _("They stand there because they have agreed to it, and an agreement grows old."),
    ),
    "lecturers": Words(
        _("Lecturers named on the agenda of a network’s meeting"),
        _("Two years after the meeting"),
        _("The agenda stays, without the names."),
    ),
    "named": Words(
        _("Persons named in an article of the library"),
        _("Two years, unless they are kept on"),
        _("An example is useful for longer than its contact person stays in the post."),
    ),
    "contacts": Words(
        _("Names and addresses of people who took part and want the answer"),
        _("Until the person, or the registrar for them, erases them"),
        _(
            "They are owed an answer. They lie apart from what was said, and the person can erase them at any time "
            "with the receipt code."
        ),
    ),
    "saved_answers": Words(
        _("Answers to a survey that were saved and not sent"),
        _("Until they are sent, the person drops them, or the survey closes"),
        _("What has not been sent has not come in, so it is no public document and nobody here reads it."),
    ),
    "said": Words(
        _("Contributions with the findings, decisions, answers and measures that rest on them"),
        _("Not erased by Gehör"),
        _(
            "They are public documents, and may be destroyed only by a rule that you have decided on (Archives Act, "
            "1990:782, section 10). Personal data in a text is masked, and the original kept."
        ),
    ),
    "journal": Words(
        _("The journal: who did what, and when"),
        _("Not erased by Gehör"),
        _("It holds codes and ids, no names and no texts. A chain from which a link is taken proves nothing."),
    ),
    "accounts": Words(
        _("Accounts of those who work here"),
        _("Not erased by Gehör; whoever leaves loses the roles"),
        _("What they have done points to the account: it must be possible to see who took a step."),
    ),
}
