"""What the tests of a series share: three meetings, of which the first is open, and a ballot that can be handed in."""

import datetime as dt

import pytest

from gehor.analysis.models import Finding
from gehor.analysis.series import actions
from gehor.ground import clock
from gehor.participation.models import Opening
from gehor.planning.models import Activity

STATEMENTS = ("Skolgården är för liten.", "Maten är kall.", "Bussen går för tidigt.", "Toaletterna är trasiga.")


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def meetings(planned):
    """Three meetings, two weeks apart; the dialogue's other activity is dropped."""
    Activity.objects.filter(dialogue=planned).delete()
    days = (dt.date(2026, 3, 2), dt.date(2026, 3, 16), dt.date(2026, 3, 30))
    return [
        Activity.objects.create(
            pk=500 + 3 * number,
            dialogue=planned,
            number=number,
            method="meeting",
            title={"sv": f"Möte {number}", "en": f"Meeting {number}"},
            introduction={"sv": "Vi talar fritt."},
            level="involve",
            setup={"date": day.isoformat(), "starts": "18:00", "ends": "20:00", "place": {"sv": "Aulan"}, "tables": 3},
            begins_on=day,
            ends_on=day,
        )
        for number, day in enumerate(days, 1)
    ]


@pytest.fixture
def open_meetings(meetings):
    """All three are open for notes."""
    Opening.objects.bulk_create(Opening(activity=each, opened_at=clock.now()) for each in meetings)
    return meetings


@pytest.fixture
def categories(open_meetings):
    rows = [
        Finding(
            pk=700 + 3 * number,
            dialogue=open_meetings[0].dialogue,
            number=number,
            statement={"sv": words},
            written_at=clock.now(),
        )
        for number, words in enumerate(STATEMENTS, 1)
    ]
    return Finding.objects.bulk_create(rows)


@pytest.fixture
def prioritisation(open_meetings, categories, alma):
    """Two dots for each, among four categories."""
    return actions.open_prioritisation(open_meetings[1], actor=alma, dots=2)


@pytest.fixture
def counted(prioritisation, alma, tove, dana):
    """Six ballots on paper and on phones; the third category comes first. Closed."""
    codes = actions.make_ballots(prioritisation, actor=tove, number=11)
    for code, dots in zip(codes[:6], ([3], [3], [3, 1], [3, 2], [1, 3], [1]), strict=True):
        actions.enter_ballot(prioritisation, actor=tove, code=code, dots=dots)
    for code in codes[6:]:
        actions.vote(prioritisation, actor=dana, code=code, dots=[3])
    return actions.close_prioritisation(prioritisation, actor=alma)
