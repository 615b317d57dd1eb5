"""`python -m benchmarks.calc NAME [--data FOLDER] [--tries N]`: a calculation beside its peer, on the same input.

NAME is that of a module against_NAME with `run(data, tries)`. --data: a folder with real inputs, where there are any.
"""

import argparse
import importlib
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calc")
    found = sorted(path.stem.removeprefix("against_") for path in Path(__file__).parent.glob("against_*.py"))
    parser.add_argument("name", choices=found)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--tries", type=int, default=5)
    asked = parser.parse_args()
    importlib.import_module(f"benchmarks.calc.against_{asked.name}").run(asked.data, asked.tries)


if __name__ == "__main__":
    main()
