"""From call to a place: what is kept, what is refused and why, and who is told."""

import datetime as dt
from contextlib import closing

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.worker import work_off
from gehor.network import actions as network
from gehor.network.models import Partner
from gehor.network.programme import keys, queries, tasks
from gehor.network.programme.actions import applying, assessing, calling, readers
from gehor.network.programme.models import Fee, HostMessage, Message, Version
from gehor.network.programme.rules import State
from gehor.participation.attachments import Clean

from .conftest import NUMBER, PDF, TODAY, call

AFTER = dt.datetime.combine(TODAY + dt.timedelta(days=11), dt.time(9), dt.UTC)


def refused(code, act, *args, **given):
    with pytest.raises(WrongInput) as refusal:
        act(*args, **given)
    assert refusal.value.code == code


def test_an_organisation_applies_is_read_and_admitted_and_hears_of_it(admit, organisation, mailoutbox):
    application = admit()
    assert queries.state(application) is State.ADMITTED
    work_off()
    own = [message for message in mailoutbox if message.to == ["mira@bortby.example"]]
    subjects = [message.subject for message in own]
    assert [each.split(":")[0] for each in subjects] == ["Din ansökan", "Vi har tagit emot er ansökan", "Ni är antagna"]
    assert all(keys.address_of(application) in message.body for message in own)
    assert [m.subject for m in mailoutbox if m not in own] == [
        "En ansökan från Bortby kommun: Masterclass i medborgardialog"
    ]
    steps = Entry.objects.filter(organisation_id=organisation.pk, step__startswith="programme.")
    assert "programme.admit" in set(steps.values_list("step", flat=True))


def test_nobody_is_told_twice(admit, mailoutbox):
    application = admit()
    work_off()
    tasks.tell_of_submitting.call([application.pk])
    tasks.tell_of_ruling.call(list(application.rulings.values_list("pk", flat=True)))
    work_off()
    assert len(mailoutbox) == 4
    assert (Message.objects.count(), HostMessage.objects.count()) == (3, 1)


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ("decision", "application_decision"),
        ("document", "application_document"),
        ("elected", "application_elected"),
        ("leading", "application_leading"),
        ("leader", "application_leader"),
        ("group", "application_group"),
        ("topic", "application_topic"),
        ("components", "application_components"),
        ("budget_hours", "application_budget"),
        ("commitments", "application_commitments"),
        ("invoice", "application_invoice"),
    ],
)
def test_an_application_that_lacks_something_is_held(begin, complete, but, code):
    application = complete(begin(), but=but)
    with pytest.raises(NotYet) as refusal:
        applying.submit(application, actor=RESIDENT)
    assert code in refusal.value.missing
    assert queries.state(application) is State.DRAFT


def test_nobody_applies_before_the_call_is_public_or_after_its_last_day(planned_call, programme, begin):
    programme.published_at = None
    programme.save()
    with pytest.raises(NotYet):
        begin()
    programme.published_at = clock.now()
    programme.save()
    with clock.at(AFTER), pytest.raises(NotYet) as refusal:
        begin()
    assert refusal.value.missing == ("application_in_time",)


def test_who_is_late_keeps_what_was_written_and_may_be_given_more_time(begin, complete, nour):
    application = complete(begin())
    with clock.at(AFTER):
        with pytest.raises(NotYet) as refusal:
            applying.submit(application, actor=RESIDENT)
        assert refusal.value.missing == ("application_in_time",)
        applying.tell_work(application, actor=RESIDENT, topic="Skolan och fritiden")
        refused("time_given_does_not_help", assessing.give_time, application, actor=nour, late_until=TODAY)
        assessing.give_time(application, actor=nour, late_until=clock.today() + dt.timedelta(days=3))
        applying.tell_work(
            application, actor=RESIDENT, topic="Skolan", components=[1], budget_sek=1, commitments="Vi kommer."
        )
        applying.submit(application, actor=RESIDENT)
    assert queries.state(application) is State.SUBMITTED


@pytest.mark.parametrize("again", [{"name": "bortby  KOMMUN"}, {"name": "Bortby stad", "number": NUMBER}])
def test_an_organisation_applies_once(submit, begin, again):
    submit()
    with pytest.raises(WrongInput) as refusal:
        applying._describe(  # the number is written later, on a page of its own
            begin("Ännu ingen kommun"),
            kind="municipality",
            contact_name="Sten",
            contact_email="sten@bortby.example",
            **again,
        )
    assert refusal.value.code == "applied_already"
    assert refusal.value.params["name"] == "Bortby kommun"


def test_an_organisation_that_was_renamed_applies_once(organisation, submit, begin, nour):
    partner = submit().partner
    network.change_partner(partner, actor=nour, name="Bortby och Närby kommun", kind="municipality")
    refused("applied_already", begin, "Bortby och Närby kommun")


def test_one_that_has_withdrawn_may_apply_again(submit):
    first = submit()
    applying.withdraw(first, actor=RESIDENT, reasons="Ny majoritet.")
    assert submit().pk != first.pk
    with pytest.raises(NotYet):
        applying.withdraw(first, actor=RESIDENT)


def test_who_applies_becomes_a_partner_or_is_the_one_it_was(organisation, nour, submit):
    old = network.register_partner(organisation, actor=nour, name="Gamla Bortby kommun", kind="municipality")
    network.change_partner(old, actor=nour, name="Bortby kommun i Skog", kind="municipality", number=NUMBER)
    assert submit("Bortby").partner == old
    assert Partner.objects.filter(host=organisation).count() == 1


def test_a_member_whose_partner_is_merged_is_called_what_that_is_called(organisation, nour, admit):
    application = admit()
    other = network.register_partner(organisation, actor=nour, name="Storby kommun", kind="municipality")
    network.merge_partners(application.partner, other, actor=nour)
    again = queries.application_of(application.programme, application.pk)
    assert (queries.called(again), again.name) == ("Storby kommun", "Bortby kommun")


def test_the_same_reader_thinks_again_and_several_are_asked_for(programme, submit, nour, second_reader):
    programme.readers_least = 2
    programme.save()
    application = submit()
    application.programme = programme
    assessing.read(application, actor=nour, verdict="unsure", reasons="Vem leder?")
    assessing.read(application, actor=nour, verdict="admit", reasons="Nu vet jag.")
    assert [each.verdict for each in application.readings.all()] == ["admit"]
    with pytest.raises(NotYet) as refusal:
        assessing.admit(application, actor=nour)
    assert refusal.value.missing == ("application_read",)
    refused("text_missing", assessing.read, application, actor=nour, verdict="admit", reasons=" ")
    application.readings.create(reader=second_reader, verdict="admit", reasons="Bra.", read_at=clock.now())
    assessing.admit(application, actor=nour)
    with pytest.raises(NotYet):
        assessing.read(application, actor=nour, verdict="decline", reasons="För sent.")


def test_there_are_no_more_places_than_the_call_says(programme, admit, submit, nour, mailoutbox):
    admit("Bortby kommun")
    admit("Närby kommun", number="212000-1355")
    third = submit("Storby kommun", number="232100-0016")
    assessing.read(third, actor=nour, verdict="admit", reasons="Bra.")
    with pytest.raises(NotYet) as refusal:
        assessing.admit(third, actor=nour)
    assert refusal.value.missing == ("programme_room",)
    refused("text_missing", assessing.turn_away, third, actor=nour, outcome="waiting", reasons="")
    assessing.turn_away(third, actor=nour, outcome="waiting", reasons="Det är fullt.")
    first = queries.members(programme).first()
    applying.withdraw(first, actor=RESIDENT)
    assessing.admit(third, actor=nour)
    assert [queries.called(each) for each in queries.members(programme)] == ["Närby kommun", "Storby kommun"]
    work_off()
    assert [m.subject.split(":")[0] for m in mailoutbox if "Det är fullt." in m.body] == ["Ni står på väntelistan"]


def test_another_link_closes_the_former(client, begin):
    application = begin()
    first = keys.address_of(application)
    assert client.get(first).status_code == 200
    applying.send_link(application, actor=RESIDENT, anew=True)
    assert client.get(first).status_code == 404
    assert client.get(keys.address_of(application)).status_code == 200


@pytest.mark.parametrize("key", ["1", "1-1", "1-1.falsk", "x.y"])
def test_a_key_that_is_made_up_opens_nothing(client, begin, key):
    begin()
    assert client.get(f"/programmes/own/{key}/").status_code == 404


def test_only_a_host_calls_and_settles(organisation, submit, alma, farid, programme):
    application = submit()
    for actor in (alma, farid, RESIDENT):
        with pytest.raises(WrongPerson):
            calling.plan_programme(organisation, actor=actor, **call(slug="annan"))
        with pytest.raises(WrongPerson):
            assessing.admit(application, actor=actor)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"slug": "Stora Ord"}, "not_an_address_of_a_programme"),
        ({"slug": "own"}, "not_an_address_of_a_programme"),
        ({"slug": "masterclass"}, "programme_address_taken"),
        ({"name": {}}, "text_missing"),
        ({"ends_on": TODAY}, "programme_ends_before_it_begins"),
        ({"ends_on": TODAY + dt.timedelta(days=365 * 12)}, "programme_too_long"),
        ({"apply_by": TODAY + dt.timedelta(days=31)}, "apply_after_first_meeting"),
        ({"first_meeting_on": TODAY}, "first_meeting_outside_programme"),
        ({"members_most": 0}, "members_do_not_fit"),
        ({"readers_least": 11}, "readers_do_not_fit"),
        ({"fee_sek": -1}, "no_such_fee"),
        ({"exempt_years": [1999]}, "exempt_year_outside_programme"),
        ({"vat_percent": 0}, "vat_does_not_fit"),
        ({"vat": "E", "vat_percent": 0}, "text_missing"),
    ],
)
def test_what_cannot_be_a_call_is_refused(organisation, nour, planned_call, given, code):
    refused(code, calling.plan_programme, organisation, actor=nour, **call(**{"slug": "annan", **given}))


def test_exempt_years_cost_nothing_and_a_change_needs_a_reason(organisation, nour, programme):
    other = calling.plan_programme(organisation, actor=nour, **call(slug="b", exempt_years=[programme.begins_on.year]))
    assert [fee.sek for fee in other.fees.all()][:2] == [0, 8000]
    last = programme.ends_on.year
    refused("text_missing", calling.set_fee, programme, actor=nour, fees={last: 9000}, reason="")
    refused("exempt_year_outside_programme", calling.set_fee, programme, actor=nour, fees={1999: 1}, reason="X")
    changed = calling.set_fee(programme, actor=nour, fees={last: 9000, last - 1: 8000}, reason="Dyrare lokal")
    assert [(fee.year, fee.sek) for fee in changed] == [(last, 9000)]
    assert Fee.objects.get(programme=programme, year=last).reason == "Dyrare lokal"


@pytest.mark.parametrize(
    ("act", "given", "code"),
    [
        (applying.tell_decision, {"decided_on": TODAY + dt.timedelta(days=1)}, "board_decided_in_the_future"),
        (applying.tell_work, {"components": [99]}, "no_part_of_the_map"),
        (applying.tell_work, {"budget_sek": 10**12}, "budget_too_large"),
        (applying.tell_invoice, {"number": "212000-0143"}, "no_registration_number"),
        (applying.tell_invoice, {"electronic_address": "x"}, "no_electronic_address"),
        (applying.tell_invoice, {"invoice_postcode": "123"}, "no_postcode"),
        (applying.name_person, {"part": "king", "standing": "elected", "name": "A"}, "no_such_part_at_home"),
        (applying.name_person, {"part": "leader", "standing": "elected", "name": " "}, "text_missing"),
        (
            applying.name_person,
            {"part": "leader", "standing": "elected", "name": "A", "email": "a"},
            "no_email_address",
        ),
    ],
)
def test_what_cannot_be_in_an_application_is_refused(begin, act, given, code):
    usual = {"body": "", "decided_on": None, "section": "", "case_number": ""} if act == applying.tell_decision else {}
    refused(code, act, begin(), actor=RESIDENT, **{**usual, **given})


def test_there_is_one_leader_and_one_copy_of_a_file(begin):
    application = begin()
    for name in ("Ann", "Bo"):
        applying.name_person(application, actor=RESIDENT, part="leader", standing="official", name=name)
    assert [each.name for each in application.people.all()] == ["Bo"]
    group = {"part": "group", "standing": "official", "name": "Bo"}
    applying.name_person(application, actor=RESIDENT, **group)
    refused("person_stands_already", applying.name_person, application, actor=RESIDENT, **group)
    decision = {"body": "KS", "decided_on": None, "section": "", "case_number": ""}
    for _time in range(2):
        applying.tell_decision(application, actor=RESIDENT, document=PDF, **decision)
    assert application.documents.count() == 1


def test_those_with_accounts_apply_for_their_organisation_and_take_in_what_a_colleague_began(
    programme, other_organisation, farid, begin, organisation, alma
):
    application = applying.begin_as(
        other_organisation, programme, actor=farid, contact_name="Farid", contact_email="farid@bortby.example"
    )
    assert list(queries.own_applications(other_organisation)) == [application]
    assert Entry.objects.filter(organisation_id=other_organisation.pk, step="programme.take_part").exists()
    other = begin("Bortbys energibolag")
    assert applying.claim(other_organisation, f"https://x.example{keys.address_of(other)}", actor=farid) == other
    refused("claimed_by_others", applying.claim, organisation, keys.address_of(other), actor=alma)
    refused("no_such_link", applying.claim, organisation, "https://x.example/programmes/own/1/", actor=alma)


def test_what_was_submitted_is_corrected_until_the_last_day_and_the_former_stays(submit, nour, programme):
    application = submit()
    with pytest.raises(NotYet):
        applying.tell_work(application, actor=RESIDENT, topic="Annat")
    assessing.read(application, actor=nour, verdict="admit", reasons="Bra.")
    applying.reopen(application, actor=RESIDENT)
    assert queries.state(application) is State.SUBMITTED
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        applying.drop_document(application, application.documents.get(), actor=RESIDENT)
        with pytest.raises(NotYet) as refusal:
            applying.submit(application, actor=RESIDENT)
    assert refusal.value.missing == ("application_document",)
    new = Clean(b"%PDF-1.4 Beslut 2", "beslut2.pdf", "application/pdf")
    decided = {"body": "Kommunstyrelsen", "decided_on": TODAY, "section": "13", "case_number": "KS 2026/7"}
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        applying.tell_decision(application, actor=RESIDENT, document=new, **decided)
        applying.tell_work(
            application, actor=RESIDENT, topic="Fritiden", components=[1], budget_sek=1, commitments="Ja."
        )
        assert Version.objects.get().topic == "Skolan"
        applying.submit(application, actor=RESIDENT)
    told = [(v.number, v.section, v.topic, [file.name for file in had]) for v, had in queries.versions(application)]
    assert told == [(2, "13", "Fritiden", ["beslut2.pdf"]), (1, "12", "Skolan", ["beslut.pdf"])]
    assert application.readings.get().version == 1
    with clock.at(AFTER), pytest.raises(NotYet) as refusal:
        applying.reopen(application, actor=RESIDENT)
    assert refusal.value.missing == ("application_in_time",)


def test_the_host_asks_for_a_correction_also_when_the_last_day_has_passed(submit, nour, mailoutbox, signed_in):
    application = submit()
    with clock.at(AFTER):
        day = clock.today() + dt.timedelta(days=3)
        refused("text_missing", assessing.ask_to_correct, application, actor=nour, to_correct=" ", late_until=day)
        page = "/staff/o/alvsala/programmes/masterclass/"
        assert "Being corrected" not in signed_in("nour").get(page).content.decode()
        assessing.ask_to_correct(application, actor=nour, to_correct="Vem leder?", late_until=day)
        assert "Being corrected" in signed_in("nour").get(page).content.decode()
        applying.tell_work(
            application, actor=RESIDENT, topic="Mira leder.", components=[1], budget_sek=1, commitments="Ja."
        )
        assert queries.versions(application)[0][0].topic == "Skolan"
        applying.submit(application, actor=RESIDENT)
        last, _files = queries.versions(application)[0]
        assert (last.topic, last.because) == ("Mira leder.", "Vem leder?")
        with pytest.raises(NotYet):
            applying.tell_work(application, actor=RESIDENT, topic="Igen")
        work_off()
    assert [m.to for m in mailoutbox if m.subject.startswith("Något att rätta")] == [["mira@bortby.example"]]
    assert any("har rättat sin ansökan" in m.body for m in mailoutbox)


def test_the_host_hears_of_those_who_leave_and_not_of_a_draft(begin, submit, mailoutbox):
    applying.withdraw(submit(), actor=RESIDENT, reasons="Ny majoritet.")
    applying.withdraw(begin("Närby kommun"), actor=RESIDENT)
    work_off()
    left = [m for m in mailoutbox if "deltar inte" in m.subject]
    assert [("Bortby kommun" in m.subject, "Ny majoritet." in m.body) for m in left] == [(True, True)]


# Those who are forgotten


@pytest.mark.parametrize(
    ("made", "days_kept"),
    [("draft", 10 + 183), ("declined", 365), ("withdrawn", 365), ("admitted", 20 + 730 + 730)],
)
def test_persons_are_forgotten_in_time_and_the_thread_stays(
    begin, complete, submit, admit, nour, client, made, days_kept
):
    if made == "draft":
        application = complete(begin())
    elif made == "admitted":
        application = admit()
    else:
        application = submit()
    if made == "declined":
        assessing.read(application, actor=nour, verdict="decline", reasons="Tunt.")
        assessing.turn_away(application, actor=nour, outcome="declined", reasons="För tunt.")
    if made == "withdrawn":
        applying.withdraw(application, actor=RESIDENT)
    morning = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
    with clock.at(morning + dt.timedelta(days=days_kept)):
        tasks.forget_persons()
        application.refresh_from_db()
        assert application.contact_name == "Mira Moln"
    address = keys.address_of(application)
    with clock.at(morning + dt.timedelta(days=days_kept + 1)):
        tasks.forget_persons()
        application.refresh_from_db()
        assert (application.contact_name, application.contact_email) == ("", "")
        assert {(p.name, p.email) for p in application.people.all()} == {("", "")}
        assert application.people.count() == 4
        assert application.documents.exists() is (made != "draft")
        assert application.topic == "Skolan"
        assert client.get(address).status_code == 404
        tasks.forget_persons()
    forgotten = Entry.objects.filter(step="programme.forget", subject_id=application.pk)
    assert forgotten.count() == 1


def test_who_has_withdrawn_asks_to_be_forgotten_and_a_member_cannot_be(admit, client, signed_in):
    application = admit()
    address = keys.address_of(application)
    page = f"/staff/o/alvsala/programmes/masterclass/applications/{application.pk}/"
    host = signed_in("nour")
    assert client.post(f"{address}forget/").status_code == 409
    asked = client.get(f"{address}withdraw/", headers={"accept-language": "sv"}).content.decode()
    assert "<h2>Lämna programmet</h2>" in asked and "Dra in" not in asked
    assert host.post(f"{page}forget/").status_code == 409
    applying.withdraw(application, actor=RESIDENT)
    assert client.post(f"{address}forget/").status_code == 303
    assert client.get(address).status_code == 404
    assert "Glömd den" in host.get(page, headers={"accept-language": "sv"}).content.decode()


# Readers from outside


@pytest.fixture
def reader(programme, nour):
    return readers.ask_reader(programme, actor=nour, name="Rune Rot", title="Forskare", email="rune@hogskolan.example")


def test_a_reader_from_outside_assesses_by_a_link_and_counts(client, reader, submit, nour, signed_in, mailoutbox):
    application = submit()
    work_off()
    key = keys.key_of_reader(reader)
    assert [m.to for m in mailoutbox if f"/programmes/assess/{key}/" in m.body] == [["rune@hogskolan.example"]]
    page = f"/programmes/assess/{key}/"
    assert "Bortby kommun" in client.get(page).content.decode()
    shown = client.get(f"{page}{application.pk}/").content.decode()
    assert "Skolan" in shown
    assert "mira@bortby.example" not in shown
    assert client.post(f"{page}{application.pk}/", {"verdict": "admit", "reasons": ""}).status_code == 422
    assert client.post(f"{page}{application.pk}/", {"verdict": "admit", "reasons": "Väl tänkt."}).status_code == 303
    assert application.readings.get().outside == reader
    host = signed_in("nour").get(f"/staff/o/alvsala/programmes/masterclass/applications/{application.pk}/rule/")
    assert "Rune Rot, Forskare" in host.content.decode()
    with closing(client.get(f"{page}{application.pk}/documents/{application.documents.get().pk}/")) as file:
        assert file["Content-Type"] == "application/pdf"


def test_a_reader_sees_no_draft_and_no_other_programme(client, reader, begin, complete, organisation, nour):
    draft = complete(begin())
    assert client.get(f"/programmes/assess/{keys.key_of_reader(reader)}/{draft.pk}/").status_code == 404
    other = calling.publish_call(calling.plan_programme(organisation, actor=nour, **call(slug="annan")), actor=nour)
    stranger = readers.ask_reader(other, actor=nour, name="Siv", email="siv@b.example")
    applying.submit(draft, actor=RESIDENT)
    with pytest.raises(WrongPerson):
        assessing.read(draft, actor=RESIDENT, outside=stranger, verdict="admit", reasons="Bra.")
    with pytest.raises(WrongPerson):
        assessing.read(draft, actor=RESIDENT, verdict="admit", reasons="Bra.")
    page = f"/programmes/assess/{keys.key_of_reader(reader)}/{draft.pk}/"
    assert client.get(page).status_code == 200
    applying.withdraw(draft, actor=RESIDENT)
    assert client.get(page).status_code == 404


def test_the_link_of_a_reader_is_changed_and_closed_and_the_name_goes(client, reader, submit, signed_in):
    application = submit()
    assessing.read(application, actor=RESIDENT, outside=reader, verdict="unsure", reasons="Vem leder?")
    first = f"/programmes/assess/{keys.key_of_reader(reader)}/"
    page = "/staff/o/alvsala/programmes/masterclass/readers/"
    host = signed_in("nour")
    refused_twice = host.post(page, {"name": "Rune", "email": "RUNE@hogskolan.example", "language": "sv"})
    assert refused_twice.status_code == 422
    assert host.post(f"{page}{reader.pk}/link/").status_code == 303
    assert client.get(first).status_code == 404
    reader.refresh_from_db()
    second = f"/programmes/assess/{keys.key_of_reader(reader)}/"
    assert client.get(second).status_code == 200
    assert host.post(f"{page}{reader.pk}/let-go/").status_code == 303
    assert client.get(second).status_code == 404
    reader.refresh_from_db()
    assert (reader.name, reader.email) == ("", "")
    assert application.readings.get().reasons == "Vem leder?"


def test_readers_are_forgotten_a_year_after_the_programme(reader, programme):
    ends = dt.datetime.combine(programme.ends_on, dt.time(9), dt.UTC)
    with clock.at(ends + dt.timedelta(days=365)):
        tasks.forget_persons()
        reader.refresh_from_db()
        assert reader.name == "Rune Rot"
    with clock.at(ends + dt.timedelta(days=366)):
        tasks.forget_persons()
        reader.refresh_from_db()
        assert reader.name == ""


def test_who_has_lost_the_link_gets_it_again_and_nobody_learns_who_applies(client, submit, begin, mailoutbox):
    application = submit()
    applying.withdraw(begin("Närby kommun", contact_email="sten@narby.example"), actor=RESIDENT)
    work_off()
    mailoutbox.clear()
    said = set()
    for email in ("MIRA@bortby.example", "sten@narby.example", "ingen@x.example"):
        answer = client.post("/programmes/link-again/", {"contact_email": email}, headers={"accept-language": "sv"})
        said.add(answer.content.decode().partition("<main")[2].partition("</main")[0])
    assert len(said) == 1
    assert client.post("/programmes/link-again/", {"contact_email": "x"}).status_code == 422
    work_off()
    assert [(m.to, keys.address_of(application) in m.body) for m in mailoutbox] == [(["mira@bortby.example"], True)]
    closed = client.get("/programmes/own/1-1.x/").content.decode()
    assert "/programmes/link-again/" in closed
