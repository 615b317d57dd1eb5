"""How people are met: accessibility, occasions, days and what is told to whom."""

from django.utils.translation import gettext_lazy as _

from ..fields import RESPONSIBLE, Part, activity, choice, day, line, text, time, words
from ..models import Adjustment, Message, Milestone, Occasion
from ..texts import NEEDS_OF_PEOPLE, PHASES

ADJUSTMENTS = Part(
    "adjustments",
    _("Accessibility and languages"),
    _("Who could not come, hear, understand or speak if nothing were done? Say what is done, and who sees to it."),
    Adjustment,
    (
        choice(
            "need",
            _("What it is about"),
            _("Most hindrances are thought of only by those who meet them."),
            _("Go through the list. Ask the disability council and the groups that you want to reach."),
            _("A hearing loop, an interpreter and child care at each meeting."),
            required=True,
            choices=NEEDS_OF_PEOPLE,
        ),
        text(
            "done",
            _("What is done"),
            _("“Tell us if you need anything” makes the guest do the host’s work."),
            _("Say what there will be, without anybody asking for it, and how one asks for more."),
            _("“Interpreters in Arabic and Somali at all three meetings. Child care in the room beside.”"),
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
        words(
            "title",
            _("What people come to"),
            _("People decide within a second whether it is for them."),
            _("A few words that say what one does there."),
            _("“Meeting 1: Have your say”"),
            required=True,
        ),
        activity(
            "activity",
            _("Belongs to the way of taking part"),
            _("Then the plan can tell when the two name different days."),
            _("Choose the meeting in the plan. Leave it open for what only prepares or tells of it."),
            _("The occasion “Have your say” belongs to meeting 1."),
        ),
        day(
            "held_on",
            _("Day"),
            _("On the wrong day only those come who always come."),
            _("Holidays and school breaks are warned about. Look yourself for the holidays of other faiths."),
            _("A Tuesday evening, and the same meeting on a Saturday morning for shift workers."),
            required=True,
            sources=("boverket-dialogue",),
        ),
        time(
            "starts_at",
            _("Begins at"),
            _("Working hours, the last bus and children’s bedtime decide who can come."),
            _("Look at the timetable. Begin when people have had time to eat, or serve food."),
            _("18:00"),
        ),
        time(
            "ends_at",
            _("Ends at"),
            _("Whoever knows when it ends dares to come, and can order a lift home."),
            _("Keep it. Two hours are enough."),
            _("20:30, and the last bus goes at 20:52"),
        ),
        line(
            "place",
            _("Place"),
            _("People do not look for a room that they have never heard of."),
            _("The room, the house and the address. Say which door."),
            _("“The dining hall, Norrgärdeskolan, the door towards the car park”"),
            required=True,
        ),
        text(
            "why_there",
            _("Why it is neutral and can be reached"),
            _("A town hall, a church or a party’s house says beforehand who is at home there."),
            _("Who feels at home there, and who does not? How does one get there without a car?"),
            _("“Near the bus stop, and every family has been there. Neither a party nor a faith owns it.”"),
            sources=("boverket-dialogue",),
        ),
        text(
            "access",
            _("How one gets in and takes part"),
            _("One step at the door is enough to keep somebody away."),
            _("Go there and look: door, lift, toilet, hearing loop, light, a quiet room."),
            _("“Level entrance, hearing loop in the hall, a quiet room beside it. Tove meets people at the door.”"),
            sources=("boverket-dialogue",),
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
        words(
            "what",
            _("What must be done"),
            _("A day without a task, or a task without a day, slips."),
            _("Something that is either done or not. Count backwards from the decision."),
            _("“Invitations are printed” or “Interpreters are booked”"),
            required=True,
        ),
        day(
            "due_on",
            _("By when"),
            _("What comes late delays all that comes after it, and the decision does not wait."),
            _("Leave a week in hand before each promise to residents."),
            _("Invitations three weeks before the first meeting"),
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
        choice(
            "phase",
            _("When in the dialogue"),
            _("What comes before is easy to plan. What comes after is easy to forget, and then nobody is answered."),
            _("Write at least one row for each phase. Begin with what comes after."),
            _("After: those who did not take part read of the result in the local paper."),
            required=True,
            choices=PHASES,
            sources=("skane-governance",),
        ),
        words(
            "audience",
            _("Who is told"),
            _("What is meant for all is read by none."),
            _("One group a row. Do not forget colleagues and the elected: they are asked about it too."),
            _("“Families new to Sweden”"),
            required=True,
        ),
        words(
            "channel",
            _("Channel"),
            _("In Svalöv, adverts and a website did not reach the young. Go where people are."),
            _("Ask somebody in the group where they would notice it. Several ways are better than one."),
            _("“Mother tongue teachers phone families at home”"),
            required=True,
            sources=("svalov-planning",),
        ),
        text(
            "message",
            _("What they are told"),
            _("People must learn at once what it is, what it may change and what is wanted of them."),
            _("Two or three sentences, in their words. Say what happens with what they say."),
            _("“Tell us what makes school good for your child. The board decides in June, and you get an answer.”"),
            required=True,
        ),
        day(
            "sent_on",
            _("Day"),
            _("An invitation that comes a week before reaches those who have time anyway."),
            _("Three weeks before a meeting, and once more some days before."),
            _("Invitation 2 March, reminder 19 March, meeting 23 March"),
        ),
        RESPONSIBLE,
    ),
    public=False,
    add=_("Add a message"),
)
