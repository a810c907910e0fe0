"""The table ``[tool.facepolicy]`` of a project file."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SIGN = rb"""(?m)^\s*\[?\s*["']?tool["']?\s*\.\s*["']?facepolicy\b"""


def own_table(text: str) -> Any:
    """Return our table in the text of a ``pyproject.toml``, None if there is none.

    Raises:
        ValueError, RecursionError: as ``toml_value``.
    """
    if "facepolicy" not in text and "\\" not in text:
        # Most project files have no table of ours, and parsing TOML takes time. A key may be
        # written with escapes.
        return None
    from validator.manifest.reading.toml_reader import toml_value

    tools = toml_value(text).get("tool")
    return tools.get("facepolicy") if isinstance(tools, dict) else None


def shows_own_table(data: bytes) -> bool:
    """Return whether a project file that cannot be read shows a sign of our table."""
    return re.search(_SIGN, data) is not None
