"""Small elements of OSCAL: identifiers, properties, dates, tokens, lines of text."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from validator.model.quote import escape
from validator.packs.doc_urls import SITE
from validator.report.formats.markup import literal

if TYPE_CHECKING:
    from datetime import date

    from validator.manifest.model import Manifest

Json = dict[str, Any]

NAMESPACE: Final = f"{SITE}ns/oscal"
"""The namespace of our properties."""

_ROOT = uuid5(NAMESPACE_URL, NAMESPACE)
_VALUE = 2000


def identifier(*parts: str) -> str:
    """Return a UUID of version 5 from the identity of a thing: same thing, same UUID."""
    return str(uuid5(_ROOT, json.dumps(parts)))


def element(**content: Any) -> Json:
    """Return an element; ``_`` in a name is ``-``. What is empty is left out, as OSCAL asks."""
    return {name.replace("_", "-"): value for name, value in content.items() if value}


def text(value: str) -> str:
    """Return text as Markdown that shows it unchanged, in one line that is never blank."""
    return literal(value.strip()) or "-"


def props(**values: str | None) -> list[Json]:
    """Return properties in our namespace; ``None`` leaves one out, ``_`` in a name is ``-``."""
    return [
        {
            "name": name.replace("_", "-"),
            "ns": NAMESPACE,
            "value": escape(value, _VALUE).strip() or "-",
        }
        for name, value in values.items()
        if value is not None
    ]


def start_of(day: date) -> str:
    """Return the first moment of a day."""
    return f"{day.isoformat()}T00:00:00Z"


def token(name: str) -> str:
    """Return an id as a token, which does not start with a digit."""
    return f"_{name}" if name[:1].isdigit() else name


def objective(pack: str, clause: str) -> str:
    """Return the id of the objective of a clause: the part that rules decide."""
    return token(f"{pack}_{clause}_obj")


@lru_cache(64)  # a report has many findings in few files
def reference(path: str) -> str:
    """Return a path as a relative reference (RFC 3986)."""
    return quote(os.fsencode(path.replace("\\", "/")), safe="/")


def manifest_resource(manifest: Manifest) -> str:
    """Return the UUID of the back-matter resource of a manifest."""
    return identifier("manifest", manifest.name, manifest.sha256)
