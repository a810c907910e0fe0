"""Terraform files, by python-hcl2, which the extra ``terraform`` installs.

Blocks become mappings by type and labels, so that a place is
``/resource/aws_s3_bucket/faces/bucket``. Whatever Terraform has to work out is unclear:
expressions, references, function calls, and defaults of variables, which others may set.
"""

from __future__ import annotations

import re
from collections import Counter

from validator.manifest.reading.document import UNCLEAR, Lines, ParsedDocument
from validator.manifest.reading.toml_reader import marked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_KEY = re.compile(r'(?<![\w-])([\w-]+)"?[ \t]*=(?!=)')
_BLOCK = "__is_block__"


def read_terraform(text: str) -> ParsedDocument:
    """Read a Terraform file.

    Raises:
        ImportError: python-hcl2 is not installed.
        ValueError: it is not Terraform, or nested too deep.
    """
    import hcl2
    from hcl2.utils import SerializationOptions
    from lark.exceptions import LarkError

    options = SerializationOptions(with_comments=False)
    try:
        read = hcl2.loads(f"{text}\n", serialization_options=options)
    except (LarkError, RuntimeError):  # RuntimeError: nested too deep, or a name of both
        raise ValueError("not Terraform") from None
    blocks = read.get("locals")
    if isinstance(blocks, list) and all(isinstance(it, dict) and _BLOCK in it for it in blocks):
        # The only blocks without labels that Terraform itself joins.
        read["locals"] = {key: item for block in blocks for key, item in block.items()}
    value = _clear(read)
    if "variable" in value:
        value["variable"] = UNCLEAR
    lines = _lines(text)
    return ParsedDocument(value, marked(value, lambda path: lines.get(path[-1], 0) if path else 0))


def _clear(value: Any) -> Any:
    """Return a value without quotes and marks of blocks; ``UNCLEAR`` for an expression."""
    if isinstance(value, dict):
        return {_bare(key): _clear(item) for key, item in value.items() if key != _BLOCK}
    if isinstance(value, list):
        blocks = bool(value) and all(isinstance(item, dict) and _is_block(item) for item in value)
        return _joined(value) if blocks else [_clear(item) for item in value]
    if isinstance(value, str):
        literal = value.startswith('"') and not value.startswith('"<<') and "\\" not in value
        return value[1:-1] if literal else UNCLEAR
    return value


def _bare(key: str) -> str:
    return key.strip('"')


def _is_block(item: dict[str, Any]) -> bool:
    """Return whether a mapping is a block, or the labels of one."""
    return _BLOCK in item or (
        len(item) == 1
        and all(isinstance(inner, dict) and _is_block(inner) for inner in item.values())
    )


def _joined(blocks: list[dict[str, Any]]) -> Any:
    """Return the blocks of one type by their labels; blocks that no label tells apart: unclear."""
    if len(blocks) == 1:
        return _clear(blocks[0])
    if any(_BLOCK in block for block in blocks):
        return UNCLEAR
    labels: dict[str, list[dict[str, Any]]] = {}
    for block in blocks:
        for label, inner in block.items():
            labels.setdefault(_bare(label), []).append(inner)
    return {label: _joined(inner) for label, inner in labels.items()}


def _lines(text: str) -> dict[str, int]:
    """Return the lines of the names that are set once in the file."""
    lines = Lines(text)
    found = [(match[1], lines.at(match.start())[0]) for match in _KEY.finditer(text)]
    times = Counter(name for name, _ in found)
    return {name: line for name, line in found if times[name] == 1}
