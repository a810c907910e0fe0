"""Find the packs and schemas that are shipped with facepolicy.

In an installed package they are in ``validator/_data``; in a source tree
(editable installs included) in the root of the repository.
"""

from __future__ import annotations

import json
import os
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


@cache
def _root() -> str:
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    packaged = os.path.join(package, "_data")
    return packaged if os.path.isdir(packaged) else os.path.dirname(package)


def policies() -> Path:
    """Return the folder of the shipped packs."""
    from pathlib import Path

    return Path(_root(), "policies")


def built(name: str) -> Any:
    """Return a part of the shipped packs as a wheel carries it, None in a source tree.

    Args:
        name: of a pack, for its content without tests; with ``.tests`` behind it, for its tests;
            ``cards`` for the cards of all packs by their names.
    """
    try:
        with open(os.path.join(_root(), "packs", f"{name}.json"), "rb") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


@cache
def schema(name: str) -> Any:
    """Return the shipped JSON Schema ``schema/<name>.schema.json`` as a value."""
    return json.loads(schema_text(name))


def schema_text(name: str) -> str:
    """Return the text of a shipped JSON Schema.

    Raises:
        FileNotFoundError: there is no schema of that name.
    """
    with open(os.path.join(_root(), "schema", f"{name}.schema.json"), encoding="utf-8") as file:
        return file.read()


def schema_names() -> tuple[str, ...]:
    """Return the names of the shipped JSON Schemas, sorted."""
    suffix = ".schema.json"
    files = os.listdir(os.path.join(_root(), "schema"))
    return tuple(sorted(file.removesuffix(suffix) for file in files if file.endswith(suffix)))
