"""How far the work on a large file has come, in a small file beside it: what is put aside is seen by nobody."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from gehor.ground import progress

from . import uploads

TRIES_MOST = 3
FAILED = "import_failed"

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
    """How far it has come: what is done now, and how much of all is done, in percent.

    code: why it was given up. tries: how often it has been begun.
    """

    part: str = ""
    percent: int = 0
    code: str = ""
    tries: int = 0

    @property
    def share(self) -> float:
        return self.percent / 100


class Course:
    """Listens to the work (ground/progress.py) and notes how far it has come. It never goes back."""

    def __init__(self, key: str, way: Way, *, tries: int = 0) -> None:
        self.key, self.way, self.tries, self.rows_to_store = key, way, tries, 0
        self.far: Far | None = None

    def __call__(self, part: str, done: int, of: int) -> None:
        begins, ends = self.way[part]
        of = of or self.rows_to_store
        percent = begins + (ends - begins) * min(done, of) // of if of else begins
        if self.far is None or percent > self.far.percent:
            self.far = Far(part, percent, tries=self.tries)
            uploads.note(self.key, asdict(self.far))


def attempt(key: str, way: Way, work: Callable[[Course], object]) -> None:
    """Do it, and tell how far it has come. What fails or is cut off again and again is given up, and that is told."""
    before = far(key) or Far()
    tries = before.tries + 1
    if tries > TRIES_MOST:
        uploads.note(key, asdict(Far(code=FAILED, tries=tries)))
        return
    uploads.note(key, asdict(replace(before, percent=0, tries=tries)))
    course = Course(key, way, tries=tries)
    try:
        with progress.telling(course):
            work(course)
    except Exception:
        if tries == TRIES_MOST:  # else it is tried again by itself
            uploads.note(key, asdict(Far(code=FAILED, tries=tries)))
        raise


def far(key: str) -> Far | None:
    """None before it has begun."""
    noted = uploads.noted(key)
    return None if noted is None else Far(**noted)
