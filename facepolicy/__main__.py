"""``python -m facepolicy`` is the command ``facepolicy``."""

from facepolicy.cli import main

main()
