"""On the day and afterwards: who came, what is taken home, how it was, the report, and what the trial gave."""

import datetime as dt
import io
import json

import pytest
from docx import Document as read_docx

from gehor.calc.seating import NewPairs
from gehor.ground import clock, documents, worker
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.network import actions as networks
from gehor.network import keys as contacts
from gehor.network import queries as network_queries
from gehor.network.gatherings import actions, queries, report, rules, tasks, trial
from gehor.network.gatherings.models import Message, Response, TakenHome, Ticket
from gehor.network.models import Partner

DUE = dt.date(2026, 9, 1)
GOOD = {"useful": 5, "usable_at_home": 4, "time_to_talk": 4, "met_new": 5, "come_again": 5}


@pytest.fixture
def held(gathering, nour, mira, olle, invite, on_the_day):
    """Mira and Olle have come; it is the day of the meeting."""
    guests = invite(gathering)
    for guest in guests.values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    actions.set_hosts(gathering, actor=nour, hosts={1: guests["mira"], 2: None})
    actions.make_tables(gathering, actor=nour)
    with on_the_day(gathering):
        for guest in guests.values():
            actions.check_in(guest, actor=nour)
        yield guests


def test_only_those_who_are_here_are_seated_once_somebody_is(gathering, nour, mira, olle, invite, on_the_day):
    guests = invite(gathering)
    for guest in guests.values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    with on_the_day(gathering):
        actions.check_in(guests["mira"], actor=nour)
        assert [guest.contact for guest in actions.make_tables(gathering, actor=nour)] == [mira]


def test_whoever_comes_at_the_last_moment_is_welcome_also_after_a_no(gathering, nour, bortby, mira, invite, on_the_day):
    guest = invite(gathering)["mira"]
    actions.answer(guest, actor=RESIDENT, answer="no")
    with on_the_day(gathering):
        actions.check_in(guest, actor=nour)
        new = actions.register_at_door(
            gathering, actor=nour, partner=bortby, colleague=actions.Colleague("Nils Ny", "", "official")
        )
        actions.check_in(new, actor=nour)
        with pytest.raises(WrongMoment, match="here_already"):
            actions.check_in(new, actor=nour)
    assert (queries.counted(gathering).came, queries.counted(gathering).invited) == (2, 1)
    told = json.dumps(documents.written(report.report(gathering))).replace("\\u00a0", " ")
    assert "2 people of 1 organisations came. 1 were invited" in told


def test_a_table_is_noted_by_its_host_and_by_nobody_else(gathering, held):
    place = gathering.places.get(number=1)
    place.gathering = gathering
    actions.note_table(place, actor=RESIDENT, guest=held["mira"], notes="Unga vill bli frågade.")
    with pytest.raises(WrongPerson):
        actions.note_table(place, actor=RESIDENT, guest=held["olle"], notes="Nej.")
    place.refresh_from_db()
    assert place.notes == "Unga vill bli frågade."


def test_a_colleague_puts_right_what_the_organisation_takes_home(gathering, bortby, held):
    for text in ("Bjud in unga", "Bjud in unga i maj"):
        actions.take_home(gathering, bortby, actor=RESIDENT, text=text, due_on=DUE)
    taken = TakenHome.objects.get()
    assert taken.text == "Bjud in unga i maj"
    with pytest.raises(WrongInput, match="due_before_the_gathering"):
        actions.take_home(gathering, bortby, actor=RESIDENT, text="I dag", due_on=gathering.held_on)
    actions.tell_outcome(taken, actor=RESIDENT, outcome="kept", told="")
    with pytest.raises(WrongMoment, match="told_what_came_already"):
        actions.take_home(gathering, bortby, actor=RESIDENT, text="Något annat", due_on=DUE)


def test_what_was_not_done_is_told_with_a_reason(gathering, bortby, held):
    taken = actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    with pytest.raises(WrongInput, match="text_missing"):
        actions.tell_outcome(taken, actor=RESIDENT, outcome="not_kept", told=" ")
    with pytest.raises(WrongInput, match="no_such_outcome_at_home"):
        actions.tell_outcome(taken, actor=RESIDENT, outcome="maybe", told="")


def test_nothing_is_taken_home_before_the_day(gathering, bortby):
    with pytest.raises(NotYet):
        actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)


def test_what_was_taken_home_stands_in_the_next_invitation_until_it_is_told(
    plan, nour, gathering, bortby, mira, held, invite, mail_server
):
    taken = actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    invite(plan(held_on=dt.date(2026, 10, 20)))
    worker.work_off()
    letters = [each.get_content() for each in mail_server.to("mira@bortby.example")]
    assert "Bjud in unga" in letters[-1] and f"{contacts.address_of(mira)}home/{taken.pk}/" in letters[-1]
    assert "Bjud in unga" not in mail_server.to("olle@slatten.example")[-1].get_content()
    actions.tell_outcome(taken, actor=RESIDENT, outcome="kept", told="")
    invite(plan(held_on=dt.date(2026, 11, 20)))
    worker.work_off()
    assert "Bjud in unga" not in mail_server.to("mira@bortby.example")[-1].get_content()


def test_before_the_next_meeting_each_is_asked_what_came_of_it(plan, gathering, bortby, held, invite):
    from gehor.network.gatherings import tasks

    actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    invite(plan(held_on=dt.date(2026, 10, 20)))
    for day in (dt.date(2026, 10, 5), dt.date(2026, 10, 6), dt.date(2026, 10, 7)):
        with clock.at(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)):
            tasks.remind()
    told = Message.objects.filter(about="promised").values_list("guest__contact__name", flat=True)
    assert list(told) == ["Mira Moln"]


def test_the_person_sees_meetings_and_what_was_taken_home_on_their_own_page(client, gathering, bortby, mira, held):
    actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    page = client.get(f"/n/about-me/{contacts.key_of(mira)}/").content.decode()
    assert "Fokusgrupper" in page or "Focus groups" in page
    assert "Bjud in unga" in page


def test_a_merged_organisation_is_still_asked_what_it_took_home(gathering, nour, bortby, region, mira, held):
    actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    networks.merge_partners(bortby, region, actor=nour)
    assert [each.text for each in queries.unanswered(Partner.objects.get(pk=region.pk))] == ["Bjud in unga"]


def test_merged_in_the_middle_two_organisations_are_one_in_every_figure(
    gathering, network, nour, bortby, region, mira, olle, held, person
):
    """Mira was reached at both, so that her row at Bortby stays there."""
    person(region, "Mira Moln", email=mira.email)
    actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    networks.merge_partners(bortby, region, actor=nour)
    region, gathering = Partner.objects.get(pk=region.pk), queries.gathering_of(network.host, network.slug, 1)
    actions.take_home(gathering, region, actor=RESIDENT, text="Bjud in unga i maj", due_on=DUE)
    assert [(each.partner, each.text) for each in TakenHome.objects.all()] == [(bortby, "Bjud in unga i maj")]
    found = trial.figures(network)
    assert (found.been, found.left) == ([rules.Been(0, region.pk, "region", True, 2)], 0)
    assert (found.came_at_all.some, found.came_at_all.of) == (1, 1)
    text = json.dumps(documents.written(report.report(gathering)), ensure_ascii=False)
    assert "2 people of 1 organisations came" in text.replace("\xa0", " ")
    assert "Region Slätten (then Bortby kommun)" in text
    actions.make_tables(gathering, actor=nour)
    assert queries.gathering_of(network.host, network.slug, 1).seating["colleagues"] == 0
    assert [each.contact.partner.now for each in queries.guests(gathering)] == [region, region]


def test_who_came_says_once_how_it_was_and_nothing_leads_back(gathering, nour, held):
    actions.ask_how_it_was(gathering, actor=nour, until=gathering.held_on + dt.timedelta(days=7))
    assert Message.objects.filter(about="asked").count() == Ticket.objects.count() == 2
    actions.tell_how_it_was(held["mira"], actor=RESIDENT, ratings=GOOD, remark="Mer kaffe.")
    with pytest.raises(WrongMoment, match="told_how_it_was_already"):
        actions.tell_how_it_was(held["mira"], actor=RESIDENT, ratings=GOOD)
    for wrong in ({"useful": 6}, {"happy": 5}, {}):
        with pytest.raises(WrongInput):
            actions.tell_how_it_was(held["olle"], actor=RESIDENT, ratings=wrong)
    entry = Entry.objects.filter(step="gatherings.tell_how_it_was").get()
    assert (entry.actor, entry.subject_id, entry.codes) == ("resident", gathering.pk, {})
    assert report.rated(gathering).shares == dict.fromkeys(GOOD)


def test_whoever_is_noted_as_here_later_is_asked_too_and_nobody_twice(gathering, nour, bortby, held):
    until = gathering.held_on + dt.timedelta(days=7)
    assert actions.ask_how_it_was(gathering, actor=nour, until=until) == 2
    actions.tell_how_it_was(held["mira"], actor=RESIDENT, ratings=GOOD)
    nils = actions.Colleague("Nils Ny", "nils@bortby.example", "official")
    late = actions.register_at_door(gathering, actor=nour, partner=bortby, colleague=nils)
    actions.check_in(late, actor=nour)
    assert [actions.ask_how_it_was(gathering, actor=nour, until=until) for _ in range(2)] == [1, 0]
    assert (Ticket.objects.count(), report.rated(gathering).tickets) == (2, 3)
    actions.tell_how_it_was(late, actor=RESIDENT, ratings=GOOD)
    with pytest.raises(WrongMoment, match="told_how_it_was_already"):
        actions.tell_how_it_was(held["mira"], actor=RESIDENT, ratings=GOOD)


def test_how_it_was_is_shown_from_five_answers_on(gathering):
    gathering.tickets = 6
    for _ in range(5):
        Response.objects.create(gathering=gathering, kind="municipality", ratings=GOOD)
    found = report.rated(gathering)
    assert (found.n, found.shares["useful"].agree, found.shares["useful"].of) == (5, 5, 5)


def test_nobody_says_how_it_was_after_the_last_day(gathering, nour, held):
    actions.ask_how_it_was(gathering, actor=nour, until=gathering.held_on + dt.timedelta(days=7))
    with clock.at(dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)), pytest.raises(NotYet):
        actions.tell_how_it_was(held["mira"], actor=RESIDENT, ratings=GOOD)


def test_the_report_is_made_of_all_of_it_and_public_when_one_wishes(client, signed_in, gathering, nour, bortby, held):
    actions.take_home(gathering, bortby, actor=RESIDENT, text="Bjud in unga", due_on=DUE)
    actions.ask_question(gathering, actor=RESIDENT, guest=held["olle"], text="Hur når man unga?")
    mine = f"{contacts.address_of(held['mira'].contact)}meetings/{gathering.pk}/"
    written = {"text": "Ask them where they are", "due_on": DUE.isoformat()}
    assert client.post(f"{mine}home/", written, headers={"accept-language": "en"}).status_code == 303
    place = gathering.places.get(number=1)
    place.gathering = gathering
    actions.note_table(place, actor=nour, notes="Fråga där de är.")
    with pytest.raises(NotYet) as refusal:
        actions.publish_report(gathering, actor=nour, is_public=True)
    assert refusal.value.missing == ("gathering_summed_up",)
    actions.sum_up(gathering, actor=nour, gave={"sv": "Vi lärde oss lyssna."}, cost_sek=40_000, hours=60)
    assert client.get("/n/dialog-i-skane/meetings/1/report/").status_code == 404
    actions.publish_report(gathering, actor=nour, is_public=True)
    page = client.get("/n/dialog-i-skane/meetings/1/report/", headers={"accept-language": "sv"}).content.decode()
    assert '<span lang="en" dir="ltr">Ask them where they are</span>' in page
    for words in ("Vi lärde oss lyssna.", "Hur når man unga?", "Fråga där de är.", "20\xa0000 kronor"):
        assert words in page, words
    assert "Mira" not in page
    page = client.get("/n/dialog-i-skane/meetings/1/report/", headers={"accept-language": "en"}).content.decode()
    assert "<span>Ask them where they are</span>" in page
    for words in ("Vi lärde oss lyssna.", "Hur når man unga?", "Fråga där de är."):
        assert f'<span lang="sv" dir="ltr">{words}</span>' in page, words
    own = client.get(mine).content.decode()
    assert '<span lang="sv" dir="ltr">Hur når man unga?</span>' in own and "/n/dialog-i-skane/meetings/1/report/" in own
    docx = client.get("/n/dialog-i-skane/meetings/1/report.docx")
    words = "\n".join(paragraph.text for paragraph in read_docx(io.BytesIO(docx.content)).paragraphs)
    assert "Vi lärde oss lyssna." in words
    assert client.get("/n/dialog-i-skane/meetings/1/report.pdf").content.startswith(b"%PDF")
    assert client.get("/n/dialog-i-skane/meetings/1/report.exe").status_code == 404


def test_whoever_never_answers_two_invitations_is_seen_as_such(signed_in, plan, nour, network, mira, olle, invite):
    for month in (4, 5):
        guests = invite(plan(held_on=dt.date(2026, month, 20)))
        actions.answer(guests["olle"], actor=RESIDENT, answer="no")
    host = signed_in("nour")
    for address in ("networks/dialog-i-skane/", "partners/"):
        assert "Never answered" not in host.get(f"/staff/o/alvsala/{address}").content.decode()
    with clock.at(dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)):
        assert queries.silent_partners(network.host) == {mira.partner_id: 2}
        for address in ("networks/dialog-i-skane/", "partners/"):
            page = signed_in("nour").get(f"/staff/o/alvsala/{address}").content.decode()
            assert page.count("Never answered 2 invitations") == 1


def test_whoever_had_a_table_and_stayed_away_has_met_nobody(
    signed_in, network, nour, gathering, bortby, region, person, mira, olle, invite, on_the_day
):
    person(bortby, "Sten Stig", email="sten@bortby.example")
    guests = invite(gathering)
    for guest in guests.values():
        actions.answer(guest, actor=RESIDENT, answer="yes")
    actions.set_hosts(gathering, actor=nour, hosts={1: guests["olle"], 2: None})
    actions.make_tables(gathering, actor=nour)
    beside = next(g.contact for g in queries.guests(gathering) if g.table.number == 1 and g.contact != olle)
    with on_the_day(gathering):
        for guest in guests.values():
            if guest.contact != beside:
                actions.check_in(guest, actor=nour)
        sat = queries.met(network)
        assert gathering.seating["met"] == 1 and sat.pairs == {gathering.pk: NewPairs(met=0, most=0)}
        actions.sum_up(gathering, actor=nour, gave={"sv": "Vi lärde oss lyssna."})
        told = json.dumps(documents.written(report.report(gathering)))
        assert "for the first time" not in told
        rows = queries.with_names(sat.people)
        told = {contact.name: (each.meetings, each.met, each.most) for contact, each in rows}
        other = {"Mira Moln", "Sten Stig"} - {beside.name}
        assert told == dict.fromkeys(["Olle Ek", *other], (1, 0, 0))
        page = signed_in("nour").get("/staff/o/alvsala/networks/dialog-i-skane/meetings/met/").content.decode()
        assert "On average each has met 0.0 of the 1 others." in page
        late = next(guest for guest in guests.values() if guest.contact == beside)
        actions.check_in(late, actor=nour)
        corrected = json.dumps(documents.written(report.report(gathering))).replace("\\u00a0", " ")
        assert "1 pairs sat together for the first time" in corrected, "the report follows who came after all"


# The trial


def test_lecturers_are_forgotten_two_years_after_the_meeting(gathering):
    gathering.parts.update(lecturer="Siri Almvik, Vattendals högskola")
    for days, named in ((730, True), (731, False)):
        with clock.at(dt.datetime.combine(gathering.held_on, dt.time(9), tzinfo=dt.UTC) + dt.timedelta(days=days)):
            tasks.forget_lecturers()
        assert gathering.parts.exclude(lecturer="").exists() is named
    assert Entry.objects.filter(step="network.forget_lecturers", subject_id=gathering.pk).count() == 1


def test_a_trial_is_evaluated_when_a_meeting_has_been_held(network, nour, gathering):
    with pytest.raises(NotYet) as refusal:
        actions.evaluate_trial(network, actor=nour, recommends="make_permanent", conclusion={"sv": "Bra."})
    assert refusal.value.missing == ("network_gathered",)


def test_the_evaluation_makes_the_network_evaluated_until_the_next_decision(client, network, nour, gathering, held):
    actions.sum_up(gathering, actor=nour, gave={"sv": "Bra."}, cost_sek=30_000)
    actions.note_funding(
        network, actor=nour, source="Länsstyrelsen", amount_sek=120_000, is_decided=True, until=dt.date(2027, 12, 31)
    )
    with pytest.raises(WrongInput, match="no_such_recommendation"):
        actions.evaluate_trial(network, actor=nour, recommends="try", conclusion={"sv": "Bra."})
    actions.evaluate_trial(network, actor=nour, recommends="make_permanent", conclusion={"sv": "Det bär."})
    assert network_queries.status(network) == "evaluated"
    page = client.get("/n/dialog-i-skane/trial/", headers={"accept-language": "sv"}).content.decode()
    assert "Det bär." in page
    assert "räcker i 2,0 år" in page
    assert client.get("/n/dialog-i-skane/trial.pdf").content.startswith(b"%PDF")
    networks.decide_on_network(
        network,
        actor=nour,
        outcome="prolong",
        reasons={"sv": "Ett år till."},
        decided_on=clock.today(),
        decided_by="Länsrådet",
    )
    assert network_queries.status(network) == "trial"


def test_the_figures_of_an_evaluation_stay_as_they_were(client, network, nour, gathering, held):
    actions.evaluate_trial(network, actor=nour, recommends="end", conclusion={"sv": "Nej."})
    before = client.get("/n/dialog-i-skane/trial/").content
    actions.sum_up(gathering, actor=nour, gave={"sv": "Bra."}, cost_sek=77_777)
    assert client.get("/n/dialog-i-skane/trial/").content == before


def test_the_figures_of_a_trial_are_those_of_its_meetings(network, nour, plan, gathering, held, member, invite):
    member("Tysta kommun")
    second = plan(held_on=dt.date(2026, 10, 20))
    guests = invite(second)
    actions.answer(guests["mira"], actor=RESIDENT, answer="yes")
    with clock.at(dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)):
        actions.check_in(guests["mira"], actor=nour)
        actions.sum_up(second, actor=nour, gave={"sv": "Bra."}, cost_sek=10_000)
        found = trial.figures(network)
        assert (found.returning.some, found.returning.of) == (1, 2)
        assert (found.came_at_all.some, found.came_at_all.of) == (2, 3)
        assert {kind: (part.some, part.of) for kind, part in found.attendance.items()} == {
            "municipality": (1, 2),
            "region": (1, 1),
        }
        assert [(part.some, part.of) for part in found.answering] == [(2, 2), (1, 2)]
        assert (found.cost.total, found.cost.people, found.cost.unknown) == (10_000, 1, 1)
