"""The pages of the project plan: the list, a page for each part, its rows, and all of it to print."""

import pytest

from gehor.ground.journal.models import Entry
from gehor.planning.project.models import Adjustment, Message, Post, RoleHolder, Sheet
from gehor.planning.project.outline import PARTS

HERE = "/staff/d/skolan/project/"
SCRIPT = '"><script>alert(1)</script>'
# What a lead types into the form of each part
TYPED = {
    "roles": {"role": "receives", "who": "Nämndens presidium"},
    "frames": {"frame_money_sv": "Inga nya pengar."},
    "steering": {"result_use_sv": "Varje slutsats får ett beslut."},
    "conditions": {"purposes": ["gather", "prioritise"], "people": "120", "polarisation": "medium", "mode": "both"},
    "adjustments": {"need": "languages", "done_sv": "Tolk på somaliska.", "responsible": "Kim"},
    "occasions": {
        "title_sv": "Möte 1",
        "held_on": "2026-03-24",
        "starts_at": "18:00",
        "ends_at": "20:30",
        "place": "Matsalen",
        "why_there_sv": "Nära bussen.",
    },
    "milestones": {"what_sv": "Tolkar är bokade", "due_on": "2026-03-10"},
    "messages": {
        "phase": "after",
        "audience_sv": "De som inte var med",
        "channel_sv": "Tidningen",
        "message_sv": "Så blev det.",
    },
    "documentation": {"recording_sv": "Bordssekreterare.", "records_class": "1.1.4"},
    "analysis": {"readers_sv": "Bo och en lärare."},
    "feedback": {"to_those_absent_sv": "Affisch på biblioteket."},
    "evaluation": {"evaluated_what_sv": "Vilka nådde vi?", "evaluated_on": "2026-09-15"},
    "personal_data": {"data_kept_sv": "Adresser raderas."},
    "risks": {"what_sv": "Få unga kommer.", "likelihood": "4", "consequence": "3", "done_sv": "Vi går dit."},
    "budget": {"kind": "staff", "what_sv": "Läsa", "hours_planned": "160", "sek_planned": ""},
}


@pytest.fixture
def alma(signed_in):
    browser = signed_in("alma")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def put(planned, alma):
    """`put("risks")`: Alma has filled in that part's form."""

    def fill_in(*keys):
        for key in keys:
            assert alma.post(f"{HERE}{key}/", TYPED[key]).status_code == 303, key

    return fill_in


def test_the_list_says_what_is_settled_what_is_next_and_what_is_optional(planned, alma, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = alma.get(HERE)
    states = [(str(line.heading), line.state) for line in page.context["lines"]]
    assert states[0] == ("Should the dialogue be run at all?", "locked")
    assert states[1] == ("Who does what", "next")
    assert ("Question, purpose and goal", "settled") in states
    assert ("Risks", "left") in states
    assert [state for _, state in states].count("next") == 1
    assert page.text.count(">Optional<") == len(PARTS)


def test_what_waits_says_for_what_and_leads_nowhere(idea, alma):
    lines = {str(line.heading): line for line in alma.get(HERE).context["lines"]}
    waiting = lines["What can and cannot be influenced"]
    assert (waiting.state, waiting.url) == ("waits", "")
    assert "The purpose is stated." in [str(each) for each in waiting.waits_for]


def test_the_steps_of_the_template_stand_on_the_page_of_the_plan(planned, alma):
    assert "The steps of the template" not in alma.get(HERE).text
    planned.shape = "three_meetings"
    planned.save()
    assert "Meeting one: everybody speaks freely" in alma.get(HERE).text


def test_every_part_is_settled_on_a_page_of_its_own_and_all_of_it_is_printed(
    planned, put, alma, django_assert_max_num_queries
):
    put(*TYPED)
    assert all(line.state in ("settled", "locked") for line in alma.get(HERE).context["lines"])
    for key in PARTS:
        with django_assert_max_num_queries(15):
            page = alma.get(f"{HERE}{key}/")
        assert page.status_code == 200
        assert page.text.count('<details class="handbook">') == len(PARTS[key].asked), key
    sheet = Sheet.objects.get(dialogue=planned)
    assert (sheet.people, sheet.purposes, sheet.records_class) == (120, ["gather", "prioritise"], "1.1.4")
    assert RoleHolder.objects.get().who == "Nämndens presidium"
    assert (Post.objects.get().hours_planned, Post.objects.get().sek_planned) == (160, 0)
    with django_assert_max_num_queries(12):
        page = alma.get(f"{HERE}print/")
    public, staff = page.text.split("For those who do the work")
    assert "Nära bussen." in public and "Tolk på somaliska." in public
    assert "Få unga kommer." in staff and "Få unga kommer." not in public


def test_a_row_is_changed_and_removed_and_the_journal_keeps_it(put, alma):
    put("adjustments")
    row = Adjustment.objects.get()
    address = f"{HERE}adjustments/{row.pk}/"
    assert alma.get(address).status_code == 200
    assert alma.post(address, {**TYPED["adjustments"], "done_sv": "Tolk på arabiska."}).status_code == 303
    row.refresh_from_db()
    assert row.done == {"sv": "Tolk på arabiska."}
    assert "Tolk på arabiska." in alma.get(f"{address}remove/").text
    assert alma.post(f"{address}remove/").status_code == 303
    assert not Adjustment.objects.exists()
    steps = Entry.objects.filter(subject_kind="project.adjustment").order_by("pk").values_list("step", "codes")
    assert [step for step, _ in steps] == [f"planning.{verb}_plan_row" for verb in ("add", "change", "remove")]
    assert all(codes == {"part": "adjustments"} for _, codes in steps)


def test_what_it_took_is_reported(put, alma):
    put("budget")
    post = Post.objects.get()
    address = f"{HERE}budget/{post.pk}/cost/"
    assert "Planned: 160 h." in alma.get(address).text
    assert alma.post(address, {"hours_actual": "210", "sek_actual": ""}).status_code == 303
    post.refresh_from_db()
    assert (post.hours_actual, post.sek_actual) == (210, None)
    assert "1 of 1" in alma.get(f"{HERE}budget/").text


REFUSED = [
    ("roles", "who", "", "Choose somebody, or write who it is."),
    ("roles", "held_by", "account:99999", "Select a valid choice"),
    ("roles", "role", "king", "Select a valid choice"),
    ("conditions", "people", "0", "Write a whole number from 1 to 1,000,000, or leave it empty."),
    ("conditions", "people", "9" * 400, "Write a whole number from 1 to 1,000,000, or leave it empty."),
    ("conditions", "purposes", ["magic"], "Select a valid choice"),
    ("adjustments", "done_sv", "x" * 5001, "at most 5000 characters"),
    ("occasions", "held_on", "2026-02-30", "Enter a valid date."),
    ("occasions", "ends_at", "17:00", "It ends before it begins."),
    ("occasions", "activity", "99999", "Select a valid choice"),
    ("risks", "likelihood", "5", "Select a valid choice"),
    ("budget", "hours_planned", "-1", "Write a whole number from 0 to 100,000."),
    ("budget", "hours_planned", "", "Write hours, kronor or both."),
    ("frames", "frame_money_sv", "\x00", "cannot be stored"),
]


def test_what_cannot_stand_there_is_said_at_its_field_and_everything_typed_is_kept(planned, alma):
    for key, field, value, sentence in REFUSED:
        answer = alma.post(f"{HERE}{key}/", {**TYPED[key], field: value})
        assert answer.status_code == 422, (key, field)
        assert sentence in answer.text, (key, field)
        others = [text for name, text in TYPED[key].items() if name != field and isinstance(text, str)]
        assert all(text in answer.text for text in others), (key, field)


def test_html_in_every_field_is_shown_and_not_run(planned, alma):
    for key, typed in TYPED.items():
        texts = {name: SCRIPT for name in typed if name.endswith("_sv") or name in ("who", "responsible", "place")}
        assert alma.post(f"{HERE}{key}/", {**typed, **texts}).status_code == 303
        assert SCRIPT not in alma.get(f"{HERE}{key}/").text
    assert SCRIPT not in alma.get(f"{HERE}print/").text


def test_an_unwise_day_is_warned_about_and_not_refused(planned, alma):
    typed = {**TYPED["occasions"], "held_on": "2026-04-03"}  # Good Friday
    assert alma.post(f"{HERE}occasions/", typed).status_code == 303
    assert alma.post(f"{HERE}occasions/", typed).status_code == 303
    page = alma.get(f"{HERE}occasions/").text
    assert page.count("That day is a public holiday.") == 2
    assert page.count("Another occasion of this dialogue is held at the same time.") == 2


def test_two_people_who_change_one_row_see_both_texts(put, alma):
    put("messages")
    row = Message.objects.get()
    address = f"{HERE}messages/{row.pk}/"
    seen = alma.get(address).context["form"]["seen"].value()
    assert alma.post(address, {**TYPED["messages"], "message_sv": "Hennes ord", "seen": seen}).status_code == 303
    late = alma.post(address, {**TYPED["messages"], "message_sv": "Mina ord", "seen": seen})
    assert late.status_code == 422
    assert "Hennes ord" in late.text and "Mina ord" in late.text
    row.refresh_from_db()
    assert row.message == {"sv": "Hennes ord"}


def test_a_row_that_somebody_else_has_removed_gives_back_what_was_typed(planned, alma):
    late = alma.post(f"{HERE}occasions/99999/", {**TYPED["occasions"], "title_sv": "Mitt möte"})
    assert late.status_code == 409
    assert "Mitt möte" in late.text


def test_the_plan_is_for_those_who_work_here(planned, client, signed_in):
    farid = signed_in("farid")
    for address in ("", "print/", "roles/", "risks/1/", "risks/1/remove/", "budget/1/cost/"):
        assert (client.get(HERE + address).status_code, farid.get(HERE + address).status_code) == (302, 403), address


def test_an_analyst_reads_the_plan_and_does_not_write_it(planned, signed_in):
    bo = signed_in("bo")
    assert not any(line.url for line in bo.get(HERE).context["lines"])
    assert bo.get(f"{HERE}print/").status_code == 200
    assert bo.post(f"{HERE}roles/", TYPED["roles"]).status_code == 403


def test_a_part_or_row_that_is_not_there_is_not_found(planned, alma):
    for address in ("slug/", "frames/1/", "risks/99999/", "budget/99999/cost/"):
        assert alma.get(HERE + address).status_code == 404, address


def test_nothing_is_written_before_it_is_decided_that_the_dialogue_is_run(idea, alma):
    assert "It is decided that the dialogue is to be run." in alma.get(f"{HERE}risks/").text
    assert alma.post(f"{HERE}risks/", TYPED["risks"]).status_code == 409
