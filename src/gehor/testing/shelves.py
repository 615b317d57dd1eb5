"""Makes what tests copy and would otherwise wait for, before they begin: the demo and the collected static files.

    python -m gehor.testing.shelves

Both begin with the empty database (migrated.py), and serve until something that they are made of changes.
"""

from concurrent.futures import ThreadPoolExecutor

from . import collected, demo


def main() -> None:
    with ThreadPoolExecutor() as at_once:
        for made in [at_once.submit(demo.made), at_once.submit(collected.made)]:
            made.result()


if __name__ == "__main__":
    main()
