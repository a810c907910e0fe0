"""Add facts to the text of an existing manifest, and keep its other content and comments."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml

from validator.cli.interview.emit import STEP, member, scalar
from validator.manifest.reading.yaml_reader import read_yaml
from validator.model.errors import ManifestError
from validator.model.merge import merge_patch, without_nulls

if TYPE_CHECKING:
    from collections.abc import Iterator

_Edit = tuple[int, int, str]
"""The start and the end of a stretch of the text, and what replaces it."""


def add_facts(text: str, before: dict[str, Any], after: dict[str, Any]) -> str | None:
    """Return the text of a manifest with more facts stated.

    Args:
        text: the text of one YAML or JSON document.
        before: the facts of the manifest, with those of bases that it extends.
        after: the same, and more.

    Returns:
        The text; None if the facts cannot be added in their places.
    """
    try:
        own = _stated(text)
        wanted = merge_patch(own, _changed(before, after))
        root = yaml.compose(text, yaml.SafeLoader)
        edits = enumerate(_additions(text, 0, root, own, wanted))
        # From the end; at one place what is replaced comes before what is added.
        for _, (start, end, new) in sorted(edits, key=_order, reverse=True):
            text = text[:start] + new + text[end:]
        return text if _stated(text) == wanted else None
    except ManifestError:  # an addition in the wrong place
        return None


def _stated(text: str) -> dict[str, Any]:
    """Return what the file itself states, without the bases that it extends."""
    (document,) = read_yaml(text, "")
    stated: dict[str, Any] = without_nulls(document.value)
    return stated


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the members that differ, lists whole."""
    return {
        name: _changed(before[name], value)
        if isinstance(value, dict) and isinstance(before.get(name), dict)
        else value
        for name, value in after.items()
        if before.get(name) != value
    }


def _order(numbered: tuple[int, _Edit]) -> tuple[int, bool, int]:
    number, (start, end, _) = numbered
    return start, end > start, number


def _additions(text: str, since: int, node: Any, before: Any, after: Any) -> Iterator[_Edit]:
    """Yield the edits of a value whose key, or dash, ends at ``since``."""
    if isinstance(before, list):
        for child, old, new in zip(node.value, before, after, strict=False):
            if isinstance(old, dict):
                yield from _additions(text, child.start_mark.index, child, old, new)
        if len(after) > len(before):
            yield _appended(text, node, after[len(before) :])
        return
    children = {key.value: (key.end_mark.index, value) for key, value in node.value}
    new = {}
    for name, value in after.items():
        at, child = children.get(name, (0, None))
        if before.get(name) == value:
            continue
        if isinstance(before.get(name), (dict, list)):
            yield from _additions(text, at, child, before[name], value)
        elif child is None:
            new[name] = value
        else:
            yield from _filled(text, node, child, value)
    if new:
        yield from _members(text, since, node, new)


def _filled(text: str, parent: Any, node: Any, value: Any) -> Iterator[_Edit]:
    """State a value in place of null; the lines of a section in place of commented ones."""
    start, end = node.start_mark.index, node.end_mark.index
    if parent.flow_style or not isinstance(value, dict):
        yield start, end, f" {_flow(value)}" if text[start - 1] == ":" else _flow(value)
        return
    if end > start:
        yield start, end, ""
    indent = _indent(parent)
    below = re.compile(rf"\n {{0,{indent}}}[^\s#]").search(text, end)
    between = end, below.start() if below else len(text)
    yield from _lines(text, value, indent + STEP, between, _end(text, end))


def _members(text: str, since: int, node: Any, new: dict[str, Any]) -> Iterator[_Edit]:
    """Add members to a mapping: in place of their commented lines, or after the last one."""
    if node.flow_style or not node.value:
        at = node.start_mark.index + 1
        more = ", " if node.value else ""
        quoted = text.lstrip()[:1] == "{"
        yield at, at, ", ".join(f"{_key(k, quoted)}: {_flow(v)}" for k, v in new.items()) + more
        return
    between = since, _end(text, node.end_mark.index)
    yield from _lines(text, new, _indent(node), between, _line_end(text, node))


def _lines(
    text: str, new: dict[str, Any], indent: int, between: tuple[int, int], last: int
) -> Iterator[_Edit]:
    """Write members in place of their commented lines, others at the end of a line."""
    for name, value in new.items():
        lines = "".join(f"\n{line}" for line in member(name, value, indent))
        at = text.find(f"\n{' ' * indent}#{name}: ", *between)
        yield (last, last, lines) if at < 0 else (at, _end(text, at + 1), lines)


def _appended(text: str, node: Any, items: list[Any]) -> _Edit:
    """Add entries to the end of a list."""
    flow = [_flow(item) for item in items]
    if node.flow_style:
        at = node.end_mark.index - 1
        return at, at, (", " if node.value else "") + ", ".join(flow)
    indent = " " * node.start_mark.column
    at = _line_end(text, node)
    return at, at, "".join(f"\n{indent}- {item}" for item in flow)


def _indent(node: Any) -> Any:
    return node.value[0][0].start_mark.column if node.value else 0


def _line_end(text: str, node: Any) -> int:
    """Return the end of the last line of a value, with the comments inside its last section."""
    inner = re.compile(rf"(?:(?:\n *)*\n {{{node.start_mark.column + 1},}}#[^\n]*)+")
    while isinstance(node.value, list) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    at: int = node.end_mark.index
    # A block of text ends at the start of the next line.
    end = at - 1 if text[at - 1 : at] == "\n" else _end(text, at)
    found = inner.match(text, end)
    return found.end() if found else end


def _end(text: str, at: int) -> int:
    """Return the end of a line."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _key(name: str, quoted: bool) -> str:  # noqa: FBT001 - how the template writes it
    return json.dumps(name) if quoted else scalar(name)


def _flow(value: Any) -> str:
    """Write a value in one line, as JSON, which is YAML as well."""
    return json.dumps(value, ensure_ascii=False)
