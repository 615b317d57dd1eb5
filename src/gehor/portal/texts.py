"""Words for stages, for what comes next, and for the pages of a workbench."""

from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext, ngettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gehor.ground.languages import LocalText, said
from gehor.process.stages import Stage

from .rules import Next

STAGES = {
    Stage.IDEA: _("An idea"),
    Stage.STOPPED: _("No dialogue"),
    Stage.PLANNING: _("Being planned"),
    Stage.OPEN: _("Open now"),
    Stage.ANALYSIS: _("Being read"),
    Stage.DECISION: _("Being decided"),
    Stage.ANSWERING: _("Decided, being answered"),
    Stage.FOLLOW_UP: _("Answered, being followed up"),
    Stage.CLOSED: _("Answered and closed"),
}

GO = {
    "run": _("The dialogue is held"),
    "inform_only": _("No dialogue: we only inform"),
    "refer": _("No dialogue here: referred"),
    "postpone": _("Postponed"),
    "decline": _("No dialogue"),
}

# What the public page says happens to what people say, right now.
NOW = {
    Stage.PLANNING: _("We are planning the dialogue. You can read here what will be asked, and when it opens."),
    Stage.OPEN: _("You can take part now. Everything that is said is read by a person."),
    Stage.ANALYSIS: _(
        "Nobody can send in more. We read everything that was said, and write findings that show what they rest on."
    ),
    Stage.DECISION: _(
        "Everything has been read. Those who decide have the findings, and each finding gets a decision with reasons."
    ),
    Stage.ANSWERING: _("Everything is decided. We are writing answers to everybody who took part."),
    Stage.FOLLOW_UP: _("Everybody has been answered. We follow up what was promised."),
    Stage.CLOSED: _("Everybody has been answered. Here you can read the whole story."),
}

# The same of a dialogue that was held earlier: nobody here heard those who took part
NOW_EARLIER = {
    Stage.ANALYSIS: _("We are bringing in what was found. Each finding shows the source that it rests on."),
    Stage.DECISION: _("The findings are brought in. We are looking for what was decided on each of them."),
    Stage.ANSWERING: _("What was decided is recorded, or that no decision was found. We are writing what came of it."),
    Stage.FOLLOW_UP: _("What came of it is public. We follow up what was promised."),
    Stage.CLOSED: _("The follow-up is finished. Here you can read the whole story."),
}

NAME_ANOTHER = _("Say who takes over a role in the plan: the body is dissolved")


def _be_there(title: LocalText, source: str, place: str) -> str:
    words, _language = said(title, source, get_language() or source)
    return gettext("Be there: %(occasion)s, %(place)s") % {"occasion": words, "place": place}


def _take_notes(title: LocalText, source: str) -> str:
    words, _language = said(title, source, get_language() or source)
    return gettext("Take notes today: %(meeting)s") % {"meeting": words}


take_notes = lazy(_take_notes, str)
be_there = lazy(_be_there, str)  # in the language of whoever reads it, on the page and in a reminder


@dataclass(frozen=True)
class Doing:
    """What to do next, in words, and where."""

    words: str | Promise
    url_name: str


DOING = {
    "assess": Doing(_("Decide whether the dialogue should be held at all"), "planning:assess"),
    "plan": Doing(_("Complete the plan"), "portal:workbench"),
    "decision_maker": Doing(_("Name who decides, when and in which case"), "planning:decision_maker"),
    "audience": Doing(_("Name whom the dialogue must reach"), "recruitment:target_groups"),
    "ask_approval": Doing(_("Ask for approval of the plan"), "together:approval"),
    "approve": Doing(_("Read the plan and say whether you approve it"), "together:approval"),
    "record_approval": Doing(_("Enter what the body decided about the plan"), "together:approval"),
    "successor": Doing(_("Choose who decides: the body is dissolved"), "planning:decision_maker"),
    "open": Doing(_("Open for participation"), "participation:openings"),
    "take_part": Doing(_("Take part: meet residents and read what they say"), "portal:dialogue"),
    "close_participation": Doing(_("Close: the last day has passed"), "participation:openings"),
    "read": Doing(_("Read contributions"), "analysis:worklist"),
    "enter": Doing(_("Enter what has come by other ways"), "participation:openings"),
    "bring_findings": Doing(_("Bring in sources and findings"), "sourced:sources"),
    "sign_off": Doing(_("Go through the findings and sign off"), "analysis:sign_off"),
    "receive_basis": Doing(_("Read the decision basis"), "decision:basis"),
    "decide": Doing(_("Decide on the findings"), "decision:decide_list"),
    "answer": Doing(_("Write answers"), "feedback:write_list"),
    "answer_anew": Doing(_("Answer anew: a decision has been changed"), "feedback:write_list"),
    "answer_correction": Doing(_("Reply to corrections of answers"), "replies:worklist"),
    "try_again": Doing(_("Answer once more: few find the answer good"), "replies:worklist"),
    "release": Doing(_("Release the answers"), "feedback:release"),
    "deliver": Doing(_("See that the answers reach everybody"), "feedback:deliveries"),
    "summary": Doing(_("Tell people what you heard, or why they were not told"), "feedback:stages"),
    "report": Doing(_("Report on measures"), "followup:measures_staff"),
    "close": Doing(_("Close the dialogue"), "followup:close"),
}

# Where somebody goes from the desk when nothing waits: URL name of an organisation's page → words
STARTS = {
    "network:networks": _("See your networks"),
    "organisations:members": _("See who works here and in which role"),
    "journal:entries": _("Read the journal"),
    "portal:dialogues": _("See all dialogues"),
}

# DOING as an elected member meets it: they commission and explain.
ELECTED = {
    "assess": Doing(_("Commission the dialogue, or say why not"), "planning:assess"),
    "answer": Doing(_("Explain the decision to those who took part"), "feedback:write_list"),
}


COUNTED = {
    "plan": ngettext_lazy("%(count)d thing is missing", "%(count)d things are missing", "count"),
    "receive_basis": ngettext_lazy("%(count)d finding", "%(count)d findings", "count"),
    "read": ngettext_lazy("%(count)d is unread", "%(count)d are unread", "count"),
    "decide": ngettext_lazy("%(count)d finding is undecided", "%(count)d findings are undecided", "count"),
    "answer": ngettext_lazy("%(count)d decision has no answer", "%(count)d decisions have no answer", "count"),
    "answer_anew": ngettext_lazy("%(count)d changed decision", "%(count)d changed decisions", "count"),
    "answer_correction": ngettext_lazy("%(count)d waits", "%(count)d wait", "count"),
    "try_again": ngettext_lazy("%(count)d answer", "%(count)d answers", "count"),
    "deliver": ngettext_lazy("%(count)d is not delivered", "%(count)d are not delivered", "count"),
    "report": ngettext_lazy("%(count)d measure is not finished", "%(count)d measures are not finished", "count"),
}


LOOK_AT_REPORTS = _("Look at what somebody has reported")
SOMEBODY_GUESSES = _("Know that somebody may be guessing codes from letters")


def reported_texts(count: int) -> str:
    return str(ngettext_lazy("%(count)d text is reported", "%(count)d texts are reported", "count") % {"count": count})


def how_many(each: Next) -> str:
    return str(COUNTED[each.code] % {"count": each.count}) if each.count and each.code in COUNTED else ""


# The gates of a dialogue's workbench.
GATES = {
    "assess": _("Should it be held at all?"),
    "plan": _("Before it opens"),
    "hear": _("While it is open"),
    "read": _("Before the findings are signed off"),
    "decide": _("Before the decision"),
    "answer": _("Before the answers are released"),
    "close": _("Before it closes"),
}

# Working pages of staff, in the order of the work.
PAGE_GROUPS = {
    pgettext_lazy("group of pages", "Plan"): ("earlier", "sources", "project", "together", "principles", "change"),
    pgettext_lazy("group of pages", "Take part"): ("openings", "held", "imports"),
    pgettext_lazy("group of pages", "Read"): ("worklist", "moderation", "findings", "check"),
    pgettext_lazy("group of pages", "Decide"): ("write_basis", "basis", "decide_list"),
    pgettext_lazy("group of pages", "Answer"): ("write_list", "deliveries", "replies", "stages"),
    pgettext_lazy("group of pages", "Follow up"): ("measures_staff", "evaluation", "example"),
}
PAGES = {
    "about": _("The public page"),
    "earlier": _("What is known of the earlier dialogue"),
    "sources": _("Sources"),
    "principles": _("Principles"),
    "project": _("The project plan"),
    "together": _("Work together and approve"),
    "change": _("Publish a change of the plan"),
    "openings": _("Open and close"),
    "held": _("Activities that were held"),
    "imports": _("Imported files"),
    "worklist": _("Read contributions"),
    "moderation": _("Moderation queue"),
    "findings": _("Findings"),
    "check": _("Participants’ check"),
    "write_basis": _("Write and freeze the decision basis"),
    "basis": _("Decision basis"),
    "decide_list": _("Decisions"),
    "write_list": _("Answers"),
    "deliveries": _("Deliveries"),
    "replies": _("Corrections and ratings"),
    "stages": _("Feedback in stages"),
    "measures_staff": _("Measures"),
    "evaluation": _("Evaluation"),
    "example": _("Make an example of this dialogue"),
}


# Of networks, programmes and the library

INVITE_TO_MEETING = _("Invite to the meeting")
SUM_UP_MEETING = _("Write what the meeting gave")
EVALUATE_TRIAL = _("Write the evaluation of the trial")
DECIDE_ON_NETWORK = _("Enter the decision on the network")
ASSESS_APPLICATIONS = _("Assess applications")
SETTLE_APPLICATIONS = _("Admit or decline")
ANSWER_DELIVERIES = _("Answer what members have delivered")
LATE_STEPS = _("See which members are late")
LOOK_THROUGH_ARTICLES = _("Look through what is submitted")
THE_LIBRARY = _("The example library")


def applications(count: int) -> str:
    return ngettext("%(n)s application", "%(n)s applications", count) % {"n": count}


def deliveries(count: int) -> str:
    return ngettext("%(n)s delivery", "%(n)s deliveries", count) % {"n": count}


def articles(count: int) -> str:
    return ngettext("%(n)s article", "%(n)s articles", count) % {"n": count}


def late_steps(count: int) -> str:
    return ngettext("%(n)s late step", "%(n)s late steps", count) % {"n": count}
