"""What the handbook says beside each field of the plan. The project plan's own parts say theirs in project/parts/."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.planning.sources import Source, named

from .examples import Told


@dataclass(frozen=True)
class Entry:
    """What the handbook says about one field.

    example: invented. told: what a finished dialogue wrote there, shown in its place. template: what the dialogue's
    own template says there. sources: keys of catalogue/sources.toml, where a fact is stated.
    """

    why: Promise
    how: Promise
    example: Promise
    sources: tuple[str, ...] = ()
    template: str = ""
    told: Told | None = None

    @property
    def cited(self) -> list[Source]:
        return named(self.sources)


# form → field → what is said beside it. Fields that explain themselves in every form stand in none.
HANDBOOK: dict[str, dict[str, Entry]] = {
    "PurposeForm": {
        "title": Entry(
            _("The title is what people meet first, on a poster or in a link. It decides whether they go on."),
            _("Use the residents’ words. No name of a project, no abbreviation, no answer."),
            _("“What is quality in school for you?”, not “Dialogue on school plan 2027–2030”."),
        ),
        "background": Entry(
            _("Whoever does not know what has happened cannot tell what is worth saying now."),
            _("Say what led here, what is decided already and by whom. Leave out praise."),
            _("“In May the board decided that two schools become one. Where it will stand is not decided.”"),
            sources=("boverket-preparations",),
        ),
        "question": Entry(
            _("People answer what you ask. A question with the answer in it gives answers that nobody believes."),
            _("One question, open, about something that can change. Try it on three people who do not work here."),
            _("“What would make you use the square more often?”"),
        ),
        "purpose": Entry(
            _("The purpose decides whom to reach and how. Settle it before target group and method."),
            _("Say who will use the answers, and for which decision. “To have a dialogue” is no purpose."),
            _("“The board needs to know what matters to parents before it decides on the school plan.”"),
            sources=("svalov-planning",),
        ),
        "goal": Entry(
            _("Without a goal nobody can tell afterwards whether the dialogue was worth the time of those who came."),
            _("Name something that will exist, and by when, so that anybody can check it."),
            _("“A list of at most ten findings, in the board’s papers on 10 June.”"),
            sources=("svalov-planning",),
        ),
    },
    "InfluenceForm": {
        "can_influence": Entry(
            _("People take part when they believe that it matters. Then it must be true."),
            _("Be concrete: which parts of the decision are open? Ask those who decide before you write."),
            _("“Opening hours, what the money for the yard is spent on, and in which order.”"),
            sources=("skl-services",),
        ),
        "cannot_influence": Entry(
            _("Disappointment comes from limits that are told afterwards. Told before, they are respected."),
            _("Say what is settled, by whom and why: law, money, contracts, earlier decisions."),
            _("“That the school moves is decided (council, 12 March). The curriculum is decided by the state.”"),
            sources=("mellanplats",),
        ),
        "levels": Entry(
            _("The level is a promise. Whoever is promised influence and is only asked for views feels cheated."),
            _("Choose what those who decide are prepared to keep. A higher level is not a better one."),
            _("Views on two proposals: consultation. Working out the proposals together: influence."),
            sources=("boverket-ladder",),
        ),
    },
    "DecisionMakerForm": {
        "meeting": Entry(
            _("A dialogue that is tied to a meeting is planned backwards from it, and moves when the meeting moves."),
            _("Choose the meeting at which the matter is decided. Look at when its papers must be ready."),
            _("The board of education on 10 June, whose papers are due on 27 May."),
        ),
        "body": Entry(
            _("A dialogue without a decision leads nowhere, and residents have a right to know who decides."),
            _("Name the body that takes the decision itself, not the one that prepares it."),
            _("The board of education, not the school office."),
        ),
        "decision_on": Entry(
            _("All other days are counted backwards from it: reading, findings and papers need their weeks."),
            _("Choose a meeting for which the papers can be ready. Leave at least two weeks after the last day."),
            _("Last day to take part 30 April, papers sent 3 June, decision 10 June."),
            sources=("boverket-preparations",),
        ),
        "case_number": Entry(
            _("The number ties the dialogue to the matter, so that anybody can ask for the documents."),
            _("Ask the registrar. Use the same number in the invitation and in the decision."),
            _("BUN 2026/17"),
        ),
    },
    "AnswerPromiseForm": {
        "answer_due": Entry(
            _("Whoever gets an answer late, or none, seldom comes back the next time."),
            _("Count from the decision and leave time to write. Promise a day that holds during holidays too."),
            _("Decision 10 June, answer by 24 June."),
        ),
        "answer_promise": Entry(
            _("Those who took part, and those who did not, need to know where to look."),
            _("Name each way and for whom it is. Whoever came by paper gets the answer on paper."),
            _("“On the receipt page and by letter. A summary hangs in the library and stands in the local paper.”"),
            sources=(
                "skane-governance",
                "goteborg-principles",
                "uppsala-process",
            ),
        ),
        "contact_name": Entry(
            _("A question that nobody answers keeps people away."),
            _("Somebody who is at work while the dialogue is open, and knows the matter."),
            _("“Alma Berg, dialogue lead”"),
        ),
        "contact_email": Entry(
            _("People ask in writing when it suits them, also in the evening."),
            _("An address that somebody reads every day. One that several share is safer than one person’s."),
            _("dialogue@municipality.example"),
        ),
    },
    "ActivityForm": {
        "title": Entry(
            _("The title tells what one is asked to do."),
            _("Begin with a verb."),
            _("“Come and talk about the square” or “Leave a proposal”."),
        ),
        "introduction": Entry(
            _("Whoever knows what happens, how long it takes and who reads it dares to take part."),
            _("Say how one takes part, how long it takes, and what help there is. At most five sentences."),
            _("“It takes ten minutes. You may write in any language. We read everything.”"),
        ),
        "level": Entry(
            _("Ways of taking part in the same dialogue may promise different things. Each says its own."),
            _("Choose the level that fits what happens here, not the one of the whole dialogue."),
            _("A form: consultation. A workshop that writes the proposals: influence."),
        ),
        "begins_on": Entry(
            _("Too early, and nobody has heard of it. Too late, and minds are made up."),
            _("Invite at least three weeks before. Look out for holidays, also those of other faiths."),
            _("Invitations 2 March, first day 23 March."),
            sources=("boverket-dialogue",),
        ),
        "ends_on": Entry(
            _("People who are seldom heard need more time: others must first tell them."),
            _("At least two weeks for what is written. A meeting ends the day it is held."),
            _("23 March – 30 April"),
        ),
        "shows_at_once": Entry(
            _("What others have said gives people ideas, but can also frighten them from saying the opposite."),
            _("Show at once where the matter is calm. Read first where people may be hurt or named."),
            _("Proposals for a playground: at once. Experiences of social care: read first."),
        ),
    },
    "StartForm": {
        "title": Entry(
            _("A title that everybody understands makes colleagues and the elected ask the right questions early."),
            _("Write it as residents would say it. It can be put right until somebody has taken part."),
            _("“What is quality in school for you?”"),
        ),
        "kind": Entry(
            _("Different laws and promises hold for residents, service users and land use."),
            _("Who is asked, and what is decided? If the law demands a consultation, hold that one too."),
            _("All residents ahead of a political decision: citizen dialogue. Those who use home care: service users."),
            sources=("sollentuna-rules",),
        ),
        "source_language": Entry(
            _("One language must be the one that holds when translations differ."),
            _("Choose the language in which you write and decide."),
            _("Swedish, with English and easy-to-read Swedish beside it."),
        ),
        "slug": Entry(
            _("The address stands on posters and is read out on the radio."),
            _("Short, without å, ä and ö, with a year if you ask the same thing again."),
            _("skolan-2027"),
        ),
    },
    "AssessForm": {
        "question_can_be_influenced": Entry(
            _("People who find out that everything was already decided do not come back."),
            _("Ask those who prepare the matter what is really open. Name at least two things that may change."),
            _("What the plan for quality should contain: yes. That the school is closed, decided in March: no."),
            sources=("thesis-skr-2019",),
        ),
        "deciders_can_be_influenced": Entry(
            _("A board that has made up its mind cannot be influenced, however open the question is."),
            _("Ask the presidium: what would make you decide otherwise? Will you be in the room?"),
            _("“The presidium takes part in all three meetings and reads the findings before the agenda is set.”"),
            sources=("thesis-skr-2019",),
        ),
        "outcome": Entry(
            _("Saying no in time is a good decision too: it saves trust and money."),
            _("Yes to both: run it. Otherwise inform, refer or postpone, and say why."),
            _("The bridge is closed by decision of the state: inform only."),
            sources=("thesis-skr-2019",),
        ),
        "referred_to": Entry(
            _("“Not our matter” leaves people without an answer. Give them a name and a way in."),
            _("Write who answers for the question, so that a resident can turn there."),
            _("“The region’s committee for public transport”"),
        ),
        "reason": Entry(
            _("A reason that is public from the first day can be asked about while it matters."),
            _("Three sentences: what is open, who wants to know, and when it is decided."),
            _("“The plan is replaced in June. Its content is open, and the board wants to know before it is drafted.”"),
        ),
    },
    "TargetGroupForm": {
        "name": Entry(
            _("“Everybody” is not a group: those who are always heard come, and nobody else."),
            _("Who is affected? Who pays the price? Whose daily life do you know nothing of?"),
            _("“Young people aged 15–19 who live outside the town”"),
            sources=("skane-county",),
        ),
        "why": Entry(
            _("The reason tells what motivates them, and what you will miss without them."),
            _("What do they know that others do not, and what do they gain by taking part?"),
            _("“They depend on the bus, and nobody has asked them about its times.”"),
        ),
        "known": Entry(
            _("Without figures you cannot tell afterwards who was missing."),
            _("Number, women and men, ages, places. Look in the statistics, and say which year."),
            _("“1,140 pupils in years 4–9, 560 girls and 580 boys; 96 have been in Sweden for less than four years.”"),
            sources=("boverket-preparations",),
        ),
        "motive": Entry(
            _("People weigh an evening with you against all else that they could do that evening."),
            _("Ask some of them: what would make you come? Influence, food, company, pay, being asked by a friend?"),
            _("“That the board is there and answers, and that it is during school hours.”"),
            sources=(
                "boverket-preparations",
                "skl-services",
            ),
        ),
        "reached_by": Entry(
            _("Adverts and websites do not reach all. In Svalöv they did not reach the young."),
            _("Go where they are, with somebody whom they trust, in a language that they use."),
            _("“The youth centre on Thursday evening, together with its leader.”"),
            sources=(
                "svalov-planning",
                "skane-county",
            ),
        ),
        "seldom_heard": Entry(
            _("The mark reminds you that somebody must go to them, and it shows in the plan."),
            _("Mark those who hardly ever write or come to meetings unless somebody goes to them."),
            _("Newly arrived people, young people, people with intellectual disabilities, night workers."),
            sources=("skane-county",),
        ),
        "reach_aim": Entry(
            _("A number makes you notice in time that you must look for other ways."),
            _("Think of how many you need to hear for nothing important to be missing, not of a share."),
            _("“20 young people, of whom 10 outside the town.”"),
        ),
    },
}
