from urllib.parse import urlencode

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField


class Letter(Form):
    title = LocalTextField("Title")
    text = LocalTextField("Text", rows=4, required=False, help_text="What you want to say.")


def letter(*, source="sv", **typed):
    return Letter(typed, source=source)


def shown(form, name):
    return render_to_string("design/field.html", {"field": form[name]})


def test_only_the_languages_that_were_written_are_kept_stripped():
    form = letter(title_sv="  Rubrik\n", title_en=" ", text_sv="ett\r\ntvå\r\n")
    assert form.is_valid()
    assert form.cleaned_data == {"title": {"sv": "Rubrik"}, "text": {"sv": "ett\ntvå"}}


def test_a_line_has_no_line_breaks():
    form = letter(title_sv="ett\r\ntvå")
    assert form.is_valid()
    assert form.cleaned_data["title"] == {"sv": "ett två"}


def test_a_required_text_must_be_written_in_the_source_language():
    assert letter().errors.as_data()["title"][0].code == "text_missing"
    assert letter(title_en="Title").errors.as_data()["title"][0].code == "source_first"
    assert letter(source="en", title_en="Title").is_valid()


def test_a_translation_of_nothing_is_refused_even_where_the_text_may_be_left_out():
    form = letter(title_sv="Rubrik", text_en="Only English")
    assert form.errors.as_data()["text"][0].code == "source_first"


@pytest.mark.parametrize(("length", "accepted"), [(200, True), (201, False), (10_000_000, False)])
def test_a_line_holds_200_characters(length, accepted):
    assert letter(title_sv="å" * length).is_valid() is accepted


def test_what_is_too_long_stands_open_with_what_was_typed():
    form = letter(title_sv="Rubrik", text_sv="kort", text_en="x" * 5001)
    assert not form.is_valid()
    html = shown(form, "text")
    assert "<details open>" in html
    assert "x" * 5001 in html
    assert "kort" in html


def test_a_translation_stands_open_when_it_is_written():
    assert "<details open>" not in shown(letter(title_sv="Rubrik"), "title")
    assert "<details open>" in shown(letter(title_sv="Rubrik", title_en="Heading"), "title")


def test_a_null_character_is_refused():
    form = letter(title_sv="Rub\x00rik")
    assert form.errors.as_data()["title"][0].code == "null_character"


def test_typed_html_is_shown_and_not_run():
    form = letter(title_sv='"><script>alert(1)</script>', title_en="</textarea><b>")
    html = shown(form, "title")
    assert "<script>" not in html
    assert "<b>" not in html


def test_each_input_is_labelled_with_its_language():
    html = shown(letter(title_sv="Rubrik"), "title")
    assert '<label for="id_title_0">In Swedish</label>' in html
    assert '<label for="id_title_1">In English</label>' in html
    assert 'name="title_en" id="id_title_1" value="" lang="en" dir="ltr"' in html


def test_only_the_source_language_is_required_of_the_browser():
    assert shown(letter(title_sv="Rubrik"), "title").count(" required") == 1


def test_an_unbound_form_shows_what_is_stored():
    form = Letter(source="en", initial={"title": {"sv": "Rubrik", "en": "Heading"}})
    html = shown(form, "title")
    assert html.index("Heading") < html.index("Rubrik")


def test_two_forms_of_one_class_do_not_share_their_language():
    first, second = Letter(source="en"), Letter(source="sv")
    assert (first.fields["title"].source, second.fields["title"].source) == ("en", "sv")


def test_what_an_action_refuses_stands_at_its_field_and_keeps_what_was_typed():
    form = letter(title_sv="Rubrik")
    assert form.is_valid()
    form.refuse(WrongInput("text_too_long", field="title", longest=3, length=6))
    html = shown(form, "title")
    assert "at most 3 characters fit" in html
    assert 'value="Rubrik"' in html


def test_what_an_action_refuses_of_no_field_stands_above_the_form():
    form = letter(title_sv="Rubrik")
    form.refuse(WrongInput("unheard_of"))
    assert form.non_field_errors() == ["This could not be done."]


class Shared(FreshForm):
    title = LocalTextField("Title")
    note = forms.CharField(required=False)
    day = forms.DateField(required=False)


def shared(title, stored_note="", *, seen=None, **typed):
    """The form as somebody sends it, when `title` and `stored_note` are what is stored."""
    data = QueryDict(urlencode({**typed, **({"seen": seen} if seen else {})}))
    return Shared(data, source="sv", initial={"title": {"sv": title}, "note": stored_note, "day": None})


def opened(title, note=""):
    return Shared(source="sv", initial={"title": {"sv": title}, "note": note, "day": None})["seen"].value()


def test_a_form_notices_that_somebody_else_has_changed_what_it_shows():
    seen = opened("Förr")
    assert shared("Förr", title_sv="Min", seen=seen).is_valid()
    late = shared("Din", title_sv="Min", seen=seen)
    assert not late.is_valid()
    page = shown(late, "title")
    assert page.count("Min") == 2, "beside the other text, and in the field"
    assert "Din" in page


def test_saving_once_more_without_choosing_overwrites_nothing():
    seen = opened("Förr")
    again = shared("Din", title_sv="Min", seen=seen, told_title=shared("Din").now["title"])
    assert not again.is_valid()


@pytest.mark.parametrize(("stands", "title"), [("mine", "Min"), ("theirs", "Din")])
def test_the_person_chooses_which_text_is_to_stand(stands, title):
    seen, told = opened("Förr"), shared("Din").now["title"]
    form = shared("Din", title_sv="Min", seen=seen, told_title=told, stands_title=stands)
    assert form.is_valid()
    assert form.cleaned_data["title"] == {"sv": title}


def test_a_choice_holds_for_the_text_that_was_shown_and_not_for_a_third():
    seen, told = opened("Förr"), shared("Din").now["title"]
    form = shared("En tredjes", title_sv="Min", seen=seen, told_title=told, stands_title="mine")
    assert not form.is_valid()
    assert "En tredjes" in shown(form, "title")


def test_what_only_the_other_has_changed_stays_theirs():
    form = shared("Förr", "Deras", title_sv="Min", note="", seen=opened("Förr"))
    assert form.is_valid()
    assert form.cleaned_data == {"title": {"sv": "Min"}, "note": "Deras", "day": None}


def test_what_stays_theirs_is_what_the_form_makes_of_it():
    class Day(Shared):
        def clean_day(self):
            return self.cleaned_data["day"].isoformat()

    seen = Day(source="sv", initial={"title": {"sv": "Förr"}, "day": "2026-03-01"})["seen"].value()
    typed = QueryDict(urlencode({"title_sv": "Förr", "day": "2026-03-01", "seen": seen}))
    form = Day(typed, source="sv", initial={"title": {"sv": "Förr"}, "day": "2026-03-02"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == "2026-03-02"


def test_when_both_have_written_the_same_nobody_is_asked():
    assert shared("Min", title_sv="Min", seen=opened("Förr")).is_valid()


def test_what_was_seen_is_no_part_of_the_cleaned_form():
    form = shared("Förr", title_sv="Min")
    assert form.is_valid()
    assert "seen" not in form.cleaned_data


def test_a_label_and_that_it_must_be_filled_in_are_two_words():
    class Asks(forms.Form):
        name = forms.CharField(label="Name")
        box = forms.BooleanField(label="Box")
        one = forms.ChoiceField(label="One", choices=[("a", "A")], widget=forms.RadioSelect)

    for name, label in (("name", "Name"), ("box", "Box"), ("one", "One")):
        assert f'{label} <span class="must">' in shown(Asks(), name)
