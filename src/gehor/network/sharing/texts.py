"""Code → sentence, for what goes between installations."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gehor.followup.evaluation.texts import INDICATORS as OF_ONE

from .rules import Audience, Part

PARTS: dict[Part, tuple[Promise, Promise]] = {
    Part.DIALOGUES: (
        _("The list of your dialogues"),
        _("Title, days, level, whether it leads to a decision, was answered in time and evaluated: all public here."),
    ),
    Part.HELD: (
        _("How they are held"),
        _("How many, tied to a decision, days of notice and days open, heard by other ways than the web."),
    ),
    Part.ANSWERED: (
        _("How they are answered"),
        _("In time, how long it took, findings decided on and met, measures carried out."),
    ),
    Part.PEOPLE: (
        _("Who took part and what they think"),
        _("How many, of how many aimed at, how many dialogues were evaluated, and how credible people find it."),
    ),
    Part.COST: (_("What it took"), _("Hours, money, and money for each who took part.")),
}
AUDIENCES: dict[Audience, Promise] = {
    Audience.LINK: _("Those who have your link"),
    Audience.EVERYBODY: _("Everybody"),
}
WHATS: dict[str, Promise] = {
    "organisation": _("What an organisation shares of its dialogues"),
    "library": _("The example library of another installation"),
}
KINDS: dict[str, Promise] = {
    "municipality": _("Municipality"),
    "region": _("Region"),
    "authority": _("State authority"),
    "association": _("Association"),
}


_DIALOGUES, _RATINGS = _("Dialogues"), _("Ratings")


@dataclass(frozen=True)
class Told:
    """A figure of a year in words: what it is called, how it is counted, and what it is counted from."""

    name: str | Promise
    counted: str | Promise
    of: str | Promise = _DIALOGUES


INDICATORS: dict[str, Told] = {
    "held": Told(_("Dialogues held"), _("Dialogues that opened in the year.")),
    "tied": Told(
        _("Tied to a decision"),
        _("Dialogues for which a body and a day of decision were named, or that are decided on, of all dialogues."),
    ),
    "notice_days": Told(OF_ONE["notice_days"].name, _("The middle one of the year’s dialogues.")),
    "days_open": Told(OF_ONE["days_open"].name, _("The middle one of the year’s dialogues.")),
    "off_web": Told(OF_ONE["off_web"].name, OF_ONE["off_web"].counted),
    "in_time": Told(
        _("Answered in time"),
        _("Dialogues in which everybody was answered by the promised day, of those whose day has come."),
    ),
    "days_to_answer": Told(OF_ONE["days_to_answer"].name, _("The middle one of the year’s dialogues.")),
    "decided_share": Told(OF_ONE["decided_share"].name, OF_ONE["decided_share"].counted),
    "followed": Told(OF_ONE["followed"].name, OF_ONE["followed"].counted),
    "measures_done": Told(OF_ONE["measures_done"].name, OF_ONE["measures_done"].counted),
    "people": Told(OF_ONE["people"].name, _("In all dialogues of the year together.")),
    "reached": Told(OF_ONE["reached"].name, OF_ONE["reached"].counted),
    "evaluated": Told(
        _("Evaluated by those who took part"),
        _("Dialogues in which those who took part were asked what they think of it, of those that are answered."),
    ),
    "credible": Told(
        _("Participants who find the handling credible"),
        _(
            "Of those who rated an answer. Only some of those who took part do, so the share lies within limits: with "
            "95 per cent certainty, had they been drawn by chance."
        ),
        _RATINGS,
    ),
    "sek": Told(OF_ONE["sek"].name, _("The middle one of the year’s dialogues.")),
    "hours": Told(OF_ONE["hours"].name, _("The middle one of the year’s dialogues.")),
    "sek_each": Told(OF_ONE["sek_each"].name, OF_ONE["sek_each"].counted),
}


COUNTS: dict[str, Promise] = {  # of a fetch: what became of what came, in this order
    "new": ngettext_lazy("%(n)s new one", "%(n)s new ones", "n"),
    "changed": ngettext_lazy("%(n)s is changed", "%(n)s are changed", "n"),
    "withdrawn": ngettext_lazy("%(n)s is withdrawn", "%(n)s are withdrawn", "n"),
    "unchanged": ngettext_lazy("%(n)s as before", "%(n)s as before", "n"),
    "known": ngettext_lazy("%(n)s that comes with Gehör, here too", "%(n)s that come with Gehör, here too", "n"),
    "left": ngettext_lazy(
        "%(n)s left, since it has been changed or taken down here",
        "%(n)s left, since they have been changed or taken down here",
        "n",
    ),
    "figures": ngettext_lazy("%(n)s figure", "%(n)s figures", "n"),
}
NEEDS: dict[str, Promise] = {
    "shares_something": _("Something is shared"),
    "listens_to_the_feed": _("The feed is listened to"),
    "feed_not_being_fetched": _("The feed is not being fetched already"),
}
REFUSALS: dict[str, Promise] = {
    # Why nothing came
    "feed_port": _("Port {port} is no port for web pages."),
    "feed_unknown_host": _("No server is called {host}."),
    "feed_private_address": _(
        "{host} leads into a network that is not public. Whoever runs Gehör may allow it: GEHOR_INNER_NETWORKS."
    ),
    "feed_not_encrypted": _("The address must begin with https://, or anybody on the way could change what comes."),
    "feed_unreachable": _("The server does not answer."),
    "feed_certificate": _("The server could not show that it is who it says: its certificate is not valid."),
    "feed_speaks_no_http": _("The server answers, but not as web servers do."),
    "feed_too_slow": _("The server took longer than {seconds} seconds."),
    "feed_too_large": _("What the server sent is larger than {mb} MB."),
    "feed_cut_off": _("What came is cut off or broken."),
    "feed_packed_otherwise": _("What came is packed in a way that we did not ask for."),
    "file_is_another": _("What lies there is not the file that the feed tells of."),
    "feed_is_no_file": _("The server answers with something that is no picture and no PDF ({kind})."),
    "feed_is_no_json": _("There lies something else than JSON: {kind}."),
    "feed_gone": _("There is nothing at that address any more (answer {status})."),
    "feed_answers_with": _("The server answers with the error code {status}."),
    "feed_sends_round": _("The server sent us on more than {times} times."),
    "feed_sends_elsewhere": _("The server sends us on to {host}. If you trust that one, give its address instead."),
    "fetch_abandoned": _("The fetch was broken off. It is tried again."),
    # What came, and cannot be taken in
    "not_a_shared_feed": _("It is not what an organisation shares: look at the address once more."),
    "shared_feed_of_a_later_format": _("It is written for a later version of Gehör than this one."),
    "shared_feed_too_long": _("It holds more than {most} rows."),
    "shared_row_wrong": _("The row is not written as the format says."),
    "no_possible_figure": _("The figure is not possible, or is about few people."),
    "twice_in_the_feed": _("The same dialogue stands twice in the feed."),
    "about_few": _("It tells of fewer than {fewest} people."),
    # What somebody asked for
    "no_number_of_inhabitants": _("Write the number of inhabitants, or leave it out."),
    "no_such_feed": _("Choose one of the two."),
    "only_the_keeper_listens_to_libraries": _("Only the organisation that keeps the library here listens to others."),
    "library_is_this_one": _("That is the library of this installation."),
    "listened_to_already": _("You listen to that address already."),
    "too_many_feeds": _("You listen to {most} feeds already. Stop listening to one first."),
}
