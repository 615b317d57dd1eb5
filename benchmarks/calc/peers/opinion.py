"""red-dwarf's side of `against_opinion.py`."""

import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import numpy as np
from conversations import of
from reddwarf.implementations.polis import run_pipeline
from side import serve

warnings.filterwarnings("ignore")


def prepare(what="like_peer", **case):
    who, about, how = (each.tolist() for each in of(case))
    votes = [
        {"participant_id": a, "statement_id": b, "vote": c, "modified": 0}
        for a, b, c in zip(who, about, how, strict=True)
    ]
    return lambda: run_pipeline(votes=votes, random_state=0)


def told(result):
    statements = result.statements_df
    labels = result.participants_df.cluster_id.fillna(-1).astype(int)
    consensus = statements["group-aware-consensus-agree"].to_numpy()
    return {
        "labels": labels.tolist(),
        "groups": int(labels.max()) + 1,
        "consensus": consensus.tolist(),
        "order": np.argsort(-consensus.round(12), kind="stable").tolist(),
        "priority": statements["priority"].astype(float).tolist(),
        "representative": [
            [[int(each["tid"]), each["repful-for"] == "agree"] for each in group] for group in result.repness.values()
        ],
    }


serve(prepare, told)
