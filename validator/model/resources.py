"""Find the packs and schemas that are shipped with facepolicy.

In an installed package they are in ``validator/_data``; in a source tree
(editable installs included) in the root of the repository. A wheel or a zipapp can also be
imported as it is: then the files that are no modules are copied out of it first.
"""

from __future__ import annotations

import json
import os
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from tempfile import TemporaryDirectory
    from typing import Any


@cache
def package() -> str:
    """Return the folder of the package ``validator`` with its data files."""
    here = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    return here if os.path.isdir(here) else _unpacked(here)


def asset(*parts: str) -> Path:
    """Return the path of a data file or folder of the package."""
    from pathlib import Path

    return Path(package(), *parts)


def _unpacked(here: str) -> str:
    """Copy the data files of a package in a zip archive, until the process ends."""
    import atexit
    from tempfile import TemporaryDirectory
    from zipfile import ZipFile

    archive = here
    while not os.path.isfile(archive):
        archive = os.path.dirname(archive)
    inside = os.path.relpath(here, archive).replace(os.sep, "/")
    copy = TemporaryDirectory(prefix="facepolicy-")
    _copies.append(copy)
    atexit.register(remove_copies)
    with ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith(f"{inside}/")]
        opened.extractall(copy.name, [name for name in names if not name.endswith(".py")])
    return os.path.join(copy.name, inside)


_copies: list[TemporaryDirectory[str]] = []


def remove_copies() -> None:
    """Remove what was copied out of an archive: for a process that ends without ``atexit``."""
    for copy in _copies:
        copy.cleanup()


@cache
def _root() -> str:
    packaged = os.path.join(package(), "_data")
    return packaged if os.path.isdir(packaged) else os.path.dirname(package())


def policies() -> Path:
    """Return the folder of the shipped packs."""
    from pathlib import Path

    return Path(_root(), "policies")


def built(name: str) -> Any:
    """Return a part of the shipped packs as a wheel carries it, None in a source tree.

    ``name`` is that of a pack, for what a check needs of it; with ``.whole`` behind it, for all of
    it; ``cards`` for the cards of all packs by their names.
    """
    try:
        with open(os.path.join(_root(), "packs", f"{name}.json"), "rb") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


@cache
def shipped() -> tuple[str, ...]:
    """Return the names of the packs that come with facepolicy, sorted."""
    folders = built("cards") or (card.parent.name for card in policies().glob("*/pack.yaml"))
    return tuple(sorted(folders))


@cache
def schema(name: str) -> Any:
    """Return the shipped JSON Schema ``schema/<name>.schema.json`` as a value."""
    return json.loads(schema_text(name))


def schema_text(name: str) -> str:
    """Return the text of a shipped JSON Schema; no such name is a FileNotFoundError."""
    # As bytes: a text file would translate line ends, which takes longer than the parser.
    with open(os.path.join(_root(), "schema", f"{name}.schema.json"), "rb") as file:
        return file.read().decode()


def schema_names() -> tuple[str, ...]:
    """Return the names of the shipped JSON Schemas, sorted."""
    suffix = ".schema.json"
    files = os.listdir(os.path.join(_root(), "schema"))
    return tuple(sorted(file.removesuffix(suffix) for file in files if file.endswith(suffix)))
