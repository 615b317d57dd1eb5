"""A meeting is planned, people are invited and answer, and the tables are made."""

import datetime as dt
from collections import Counter

import pytest

from gehor.calc.seating import pairs
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.network import actions as networks
from gehor.network import queries as network_queries
from gehor.network.gatherings import actions, queries, tasks
from gehor.network.gatherings.actions import Colleague, NewPart
from gehor.network.gatherings.models import Gathering, Guest, Message, Part, Question
from gehor.network.models import ContactPerson, Partner

KIM = Colleague("Kim Ny", "kim@bortby.example", "elected")


def places(gathering: Gathering) -> dict[str, bool]:
    rows = gathering.guests.filter(answer="yes").select_related("contact")
    return {guest.contact.name.split()[0].lower(): guest.placed_at is not None for guest in rows}


def test_a_meeting_is_planned_with_an_agenda_in_every_language(gathering):
    first = gathering.parts.first()
    assert first.title == {"sv": "Kaffe och tid att prata", "en": "Coffee, and time to talk"}
    assert (gathering.number, gathering.parts.count()) == (1, 8)


def test_a_network_that_is_not_tried_yet_has_no_meetings(organisation, nour, plan, network):
    networks.decide_on_network(
        network, actor=nour, outcome="end", reasons={"sv": "Nej."}, decided_on=clock.today(), decided_by="Länsrådet"
    )
    with pytest.raises(NotYet) as refusal:
        plan()
    assert refusal.value.missing == ("network_not_ended",)


def test_who_stands_at_both_of_two_partners_that_became_one_is_one_guest(
    plan, network, nour, bortby, region, mira, person, invite, on_the_day
):
    nils, also_mira = person(region, "Nils Ny"), person(region, "Mira Moln", email=mira.email)
    late, early = plan(held_on=dt.date(2026, 5, 20)), plan(capacity=2)
    invite(early)
    as_mira, as_also, as_nils = (Guest.objects.get(contact=each) for each in (mira, also_mira, nils))
    for guest in (as_also, as_mira, as_nils):
        actions.answer(queries.own(guest.contact_id, early.pk), actor=RESIDENT, answer="yes")
    assert queries.counted(early).waiting == 1
    held = plan(held_on=dt.date(2026, 4, 1))
    invite(held)
    hosting, came = (Guest.objects.get(contact=each, gathering=held) for each in (mira, also_mira))
    actions.answer(hosting, actor=RESIDENT, answer="yes")
    actions.set_hosts(held, actor=nour, hosts={1: hosting})
    actions.make_tables(held, actor=nour)
    with on_the_day(held):
        actions.check_in(came, actor=nour)
        Guest.objects.filter(pk=hosting.pk).update(answered_at=clock.now() + dt.timedelta(hours=1))
        networks.merge_partners(bortby, region, actor=nour)
        assert tasks.join_guests.func([bortby.pk]) == 2
    assert held.guests.get(contact__email=mira.email) == came, "who has come, whatever was said last"
    came.refresh_from_db()
    assert came.came_at and came.table.number == 1 and came.table.host == came
    assert (queries.counted(early).coming, queries.counted(early).waiting, queries.counted(early).invited) == (2, 0, 2)
    assert Message.objects.filter(guest__contact=nils, about="placed").exists()
    for contact in (mira, also_mira):  # both links lead to the one seat
        assert queries.own(contact.pk, early.pk) == as_mira
        assert as_mira in queries.invitations(ContactPerson.objects.get(pk=contact.pk))
    assert not queries.to_invite(early, roles=["official"], kinds=["region", "municipality"]).exists()
    assert {each.contact for each in invite(late).values()} == {nils, also_mira}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"held_on": dt.date(2026, 2, 1)}, "gathering_in_the_past"),
        ({"answer_by": dt.date(2026, 5, 1)}, "answered_after_the_gathering"),
        ({"length": "week"}, "no_such_length_of_a_gathering"),
        ({"place": " "}, "gathering_nowhere"),
        ({"online": "javascript:alert(1)"}, "no_address_of_the_web"),
        ({"tables": 0}, "number_out_of_reach"),
        ({"theme": {"en": "Only English"}}, "source_first"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(plan, more, code):
    with pytest.raises(WrongInput) as refusal:
        plan(**more)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], "agenda_without_parts"),
        ([NewPart("lecture", 500, {"sv": "Lång"})], "agenda_too_long"),
        ([NewPart("song", 5, {"sv": "Sång"})], "no_such_part_of_an_agenda"),
        ([NewPart("lecture", 0, {"sv": "Kort"})], "part_without_minutes"),
        ([NewPart("lecture", 5, {})], "text_missing"),
    ],
)
def test_an_agenda_that_cannot_be_is_refused_and_the_old_one_stays(gathering, nour, parts, code):
    with pytest.raises(WrongInput) as refusal:
        actions.set_agenda(gathering, actor=nour, parts=parts)
    assert refusal.value.code == code
    assert gathering.parts.count() == 8


def test_nobody_is_invited_to_a_meeting_without_an_agenda(gathering, nour, mira):
    Part.objects.all().delete()
    with pytest.raises(NotYet) as refusal:
        actions.invite(gathering, actor=nour, roles=["official"], kinds=["municipality"])
    assert refusal.value.missing == ("gathering_agenda_set",)


def test_roles_and_kinds_are_invited_once(gathering, nour, mira, olle):
    first = actions.invite(gathering, actor=nour, roles=["official"], kinds=["municipality"])
    assert [guest.contact for guest in first] == [mira]
    kinds = Partner.Kind.values
    assert [g.contact for g in actions.invite(gathering, actor=nour, roles=["official"], kinds=kinds)] == [olle]
    with pytest.raises(WrongInput, match="nobody_to_invite"):
        actions.invite(gathering, actor=nour, roles=["official"], kinds=kinds)


def test_an_invitation_holds_three_links_and_each_mail_leaves_once(gathering, mira, olle, invite, mail_server):
    invite(gathering)
    worker.work_off()
    [letter] = mail_server.to("mira@bortby.example")
    text = letter.get_content()
    assert all(f"?answer={code}" in text for code in ("yes", "no", "instead"))
    tasks.tell_guests.call([gathering.pk])
    worker.work_off()
    assert len(mail_server.letters) == 2
    assert Message.objects.filter(done_at__isnull=False).count() == 2


def test_an_address_that_does_not_exist_is_not_written_to_again(gathering, mira, invite, mail_server):
    mail_server.refuse = "550 No such user"
    invite(gathering)
    worker.work_off()
    assert Message.objects.get().refused == "message 550"


def test_whom_the_mail_server_does_not_know_is_marked_and_rung_up(
    gathering, mira, olle, person, invite, mail_server, signed_in
):
    filtered = person(mira.partner, "Sten Stig", email="sten@bortby.example")
    late = person(mira.partner, "Fia Full", email="fia@bortby.example")
    mail_server.unknown = {"mira@bortby.example"}
    mail_server.answers = {filtered.email: "554 5.7.1 Unwanted", late.email: "452 4.2.2 Mailbox full"}
    invite(gathering)
    worker.work_off()
    for each in (mira, filtered, late):
        each.refresh_from_db()
    # whose mail a filter took has an address that works
    assert mira.no_mail_since is not None and filtered.no_mail_since is None and late.no_mail_since is None
    refused = {each.guest.contact: each.refused for each in queries.undelivered(gathering)}
    assert refused == {mira: "recipient 550", filtered: "message 554"}
    assert Entry.objects.filter(step="gatherings.note_bounces", subject_id=mira.pk).count() == 1
    assert len(mail_server.to("olle@slatten.example")) == 1
    guests = f"/staff/o/alvsala/networks/dialog-i-skane/meetings/{gathering.number}/guests/"
    page = signed_in("nour").get(f"{guests}?state=unreached", headers={"accept-language": "en"}).content.decode()
    assert "2 mails did not arrive" in page and "The mail server does not know the address. (550)" in page
    assert "1 mail is put off by the mail server" in page
    assert page.count('<th scope="row">') == 1


def test_two_thousand_are_invited_each_once_and_bounces_rest(
    gathering, bortby, invite, mail_server, django_assert_max_num_queries
):
    """All are invited at once. Each mail is a task of its own: forty are sent here, the others have been."""
    rows = [
        ContactPerson(
            partner=bortby,
            name=f"P{n} X",
            role="official",
            email=f"p{n}@bortby.example",
            keep_until=dt.date(2028, 1, 1),
        )
        for n in range(2000)
    ]
    ContactPerson.objects.bulk_create(rows)
    with django_assert_max_num_queries(60):
        invite(gathering)
    assert len({guest.code for guest in gathering.guests.all()}) == Message.objects.count() == 2000
    late = {f"p{n}@bortby.example" for n in range(1960, 2000)}
    now = clock.now()
    Message.objects.exclude(guest__contact__email__in=late).update(started_at=now, done_at=now)
    mail_server.unknown = {f"p{n}@bortby.example" for n in range(1960, 2000, 4)}
    worker.work_off()
    tasks.tell_guests.call([gathering.pk])
    worker.work_off()
    told = Counter(str(letter["To"]) for letter in mail_server.letters)
    assert told == dict.fromkeys(late - mail_server.unknown, 1)
    assert queries.undelivered(gathering).count() == 10
    assert not Message.objects.filter(started_at__isnull=False, done_at=None).exists()
    assert network_queries.reached(network_queries.contacts(gathering.network.host)).count() == 1990


def test_a_yes_gets_a_place_while_there_is_room_and_then_waits(plan, member, person, invite):
    gathering = plan(capacity=2)
    house = member("Bortby kommun")
    for name in ("Ann A", "Bea B", "Cal C"):
        person(house, name)
    guests = invite(gathering)
    for name in ("cal", "ann", "bea"):
        actions.answer(guests[name], actor=RESIDENT, answer="yes")
    assert places(gathering) == {"ann": True, "bea": False, "cal": True}
    actions.answer(guests["cal"], actor=RESIDENT, answer="no")
    assert places(gathering) == {"ann": True, "bea": True}
    assert Message.objects.filter(guest=guests["bea"], about="placed").count() == 1


def test_more_room_lets_in_those_who_have_waited_longest(plan, nour, member, person, invite):
    gathering = plan(capacity=1)
    house = member("Bortby kommun")
    for name in ("Ann A", "Bea B", "Cal C"):
        person(house, name)
    guests = invite(gathering)
    for minute, name in enumerate(("ann", "cal", "bea")):
        with clock.at(clock.now() + dt.timedelta(minutes=minute)):
            actions.answer(guests[name], actor=RESIDENT, answer="yes")
    fields = ("theme", "held_on", "begins_at", "length", "answer_by", "tables", "seats", "place")
    said = {field: getattr(gathering, field) for field in fields}
    actions.change_gathering(gathering, actor=nour, **said, capacity=2)
    assert places(gathering) == {"ann": True, "bea": False, "cal": True}
    assert not Message.objects.filter(about="changed").exists()


def test_another_day_is_told_once_for_each_change_to_those_whom_it_concerns(
    gathering, nour, mira, olle, person, invite, mail_server
):
    silent = person(mira.partner, "Sten Stig", email="sten@bortby.example")
    guests = invite(gathering)
    actions.answer(guests["mira"], actor=RESIDENT, answer="yes")
    actions.answer(guests["olle"], actor=RESIDENT, answer="no")
    fields = ("theme", "begins_at", "length", "answer_by", "tables", "seats", "place")
    said = {field: getattr(gathering, field) for field in fields}
    for days in (1, 2):  # before the first mail has left: both are told in one
        held_on = gathering.held_on + dt.timedelta(days=days)
        actions.change_gathering(gathering, actor=nour, **said, held_on=held_on)
    worker.work_off()
    actions.change_gathering(gathering, actor=nour, **{**said, "place": "Gårdscaféet"}, held_on=held_on)
    worker.work_off()
    told = Message.objects.filter(about="changed").values_list("guest__contact__name", "version")
    # whoever declined may be able to come another day, not to another room
    assert sorted(told) == [("Mira Moln", 2), ("Mira Moln", 3), ("Olle Ek", 2), ("Sten Stig", 2), ("Sten Stig", 3)]
    kept, moved = (mail.get_content().replace("\r", "") for mail in mail_server.to(mira.email)[-2:])
    assert "\n\n\n" not in kept
    asked, declined = (mail_server.to(each.email)[-1].get_content() for each in (silent, olle))
    assert "23 april 2026" in kept and "behåller din plats" in kept and "?answer=yes" not in kept
    assert "Tidigare gällde:\nmåndag 20 april 2026, 09:00\n\n" in kept
    assert f"Tidigare gällde:\ntorsdag 23 april 2026, 09:00\n{said['place']}\n" in moved
    assert "behåller din plats" not in asked and "?answer=yes" in asked
    assert "kunde inte komma då" in declined and "?answer=yes" in declined and "?answer=no" not in declined


def test_whoever_comes_instead_takes_the_place_and_gets_a_link(plan, mira, olle, invite, mail_server):
    gathering = plan(capacity=1)
    guests = invite(gathering)
    actions.answer(guests["mira"], actor=RESIDENT, answer="yes")
    actions.answer(guests["olle"], actor=RESIDENT, answer="yes")
    actions.answer(guests["mira"], actor=RESIDENT, answer="instead", colleague=KIM)
    assert places(gathering) == {"kim": True, "olle": False}
    kim = ContactPerson.objects.get(name="Kim Ny")
    assert (kim.partner, kim.consented_on) == (mira.partner, None)
    worker.work_off()
    [letter] = mail_server.to("kim@bortby.example")
    assert "Mira Moln" in letter.get_content()


def test_a_colleague_is_not_registered_twice_nor_oneself(gathering, mira, invite):
    guest = invite(gathering)["mira"]
    actions.bring_colleague(guest, actor=RESIDENT, colleague=KIM)
    for colleague, code in (
        (KIM, "registered_to_the_gathering"),
        (Colleague("Jag", "MIRA@bortby.example", "official"), "that_is_yourself"),
        (Colleague("Utan", "", "official"), "text_missing"),
        (Colleague("Fel", "fel", "official"), "no_email_address"),
        (Colleague("Kung", "kung@bortby.example", "king"), "no_such_role_of_contact"),
    ):
        with pytest.raises(WrongInput) as refusal:
            actions.bring_colleague(guest, actor=RESIDENT, colleague=colleague)
        assert refusal.value.code == code
    for number in range(3):
        actions.bring_colleague(guest, actor=RESIDENT, colleague=Colleague("En", f"en{number}@b.example", "official"))
    with pytest.raises(WrongInput, match="too_many_colleagues"):
        actions.bring_colleague(guest, actor=RESIDENT, colleague=Colleague("Till", "t@b.example", "official"))


def test_somebody_instead_must_be_somebody(gathering, mira, invite):
    guest = invite(gathering)["mira"]
    with pytest.raises(WrongInput, match="nobody_instead"):
        actions.answer(guest, actor=RESIDENT, answer="instead")
    with pytest.raises(WrongInput, match="no_such_answer_of_a_guest"):
        actions.answer(guest, actor=RESIDENT, answer="maybe")
    guest.refresh_from_db()
    assert guest.answer == ""


def test_nobody_answers_when_it_is_over_or_cancelled(gathering, nour, mira, invite):
    guest = invite(gathering)["mira"]
    with clock.at(dt.datetime(2026, 4, 21, 9, tzinfo=dt.UTC)), pytest.raises(NotYet, match="answer"):
        actions.answer(guest, actor=RESIDENT, answer="yes")
    actions.cancel_gathering(gathering, actor=nour)
    assert Message.objects.filter(about="cancelled").count() == 1
    with pytest.raises(NotYet):
        actions.answer(guest, actor=RESIDENT, answer="yes")


def test_questions_are_seconded_once_and_taken_back(gathering, nour, mira, olle, invite):
    guests = invite(gathering)
    question = actions.ask_question(gathering, actor=RESIDENT, guest=guests["mira"], text="Hur når man unga?")
    assert actions.second_question(question, actor=RESIDENT, guest=guests["olle"])
    assert queries.questions(gathering).get().votes == 2
    assert not actions.second_question(question, actor=RESIDENT, guest=guests["olle"])
    assert queries.questions(gathering).get().votes == 1
    with pytest.raises(WrongInput, match="question_asked_already"):
        actions.ask_question(gathering, actor=RESIDENT, guest=guests["olle"], text="hur når man UNGA?")
    actions.settle_question(question, actor=nour, hidden=True)
    assert not queries.questions(gathering).exists()
    with pytest.raises(WrongInput, match="no_such_question"):
        actions.second_question(question, actor=RESIDENT, guest=guests["olle"])


def test_a_guest_asks_five_questions_at_most(gathering, mira, invite):
    guest = invite(gathering)["mira"]
    for number in range(5):
        actions.ask_question(gathering, actor=RESIDENT, guest=guest, text=f"Fråga {number}?")
    with pytest.raises(WrongInput, match="too_many_questions_of_a_guest"):
        actions.ask_question(gathering, actor=RESIDENT, guest=guest, text="En till?")
    assert Question.objects.count() == 5


def test_colleagues_sit_apart_and_at_the_next_meeting_others_meet(plan, nour, member, person, invite):
    for house in range(4):
        partner = member(f"By {house} kommun")
        for number in range(2):
            person(partner, f"P{house}{number} X", email=f"p{house}{number}@by.example")
    first, second = plan(tables=2, seats=4), plan(tables=2, seats=4, held_on=dt.date(2026, 10, 20))
    for gathering in (first, second):
        for guest in invite(gathering).values():
            actions.answer(guest, actor=RESIDENT, answer="yes")
        actions.make_tables(gathering, actor=nour)
        gathering.refresh_from_db()
        assert gathering.seating["colleagues"] == 0
    assert first.seating["met"] == first.seating["most"] == 12
    met = [
        pairs([[str(g.contact_id) for g in seated] for _n, seated in queries.tables(held)]) for held in (first, second)
    ]
    assert len(met[0] & met[1]) == second.seating["again"] == 4  # fewer there cannot be
    before = {guest.contact_id: guest.table.number for guest in queries.guests(second)}
    actions.make_tables(second, actor=nour)
    assert {guest.contact_id: guest.table.number for guest in queries.guests(second)} == before


def test_a_host_stays_at_the_table(gathering, nour, mira, olle, invite):
    guests = invite(gathering)
    for guest in guests.values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    actions.set_hosts(gathering, actor=nour, hosts={1: None, 2: guests["mira"]})
    actions.make_tables(gathering, actor=nour, seed=3)
    assert queries.guest_in(gathering, guests["mira"].pk).table.number == 2
    with pytest.raises(WrongInput, match="host_of_two_tables"):
        actions.set_hosts(gathering, actor=nour, hosts={1: guests["mira"], 2: guests["mira"]})
    actions.answer(guests["mira"], actor=RESIDENT, answer="no")
    assert not gathering.places.filter(host__isnull=False).exists()
    with pytest.raises(WrongInput, match="host_does_not_come"):
        actions.set_hosts(gathering, actor=nour, hosts={1: guests["mira"]})


def test_too_few_seats_are_told_and_nobody_is_moved(plan, nour, mira, olle, invite):
    gathering = plan(tables=1, seats=1)
    for guest in invite(gathering).values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    with pytest.raises(WrongInput) as refusal:
        actions.make_tables(gathering, actor=nour)
    assert (refusal.value.code, refusal.value.params) == ("seating_too_few_seats", {"people": 2, "seats": 1})


def test_addresses_out_of_mails_that_came_back_rest(organisation, nour, mira, olle):
    found = actions.note_bounces(organisation, actor=nour, report="<MIRA@bortby.example>: host unknown")
    assert found == [mira]
    assert [each.pk for each in network_queries.reached(network_queries.contacts(organisation))] == [olle.pk]
    with pytest.raises(WrongInput, match="no_known_address_in_report"):
        actions.note_bounces(organisation, actor=nour, report="mira@bortby.example")


def test_reminders_go_out_on_their_days_and_once(gathering, mira, olle, invite):
    guests = invite(gathering)
    actions.answer(guests["olle"], actor=RESIDENT, answer="yes")
    for day in (dt.date(2026, 4, 2), dt.date(2026, 4, 3), dt.date(2026, 4, 4), dt.date(2026, 4, 18)):
        with clock.at(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)):
            tasks.remind()
    told = Message.objects.exclude(about="invited").values_list("guest__contact__name", "about")
    assert sorted(told) == [("Mira Moln", "reminded"), ("Olle Ek", "coming")]
    assert Entry.objects.filter(step="gatherings.remind").count() == 2


@pytest.mark.parametrize("who", ["alma", "rut", "farid"])
def test_only_the_host_plans_and_invites(gathering, actors, who):
    for act in (
        lambda: actions.invite(gathering, actor=actors[who], roles=["official"], kinds=["region"]),
        lambda: actions.cancel_gathering(gathering, actor=actors[who]),
        lambda: actions.make_tables(gathering, actor=actors[who]),
    ):
        with pytest.raises(WrongPerson):
            act()


def test_whoever_is_forgotten_is_written_to_no_more_and_still_counted(gathering, nour, mira, invite, mail_server):
    guest = invite(gathering)["mira"]
    networks.forget(mira, actor=nour)
    worker.work_off()
    assert not mail_server.letters
    assert queries.counted(gathering).invited == 1
    assert Guest.objects.get(pk=guest.pk).contact.name == ""


def test_who_cannot_be_written_to_leaves_no_trace_of_reminders_in_the_journal(gathering, bortby, person, invite):
    person(bortby, "Tor Tyst", email="")
    invite(gathering)
    with clock.at(dt.datetime(2026, 4, 4, 9, tzinfo=dt.UTC)):
        tasks.remind()
        tasks.remind()
    assert not Entry.objects.filter(step="gatherings.remind").exists()


def test_an_invitation_that_has_not_left_yet_stays_when_the_meeting_is_cancelled(
    gathering, nour, mira, invite, mail_server
):
    invite(gathering)
    actions.cancel_gathering(gathering, actor=nour)
    worker.work_off()
    [letter] = mail_server.to("mira@bortby.example")
    assert letter["Subject"].startswith("Inställt")
