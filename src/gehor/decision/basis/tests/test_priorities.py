"""What those at the meetings put first stands in the basis, counted, drawn, and frozen with it."""

from gehor.analysis.series.models import Prioritisation
from gehor.analysis.series.tests.conftest import categories, counted, meetings, open_meetings, prioritisation  # noqa: F401
from gehor.decision.basis.content import basis_of, brought_back, kept
from gehor.ground.documents.parts import Paragraph, Table, links, plain

COUNTED = "/d/skolan/series/#priorities"


def table(document):
    found = [part for part in document.parts if isinstance(part, Table) and part.bars]
    return found[0] if found else None


def test_the_order_stands_with_its_numbers_and_each_leads_to_what_it_counts(counted):  # noqa: F811
    basis = basis_of(counted.dialogue)
    shown = table(brought_back(kept(basis)).document)
    assert shown == table(basis.document)
    rows = [tuple(map(plain, row)) for row in shown.rows]
    assert rows[0] == ("Bussen går för tidigt.", "1", "10", "91\xa0%", "62–98\xa0%") and rows[-1][2] == "0"
    assert shown.bars[0] == 10 / 11
    assert sum(link.to.endswith(COUNTED) for link in links(basis.document)) == 5, "the sum, and each of four"
    assert shown.rows[0][0][0].to == "#finding-3"
    told = [plain(part.text) for part in basis.document.parts if isinstance(part, Paragraph)]
    assert "I mobilen: 5, På papper: 6" in told


def test_a_series_leaves_the_preview_within_its_fifteen_questions(counted, signed_in, django_assert_max_num_queries):  # noqa: F811
    lead = signed_in("alma")
    with django_assert_max_num_queries(15):
        assert b"#priorities" in lead.get(f"/staff/d/{counted.dialogue.slug}/basis/preview/").content


def test_while_people_prioritise_the_basis_says_nothing_of_it(prioritisation, counted):  # noqa: F811
    Prioritisation.objects.update(closed_at=None)
    assert table(basis_of(counted.dialogue).document) is None
