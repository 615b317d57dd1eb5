import datetime as dt
from types import SimpleNamespace as Sample

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation
from django.utils.html import strip_tags

from gehor.ground import clock
from gehor.ground.days import day_range
from gehor.ground.design import texts
from gehor.ground.design.icons import ICONS
from gehor.process.words import Channel, Outcome


def shown(source: str, language: str = "en", request=None, **context) -> str:
    with translation.override(language):
        template = engines["django"].from_string("{% load gehor %}" + source)
        return template.render(context, request).strip()


def test_a_text_is_shown_in_the_readers_language():
    text = {"sv": "Skola", "en": "School"}
    assert shown("{% local text 'sv' %}", "sv", text=text) == "Skola"
    assert shown("{% local text 'sv' %}", "en", text=text) == "School"


def test_a_text_that_is_not_translated_says_its_language():
    assert shown("{% local text 'sv' %}", text={"sv": "Skola"}) == '<span lang="sv" dir="ltr">Skola</span>'


def test_a_text_from_right_to_left_says_its_direction():
    assert 'dir="rtl"' in shown("{% local text 'ar' %}", text={"ar": "مدرسة"})


@pytest.mark.parametrize(
    ("first", "last", "english", "swedish"),
    [
        ((2026, 3, 3), (2026, 3, 3), "3 March 2026", "3 mars 2026"),
        ((2026, 3, 3), (2026, 3, 12), "3–12 March 2026", "3–12 mars 2026"),
        ((2026, 3, 29), (2026, 4, 2), "29 March – 2 April 2026", "29 mars – 2 april 2026"),
        ((2026, 12, 29), (2027, 1, 2), "29 December 2026 – 2 January 2027", "29 december 2026 – 2 januari 2027"),
        ((2026, 3, 3), None, "3 March 2026", "3 mars 2026"),
    ],
)
def test_what_two_days_share_is_said_once(first, last, english, swedish):
    between = {"first": dt.date(*first), "last": last and dt.date(*last)}
    for language, expected in (("en", english), ("sv", swedish)):
        assert strip_tags(shown("{% days first last %}", language, **between)) == expected
        with translation.override(language):
            assert last is None or day_range(**between) == expected, "as bare text, for documents"


@pytest.mark.parametrize(
    ("number", "english", "swedish"),
    [
        (7, "7", "7"),
        (1204, "1,204", "1\xa0204"),
        (5000000, "5,000,000", "5\xa0000\xa0000"),
        (4.5, "4.5", "4,5"),
        (None, "", ""),
    ],
)
def test_large_figures_have_their_thousands_apart(number, english, swedish):
    assert shown("{{ number|figure }}", "en", number=number) == english
    assert shown("{{ number|figure }}", "sv", number=number) == swedish


def test_a_figure_is_written_so_in_a_sentence_and_still_chooses_its_plural():
    source = "{% load i18n %}{% blocktranslate count n=number|figure %}{{ n }} day{% plural %}{{ n }} days"
    source += "{% endblocktranslate %}"
    assert (shown(source, number=1), shown(source, number=1204)) == ("1 day", "1,204 days")


def test_a_text_cannot_bring_in_code():
    evil = {"sv": "<script>alert(1)</script>"}
    for tag in ("local", "local_paragraphs"):
        for language in ("sv", "en"):
            assert "<script" not in shown(f"{{% {tag} text 'sv' %}}", language, text=evil)
    assert "<script" not in shown("{% local_text text 'sv' as t %}{{ t }}", text=evil)


def test_paragraphs_are_kept():
    assert (
        shown("{% local_paragraphs text 'en' %}", text={"en": "One\n\nTwo\nthree"})
        == "<p>One</p>\n\n<p>Two<br>three</p>"
    )


def test_no_text_shows_nothing():
    assert shown("{% local text 'sv' %}{% local_paragraphs text 'sv' %}", text={}) == ""
    assert shown("{% local text 'sv' %}", text=None) == ""


def test_a_bare_text_has_no_element():
    assert shown("{% local_text text 'sv' %}", text={"sv": "Skola & väg"}) == "Skola &amp; väg"


@pytest.mark.parametrize("code", Channel)
def test_every_channel_has_a_sign_and_a_word(code):
    assert str(texts.CHANNELS[code]) in shown("{% channel code %}", code=code)


@pytest.mark.parametrize("code", Outcome)
def test_every_outcome_has_a_sign_and_a_word(code):
    html = shown("{% outcome code %}", code=code.value)
    assert str(texts.OUTCOMES[code][0]) in html and "<svg" in html


def test_a_sign_without_words_is_passed_by_and_one_with_words_is_read():
    assert 'aria-hidden="true"' in shown("{% icon 'paper' %}")
    assert 'role="img" aria-label="Paper &amp; pen"' in shown("{% icon 'paper' title %}", title="Paper & pen")


def test_every_sign_can_be_drawn():
    for name in ICONS:
        assert "<path" in shown("{% icon name %}", name=name)


def test_a_day_is_written_in_the_readers_language():
    assert shown("{% day on %}", "sv", on=dt.date(2026, 3, 12)) == '<time datetime="2026-03-12">12 mars 2026</time>'


def test_a_moment_is_shown_by_the_clock_on_the_wall():
    moment = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    html = shown("{% day moment 'moment' %}", "sv", moment=moment)
    assert "2 juli 2026 kl. 00:30" in html and 'datetime="2026-07-02T00:30+02:00"' in html


def test_no_day_shows_nothing():
    assert shown("{% day none %}{% days_late none %}", none=None) == ""


@pytest.mark.parametrize(("due", "words"), [("2026-03-01", "1 day late"), ("2026-02-20", "10 days late")])
def test_a_late_answer_says_how_late(due, words):
    with clock.at(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)):
        assert words in shown("{% days_late due %}", due=dt.date.fromisoformat(due))


def test_an_answer_in_time_says_nothing():
    with clock.at(dt.datetime(2026, 3, 2, 22, 59, tzinfo=dt.UTC)):  # still the second of March in Stockholm
        assert shown("{% days_late due %}", due=dt.date(2026, 3, 2)) == ""


@pytest.mark.parametrize(
    ("share", "words"), [(0.125, "12%"), (1, "100%"), (0, "0%"), (None, ""), ("", "")]
)  # half to even
def test_a_share_is_shown_in_percent(share, words):
    assert shown("{{ share|percent }}", share=share) == words
    assert shown("{{ 0.125|percent:1 }}", "sv") == "12,5\N{NO-BREAK SPACE}%"


def test_a_share_of_nothing_is_nothing():
    assert shown("{{ 0|share_of:0|percent }}") == "0%"
    assert shown("{{ 31|share_of:124|percent }}") == "25%"


def test_a_chart_has_its_numbers_beside_it():
    html = shown("{% bar_chart rows 'Ways' %}", rows=[("Web", 30), ("Paper <b>", 10), ("Phone", 0)])
    assert html.count('scope="row"') == 3
    assert "75%" in html and "25%" in html
    assert 'width="100.00"' in html and 'width="33.33"' in html and 'width="0.00"' in html
    assert "<b>" not in html


def test_an_empty_chart_divides_by_nothing():
    assert "<table" in shown("{% bar_chart rows 'Ways' %}", rows=[])
    assert 'width="0.00"' in shown("{% bar_chart rows 'Ways' %}", rows=[("Web", 0)])


def test_numbers_in_drawings_are_written_as_browsers_read_them():
    assert 'width="33.33"' in shown("{% bar_chart rows 'x' %}", "sv", rows=[("a", 3), ("b", 1)])


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As you like.")
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    yes = forms.BooleanField(label="Yes")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_hint_and_error_are_tied_to_their_control():
    html = shown('{% include "design/form.html" with button="Send" %}', form=Form({"name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html and 'id="id_name_error"' in html
    assert '<fieldset class="field choice wrong" aria-describedby="id_way_error">' in html


def test_the_summary_leads_to_every_control_that_needs_mending():
    html = shown('{% include "design/form.html" with button="Send" %}', form=Form({}))
    for anchor in ("id_name", "id_way_0", "id_yes"):
        assert f'href="#{anchor}"' in html and f'id="{anchor}"' in html


def test_a_hidden_field_has_no_label():
    html = shown('{% include "design/field.html" with field=form.hidden %}', form=Form())
    assert html == '<input type="hidden" name="hidden" id="id_hidden">'


def test_what_was_typed_stands_in_the_form_that_comes_back():
    assert 'value="Dana &lt;3"' in shown(
        '{% include "design/field.html" with field=form.name %}', form=Form({"name": "Dana <3"})
    )


def test_pages_keep_what_was_searched_for(rf):
    page = Paginator(range(100), 10).page(2)
    html = shown('{% include "design/pagination.html" %}', request=rf.get("/?q=v%C3%A4g&page=2"), page=page)
    assert 'href="?q=v%C3%A4g&amp;page=3"' in html
    assert shown('{% include "design/pagination.html" %}', page=Paginator([], 10).page(1)) == ""


def test_a_list_of_needs_says_in_words_what_is_done():
    needs = [Sample(text="Purpose", done=True), Sample(text="Goal", done=False, url="/goal/")]
    html = shown('{% include "design/todo.html" %}', needs=needs)
    assert 'aria-label="Done"' in html and 'aria-label="Missing"' in html
    assert 'href="/goal/"' in html


def test_the_way_back_after_a_post_is_not_the_address_of_the_post(rf):
    assert shown("{% here %}", request=rf.get("/d/x/?page=2")) == "/d/x/?page=2"
    assert shown("{% here %}", request=rf.post("/d/x/take-part/")) == "/"
