"""What is kept how long, and what was erased, as those read it who answer for the records."""

import datetime as dt
import uuid

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.journal.models import Entry
from gehor.ground.people.actions import erase
from gehor.ground.people.models import Participant
from gehor.ground.retention import kinds
from gehor.network.programme import rules as programme
from gehor.participation.models import Contribution
from gehor.participation.moderation import rules
from gehor.participation.moderation.actions import report, rule
from gehor.participation.moderation.tasks import forget_texts
from gehor.planning.project.models import Sheet
from gehor.portal.retention.texts import KINDS

KEPT = "/staff/o/alvsala/retention/"


def test_each_kind_has_its_words():
    assert {kind.code for kind in kinds()} == set(KINDS)


def test_periods_that_stand_in_words_are_those_of_the_rules():
    days = {kind.code: kind.days for kind in kinds()}
    one_day, two_years = ("incoming", "mail_codes"), ("contact_persons", "lecturers", "named")
    assert {days[code] for code in one_day} == {1} and {days[code] for code in two_years} == {2 * 365}
    in_a_programme = (programme.DRAFT_KEPT_FOR, programme.GONE_KEPT_FOR, programme.KEPT_FOR)
    assert [kept.days for kept in in_a_programme] == [183, 365, 2 * 365]
    assert rules.UNSEEN_DAYS == 365


def test_what_is_kept_how_long_what_is_next_and_what_was_erased(
    closed, actors, signed_in, django_assert_max_num_queries
):
    contribution = Contribution.objects.filter(dialogue=closed).first()
    report(contribution, actor=RESIDENT, submission=uuid.uuid4(), reason="threat", text="Här står ett namn.")
    rule(contribution, actor=actors["alma"], kind="keep")
    Sheet.objects.create(dialogue=closed, records_class="1.1.4 Medborgardialog", changed_at=clock.now())
    rut = signed_in("rut")
    with django_assert_max_num_queries(15):
        page = rut.get(KEPT).text
    goes_on = clock.today() + dt.timedelta(days=rules.TEXT_DAYS + 1)
    assert f'datetime="{goes_on.isoformat()}"' in page and "Nothing has been erased yet" in page
    assert "What was written in reports of a contribution" in page and "90 days after somebody has looked" in page
    assert "1.1.4 Medborgardialog" in page and "Contact persons" not in page, "where no network is hosted"

    with clock.at(clock.now() + dt.timedelta(days=rules.TEXT_DAYS)):
        assert forget_texts() == 0
    with clock.at(clock.now() + dt.timedelta(days=rules.TEXT_DAYS + 1)):
        assert forget_texts() == 1
    entry = Entry.objects.get(step="people.dispose")
    assert (entry.actor, entry.codes) == ("machine:caretaker", {"kind": "report_texts", "number": 1})
    erase(Participant.objects.first(), actor=RESIDENT)
    page = rut.get(KEPT, headers={"Accept-Language": "sv"}).text
    assert "Av sig självt" in page and "Personen" in page and "Just nu väntar inget på att gallras." in page


def test_the_page_is_for_those_who_answer_for_the_records(organisation, signed_in):
    found = {name: signed_in(name).get(KEPT).status_code for name in ("ada", "rut", "odd", "alma", "farid")}
    assert found == {"ada": 200, "rut": 200, "odd": 200, "alma": 403, "farid": 403}
    assert KEPT in signed_in("ada").get("/staff/o/alvsala/settings/").text
