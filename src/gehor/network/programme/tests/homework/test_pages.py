"""The pages of the work at home: behind the link, of the host, of a tenant, and of everybody."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from docx import Document
from PIL import Image
from pypdf import PdfReader

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.network.library.models import Article, Done, File, Version
from gehor.network.programme import keys
from gehor.network.programme.homework import queries, tasks
from gehor.network.programme.homework.actions import doing, leading
from gehor.network.programme.homework.models import Education, HomeDialogue

HOST = "/staff/o/alvsala/programmes/masterclass/"
STEP = {"title_sv": "Nuläge", "starts_on": "2026-04-01", "due_on": "2026-06-01", "called": ["analyst", "manager"]}


@pytest.fixture
def host(signed_in):
    return signed_in("nour")


@pytest.fixture
def member(admit):
    return admit()


@pytest.fixture
def own(member):
    return keys.address_of(member)


def test_steps_are_planned_varied_delivered_and_answered_on_the_pages(host, client, member, own):
    assert host.post(f"{HOST}course/", {**STEP, "due_on": "2026-01-01"}).status_code == 422
    assert host.post(f"{HOST}course/", STEP).status_code == 303
    given = {"title_sv": "Beskriv", "instructions_sv": "En sida.", "due_on": "2026-05-01"}
    assert host.post(f"{HOST}course/1/", given).status_code == 303
    step = queries.step_of(member.programme, 1)
    assert "kan tas bort" in host.get(f"{HOST}course/1/change/", headers={"accept-language": "sv"}).content.decode()
    changed = f"{HOST}assignments/{queries.assignments(step).get().pk}/"
    assert host.post(changed, {**given, "due_on": "2035-05-01"}).status_code == 422
    assert host.post(changed, {**given, "title_sv": "Beskriv nuläget"}).status_code == 303
    assert host.post(f"{HOST}course/", {**STEP, "title_sv": "Fel"}).status_code == 303
    assert host.post(f"{HOST}course/2/drop/").status_code == 303
    assert client.post(f"{own}steps/1/drop/").status_code == 404
    mine = {"title": "Ungdomsråd", "starts_on": "2026-04-01", "due_on": "2026-05-01"}
    assert client.post(f"{own}steps/", mine).status_code == 303
    assert "Ta bort steget" in client.get(f"{own}steps/2/", headers={"accept-language": "sv"}).content.decode()
    assert client.post(f"{own}steps/2/drop/").status_code == 303
    page = client.get(f"{own}steps/1/", headers={"accept-language": "sv"}).content.decode()
    assert "Ingen namngiven än" in page
    pk = queries.assignments(queries.step_of(member.programme, 1)).get().pk
    assert client.post(f"{own}deliver/{pk}/", {"text": ""}).status_code == 422
    assert client.post(f"{own}deliver/{pk}/", {"text": "Vi har tre råd."}).status_code == 303
    waiting = queries.unread(member.programme)[0]
    assert "Vi har tre råd." in host.get(f"{HOST}deliveries/{waiting.pk}/").content.decode()
    answer = {"text": "Bra.", "is_enough": "on"}
    assert host.post(f"{HOST}deliveries/{waiting.pk}/", answer).status_code == 303
    assert host.post(f"{HOST}deliveries/{waiting.pk}/", answer).status_code == 422
    assert "Bra." in client.get(f"{own}steps/1/").content.decode()
    assert client.post(f"{own}steps/1/", {"done_on": "2030-01-01"}).status_code == 422
    assert client.post(f"{own}steps/1/", {"done_on": "2026-03-01"}).status_code == 303
    assert "100\xa0%" in host.get(f"{HOST}course/", headers={"accept-language": "sv"}).content.decode()


def test_pages_of_members_are_not_there_before(client, submit):
    address = keys.address_of(submit())
    for page in ("steps/", "dialogues/", "map/", "met/", "case/"):
        assert client.get(address + page).status_code == 404, page


def test_what_was_done_at_home_is_told_by_hand(client, own):
    assert client.post(f"{own}dialogues/", {"title": "Skolan", "address": "skolan"}).status_code == 422
    assert client.post(f"{own}dialogues/", {"title": "Skolan", "tied": "yes"}).status_code == 303
    home = HomeDialogue.objects.get()
    assert client.post(f"{own}dialogues/{home.pk}/", {"title": "Skolan", "tied": "no"}).status_code == 303
    home.refresh_from_db()
    assert home.tied is False
    assert client.post(f"{own}map/before/", {"part_1": "2", "evidence": "Policyn."}).status_code == 303
    assert client.post(f"{own}map/after/", {"part_1": "9"}).status_code == 422
    assert client.get(f"{own}map/later/").status_code == 404
    assert "Policyn." in client.get(f"{own}map/").content.decode()
    assert client.post(f"{own}case/", {"title": "Vår skola", "result": "Tre beslut."}).status_code == 303
    assert "Tre beslut." in client.get(f"{own}case/").content.decode()


def test_what_was_learnt_is_noted(host, client, member, own, admit):
    other = admit("Närby kommun", number="212000-1355")
    assert client.post(f"{own}met/", {"held_on": "2026-03-01", "about": "Råd"}).status_code == 422
    assert client.post(f"{own}met/", {"held_on": "2026-03-01", "about": "Råd", "other": other.pk}).status_code == 303
    given = {"title_sv": "Styrkartan", "held_on": "2026-03-01", "hours": "3", f"elected_{member.pk}": "4"}
    assert host.post(f"{HOST}learning/", {**given, "hours": ""}).status_code == 422
    assert host.post(f"{HOST}learning/", given).status_code == 303
    assert Education.objects.get().attended.get().elected == 4
    page = host.get(f"{HOST}learning/", headers={"accept-language": "sv"}).content.decode()
    assert "Bortby kommun träffade Närby kommun" in page


def test_a_tenant_links_its_dialogues_in_its_own_house(signed_in, member, decided, organisation, client):
    member.tenant = organisation
    member.save()
    page = f"/staff/o/alvsala/taking-part/{member.pk}/dialogues/"
    alma = signed_in("alma")
    assert alma.post(page, {"dialogues": [decided.pk]}).status_code == 303
    assert HomeDialogue.objects.get().dialogue == decided
    assert signed_in("farid").get(f"/staff/o/bortby/taking-part/{member.pk}/dialogues/").status_code == 404


def test_the_report_is_read_by_everybody_once_it_is_public(host, client, member, own):
    case = {"title": "Vår skola", "result": "Tre beslut."}
    client.post(f"{own}case/", case, headers={"accept-language": "sv"})
    client.post(f"{own}case/", case, headers={"accept-language": "en"})  # saved anew, and the same words
    assert client.get("/programmes/masterclass/report.pdf").status_code == 404
    assert "Tre beslut." not in client.get("/programmes/masterclass/results/").content.decode()
    words = {"method_sv": "Fyra träffar.", "lessons_sv": "Bestäm först.", "is_public": "on"}
    assert host.post(f"{HOST}report/", {"is_public": "on"}).status_code == 422
    assert host.post(f"{HOST}report/", words).status_code == 303
    shown = client.get("/programmes/masterclass/results/", headers={"accept-language": "en"}).content.decode()
    read = ['<div lang="sv" dir="ltr"><p>Fyra träffar.', ': <span lang="sv" dir="ltr">Vår skola', "<p>Bestäm först."]
    assert [words for words in read if words in shown] == read
    file = client.get("/programmes/masterclass/report.docx", headers={"accept-language": "sv"})
    text = "\n".join(each.text for each in Document(io.BytesIO(file.content)).paragraphs)
    assert "Bortby kommun: Vår skola" in text
    pages = PdfReader(io.BytesIO(host.get(f"{HOST}report/report.pdf").content)).pages
    assert "Tre beslut." in "".join(page.extract_text() for page in pages)


def test_pages_ask_little_of_the_database(
    host, client, programme, admit, member, own, nour, django_assert_max_num_queries
):
    programme.members_most = 9
    programme.save()
    for number in ("212000-1355", "232100-0016", "232100-0131"):
        admit(f"By {number}", number=number)
    host.post(f"{HOST}course/ten-steps/")
    for page in ("course/", "course/1/", "learning/", "results/", "report/"):
        with django_assert_max_num_queries(15):
            assert host.get(HOST + page).status_code == 200, page
    for page in ("steps/", "steps/1/", "dialogues/", "map/", "met/", "case/"):
        with django_assert_max_num_queries(12):
            assert client.get(own + page).status_code == 200, page
    with django_assert_max_num_queries(8):
        assert client.get("/programmes/masterclass/results/").status_code == 200


def test_the_report_leads_to_the_library_and_shows_its_picture(
    client, host, nour, member, opened, django_assert_max_num_queries
):
    now = clock.now()
    article = Article.objects.create(
        organisation=opened.organisation, kind="example", slug="skolan", dialogue=opened, created_at=now
    )
    drawn = io.BytesIO()
    Image.new("RGB", (90, 90), "teal").save(drawn, "PNG")
    picture = File.objects.create(
        article=article,
        sha256="a" * 64,
        file=ContentFile(drawn.getvalue(), "a.png"),
        name="a.png",
        content_type="image/png",
        size=1,
        width=9,
        height=9,
        added_at=now,
    )
    files = [{"sha256": picture.sha256, "description": {"sv": "Elever ritar"}}]
    version = Version.objects.create(
        article=article, number=1, content={"title": {"sv": "Skolan"}}, files=files, submitted_at=now
    )
    Done.objects.create(version=version, deed="publish", done_at=now)
    HomeDialogue.objects.create(application=member, dialogue=opened, noted_at=now)
    doing.write_case(member, actor=RESIDENT, title="Skolan", result="Två vägar.")
    words = {"foreword": {}, "method": {"sv": "Vi möttes."}, "lessons": {}}
    leading.write_report(member.programme, actor=nour, **words, is_public=True)
    with django_assert_max_num_queries(8):
        page = client.get("/programmes/masterclass/results/").content.decode()
    assert f"/library/article/{article.slug}/files/{picture.sha256}/" in page and "Elever ritar" in page
    for address in (f"{HOST}report/report.docx", "/programmes/masterclass/report.docx"):
        with django_assert_max_num_queries(15):
            file = (host if "staff" in address else client).get(address)
        word = Document(io.BytesIO(file.content))
        leads_to = [each.target_ref for each in word.part.rels.values()]
        assert any(each.endswith("/library/article/skolan/") for each in leads_to)
        assert [each._inline.docPr.get("descr") for each in word.inline_shapes] == ["Elever ritar"]
    picture.file.storage.delete(picture.file.name)
    leading.write_report(member.programme, actor=nour, **words, is_public=True)
    without = Document(io.BytesIO(client.get("/programmes/masterclass/report.docx").content))
    assert not without.inline_shapes, "the file is gone from the disk: the report is made all the same"
    picture.file.save("b.png", ContentFile(drawn.getvalue()))
    leading.write_report(member.programme, actor=nour, **words, is_public=True)
    Done.objects.create(version=version, deed="withdraw", reason="Ingen frågade barnen.", done_at=now)
    assert tasks.leave_out_pictures.func([version.pk]) == 1 and tasks.leave_out_pictures.func([version.pk]) == 0
    taken_down = Document(io.BytesIO(client.get("/programmes/masterclass/report.docx").content))
    assert not taken_down.inline_shapes and [each.text for each in taken_down.paragraphs if each.text == "Två vägar."]
    assert "/files/" not in client.get("/programmes/masterclass/results/").content.decode()
    doing.write_case(member, actor=RESIDENT, title="En annan", result="Ett annat slut.")
    HomeDialogue.objects.all().delete()
    tasks.measure()  # of a report that is public, no more
    after = client.get("/programmes/masterclass/results/", headers={"accept-language": "sv"}).content.decode()
    assert "Två vägar." in after and "Ett annat slut." not in after and "1 dialog under programmet" in after
    assert "Ett annat slut." not in "".join(each.text for each in Document(io.BytesIO(file.content)).paragraphs)


def test_what_the_dialogues_show_is_measured_once_a_day_until_the_report_is_public(
    client, member, opened, programme, django_assert_max_num_queries
):
    programme.begins_on = clock.today()
    programme.save()
    HomeDialogue.objects.create(application=member, dialogue=opened, noted_at=clock.now())
    page = "/programmes/masterclass/results/"
    assert "Dialoger hemma" not in client.get(page, headers={"accept-language": "sv"}).content.decode()
    tasks.measure()
    with django_assert_max_num_queries(8):
        assert "1 dialog under programmet" in client.get(page, headers={"accept-language": "sv"}).content.decode()
    assert queries.to_measure(clock.today()) == []
    assert queries.to_measure(clock.today() + dt.timedelta(days=1)) == [programme]


@pytest.mark.parametrize("who", ["alma", "ada"])
def test_colleagues_who_are_no_hosts_see_nothing_of_the_members(signed_in, programme, who):
    client = signed_in(who)
    for page in ("course/", "learning/", "results/", "report/", "report/report.docx", "fees/"):
        assert client.get(HOST + page).status_code == 403, page
