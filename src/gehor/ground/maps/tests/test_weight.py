"""The one exception to 15 kB of script: pages with a map. docs/decisions/a-place-on-a-map-or-in-words.md"""

import gzip
import hashlib
from pathlib import Path

from gehor.ground.maps.fields import MEDIA

STATIC = Path(__file__).parents[1] / "static" / "maps"
LEAFLET = "c973489bbc5ac530af0ffd1016a88122d3fa02b7b0c8de375ed906e04a46d10f"


def packed(*names: str) -> int:
    return len(gzip.compress(b"".join((STATIC / name).read_bytes() for name in names), 6))


def test_the_library_is_the_one_that_is_named_and_what_is_ours_is_little() -> None:
    library = (STATIC / "leaflet.js").read_bytes()
    assert b"Leaflet 1.9.4" in library[:200] and packed("leaflet.js") <= 43_000
    assert packed("map.js") <= 4_000
    assert packed("leaflet.css", "map.css") <= 6_000
    assert "BSD 2-Clause" in (STATIC / "leaflet-LICENSE.txt").read_text()
    assert hashlib.sha256(library.rstrip()).hexdigest() == LEAFLET, "it is whole and unchanged but for its last line"


def test_scripts_wait_for_the_page_and_come_from_ourselves() -> None:
    assert str(MEDIA).count("defer") == str(MEDIA).count("<script") == 2
    assert "//" not in str(MEDIA).replace("</", "")
