"""What reading yields: values, and where in the text they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

NESTING = 100
"""The deepest nesting accepted. Programs further on may recurse; the readers do not."""

NODES = 50_000
"""The most keys and values of a file, an alias counted as all it stands for."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""What no text of a document may hold."""

Place: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1, columns in code points."""

Marks: TypeAlias = "dict[str, Mark] | list[Mark]"
Mark: TypeAlias = "tuple[int, int, Marks | None]"
"""The place of a value, as line and column, and the marks of its children.

A mapping or sequence that is the value of a key is marked at its key, which is
where a reader looks for it; every other value where it begins.
"""


class Document(NamedTuple):
    """One JSON or YAML document: its value, and the parallel tree of marks."""

    value: Any
    marks: Mark
