"""Convert the manifest schema for editors that support only JSON Schema draft-07.

Regenerate the stored file with
``python -m tests.support.draft07 > schema/manifest.draft-07.schema.json``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from validator.model.resources import schema

_DIALECT = "http://json-schema.org/draft-07/schema#"


def twin() -> dict[str, Any]:
    """Return the manifest schema rewritten for draft-07.

    The dialects differ in two ways here: definitions have another key, and
    draft-07 ignores keywords beside ``$ref``. So the reference moves into
    ``allOf``.
    """
    converted = _convert(schema("manifest"))
    identifier = converted["$id"].replace("manifest.schema", "manifest.draft-07.schema")
    return {**converted, "$schema": _DIALECT, "$id": identifier}


def _convert(node: Any) -> Any:
    if isinstance(node, list):
        return [_convert(item) for item in node]
    if not isinstance(node, dict):
        return node
    renamed = {
        "definitions" if key == "$defs" else key: _convert(item) for key, item in node.items()
    }
    if not isinstance(node.get("$ref"), str):
        return renamed
    reference = {"$ref": node["$ref"].replace("#/$defs/", "#/definitions/")}
    beside = {key: item for key, item in renamed.items() if key != "$ref"}
    return {**beside, "allOf": [reference]} if beside else reference


def text() -> str:
    """Return the twin as the JSON text that is stored and shipped."""
    return json.dumps(twin(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
