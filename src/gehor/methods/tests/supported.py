"""What there is to write of support, and files that hold none: the same for every method in which people support."""

from gehor.process.exchange import Told, Vote
from gehor.process.words import Channel

GIVEN = [
    ("K1", "1", 1),
    ("K2", "1", 1),
    ("K1", "2", 1),
    ("K2", "3", 0),
]  # one person supports two, and one took it back
TOLD = Told(
    votes=tuple(
        Vote({"choice": choice}, item, person, row, Channel.WEB)
        for row, (item, person, choice) in enumerate(GIVEN, start=1)
    )
)
NO_FILES = [("support", b"a;b\n1;2\n", "no_support_in_file"), ("support", b"\xff\xfe\x00", "no_rows")]
