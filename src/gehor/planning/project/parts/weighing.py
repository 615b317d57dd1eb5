"""What may go wrong, and what it takes."""

from django.utils.translation import gettext_lazy as _

from ..fields import RESPONSIBLE, Part, choice, number, step, text, words
from ..models import Post, Risk
from ..rules import MOST_HOURS, MOST_SEK
from ..texts import CONSEQUENCE, LIKELIHOOD, POSTS

RISKS = Part(
    "risks",
    _("Risks"),
    _("What may go wrong, for residents and for you? What do you do before it happens?"),
    Risk,
    (
        text(
            "what",
            _("What may happen"),
            _("What has been thought of beforehand is seldom a catastrophe."),
            _("Ask: who might be hurt, who stays away, who takes over the room, what if few come?"),
            _("“The debate about grades takes over, and pupils stop talking.”"),
            required=True,
        ),
        step(
            "likelihood",
            _("How likely it is"),
            _("Likelihood and consequence together say which risk comes first."),
            _("Judge each for yourselves first, then compare. Differences are what to talk about."),
            _("Few young people come to an evening meeting: very likely."),
            required=True,
            choices=LIKELIHOOD,
        ),
        step(
            "consequence",
            _("How much harm it does"),
            _("An unlikely thing that hurts somebody weighs more than a likely one that annoys you."),
            _("Think of residents first, then of trust, then of the plan."),
            _("Somebody is recognised in a quotation: very serious."),
            required=True,
            choices=CONSEQUENCE,
        ),
        text(
            "done",
            _("What we do"),
            _("A risk without a measure is only a worry."),
            _("What makes it less likely, and what do you do if it happens all the same?"),
            _("“A table of their own for pupils, with a leader whom they know.”"),
            required=True,
        ),
        RESPONSIBLE,
    ),
    public=False,
    add=_("Add a risk"),
)

BUDGET = Part(
    "budget",
    _("Budget: hours and money"),
    _("What does it take? Hours are easily forgotten, so begin with them. Actual figures are filled in later."),
    Post,
    (
        choice(
            "kind",
            _("What it is for"),
            _("The same items in every dialogue can be compared from one to the next."),
            _("Go through the list: staff, premises, interpreters and compensation are nearly always needed."),
            _("Interpreters: two at three meetings"),
            required=True,
            choices=POSTS,
        ),
        words(
            "what",
            _("In words"),
            _("Whoever reads the budget next year must understand it."),
            _("What, how much of it and at what price."),
            _("“Reading everything twice, two people, two weeks each”"),
            required=True,
        ),
        number(
            "hours_planned",
            _("Hours planned"),
            _("A dialogue that nobody has time for is held in the evenings, by one person."),
            _("Everybody’s hours: planning, meetings, reading, answering. Whole hours."),
            _("Two readers for two weeks: 160"),
            most=MOST_HOURS,
        ),
        number(
            "sek_planned",
            _("Kronor planned"),
            _("Money that is not asked for in time is not there."),
            _("What is paid for, without value added tax. Leave out salaries that are paid anyway."),
            _("Three evenings’ hire of the hall: 9,000"),
            most=MOST_SEK,
        ),
        number(
            "hours_actual",
            _("Hours it took"),
            _("Only what is written down makes the next budget better."),
            _("Ask those who did it. A good estimate is better than nothing."),
            _("Planned 160, it took 210"),
            most=MOST_HOURS,
            sources=("norway-feedback",),
        ),
        number(
            "sek_actual",
            _("Kronor it cost"),
            _("Residents and auditors may ask what a dialogue cost. Then you know."),
            _("From the accounts. Write 0 if it cost nothing."),
            _("Planned 9,000, it cost 8,400"),
            most=MOST_SEK,
            sources=("norway-feedback",),
        ),
    ),
    public=False,
    add=_("Add an item"),
)
