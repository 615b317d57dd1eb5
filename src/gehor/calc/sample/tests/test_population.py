"""Population figures as offices give them, and people as a spreadsheet has them."""

import json

import numpy as np
import pytest

from gehor.calc.errors import BadInput
from gehor.calc.sample import read_groups, read_people, read_population

PXWEB = """\
"region","ålder","kön","Folkmängd 2025"
"1480 Göteborg","0-17 år","män",100
"1480 Göteborg","0-17 år","kvinnor",90
"1480 Göteborg","18+ år","män",400
"1480 Göteborg","18+ år","kvinnor",410
"1480 Göteborg","totalt ålder","män",501
"""
DATASET = {
    "version": "2.0",
    "class": "dataset",
    "label": "Folkmängd efter ålder och kön 2025",
    "id": ["Region", "Alder", "Kon", "ContentsCode", "Tid"],
    "size": [1, 3, 2, 1, 1],
    "dimension": {
        "Region": {"label": "region", "category": {"index": {"1480": 0}, "label": {"1480": "Göteborg"}}},
        "Alder": {
            "label": "ålder",
            "category": {
                "index": {"-17": 0, "18+": 1, "tot": 2},
                "label": {"-17": "0–17", "18+": "18+", "tot": "totalt"},
            },
        },
        "Kon": {"label": "kön", "category": {"index": ["1", "2"], "label": {"1": "män", "2": "kvinnor"}}},
        "ContentsCode": {"label": "tabellinnehåll", "category": {"index": {"BE": 0}, "label": {"BE": "Folkmängd"}}},
        "Tid": {"label": "år", "category": {"index": {"2025": 0}, "label": {"2025": "2025"}}},
    },
    "value": [100, 90, 400, 410, 501, 502],
}


def written(tmp_path, content, name="population.csv"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_dataset_gives_each_margin_by_the_totals_it_holds(tmp_path):
    here = read_population(written(tmp_path, DATASET, "p.json"))
    sex, age = here.variables["kön"], here.variables["ålder"]
    assert (sex.values, sex.counts) == (("män", "kvinnor"), (501, 502))  # the office's own, not 100 + 400
    assert (age.values, age.counts, age.total) == (("0–17", "18+"), (190, 810), 1003)
    assert age.is_noisy and age.people == 1003 and sum(age.shares) == pytest.approx(1)
    assert "region" not in here.variables and here.source.startswith("Folkmängd")


def test_values_may_be_given_by_place(tmp_path):
    sparse = {**DATASET, "value": {str(place): value for place, value in enumerate(DATASET["value"])}}
    assert read_population(written(tmp_path, sparse, "p.json")).variables["kön"].counts == (501, 502)


def test_a_table_of_pxweb_gives_its_margins(tmp_path):
    text = PXWEB.replace('"1480 Göteborg","totalt ålder","män",501\n', "")
    here = read_population(written(tmp_path, text))
    assert here.variables["ålder"].counts == (190, 810)
    assert here.variables["kön"].values == ("män", "kvinnor") and here.source == "Folkmängd 2025"


def test_a_plain_list_is_enough(tmp_path):
    text = "variable;value;count\narea;Norr;1 200\narea;Söder;800\narea;totalt;2010\nage;old;5\n"
    here = read_population(written(tmp_path, text))
    assert here.variables["area"].counts == (1200, 800) and here.variables["area"].total == 2010


def test_values_are_gathered_as_people_were_asked(tmp_path):
    groups = read_groups(
        written(tmp_path, "variable,value,group\nålder,0-17 år,-\nålder,18+ år,adults\n", "groups.csv")
    )
    text = PXWEB.replace('"1480 Göteborg","totalt ålder","män",501\n', "")
    here = read_population(written(tmp_path, text), groups=groups)
    assert (here.variables["ålder"].values, here.variables["ålder"].counts) == (("adults",), (810,))


def test_the_version_of_an_area_division_is_kept(tmp_path):
    text = "variable,value,count\narea,1480C1010_DeSO2025,700\narea,1480C1020_DeSO2025,800\n"
    assert read_population(written(tmp_path, text)).variables["area"].division == "DeSO2025"
    with pytest.raises(BadInput, match="population_two_divisions"):
        read_population(written(tmp_path, text + "area,1480C1030,5\n"))


def changed(**more):
    return {**DATASET, **more}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{}", "not_jsonstat"),
        ('{"id": 3}', "not_jsonstat"),
        (changed(value=[1, 2, 3]), "not_jsonstat"),
        (changed(size=[1, 3, 2, 1, 2]), "not_jsonstat"),
        (changed(value=[100, None, 400, 410, 501, 502]), "population_has_holes"),
        (changed(value=[100, -1, 400, 410, 501, 502]), "population_negative"),
        (changed(value=[0] * 6), "population_is_nobody"),
        (PXWEB, "population_has_holes"),  # a total for men only
        (PXWEB.replace("410", "många"), "table_not_a_number"),
        (PXWEB.replace("100", "många"), "population_no_figures"),
        (PXWEB.replace('"kvinnor",90', '"män",90'), "population_value_twice"),
        ("ort,2024,2025\na,1,2\n", "population_several_years"),
        ("variable,value,count\na,b,-1\n", "table_number_too_small"),
        ("variable,value,count\na,b,1\na,b,2\n", "population_value_twice"),
        ("variable,value,count\na,b,0\n", "population_is_nobody"),
        ("variable,value,count\n", "table_only_head"),
        ("variable,value\na,b\n", "table_no_column"),
    ],
)
def test_figures_that_cannot_be_read_say_why(tmp_path, content, code):
    with pytest.raises(BadInput) as refused:
        read_population(written(tmp_path, content))
    assert (refused.value.code, refused.value.file) == (code, "population.csv")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("variable,value,group\nfärg,röd,a\n", "groups_unknown_variable"),
        ("variable,value,group\narea,Öster,a\n", "groups_unknown_value"),
        ("variable,value,group\narea,Norr,a\narea,Norr,b\n", "groups_value_twice"),
        ("variable,value,group\narea,Norr,\n", "groups_no_group"),
    ],
)
def test_groups_that_do_not_fit_say_why(tmp_path, text, code):
    path = written(tmp_path, "variable,value,count\narea,Norr,10\narea,Söder,10\n")
    with pytest.raises(BadInput, match=code):
        read_population(path, groups=read_groups(written(tmp_path, text, "groups.csv")))


LIST = "variable,value,count\narea,Norr,10\narea,Söder,10\nage,young,5\nage,old,5\n"


def test_people_are_read_by_the_variables_that_both_have(tmp_path):
    here = read_population(written(tmp_path, LIST))
    text = "id;Area;shoe;view\n1;norr;38;yes\n2;Vill inte svara;40;no\n3;SÖDER;41;\n"
    people = read_people(written(tmp_path, text, "people.csv"), here, answers=["view"])
    assert people.codes.keys() == {"area"} and people.codes["area"].tolist() == [0, -1, 1]
    options, codes = people.answers["view"]
    assert options == ("yes", "no") and codes.tolist() == [0, 1, -1] and people.ids == ("1", "2", "3")
    assert codes.dtype == np.int16


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("id,area\n1,Norr\n2,Väster\n", "people_unknown_value", 3),
        ("id,area\n1,Norr\n1,Norr\n", "table_id_twice", 3),
        ("id,area\n,Norr\n", "table_no_id", 2),
        ("id,shoe\n1,38\n", "people_no_variable", 1),
        ("id,area,view\n1,Norr,\n", "people_no_answers", None),
        ("id,area,view\n" + "".join(f"{n},Norr,{n}\n" for n in range(201)), "people_too_many_answers", None),
        ("id,area\n1,Norr\n", "table_no_column", 1),
    ],
)
def test_people_that_cannot_be_read_say_why(tmp_path, text, code, row):
    here = read_population(written(tmp_path, LIST))
    with pytest.raises(BadInput) as refused:
        read_people(
            written(tmp_path, text, "people.csv"), here, answers=["view"] if "view" in text or "column" in code else []
        )
    assert (refused.value.code, refused.value.row) == (code, row)
