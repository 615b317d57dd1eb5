"""`python -m gehor.cli` is `gehor`."""

import sys

from gehor.cli import main

sys.exit(main())
