"""From draft to public: who may what when, and that what is published stays as it is."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.worker import work_off
from gehor.network.library import queries, tasks
from gehor.network.library.actions import reviewing, writing
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Done, Draft, Keeper, Version
from gehor.network.library.rules import State

CHANGED = {"facets": {}, "related": (), "told": {}, "licence": "CC0-1.0"}


def state(article):
    return queries.standing(article).state


def test_an_article_goes_from_draft_to_public_and_its_author_hears(write, alma, nour, organisation, mailoutbox):
    draft = write(content={"end_year": 2025, "end_month": 5, "start_year": 2024, "start_month": 11})
    assert (state(draft), draft.slug) == (State.DRAFT, "trygga-skolvagar-i-akerby")
    writing.submit_article(draft, actor=alma)
    assert state(draft) is State.SUBMITTED
    reviewing.publish(draft, actor=nour)
    standing = queries.standing(draft)
    assert (standing.state, standing.public.number, standing.draft) == (State.PUBLISHED, 1, None)
    assert standing.public.content["end_year"] == 2025
    steps = Entry.objects.filter(organisation_id=organisation.pk, step__startswith="library.").order_by("pk")
    assert list(steps.values_list("step", flat=True)) == ["library.write", "library.submit", "library.publish"]
    work_off()
    told = {message.to[0]: message for message in mailoutbox}
    assert set(told) == {"nour@alvsala.example", "alma@alvsala.example"}
    assert "/library/article/trygga-skolvagar-i-akerby/" in told["alma@alvsala.example"].body
    assert "/library/review/" in told["nour@alvsala.example"].body


def test_nobody_is_told_twice(public, mailoutbox):
    work_off()
    version = Version.objects.get(article=public)
    tasks.tell_of_publishing.call([version.pk])
    tasks.tell_editors.call([version.pk])
    work_off()
    assert len(mailoutbox) == 2


def test_what_is_sent_back_comes_with_its_reason_and_can_be_mended(submitted, alma, nour, mailoutbox):
    with pytest.raises(WrongInput) as refusal:
        reviewing.send_back(submitted, actor=nour, reason=" ")
    assert refusal.value.code == "text_missing"
    reviewing.send_back(submitted, actor=nour, reason="Skriv vad som inte gick bra.")
    standing = queries.standing(submitted)
    assert (standing.state, standing.last_word.reason) == (State.SENT_BACK, "Skriv vad som inte gick bra.")
    content = {**Draft.objects.get(article=submitted).content, "aim": {"sv": "Vi ville veta."}}
    writing.change_article(submitted, actor=alma, content=content, **CHANGED)
    writing.submit_article(submitted, actor=alma)
    reviewing.publish(submitted, actor=nour)
    assert queries.standing(submitted).public.number == 2
    work_off()
    said = [message.body for message in mailoutbox if message.to == ["alma@alvsala.example"]]
    assert any("Skriv vad som inte gick bra." in body for body in said)


def test_a_published_version_cannot_be_altered_by_anybody(public, alma):
    with pytest.raises(NotYet):
        writing.change_article(public, actor=alma, content={}, **CHANGED)
    for rows in (Version.objects.filter(article=public), Done.objects.filter(version__article=public)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(id=F("id"))
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete("default")


def test_a_change_is_a_new_version_and_the_old_one_stays_public_until_then(public, alma, nour):
    writing.begin_version(public, actor=alma)
    content = {**Draft.objects.get(article=public).content, "title": {"sv": "Trygga skolvägar, två år senare"}}
    writing.change_article(public, actor=alma, content=content, **CHANGED)
    writing.submit_article(public, actor=alma)
    standing = queries.standing(public)
    assert (standing.state, standing.public.number) == (State.SUBMITTED, 1)
    reviewing.publish(public, actor=nour)
    assert queries.standing(public).public.content["title"] == {"sv": "Trygga skolvägar, två år senare"}
    assert Article.objects.get(pk=public.pk).slug == "trygga-skolvagar-i-akerby", "the address stays"


def test_an_author_takes_back_what_nobody_has_ruled_on(submitted, alma, nour):
    with pytest.raises(NotYet):
        writing.change_article(submitted, actor=alma, content={}, **CHANGED)
    writing.take_back(submitted, actor=alma)
    assert state(submitted) is State.DRAFT
    with pytest.raises(NotYet):
        reviewing.publish(submitted, actor=nour)
    with pytest.raises(NotYet):
        writing.take_back(submitted, actor=alma)


def test_author_and_keeper_withdraw_with_a_reason(publish, alma, nour):
    first, second = publish(), publish(title="En annan dialog")
    writing.withdraw(first, actor=alma, reason="Vi har mätt fel.")
    reviewing.take_down(second, actor=nour, reason="Nämner en privatperson.")
    for article in (first, second):
        standing = queries.standing(article)
        assert (standing.state, standing.public) == (State.WITHDRAWN, None)
        with pytest.raises(NotYet):
            writing.withdraw(article, actor=alma, reason="En gång till.")
    writing.begin_version(first, actor=alma)
    writing.submit_article(first, actor=alma)
    reviewing.publish(first, actor=nour)
    assert state(first) is State.PUBLISHED


def test_a_draft_that_lacks_something_is_not_submitted(write, alma):
    article = write(content={"short_description": {}})
    with pytest.raises(NotYet) as refusal:
        writing.submit_article(article, actor=alma)
    assert refusal.value.missing == ("article_complete",)


def test_nothing_is_submitted_where_nobody_keeps_the_library(draft, alma, nour):
    Keeper.objects.all().delete()
    with pytest.raises(NotYet) as refusal:
        writing.submit_article(draft, actor=alma)
    assert refusal.value.missing == ("library_kept",)
    with pytest.raises(WrongMoment) as refusal:
        reviewing.publish(draft, actor=nour)
    assert refusal.value.code == "library_not_kept"


def test_the_only_organisation_keeps_the_library_until_the_operator_says_otherwise(organisation):
    assert queries.keeper() == organisation


def test_only_colleagues_write_and_only_who_keeps_the_library_publishes(submitted, publish, alma, actors):
    published = publish(title="En annan dialog")
    farid, odd, nour = actors["farid"], actors["odd"], actors["nour"]
    for act in (reviewing.publish, lambda article, actor: reviewing.send_back(article, actor=actor, reason="Nej.")):
        for actor in (alma, farid, odd):
            with pytest.raises(WrongPerson):
                act(submitted, actor=actor)
    for actor in (farid, odd):
        with pytest.raises(WrongPerson):
            writing.take_back(submitted, actor=actor)
        with pytest.raises(WrongPerson):
            writing.begin_version(published, actor=actor)
        with pytest.raises(WrongPerson):
            writing.withdraw(published, actor=actor, reason="Nej.")
    with pytest.raises(WrongPerson):
        reviewing.take_down(published, actor=farid, reason="Nej.")
    reviewing.take_down(published, actor=nour, reason="Ja.")


def test_a_draft_is_thrown_away_and_what_was_submitted_stays(draft, public, alma, write):
    other = write(title="En annan dialog")
    writing.drop_article(other, actor=alma)
    assert not Article.objects.filter(pk=other.pk).exists()
    writing.begin_version(public, actor=alma)
    writing.drop_article(public, actor=alma)
    assert state(public) is State.PUBLISHED


def test_two_articles_with_one_heading_have_two_addresses(draft, write):
    assert write().slug == "trygga-skolvagar-i-akerby-2"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"content": {"title": {}}}, "text_missing", "title"),
        ({"content": {"title": {"en": "Safe"}}}, "source_first", "title"),
        ({"content": {"results": {"sv": "x" * 10_001}}}, "text_too_long", "results"),
        ({"content": {"results": "inte per språk"}}, "not_words", "results"),
        ({"content": {"start_month": 5}}, "month_without_year", "start_year"),
        ({"content": {"start_year": 2024, "start_month": 13}}, "no_month", "start_month"),
        ({"content": {"start_year": "tjugo", "start_month": 1}}, "no_year", "start_year"),
        (
            {"content": {"start_year": 2024, "start_month": 5, "end_year": 2024, "end_month": 4}},
            "article_ends_before_it_begins",
            "end_year",
        ),
        ({"content": {"start_year": 2024, "end_year": 2023}}, "article_ends_before_it_begins", "end_year"),
        ({"content": {"contact_email": "alma"}}, "no_email_address", "contact_email"),
        ({"content": {"external_links": "javascript:alert(1)"}}, "no_web_address", "external_links"),
        ({"content": {"external_links": ["https://x.example/" + "a" * 500]}}, "no_web_address", "external_links"),
        (
            {"content": {"external_links": [f"https://x.example/{n}" for n in range(21)]}},
            "too_many_links",
            "external_links",
        ),
        ({"facets": {"purpose": ["world_peace"]}}, "no_such_option", "purpose"),
        ({"told": {"people": -1}}, "not_a_figure", "figure_people"),
        ({"told": {"people": 1.5}}, "not_a_figure", "figure_people"),
        ({"told": {"sek": float("inf")}}, "not_a_figure", "figure_sek"),
        ({"told": {"sek": float("nan")}}, "not_a_figure", "figure_sek"),
        ({"related": ["finns-inte"]}, "no_such_article", "related"),
        ({"related": ["ftp://x.example/"]}, "no_web_address", "related"),
        ({"related": [f"https://x.example/{n}" for n in range(61)]}, "too_many_links", "related"),
        ({"licence": "mine"}, "no_such_licence", "licence"),
        ({"source_language": "xx"}, "no_such_language", "source_language"),
    ],
)  # fmt: skip
def test_what_an_article_cannot_hold_is_refused_at_its_field(write, given, code, field):
    with pytest.raises(WrongInput) as refusal:
        write(**given)
    assert (refusal.value.code, refusal.value.params["field"]) == (code, field)
    assert not Article.objects.exists()


def test_an_example_links_to_methods_and_not_to_examples(write, publish):
    method = publish(Kind.METHOD, title="Gåtur", content={"description": {"sv": "Man går."}})
    example = write(title="En gåtur", related=[f"/library/article/{method.slug}/", "https://other.example/a/"])
    assert Draft.objects.get(article=example).related == [method.slug, "https://other.example/a/"]
    with pytest.raises(WrongInput) as refusal:
        write(title="En till", related=[example.slug])
    assert refusal.value.code == "does_not_link_to_it"


def test_an_expert_is_called_by_name_and_place_of_work(write, alma):
    with pytest.raises(WrongInput) as refusal:
        write(Kind.EXPERT)
    assert refusal.value.params["field"] == "institution"
    with pytest.raises(NotYet):
        writing.submit_article(write(Kind.EXPERT, content={"first_name": "Mira"}), actor=alma)
    expert = write(Kind.EXPERT, content={"first_name": "Mira", "last_name": "Moln", "institution": "Universitetet"})
    assert queries.standing(expert).heading == {"sv": "Mira Moln, Universitetet"}


def test_an_event_says_when_by_the_clock_in_sweden(write):
    moments = {"start_date": "2026-05-03T09:00", "end_date": "2026-05-03 12:00"}
    event = write(Kind.EVENT, content=moments)
    assert Draft.objects.get(article=event).content["end_date"] == "2026-05-03T12:00"
    for wrong in ({"end_date": "2026-05-03T08:00"}, {"start_date": "i morgon"}, {"start_date": "2026-05-03T09:00Z"}):
        with pytest.raises(WrongInput):
            write(Kind.EVENT, content={**moments, **wrong})
