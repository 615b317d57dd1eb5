"""What the dialogue stands on: who does what, its frames, its place in governance, what the method must manage."""

from django.utils.translation import gettext_lazy as _

from gehor.planning.advice.texts import MODES, POLARISATIONS, PURPOSES

from ..fields import Part, choice, choices, holder, line, number, text
from ..models import RoleHolder, Sheet
from ..rules import MOST_PEOPLE
from ..texts import ROLES

ROLE_HOLDERS = Part(
    "roles",
    _("Who does what"),
    _("Who commissions the dialogue, who leads and carries it out, and who receives the result? Settle it first."),
    RoleHolder,
    (
        choice(
            "role",
            _("Role"),
            _("A dialogue without a commissioner and a receiver ends in a drawer."),
            _("Begin with those who commission, lead and receive. Then those who meet residents."),
            _("The board commissions and receives; the school office leads; elected members listen."),
            required=True,
            choices=ROLES,
            sources=("skl-services",),
        ),
        line(
            "who",
            _("Who it is"),
            _("Residents come more readily when they know whom they meet. The wrong person keeps them away."),
            _("A name, an office or a body. Left empty, it is the name chosen above. Think of whom people trust."),
            _("“Board of education, its presidium” or “Tove Kullander, table secretary”"),
            sources=("boverket-preparations",),
        ),
        text(
            "task",
            _("What is done in that role"),
            _("Roles that nobody has put into words are filled twice, or not at all."),
            _("Say what, how much and until when. Say also what the role does not do."),
            _("“Listens and notes at all three meetings. Does not argue for the board’s line.”"),
        ),
    ),
    public=False,
    add=_("Name one more"),
    holder=holder(
        "held_by",
        _("Somebody who works here, or one of the bodies"),
        _("Whoever is chosen here is reminded of the occasions, and you are told if the body is dissolved."),
        _("Choose the person or the body. Leave it as it is for somebody from outside, and write the name below."),
        _("“Tove Kullander” or “Board of education”"),
    ),
)

FRAMES = Part(
    "frames",
    _("The frames: money, law and time"),
    _("What limits every answer? Frames that are told beforehand are respected."),
    Sheet,
    (
        text(
            "frame_money",
            _("Money"),
            _("Proposals that nobody can pay for disappoint those who made them."),
            _("Say how much there is, from which budget and for which year. Say it also when there is none."),
            _("“The plan must fit in the board’s budget for next year: no new premises, but other use of staff.”"),
        ),
        text(
            "frame_law",
            _("Law and earlier decisions"),
            _("What law or an earlier decision has settled is not open, however many ask for it."),
            _("Name the law or the decision, with its date. Ask a lawyer what room is left."),
            _("“Grades and national tests are settled by the state. How we use the breaks is not.”"),
        ),
        text(
            "frame_time",
            _("Time"),
            _("A dialogue that comes too late can only confirm what is already decided."),
            _("When must the result be there to be weighed? What happens if it is not?"),
            _("“The findings must be ready by 27 May. Whatever comes later goes into next year’s work.”"),
            sources=("thesis-skr-2019",),
        ),
    ),
    public=True,
)

STEERING = Part(
    "steering",
    _("Its place in governance"),
    _("A dialogue is part of how the organisation is governed: somebody gave the task, and something uses the result."),
    Sheet,
    (
        text(
            "commission",
            _("The commission"),
            _("With a commission from the elected there is somebody who wants the answer."),
            _("Who gave it, when and in which words? Give the section of the minutes."),
            _("“Board of education, 14 January § 8: to draft a plan for quality together with residents.”"),
        ),
        text(
            "feeds",
            _("What the result goes into"),
            _("Knowledge that has no document to go into is not used."),
            _("Name the plan, programme or budget, and the step of it that the result reaches in time."),
            _("“The plan for quality in school, before it is sent out for comments in May.”"),
            sources=("skl-services",),
        ),
        text(
            "result_use",
            _("How the result is taken care of"),
            _("Those who decide must know beforehand what they are to do with what they hear."),
            _("Who puts it together, how is it weighed with other material, and who explains it?"),
            _("“Every finding gets a decision with reasons. The presidium explains them at the third meeting.”"),
            sources=("boverket-preparations",),
        ),
    ),
    public=True,
)

CONDITIONS = Part(
    "conditions",
    _("What the method must manage"),
    _("The advice on methods begins from this, so that nobody has to say it twice."),
    Sheet,
    (
        choices(
            "purposes",
            _("What is the dialogue for?"),
            _("A method that is good for finding ideas is seldom good for weighing them."),
            _("Read your purpose once more and tick what it asks for: one or two things."),
            _("“What is quality in school for you?”: hear views and experiences, then weigh and rank."),
            choices=PURPOSES,
        ),
        number(
            "people",
            _("How many should take part?"),
            _("Some methods need ten people, others ten thousand. Too few chairs is as bad as too many."),
            _("About how many, in all? Left empty, the aims of the target groups are added up."),
            _("“120, of whom at least 40 pupils”: write 120."),
            most=MOST_PEOPLE,
        ),
        choice(
            "polarisation",
            _("How divided are opinions?"),
            _("In an open conflict a form on the web makes it worse; a table with coffee may not."),
            _("Ask people on both sides before you answer. If you do not know, leave it open."),
            _("A school that may be closed: an open conflict. A new playground: most think alike."),
            choices=POLARISATIONS,
        ),
        choice(
            "mode",
            _("How should it be held?"),
            _("Whoever lacks e-mail is shut out by the web, and whoever works evenings by the meeting."),
            _("Both ways reach most. Choose one only if the group itself wishes it."),
            _("Three meetings, and a form on paper and on the web for those who could not come."),
            choices=MODES,
        ),
    ),
    public=False,
)
