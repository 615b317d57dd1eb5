"""Where facts come from: every source is named in both languages."""

import pytest

from gehor.planning.advice.entries import entries
from gehor.planning.handbook import HANDBOOK
from gehor.planning.project.outline import PARTS
from gehor.planning.shapes import shapes
from gehor.planning.sources import OWN, named, sources


def test_every_source_has_a_name_in_both_languages_and_an_address_that_can_be_followed():
    for source in sources().values():
        assert all(source.name.values()), source.key
        assert source.name["sv"] != source.name["en"], source.key
        assert source.address.startswith(("https://", "http://")) or not source.address, source.key
    addresses = [source.address for source in sources().values() if source.address]
    assert len(set(addresses)) == len(addresses)


def test_every_source_is_cited_and_no_other():
    cited = {key for each in entries() for key in each.sources}
    cited |= {source.key for shape in shapes().values() for source in shape.sources}
    beside = [entry for form in HANDBOOK.values() for entry in form.values()]
    beside += [field.entry for part in PARTS.values() for field in part.fields]
    cited |= {source.key for entry in beside for source in entry.cited}
    assert cited == set(sources())


def test_our_own_description_is_no_web_address_and_stands_alone():
    assert not sources()[OWN].address
    assert all(each.sources == (OWN,) for each in entries() if OWN in each.sources)


def test_a_source_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        named(["hearsay"])
