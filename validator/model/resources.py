"""Find the packs and schemas that are shipped with facepolicy.

In an installed package they are in ``validator/_data``; in a source tree
(editable installs included) in the root of the repository.
"""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


@cache
def _root() -> Path:
    from pathlib import Path

    package = Path(__file__).resolve().parents[1]
    packaged = package / "_data"
    return packaged if packaged.is_dir() else package.parent


def policies() -> Path:
    """Return the folder of the shipped packs."""
    return _root() / "policies"


@cache
def packs() -> dict[str, dict[str, Any]]:
    """Return the content of the shipped packs from a wheel; None in a source tree."""
    import json

    file = _root() / "packs.json"
    built: dict[str, dict[str, Any]]
    built = json.loads(file.read_bytes()) if file.is_file() else {}
    return built


@cache
def schema(name: str) -> Any:
    """Return the shipped JSON Schema ``schema/<name>.schema.json`` as a value."""
    import json

    return json.loads(schema_text(name))


def schema_text(name: str) -> str:
    """Return the text of a shipped JSON Schema.

    Raises:
        FileNotFoundError: there is no schema of that name.
    """
    return (_root() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")


def schema_names() -> tuple[str, ...]:
    """Return the names of the shipped JSON Schemas, sorted."""
    suffix = ".schema.json"
    files = (_root() / "schema").glob(f"*{suffix}")
    return tuple(sorted(file.name.removesuffix(suffix) for file in files))
