"""TOML, and lines of its keys, which TOML parsers do not report."""

from __future__ import annotations

import re
import sys

from validator.manifest.reading.document import ParsedDocument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from validator.manifest.reading.document import Mark

    Path = tuple[str, ...]

# TOML parsers take quadratic time for the parts of a dotted key.
_LONG_KEY = r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){32}"""
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def toml_value(text: str) -> dict[str, Any]:
    """Read a TOML text with keys of at most 32 parts, or raise a ValueError or RecursionError."""
    if sys.version_info >= (3, 11):
        import tomllib as toml
    else:
        import tomli as toml
    if re.search(_LONG_KEY, text):
        raise ValueError("a key has more than 32 parts")
    value: dict[str, Any] = toml.loads(text)
    return value


def read_toml(text: str) -> ParsedDocument:
    """Read a TOML text as ``toml_value`` does, with the lines of its keys."""
    value, lines = toml_value(text), lines_of(text)
    return ParsedDocument(value, marked(value, lambda path: lines.get(path, 0)))


def marked(value: Any, line_of: Callable[[Path], int], path: Path = (), around: int = 0) -> Mark:
    """Return the marks of a value whose parser reports no lines; 0 for one that is not known.

    ``line_of`` returns the line of a key by the path to it, 0 if it is not known; ``around`` is the
    line of the mapping around the value at ``path``. In a list no places are known.
    """
    line = line_of(path) or around
    children: dict[str, Mark] | None = None
    if isinstance(value, dict):
        children = {key: marked(item, line_of, (*path, key), line) for key, item in value.items()}
    return line, 1, children


def lines_of(text: str) -> dict[Path, int]:
    """Return the line of each key and table; only people read them, so a rare slip is no harm."""
    found: dict[Path, int] = {}
    table: Path = ()
    quoted = False
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if not quoted and written.startswith("["):
            table = _path(written.lstrip("[").partition("]")[0])
            found.setdefault(table, number)
        elif not quoted and "=" in written and not written.startswith("#"):
            found.setdefault((*table, *_path(written.partition("=")[0])), number)
        quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1
    return found


def _path(written: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(written))
