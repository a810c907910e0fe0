"""No output of a run takes the place of what the run read."""

from __future__ import annotations

import os

from validator.errors import Problem, UsageError
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def refuse_inputs(files: Sequence[str | None], inputs: Iterable[str]) -> None:
    """Refuse to write over what was read.

    Args:
        files: those to be written; None for standard output.
        inputs: what is read; where nothing is written, nobody asks for it.

    Raises:
        UsageError: with every such file.
    """
    written = {place_of(file) for file in files if file}
    read = {place for place in map(place_of, inputs if written else ()) if place in written}
    problems = [Problem(file, None, _INPUT) for file in files if file and place_of(file) in read]
    if problems:
        raise UsageError(tuple(problems))


_INPUT = Text(
    "would be overwritten, and it is an input of this run; name another file",
    "该文件是本次检查的输入，将被覆盖；请指定其他文件",
)


def place_of(file: str) -> str:
    """Return where a name leads, through links; what leads nowhere is told when it is written."""
    try:
        return os.path.realpath(file)
    except ValueError:  # a NUL
        return file
