"""The start of the command ``facepolicy``."""

from __future__ import annotations

import sys

from facepolicy import in_the_way

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command, and end the process with its exit code.

    Where another module is in the way, the exit code is 2, and one line says which; in English,
    because the messages of other languages are in the package that cannot be imported.
    """
    other = in_the_way()
    if other:
        sys.exit(_refused(other))
    from validator.cli import command

    command()


def _refused(other: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(
            f"facepolicy: {other!r} hides facepolicy's package validator: rename or remove it, or "
            "run python -I -m facepolicy, which skips the current folder and PYTHONPATH\n"
        )
    return 2
