"""A reader's lists lie in the reader's browser alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.ground import cookies
from gehor.network.library import lists as rules
from gehor.network.library.lists import List
from gehor.process.errors import WrongInput

HOME = "/library/lists/"
ENGLISH = {"accept-language": "en"}
NAMES = st.text(min_size=1, max_size=rules.NAME_LONGEST).filter(lambda name: " ".join(name.split()) == name)
KEPT = st.lists(st.tuples(NAMES, st.lists(st.integers(1, 10**6), min_size=1, max_size=8)), max_size=6)


def made(rows) -> rules.Lists:
    found: rules.Lists = ()
    for name, articles in rows:
        found = rules.keep(found, name, articles)
    return found


@given(KEPT)
def test_what_is_written_is_read_and_nothing_stands_twice(rows):
    try:
        found = made(rows)
    except WrongInput:  # a name of signs that are tidied away
        return
    assert rules.read(rules.written(found)) == found
    assert len({each.name for each in found}) == len(found)
    assert all(len(set(each.articles)) == len(each.articles) > 0 for each in found)


@pytest.mark.parametrize("text", ["", "null", "{", '[["a"]]', "[1]", '{"a": 1}', '[["a", ["x"]]]', '[["a", 7]]'])
def test_what_we_have_not_written_is_no_list(text):
    assert rules.read(text) == ()


def test_a_list_that_is_emptied_goes():
    two = rules.keep(rules.keep((), "Skola", [1, 2]), "Torg", [2])
    assert rules.let_go(two, "Skola", 1) == (List("Skola", (2,)), List("Torg", (2,)))
    assert rules.let_go(two, "Torg", 2) == rules.drop(two, "Torg") == (List("Skola", (1, 2)),)
    assert rules.let_go(two, "Ingen", 2) == two


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "list_without_name"), ("x" * 61, "list_name_too_long"), ("ny", "lists_are_full")]
)
def test_a_list_has_a_name_and_there_is_an_end_to_it(name, code):
    full = rules.keep((), "Allt", range(10**6, 10**6 + 370))
    with pytest.raises(WrongInput) as refusal:
        rules.keep(full, name, range(30))
    assert refusal.value.code == code


# In the browser


def keep(client, slug, **form):
    return client.post(f"{HOME}?add={slug}", form, headers=ENGLISH)


def test_an_article_is_kept_found_again_and_removed_without_an_account(public, client):
    page = client.get(f"/library/article/{public.slug}/").content.decode()
    assert f"{HOME}?add={public.slug}" in page
    assert keep(client, public.slug, name="Skolvägar").status_code == 303
    lain = client.cookies[cookies.LISTS]
    assert (lain["path"], lain["httponly"], lain["samesite"]) == (HOME, True, "Lax")
    page = client.get(HOME, headers=ENGLISH)
    assert [(name, [each.slug for each in found]) for name, found, _at in page.context["lists"]] == [
        ("Skolvägar", [public.slug])
    ]
    assert page["Cache-Control"] == "no-store"
    change = {"name": "Skolvägar", "article": public.pk}
    assert client.post(f"{HOME}change/", change).status_code == 303
    assert client.get(HOME).context["lists"] == [] and not client.cookies[cookies.LISTS].value


def test_a_second_article_goes_into_the_list_that_is_chosen(publish, client):
    one, two = publish(title="Skolvägar"), publish(title="Torget")
    keep(client, one.slug, name="Att läsa")
    page = client.get(f"{HOME}?add={two.slug}", headers=ENGLISH).content.decode()
    assert 'type="radio"' in page and "A new list" in page
    keep(client, two.slug, to="Att läsa", name="")
    keep(client, two.slug, to="", name="Annat")
    found = [(name, [each.pk for each in rows]) for name, rows, _at in client.get(HOME).context["lists"]]
    assert found == [("Att läsa", [one.pk, two.pk]), ("Annat", [two.pk])]


def test_a_list_is_shared_by_its_address_and_kept_by_whoever_opens_it(publish, client, client_elsewhere):
    one, two = publish(title="Skolvägar"), publish(title="Torget")
    for each in (one, two):
        keep(client, each.slug, name="Barn & trafik", to="")
    ((_name, _rows, address),) = client.get(HOME).context["lists"]
    page = client_elsewhere.get(address.removeprefix("http://testserver"), headers=ENGLISH)
    assert page.status_code == 200 and "Barn &amp; trafik" in page.content.decode()
    assert [card["entry"].slug for card in page.context["cards"]] == [one.slug, two.slug]
    kept_at = page.context["keep_at"]
    form = client_elsewhere.get(kept_at, headers=ENGLISH)
    assert form.context["form"].initial["name"] == "Barn & trafik" and len(form.context["wanted"]) == 2
    client_elsewhere.post(kept_at, {"name": "Barn & trafik"})
    assert [name for name, _rows, _at in client_elsewhere.get(HOME).context["lists"]] == ["Barn & trafik"]


def test_what_is_wrong_with_a_list_is_said_and_nothing_is_changed(public, client):
    keep(client, public.slug, name="Skolvägar")
    page = keep(client, public.slug, to="", name=" ")
    assert page.status_code == 422 and "Write what the list is to be called." in page.content.decode()
    assert keep(client, public.slug, to="Ingen lista", name="").status_code == 422
    assert len(client.get(HOME).context["lists"]) == 1
    client.cookies[cookies.LISTS] = "forged:value"
    assert client.get(HOME).context["lists"] == []
    empty = client.get("/library/list/?a=finns-inte&name=<script>", headers=ENGLISH).content.decode()
    assert "There is nothing in the list" in empty and "<script>" not in empty.split("<main")[1]
    gone = client.post(f"{HOME}?add=finns-inte", {"name": "x"}, headers=ENGLISH)
    assert gone.status_code == 404 and "not in the library any more" in gone.content.decode()
    assert client.get(f"{HOME}?add=finns-inte").status_code == 200
    assert client.post(f"{HOME}change/", {"name": "Ingen", "article": "x"}).status_code == 303


def test_a_number_that_is_none_takes_nothing_away(public, client):
    keep(client, public.slug, name="Skolvägar")
    client.post(f"{HOME}change/", {"name": "Skolvägar", "article": "x"})
    assert [name for name, _rows, _at in client.get(HOME).context["lists"]] == ["Skolvägar"]
    client.post(f"{HOME}change/", {"name": "Skolvägar"})
    assert client.get(HOME).context["lists"] == []


def test_lists_ask_the_database_little(public, client, django_assert_max_num_queries):
    keep(client, public.slug, name="Skolvägar")
    with django_assert_max_num_queries(8):
        client.get(HOME)
    with django_assert_max_num_queries(8):
        client.get(f"/library/list/?name=x&a={public.slug}")


@pytest.fixture
def client_elsewhere():
    from django.test import Client

    return Client()
