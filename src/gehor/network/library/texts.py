"""Code → text for the library: kinds, fields, facets, where an article stands, and what is refused."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gehor.followup.evaluation.shown import amount
from gehor.followup.evaluation.texts import EFFECTS, INDICATORS
from gehor.ground.design.texts import LEVELS
from gehor.planning.advice import texts as advice
from gehor.process.indicators import Unit

from .facets import Country, Gathering, Interest, People, Politics, Product, Series, Status
from .figures import UNITS, Evidence, Figure
from .kinds import DEFINITIONS, LOCAL, Kind
from .models import Licence
from .rules import Deed, State
from .shelf import EVIDENCE as EVIDENCE_FACET
from .shelf import Entry

SMALL_SHARE = 0.1
Words = Mapping[str, str | Promise]

# What one is called, and several
KINDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.EXAMPLE: (_("Example"), _("Examples")),
    Kind.METHOD: (_("Method"), _("Methods")),
    Kind.TOOL: (_("Tool"), _("Tools")),
    Kind.QA: (_("Question and answer"), _("Questions and answers")),
    Kind.EXPERT: (_("Expert"), _("Experts")),
    Kind.EVENT: (_("Event"), _("Events")),
    Kind.NEWS: (_("News item"), _("News")),
}
ALL_KINDS = _("Everything")
MEASURED = _("With measured figures")
# What a person who writes one must know first
ABOUT_KIND: dict[Kind, Promise] = {
    Kind.EXAMPLE: _("How a dialogue was held, and what came of it."),
    Kind.METHOD: _("A way of hearing people: what it is for, what it takes and when to leave it alone."),
    Kind.TOOL: _("A system, a template or a game that can be used in dialogues."),
    Kind.QA: _("Something that many wonder, with an answer that others can rest on."),
    Kind.EXPERT: _("Somebody who knows about dialogue and may be asked."),
    Kind.EVENT: _("A conference, a course or a meeting to come to."),
    Kind.NEWS: _("Something that has happened."),
}
FIELDS: dict[str, Promise] = {
    "title": _("Heading"),
    "subtitle": _("Subheading"),
    "short_description": _("Lead"),
    "city": _("Place"),
    "start_year": _("Began in the year"),
    "start_month": _("Began in the month"),
    "end_year": _("Ended in the year"),
    "end_month": _("Ended in the month"),
    "question": _("The question that was asked"),
    "background": _("Background"),
    "aim": _("Purpose – why we did it"),
    "process": _("Process – how we did it"),
    "results": _("Result – how it turned out"),
    "more_information": _("More information"),
    "vendor": _("System or supplier"),
    "contact_name": _("Contact person"),
    "contact_role": _("Role of the contact person"),
    "contact_email": _("E-mail"),
    "contact_phone": _("Telephone"),
    "external_links": _("Links"),
    "videos": _("Films"),
    "description": _("Description"),
    "used_for": _("Used for"),
    "participants": _("Participants"),
    "costs": _("Resources that are needed"),
    "time_expense": _("Time it takes, about"),
    "when_to_use": _("Use it when"),
    "when_not_to_use": _("Do not use it when"),
    "strengths": _("Strengths"),
    "weaknesses": _("Weaknesses"),
    "origin": _("Origin"),
    "restrictions": _("Limits"),
    "answer": _("Answer"),
    "author_answer": _("Who answers"),
    "publisher": _("Publisher"),
    "year": _("Year"),
    "institution": _("Organisation or place of work"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "description_institution": _("About the organisation"),
    "address": _("Street address"),
    "zip": _("Postal code"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "fax": _("Fax"),
    "start_date": _("Begins"),
    "end_date": _("Ends"),
    "venue": _("Premises"),
    "street": _("Street"),
    "street_nr": _("Number in the street"),
    "organized_by": _("Organiser"),
    "number_of_participants": _("Number of places"),
    "participation": _("Who may come"),
    "fee": _("Fee"),
    "deadline": _("Last day to register"),
    "contact_person": _("Contact person"),
    "link": _("Where one registers"),
    "author": _("Author"),
    "date": _("Date"),
    "intro": _("Introduction"),
    "text": _("Text"),
}
# Where a field is called otherwise in one kind
FIELDS_OF: dict[tuple[Kind, str], Promise] = {
    (Kind.QA, "question"): _("Question"),
    (Kind.EXPERT, "short_description"): _("About the person"),
    (Kind.EXPERT, "city"): _("Postal town"),
    (Kind.EVENT, "city"): _("Postal town"),
}
HINTS: dict[str, Promise] = {
    "title": _("Say what it is about, so that others find it."),
    "short_description": _("Two or three sentences on what the reader finds here."),
    "question": _("As those who took part met it. Others search for it."),
    "city": _("Municipality, region or part of town."),
    "vendor": _("With what it was held, such as Gehör. Leave it empty if nothing special was used."),
    "process": _("Who was invited and how, what happened at the meetings, what was done in between."),
    "results": _("What was said, what was decided because of it, and what you would do otherwise."),
    "contact_name": _("Is forgotten two years after the article was submitted, unless you say otherwise."),
    "contact_email": _("It is shown. Leave it empty, and readers ask by a form instead."),
    "external_links": _("One web address on each line."),
    "videos": _("One web address on each line. The film stays where it is."),
    "start_date": _("By the clock in Sweden."),
}


def mark(entry: Entry) -> str | Promise:
    """What a card says of an example that Gehör has measured."""
    return MEASURED if Evidence.MEASURED.value in entry.facets.get(EVIDENCE_FACET, ()) else ""


def field_label(kind: Kind, key: str) -> Promise:
    return FIELDS_OF.get((kind, key)) or FIELDS[key]


def whom(kind: Kind, named: Mapping[str, Any]) -> list[tuple[str | Promise, Any, bool]]:
    """Label, what is said, and whether that is in several languages."""
    found = (field for field in DEFINITIONS[kind].fields if field.key in named)
    return [(field_label(kind, field.key), named[field.key], field.holds in LOCAL) for field in found]


STATES: dict[State, tuple[Promise, str]] = {  # words and tone
    State.DRAFT: (_("Draft"), ""),
    State.SUBMITTED: (_("Submitted, being looked through"), "now"),
    State.SENT_BACK: (_("Sent back to be mended"), "bad"),
    State.PUBLISHED: (_("Published"), "good"),
    State.WITHDRAWN: (_("Withdrawn"), ""),
}
DEEDS: dict[Deed, Promise] = {
    Deed.PUBLISH: _("Looked through and published"),
    Deed.SEND_BACK: _("Looked through and sent back"),
    Deed.TAKE_BACK: _("Taken back by its author"),
    Deed.WITHDRAW: _("Withdrawn by its author"),
    Deed.TAKE_DOWN: _("Withdrawn by those who keep the library"),
}
LICENCES: dict[str, tuple[Promise, Promise, str]] = {  # what it is called, what it means, where it stands
    Licence.CC_BY: (
        _("CC BY 4.0"),
        _("Anybody may use the text and must say whose it is."),
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    Licence.CC0: (
        _("CC0 1.0"),
        _("Anybody may use the text as their own."),
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}

# Facets

FACETS: dict[str, Promise] = {
    "purpose": _("Purpose"),
    "special_groups": _("Groups"),
    "level_of_involvement": _("Level of participation"),
    "ressources": _("Cost"),
    "effect": _("Effect on the decision"),
    "participant_number": _("How many take part"),
    "form_of_participation": _("How it is held"),
    "participant_selection": _("How people come to it"),
    "participant_suitability": _("Suits"),
    "one_off_or_series": _("How often"),
    "duration_of_participation": _("Time for a participant"),
    "preparation_time": _("Time to prepare"),
    "level_of_awareness_and_interest": _("Interest in the topic"),
    "polarization": _("How divided opinions are"),
    "product": _("What comes out of it"),
    "political_level": _("Political level"),
    "projectstatus": _("Where it stands"),
    "country": _("Country"),
    "type_of_event": _("Sort of event"),
    "vendor": _("System or supplier"),
    "organisation": _("Written by"),
    "evidence": _("Figures"),
}
OPTIONS: dict[str, Words] = {
    "purpose": advice.PURPOSES,
    "special_groups": advice.GROUPS,
    "level_of_involvement": LEVELS,
    "ressources": advice.COSTS,
    "effect": {effect.value: words[0] for effect, words in EFFECTS.items()},
    "participant_number": {
        People.UP_TO_10: _("At most 10"),
        People.UP_TO_30: _("11–30"),
        People.UP_TO_100: _("31–100"),
        People.UP_TO_500: _("101–500"),
        People.OVER_500: _("More than 500"),
    },
    "form_of_participation": advice.MODES,
    "participant_selection": advice.RECRUITMENT,
    "participant_suitability": advice.SUITS,
    "one_off_or_series": {Series.ONCE: advice.OCCASIONS["once"], Series.SERIES: advice.OCCASIONS["series"]},
    "duration_of_participation": advice.DURATIONS,
    "preparation_time": advice.PREPARATIONS,
    "level_of_awareness_and_interest": {
        Interest.LOW: pgettext_lazy("interest", "Low"),
        Interest.MEDIUM: pgettext_lazy("interest", "Medium"),
        Interest.HIGH: pgettext_lazy("interest", "High"),
    },
    "polarization": advice.POLARISATIONS,
    "product": {
        Product.VIEWS: _("A list of views"),
        Product.PRIORITIES: _("Priorities"),
        Product.PLAN: _("A plan"),
        Product.RECOMMENDATION: _("A recommendation"),
        Product.DECISION: _("A decision"),
    },
    "political_level": {
        Politics.LOCAL: _("Local"),
        Politics.REGIONAL: _("Regional"),
        Politics.NATIONAL: _("National"),
    },
    "projectstatus": {
        Status.PLANNED: _("Planned"),
        Status.RUNNING: _("Going on"),
        Status.FINISHED: _("Finished"),
    },
    "country": {
        Country.SWEDEN: _("Sweden"),
        Country.NORWAY: _("Norway"),
        Country.DENMARK: _("Denmark"),
        Country.FINLAND: _("Finland"),
        Country.ICELAND: _("Iceland"),
        Country.GERMANY: _("Germany"),
        Country.BRITAIN: _("United Kingdom"),
        Country.OTHER: _("Another country"),
    },
    "type_of_event": {
        Gathering.CONFERENCE: _("Conference"),
        Gathering.COURSE: _("Course"),
        Gathering.NETWORK_MEETING: _("Network meeting"),
        Gathering.WEBINAR: _("On the web"),
        Gathering.OTHER: _("Something else"),
    },
    "evidence": {Evidence.MEASURED: _("Measured"), Evidence.TOLD: _("Told")},
}

# Figures

EVIDENCE: dict[Evidence, tuple[Promise, Promise]] = {
    Evidence.MEASURED: (_("Measured"), _("Counted by Gehör from what was done in the dialogue.")),
    Evidence.TOLD: (_("Told"), _("By whoever wrote the article. Nothing here can check it.")),
}
FIGURES: dict[str, str | Promise] = {
    **{code: INDICATORS[code].name for code in UNITS if code in INDICATORS},
    "population": _("Inhabitants whom it concerned"),
    "of_population": _("Took part, of those whom it concerned"),
    "credible": _("Participants who find the handling credible"),
}


def figure(each: Figure) -> str:
    """The number with its unit. A small share of many people keeps a decimal."""
    if UNITS[each.code] is Unit.SHARE and 0 < each.value < SMALL_SHARE:
        return gettext("%(number)s%%") % {"number": number_format(round(100 * each.value, 1))}
    return amount(UNITS[each.code], each.value)


# Why an article that comes in again is left as it is
LEFT: dict[str, Promise] = {
    "changed_here": _("It has been changed here."),
    "taken_down_here": _("It has been taken down here."),
    "known_from_the_catalogue": _("It is in the catalogue of methods already."),
}
NEEDS: dict[str, Promise] = {
    "article_drafted": _("A version is being written"),
    "article_complete": _("Everything that must be filled in is filled in"),
    "article_not_waiting": _("No version waits to be looked through"),
    "article_waiting": _("A version waits to be looked through"),
    "article_public": _("The article is public"),
    "article_written_here": _("The article was written here; what came from another library is changed there"),
    "article_not_drafted": _("Nobody is writing a new version already"),
    "library_kept": _("An organisation keeps the library of this installation"),
}
REFUSALS: dict[str, Promise] = {
    "library_not_kept": _(
        "Nobody keeps the library of this installation yet. The operator says who does, by the command "
        "`gehor library keep`."
    ),
    "example_made_already": _("An example has been made of this dialogue already. Go on with that one."),
    "library_too_large": _("The file is larger than {most} MB."),
    "not_a_library": _("This is not the file of an example library: docs/library-format.md says what one looks like."),
    "not_a_compass": _("This is not a file of Beteiligungskompass: no list of articles was found in it."),
    "library_of_a_later_format": _("The file is of a later format than this version of Gehör can read."),
    "too_many_articles": _("At most {most} articles come in at a time."),
    "comes_from_here": _("The article is one of our own."),
    "lies_about_its_origin": _("The article says that it is from another library than the one it came from."),
    "no_such_kind_of_article": _("There is no such kind of article here."),
    "not_words": _("This cannot be read as text."),
    "no_year": _("Write the year with four digits."),
    "no_month": _("Write the month as a number from 1 to 12."),
    "no_day": _("Write the day as 2026-05-03."),
    "no_moment": _("Write day and time as 2026-05-03 09:00, by the clock in Sweden."),
    "no_web_address": _("This is not a web address that begins with https:// or http://: {address}"),
    "too_many_links": _("At most {most} fit here."),
    "month_without_year": _("Give the year too, or leave the month out."),
    "article_ends_before_it_begins": _("It ends before it begins."),
    "no_such_option": _("There is no such choice: {option}"),
    "not_a_figure": _("Write a number, 0 or more, without a unit."),
    "measured_wrongly": _("The measured figures cannot be read."),
    "no_such_article": _("There is no article with this address: {address}"),
    "does_not_link_to_it": _("An article of this kind is not linked to that one: {address}"),
    "no_such_licence": _("Choose one of the licences."),
    "file_added_already": _("The file is among those of the article already."),
    "list_without_name": _("Write what the list is to be called."),
    "list_name_too_long": _("The name may have at most {most} letters."),
    "lists_are_full": _(
        "There is no room for more. Remove a list, or share it by its address first and then remove it."
    ),
    "article_not_asked_about": _("The article cannot be asked about here: the page says where it comes from."),
    "author_asked_before": _("The question has been received already."),
    "too_many_files": _("An article has at most {most} files. Take one away first."),
}
