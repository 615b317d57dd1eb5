"""Fills the database of a throwaway installation: `python -m gehor.testing.installation 10000`.

One dialogue, planned by the product's own actions, open for proposals, with so many contributions brought in by the
import. Needs GEHOR_HOME and, on PostgreSQL, DATABASE_URL, as every command of ours. The same number, the same texts.
"""

import datetime as dt
import random
import sys

SLUG = "skolan"  # the dialogue's address
ORGANISATION = "alvsala"
LEAD = "alma@alvsala.example"
CATEGORIES = ("Skolgården", "Maten", "Lektionerna", "Vägen dit")

_WHERE = ("På skolgården", "I matsalen", "På vägen till skolan", "I klassrummet", "På fritids", "I omklädningsrummet")
_WHAT = (
    "behövs det fler vuxna som ser vad som händer",
    "är det så trångt att de yngsta inte vågar gå fram",
    "borde eleverna få vara med och bestämma mer",
    "har det blivit bättre sedan i våras, men det räcker inte",
    "saknas det något att göra för dem som inte spelar fotboll",
    "är ljudnivån så hög att det inte går att tänka",
)
_WHY = (
    "Mitt barn kommer hem trött och ledset nästan varje dag.",
    "Jag arbetar där och ser det varje vecka.",
    "Vi har sagt det förut på föräldramötet, utan att något hände.",
    "Det skulle kosta lite och betyda mycket.",
    "Andra kommuner har löst det, så det går.",
)
_WISH = (
    "Sätt in en vuxen till på rasterna.",
    "Låt klasserna äta vid olika tider.",
    "Gör vid bussen en plats där man kan vänta.",
    "Bygg ett tak, så att man kan vara ute när det regnar.",
    "Fråga eleverna själva innan ni bestämmer.",
    "Ordna en lugn plats som alla får gå till.",
)


def text(number: int) -> tuple[str, str]:
    """A title and a text of some two hundred characters, much like others but not equal to them."""
    chance = random.Random(number)
    where, what, why, wish = (chance.choice(words) for words in (_WHERE, _WHAT, _WHY, _WISH))
    return f"{where}: {wish.rstrip('.').lower()}", f"{where} {what}. {why}\n\n{wish} Det säger vi som är {number}."


def build(contributions: int) -> None:
    from django.core.management import call_command

    from gehor.site.operations import fresh

    if fresh.migrations().waiting:
        call_command("migrate", verbosity=0, interactive=False)
    from gehor.ground.organisations.models import Account, Body, Membership, Organisation
    from gehor.ground.organisations.queries import actor_of
    from gehor.process.words import Role

    organisation = Organisation.objects.create(slug=ORGANISATION, name="Älvsala kommun", contact_email="i@a.example")
    Body.objects.create(organisation=organisation, name="Barn- och utbildningsnämnden")
    alma = Account.objects.create_user(LEAD, name="Alma", is_demo=True)
    for role in (Role.LEAD, Role.ANALYST, Role.BOARD, Role.ADMINISTRATOR):
        Membership.objects.create(account=alma, organisation=organisation, role=role.value)
    activity = _planned(organisation, actor_of(alma))
    _said(activity, actor_of(alma), contributions)


def _planned(organisation, alma):
    from gehor.ground import clock
    from gehor.ground.organisations.models import Body
    from gehor.participation.actions import open_participation
    from gehor.planning import actions as planning
    from gehor.recruitment.actions import name_target_group

    today = clock.today()
    dialogue = planning.start(
        organisation,
        actor=alma,
        title={"sv": "Vad är kvalitet i skolan?", "en": "What is quality in school?"},
        source_language="sv",
        kind="citizen",
        slug=SLUG,
    )
    planning.assess(
        dialogue,
        actor=alma,
        outcome="run",
        question_can_be_influenced=True,
        deciders_can_be_influenced=True,
        reason={"sv": "Nämnden beslutar om skolplanen."},
    )
    planning.state_purpose(
        dialogue,
        actor=alma,
        background={"sv": "Skolplanen ska göras om. Den gäller i fyra år och säger vad skolan ska satsa på."},
        question={"sv": "Vad är kvalitet i skolan för dig?", "en": "What is quality in school for you?"},
        purpose={"sv": "Nämnden ska veta vad invånarna menar med kvalitet."},
        goal={"sv": "Ett underlag till skolplanen."},
    )
    planning.state_influence(
        dialogue,
        actor=alma,
        can_influence={"sv": "Skolplanens mål och vad skolan satsar på först."},
        cannot_influence={"sv": "Läroplanen, som staten beslutar."},
        levels=["consult", "involve"],
    )
    planning.name_decision_maker(
        dialogue,
        actor=alma,
        body=Body.objects.get(organisation=organisation),
        decision_on=today + dt.timedelta(days=90),
        case_number="BUN 2026/17",
    )
    planning.promise_answer(
        dialogue,
        actor=alma,
        answer_due=today + dt.timedelta(days=120),
        answer_promise={"sv": "Alla som har deltagit får svar."},
    )
    name_target_group(
        dialogue,
        actor=alma,
        name={"sv": "Föräldrar"},
        why={"sv": "De ser skolan hemifrån."},
        reached_by={"sv": "Brev."},
    )
    activity = planning.choose_method(
        dialogue,
        actor=alma,
        method="proposals",
        title={"sv": "Lämna förslag", "en": "Make a proposal"},
        introduction={"sv": "Skriv med egna ord."},
        level="consult",
        setup={"categories": {"sv": "\n".join(CATEGORIES)}},
        begins_on=today,
        ends_on=today + dt.timedelta(days=60),
        shows_at_once=True,
    )
    open_participation(activity, actor=alma)
    return activity


def _said(activity, alma, contributions: int) -> None:
    from gehor.ground import clock
    from gehor.participation.actions import import_contributions
    from gehor.participation.reading import Row

    keys = ("skolgarden", "maten", "lektionerna", "vagen-dit")
    rows = [
        Row(
            number=number + 2,
            title=text(number)[0],
            text=text(number)[1],
            category=keys[number % len(keys)],
            channel=("paper", "meeting", "phone", "outreach", "import")[number % 5],
            received=clock.today() - dt.timedelta(days=number % 40),
        )
        for number in range(contributions)
    ]
    if rows:
        import_contributions(
            activity, actor=alma, rows=rows, file_name="pappersbrev.csv", file_hash="0" * 64, mapping={}
        )


if __name__ == "__main__":
    import django

    django.setup()
    build(int(sys.argv[1]))
