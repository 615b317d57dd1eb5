"""Population figures as offices give them, and people as a spreadsheet has them."""

import json
from pathlib import Path

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


def test_codes_without_a_year_are_of_a_division_too(tmp_path):
    here = read_population(written(tmp_path, "variable,value,count\narea,1480C1010,700\narea,1480C1020,800\n"))
    assert here.variables["area"].division == "DeSO"


EXAMPLES = Path(__file__).parents[5] / "docs" / "calculations" / "examples" / "sample"


@pytest.mark.parametrize("file", ["population.json", "population.csv"])
def test_tables_as_the_office_gives_them_are_read(file):
    """Totals under several names, noise, areas with their municipality, a title above the names, Windows-1252."""
    here = read_population(EXAMPLES / file)
    area, age, sex = (here.variables[name] for name in ("region", "ålder", "kön"))
    assert area.values == ("2599A0010", "2599B2010", "2599C1010", "2599C1020")
    assert (area.counts, area.total, area.division) == ((1320, 1778, 2500, 2369), 7969, "DeSO2025")
    assert (age.values[0], age.counts[0], len(age.values), age.total) == ("0–15 år", 1528, 5, 7969)
    assert (sex.values, sum(sex.counts)) == (("män", "kvinnor"), 7971) and sex.is_noisy
    assert here.source.startswith("Folkmängd efter region, ålder, kön")


def test_whoever_is_left_out_is_left_out_of_every_margin():
    """Nobody under 16 was asked: not in the margin of age, and not in that of area either."""
    here = read_population(EXAMPLES / "population.json", groups=read_groups(EXAMPLES / "groups.csv"))
    age, area = here.variables["ålder"], here.variables["region"]
    assert age.values == ("16–24", "25–44", "45–64", "65+") and age.total is None
    assert area.values == ("Landsbygden", "Norra tätorten", "Södra tätorten") and area.division == ""
    assert area.total == sum(age.counts) == 861 + 2128 + 1899 + 1549  # of the municipality, as the office has them


def test_a_joint_table_and_its_margins_agree_whichever_way_it_comes():
    one, other = (
        read_population(EXAMPLES / file, groups=read_groups(EXAMPLES / "groups.csv"))
        for file in ("population.json", "population.csv")
    )
    assert one.variables == other.variables


@pytest.mark.parametrize(
    "word",
    ["totalt ålder", "totalt, samtliga åldrar", "TOTALT", "total, all ages", "samtliga", "män och kvinnor", "1+2"],
)
def test_a_total_is_known_by_what_offices_call_it(tmp_path, word):
    found = read_population(written(tmp_path, f'age,2025\nyoung,400\nold,590\n"{word}",1000\n')).variables["age"]
    assert (found.values, found.total) == (("young", "old"), 1000)


def test_a_total_is_known_by_its_code_where_the_office_says_which(tmp_path):
    table = {
        "class": "dataset",
        "id": ["Alder"],
        "size": [3],
        "dimension": {
            "Alder": {
                "label": "ålder",
                "category": {"index": ["a", "b", "c"], "label": {"a": "unga", "b": "gamla", "c": "var och en"}},
                "extension": {"elimination": True, "eliminationValueCode": "c"},
            }
        },
        "value": [400, 590, 1000],
    }
    found = read_population(written(tmp_path, table, "p.json")).variables["ålder"]
    assert (found.values, found.total) == (("unga", "gamla"), 1000)


def test_what_stands_for_nobody_is_none(tmp_path):
    found = read_population(written(tmp_path, "age,2025\nyoung,–\nold,590\n")).variables["age"]
    assert found.counts == (0, 590)


def test_ages_in_single_years_are_a_variable(tmp_path):
    """A column of whole numbers beside the last is no figure where it tells rows apart."""
    rows = "".join(f"1480,{age},{100 + age}\n" for age in range(16, 99))
    here = read_population(written(tmp_path, f"region,ålder,2025\n{rows}"))
    assert len(here.variables["ålder"].values) == 83 and "region" not in here.variables


def test_an_area_may_be_written_with_its_name_or_its_code(tmp_path):
    category = {
        "index": {"1480R001_RegSO2025": 0, "1480R002_RegSO2025": 1},
        "label": {"1480R001_RegSO2025": "Angered", "1480R002_RegSO2025": "Bergsjön"},
    }
    table = {
        "class": "dataset",
        "id": ["Region"],
        "size": [2],
        "dimension": {"Region": {"label": "region", "category": category}},
        "value": [100, 200],
    }
    here = read_population(written(tmp_path, table, "p.json"))
    assert here.variables["region"].values == ("1480R001 Angered", "1480R002 Bergsjön")
    text = "region\nAngered\n1480R002\n1480R002_RegSO2025\n1480R001 Angered\n"
    assert read_people(written(tmp_path, text, "people.csv"), here).codes["region"].tolist() == [0, 1, 1, 0]
    with pytest.raises(BadInput) as refused:
        read_people(written(tmp_path, "region\n1480R002_RegSO2018\n", "people.csv"), here)
    assert (refused.value.code, refused.value.params["division"]) == ("people_other_division", "RegSO2025")


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
        (PXWEB.replace("100", "många"), "table_not_a_number"),
        (PXWEB.replace("100", "-100"), "table_number_too_small"),
        ("region,age\na,young\nb,old\n", "population_no_figures"),
        ("", "table_empty"),
        (PXWEB.replace('"kvinnor",90', '"män",90'), "population_value_twice"),
        (changed(value=[100, 90, 400, 410, 1501, 1502]), "population_total_differs"),
        ("ort,2025\na,500\nb,500\ntotalt,1100\n", "population_total_differs"),
        ("variable,value,count\narea,,5\narea,Söder,10\n", "population_no_name"),
        ("variable,value,count\n,Norr,5\narea,Söder,10\n", "population_no_name"),
        (changed(value=[100, 1e999, 400, 410, 501, 502]), "not_json"),
        (changed(value={"-1": 3}), "not_jsonstat"),
        (changed(id=["Region"], size=[10**9]), "not_jsonstat"),
        ("ort,2024,2025\na,1,2\n", "population_several_years"),
        ("ort,Folkmängd 2024,Folkmängd 2025\na,1,2\nb,2,3\n", "population_several_years"),
        ("ort,år,antal\na,2024,2\nb,2024,3\na,2025,2\nb,2025,3\n", "population_several_years"),
        ("ort,hushåll,personer\na,1,2\nb,2,3\n", "population_several_figures"),
        ("ort,2025\na,..\nb,3\n", "population_withheld"),
        ("ort,2025\n00 Riket,5\n1480C1010,3\n1480 Göteborg,5\n", "population_several_totals"),
        ("ort,2025\n1480C1010_DeSO2025,5\n1480R001_RegSO2025,3\n", "population_two_divisions"),
        ("ort,2025\n" + "".join(f"{at},1\n" for at in range(30_001)), "population_too_many_values"),
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


def test_what_lacks_is_told_by_what_it_is_about(tmp_path):
    for content, words in (
        (changed(value=[100, 90, None, 410, None, 502]), "18+, män"),
        (changed(value=[100, 90, 400, -1, 501, -2]), "18+, kvinnor"),
        (PXWEB, "totalt ålder, kvinnor"),
        (PXWEB + '"1480 Göteborg","18+ år","män",4\n', "1480 Göteborg, 18+ år, män"),
    ):
        with pytest.raises(BadInput) as refused:
            read_population(written(tmp_path, content))
        told = refused.value.params
        assert told.get("words", told.get("word")) == words


def test_small_noise_is_no_fault_of_a_small_table(tmp_path):
    found = read_population(written(tmp_path, "age,2025\nyoung,4\nold,6\ntotalt,14\n")).variables["age"]
    assert (found.counts, found.total, found.is_noisy) == ((4, 6), 14, True)


def test_whoever_is_left_out_of_a_list_is_no_group_and_in_no_total(tmp_path):
    groups = read_groups(written(tmp_path, "variable,value,group\nage,child,-\narea,1480C1020,South\n", "groups.csv"))
    text = "variable,value,count\nage,child,3\nage,old,7\nage,totalt,10\n"
    text += "area,1480C1010_DeSO2025,4\narea,1480C1020_DeSO2025,6\n"
    here = read_population(written(tmp_path, text), groups=groups)
    assert (here.variables["age"].values, here.variables["age"].total) == (("old",), None)
    people = read_people(written(tmp_path, "area\n1480C1010_DeSO2025\nSouth\n", "people.csv"), here)
    assert people.codes["area"].tolist() == [0, 1]


LIST = "variable,value,count\narea,Norr,10\narea,Söder,10\nage,young,5\nage,old,5\n"


def test_people_are_read_by_the_variables_that_both_have(tmp_path):
    here = read_population(written(tmp_path, LIST))
    text = "id;Area;shoe;view\n1;norr;38;yes\n2;Vill inte svara;40;no\n3;SÖDER;41;\n4;okänd;;okänd\n5;Norr;;yes\n"
    people = read_people(written(tmp_path, text, "people.csv"), here, answers=["view"])
    assert people.codes.keys() == {"area"} and people.codes["area"].tolist() == [0, -1, 1, -1, 0]
    options, codes = people.answers["view"]
    assert options == ("yes", "no", "okänd") and codes.tolist() == [0, 1, -1, 2, 0]  # what most said first
    assert people.ids == ("1", "2", "3", "4", "5")
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
