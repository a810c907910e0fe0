"""``python -m validator`` is the command ``facepolicy``."""

from validator.cli import command

command()
