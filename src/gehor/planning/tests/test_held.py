"""Where nobody may have answered yet, nobody answers meanwhile. The race itself is in participation's tests."""

import ast
from pathlib import Path

import gehor
from gehor.process import learning, steps
from gehor.process.needs import NOBODY_YET
from gehor.testing.architecture import called, dotted, parsed


def test_a_step_that_nobody_may_have_answered_to_reads_its_facts_while_nobody_answers() -> None:
    begun = [
        (node.args[0].id, {each.arg: dotted(each.value) for each in node.keywords}.get("facts"))
        for path in called("actions", Path(gehor.__file__).parent)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and dotted(node) == "begin" and isinstance(node.args[0], ast.Name)
    ]
    named = [(name, facts) for name, facts in begun if name.isupper()]  # `step` is handed in by the sending of messages
    known = {**vars(learning), **vars(steps)}
    asking = {name: facts for name, facts in named if NOBODY_YET in known[name].needs}
    assert asking and set(asking.values()) == {"facts_held"}, asking
