"""Models hold tables and constraints: no save() of their own. Nothing happens unseen, by signal."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from . import called, parsed, python_files

SPOKEN_OF = re.compile("dispatch|signals")  # by whatever imports them: a quick look at what is not worth parsing
OVERRIDES = frozenset({"save", "delete", "asave", "adelete", "full_clean", "save_base"})


def faults(source: Path) -> list[str]:
    return [*_overrides(source), *_signals(source)]


def _overrides(source: Path) -> Iterator[str]:
    for path in called("models", source):
        for model in [node for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]:
            for node in model.body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in OVERRIDES:
                    yield f"{path.relative_to(source)}:{node.lineno} {model.name} has its own {node.name}()"


def _signals(source: Path) -> Iterator[str]:
    for path in python_files(source):
        if not SPOKEN_OF.search(path.read_text(encoding="utf-8")):
            continue
        for node in ast.walk(parsed(path)):
            for module in _imported(node):
                if module == "django.dispatch" or module.startswith("django.dispatch.") or module.endswith(".signals"):
                    yield f"{path.relative_to(source)}:{node.lineno} uses signals: {module}"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        yield module
        yield from (f"{module}.{name.name}" for name in node.names)
