"""Every action has three beats: begin (who may, what must hold), change, record. Always, and in one transaction."""

import ast
from collections.abc import Iterator
from pathlib import Path

from . import called, dotted, parsed

# received_* and cast_once commit together with others that wait: participation/receiving.py; whole makes ready first
# what it stores in one: ground/aside.py
FRAMES = frozenset({"transaction.atomic", "atomic", "received_once", "received_together", "cast_once", "whole"})
BEGIN = frozenset({"begin"})
RECORD = frozenset({"record", "record_each"})
WAYS_ROUND = frozenset({"skip_checks", "force", "bypass", "unchecked"})


def faults(source: Path) -> list[str]:
    return [
        f"{path.relative_to(source)}:{function.lineno} {function.name}: {fault}"
        for path in called("actions", source)
        for function in parsed(path).body
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and not function.name.startswith("_")
        for fault in _faults_of(function)
    ]


def _faults_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    if not any(dotted(decorator) in FRAMES for decorator in function.decorator_list):
        yield "is not one transaction (@transaction.atomic)"
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body or not _calls(body[0], BEGIN):
        yield "does not begin(…) first"
    ends: list[str] = []
    if _walk(body, False, ends) is False:
        ends.append("can end without record(…)")
    yield from ends
    yield from _ways_round(function.args)


def _ways_round(arguments: ast.arguments) -> Iterator[str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    has_default = {each.arg for each in positional[without:]}
    has_default |= {
        each.arg for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value is not None
    }
    names = {each.arg for each in [*positional, *arguments.kwonlyargs]}
    if "actor" not in names:
        yield "has no actor"
    elif "actor" in has_default:
        yield "can be called without an actor"
    yield from (f"has a way round: {name}" for name in sorted(names & WAYS_ROUND))


def _calls(node: ast.AST, names: frozenset[str]) -> bool:
    """Whether evaluating this surely calls one of the names; what a nested function does is not counted."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
        return False
    if isinstance(node, ast.IfExp):
        return _calls(node.test, names) or (_calls(node.body, names) and _calls(node.orelse, names))
    if isinstance(node, ast.BoolOp):
        return _calls(node.values[0], names)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return _calls(node.generators[0].iter, names)  # the rest may run for nothing at all
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
        return True
    return any(_calls(child, names) for child in ast.iter_child_nodes(node))


def _walk(statements: list[ast.stmt], recorded: bool, ends: list[str]) -> bool | None:
    """Follow every way through. Returns whether it was recorded when it goes on; None where it never does."""
    for statement in statements:
        state = _step(statement, recorded, ends)
        if state is None:
            return None
        recorded = state
    return recorded


def _step(statement: ast.stmt, recorded: bool, ends: list[str]) -> bool | None:
    match statement:
        case ast.Return():
            if not recorded and not _calls(statement, RECORD):
                ends.append(f"returns in line {statement.lineno} without record(…)")
            return None
        case ast.Raise():
            return None
        case ast.If():
            recorded = recorded or _calls(statement.test, RECORD)
            return _both([_walk(statement.body, recorded, ends), _walk(statement.orelse, recorded, ends)])
        case ast.Match():
            recorded = recorded or _calls(statement.subject, RECORD)
            last = statement.cases[-1]
            always = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
            ways = [_walk(case.body, recorded, ends) for case in statement.cases]
            return _both(ways if always else [*ways, recorded])
        case ast.For() | ast.AsyncFor() | ast.While():
            _walk(statement.body, recorded, ends)  # may run for nothing at all, so it counts for nothing after it
            _walk(statement.orelse, recorded, ends)
            return recorded
        case ast.With() | ast.AsyncWith():
            recorded = recorded or any(_calls(item.context_expr, RECORD) for item in statement.items)
            return _walk(statement.body, recorded, ends)
        case ast.Try() | ast.TryStar():
            through = _walk([*statement.body, *statement.orelse], recorded, ends)
            # Where it broke is unknown, so a handler counts only what was recorded before
            state = _both([through, *(_walk(handler.body, recorded, ends) for handler in statement.handlers)])
            at_last = _walk(statement.finalbody, bool(state), ends)
            return at_last if state is not None else None
        case _:
            return recorded or _calls(statement, RECORD)


def _both(ways: list[bool | None]) -> bool | None:
    going_on = [way for way in ways if way is not None]
    return all(going_on) if going_on else None
