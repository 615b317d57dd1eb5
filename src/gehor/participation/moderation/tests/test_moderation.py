"""Anybody reports a text; staff hide it with a reason that everybody reads, and show it again."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from gehor.analysis.actions import read, set_aside, write_finding
from gehor.analysis.queries import facts
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import publish
from gehor.participation.models import Contribution, Import
from gehor.participation.moderation import queries, rules
from gehor.participation.moderation.actions import report, rule
from gehor.participation.moderation.models import Report, ReportText, Ruling
from gehor.participation.moderation.tasks import forget_texts
from gehor.planning.models import Activity

SWEDISH = {"accept-language": "sv"}


@pytest.fixture
def reported(said):
    """`reported("Nej")`: a contribution that somebody has reported."""

    def reported(text="Ett hot"):
        contribution = said(text)
        report(contribution, actor=RESIDENT, submission=uuid.uuid4(), reason="threat", text="Andra raden.")
        return contribution

    return reported


@pytest.fixture
def send(opened, client):
    """`send(contribution, reason="threat")`: what a visitor sends, with a key of its own."""

    def send(contribution, **fields):
        typed = {"submission": str(uuid.uuid4()), "reason": "threat", "text": "", "leave_empty": "", **fields}
        return client.post(f"/d/skolan/c/{contribution.reference}/report/", typed, headers=SWEDISH)

    return send


def shown(contribution):
    return Contribution.objects.get(pk=contribution.pk).published_at is not None


def rulings_of(contribution):
    return list(Ruling.objects.filter(contribution=contribution).values_list("kind", "reason"))


# Reporting


def test_anybody_reports_a_text_from_its_page_and_is_thanked(said, send, client, django_assert_max_num_queries):
    contribution = said("Ett hot")
    link = f"/d/skolan/c/{contribution.reference}/report/"
    assert link in client.get(f"/d/skolan/c/{contribution.reference}/").content.decode()
    with django_assert_max_num_queries(8):
        assert "Ett hot" in client.get(link).content.decode()
    response = send(contribution, text="Tredje raden")
    assert (response.status_code, response["Location"]) == (303, f"/d/skolan/c/{contribution.reference}/reported/")
    assert "Tack" in client.get(response["Location"], headers=SWEDISH).content.decode()
    assert list(Report.objects.values_list("contribution", "reason", "written__text")) == [
        (contribution.pk, "threat", "Tredje raden")
    ]
    assert shown(contribution)


def test_the_same_report_sent_twice_is_received_once(said, send):
    contribution, key = said("Ett hot"), str(uuid.uuid4())
    assert [send(contribution, submission=key).status_code for _ in range(2)] == [303, 303]
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": ""}, "måste"),
        ({"reason": "impolite"}, ""),
        ({"reason": "other", "text": "  "}, "Skriv vad som är fel"),
        ({"text": "x" * 1001}, ""),
        ({"leave_empty": "http://spam"}, "Tryck på skicka en gång till"),
    ],
)
def test_a_report_that_cannot_be_is_sent_back_with_what_was_typed(said, send, fields, sentence):
    response = send(said("Ett hot"), **{"text": "Andra raden", **fields})
    assert response.status_code == 422
    assert fields.get("text", "Andra raden").strip() in response.content.decode() and "spam" not in response.text
    assert not Report.objects.exists()


def test_what_is_not_shown_cannot_be_reported(said, send, client):
    contribution = said("Ett hot", published_at=None)
    assert client.get(f"/d/skolan/c/{contribution.reference}/report/").status_code == 409
    assert send(contribution).status_code == 409
    assert client.get("/d/skolan/c/NOSUCH/report/").status_code == 404
    with pytest.raises(WrongMoment, match="not_shown_now"):
        report(contribution, actor=RESIDENT, submission=uuid.uuid4(), reason="threat")


def test_a_report_of_nothing_that_can_be_meant_is_refused(said):
    for given in ({"reason": "impolite"}, {"reason": "other", "text": " "}, {"reason": "threat", "text": "x" * 1001}):
        with pytest.raises(WrongInput):
            report(said("Nej"), actor=RESIDENT, submission=uuid.uuid4(), **given)


# Ruling


def test_a_hidden_text_is_shown_nowhere_and_the_reason_stands_in_its_place(reported, alma, client):
    contribution = reported("Ett hot mot Kim")
    rule(contribution, actor=alma, kind="hide", reason="threat", note="Andra raden riktar sig mot en person.")
    for rest in ("contributions/", "contributions.json", f"c/{contribution.reference}/"):
        assert "mot Kim" not in client.get(f"/d/skolan/{rest}").content.decode()
    for address in (f"/d/skolan/c/{contribution.reference}/", f"/c/{contribution.participant.receipt}/"):
        page = client.get(address, headers=SWEDISH).content.decode()
        assert "Texten är dold, eftersom den kan vara ett hot" in page
        assert "Andra raden riktar sig mot en person." in page and "Anmäl texten" not in page
    data = client.get(f"/d/skolan/c/{contribution.reference}/thread.json").json()
    assert (data["said"], data["hidden"]["reason"]) == (None, "threat")


def test_a_hidden_contribution_still_counts_and_is_still_read(reported, opened, alma, bo, signed_in):
    contribution = reported("Ett hot")
    rule(contribution, actor=alma, kind="hide", reason="threat")
    assert "Ett hot" in signed_in("bo").get(f"/staff/d/skolan/read/{contribution.reference}/").content.decode()
    finding = write_finding(opened, actor=bo, statement={"sv": "Nej."}, explanation={})
    read(contribution, actor=bo, findings=[finding], version=0, show=True)
    assert (facts(opened).contributions, facts(opened).unread) == (1, 0)
    assert not shown(contribution)


def test_only_a_ruling_shows_it_again(reported, alma, client):
    contribution = reported("Ett skämt")
    rule(contribution, actor=alma, kind="hide", reason="threat")
    with pytest.raises(WrongMoment, match="hidden_by_ruling"):
        publish(contribution, actor=alma)
    rule(contribution, actor=alma, kind="restore", note="Det var ett citat.")
    assert "Ett skämt" in client.get(f"/d/skolan/c/{contribution.reference}/").content.decode()
    assert rulings_of(contribution) == [("hide", "threat"), ("restore", "")]


def test_what_was_set_aside_as_unlawful_while_hidden_is_not_shown_by_the_queue(reported, alma, bo):
    contribution = reported()
    rule(contribution, actor=alma, kind="hide", reason="threat")
    set_aside(contribution, actor=bo, aside="unlawful", note={"sv": "Hot."}, version=0)
    with pytest.raises(WrongMoment, match="ruled_meanwhile"):
        rule(contribution, actor=alma, kind="restore")
    assert not shown(contribution)


def test_a_report_that_is_looked_at_is_settled_and_a_new_one_is_not(reported, alma):
    contribution = reported()
    rule(contribution, actor=alma, kind="keep")
    assert shown(contribution) and not queries.open_reports(contribution)
    with pytest.raises(WrongMoment, match="ruled_meanwhile"):
        rule(contribution, actor=alma, kind="keep")
    report(contribution, actor=RESIDENT, submission=uuid.uuid4(), reason="unlawful")
    assert [each.reason for each in queries.open_reports(contribution)] == ["unlawful"]


@pytest.mark.parametrize(
    "given",
    [{"kind": "hide"}, {"kind": "hide", "reason": "impolite"}, {"kind": "keep", "note": "x" * 301}],
)
def test_a_ruling_that_cannot_be_is_refused_and_changes_nothing(reported, alma, given):
    contribution = reported()
    with pytest.raises(WrongInput):
        rule(contribution, actor=alma, **given)
    assert shown(contribution) and not Ruling.objects.exists()


@pytest.mark.parametrize("name", ["cilla", "tove", "farid"])
def test_others_neither_see_the_queue_nor_rule(reported, actors, signed_in, name):
    contribution = reported()
    client = signed_in(name)
    for rest in ("", f"{contribution.reference}/"):
        assert client.get(f"/staff/d/skolan/moderation/{rest}").status_code == 403
    with pytest.raises(WrongPerson):
        rule(contribution, actor=actors[name], kind="keep")


def test_the_journal_holds_codes_alone(reported, alma):
    contribution = reported("Ett hot mot Kim")
    rule(contribution, actor=alma, kind="hide", reason="threat", note="Kim")
    entries = Entry.objects.filter(step__startswith="moderation").order_by("pk")
    assert [each.step for each in entries] == ["moderation.report", "moderation.rule"]
    assert not any("Kim" in str(vars(each)) or "raden" in str(vars(each)) for each in entries)


@pytest.mark.parametrize("table", ["moderation_report", "moderation_ruling"])
@pytest.mark.parametrize("what", ["DELETE FROM {}", "UPDATE {} SET reason = ''"])
def test_nobody_changes_what_was_reported_or_ruled(reported, alma, table, what):
    rule(reported(), actor=alma, kind="hide", reason="threat")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what.format(table))


def test_what_a_report_says_goes_when_its_time_is_over_and_the_report_stays(reported, said, alma):
    now, days = clock.now(), dt.timedelta(days=1)
    looked_at, waits = reported("Ett"), reported("Två")
    with clock.at(now + 10 * days):
        rule(looked_at, actor=alma, kind="keep")
        report(looked_at, actor=RESIDENT, submission=uuid.uuid4(), reason="other", text="Igen.")

    def left(after):
        with clock.at(now + after * days):
            forget_texts()
        return list(ReportText.objects.order_by("pk").values_list("report__contribution", flat=True))

    assert left(10 + rules.TEXT_DAYS) == [looked_at.pk, waits.pk, looked_at.pk]
    assert left(11 + rules.TEXT_DAYS) == [waits.pk, looked_at.pk]  # the first was looked at, the others wait
    assert left(rules.UNSEEN_DAYS + 1) == [looked_at.pk]
    assert Report.objects.count() == 3 and Ruling.objects.count() == 1


def test_staff_read_what_is_left_of_a_report(reported, signed_in):
    contribution = reported()
    page = f"/staff/d/skolan/moderation/{contribution.reference}/"
    assert "Andra raden." in signed_in("alma").get(page).content.decode()
    ReportText.objects.all().delete()
    response = signed_in("alma").get(page, headers=SWEDISH)
    assert response.status_code == 200 and "Andra raden." not in response.content.decode()


# The queue


def test_what_came_in_a_file_waits_since_then_however_long_ago_it_was_said(opened, said, alma):
    imported = Import.objects.create(
        activity=Activity.objects.get(dialogue=opened),
        file_name="synpunkter.csv",
        imported_at=clock.now(),
        imported_by_id=alma.account_id,
    )
    long_ago = clock.now() - dt.timedelta(days=800)
    said("Ur en fil", published_at=None, channel="import", imported_in=imported, received_at=long_ago)
    [line] = queries.lines(list(queries.views_of(opened)["waiting"]))
    assert line.days == 0


def test_the_queue_shows_what_waits_with_its_age_and_what_can_be_done(
    said, reported, alma, signed_in, django_assert_max_num_queries
):
    waiting, hidden, other = said("Ring 070-123 45 67", published_at=None), reported("Ett"), reported("Två")
    rule(hidden, actor=alma, kind="hide", reason="threat")
    client = signed_in("bo")
    found = {}
    for view in ("", "waiting", "reported", "hidden"):
        with django_assert_max_num_queries(15):
            found[view] = client.get(f"/staff/d/skolan/moderation/?show={view}", headers=SWEDISH).content.decode()
    references = {"waiting": waiting, "reported": other, "hidden": hidden, "": other}
    for view, page in found.items():
        listed = {each.reference for each in (waiting, hidden, other) if f"moderation/{each.reference}/" in page}
        assert listed == {references[view].reference}
    assert "Kan innehålla personuppgifter" in found["waiting"] and "1 anmälan" in found["reported"]


def test_who_reads_is_told_what_was_reported_until_somebody_has_looked(reported, alma, signed_in):
    client, address = signed_in("bo"), "/staff/d/skolan/read/"
    contributions = reported("Ett"), reported("Två")
    report(contributions[0], actor=RESIDENT, submission=uuid.uuid4(), reason="unlawful")
    assert "2 bidrag har anmälts" in client.get(address, headers=SWEDISH).content.decode()
    for each in contributions:
        rule(each, actor=alma, kind="keep")
    assert "anmälts" not in client.get(address, headers=SWEDISH).content.decode()


def test_staff_hide_and_show_again_from_the_queue(reported, signed_in, django_assert_max_num_queries):
    contribution = reported("Ett hot")
    client, page = signed_in("bo"), f"/staff/d/skolan/moderation/{contribution.reference}/"
    with django_assert_max_num_queries(15):
        assert "Andra raden." in client.get(page).content.decode()
    refused = client.post(page, {"kind": "hide", "note": "En mening"})
    assert refused.status_code == 422 and "En mening" in refused.text and shown(contribution)
    assert client.post(page, {"kind": "hide", "reason": "threat"}).status_code == 303
    assert client.post(page, {"kind": "keep"}).status_code == 422  # a hidden one can be shown again, and nothing else
    assert client.post(page, {"kind": "restore"}).status_code == 303
    assert shown(contribution)


def test_what_can_be_done_follows_from_what_was_done():
    assert rules.possible("", is_reported=False) == ("hide", "apart")
    assert rules.possible("keep", is_reported=True) == ("keep", "hide", "apart")
    assert rules.possible("hide", is_reported=True) == ("restore", "apart")
    assert rules.possible("apart", is_reported=True) == ()
