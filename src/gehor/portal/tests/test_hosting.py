"""What a host of networks and programmes finds under “What next”."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account, Organisation
from gehor.network.gatherings.models import Gathering, Guest
from gehor.network.library.actions import writing
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Keeper
from gehor.network.models import ContactPerson, Network, NetworkDecision, Partner, TrialEvaluation
from gehor.network.programme.homework.models import Assignment, Delivery, Feedback, ProgrammeStep, Variation
from gehor.network.programme.models import Application, Programme, Reading, Ruling
from gehor.portal.reminding import sending
from gehor.testing.mail import MailServer

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def hosted(organisation: Organisation) -> None:
    """A network on trial with a meeting ahead, and a programme with a member that is late and one more who applies."""
    now, today = clock.now(), clock.today()
    local = {"sv": "Dialog i Skåne"}
    network = Network.objects.create(
        host=organisation, slug="skane", name=local, purpose=local, begins_on=today - 300 * DAY, created_at=now
    )
    NetworkDecision.objects.create(
        network=network,
        outcome="try",
        reasons=local,
        decided_by="X",
        decided_on=today - 300 * DAY,
        until=today + 60 * DAY,
        entered_at=now,
    )
    Gathering.objects.create(
        network=network,
        number=1,
        theme=local,
        held_on=today + 30 * DAY,
        begins_at=dt.time(9),
        length="half",
        place="X",
        answer_by=today + 5 * DAY,
        tables=1,
        seats=8,
        changed_at=now,
    )
    texts = {name: {"sv": "Masterclass"} for name in ("name", "purpose", "audience", "terms")}
    days = {"begins_on": today - 90 * DAY, "ends_on": today + 90 * DAY}
    days |= {"apply_by": today + DAY, "first_meeting_on": today}
    programme = Programme.objects.create(
        host=organisation,
        slug="masterclass",
        members_least=1,
        members_most=9,
        created_at=now,
        published_at=now,
        **texts,
        **days,
    )
    given = {"programme": programme, "kind": "other", "begun_at": now, "submitted_at": now}
    member, _late = [Application.objects.create(name=name, contact_email="b@b.example", **given) for name in "AB"]
    Ruling.objects.create(application=member, outcome="admitted", ruled_at=now)
    begun = {"programme": programme, "title": {"sv": "Nuläge"}, "starts_on": today - 80 * DAY}
    ProgrammeStep.objects.create(number=1, due_on=today - 20 * DAY, **begun)
    ProgrammeStep.objects.create(number=2, due_on=today, **begun)


def test_who_keeps_the_library_sees_what_waits_there(
    organisation: Organisation, other_organisation: Organisation, signed_in: Callable[[str], Client], alma: Actor
) -> None:
    Keeper.objects.create(pk=1, organisation=organisation, since=clock.now())
    content = {"title": {"sv": "Gåtur"}, "short_description": {"sv": "Till fots."}, "description": {"sv": "Man går."}}
    article = writing.write_article(organisation, actor=alma, kind=Kind.METHOD, source_language="sv", content=content)
    assert shown(signed_in("nour")) == []
    writing.submit_article(article, actor=alma)
    assert shown(signed_in("nour")) == ["Look through what is submitted"]
    assert shown(signed_in("alma")) == []


def shown(client: Client) -> list[str]:
    page = client.get("/staff/", headers={"accept-language": "en"}).content.decode()
    table = page.partition('id="hosted"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', table)


def test_a_host_sees_what_waits_and_no_more_once_it_is_done(
    hosted: None,
    signed_in: Callable[[str], Client],
    accounts: dict[str, Account],
    organisation: Organisation,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client, now = signed_in("nour"), clock.now()
    with django_assert_max_num_queries(15):
        waits = shown(client)
    assess, late, invite, evaluate = waits
    assert (late, invite) == ("See which members are late", "Invite to the meeting")
    assert (evaluate, assess) == ("Write the evaluation of the trial", "Assess applications")
    assert shown(signed_in("alma")) == shown(signed_in("farid")) == []
    partner = Partner.objects.create(host=organisation, name="X", kind="other", changed_at=now)
    contact = ContactPerson.objects.create(partner=partner, name="Mira", role="official", keep_until=clock.today())
    guest = Guest.objects.create(gathering=Gathering.objects.get(), contact=contact, code="X")
    assert shown(client) == waits  # who came unasked is not invited
    guest.invited_at = now
    guest.save()
    assert shown(client) == [assess, late, evaluate]
    decision, decide = NetworkDecision.objects.get(), "Enter the decision on the network"
    TrialEvaluation.objects.create(
        network=decision.network, decision=decision, recommends="end", conclusion={}, documents={}, evaluated_at=now
    )
    assert shown(client) == [assess, late, decide]
    other = Application.objects.get(name="B")
    given = {"application": other, "verdict": "admit", "reasons": "X", "read_at": now}
    Reading.objects.create(reader=accounts["nour"], **given)
    assert shown(client) == [late, decide]
    Reading.objects.create(reader=accounts["alma"], **given)
    assert shown(client) == ["Admit or decline", late, decide], "two have assessed it"
    Ruling.objects.create(application=other, outcome="declined", reasons="X", ruled_at=now)
    step, member = ProgrammeStep.objects.get(number=1), Application.objects.get(name="A")
    Variation.objects.create(step=step, application=member, done_on=clock.today(), changed_at=now)
    assert shown(client) == [decide]


def test_a_host_sees_what_members_have_delivered_and_which_meeting_is_to_be_summed_up(
    hosted: None,
    signed_in: Callable[[str], Client],
    accounts: dict[str, Account],
    organisation: Organisation,
    mail_server: MailServer,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client, now, today = signed_in("nour"), clock.now(), clock.today()
    before = set(shown(client))
    step, member = ProgrammeStep.objects.get(number=1), Application.objects.get(name="A")
    assignment = Assignment.objects.create(step=step, title={"sv": "Nuläge"}, instructions={"sv": "X"}, due_on=today)
    given = {"assignment": assignment, "application": member, "text": "Elva dialoger."}
    for days in (16, 12):
        latest = Delivery.objects.create(**given, delivered_at=now - days * DAY)
    partner = Partner.objects.create(host=organisation, name="X", kind="other", changed_at=now)
    contact = ContactPerson.objects.create(partner=partner, name="Mira", role="official", keep_until=today)
    Gathering.objects.update(held_on=today - 13 * DAY, answer_by=today - 20 * DAY)
    Guest.objects.create(gathering=Gathering.objects.get(), contact=contact, code="X", invited_at=now, came_at=now)
    with django_assert_max_num_queries(15):
        waits = shown(client)
    sum_up, answer = "Write what the meeting gave", "Answer what members have delivered"
    assert set(waits) - before == {sum_up, answer} and waits.index(sum_up) < waits.index(answer)
    page = client.get("/staff/", headers={"accept-language": "en"}).content.decode()
    assert "1 delivery" in page, "a new one takes the place of the former"
    monday = timezone.make_aware(dt.datetime.combine(today, dt.time(9)))
    with clock.at(monday):
        assert sending.remind(accounts["nour"])
    (letter,) = mail_server.letters
    mail = letter.get_content()
    assert "Skriv vad mötet gav" in mail and "/staff/o/alvsala/networks/skane/meetings/1/report/sum-up/" in mail
    Feedback.objects.create(delivery=latest, text="Tack.", is_enough=True, given_at=now, given_by=accounts["nour"])
    Gathering.objects.update(gave={"sv": "Mycket."})
    assert not {sum_up, answer} & set(shown(client))
