"""What the import linter cannot see, as functions from a source tree to a list of faults, a sentence each.

They take a tree so that tests can plant a violation in a small one and see it caught.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

NOT_OURS = ("tests", "testing", "migrations", "__pycache__")


def python_files(source: Path, *, also: tuple[str, ...] = ()) -> Iterator[Path]:
    """The Python files of a tree that are run, in order."""
    left_out = set(NOT_OURS) - set(also)
    for path in sorted(source.rglob("*.py")):
        if not left_out.intersection(path.relative_to(source).parts) and path.name != "conftest.py":
            yield path


def called(name: str, source: Path) -> Iterator[Path]:
    """Files named `name`.py and the files of folders named `name`: a big stage turns the one into the other."""
    for path in python_files(source):
        within = path.relative_to(source)
        if within.stem == name or name in within.parts[:-1]:
            yield path


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.expr) -> str:
    """`transaction.atomic` for that expression, called or not; nothing for what is not a name."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""
