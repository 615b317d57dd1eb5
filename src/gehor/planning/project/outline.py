"""The whole project plan as data: its parts in the order in which they must be settled, their fields, the handbook.

A part of the river (a RiverPart) has its own page elsewhere; every other part is made from what stands here: its form,
its page, its print. The order follows one rule: purpose and goal come before target groups and methods.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.planning.advice.texts import MODES, POLARISATIONS, PURPOSES
from gehor.planning.handbook import Entry
from gehor.planning.texts import HEADINGS

from .models import Adjustment, Message, Milestone, Occasion, Post, Risk, RoleHolder, Sheet
from .rules import MOST_HOURS, MOST_PEOPLE, MOST_SEK, Kind
from .texts import CONSEQUENCE, LIKELIHOOD, NEEDS_OF_PEOPLE, PHASES, POSTS, ROLES


@dataclass(frozen=True)
class Field:
    """One field of a part. entry: what the handbook says beside it."""

    name: str
    kind: Kind
    label: Promise
    entry: Entry
    required: bool = False
    choices: Mapping[Any, Any] | None = None
    most: int = 0


@dataclass(frozen=True)
class Part:
    """A part of the plan. model: Sheet, where it is said once; else the model of its rows.

    public: whether it concerns everybody, or only those who do the work.
    """

    key: str
    heading: Promise
    lead: Promise
    model: type[models.Model]
    fields: tuple[Field, ...]
    public: bool
    add: Promise | str = ""  # the heading above the form for one more row

    @property
    def is_list(self) -> bool:
        return self.model is not Sheet

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of its form: what it cost is reported on a page of its own."""
        return tuple(field for field in self.fields if field.name not in REPORTED)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class RiverPart:
    """A part that the river asks for: without it nothing opens. needs: codes of what must hold for it to be settled."""

    key: str
    heading: Promise
    url_name: str
    needs: tuple[str, ...]


REPORTED = frozenset({"hours_actual", "sek_actual"})

RESPONSIBLE = Field(
    "responsible",
    Kind.LINE,
    _("Who sees to it"),
    Entry(
        _("What is everybody’s task is done by nobody."),
        _("One name or one office, somebody who knows that they are named."),
        _("“Kim, communicator”"),
    ),
)

ROLE_HOLDERS = Part(
    "roles",
    _("Who does what"),
    _("Who commissions the dialogue, who leads and carries it out, and who receives the result? Settle it first."),
    RoleHolder,
    (
        Field(
            "role",
            Kind.CHOICE,
            _("Role"),
            Entry(
                _("A dialogue without a commissioner and a receiver ends in a drawer."),
                _("Begin with those who commission, lead and receive. Then those who meet residents."),
                _("The board commissions and receives; the school office leads; elected members listen."),
            ),
            required=True,
            choices=ROLES,
        ),
        Field(
            "who",
            Kind.LINE,
            _("Who it is"),
            Entry(
                _("Residents come more readily when they know whom they meet. The wrong person keeps them away."),
                _("A name, an office or a body. Think of whom people trust, not only of who has the time."),
                _("“Board of education, its presidium” or “Tove Kullander, table secretary”"),
            ),
            required=True,
        ),
        Field(
            "task",
            Kind.TEXT,
            _("What is done in that role"),
            Entry(
                _("Roles that nobody has put into words are filled twice, or not at all."),
                _("Say what, how much and until when. Say also what the role does not do."),
                _("“Listens and notes at all three meetings. Does not argue for the board’s line.”"),
            ),
        ),
    ),
    public=False,
    add=_("Name one more"),
)

FRAMES = Part(
    "frames",
    _("The frames: money, law and time"),
    _("What limits every answer? Frames that are told beforehand are respected."),
    Sheet,
    (
        Field(
            "frame_money",
            Kind.TEXT,
            _("Money"),
            Entry(
                _("Proposals that nobody can pay for disappoint those who made them."),
                _("Say how much there is, from which budget and for which year. Say it also when there is none."),
                _("“The plan must fit in the board’s budget for next year: no new premises, but other use of staff.”"),
            ),
        ),
        Field(
            "frame_law",
            Kind.TEXT,
            _("Law and earlier decisions"),
            Entry(
                _("What law or an earlier decision has settled is not open, however many ask for it."),
                _("Name the law or the decision, with its date. Ask a lawyer what room is left."),
                _("“Grades and national tests are settled by the state. How we use the breaks is not.”"),
            ),
        ),
        Field(
            "frame_time",
            Kind.TEXT,
            _("Time"),
            Entry(
                _("A dialogue that comes too late can only confirm what is already decided."),
                _("When must the result be there to be weighed? What happens if it is not?"),
                _("“The findings must be ready by 27 May. Whatever comes later goes into next year’s work.”"),
            ),
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
        Field(
            "commission",
            Kind.TEXT,
            _("The commission"),
            Entry(
                _("With a commission from the elected there is somebody who wants the answer."),
                _("Who gave it, when and in which words? Give the section of the minutes."),
                _("“Board of education, 14 January § 8: to draft a plan for quality together with residents.”"),
            ),
        ),
        Field(
            "feeds",
            Kind.TEXT,
            _("What the result goes into"),
            Entry(
                _("Knowledge that has no document to go into is not used."),
                _("Name the plan, programme or budget, and the step of it that the result reaches in time."),
                _("“The plan for quality in school, before it is sent out for comments in May.”"),
            ),
        ),
        Field(
            "result_use",
            Kind.TEXT,
            _("How the result is taken care of"),
            Entry(
                _("Those who decide must know beforehand what they are to do with what they hear."),
                _("Who puts it together, how is it weighed with other material, and who explains it?"),
                _("“Every finding gets a decision with reasons. The presidium explains them at the third meeting.”"),
            ),
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
        Field(
            "purposes",
            Kind.CHOICES,
            _("What is the dialogue for?"),
            Entry(
                _("A method that is good for finding ideas is seldom good for weighing them."),
                _("Read your purpose once more and tick what it asks for: one or two things."),
                _("“What is quality in school for you?”: hear views and experiences, then weigh and rank."),
            ),
            choices=PURPOSES,
        ),
        Field(
            "people",
            Kind.NUMBER,
            _("How many should take part?"),
            Entry(
                _("Some methods need ten people, others ten thousand. Too few chairs is as bad as too many."),
                _("About how many, in all? Left empty, the aims of the target groups are added up."),
                _("“120, of whom at least 40 pupils”: write 120."),
            ),
            most=MOST_PEOPLE,
        ),
        Field(
            "polarisation",
            Kind.CHOICE,
            _("How divided are opinions?"),
            Entry(
                _("In an open conflict a form on the web makes it worse; a table with coffee may not."),
                _("Ask people on both sides before you answer. If you do not know, leave it open."),
                _("A school that may be closed: an open conflict. A new playground: most think alike."),
            ),
            choices=POLARISATIONS,
        ),
        Field(
            "mode",
            Kind.CHOICE,
            _("How should it be held?"),
            Entry(
                _("Whoever lacks e-mail is shut out by the web, and whoever works evenings by the meeting."),
                _("Both ways reach most. Choose one only if the group itself wishes it."),
                _("Three meetings, and a form on paper and on the web for those who could not come."),
            ),
            choices=MODES,
        ),
    ),
    public=False,
)

ADJUSTMENTS = Part(
    "adjustments",
    _("Accessibility and languages"),
    _("Who could not come, hear, understand or speak if nothing were done? Say what is done, and who sees to it."),
    Adjustment,
    (
        Field(
            "need",
            Kind.CHOICE,
            _("What it is about"),
            Entry(
                _("Most hindrances are thought of only by those who meet them."),
                _("Go through the list. Ask the disability council and the groups that you want to reach."),
                _("The place, hearing, language and child care are what is forgotten most often."),
            ),
            required=True,
            choices=NEEDS_OF_PEOPLE,
        ),
        Field(
            "done",
            Kind.TEXT,
            _("What is done"),
            Entry(
                _("“Tell us if you need anything” makes the guest do the host’s work."),
                _("Say what there will be, without anybody asking for it, and how one asks for more."),
                _("“Interpreters in Arabic and Somali at all three meetings. Child care in the room beside.”"),
            ),
            required=True,
        ),
        RESPONSIBLE,
    ),
    public=True,
    add=_("Add a measure"),
)

OCCASIONS = Part(
    "occasions",
    _("Where and when people meet"),
    _("A place that is near, accessible and neutral, at times when people can come. Several times beat one."),
    Occasion,
    (
        Field(
            "title",
            Kind.WORDS,
            _("What people come to"),
            Entry(
                _("People decide within a second whether it is for them."),
                _("A few words that say what one does there."),
                _("“Meeting 1: Have your say”"),
            ),
            required=True,
        ),
        Field(
            "activity",
            Kind.ACTIVITY,
            _("Belongs to the way of taking part"),
            Entry(
                _("Then the plan can tell when the two name different days."),
                _("Choose the meeting in the plan. Leave it open for what only prepares or tells of it."),
                _("The occasion “Have your say” belongs to meeting 1."),
            ),
        ),
        Field(
            "held_on",
            Kind.DAY,
            _("Day"),
            Entry(
                _("On the wrong day only those come who always come."),
                _("Holidays and school breaks are warned about. Look yourself for the holidays of other faiths."),
                _("A Tuesday evening, and the same meeting on a Saturday morning for shift workers."),
            ),
            required=True,
        ),
        Field(
            "starts_at",
            Kind.TIME,
            _("Begins at"),
            Entry(
                _("Working hours, the last bus and children’s bedtime decide who can come."),
                _("Look at the timetable. Begin when people have had time to eat, or serve food."),
                _("18:00"),
            ),
        ),
        Field(
            "ends_at",
            Kind.TIME,
            _("Ends at"),
            Entry(
                _("Whoever knows when it ends dares to come, and can order a lift home."),
                _("Keep it. Two hours are enough."),
                _("20:30, and the last bus goes at 20:52"),
            ),
        ),
        Field(
            "place",
            Kind.LINE,
            _("Place"),
            Entry(
                _("People do not look for a room that they have never heard of."),
                _("The room, the house and the address. Say which door."),
                _("“The dining hall, Norrgärdeskolan, the door towards the car park”"),
            ),
            required=True,
        ),
        Field(
            "why_there",
            Kind.TEXT,
            _("Why it is neutral and can be reached"),
            Entry(
                _("A town hall, a church or a party’s house says beforehand who is at home there."),
                _("Who feels at home there, and who does not? How does one get there without a car?"),
                _("“Near the bus stop, and every family has been there. Neither a party nor a faith owns it.”"),
            ),
        ),
        Field(
            "access",
            Kind.TEXT,
            _("How one gets in and takes part"),
            Entry(
                _("One step at the door is enough to keep somebody away."),
                _("Go there and look: door, lift, toilet, hearing loop, light, a quiet room."),
                _("“Level entrance, hearing loop in the hall, a quiet room beside it. Tove meets people at the door.”"),
            ),
        ),
    ),
    public=True,
    add=_("Add an occasion"),
)

MILESTONES = Part(
    "milestones",
    _("Time plan"),
    _("What must be done by when for the decision to have the result? The days of the river stand there already."),
    Milestone,
    (
        Field(
            "what",
            Kind.WORDS,
            _("What must be done"),
            Entry(
                _("A day without a task, or a task without a day, slips."),
                _("Something that is either done or not. Count backwards from the decision."),
                _("“Invitations are printed” or “Interpreters are booked”"),
            ),
            required=True,
        ),
        Field(
            "due_on",
            Kind.DAY,
            _("By when"),
            Entry(
                _("What comes late delays all that comes after it, and the decision does not wait."),
                _("Leave a week in hand before each promise to residents."),
                _("Invitations three weeks before the first meeting"),
            ),
            required=True,
        ),
        RESPONSIBLE,
    ),
    public=False,
    add=_("Add a day"),
)

MESSAGES = Part(
    "messages",
    _("Communication plan"),
    _("Before: who is invited, and how? During: how is it told what happens? After: who hears what became of it?"),
    Message,
    (
        Field(
            "phase",
            Kind.CHOICE,
            _("When in the dialogue"),
            Entry(
                _("Most plans are full before and empty after. That is why people say that nobody answers."),
                _("Write at least one row for each phase. Begin with what comes after."),
                _("After: those who did not take part read of the result in the local paper."),
            ),
            required=True,
            choices=PHASES,
        ),
        Field(
            "audience",
            Kind.WORDS,
            _("Who is told"),
            Entry(
                _("What is meant for all is read by none."),
                _("One group a row. Do not forget colleagues and the elected: they are asked about it too."),
                _("“Families new to Sweden”"),
            ),
            required=True,
        ),
        Field(
            "channel",
            Kind.WORDS,
            _("Channel"),
            Entry(
                _("In Svalöv, adverts and a website did not reach the young (SKR, Dialogguiden). Go where people are."),
                _("Ask somebody in the group where they would notice it. Several ways are better than one."),
                _("“Mother tongue teachers phone families at home”"),
            ),
            required=True,
        ),
        Field(
            "message",
            Kind.TEXT,
            _("What they are told"),
            Entry(
                _("People must learn at once what it is, what it may change and what is wanted of them."),
                _("Two or three sentences, in their words. Say what happens with what they say."),
                _("“Tell us what makes school good for your child. The board decides in June, and you get an answer.”"),
            ),
            required=True,
        ),
        Field(
            "sent_on",
            Kind.DAY,
            _("Day"),
            Entry(
                _("An invitation that comes a week before reaches those who have time anyway."),
                _("Three weeks before a meeting, and once more some days before."),
                _("Invitation 2 March, reminder 19 March, meeting 23 March"),
            ),
        ),
        RESPONSIBLE,
    ),
    public=False,
    add=_("Add a message"),
)

DOCUMENTATION = Part(
    "documentation",
    _("Documentation"),
    _("What is not written down has not been said when the decision is taken."),
    Sheet,
    (
        Field(
            "recording",
            Kind.TEXT,
            _("How what is said is written down, and by whom"),
            Entry(
                _("Whoever holds the pen decides what was said, unless people can see what is written."),
                _("Somebody who does not lead the talk. Let people read the notes before they leave."),
                _("“A table secretary at each table writes single notes in people’s own words and reads them aloud.”"),
            ),
        ),
        Field(
            "published_where",
            Kind.TEXT,
            _("Where it can be read"),
            Entry(
                _("People trust what they can look up for themselves."),
                _("Name the page, and a way for those who do not use the web."),
                _("“On the dialogue’s page, and in a folder at the library.”"),
            ),
        ),
        Field(
            "kept_where",
            Kind.TEXT,
            _("Where it is kept"),
            Entry(
                _("A note handed in to an authority is an official document (Freedom of the Press Act, chapter 2)."),
                _("Ask the registrar: the case number, what is registered, what paper is kept and where."),
                _("“Registered in the case. Paper forms are kept by the registrar until the answers are released.”"),
            ),
        ),
        Field(
            "records_class",
            Kind.LINE,
            _("Class in the records retention plan"),
            Entry(
                _("The class says what is kept for ever and what may be destroyed, and when."),
                _("Take it from your own plan. If there is no class for dialogues, ask the archivist now."),
                _("“1.1.4 Citizen dialogue”"),
            ),
        ),
    ),
    public=True,
)

ANALYSIS = Part(
    "analysis",
    _("How it is read and put together"),
    _("Settle it before it opens: a way of reading that is chosen afterwards can be chosen to fit."),
    Sheet,
    (
        Field(
            "reading_way",
            Kind.TEXT,
            _("How it is read"),
            Entry(
                _("The same notes give different findings, depending on how they are sorted."),
                _("By which questions or categories? How do you find what few said and yet matters?"),
                _("“Everything is read by one and a tenth by two. Categories come from what is said, not beforehand.”"),
            ),
        ),
        Field(
            "readers",
            Kind.TEXT,
            _("Who reads"),
            Entry(
                _("Whoever has written the proposal finds support for it in everything."),
                _("At least two people, one of whom does not answer for the matter. Give them working hours."),
                _("“Bo from the statistics office and a teacher from another school, two weeks each.”"),
            ),
        ),
    ),
    public=False,
)

FEEDBACK = Part(
    "feedback",
    _("Feedback to others than those who took part"),
    _("Those who take part are promised an answer. Others need to hear too: they pay, they live here, they decide."),
    Sheet,
    (
        Field(
            "to_those_absent",
            Kind.TEXT,
            _("To residents who did not take part"),
            Entry(
                _("Most people were not there. For them the dialogue exists only if they hear what came of it."),
                _("Where will they come across it without looking for it, by when, and who writes it?"),
                _("“Half a page in the local paper and a poster in the library, two weeks after the decision.”"),
            ),
        ),
        Field(
            "to_inside",
            Kind.TEXT,
            _("To the elected and to colleagues"),
            Entry(
                _("Offices that do not know what residents said ask them again next year."),
                _("Which bodies, offices and councils can use the result? When is it told to them?"),
                _("“The youth council, the disability council and all head teachers, in August.”"),
            ),
        ),
    ),
    public=True,
)

EVALUATION = Part(
    "evaluation",
    _("Evaluation"),
    _("How will you know whether it was worth everybody’s time? Choose before it begins what you will look at."),
    Sheet,
    (
        Field(
            "evaluated_what",
            Kind.TEXT,
            _("What you look at"),
            Entry(
                _("What is not chosen beforehand is not counted while it can be."),
                _("Whom did you reach, what changed, did people understand the answer, what did it cost?"),
                _("“40 pupils reached? Which findings changed the plan? Was the answer credible?”"),
            ),
        ),
        Field(
            "evaluated_with",
            Kind.TEXT,
            _("With whom"),
            Entry(
                _("Those who held the dialogue see something else than those who came."),
                _("Participants, staff and elected members, with the same short questions."),
                _("“A card on each chair at the last meeting, and an hour with the presidium.”"),
            ),
        ),
        Field(
            "evaluated_on",
            Kind.DAY,
            _("When it is ready"),
            Entry(
                _("Lessons that come after the next dialogue has begun are too late."),
                _("After the answers, and before the next dialogue is planned."),
                _("Answers 24 June, evaluation 15 September"),
            ),
        ),
    ),
    public=True,
)

PERSONAL_DATA = Part(
    "personal_data",
    _("Personal data"),
    _("Ask for as little as the purpose allows, and say it before people write."),
    Sheet,
    (
        Field(
            "data_collected",
            Kind.TEXT,
            _("What you know of people, and why"),
            Entry(
                _("Some say what they mean only if nobody knows who they are."),
                _("What is asked for, by which legal ground, who sees it? Ask your data protection officer."),
                _("“An e-mail address from those who want the answer by mail. No name, no age at single notes.”"),
            ),
        ),
        Field(
            "data_kept",
            Kind.TEXT,
            _("How long it is kept"),
            Entry(
                _("What is kept longer than needed can leak, and people ask."),
                _("When are addresses erased, and by whom? What is kept for ever, and by which rule?"),
                _("“Addresses are erased when the answers have come through. What was said is kept.”"),
            ),
        ),
    ),
    public=True,
)

RISKS = Part(
    "risks",
    _("Risks"),
    _("What may go wrong, for residents and for you? What do you do before it happens?"),
    Risk,
    (
        Field(
            "what",
            Kind.TEXT,
            _("What may happen"),
            Entry(
                _("What has been thought of beforehand is seldom a catastrophe."),
                _("Ask: who might be hurt, who stays away, who takes over the room, what if few come?"),
                _("“The debate about grades takes over, and pupils stop talking.”"),
            ),
            required=True,
        ),
        Field(
            "likelihood",
            Kind.STEP,
            _("How likely it is"),
            Entry(
                _("Likelihood and consequence together say which risk comes first."),
                _("Judge each for yourselves first, then compare. Differences are what to talk about."),
                _("Few young people come to an evening meeting: very likely."),
            ),
            required=True,
            choices=LIKELIHOOD,
        ),
        Field(
            "consequence",
            Kind.STEP,
            _("How much harm it does"),
            Entry(
                _("An unlikely thing that hurts somebody weighs more than a likely one that annoys you."),
                _("Think of residents first, then of trust, then of the plan."),
                _("Somebody is recognised in a quotation: very serious."),
            ),
            required=True,
            choices=CONSEQUENCE,
        ),
        Field(
            "done",
            Kind.TEXT,
            _("What we do"),
            Entry(
                _("A risk without a measure is only a worry."),
                _("What makes it less likely, and what do you do if it happens all the same?"),
                _("“A table of their own for pupils, with a leader whom they know.”"),
            ),
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
    _("What does it take? Hours are the largest item, and the most forgotten. Actual figures are filled in later."),
    Post,
    (
        Field(
            "kind",
            Kind.CHOICE,
            _("What it is for"),
            Entry(
                _("The same items in every dialogue can be compared from one to the next."),
                _("Go through the list: staff, premises, interpreters and compensation are nearly always needed."),
                _("Interpreters: two at three meetings"),
            ),
            required=True,
            choices=POSTS,
        ),
        Field(
            "what",
            Kind.WORDS,
            _("In words"),
            Entry(
                _("Whoever reads the budget next year must understand it."),
                _("What, how much of it and at what price."),
                _("“Reading everything twice, two people, two weeks each”"),
            ),
            required=True,
        ),
        Field(
            "hours_planned",
            Kind.NUMBER,
            _("Hours planned"),
            Entry(
                _("A dialogue that nobody has time for is held in the evenings, by one person."),
                _("Everybody’s hours: planning, meetings, reading, answering. Whole hours."),
                _("Two readers for two weeks: 160"),
            ),
            most=MOST_HOURS,
        ),
        Field(
            "sek_planned",
            Kind.NUMBER,
            _("Kronor planned"),
            Entry(
                _("Money that is not asked for in time is not there."),
                _("What is paid for, without value added tax. Leave out salaries that are paid anyway."),
                _("Three evenings’ hire of the hall: 9,000"),
            ),
            most=MOST_SEK,
        ),
        Field(
            "hours_actual",
            Kind.NUMBER,
            _("Hours it took"),
            Entry(
                _("Only what is written down makes the next budget better."),
                _("Ask those who did it. A good estimate is better than nothing."),
                _("Planned 160, it took 210"),
            ),
            most=MOST_HOURS,
        ),
        Field(
            "sek_actual",
            Kind.NUMBER,
            _("Kronor it cost"),
            Entry(
                _("Residents and auditors may ask what a dialogue cost. Then you know."),
                _("From the accounts. Write 0 if it cost nothing."),
                _("Planned 9,000, it cost 8,400"),
            ),
            most=MOST_SEK,
        ),
    ),
    public=False,
    add=_("Add an item"),
)

# Every part in the order in which it must be settled.
OUTLINE: tuple[Part | RiverPart, ...] = (
    RiverPart("assess", HEADINGS["assess"], "planning:assess", ("go",)),
    ROLE_HOLDERS,
    RiverPart("purpose", HEADINGS["purpose"], "planning:purpose", ("question", "purpose", "goal")),
    RiverPart("influence", HEADINGS["influence"], "planning:influence", ("influence", "level")),
    FRAMES,
    RiverPart("decision_maker", HEADINGS["decision_maker"], "planning:decision_maker", ("decision_maker",)),
    STEERING,
    RiverPart("target_groups", _("Target groups"), "recruitment:target_groups", ("audience",)),
    CONDITIONS,
    RiverPart("activities", HEADINGS["activities"], "planning:activities", ("method",)),
    ADJUSTMENTS,
    OCCASIONS,
    MILESTONES,
    MESSAGES,
    DOCUMENTATION,
    ANALYSIS,
    RiverPart("answer_promise", HEADINGS["answer_promise"], "planning:answer_promise", ("answer_due",)),
    FEEDBACK,
    EVALUATION,
    PERSONAL_DATA,
    RISKS,
    BUDGET,
)
PARTS: dict[str, Part] = {part.key: part for part in OUTLINE if isinstance(part, Part)}
LISTS: tuple[Part, ...] = tuple(part for part in PARTS.values() if part.is_list)
