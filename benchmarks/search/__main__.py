"""`python -m benchmarks.search`: the library's free text beside SQLite's FTS5 and beside looking at every text in turn.

The same articles and the same searches in the same run, in turn; processor seconds, the median of some tries.
"""

import random
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from gehor.calc.text.searching import Texts
from gehor.network import library

ARTICLES, WORDS, TRIES = 5000, 200, 5
# What somebody types → what stands in the one article that is meant. Written down before anything was run
SEARCHES = {
    "gångväg": "Gångvägarna genom parken fick ljus.",
    "lekplatser": "Familjerna ritade en lekplats vid dammen.",
    "cykelställ": "Tolv nya cykelställen vid torget.",
    "översvämning": "Skyfallet och översvämningarna i Ekbacken.",
    "äldreboende": "Äldreboendets matsal öppnades för grannar.",
    "hundrastgård": "Hundägarna ville ha två rastgårdar.",
    "bibliotekens öppettider": "Biblioteket har öppet på söndagar.",
    "skolmåltid": "Eleverna provsmakade måltiderna i skolan.",
    "torghandel": "Handlarna på torget fick egna platser.",
    "bullerplank": "Planket mot motorvägen dämpar bullret.",
    "ungdomsgård": "Ungdomarnas gård flyttade in i simhallen.",
    "kollektivtrafiken": "Kollektivtrafik på kvällar och helger.",
    "översiktsplan": "Översiktsplanens samråd hölls på sju orter.",
    "medborgarpanel": "Panelen med lottade medborgare möttes fem gånger.",
    "avloppstaxa": "Taxan för avlopp förklarades på ett kort.",
    "badplats": "Badplatserna vid Storsjön fick bryggor.",
    "snöröjning": "Snöröjningen börjar vid hållplatserna.",
    "trygghet": "Trygghetsvandringar med polisen om hösten.",
    "belysning": "Gatubelysningens lampor byttes.",
    "skog": "Tätortsskogarna gallras efter samtal.",
    "råd": "Pensionärsrådets förslag antogs.",
    "dagvatten": "Dagvattnets väg till ån visades på en karta.",
    "hyresgäster": "Hyresgästernas gårdar blev gröna.",
    "föräldrar": "Föräldramöten på fyra språk.",
    "företag": "Småföretagarna gick en rond i centrum.",
    "kulturhus": "Huset för kultur byggdes om av föreningarna.",
    "vindkraftspark": "Vindkraftsparkens ljud hördes i byn.",
    "busshållplats": "Hållplatserna för bussen fick tak.",
    "klimat": "Klimatråd med hundra lottade.",
    "näringsliv": "Näringslivets frukostar om gaturum.",
}
EXAMPLES = Path(library.__file__).parent / "examples"  # what every installation begins with: the words of a library


def articles(*, seed: int = 7) -> list[str]:
    """Each meant text is in one article of its own; the rest is the examples, and words of them at random."""
    rng = random.Random(seed)
    meant, texts = list(SEARCHES.values()), []
    real = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.toml"))]
    filling = [word for word in re.findall(r"[a-zåäö]{2,}", " ".join(real).lower()) if not is_near(word)]
    for number in range(ARTICLES - len(real)):
        words = rng.choices(filling, k=WORDS - 5) + [f"{rng.choice(filling)}{rng.choice(filling)}" for _ in range(5)]
        texts.append(" ".join(words) + (f". {meant[number]}" if number < len(meant) else "."))
    return [*texts, *real]


def is_near(word: str) -> bool:
    """Whether it could be an answer to one of the searches: then nobody could say what is right."""
    return any(word[:4] in asked or asked[:4] in word for asked in SEARCHES)


def ours(texts: list[str]) -> Callable[[str], list[int]]:
    kept: Texts[int] = Texts()
    for number, text in enumerate(texts):
        kept.put(number, [(1.0, text)])

    def find(words: str) -> list[int]:
        found = kept.find(words)
        return list(found.ids) if found else []

    return find


def fts5(texts: list[str], *, begun: bool) -> Callable[[str], list[int]]:
    """begun: every word may go on, as `skol*` does."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE library USING fts5(text, tokenize='unicode61', prefix='3 4')")
    database.executemany("INSERT INTO library(rowid, text) VALUES (?, ?)", enumerate(texts))
    star = "*" if begun else ""

    def find(words: str) -> list[int]:
        asked = " ".join(f'"{word}"{star}' for word in re.findall(r"\w+", words))
        rows = database.execute("SELECT rowid FROM library WHERE library MATCH ? ORDER BY rank", (asked,))
        return [number for (number,) in rows]

    return find


def linear(texts: list[str]) -> Callable[[str], list[int]]:
    """As somebody who looks through a folder: the words as they are typed, anywhere."""

    def find(words: str) -> list[int]:
        asked = words.casefold().split()
        return [number for number, text in enumerate(texts) if all(word in text.casefold() for word in asked)]

    return find


def main() -> None:
    texts = articles()
    searches: dict[str, Callable[[str], list[int]]] = {}
    made: dict[str, float] = {}
    for name, make in {
        "ours": ours,
        "FTS5": lambda some: fts5(some, begun=False),
        "FTS5, words may go on": lambda some: fts5(some, begun=True),
        "every text in turn": linear,
    }.items():
        begun = time.process_time()
        searches[name] = make(texts)
        made[name] = time.process_time() - begun
    took: dict[str, list[float]] = {name: [] for name in searches}
    for _ in range(TRIES):
        for name, find in searches.items():
            begun = time.process_time()
            for words in SEARCHES:
                find(words)
            took[name].append((time.process_time() - begun) / len(SEARCHES))
    print(f"{len(texts)} articles of {WORDS} words, {len(SEARCHES)} searches")
    print(f"  {'':<24}{'made':>9}{'a search':>12}{'beside FTS5':>13}{'found':>8}{'in ten':>8}{'first':>7}")
    for name, find in searches.items():
        found = {number: find(words) for number, words in enumerate(SEARCHES)}
        there = sum(number in ids for number, ids in found.items())
        first = sum(ids[:1] == [number] for number, ids in found.items())
        ten = sum(number in ids[:10] for number, ids in found.items())
        each, beside = median(took[name]), median(took[name]) / median(took["FTS5"])
        print(f"  {name:<24}{made[name]:>7.1f} s{each * 1000:>9.2f} ms{beside:>12.1f}x{there:>8}{ten:>8}{first:>7}")
        if name == "ours" and there < len(found):
            lost = [words for number, words in enumerate(SEARCHES) if number not in found[number]]
            print(f"    not found: {', '.join(lost)}")


if __name__ == "__main__":
    main()
