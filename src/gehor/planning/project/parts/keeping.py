"""What is done with what was said: documentation, analysis, feedback, evaluation and personal data."""

from django.utils.translation import gettext_lazy as _

from ..fields import Part, day, line, text
from ..models import Sheet

DOCUMENTATION = Part(
    "documentation",
    _("Documentation"),
    _("What is not written down has not been said when the decision is taken."),
    Sheet,
    (
        text(
            "recording",
            _("How what is said is written down, and by whom"),
            _("Whoever holds the pen decides what was said, unless people can see what is written."),
            _("Somebody who does not lead the talk. Let people read the notes before they leave."),
            _("“A table secretary at each table writes single notes in people’s own words and reads them aloud.”"),
        ),
        text(
            "published_where",
            _("Where it can be read"),
            _("People trust what they can look up for themselves."),
            _("Name the page, and a way for those who do not use the web."),
            _("“On the dialogue’s page, and in a folder at the library.”"),
        ),
        text(
            "kept_where",
            _("Where it is kept"),
            _("A note handed in to an authority is an official document (Freedom of the Press Act, chapter 2)."),
            _("Ask the registrar: the case number, what is registered, what paper is kept and where."),
            _("“Registered in the case. Paper forms are kept by the registrar until the answers are released.”"),
            sources=("fojo-principle",),
        ),
        line(
            "records_class",
            _("Class in the records retention plan"),
            _("The class says what is kept for ever and what may be destroyed, and when."),
            _("Take it from your own plan. If there is no class for dialogues, ask the archivist now."),
            _("“1.1.4 Citizen dialogue”"),
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
        text(
            "reading_way",
            _("How it is read"),
            _("The same notes give different findings, depending on how they are sorted."),
            _("By which questions or categories? How do you find what few said and yet matters?"),
            _("“Everything is read by one and a tenth by two. Categories come from what is said, not beforehand.”"),
        ),
        text(
            "readers",
            _("Who reads"),
            _("Whoever has written the proposal finds support for it in everything."),
            _("At least two people, one of whom does not answer for the matter. Give them working hours."),
            _("“Bo from the statistics office and a teacher from another school, two weeks each.”"),
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
        text(
            "to_those_absent",
            _("To residents who did not take part"),
            _("Most people were not there. For them the dialogue exists only if they hear what came of it."),
            _("Where will they come across it without looking for it, by when, and who writes it?"),
            _("“Half a page in the local paper and a poster in the library, two weeks after the decision.”"),
            sources=("skane-governance",),
        ),
        text(
            "to_inside",
            _("To the elected and to colleagues"),
            _("Offices that do not know what residents said ask them again next year."),
            _("Which bodies, offices and councils can use the result? When is it told to them?"),
            _("“The youth council, the disability council and all head teachers, in August.”"),
            sources=("skane-governance",),
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
        text(
            "evaluated_what",
            _("What you look at"),
            _("What is not chosen beforehand is not counted while it can be."),
            _("Whom did you reach, what changed, did people understand the answer, what did it cost?"),
            _("“40 pupils reached? Which findings changed the plan? Was the answer credible?”"),
            sources=("mfd-support",),
        ),
        text(
            "evaluated_with",
            _("With whom"),
            _("Those who held the dialogue see something else than those who came."),
            _("Participants, staff and elected members, with the same short questions."),
            _("“A card on each chair at the last meeting, and an hour with the presidium.”"),
        ),
        day(
            "evaluated_on",
            _("When it is ready"),
            _("Lessons that come after the next dialogue has begun are too late."),
            _("After the answers, and before the next dialogue is planned."),
            _("Answers 24 June, evaluation 15 September"),
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
        text(
            "data_collected",
            _("What you know of people, and why"),
            _("Some say what they mean only if nobody knows who they are."),
            _("What is asked for, by which legal ground, who sees it? Ask your data protection officer."),
            _("“An e-mail address from those who want the answer by mail. No name, no age at single notes.”"),
        ),
        text(
            "data_kept",
            _("How long it is kept"),
            _("What is kept longer than needed can leak, and people ask."),
            _("When are addresses erased, and by whom? What is kept for ever, and by which rule?"),
            _("“Addresses are erased when the answers have come through. What was said is kept.”"),
        ),
    ),
    public=True,
)
