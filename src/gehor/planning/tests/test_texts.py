"""Every code of the plan has its words."""

import re
from pathlib import Path

from gehor.planning import rules, texts
from gehor.planning.models import Dialogue
from gehor.process.words import Go, Level


def codes_of_rules():
    """Every code that a rule can answer with, warnings apart."""
    source = Path(rules.__file__).read_text(encoding="utf-8")
    return set(re.findall(r'return "([a-z_]+)"', source))


def test_every_fault_that_a_rule_finds_has_a_sentence():
    assert len(codes_of_rules()) > 10
    assert codes_of_rules() <= set(texts.REFUSALS)


def test_every_warning_has_a_sentence():
    source = Path(rules.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'found\.append\("([a-z_]+)"\)', source)) == set(texts.WARNINGS)


def test_every_level_outcome_kind_and_part_has_its_words():
    assert set(texts.LEVELS) == set(Level)
    assert set(texts.OUTCOMES) == set(Go)
    assert set(texts.KINDS) == set(Dialogue.Kind)
    assert set(texts.PARTS) == set(rules.PARTS)
