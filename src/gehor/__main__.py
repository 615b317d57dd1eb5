"""`python -m gehor` is `gehor`."""

import sys

from gehor.cli import main

sys.exit(main())
