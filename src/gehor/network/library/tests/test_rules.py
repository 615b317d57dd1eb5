"""What holds of every article, whatever is done with it and whatever stands in it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.ground.documents.parts import Bullets, Heading, Link, Paragraph, Strong
from gehor.network.library import facets, figures, rules
from gehor.network.library.figures import Evidence, Measured, Weighed
from gehor.network.library.kinds import DEFINITIONS, Holds, Kind
from gehor.network.library.prose import parts, plain
from gehor.network.library.rules import GONE, Deed, State
from gehor.process.errors import WrongInput
from gehor.process.indicators import Effect

RULED = st.sampled_from(
    [[], ["publish"], ["send_back"], ["take_back"], ["publish", "withdraw"], ["publish", "take_down"]]
)
VERSIONS = st.lists(RULED, max_size=5)


@given(VERSIONS, st.booleans())
def test_what_everybody_reads_was_published_last_and_not_withdrawn(versions, drafted):
    place = rules.public(versions)
    published = [at for at, deeds in enumerate(versions) if Deed.PUBLISH in deeds]
    if place is None:
        assert not published or set(versions[published[-1]]) & set(GONE)
    else:
        assert place == published[-1] and not set(versions[place]) & set(GONE)


@given(VERSIONS, st.booleans())
def test_where_an_article_stands_follows_from_the_last_that_was_done(versions, drafted):
    state = rules.state(versions, drafted=drafted)
    waits = bool(versions) and not versions[-1]
    assert (state is State.SUBMITTED) == waits
    assert waits == rules.facts(versions, drafted=drafted, lacking=[], kept=True, written_here=True).waiting
    if state is State.PUBLISHED:
        assert rules.public(versions) == len(versions) - 1


def test_every_field_has_a_rule_for_what_it_holds():
    assert set(rules._KEPT_AS) == set(Holds)


def test_an_example_has_the_fields_of_the_guide_it_succeeds():
    keys = {field.key for field in DEFINITIONS[Kind.EXAMPLE].fields}
    assert {"title", "city", "start_month", "start_year", "end_month", "end_year", "short_description", "background",
            "aim", "process", "results", "more_information", "external_links", "videos"} <= keys  # fmt: skip
    assert DEFINITIONS[Kind.EXAMPLE].links_to == (Kind.METHOD, Kind.TOOL)
    assert DEFINITIONS[Kind.METHOD].links_to == (Kind.EXAMPLE, Kind.METHOD)


KEYS = {field.key for field in DEFINITIONS[Kind.EXAMPLE].fields}
TEXT = st.text(st.characters(exclude_characters="\x00"), max_size=60)
LOCAL = st.fixed_dictionaries({"sv": TEXT}, optional={"en": TEXT})
VALUES = {
    Holds.LINE: LOCAL,
    Holds.PROSE: LOCAL,
    Holds.NAME: TEXT,
    Holds.PHONE: TEXT,
    Holds.EMAIL: st.sampled_from(["", "mira@bortby.example"]),
    Holds.YEAR: st.none(),
    Holds.MONTH: st.none(),
    Holds.DAY: st.dates().map(str),
    Holds.MOMENT: st.just("2026-05-03T09:00"),
    Holds.LINK: st.just("https://a.example/"),
    Holds.LINKS: st.lists(st.sampled_from(["https://a.example/", "http://b.example/x?y=å"]), max_size=3),
}


@given(st.data(), st.sampled_from(list(Kind)))
def test_what_is_kept_is_kept_as_it_is_when_it_is_kept_again(data, kind):
    given_ = {field.key: data.draw(VALUES[field.holds]) for field in DEFINITIONS[kind].fields}
    try:
        once = rules.checked(kind, given_, source="sv")
    except WrongInput as refusal:
        once, code = {}, refusal.code
    else:
        code = "source_first"
    assert code == "source_first", "a translation of nothing"
    assert rules.checked(kind, once, source="sv") == once


KINDS_OF_VALUE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(
    KINDS_OF_VALUE,
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=3), some, max_size=3),
    max_leaves=6,
)
SOME_KEYS = st.sampled_from(["title", "start_year", "external_links", "results", "contact_email", "x"])


@given(st.dictionaries(SOME_KEYS, ANYTHING))
def test_whatever_another_library_sends_is_kept_or_refused(content):
    try:
        kept = rules.checked(Kind.EXAMPLE, content, source="sv")
    except WrongInput as refusal:
        field = refusal.params["field"]
    else:
        field = "title"
        assert set(kept) <= KEYS
    assert field in KEYS


@pytest.mark.parametrize(
    "address",
    ["https://user:pass@a.example/", "https:///path", "//a.example/", "https://a.example/ x", "data:text/html,x",
     "https://a.example/\"onclick=x", "https://[::1", "JAVASCRIPT:alert(1)", 7, None],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address):
    with pytest.raises(WrongInput):
        rules.address(address, field="link")


# Facets


@given(st.sampled_from(list(Kind)), st.data())
def test_options_are_kept_in_their_order_and_only_those_of_the_kind(kind, data):
    chosen = {
        facet.key: data.draw(st.lists(st.sampled_from([option.value for option in facet.options])))
        for facet in facets.ALL.values()
    }
    kept = facets.checked(kind, chosen)
    assert set(kept) <= {facet.key for facet in facets.of(kind)}
    assert facets.checked(kind, kept) == kept


@given(st.integers(1, 2000), st.integers(0, 2000))
def test_every_size_of_a_group_stands_somewhere(least, more):
    sizes = facets.people(least, least + more)
    assert sizes and sizes == [size.value for size in facets.People if size.value in sizes]


# Figures

NUMBERS = st.dictionaries(st.sampled_from(figures.TELLABLE), st.integers(0, 10**6), max_size=5)


@given(NUMBERS, NUMBERS)
def test_what_was_measured_is_never_overruled_by_what_is_told(measured, told):
    shown = {each.code: each for each in figures.shown(measured, told)}
    for code, value in measured.items():
        assert (shown[code].value, shown[code].evidence) == (value, Evidence.MEASURED)
    for code in set(told) - set(measured):
        assert (shown[code].value, shown[code].evidence) == (told[code], Evidence.TOLD)
    if "of_population" in shown:
        parts = {shown["people"].evidence, shown["population"].evidence}
        assert (shown["of_population"].evidence is Evidence.MEASURED) == (parts == {Evidence.MEASURED})


def test_what_is_measured_goes_out_and_comes_in_the_same():
    measured = Measured(
        dt.date(2026, 3, 2),
        {"people": 41, "credible": 0.8},
        {"web": 30, "paper": 11},
        [Weighed({"sv": "Korsningen är farlig."}, "met", Effect.WHOLE), Weighed({"sv": "Ljus."}, "", Effect.UNSETTLED)],
        opinions=10,
    )
    assert figures.read(figures.as_json(measured), source="sv") == measured


def test_an_opinion_of_four_is_not_shown_whoever_sends_it():
    sent = {"as_of": "2026-03-02", "figures": {"credible": 1.0}, "channels": {}, "findings": [], "opinions": 4}
    assert "credible" not in figures.read(sent, source="sv").figures


@pytest.mark.parametrize(
    "sent",
    [7, "x", {"as_of": "x"}, {"as_of": "2026-03-02", "figures": {"people": "many"}, "channels": {}, "findings": [],
     "opinions": 0}, {"as_of": "2026-03-02", "figures": {}, "channels": {"pigeon": 3}, "findings": [], "opinions": 0}],
)  # fmt: skip
def test_figures_that_cannot_be_read_are_refused(sent):
    with pytest.raises(WrongInput):
        figures.read(sent, source="sv")


# Prose


def test_a_little_markdown_becomes_parts():
    text = "Hej **alla**.\n\n## Så gick det\nEn rad\ntill\n- ett\n- [två](https://a.example/x)\n\n1. först\n2) sedan"
    assert parts(text) == (
        Paragraph(("Hej ", Strong("alla"), ".")),
        Heading("Så gick det", level=2),
        Paragraph("En rad\ntill"),
        Bullets(("ett", (Link("två", "https://a.example/x"),))),
        Bullets(("först", "sedan"), numbered=True),
    )


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "<b>x</b>", "![x](y)", "# x", "`x`", "**", "[](https://a)"]
)
def test_everything_else_is_text_and_stays_text(text):
    assert parts(text) == (Paragraph(text),) or "https" in text


@given(st.text(max_size=300))
def test_no_word_is_lost_on_the_way_to_a_page(text):
    for part in parts(text):
        assert isinstance(part, Paragraph | Bullets | Heading)
    assert "**" not in plain(text) or "**" in text


def test_a_text_that_is_all_brackets_takes_no_time():
    parts("[" * 10_000)
    parts("**" * 5_000 + "x")
