"""``python -m validator`` is the command ``facepolicy``."""

import sys

from validator.cli import main

sys.exit(main())
