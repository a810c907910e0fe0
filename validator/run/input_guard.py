"""No output of a run takes the place of what the run read."""

from __future__ import annotations

from validator.manifest.reading.paths import place_of
from validator.model.errors import Problem, UsageError
from validator.run import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_inputs(files: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse to write over what was read.

    Args:
        files: those to be written.
        inputs: what is read.

    Raises:
        UsageError: with every such file.
    """
    written = {file: place_of(file) for file in files}
    read = set(written.values()).intersection(map(place_of, inputs))
    problems = [
        Problem(file, None, messages.OVERWRITES_INPUT) for file in written if written[file] in read
    ]
    if problems:
        raise UsageError(tuple(problems))
