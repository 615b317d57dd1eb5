"""Who can be drawn, and what every panel must meet. Read `Pool` and `Classes` first.

People who are alike in every feature, and whose households are alike, are interchangeable: some best lottery gives them
the same chance. A pool of thousands is therefore counted as some hundreds of classes, and only named again at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gehor.calc.errors import BadInput

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST = 10**9  # of a quota: far above any panel, and far below what whole numbers of 64 bits hold


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """How many of a panel have this value: low to high, and how far either may give way when they cannot be met."""

    feature: str
    value: str
    low: int
    high: int
    low_flex: int | None = None
    high_flex: int | None = None


@dataclass(frozen=True, eq=False)
class Pool:
    """Everybody who can be drawn, in the order of their ids, so that the order of a file means nothing.

    keys: n ids, sorted. quotas: one per feature and value, sorted; row r of everything else is quotas[r].
    rows: (n, features) int, for each person and feature the row of their value; read-only. households: (n,) int, the
    same number for people at one address; all different where the rule of one per household is off; read-only.
    """

    keys: tuple[str, ...]
    features: tuple[str, ...]
    quotas: tuple[Quota, ...]
    rows: Ints
    households: Ints
    together: bool = False  # the rule of one per household holds

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def low(self) -> Ints:
        return np.array([each.low for each in self.quotas], dtype=np.int64)

    @property
    def high(self) -> Ints:
        return np.array([each.high for each in self.quotas], dtype=np.int64)

    def places(self, keys: Collection[str]) -> Ints:
        """Where these ids stand. An id that is not in the pool: BadInput("lottery_unknown_person")."""
        where = {key: i for i, key in enumerate(self.keys)}
        for key in keys:
            if key not in where:
                raise BadInput("lottery_unknown_person", word=key[:60])
        return np.array(sorted(where[key] for key in keys), dtype=np.int64)

    def without(self, places: Ints) -> Pool:
        """The pool without the people at these places."""
        stays = np.ones(len(self), dtype=bool)
        stays[places] = False
        kept = np.flatnonzero(stays)
        return Pool(
            keys=tuple(self.keys[i] for i in kept),
            features=self.features,
            quotas=self.quotas,
            rows=_frozen(self.rows[kept]),
            households=_frozen(self.households[kept]),
            together=self.together,
        )


def pool_of(
    people: Mapping[str, Mapping[str, str]], quotas: Sequence[Quota], *, households: Mapping[str, str] | None = None
) -> Pool:
    """A pool from plain values: id → feature → value, and id → address where at most one per address may be chosen.

    Further columns of a person mean nothing. An empty address is an address of its own. Raises BadInput for quotas that
    contradict themselves and for a person with a value that has no quota.
    """
    listed = tuple(sorted(quotas))
    check_quotas(listed)
    features = tuple(sorted({each.feature for each in listed}))
    row_of = {(each.feature, each.value): r for r, each in enumerate(listed)}
    keys = tuple(sorted(people))
    rows = np.empty((len(keys), len(features)), dtype=np.int64)
    for i, key in enumerate(keys):
        for f, feature in enumerate(features):
            value = people[key].get(feature, "")
            found = row_of.get((feature, value))
            if found is None:
                raise BadInput("lottery_unknown_value", column=feature, word=value[:60], known="")
            rows[i, f] = found
    homes = np.arange(len(keys), dtype=np.int64)
    if households is not None:
        first: dict[str, int] = {}
        for i, key in enumerate(keys):
            address = " ".join(households.get(key, "").casefold().split())
            homes[i] = first.setdefault(address, i) if address else i
    return Pool(keys, features, listed, _frozen(rows), _frozen(homes), households is not None)


def check_quotas(quotas: Sequence[Quota]) -> None:
    """Raises BadInput where a quota contradicts itself or stands twice."""
    if not quotas:
        raise BadInput("lottery_no_quotas")
    seen = set()
    for each in quotas:
        told: dict[str, Any] = {"feature": each.feature[:60], "value": each.value[:60]}
        if (each.feature, each.value) in seen:
            raise BadInput("lottery_quota_twice", **told)
        seen.add((each.feature, each.value))
        if min(each.low, each.high) < 0:
            raise BadInput("lottery_quota_negative", **told)
        if max(each.low, each.high, each.low_flex or 0, each.high_flex or 0) > MOST:
            raise BadInput("lottery_quota_large", most=MOST, **told)
        if each.low > each.high:
            raise BadInput("lottery_quota_crossed", low=each.low, high=each.high, **told)
        if each.low_flex is not None and not 0 <= each.low_flex <= each.low:
            raise BadInput("lottery_flex_crossed", flex=each.low_flex, bound=each.low, **told)
        if each.high_flex is not None and each.high_flex < each.high:
            raise BadInput("lottery_flex_crossed", flex=each.high_flex, bound=each.high, **told)


@dataclass(frozen=True, eq=False)
class Classes:
    """The pool as classes of interchangeable people, and what a panel must meet. All arrays read-only.

    of_person: (n,) class of each person. size: (T,) people in it. rows: (T, F) the quota row per feature.
    home: (T,) which kind of household; room: (H,) how many households of that kind. A panel y (whole numbers) has
    low <= counts <= high per quota row, sum(y) = seats, and per kind of household at most room.
    """

    of_person: Ints
    size: Ints
    rows: Ints
    home: Ints
    room: Ints
    low: Ints
    high: Ints
    seats: int
    crowded: Ints = field(
        default_factory=lambda: np.zeros(0, dtype=np.int64)
    )  # kinds of household with several classes

    @property
    def count(self) -> int:
        return len(self.size)

    def table(self) -> Floats:
        """(R, T) 0/1: which quota rows a class counts in."""
        out = np.zeros((len(self.low), self.count))
        for f in range(self.rows.shape[1]):
            out[self.rows[:, f], np.arange(self.count)] = 1.0
        return out

    def counts(self, seats: NDArray[np.floating] | Ints) -> Floats:
        """(R,) how many of each quota row, for (T,) seats per class."""
        out = np.zeros(len(self.low))
        for f in range(self.rows.shape[1]):
            out += np.bincount(self.rows[:, f], weights=seats, minlength=len(self.low))
        return out


def classes_of(pool: Pool, seats: int) -> Classes:
    """The classes of a pool, in an order that depends on values and not on ids."""
    types, of = np.unique(pool.rows, axis=0, return_inverse=True)
    of = of.reshape(-1).astype(np.int64)
    _, home, alone = np.unique(pool.households, return_inverse=True, return_counts=True)
    home = home.reshape(-1)
    kind_of: dict[tuple[int, ...], list[int]] = {}
    single = alone[home] == 1
    kinds = [(int(t),) for t in np.unique(of[single]).tolist()]
    members: dict[int, list[int]] = {}
    for i in np.flatnonzero(~single):
        members.setdefault(int(home[i]), []).append(int(i))
    for people in members.values():
        kind_of.setdefault(tuple(sorted(int(of[i]) for i in people)), []).extend(people)
    classes: list[tuple[tuple[int, ...], int]] = []
    room: list[int] = []
    size: list[int] = []
    of_person = np.full(len(pool), -1, dtype=np.int64)
    counted = np.bincount(of[single], minlength=len(types))
    number = np.full(len(types), -1, dtype=np.int64)
    for (only,) in kinds:
        number[only] = len(classes)
        classes.append(((only,), only))
        room.append(int(counted[only]))
        size.append(int(counted[only]))
    of_person[single] = number[of[single]]
    homes = list(range(len(kinds)))
    crowded = []
    for kind in sorted(kind_of):
        people, g = kind_of[kind], len(room)
        room.append(len(people) // len(kind))
        inside = sorted(set(kind))
        if len(inside) > 1:
            crowded.append(g)
        place = {t: len(classes) + j for j, t in enumerate(inside)}
        for t in inside:
            classes.append((kind, t))
            homes.append(g)
            size.append(room[g] * kind.count(t))
        of_person[people] = [place[int(of[i])] for i in people]
    return Classes(
        of_person=_frozen(of_person),
        size=_ints(size),
        rows=_frozen(types[[t for _, t in classes]].reshape(len(classes), len(pool.features))),
        home=_ints(homes),
        room=_ints(room),
        low=_frozen(pool.low),
        high=_frozen(pool.high),
        seats=seats,
        crowded=_ints(crowded),
    )


def _ints(values: Sequence[int]) -> Ints:
    return _frozen(np.array(values, dtype=np.int64))


def _frozen(array: Ints) -> Ints:
    array.setflags(write=False)
    return array
