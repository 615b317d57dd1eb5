"""How far the work on a large file has come, in a small file beside it: what is put aside is seen by nobody."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from . import uploads

# What is done → from where to where on the way, in percent, about as long as each takes
Way = Mapping[str, tuple[int, int]]
TAKING: Way = {"taking": (0, 99)}
LOOKING: Way = {"reading": (0, 60), "checking": (60, 99)}
FINDING: Way = {"reading": (0, 40)}  # what kind it is; then it is looked at
LOOKING_THEN: Way = {"reading": (40, 70), "checking": (70, 99)}
# Some may be stored before the others are made ready
BRINGING: Way = {"reading": (0, 25), "checking": (25, 50), "making": (50, 70), "storing": (50, 99)}


@dataclass(frozen=True)
class Far:
    """How far it has come: what is done now, and how much of all is done, in percent. code: why it was given up."""

    part: str = ""
    percent: int = 0
    code: str = ""

    @property
    def share(self) -> float:
        return self.percent / 100


class Course:
    """Listens to the work (ground/progress.py) and notes how far it has come. It never goes back."""

    def __init__(self, key: str, way: Way) -> None:
        self.key, self.way, self.rows_to_store = key, way, 0
        self.far: Far | None = None

    def __call__(self, part: str, done: int, of: int) -> None:
        begins, ends = self.way[part]
        of = of or self.rows_to_store
        percent = begins + (ends - begins) * min(done, of) // of if of else begins
        if self.far is None or percent > self.far.percent:
            self.far = Far(part, percent)
            uploads.note(self.key, asdict(self.far))


def far(key: str) -> Far | None:
    """None before it has begun."""
    noted = uploads.noted(key)
    return None if noted is None else Far(**noted)
