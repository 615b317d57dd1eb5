"""A contract that catches nothing looks just like one that holds. Each is given violations here that it must catch."""

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from gehor.testing import catalogues, tools
from gehor.testing.architecture import beats, pages, plain, relations
from gehor.testing.plugin import need

ROOT = Path(__file__).resolve().parent.parent
DEPTHS = relations.river(ROOT / "pyproject.toml")


def plant(tree: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return tree


# Imports


@pytest.fixture
def skeleton(tmp_path):
    """Every stage with the files of its anatomy, all of them empty."""
    anatomy = ("__init__", "models", "rules", "queries", "actions", "views")
    files = {f"gehor/{stage}/{name}.py": "" for stage in DEPTHS for name in anatomy}
    for within in ("methods/budget", "methods/survey", "ground/people"):
        files |= {f"gehor/{within}/{name}.py": "" for name in anatomy}
    return plant(tmp_path, {"gehor/__init__.py": "", "gehor/testing/__init__.py": "", "gehor/conftest.py": "", **files})


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_empty_skeleton_breaks_no_import_contract(skeleton):
    done = lint(skeleton)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


RIVER = "A stage imports only from upstream"
METHODS = "Methods are independent of each other"
PURE = "calc, process and every rules.py know no Django"
READS = "Models and queries never call actions or views"
SHIPPED = "Nothing that runs rests on what only tests have"


# Contract, what is planted, and what is told of it
FIRST = [
    (RIVER, {"planning/queries.py": "from gehor.decision import models"}, "planning", "gehor.decision"),
    (RIVER, {"calc/__init__.py": "import gehor.process"}, "calc", "gehor.process"),
    (RIVER, {"portal/views.py": "import gehor.api.views"}, "portal", "gehor.api"),
    (RIVER, {"trace/queries.py": "import gehor.archive.models"}, "trace", "gehor.archive"),
    (RIVER, {"ground/people/queries.py": "import gehor.planning.models"}, "ground", "gehor.planning"),
    (METHODS, {"methods/budget/views.py": "from ..survey import models"}, "methods.budget", "gehor.methods.survey"),
    (PURE, {"process/__init__.py": "from django.utils import timezone"}, "process", "django"),
    (
        PURE,
        {"planning/rules.py": "from . import texts", "planning/texts.py": "import django"},
        "planning.rules",
        "django",
    ),
    (PURE, {"ground/people/rules.py": "import django"}, "ground.people.rules", "django"),
    (
        READS,
        {"decision/models.py": "def decide():\n    from . import actions"},
        "decision.models",
        "gehor.decision.actions",
    ),
    (READS, {"decision/queries.py": "import gehor.planning.views"}, "decision.queries", "gehor.planning.views"),
    (SHIPPED, {"planning/views.py": "import gehor.testing"}, "planning", "gehor.testing"),
]
OTHERS = [  # in the same files
    (RIVER, {"planning/queries.py": "def late():\n    from ..decision import models"}, "planning", "gehor.decision"),
    (PURE, {"calc/__init__.py": "import django"}, "calc", "django"),
    (PURE, {"methods/survey/rules.py": "from . import way", "methods/survey/way.py": "import django"},
     "methods.survey.rules", "django"),
    (READS, {"decision/queries.py": "from . import way", "decision/way.py": "from . import actions"},
     "decision.queries", "gehor.decision.actions"),
    (SHIPPED, {"planning/views.py": "import pytest"}, "planning", "pytest"),
]  # fmt: skip


@pytest.mark.parametrize("planted", [FIRST, OTHERS])
def test_a_planted_import_is_caught(skeleton, planted):
    """As many as fit into the same files are planted at once: each look at a tree is a process of its own."""
    files = [(f"gehor/{name}", text) for _, files, _, _ in planted for name, text in files.items()]
    assert len(dict(files)) == len(files)
    done = lint(plant(skeleton, dict(files)))
    assert done.returncode == 1, done.stdout + done.stderr
    for contract, _, who, what in planted:
        assert f"gehor.{who} is not allowed to import {what}:" in told_of(contract, done.stdout), contract


def told_of(contract: str, printed: str) -> str:
    """What stands under its name where the contracts are that are broken; nothing where it is not."""
    broken = re.split(r"^(.+)\n-{20,}$", printed.rpartition("Broken contracts")[2], flags=re.M)
    return next((text for name, text in zip(broken[1::2], broken[2::2], strict=True) if name.startswith(contract)), "")


def test_a_folder_that_is_nowhere_in_the_river_is_caught(skeleton):
    done = lint(plant(skeleton, {"gehor/surprise/__init__.py": ""}))
    assert done.returncode == 1 and "- gehor.surprise" in told_of(RIVER, done.stdout), done.stdout


def test_tests_may_import_whatever_they_test_with(skeleton):
    tests = {"gehor/planning/tests/test_story.py": "import pytest\nimport gehor.decision.models\nimport gehor.testing"}
    assert lint(plant(skeleton, tests)).returncode == 0


# Relations


@isolate_apps()
def related(stage: str, target_stage: str, *, name: str | None = "+", kind: type = models.ForeignKey) -> list[str]:
    """The faults of one relation from a model of one stage to a model of another."""

    class Target(models.Model):
        __module__ = f"gehor.{target_stage}.models"

        class Meta:
            app_label = "target"

    options = {} if kind is models.ManyToManyField else {"on_delete": models.PROTECT}

    class Source(models.Model):
        __module__ = f"gehor.{stage}.models"
        target = kind(Target, related_name=name, **options)

        class Meta:
            app_label = "source"

    return relations.faults([Source, Target], DEPTHS)


def test_a_relation_that_looks_upstream_is_fine():
    assert related("decision", "analysis") == []
    assert related("decision", "analysis", kind=models.ManyToManyField) == []
    assert related("planning", "ground.people") == []


def test_a_relation_within_a_stage_may_have_a_name():
    assert related("planning", "planning", name="activities") == []
    assert related("ground.people", "ground.organisations", name=None) == []


@pytest.mark.parametrize("kind", [models.ForeignKey, models.OneToOneField, models.ManyToManyField])
def test_a_relation_that_looks_downstream_is_caught(kind):
    assert "looks downstream" in related("planning", "decision", kind=kind)[0]


def test_a_relation_across_the_river_is_caught():
    assert "looks downstream, or across" in related("trace", "archive")[0]
    assert "looks downstream, or across" in related("methods.budget", "methods.survey")[0]


@pytest.mark.parametrize("name", [None, "decisions"])
def test_a_name_by_which_upstream_would_know_downstream_is_caught(name):
    assert "would know of" in related("decision", "analysis", name=name)[0]


@isolate_apps()
def test_a_generic_relation_is_caught():
    class Mark(models.Model):
        __module__ = "gehor.analysis.models"
        kind = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
        number = models.PositiveIntegerField()
        subject = GenericForeignKey("kind", "number")

        class Meta:
            app_label = "source"

    assert relations.faults([Mark], DEPTHS) == ["gehor.analysis.models.Mark.subject: is a generic relation"]


# Actions

GOOD = '''
@transaction.atomic
def decide(finding, *, actor, outcome):
    """Decide."""
    act = begin(DECIDE, finding.dialogue, actor=actor, facts=facts)
    if outcome is None:
        raise WrongInput("no_outcome")
    for each in finding.rests:
        each.touch()
    decision = Decision.objects.create(outcome=outcome)
    record(act, subject=decision, outcome=outcome)
    return decision
'''
LAST = "    record(act, subject=decision, outcome=outcome)\n"


def beaten(tmp_path, text, name="gehor/decision/actions.py"):
    return beats.faults(plant(tmp_path, {name: text}))


def test_an_action_with_three_beats_is_fine(tmp_path):
    assert beaten(tmp_path, GOOD) == []


def test_an_action_that_records_on_every_way_is_fine(tmp_path):
    assert beaten(tmp_path, GOOD.replace(
        LAST + "    return decision\n",
        "    if outcome == 'met':\n        record(act, subject=decision)\n        return decision\n"
        "    else:\n        record(act, subject=decision)\n    return decision\n",
    )) == []  # fmt: skip


def test_what_is_private_is_part_of_an_action(tmp_path):
    assert beaten(tmp_path, "def _tidy(text): return text") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("@transaction.atomic\n", "", "is not one transaction"),
        ("@transaction.atomic", "@cache", "is not one transaction"),
        ("    act = begin(", "    finding.lock()\n    act = begin(", "does not begin"),
        ("    act = begin(", "    def act(): begin(", "does not begin"),
        ("    act = begin(", "    act = careless and begin(", "does not begin"),
        (LAST, "", "without record"),
        ("    for each in", "    if not finding.rests:\n        return None\n    for each in", "without record"),
        ("        each.touch()", "        return record(act, subject=each) if each else None", "without record"),
        (LAST, "    if outcome:\n        record(act)\n    ", "without record"),
        ("    record(act, ", "    for each in finding.rests:\n        record(act, ", "without record"),
        (LAST, "    try:\n        record(act)\n    except E:\n        pass\n", "without record"),
        ("    record(act, ", "    later = lambda: record(act, ", "without record"),
        (LAST + "    return decision\n", "    pass\n", "can end without record"),
        ("*, actor, outcome", "*, outcome, actor=None", "without an actor"),
        ("*, actor, outcome", "*, outcome", "has no actor"),
        ("*, actor, outcome", "*, actor, outcome, skip_checks=False", "has a way round: skip_checks"),
    ],
)  # fmt: skip
def test_an_action_without_its_three_beats_is_caught(tmp_path, old, new, fault):
    assert old in GOOD
    assert any(fault in found for found in beaten(tmp_path, GOOD.replace(old, new, 1)))


def test_actions_in_a_folder_are_read_too(tmp_path):
    assert beaten(tmp_path, "def decide(*, actor): pass", name="gehor/decision/actions/deciding.py")


# Models and signals


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("decision/models.py", "class D(Model):\n    def save(self): ...", "D has its own save()"),
        ("decision/models.py", "class D(Model):\n    def delete(self): ...", "D has its own delete()"),
        ("decision/models/deciding.py", "class D(Model):\n    async def asave(self): ...", "D has its own asave()"),
        ("ground/act.py", "from django.db.models.signals import post_save", "uses signals"),
        ("ground/act.py", "from django.db.models import signals", "uses signals"),
        ("site/apps.py", "def ready():\n    from django.dispatch import receiver", "uses signals"),
        ("site/apps.py", "import django.core.signals", "uses signals"),
    ],
)
def test_workflow_in_models_and_signals_anywhere_are_caught(tmp_path, name, text, fault):
    assert fault in plain.faults(plant(tmp_path, {name: text}))[0]


def test_a_plain_model_and_the_signals_of_an_operating_system_are_fine(tmp_path):
    files = {"models.py": "class D(Model):\n    def __str__(self): ...", "worker.py": "import signal"}
    assert plain.faults(plant(tmp_path, files)) == []


# Pages


def paged(tmp_path, body):
    return pages.faults(plant(tmp_path, {"planning/templates/planning/plan.html": "{# dialogue: Dialogue #}\n" + body}))


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://www.riksdagen.se/kl">Kommunallagen</a>',
        '<link rel="stylesheet" href="{% static \'design/app.css\' %}">',
        "<script src=\"{% static 'design/js/htmx.js' %}\" defer></script>",
        '<script type="application/json">{{ rows }}</script>',
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        '<form action="{% url \'plan\' slug=dialogue.slug %}" method="post" hx-post="{% url \'plan\' %}"></form>',
        '<img src="{{ logo }}" alt="" srcset="/a.png 1x, /b.png 2x">',
        '{% comment %}<p style="old">{% endcomment %}<p>{# <style> #}</p>',
        '{% form_key %}<input type="hidden" name="submission" value="{{ submission }}">',
    ],
)
def test_a_page_of_our_own_means_is_fine(tmp_path, body):
    assert paged(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p style="color: red">', ":2 has a style attribute on <p>"),
        ('<p {% if late %}style="color: red"{% endif %}>', ":2 has a style attribute on <p>"),
        ('<div\n  class="{{ kind }}"\n  STYLE="x">', "has a style attribute on <div>"),
        ("<style>p { color: red }</style>", ":2 has a <style>"),
        ("<script>run()</script>", ":2 has an inline script"),
        ('{% if x %}\n\n<script type="module">run()</script>{% endif %}', ":4 has an inline script"),
        ('<button onclick="run()">', ":2 has an inline script: onclick on <button>"),
        ('<button hx-on:click="run()">', ":2 has an inline script: hx-on:click on <button>"),
        ('<a href="javascript:run()">', ":2 has an inline script: href='javascript:run()'"),
        ('<img src="https://example.org/x.png">', ":2 asks a stranger: src='https://example.org/x.png' on <img>"),
        ('<img srcset="/a.png 1x, //example.org/b.png 2x">', ":2 asks a stranger"),
        ('<link rel="stylesheet" href="//example.org/x.css">', ":2 asks a stranger"),
        ('<script src="HTTP://example.org/x.js"></script>', ":2 asks a stranger"),
        ('<form action="https://example.org/">', ":2 asks a stranger"),
        ('<div hx-get="https://example.org/">', ":2 asks a stranger"),
        ('<svg><use href="https://example.org/i.svg#a"/></svg>', ":2 asks a stranger"),
        ('<input name="submission" value="00000000-0000-0000-0000-000000000000">', ":2 gives everybody's form"),
    ],
)
def test_a_page_that_is_not_safe_for_everybody_is_caught(tmp_path, body, fault):
    assert any(fault in found for found in paged(tmp_path, body))


def test_a_page_that_does_not_say_what_it_is_given_is_caught(tmp_path):
    assert pages.faults(plant(tmp_path, {"a/templates/a/b.html": '{% extends "design/base.html" %}'}))


@pytest.mark.parametrize("rule", ["src: url('https://example.org/f.woff2')", "", '@import "//example.org/x.css"'])
def test_a_style_sheet_that_asks_a_stranger_is_caught(tmp_path, rule):
    css = plant(tmp_path, {"design/static/design/type.css": f"a {{ fill: url(#own) }}\n{rule}\n"})
    assert len(pages.faults(css)) == bool(rule)


# Catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Say what you think."
msgstr "Säg vad du tycker."

#, python-format
msgid "%(count)s answer"
msgid_plural "%(count)s answers"
msgstr[0] "%(count)s svar"
msgstr[1] "%(count)s svar"
"""
PAGE = """{# count: int #}{% load i18n %}
{% translate "Say what you think." %}
{% blocktranslate trimmed count count=count %}
  {{ count }} answer
{% plural %}
  {{ count }} answers
{% endblocktranslate %}
"""


@pytest.fixture
def said(tmp_path):
    need(tools.xgettext(), "gettext is not installed (Debian: apt install gettext)")
    files = {"planning/templates/planning/plan.html": PAGE, "planning/locale/sv/LC_MESSAGES/django.po": PO}
    return plant(tmp_path, files)


def test_a_complete_catalogue_is_fine(said):
    assert catalogues.faults(said) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Säg vad du tycker.", "", "empty: 'Say what you think.'"),
        ('msgid "Say', '#, fuzzy\nmsgid "Say', "fuzzy: 'Say what you think.'"),
        ('msgid "Say what you think."', 'msgid "Say what you thought."', "missing: 'Say what you think.'"),
        ('msgstr[1] "%(count)s svar"', 'msgstr[1] ""', "empty: '%(count)s answer'"),
        ('msgstr[1] "%(count)s svar"', 'msgstr[1] "%(antal)s svar"', "'%(count)s answer'"),
    ],
)
def test_a_catalogue_with_a_hole_is_caught(said, old, new, fault):
    po = said / "planning/locale/sv/LC_MESSAGES/django.po"
    assert old in PO
    po.write_text(PO.replace(old, new), encoding="utf-8")
    assert any(fault in found for found in catalogues.faults(said))


def test_a_sentence_that_no_catalogue_will_ever_hold_is_caught(said):
    plant(said, {"decision/texts.py": "from django.utils.translation import gettext_lazy as _\nSAID = _('Decided.')\n"})
    assert catalogues.faults(said) == ["decision/texts.py: speaks, but lies in no folder that keeps a catalogue"]


@pytest.mark.parametrize(
    "said_as", ["from django.utils.translation import gettext_lazy as lazy\n", "from x import *\nlazy = gettext_lazy\n"]
)
def test_a_sentence_said_under_another_name_is_caught(said, said_as):
    plant(said, {"planning/texts.py": said_as})
    assert catalogues.faults(said) == ["planning/texts.py: says sentences as 'lazy', which is not extracted: use _"]


def test_a_stage_inside_another_keeps_its_own_sentences(said):
    plant(said, {"planning/inner/texts.py": "_('Inner.')\n", "planning/inner/locale/sv/LC_MESSAGES/django.po": PO})
    assert catalogues.faults(said) == ["planning/inner, sv: missing: 'Inner.'"]


def test_one_sentence_said_in_two_ways_is_caught_unless_a_context_tells_them_apart(tmp_path):
    place = "{}/locale/sv/LC_MESSAGES/django.po"
    other = PO.replace("Säg vad du tycker.", "Säg till.")
    files = {place.format("planning"): PO, place.format("portal"): other, place.format("trace"): PO}
    plant(tmp_path, files)
    assert catalogues.disagreements(tmp_path) == [
        "sv: 'Say what you think.' is 'Säg vad du tycker.' in planning, trace, but 'Säg till.' in portal"
    ]
    apart = other.replace('msgid "Say', 'msgctxt "in a crowd"\nmsgid "Say')
    plant(tmp_path, {place.format("portal"): apart})
    assert catalogues.disagreements(tmp_path) == []


def test_a_catalogue_in_another_order_is_caught_and_tidied(said):
    po = said / "planning/locale/sv/LC_MESSAGES/django.po"
    catalogues.tidy(po)
    tidy = po.read_text()
    assert catalogues.untidy(said) == []
    po.write_text(tidy.replace('"Language', '"POT-Creation-Date: 2026-11-22 08:36+0000\\n"\n"Language'))
    assert catalogues.untidy(said) == ["planning/locale/sv/LC_MESSAGES/django.po"]
    catalogues.tidy(po)
    assert po.read_text() == tidy


def test_a_catalogue_is_compiled_once_until_it_changes(said):
    po = said / "planning/locale/sv/LC_MESSAGES/django.po"
    assert catalogues.compile_stale(said) == [po]
    assert po.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
    assert catalogues.compile_stale(said) == []
    os.utime(po, (4e9, 4e9))
    assert catalogues.compile_stale(said) == [po]
