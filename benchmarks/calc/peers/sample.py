"""rimpy's side of `against_sample.py`."""

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import polars
import rimpy
from samples import made
from side import serve


def prepare(people, seed):
    codes, targets = made(people, seed=seed)
    frame = polars.DataFrame({f"v{index}": each for index, each in enumerate(codes)})
    wanted = {f"v{index}": dict(enumerate(shares)) for index, shares in enumerate(targets)}
    return lambda: rimpy.rake(frame, wanted, convergence_threshold=1e-9)["weight"].to_numpy()


def told(weights):
    return {"some": weights[:1000].tolist(), "digest": hashlib.sha256(weights.tobytes()).hexdigest()}


serve(prepare, told)
