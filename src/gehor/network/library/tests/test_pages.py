"""The pages of those who write, of those who keep the library, and of everybody."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gehor.network.library import cards, queries
from gehor.network.library.actions import reviewing, writing
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Draft, File

from .conftest import EXAMPLE

HOME = "/library/"
MINE = "/staff/o/alvsala/library/"
SWEDISH, ENGLISH = {"accept-language": "sv"}, {"accept-language": "en"}


OTHER = {
    "question": {"sv": "Hur ska äldreomsorgen bli?"},
    "short_description": {"sv": "Samråd med finskspråkiga."},
    "results": {"sv": "Två tjänster."},
    "city": "Älvsala",
}


def picture():
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


def form_of(client, address):
    """What a browser would send back from the form as it stands, but for texts in languages."""
    form = client.get(address).context["form"]
    return {bound.html_name: bound.value() for bound in form if bound.value() and not isinstance(bound.value(), dict)}


# For those who write


def test_a_colleague_writes_submits_and_sees_where_it_stands(kept, signed_in, mailoutbox):
    alma = signed_in("alma")
    page = alma.get(f"{MINE}new/example/", headers=ENGLISH)
    assert "The question that was asked" in page.content.decode()
    answer = alma.post(
        f"{MINE}new/example/",
        {
            "title_sv": "Trygga skolvägar",
            "short_description_sv": "Vi frågade barnen.",
            "facet_special_groups": ["children", "seldom_heard"],
            "figure_people": "1 041",
            "figure_sek": "38 500,50 kr",
            "external_links": "https://a.example/\nhttps://b.example/",
            "licence": "CC-BY-4.0",
        },
    )
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{MINE}{article.pk}/")
    draft = Draft.objects.get(article=article)
    assert draft.facets == {"special_groups": ["children", "seldom_heard"]}
    assert (draft.told, draft.content["external_links"]) == (
        {"people": 1041, "sek": 38500.5},
        ["https://a.example/", "https://b.example/"],
    )
    assert form_of(alma, f"{MINE}{article.pk}/write/")["figure_sek"] == "38 500,5"
    page = alma.get(f"{MINE}{article.pk}/", headers=ENGLISH).content.decode()
    assert "Submit" in page and "Barn" not in page and "1,041" in page
    sent = {**form_of(alma, f"{MINE}{article.pk}/write/"), "title_sv": "Trygga skolvägar"}
    assert alma.post(f"{MINE}{article.pk}/submit/").status_code == 303
    for part in ("write", "files", "drop"):
        assert alma.get(f"{MINE}{article.pk}/{part}/")["Location"] == f"{MINE}{article.pk}/", part
    answer = alma.post(f"{MINE}{article.pk}/write/", sent, headers=ENGLISH)
    assert answer.status_code == 409 and "Trygga skolvägar" in answer.content.decode()
    assert "title:" not in answer.content.decode().replace('value="title:', ""), "what a form notes for itself"
    page = alma.get(f"{MINE}{article.pk}/", headers=ENGLISH).content.decode()
    assert "Submitted, being looked through" in page and "Take it back" in page and "Go on writing" not in page


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(kept, signed_in):
    alma = signed_in("alma")
    given = {"title_sv": "Trygga skolvägar", "start_month": "5", "results_sv": "Bra.", "licence": "CC-BY-4.0"}
    answer = alma.post(f"{MINE}new/example/", given, headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the year too, or leave the month out." in page and "Bra." in page and 'value="5"' in page
    assert not Article.objects.exists()


def test_methods_are_found_by_name_and_ticked_by_level(publish, draft, signed_in):
    names = {"Kafédialog": "involve", "Open Space": "influence", "Rådslag": "involve"}
    for name, level in names.items():
        facets = {"level_of_involvement": ["consult", level]}
        title = {"sv": name, "en": f"{name} (en)"}
        publish(Kind.METHOD, content={"title": title, "description": {"sv": "Man möts."}}, facets=facets)
    alma, address = signed_in("alma"), f"{MINE}{draft.pk}/write/"
    page = alma.get(address, headers=SWEDISH).content.decode()
    assert "<summary>Dialog (2)</summary>" in page and "<summary>Inflytande (1)</summary>" in page
    assert '<option value="Kafédialog">' in page and "Konsultation (" not in page
    given = {**form_of(alma, address), "title_sv": "Trygga skolvägar", "used": ["open-space"]}
    refused = alma.post(address, {**given, "method": "Kafedialogen"}, headers=SWEDISH)
    assert refused.status_code == 422 and "Inget här heter så." in refused.content.decode()
    assert alma.post(address, {**given, "method": "kafédialog (EN)"}).status_code == 303
    assert sorted(Draft.objects.get(article=draft).related) == ["kafedialog", "open-space"]
    page = alma.get(address, headers=SWEDISH).content.decode()
    assert "<summary>Inflytande" in page and page.index('value="open-space"') < page.index("<summary>Dialog (2)")


def test_two_colleagues_who_write_the_same_field_lose_nothing(draft, signed_in):
    alma, kim = signed_in("alma"), signed_in("kim")
    address = f"{MINE}{draft.pk}/write/"
    before = form_of(alma, address)
    texts = {"title_sv": "Trygga skolvägar i Åkerby", "short_description_sv": "x", "results_sv": "Kims ord"}
    assert kim.post(address, {**form_of(kim, address), **texts}).status_code == 303
    answer = alma.post(address, {**before, **texts, "results_sv": "Almas ord"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Kims ord" in page and "Almas ord" in page
    assert Draft.objects.get(article=draft).content["results"] == {"sv": "Kims ord"}


def test_a_page_of_writers_asks_at_most_fifteen_queries(publish, draft, signed_in, django_assert_max_num_queries):
    for number in range(5):
        publish(title=f"Exempel {number}")
    alma = signed_in("alma")
    for address in (MINE, f"{MINE}{draft.pk}/", f"{MINE}{draft.pk}/write/", f"{MINE}{draft.pk}/files/"):
        with django_assert_max_num_queries(15):
            assert alma.get(address).status_code == 200


def test_a_picture_is_made_anew_and_shown_with_its_description(
    draft, signed_in, alma, nour, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    browser = signed_in("alma")
    given = {"file": SimpleUploadedFile("karta.png", picture()), "description_sv": "Karta över skolvägar"}
    assert browser.post(f"{MINE}{draft.pk}/files/", given).status_code == 303
    row = File.objects.get()
    address = f"{MINE}{draft.pk}/files/{row.sha256}/"
    assert f'src="{address}"' in browser.get(f"{MINE}{draft.pk}/files/").content.decode()
    own = browser.get(address)
    assert (own["Content-Type"], len(b"".join(own.streaming_content))) == ("image/png", row.size)
    given["file"].seek(0)
    assert browser.post(f"{MINE}{draft.pk}/files/", given).status_code == 422, "the same once more"
    assert client.get(f"{HOME}article/{draft.slug}/files/{row.sha256}/").status_code == 404, "not public yet"
    writing.submit_article(draft, actor=alma)
    reviewing.publish(draft, actor=nour)
    assert "Karta över skolvägar" in client.get(f"{HOME}article/{draft.slug}/").content.decode()
    served = client.get(f"{HOME}article/{draft.slug}/files/{row.sha256}/")
    assert b"".join(served.streaming_content) and "sandbox" in served["Content-Security-Policy"]
    wrong = {"file": SimpleUploadedFile("x.png", b"<script>alert(1)</script>")}
    writing.begin_version(draft, actor=alma)
    assert browser.post(f"{MINE}{draft.pk}/files/", wrong).status_code == 422
    browser.post(f"{MINE}{draft.pk}/files/{row.sha256}/drop/")
    assert File.objects.exists(), "the public version shows it"


def test_a_file_of_a_draft_that_is_dropped_goes_from_the_disk(
    draft, signed_in, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    browser = signed_in("alma")
    browser.post(f"{MINE}{draft.pk}/files/", {"file": SimpleUploadedFile("karta.png", picture())})
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{MINE}{draft.pk}/drop/")
    assert not File.objects.exists() and not [each for each in tmp_path.rglob("*") if each.is_file()]


# For those who keep the library


def test_who_keeps_the_library_publishes_or_sends_back(submitted, signed_in, accounts):
    nour = signed_in("nour")
    queue = nour.get(f"{MINE}review/", headers=SWEDISH).content.decode()
    assert "Trygga skolvägar i Åkerby" in queue
    page = f"{MINE}review/{submitted.pk}/"
    assert "Almas" not in nour.get(page).content.decode()
    assert nour.post(page, {"reason": " "}).status_code == 422
    assert nour.post(page, {"reason": "Skriv mer om resultatet."}).status_code == 303
    assert queries.standing(submitted).last_word.reason == "Skriv mer om resultatet."
    assert nour.post(f"{page}publish/").status_code == 409, "nothing waits any more"


def test_what_a_new_version_says_otherwise_is_marked_for_author_and_reviewer(publish, alma, signed_in):
    article = publish(facets={"special_groups": ["children"]}, told={"people": 100})
    author, own = signed_in("alma"), f"{MINE}{article.pk}/"
    assert "skiljer sig" not in author.get(own, headers=SWEDISH).content.decode(), "it is the public one"
    writing.begin_version(article, actor=alma)
    assert "Inget skiljer sig än." in author.get(own, headers=SWEDISH).content.decode()
    title = {"sv": "Trygga skolvägar i Åkerby", "en": "Safe roads to school in Åkerby"}
    content = {**EXAMPLE, "title": title, "results": {"sv": "Tre korsningar **byggdes om**.\n\n- cykelbana"}}
    given = {"related": (), "told": {"people": 120}, "licence": "CC0-1.0"}
    writing.change_article(article, actor=alma, content=content, facets={"special_groups": ["youth"]}, **given)
    writing.submit_article(article, actor=alma)
    for reader, address in ((author, own), (signed_in("nour"), f"{MINE}review/{article.pk}/")):
        page = reader.get(address, headers=SWEDISH).content.decode()
        shown = re.sub(r'<span class="unseen">.*?</span>', "", page)
        marked = re.findall(r"<(del|ins)>(.*?)</\1>", shown)
        assert ("del", "Två") in marked and ("ins", "Tre") in marked
        assert 'lang="en" dir="ltr">\nSafe<del> ways</del><ins> roads</ins> to school in Åkerby' in shown
        assert ("ins", "Unga<br>") in marked and ("del", "Barn") in marked
        assert ("del", "100") in marked and ("ins", "120") in marked and ("ins", "CC0 1.0") in marked


def test_others_do_not_reach_what_waits(submitted, signed_in):
    page = f"{MINE}review/{submitted.pk}/"
    for name in ("alma", "farid", "ada"):
        browser = signed_in(name)
        assert browser.get(page).status_code == 403
        assert browser.post(f"{page}publish/").status_code == 403
    farid = signed_in("farid")
    assert farid.get(f"/staff/o/bortby/library/review/{submitted.pk}/").status_code == 404
    assert farid.get(f"/staff/o/bortby/library/{submitted.pk}/").status_code == 404


# For everybody


def test_a_draft_is_nobodys_business(draft, submitted, client):
    assert client.get(f"{HOME}article/{draft.slug}/").status_code == 404
    assert draft.slug not in client.get(HOME).content.decode()


def test_an_example_stands_as_in_the_founding_documents(publish, client, django_assert_max_num_queries):
    content = {
        "background": {"sv": "Tre barn hade blivit påkörda."},
        "aim": {"sv": "Nämnden ville veta vilka ställen som är farliga."},
        "process": {"sv": "Barnen ritade."},
        "more_information": {"sv": "Läs på https://alvsala.example/skolvagar."},
        "start_year": 2024, "start_month": 3, "end_year": 2025, "end_month": 1,
        "contact_role": {"sv": "Utvecklingsledare"}, "contact_phone": "0980-31 92 01",
    }  # fmt: skip
    example = publish(content=content, told={"people": 41, "population": 1000, "sek": 20500})
    with django_assert_max_num_queries(8):
        page = client.get(f"{HOME}article/{example.slug}/", headers=SWEDISH).content.decode()
    words = ("Plats", "Kontakt", "Bakgrund", "Syfte – därför gjorde vi det", "Process – så gjorde vi",
             "Resultat – så blev det", "Mer information", "Senast ändrad", "mars 2024 – januari 2025",
             "<strong>byggdes om</strong>", "<li>cykelbana</li>", "Utvecklingsledare", "Berättat", "4,1",
             "500")  # fmt: skip
    missing = [each for each in words if each not in page]
    assert not missing
    assert '<a href="https://alvsala.example/skolvagar">' in page
    assert "Uppmätt" not in page


def test_what_was_sent_back_counts_for_no_reader(publish, submitted, client, alma, nour):
    reviewing.send_back(submitted, actor=nour, reason="Skriv vad som inte gick bra.")
    writing.submit_article(submitted, actor=alma)
    reviewing.publish(submitted, actor=nour)
    assert "version" not in client.get(f"{HOME}article/{submitted.slug}/", headers=SWEDISH).text
    writing.begin_version(submitted, actor=alma)
    writing.submit_article(submitted, actor=alma)
    reviewing.publish(submitted, actor=nour)
    assert "version 2" in client.get(f"{HOME}article/{submitted.slug}/", headers=SWEDISH).text


def test_script_in_an_article_is_text_and_stays_text(publish, client):
    evil = "<script>alert(1)</script> [klicka](javascript:alert(1)) **<img src=x onerror=alert(1)>**"
    example = publish(title="<b>Fet</b>", content={"results": {"sv": evil}, "vendor": "<i>Gehör</i>"})
    page = client.get(f"{HOME}article/{example.slug}/").content.decode()
    for tag in ("<script>alert", "<img src=x", "<b>Fet", "<i>Gehör", 'href="javascript'):
        assert tag not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_its_page(kind, publish, client, django_assert_max_num_queries):
    content = {
        "description": {"sv": "Hur det går till."}, "answer": {"sv": "Ja."}, "question": {"sv": "Får man?"},
        "institution": "Universitetet", "last_name": "Moln", "email": "mira@x.example",
        "author": "Mira", "date": "2026-02-01",
        "text": {"sv": "Det har hänt."}, "start_date": "2026-05-03T09:00", "end_date": "2026-05-03T12:00",
        "venue": "Folkets hus", "city": "Älvsala",
    }  # fmt: skip
    article = publish(kind, content=content)
    with django_assert_max_num_queries(8):
        answer = client.get(f"{HOME}article/{article.slug}/", headers=SWEDISH)
    page = answer.content.decode()
    assert answer.status_code == 200 and "2026-02-01<" not in page and "<h2>Text" not in page
    told = {
        Kind.EVENT: '3 maj 2026 kl. 09:00</time>–<time datetime="2026-05-03T12:00">12:00</time>',
        Kind.NEWS: "1 februari 2026</time>",
        Kind.EXPERT: '<dt>Kontakt</dt><dd><a href="mailto:mira@x.example">',
    }
    assert told.get(kind, "") in page


def test_an_event_goes_into_a_calendar_by_itself_and_with_the_others(publish, client):
    from icalendar import Calendar

    moments = {"start_date": "2026-05-03T09:00", "end_date": "2026-05-03T12:00"}
    event = publish(Kind.EVENT, title="Nätverksträff; i maj", content=moments)
    for address in (f"{HOME}article/{event.slug}/event.ics", f"{HOME}events.ics"):
        calendar = Calendar.from_ical(client.get(address).content)
        (found,) = calendar.walk("VEVENT")
        assert found["summary"] == "Nätverksträff; i maj"
        assert found.decoded("dtstart").isoformat() == "2026-05-03T07:00:00+00:00", "nine o’clock in Sweden, in summer"


def test_what_is_withdrawn_says_so_and_why(public, client, alma):
    writing.withdraw(public, actor=alma, reason="Vi hade mätt fel.")
    answer = client.get(f"{HOME}article/{public.slug}/", headers=SWEDISH)
    assert answer.status_code == 410 and "Vi hade mätt fel." in answer.content.decode()
    assert public.slug not in client.get(f"{HOME}?kind=example").content.decode()


def test_the_front_page_has_the_ways_in(publish, client, django_assert_max_num_queries):
    publish(facets={"purpose": ["ideas", "gather"], "special_groups": ["children", "youth"]})
    with django_assert_max_num_queries(8):
        page = client.get(HOME, headers=ENGLISH).content.decode()
    assert "Find ideas" in page and "?special_groups=children" in page and "Safe ways to school in Åkerby" in page
    assert "Älvsala kommun keeps the library" in page


def test_facets_narrow_by_and_across_and_or_within_with_live_counts(publish, client, django_assert_max_num_queries):
    publish(title="A", facets={"purpose": ["ideas"], "ressources": ["low"]})
    publish(title="B", facets={"purpose": ["gather"], "ressources": ["low"]})
    publish(title="C", facets={"purpose": ["gather"], "ressources": ["high"]})

    def found(query):
        with django_assert_max_num_queries(8):
            answer = client.get(f"{HOME}?{query}", headers=ENGLISH)
        counts = {str(each.name): {str(option.words): option.count for option in each.options}
                  for each in answer.context["facets"]}  # fmt: skip
        return sorted(card["entry"].heading["sv"] for card in answer.context["cards"]), counts

    assert found("purpose=ideas&purpose=gather")[0] == ["A", "B", "C"]
    titles, counts = found("purpose=gather&ressources=low")
    assert titles == ["B"]
    assert counts["Purpose"] == {"Hear views and experiences": 1, "Find ideas": 1}, "what another purpose would give"
    assert counts["Cost"] == {"Low": 1, "High": 1}
    assert found("purpose=nonsense&kind=nonsense&ressources=high")[0] == ["C"]


def test_a_result_list_of_many_is_paged_within_eight_queries(publish, client, django_assert_max_num_queries):
    for number in range(23):
        publish(title=f"Exempel {number}")
    with django_assert_max_num_queries(8):
        page = client.get(f"{HOME}?kind=example", headers=ENGLISH)
    assert len(page.context["cards"]) == 20 and "Page 1 of 2" in page.content.decode()
    assert len(client.get(f"{HOME}?kind=example&page=2").context["cards"]) == 3


def test_another_municipality_finds_it_by_question_and_group(publish, client):
    publish(facets={"special_groups": ["children"]})
    publish(title="Äldreomsorg på finska", content=OTHER)
    answer = client.get(f"{HOME}?q=skolväg+tryggt&special_groups=children")
    assert [card["entry"].slug for card in answer.context["cards"]] == ["trygga-skolvagar-i-akerby"]
    answer = client.get(f"{HOME}?q=skolväg+badhus", headers=ENGLISH)
    assert not answer.context["is_whole"] and "No article has all your words" in answer.content.decode()
    assert not client.get(f"{HOME}?q=rymdraket").context["cards"]


def test_who_has_done_what_method_on_what_question(publish, client, django_assert_max_num_queries):
    method = publish(Kind.METHOD, title="Gåtur", content={"description": {"sv": "Man går."}})
    publish(related=[method.slug])
    publish(title="Äldreomsorg på finska", content=OTHER)
    with django_assert_max_num_queries(8):
        page = client.get(f"{HOME}who/?method={method.slug}")
    ((_entry, _used, author, contact, is_asked),) = page.context["rows"]
    assert (author, contact["contact_name"], is_asked) == ("Älvsala kommun", "Alma Berg", True)
    text = page.content.decode()
    assert "Hur blir vägen till skolan trygg?" in text
    where = text.partition("<tbody>")[2]
    assert where.index("Åkerby") < where.index("Älvsala kommun"), "who did it, then who tells of it"
    assert len(client.get(f"{HOME}who/").context["rows"]) == 2
    assert len(client.get(f"{HOME}who/?q=skola").context["rows"]) == 1


def test_articles_that_belong_together_lead_to_each_other(publish, client):
    method = publish(Kind.METHOD, title="Gåtur", content={"description": {"sv": "Man går."}})
    example = publish(related=[method.slug, "https://other.example/library/article/x/"])
    for one, other in ((method, example), (example, method)):
        page = client.get(f"{HOME}article/{one.slug}/")
        assert [card["entry"].slug for card in page.context["related"].cards] == [other.slug]
    assert "https://other.example/library/article/x/" in page.content.decode()


def test_a_method_shows_some_of_its_dialogues_and_leads_to_all(publish, client, monkeypatch):
    monkeypatch.setattr(cards, "SHOWN_OF_METHOD", 1)
    method = publish(Kind.METHOD, title="Gåtur", content={"description": {"sv": "Man går."}})
    for number in range(2):
        publish(title=f"Exempel {number}", related=[method.slug])
    page = client.get(f"{HOME}article/{method.slug}/", headers=ENGLISH)
    assert len(page.context["related"].cards) == 1
    assert "All 2 dialogues in which it was used" in page.content.decode()
    assert len(client.get(page.context["related"].more_at).context["rows"]) == 2


def test_the_feed_tells_of_the_newest(publish, client):
    publish(title="Rak\x07 & krokig", facets={"purpose": ["ideas"]})
    feed = client.get(f"{HOME}feed.atom", headers=SWEDISH)
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Exempel: Rak &amp; krokig" in feed.content.decode()
    assert "<entry>" not in client.get(f"{HOME}feed.atom?purpose=evaluate").content.decode()
