"""What every reader of the calculations says when a file cannot be read: a code, and where it is."""

from pathlib import PurePath
from typing import Any


class BadInput(ValueError):
    """Input that cannot be reckoned with.

    code: what is wrong, for whoever has the sentence (`gehor.cli.texts`). file: its name, without folders. row: the
    line of the file, from 1. column: the file's own name of it. params: what the sentence also names.
    """

    def __init__(
        self, code: str, *, file: str | PurePath = "", row: int | None = None, column: str = "", **params: Any
    ) -> None:
        name = PurePath(file).name
        super().__init__(code, name, row, column, params)
        self.code, self.file, self.row, self.column, self.params = code, name, row, column, params
