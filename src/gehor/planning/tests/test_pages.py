"""The pages of the plan: what they show, what they refuse, and where they lead."""

import datetime as dt

import pytest

from gehor.planning.models import Activity, Assessment, Dialogue, PublishedChange

SCRIPT = '"><script>alert(1)</script>'
HERE = "/staff/d/skolan/"
PAGES = {
    "assess": f"{HERE}assess/",
    "purpose": f"{HERE}purpose/",
    "influence": f"{HERE}influence/",
    "decision_maker": f"{HERE}decision-maker/",
    "answer_promise": f"{HERE}answer-promise/",
    "activities": f"{HERE}activities/",
    "choose": f"{HERE}activities/new/proposals/",
    "activity": f"{HERE}activities/1/",
    "drop": f"{HERE}activities/1/drop/",
    "change": f"{HERE}change/",
    "change_part": f"{HERE}change/question/",
}
FORMS = ("purpose", "influence", "decision_maker", "answer_promise", "choose", "activity")

PURPOSE = {"title_sv": "Skolan", "question_sv": "Vad?", "purpose_sv": "Därför.", "goal_sv": "En plan."}
INFLUENCE = {"can_influence_sv": "Målen.", "cannot_influence_sv": "Lagen.", "levels": ["consult", "involve"]}
PROMISE = {"answer_due": "2026-06-24", "answer_promise_sv": "På kvittosidan."}
ACTIVITY = {
    "title_sv": "Lämna förslag",
    "level": "consult",
    "begins_on": "2026-03-10",
    "ends_on": "2026-04-10",
    "setup-attachments": "on",
}


def decision(board):
    return {"body": board.pk, "decision_on": "2026-06-10", "case_number": "BUN 2026/17"}


@pytest.fixture
def alma(signed_in):
    return signed_in("alma")


@pytest.fixture
def answered_to(opened, said):
    said("Mer utemiljö.")
    return opened


def leads_to_the_workbench(answer, slug="skolan"):
    return (answer.status_code, answer["Location"]) == (303, f"/staff/d/{slug}/")


# What a lead does, page by page


def test_a_lead_plans_a_dialogue_from_title_to_way_of_taking_part(organisation, board, alma):
    started = alma.post("/staff/o/alvsala/start/", {"title_sv": "Skolan", "kind": "citizen", "source_language": "sv"})
    assert leads_to_the_workbench(started)
    yes = {"question_can_be_influenced": "yes", "deciders_can_be_influenced": "yes"}
    assert leads_to_the_workbench(alma.post(PAGES["assess"], {**yes, "outcome": "run", "reason_sv": "Inget är klart."}))
    assert leads_to_the_workbench(alma.post(PAGES["purpose"], PURPOSE))
    assert leads_to_the_workbench(alma.post(PAGES["influence"], INFLUENCE))
    assert leads_to_the_workbench(alma.post(PAGES["decision_maker"], decision(board)))
    assert leads_to_the_workbench(alma.post(PAGES["answer_promise"], PROMISE))
    assert leads_to_the_workbench(alma.post(PAGES["choose"], ACTIVITY))
    dialogue = Dialogue.objects.get(slug="skolan")
    assert (dialogue.levels, dialogue.deciding_body) == (["consult", "involve"], board)
    assert Activity.objects.get().setup == {
        "categories": {},
        "attachments": True,
        "similar": False,
        "support": False,
    }


def test_a_dialogue_may_be_written_in_another_language_first(organisation, alma):
    answer = alma.post(
        "/staff/o/alvsala/start/",
        {"title_en": "The school", "kind": "citizen", "source_language": "en", "slug": "school"},
    )
    assert leads_to_the_workbench(answer, "school")
    assert Dialogue.objects.get().title == {"en": "The school"}


def test_run_is_impossible_when_either_answer_is_no_and_the_page_says_why(idea, alma):
    given = {"question_can_be_influenced": "yes", "deciders_can_be_influenced": "no", "outcome": "run"}
    answer = alma.post(PAGES["assess"], {**given, "reason_sv": "Vi vill."})
    assert answer.status_code == 422
    assert "outcome" in answer.context["form"].errors
    assert "Vi vill." in answer.text
    assert not Assessment.objects.exists()


def test_what_is_decided_is_shown_with_its_reason_in_place_of_the_form(planned, alma):
    page = alma.get(PAGES["assess"])
    assert "Nämnden beslutar i juni." in page.text
    assert 'name="outcome"' not in page.text


def test_a_page_shows_what_is_stored(planned, alma):
    assert "What is quality in school for you?" in alma.get(PAGES["purpose"]).text
    assert 'value="2026-06-10"' in alma.get(PAGES["decision_maker"]).text
    assert "checked" in alma.get(PAGES["influence"]).text
    assert "Lämna förslag" in alma.get(PAGES["activity"]).text


def test_refused_input_is_kept(planned, alma):
    answer = alma.post(PAGES["purpose"], {**PURPOSE, "goal_sv": "", "purpose_sv": "Ett långt syfte"})
    assert answer.status_code == 422
    assert "Ett långt syfte" in answer.text


def test_the_methods_own_form_is_asked_too(planned, alma):
    answer = alma.post(PAGES["choose"], {**ACTIVITY, "title_sv": "", "setup-categories_sv": "a\na"})
    assert answer.status_code == 422
    assert answer.context["form"].errors and answer.context["setup"].errors
    assert Activity.objects.count() == 1


def test_an_activity_is_changed_and_removed(planned, alma):
    assert leads_to_the_workbench(alma.post(PAGES["activity"], {**ACTIVITY, "title_sv": "Säg vad du tycker"}))
    assert Activity.objects.get().title == {"sv": "Säg vad du tycker"}
    assert "Säg vad du tycker" in alma.get(PAGES["drop"]).text
    assert leads_to_the_workbench(alma.post(PAGES["drop"]))
    assert not Activity.objects.exists()


def test_the_methods_to_choose_among_have_their_name_and_sentence(planned, alma):
    page = alma.get(PAGES["activities"]).text
    assert PAGES["choose"] in page


def test_a_method_that_does_not_exist_is_not_found(planned, alma):
    assert alma.get(f"{HERE}activities/new/seance/").status_code == 404
    assert alma.get(f"{HERE}activities/9/").status_code == 404


def test_a_change_is_published_and_shown_old_beside_new(answered_to, alma):
    old = "What is quality in school for you?"
    assert old in alma.get(PAGES["change_part"]).text
    answer = alma.post(PAGES["change_part"], {"after_sv": "Vad är viktigt?", "reason_sv": "Den var svår."})
    assert leads_to_the_workbench(answer)
    assert PublishedChange.objects.get().after == {"sv": "Vad är viktigt?"}
    page = alma.get(PAGES["change"]).text
    for text in ("Vad är kvalitet i skolan för dig?", "Vad är viktigt?", "Den var svår."):
        assert text in page


@pytest.mark.parametrize(
    ("part", "after"),
    [
        ("answer_due", {"after": "2026-07-01"}),
        ("levels", {"after": ["consult", "influence"]}),
        ("case_number", {"after": "BUN 2026/18"}),
        ("ends_on:1", {"after": "2026-05-15"}),
        ("contact_name", {"after": "Alma Alm"}),
    ],
)
def test_every_kind_of_part_has_its_form(answered_to, alma, part, after):
    address = f"{HERE}change/{part}/"
    assert alma.get(address).status_code == 200
    assert leads_to_the_workbench(alma.post(address, {**after, "reason_sv": "Därför."}))


def test_a_part_that_does_not_exist_is_not_found(answered_to, alma):
    assert alma.get(f"{HERE}change/slug/").status_code == 404
    assert alma.post(f"{HERE}change/ends_on:7/", {"after": "2026-05-15"}).status_code == 404


# Two people, one page


def test_two_leads_who_write_in_one_field_see_both_texts_and_choose(planned, alma):
    seen = alma.get(PAGES["purpose"]).context["form"]["seen"].value()
    assert leads_to_the_workbench(alma.post(PAGES["purpose"], {**PURPOSE, "goal_sv": "Hennes mål", "seen": seen}))
    mine = {**PURPOSE, "goal_sv": "Mitt mål", "seen": seen}
    late = alma.post(PAGES["purpose"], mine)
    assert late.status_code == 422
    assert "Mitt mål" in late.text and "Hennes mål" in late.text
    planned.refresh_from_db()
    assert planned.goal == {"sv": "Hennes mål"}, "nothing is stored until somebody has chosen"
    told = late.context["form"].fields["goal"].clash.told
    assert leads_to_the_workbench(alma.post(PAGES["purpose"], {**mine, "told_goal": told, "stands_goal": "mine"}))
    planned.refresh_from_db()
    assert planned.goal == {"sv": "Mitt mål"}


def test_two_leads_who_write_in_different_fields_are_not_in_each_others_way(planned, alma):
    page = alma.get(PAGES["purpose"])
    stored = {f"{part}_{code}": text for part in ("title", "question", "purpose", "goal", "background")
              for code, text in getattr(planned, part).items()}  # fmt: skip
    mine = {**stored, "seen": page.context["form"]["seen"].value()}
    assert leads_to_the_workbench(alma.post(PAGES["purpose"], {**mine, "goal_sv": "Hennes mål"}))
    assert leads_to_the_workbench(alma.post(PAGES["purpose"], {**mine, "purpose_sv": "Mitt syfte"}))
    planned.refresh_from_db()
    assert (planned.goal, planned.purpose) == ({"sv": "Hennes mål"}, {"sv": "Mitt syfte"})


# Wrong moment


def test_a_method_cannot_be_chosen_before_purpose_and_influence(idea, alma):
    for name in ("activities", "choose"):
        page = alma.get(PAGES[name])
        assert page.status_code == 200
        assert PAGES["purpose"] in page.text and PAGES["influence"] in page.text
        assert 'name="begins_on"' not in page.text
    assert alma.post(PAGES["choose"], ACTIVITY).status_code == 409
    assert not Activity.objects.exists()


@pytest.mark.parametrize("name", FORMS[:-1])
def test_a_page_that_waits_says_for_what_and_refuses_to_save(idea, alma, name):
    page = alma.get(PAGES[name])
    assert page.context["missing"]
    assert 'class="form"' not in page.text
    assert alma.post(PAGES[name], {}).status_code == 409


@pytest.mark.parametrize("name", ["purpose", "influence", "decision_maker", "answer_promise", "activity"])
def test_when_somebody_has_answered_a_page_leads_to_the_published_change(answered_to, alma, name):
    assert PAGES["change"] in alma.get(PAGES[name]).text
    assert alma.post(PAGES[name], {}).status_code == 409


def test_the_sum_of_a_budget_is_changed_before_it_opens_although_others_have_answered(
    answered_to, alma, django_assert_max_num_queries
):
    budget = {"setup-cap": "1 000 000", "setup-votes_in": "one", "setup-rule": "votes"}
    settled = {"cap": 1_000_000, "votes_in": "one", "rule": "votes"}
    days = {"begins_on": dt.date(2026, 3, 10), "ends_on": dt.date(2026, 4, 10)}
    Activity.objects.create(dialogue=answered_to, number=2, method="budget", level="consult", setup=settled, **days)
    assert f"{HERE}activities/2/set-up/" in alma.get(f"{HERE}activities/2/").text
    with django_assert_max_num_queries(15):
        page = alma.get(f"{HERE}activities/2/set-up/").text
    assert 'value="1 000 000"' in page and 'name="title_sv"' not in page
    wrong = alma.post(f"{HERE}activities/2/set-up/", {**budget, "setup-cap": "mycket"})
    assert wrong.status_code == 422 and 'value="mycket"' in wrong.text
    assert leads_to_the_workbench(alma.post(f"{HERE}activities/2/set-up/", {**budget, "setup-cap": "2 000 000"}))
    assert Activity.objects.get(number=2).setup["cap"] == 2_000_000
    assert f"{HERE}activities/1/set-up/" not in alma.get(PAGES["activity"]).text
    assert "It has been open" in alma.get(f"{HERE}activities/1/set-up/").text
    assert alma.post(f"{HERE}activities/1/set-up/", {"setup-attachments": "on"}).status_code == 409


def test_before_anybody_has_answered_nothing_is_published(opened, alma):
    assert alma.get(PAGES["change"]).context["missing"]
    assert alma.post(PAGES["change_part"], {"after_sv": "Ny?", "reason_sv": "Därför."}).status_code == 409


def test_what_has_been_open_is_not_offered_to_be_removed(opened, alma):
    assert PAGES["drop"] not in alma.get(PAGES["activities"]).content.decode()
    page = alma.get(PAGES["drop"]).content.decode()
    assert "has been open, and somebody" in page and "button danger" not in page


def test_what_has_been_open_is_not_removed_and_the_page_says_why(opened, alma):
    assert alma.post(PAGES["drop"]).status_code == 409
    assert Activity.objects.exists()


# Wrong person


@pytest.mark.parametrize("name", list(PAGES))
def test_the_plan_is_closed_to_another_organisation(planned, signed_in, name):
    farid = signed_in("farid")
    assert farid.get(PAGES[name]).status_code == 403
    assert farid.post(PAGES[name], {}).status_code in (403, 405)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("assess", "decision_maker", "change")])
def test_the_plan_is_written_by_leads(planned, signed_in, name):
    assert signed_in("bo").get(PAGES[name]).status_code == 403


def test_a_board_member_assesses_and_a_registrar_names_the_case(idea, signed_in):
    assert signed_in("cilla").get(PAGES["assess"]).status_code == 200
    assert signed_in("rut").get(PAGES["decision_maker"]).status_code == 200


def test_only_a_lead_starts(organisation, signed_in):
    assert signed_in("bo").get("/staff/o/alvsala/start/").status_code == 403
    assert signed_in("farid").post("/staff/o/alvsala/start/", {}).status_code == 403


# Bad input


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_is_refused_with_its_sentences(planned, alma, name):
    answer = alma.post(PAGES[name], {})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_html_in_every_field_is_shown_and_not_run(planned, board, alma):
    alma.post(PAGES["purpose"], {key: SCRIPT for name in PURPOSE for key in (name, name.replace("_sv", "_en"))})
    alma.post(PAGES["influence"], {**INFLUENCE, "can_influence_sv": SCRIPT, "cannot_influence_sv": SCRIPT})
    alma.post(PAGES["decision_maker"], {**decision(board), "case_number": SCRIPT})
    alma.post(PAGES["answer_promise"], {**PROMISE, "answer_promise_sv": SCRIPT, "contact_name": SCRIPT})
    alma.post(PAGES["activity"], {**ACTIVITY, "title_sv": SCRIPT, "introduction_sv": SCRIPT})
    planned.refresh_from_db()
    assert planned.contact_name == planned.case_number == planned.title["sv"] == SCRIPT
    for name in ("purpose", "influence", "decision_maker", "answer_promise", "activities", "activity", "drop"):
        assert "<script>alert" not in alma.get(PAGES[name]).text


def test_html_in_a_published_change_is_shown_and_not_run(answered_to, alma):
    alma.post(PAGES["change_part"], {"after_sv": SCRIPT, "reason_sv": SCRIPT})
    assert PublishedChange.objects.get().after == {"sv": SCRIPT}
    for name in ("change", "change_part"):
        assert "<script>alert" not in alma.get(PAGES[name]).text


@pytest.mark.parametrize("typed", ["å" * 5001, "å" * 700_000, "a\x00b"])
def test_a_huge_or_broken_text_is_refused_and_kept(planned, alma, typed):
    answer = alma.post(PAGES["purpose"], {**PURPOSE, "purpose_sv": typed})
    assert answer.status_code == 422
    assert "purpose" in answer.context["form"].errors


def test_a_text_of_ten_megabytes_is_refused_with_a_sentence_and_changes_nothing(planned, alma):
    answer = alma.post(PAGES["purpose"], {**PURPOSE, "purpose_sv": "x" * 10_000_000})
    assert answer.status_code == 413
    planned.refresh_from_db()
    assert planned.purpose == {"sv": "Nämnden ska veta vad invånarna menar med kvalitet."}


@pytest.mark.parametrize("day", ["", "2026-13-01", "tomorrow", "9999-99-99", "2026-06-10T00:00", "0000-00-00"])
def test_a_day_that_is_no_day_is_refused(planned, board, alma, day):
    answer = alma.post(PAGES["decision_maker"], {**decision(board), "decision_on": day})
    assert answer.status_code == 422


def test_a_body_of_another_organisation_cannot_be_chosen(planned, other_organisation, board, alma):
    theirs = other_organisation.bodies.create(name="Bortby nämnd")
    answer = alma.post(PAGES["decision_maker"], {**decision(board), "body": theirs.pk})
    assert answer.status_code == 422


# Cost


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("change")])
def test_a_page_of_the_plan_costs_few_queries(planned, alma, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert alma.get(PAGES[name]).status_code == 200


@pytest.mark.parametrize("name", ["change", "change_part"])
def test_a_page_of_changes_costs_few_queries(answered_to, alma, name, django_assert_max_num_queries):
    for number in range(20):
        PublishedChange.objects.create(
            dialogue=answered_to,
            part="question",
            before={"sv": str(number)},
            after={"sv": str(number + 1)},
            reason={"sv": "Därför."},
            published_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
        )
    with django_assert_max_num_queries(15):
        assert alma.get(PAGES[name]).status_code == 200
