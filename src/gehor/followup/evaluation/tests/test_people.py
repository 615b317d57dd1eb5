"""How many people took part is one number, wherever it stands."""

from gehor.analysis.models import Finding
from gehor.analysis.queries.findings import counted
from gehor.analysis.queries.result import totals
from gehor.decision.queries import basis
from gehor.followup.evaluation.queries import courses
from gehor.ground.people.keeping import new_participant
from gehor.participation.models import Contribution


def test_whoever_spoke_at_two_tables_and_alone_is_one_person_everywhere(analysed):
    first, second, alone = [each.participant for each in Contribution.objects.filter(dialogue=analysed).order_by("pk")]
    for table in (first, second):
        table.people = 7
        table.save()
    alone.voices.add(first, second)
    new_participant(analysed.organisation).voices.add(first)
    found = basis(analysed)
    assert (found.participants, found.people) == (3, 2), "two people sat there, and one of them spoke alone too"
    assert totals(analysed).people == 2
    assert courses([analysed])[analysed.pk].people == 2
    findings = counted(Finding.objects.filter(dialogue=analysed))
    assert list(findings.values_list("people", flat=True)) == [2, 1], "those at each of the two tables"


def test_a_table_where_nobody_noted_who_they_were_counts_as_many_as_it_said(analysed):
    table = Contribution.objects.filter(dialogue=analysed).order_by("pk")[0].participant
    table.people = 7
    table.save()
    assert basis(analysed).people == totals(analysed).people == courses([analysed])[analysed.pk].people == 9
