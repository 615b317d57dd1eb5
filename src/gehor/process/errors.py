"""What is refused with a code and parameters, never a ready sentence. All four kinds: gehor.ground.errors."""

from typing import Any


class Refusal(Exception):
    """What a caller did that cannot be done. Subclasses say which of the four it is."""

    status = 500

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class WrongInput(Refusal):
    status = 422
