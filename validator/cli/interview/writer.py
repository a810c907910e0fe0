"""The text of a manifest: as YAML with comments, or that of an existing file with more facts.

The comments have the meaning of each fact, and the facts that rules wait for. Such a fact is one
line, ``#key: example``. Without its ``#`` the line is valid there; its sections exist already, and
a section without facts is null, which states nothing.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from validator.cli.interview import messages
from validator.cli.interview.answers import Parts, ids_of
from validator.cli.interview.catalogue import entry_key, is_list
from validator.cli.interview.emit import STEP, entry, inline, key_line, member, scalar
from validator.manifest.reading.yaml_reader import read_yaml
from validator.manifest.vocabulary import facts, pattern_of
from validator.model.errors import ManifestError
from validator.model.merge import merge_patch, without_nulls
from validator.model.resources import schema
from validator.report.formats.lines import wrap
from validator.report.wording import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language

_COLUMNS = 90


def commented(manifest: dict[str, Any], waits: frozenset[Parts], language: Language) -> str:
    """Write a valid manifest as YAML with comments in a language.

    ``waits`` are places of facts that are not stated, to be written as comments. The strict reader
    reads the same manifest back, with null for some sections that it does not have.
    """
    header = (
        f"# yaml-language-server: $schema={schema('manifest')['$id']}",
        *_comment(messages.MANIFEST_HEADER[language], 0),
    )
    lines = _Writer(manifest, waits, language).members((), manifest, 0, explained=True)
    return "\n".join((*header, *lines)) + "\n"


def _comment(text: str, indent: int) -> Iterator[str]:
    blanks = " " * indent
    yield from (f"{blanks}# {line}" for line in wrap(text, _COLUMNS - indent))


class _Writer(NamedTuple):
    manifest: dict[str, Any]
    waits: frozenset[Parts]
    language: Language

    def members(self, parts: Parts, value: Any, indent: int, *, explained: bool) -> Iterator[str]:
        """Yield the members of a mapping: those of the schema in its order, then others."""
        stated = value or {}
        names = [name[-1] for name in facts() if name[:-1] == pattern_of(parts)]
        for name in names:
            yield from self._fact((*parts, name), stated, indent, explained=explained)
        for name, item in stated.items():
            if name not in names:
                yield from member(name, item, indent)

    def _fact(self, parts: Parts, beside: Any, indent: int, *, explained: bool) -> Iterator[str]:
        name, pattern = parts[-1], pattern_of(parts)
        waiting = any(place[: len(parts)] == parts for place in self.waits)
        if name not in beside and not waiting:
            return
        value = beside.get(name)
        if indent == 0 and name != "kind":
            yield ""
        if explained:
            yield from _comment(self._meaning(pattern, stated=name in beside), indent)
        inner = is_section(pattern)
        entries = entry_key(pattern) is not None
        if name not in beside and not inner:
            yield f"{' ' * indent}#{name}: {self._example(pattern)}"
        elif inner and (value or waiting):
            yield key_line(name, indent)
            yield from self.members(parts, value, indent + STEP, explained=explained)
        elif entries and value:
            yield key_line(name, indent)
            yield from self._entries(parts, value, indent + STEP)
        else:
            yield from member(name, value, indent)

    def _entries(self, parts: Parts, value: list[Any], indent: int) -> Iterator[str]:
        """Yield the entries of a list; only the first has comments."""
        for number, item in enumerate(value):
            if not item or not isinstance(item, dict):
                yield f"{' ' * indent}- {inline(item)}"
                continue
            place, explained = (*parts, str(number)), number == 0
            yield from entry(self.members(place, item, indent + STEP, explained=explained), indent)

    def _meaning(self, pattern: Parts, *, stated: bool) -> str:
        fact, language = facts()[pattern], self.language
        meaning = messages.TITLE_AND_MEANING.format(fact.title, fact.description)[language]
        if stated or is_section(pattern):
            return meaning
        return f"{meaning} ({choices(fact)[language]})"

    def _example(self, pattern: Parts) -> str:
        """Return a value in one line that is valid in this manifest."""
        fact = facts()[pattern]
        if fact.refers_to:
            listing = {"evidence": "evidence", "purpose": "purposes"}[fact.refers_to]
            ids = ids_of(self.manifest, listing)
            return inline(ids[:1]) or "null" if ids else "null"
        key = entry_key(pattern)
        if key:
            example = facts()[(*pattern, "*", key)].example
            return f"[{{{key}: {scalar(example)}}}]"
        return inline(fact.example) or "null"


def is_section(pattern: Parts) -> bool:
    """Return whether a fact is a mapping of facts."""
    return not is_list(pattern) and any(name[:-1] == pattern for name in facts())


_Edit = tuple[int, int, str]
"""The start and the end of a stretch of the text, and what replaces it."""


def add_facts(text: str, before: dict[str, Any], after: dict[str, Any]) -> str | None:
    """Return the text of one YAML or JSON document with more facts; None where they have no place.

    ``before`` has the facts of the manifest, with those of bases that it extends; ``after`` has
    these and more.
    """
    try:
        own = _stated(text)
        wanted = merge_patch(own, _changed(before, after))
        root = yaml.compose(text, yaml.SafeLoader)
        edits = _additions(text, 0, root, own, wanted)
        # From the end; at one place what is replaced comes before what is added, and what was
        # found last before what was found first.
        found = sorted(edits, key=lambda edit: (edit[0], edit[1] > edit[0]))
        for start, end, new in reversed(found):
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
        key = json.dumps if text.lstrip()[:1] == "{" else scalar
        yield at, at, ", ".join(f"{key(k)}: {_flow(v)}" for k, v in new.items()) + more
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


def _flow(value: Any) -> str:
    """Write a value in one line, as JSON, which is YAML as well."""
    return json.dumps(value, ensure_ascii=False)
