"""Words for the questions, for the indicators and for the scale of effect."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.process.indicators import Effect, Kind

PARTS = {
    "taking-part": (_("About taking part"), _("Ten short questions about how the dialogue was held.")),
    "answer": (
        _("About the answer"),
        _(
            "Three short questions to staff and politicians about what came of the dialogue. Those who took part rate "
            "each answer on their own page."
        ),
    ),
}
GROUPS = {"participants": _("Participants"), "staff": _("Staff"), "politicians": _("Politicians")}
ONE_OF = {"participants": _("a participant"), "staff": _("staff"), "politicians": _("a politician")}

# The same words to everybody: a question that is put otherwise cannot be compared.
QUESTIONS = {
    "purpose_clear": _("The purpose of the dialogue was clear."),
    "influence_clear": _("It was clear what could be influenced, and what could not."),
    "information_enough": _("The information was sufficient and easy to understand."),
    "could_speak": _("Those who took part could say what they wanted to say."),
    "others_heard": _("Different views were heard."),
    "respect": _("Everybody was met with respect."),
    "different_groups": _("Different groups of people took part."),
    "will_be_used": _("I believe that the result will be used."),
    "trust_grew": _("My trust in those who held the dialogue has grown."),
    "would_again": _("I would be part of a dialogue like this again."),
    "got_answer": _("Those who took part have had an answer."),
    "understand_use": _("I understand how what was said has been used."),
    "credible": _("What was said has been handled in a credible way."),
}
SCALE = {
    5: _("Wholly"),
    4: _("For the most part"),
    3: _("In part"),
    2: _("A little"),
    1: _("Not at all"),
    0: _("Do not know"),
}

KINDS = {
    Kind.INPUT: _("What it took"),
    Kind.PROCESS: _("How it was held"),
    Kind.OUTPUT: _("What it gave"),
    Kind.FEEDBACK: _("The answer to those who took part"),
    Kind.RESULT: _("What came of it"),
}


@dataclass(frozen=True)
class Told:
    """An indicator in words: what it is called, how it is counted, from what, and what it does not say."""

    name: str | Promise
    counted: str | Promise
    source: str | Promise
    silent: str | Promise


_PLAN = _("The project plan: planned and spent time and money.")
_DAYS = _("The days on which the steps of the dialogue were taken.")
_HEARD = _("The contributions and the people behind them.")
_FINDINGS = _("The findings and what they rest on.")
_DECISIONS = _("The decisions on the findings.")

INDICATORS = {
    "hours": Told(
        _("Working hours"),
        _("All hours that are noted for the dialogue, of staff and politicians."),
        _PLAN,
        _("What the hours gave. Hours that nobody noted are missing."),
    ),
    "sek": Told(
        _("Money spent"),
        _("All costs that are noted for the dialogue, in kronor. Working hours are not counted as money."),
        _PLAN,
        _("Whether it was worth it."),
    ),
    "hours_each": Told(
        _("Hours per participant"),
        _("Working hours divided by the number of people who took part."),
        _PLAN,
        _("Few participants can be right: a conversation takes more time than a form."),
    ),
    "sek_each": Told(
        _("Cost per participant"),
        _("Money spent divided by the number of people who took part."),
        _PLAN,
        _("A low cost can mean that only those who are easy to reach were heard."),
    ),
    "days_in_all": Told(
        _("Days from idea to answer"),
        _("From the day when the dialogue was begun until the answers were released."),
        _DAYS,
        _("How much of the time was work and how much was waiting."),
    ),
    "approved_days": Told(
        _("Days from approved plan to opening"),
        _("From the day when those who were asked had approved the plan until the dialogue opened; 0 when not before."),
        _("The approvals of the plan, and the day when it opened."),
        _("Whether the plan was changed after it was approved. Without a number, nobody was asked to approve it."),
    ),
    "notice_days": Told(
        _("Days of notice"),
        _("From the day when everybody could read that the dialogue would be held until it opened."),
        _DAYS,
        _("Whether people heard of it in that time."),
    ),
    "days_open": Told(
        _("Days open"),
        _("From the first day to take part to the last, both counted."),
        _DAYS,
        _("Whether the days suited those who were meant."),
    ),
    "channels": Told(
        _("Channels used"),
        _("The number of channels by which somebody was heard: web, paper, meeting, telephone, outreach, file."),
        _HEARD,
        _("How easy each of them was to use."),
    ),
    "off_web": Told(
        _("Heard by other ways than the web"),
        _("Contributions by paper, meeting, telephone, outreach or file, of all contributions."),
        _HEARD,
        _("Who they were. People who could have written on the web are counted too."),
    ),
    "reached": Told(
        _("Reached, of those aimed at"),
        _("People who took part, of the sum of the target groups’ aims."),
        _("The target groups of the plan, and those who took part."),
        _("Whether those who came belong to the groups that were meant: nobody is asked who they are."),
    ),
    "dropped_out": Told(
        _("Drop-out between the first and the last meeting"),
        _("Of those who sat at the first of several meetings, the share that did not sit at the last one."),
        _("Who sat at the tables, known by their receipts."),
        _("Why they stayed away. Somebody who came without their receipt is not recognised."),
    ),
    "people": Told(
        _("People who took part"),
        _("Everybody who said something, and everybody at a table that did. Where nobody noted who sat there, the "
          "table counts as many as it said."),
        _HEARD,
        _("Whom they represent. Somebody who came twice without their receipt is counted twice."),
    ),
    "contributions": Told(
        _("Contributions"),
        _("Everything that was said, each time it was said."),
        _HEARD,
        _("How much each of them weighs: a number is not an argument."),
    ),
    "carried": Told(
        _("Contributions that carry a finding"),
        _("Contributions that at least one finding rests on, of all contributions."),
        _FINDINGS,
        _("Whether the finding says what was meant. What was set aside has its reason beside it."),
    ),
    "days_to_findings": Told(
        _("Days until the findings were public"),
        _("From the last day to take part until the findings were signed off."),
        _DAYS,
        _("How carefully it was read."),
    ),
    "days_to_answer": Told(
        _("Days until the answer"),
        _("From the last day to take part until the answers were released."),
        _DAYS,
        _("Whether the answer was good. Some of the time belongs to the political meetings."),
    ),
    "days_late": Told(
        _("Days late with the answer"),
        _("Days between the promised day and the day when the answers were released; 0 when in time."),
        _DAYS,
        _("Whether the promised day had been moved before."),
    ),
    "delivered": Told(
        _("Answers that reached somebody"),
        _("Answers sent by e-mail or handed over on paper, of all that were to be. Who chose to see it on the "
          "receipt page is not counted."),
        _("The deliveries of the answers."),
        _("Whether anybody read them."),
    ),
    "decided_share": Told(
        _("Findings decided on"),
        _("Findings that a body has decided on, of all findings."),
        _DECISIONS,
        _("What was decided."),
    ),
    "followed": Told(
        _("Findings met, wholly or in part"),
        _("Findings with the outcome met or partly met, of those that are settled."),
        _DECISIONS,
        _("Whether the same would have been decided without the dialogue. See the effect of each finding."),
    ),
    "measures_done": Told(
        _("Measures carried out, of those due"),
        _("Measures reported as carried out, of those whose promised day has passed."),
        _("The measures and the reports on them."),
        _("Whether the measure helped."),
    ),
}  # fmt: skip

# What nothing here tells → (what one would like to know, why it is not known)
WITHOUT_SOURCE = {
    "elected_present": (
        _("Elected members at the meetings"),
        _("Nobody at a table is asked who they are. The steering group’s minutes name who was there in plain text."),
    ),
    "speaking_time": (
        _("Speaking time"),
        _("No meeting is recorded, and nobody measures how long each person speaks."),
    ),
}

DAYS = {
    "opened": _("Opened"),
    "closed": pgettext_lazy("day", "Closed"),
    "decided": pgettext_lazy("day", "Decided"),
    "answered": pgettext_lazy("day", "Answered"),
}

# effect → (what it is called, what it means, tone of its tag)
EFFECTS = {
    Effect.UNSETTLED: (_("Not settled yet"), _("It is not decided, is under way, or has been referred onward."), ""),
    Effect.WEIGHED: (
        _("Weighed, changed nothing"),
        _("The body weighed it and gave its reasons. The decision does not follow it."),
        "bad",
    ),
    Effect.CONFIRMED: (
        _("Confirmed"),
        _("The same would have been decided without it. The finding gave support."),
        "",
    ),
    Effect.PART: (_("Changed a part"), _("A part of the decision follows the finding."), "part"),
    Effect.WHOLE: (_("Decision follows it"), _("The decision follows the finding."), "good"),
}

REFUSALS = {
    "no_such_part": _("There is no such part of the evaluation."),
    "no_such_group": _("Choose participants, staff or politicians."),
    "no_such_rating": _("Choose one of the answers in the list."),
    "no_such_effect": _("Choose one of the steps of the scale."),
    "so_many_codes": _("Ask for at least one code and at most {most} at a time."),
    "asked_already": _("These questions have already been asked in this dialogue."),
    "evaluation_days": _("Choose a last day between {shortest} and {longest} days from today."),
    "evaluation_over": _("The last day to answer has passed. The result is public on the dialogue’s evaluation page."),
    "evaluated_already": _("These questions have already been answered here. Everybody answers once."),
    "nothing_evaluated": _("Answer at least one question, or write something."),
}
