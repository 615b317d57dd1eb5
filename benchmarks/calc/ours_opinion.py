"""Gehör's side of `against_opinion.py`."""

import numpy as np
from conversations import of
from side import serve

from gehor.calc.opinion import Live, opinion, votes_of


def prepare(what="like_peer", **case):
    who, about, how = of(case)
    if what in ("votes", "refresh", "map"):
        return live(what, who.tolist(), about.tolist(), how.tolist(), case["statements"])
    if "folder" in case:
        names, about = np.unique(about, return_inverse=True)
        who = np.unique(who, return_inverse=True)[1]
    else:
        names = np.arange(case["statements"])
    opinion(votes_of([0, 0, 1, 1], [0, 1, 0, 1], [1, -1, -1, 1]))  # what is imported late is imported now

    def run():
        return opinion(
            votes_of(who, about, how, participants=range(int(who.max()) + 1), statements=range(len(names))),
            like_peer=what == "like_peer",
        )

    return lambda: (run(), names)


def live(what, who, about, how, statements):
    """All votes in the order of chance; of "refresh" the last 200, each with its axes; of "map" the whole map once."""
    order = np.random.default_rng(0).permutation(len(who)).tolist()
    followed = Live([str(at) for at in range(statements)])

    def take(places, *, with_axes=False):
        for at in places:
            followed.vote(str(who[at]), about[at], how[at])
            if with_axes:
                followed.axes()

    if what == "votes":
        return lambda: take(order)
    take(order[:-200])
    followed.axes()
    return (lambda: take(order[-200:], with_axes=True)) if what == "refresh" else followed.map


def told(result):
    if not isinstance(result, tuple):
        return None
    found, names = result
    is_big = found.participants > 50_000
    return {
        "labels": [] if is_big else found.labels.tolist(),
        "groups": found.groups,
        "consensus": found.consensus_agree.tolist(),
        "order": np.argsort(-found.consensus_agree.round(12), kind="stable").tolist(),
        "priority": found.priority.tolist(),
        "representative": [
            [[int(names[pick.statement]), pick.agrees] for pick in group] for group in found.representative
        ],
    }


serve(prepare, told)
