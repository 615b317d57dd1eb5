"""Gehör's side of `against_opinion.py`."""

import numpy as np
from conversations import of
from side import serve

from gehor.calc.opinion import opinion, votes_of


def prepare(what="like_peer", **case):
    who, about, how = of(case)
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


def told(result):
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
        "tried": [[each.k, each.silhouette, each.inertia] for each in found.tried],
    }


serve(prepare, told)
