"""What is published, at hand: found by words, narrowed by facets with live counts, and told of on cards.

Kept in the memory of the process and grown by what has been done since: a request reads what is new, not what is old.
The text of one article is read when its page is; what lies here is what lists, counts and searches need.
"""

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings

from gehor.calc.text.searching import Texts
from gehor.ground.languages import LocalText

from . import facets as by
from . import queries, rules
from .figures import Evidence
from .kinds import DEFINITIONS, LOCAL, Kind
from .models import Done, Version
from .prose import plain

WINDOW = 200  # deeds of transactions that run side by side may appear out of order
AT_ONCE = 500
ALIKE_MOST, SHARED_LEAST = 3, 3
VENDOR, ORGANISATION, EVIDENCE = "vendor", "organisation", "evidence"
# How much a field counts in the search beside one whose words stand in the text
WEIGHTS = {"title": 8.0, "question": 5.0, "short_description": 4.0, "last_name": 8.0, "institution": 6.0, "city": 4.0}


@dataclass(frozen=True)
class Entry:
    """One published article, as lists tell of it."""

    pk: int  # of the article
    version: int  # of the version, its id
    number: int
    slug: str
    kind: Kind
    source: str
    heading: LocalText
    lead: LocalText
    question: LocalText
    organisation: int
    credited: str
    origin: str
    facets: Mapping[str, Sequence[str]]  # with vendor and evidence
    related: Sequence[str]
    place: str  # where the dialogue was held
    year: int | None
    begins: str  # of an event: its moment; of news: its day
    ends: str
    published_at: dt.datetime  # first
    changed_at: dt.datetime  # when this version was submitted

    @property
    def is_brought_in(self) -> bool:
        return self.origin.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Wanted:
    """What is searched for. Across facets all must hold, within one any will do."""

    words: str = ""
    kind: Kind | None = None
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_anything(self) -> bool:
        return bool(self.words or self.kind or any(self.options.values()))


@dataclass(frozen=True)
class Narrowed:
    """What is left, and how many there would be of each option beside what else is chosen."""

    entries: Sequence[Entry]
    counts: Mapping[str, Mapping[str, int]]  # facet → option → articles; those that have none are left out
    kinds: Mapping[Kind, int]
    is_whole: bool  # every article has all the words; else none has


class Shelf:
    """All that is published."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._texts: Texts[int] = Texts()
        self._unread: dict[int, Version] = {}  # whose words are not among them yet: many come who do not search
        self._entries: dict[int, Entry] = {}
        self._last = 0
        self._seen: set[int] = set()
        self._order: _Order | None = None

    # Keeping up

    def catch_up(self) -> None:
        """One query where nothing has been done since."""
        rows = Done.objects.filter(pk__gt=self._last - WINDOW).values_list("pk", "version__article_id")
        found = dict(rows)
        new = found.keys() - self._seen
        self._seen, self._last = set(found), max(found, default=self._last)
        if new:
            self._read_anew({found[pk] for pk in new})

    def _read_anew(self, articles: set[int]) -> None:
        for some in _in_parts(sorted(articles)):
            public = _public(some)
            for pk in some:
                if pk not in public:
                    self._texts.take_out(pk)
                    self._unread.pop(pk, None)
                    self._entries.pop(pk, None)
            rows = Version.objects.filter(pk__in=[version for version, _at in public.values()])
            for version in rows.select_related("article__organisation", "named"):
                self._put(version, public[version.article_id][1])
        self._order = None

    def _put(self, version: Version, published_at: dt.datetime) -> None:
        entry = _entry(version, published_at)
        self._entries[entry.pk] = entry
        self._unread[entry.pk] = version

    def _read_words(self) -> Texts[int]:
        while self._unread:
            pk, version = next(iter(self._unread.items()))
            self._texts.put(pk, _pieces(version))
            del self._unread[pk]
        return self._texts

    # Looking up

    @property
    def order(self) -> "_Order":
        if self._order is None:
            self._order = _Order(self._entries.values())
        return self._order

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, slug: str) -> Entry | None:
        return self.order.by_slug.get(slug)

    def newest(self) -> Sequence[Entry]:
        return self.order.entries

    def named(self, related: Iterable[str]) -> list[Entry]:
        """Those of them that are published here, by slug or by where they came from."""
        order = self.order
        found = (order.by_slug.get(each) or order.by_origin.get(each) for each in related)
        return [entry for entry in found if entry is not None]

    def naming(self, entry: Entry) -> list[Entry]:
        """Those that say that they belong together with it."""
        return [each for name in (entry.slug, entry.origin) if name for each in self.order.by_related.get(name, ())]

    def alike(self, entry: Entry, *, besides: Iterable[Entry]) -> list[Entry]:
        """A few of the same kind that share the most with it, beside those."""
        left_out = {each.pk for each in besides} | {entry.pk}
        own = _choices(entry)
        shared = [
            (len(own & _choices(each)), each)
            for each in self.order.entries
            if each.kind is entry.kind and each.pk not in left_out
        ]
        found = sorted((pair for pair in shared if pair[0] >= SHARED_LEAST), key=lambda pair: -pair[0])
        return [each for _shared, each in found[:ALIKE_MOST]]

    def narrowed(self, wanted: Wanted) -> Narrowed:
        with self.lock:
            return self._narrowed(wanted)

    def _narrowed(self, wanted: Wanted) -> Narrowed:
        order = self.order
        found = self._read_words().find(wanted.words) if wanted.words else None
        said = order.all if found is None else order.mask_of(found.ids)
        options = {facet: order.any_of(facet, chosen) for facet, chosen in wanted.options.items() if chosen}
        of_kind = order.kinds.get(wanted.kind, 0) if wanted.kind else order.all
        left = said & of_kind & _all_of(options.values(), order.all)
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for facet, masks in order.masks.items():
            others = (mask for name, mask in options.items() if name != facet)
            beside = said & of_kind & _all_of(others, order.all)
            for option, mask in masks.items():
                if count := (beside & mask).bit_count():
                    counts[facet][option] = count
        without_kind = said & _all_of(options.values(), order.all)
        kinds = {kind: count for kind in Kind if (count := (without_kind & order.kinds.get(kind, 0)).bit_count())}
        ranked = order.entries if found is None else [self._entries[pk] for pk in found.ids]
        entries = [entry for entry in ranked if left >> order.place[entry.pk] & 1]
        return Narrowed(entries, counts, kinds, found is None or found.is_whole)


class _Order:
    """The entries, the newest first, each at a place; a mask is a number in which the bits of its places are set."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.published_at, entry.pk), reverse=True)
        self.place = {entry.pk: place for place, entry in enumerate(self.entries)}
        self.all = (1 << len(self.entries)) - 1

    def mask_of(self, ids: Iterable[int]) -> int:
        mask = 0
        for pk in ids:
            mask |= 1 << self.place[pk]
        return mask

    def any_of(self, facet: str, options: Iterable[str]) -> int:
        mask = 0
        for option in options:
            mask |= self.masks.get(facet, {}).get(option, 0)
        return mask

    @cached_property
    def masks(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for place, entry in enumerate(self.entries):
            for facet, options in entry.facets.items():
                for option in options:
                    found[facet][option] = found[facet].get(option, 0) | 1 << place
        return found

    @cached_property
    def kinds(self) -> dict[Kind, int]:
        found: dict[Kind, int] = {}
        for place, entry in enumerate(self.entries):
            found[entry.kind] = found.get(entry.kind, 0) | 1 << place
        return found

    @cached_property
    def by_slug(self) -> dict[str, Entry]:
        return {entry.slug: entry for entry in self.entries}

    @cached_property
    def by_origin(self) -> dict[str, Entry]:
        return {entry.origin: entry for entry in self.entries if entry.origin}

    @cached_property
    def by_related(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for name in entry.related:
                found[name].append(entry)
        return found


_kept = Shelf()


def shelf() -> Shelf:
    """What is published now."""
    if not settings.KEEP_PAGES:
        fresh = Shelf()
        fresh.catch_up()
        return fresh
    with _kept.lock:
        _kept.catch_up()
        _ = _kept.order.masks, _kept.order.kinds  # made under the lock, so that others only read
    return _kept


def forget() -> None:
    """Put everything down. Only tests need it."""
    global _kept
    _kept = Shelf()


def _public(articles: Sequence[int]) -> dict[int, tuple[int, dt.datetime]]:
    """Article id → (id of the version that everybody reads, when the article was first published): one query."""
    rows = Done.objects.filter(version__article__in=articles).order_by("version__number", "pk")
    deeds: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    published: dict[int, dt.datetime] = {}
    for article, version, deed, at in rows.values_list("version__article_id", "version_id", "deed", "done_at"):
        deeds[article][version].append(deed)
        if deed == rules.Deed.PUBLISH:
            published.setdefault(article, at)
    found = {}
    for article, of_versions in deeds.items():
        place = rules.public(list(of_versions.values()))
        if place is not None:
            found[article] = (list(of_versions)[place], published[article])
    return found


def _entry(version: Version, published_at: dt.datetime) -> Entry:
    article, content = version.article, version.content
    kind = Kind(article.kind)
    facets = dict(version.facets)
    if version.measured:  # what the decisions say, whatever is ticked
        effects = {each["effect"] for each in version.measured["findings"]}
        facets["effect"] = [option.value for option in by.ALL["effect"].options if option in effects]
    if content.get("vendor"):
        facets[VENDOR] = [content["vendor"]]
    if kind is Kind.EXAMPLE:
        facets[EVIDENCE] = [Evidence.MEASURED.value if version.measured else Evidence.TOLD.value]
    facets[ORGANISATION] = [article.credited or article.organisation.slug]
    return Entry(
        pk=article.pk,
        version=version.pk,
        number=version.number,
        slug=article.slug,
        kind=kind,
        source=article.source_language,
        heading=queries.heading(article, version),
        lead={code: plain(text) for code, text in _lead(kind, content).items()},
        question=content.get("question") or {},
        organisation=article.organisation_id,
        credited=article.credited,
        origin=article.origin,
        facets=facets,
        related=tuple(version.related),
        place=(content.get("city") or "") if kind is Kind.EXAMPLE else "",
        year=content.get("end_year") or content.get("start_year"),
        begins=content.get("start_date") or content.get("date") or "",
        ends=content.get("end_date") or "",
        published_at=published_at,
        changed_at=max(version.submitted_at, published_at),
    )


def _lead(kind: Kind, content: Mapping[str, LocalText]) -> LocalText:
    keys = {Kind.QA: "question", Kind.NEWS: "intro", Kind.EVENT: "description"}
    return content.get(keys.get(kind, "short_description")) or {}


def _pieces(version: Version) -> list[tuple[float, str]]:
    """Every word of the article, in every language, and of whose it is. Whom one may ask is nothing to search by."""
    article = version.article
    content = version.whole if Kind(article.kind) is Kind.EXPERT else version.content
    pieces = [(2.0, article.credited or article.organisation.name)]
    for each in DEFINITIONS[Kind(article.kind)].fields:
        value = content.get(each.key)
        weight = WEIGHTS.get(each.key, 1.0)
        if each.holds in LOCAL:
            pieces += [(weight, plain(text)) for text in (value or {}).values()]
        elif isinstance(value, str):
            pieces.append((weight, value))
    return pieces


def _choices(entry: Entry) -> set[tuple[str, str]]:
    return {(facet, option) for facet in by.ALL for option in entry.facets.get(facet, ())}


def _all_of(masks: Iterable[int], everything: int) -> int:
    for mask in masks:
        everything &= mask
    return everything


def _in_parts(some: Sequence[int]) -> Iterable[Sequence[int]]:
    return (some[start : start + AT_ONCE] for start in range(0, len(some), AT_ONCE))


def facets_shown(counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Facets that there is something to choose in, in their order."""
    return [key for key in (*by.ALL, VENDOR, ORGANISATION, EVIDENCE) if counts.get(key)]
