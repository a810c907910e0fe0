"""Write a manifest with comments: the meaning of each fact, and facts that rules wait for.

A fact that is not stated is one line, ``#key: example``. Without its ``#`` the line is valid
there; its sections exist already, and a section without facts is null, which states nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.catalogue import entry_key, is_list
from validator.cli.interview.columns import wrap
from validator.cli.interview.emit import STEP, entry, inline, key_line, member, scalar
from validator.cli.interview.state import ids_of
from validator.manifest.vocabulary import facts, pattern_of
from validator.model.resources import schema
from validator.report.wording import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.cli.interview.state import Parts
    from validator.model.text import Language

_COLUMNS = 90


def commented(manifest: dict[str, Any], waits: frozenset[Parts], language: Language) -> str:
    """Write a valid manifest as YAML with comments in a language.

    Args:
        manifest: the manifest.
        waits: places of facts that are not stated, to be written as comments.
        language: the language of the comments.

    Returns:
        YAML that the strict reader reads back as ``manifest``, with null for some sections
        that the manifest does not have.
    """
    return "\n".join(_Writer(manifest, waits, language).lines()) + "\n"


class _Writer:
    def __init__(
        self, manifest: dict[str, Any], waits: frozenset[Parts], language: Language
    ) -> None:
        self._manifest = manifest
        self._waits = waits
        self._language = language

    def lines(self) -> Iterator[str]:
        yield f"# yaml-language-server: $schema={schema('manifest')['$id']}"
        yield from self._comment(messages.MANIFEST_HEADER[self._language], 0)
        yield from self._members((), self._manifest, 0, explained=True)

    def _members(self, parts: Parts, value: Any, indent: int, *, explained: bool) -> Iterator[str]:
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
        waiting = any(place[: len(parts)] == parts for place in self._waits)
        if name not in beside and not waiting:
            return
        value = beside.get(name)
        if indent == 0 and name != "kind":
            yield ""
        if explained:
            yield from self._comment(self._meaning(pattern, stated=name in beside), indent)
        inner = is_section(pattern)
        entries = entry_key(pattern) is not None
        if name not in beside and not inner:
            yield f"{' ' * indent}#{name}: {self._example(pattern)}"
        elif inner and (value or waiting):
            yield key_line(name, indent)
            yield from self._members(parts, value, indent + STEP, explained=explained)
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
            place = (*parts, str(number))
            yield from entry(
                self._members(place, item, indent + STEP, explained=number == 0), indent
            )

    def _meaning(self, pattern: Parts, *, stated: bool) -> str:
        fact, language = facts()[pattern], self._language
        meaning = messages.TITLE_AND_MEANING.format(fact.title, fact.description)[language]
        if stated or is_section(pattern):
            return meaning
        return f"{meaning} ({choices(fact)[language]})"

    def _comment(self, text: str, indent: int) -> Iterator[str]:
        blanks = " " * indent
        yield from (f"{blanks}# {line}" for line in wrap(text, _COLUMNS - indent))

    def _example(self, pattern: Parts) -> str:
        """Return a value in one line that is valid in this manifest."""
        fact = facts()[pattern]
        if fact.refers_to:
            listing = {"evidence": "evidence", "purpose": "purposes"}[fact.refers_to]
            ids = ids_of(self._manifest, listing)
            return inline(ids[:1]) or "null" if ids else "null"
        key = entry_key(pattern)
        if key:
            example = facts()[(*pattern, "*", key)].example
            return f"[{{{key}: {scalar(example)}}}]"
        return inline(fact.example) or "null"


def is_section(pattern: Parts) -> bool:
    """Return whether a fact is a mapping of facts."""
    return not is_list(pattern) and any(name[:-1] == pattern for name in facts())
