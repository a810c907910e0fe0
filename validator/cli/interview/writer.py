"""Write a manifest with comments: the meaning of each fact, and possible values of omitted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.columns import wrap
from validator.cli.interview.emit import STEP, entry, inline, key_line, member
from validator.cli.interview.questions import applies, sections
from validator.manifest.vocabulary import facts
from validator.model import pointers
from validator.model.resources import schema
from validator.report.wording import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.cli.interview.questions import Node
    from validator.model.text import Language

_COLUMNS = 90  # nested comments get further comment marks


def commented(manifest: dict[str, Any], language: Language) -> str:
    """Write a valid manifest as YAML with comments in a language.

    Returns:
        YAML that the strict reader reads back as ``manifest``.
    """
    return "\n".join(_Writer(manifest, language).lines()) + "\n"


class _Writer:
    def __init__(self, manifest: dict[str, Any], language: Language) -> None:
        self._manifest = manifest
        self._language = language

    def lines(self) -> Iterator[str]:
        yield f"# yaml-language-server: $schema={schema('manifest')['$id']}"
        yield from self._comment(messages.MANIFEST_HEADER[self._language], 0)
        for node in sections():
            lines = list(self._fact(node, self._manifest, 0))
            if lines and (node.children or node.name == "apiVersion"):
                yield ""
            yield from lines
        yield from self._own(self._manifest, sections(), 0)

    def _own(self, value: dict[str, Any], known: tuple[Node, ...], indent: int) -> Iterator[str]:
        """Yield the members that people added under keys starting with ``x-``."""
        names = {node.name for node in known}
        for key, item in value.items():
            if key not in names:
                yield from member(key, item, indent)

    def _fact(
        self, node: Node, beside: Any, indent: int, *, explained: bool = True
    ) -> Iterator[str]:
        value = pointers.step(beside, node.name)
        if value is pointers.MISSING:
            if explained and applies(node, beside, self._manifest):
                yield from self._left_out(node, indent)
            return
        if explained:
            yield from self._comment(self._meaning(node), indent)
        if not node.children or not value:
            yield from member(node.name, value, indent)
            return
        yield key_line(node.name, indent)
        if node.has_entries:
            yield from self._entries(node, value, indent + STEP)
        else:
            yield from self._members(node, value, indent + STEP, explained=explained)

    def _members(self, node: Node, value: Any, indent: int, *, explained: bool) -> Iterator[str]:
        for child in node.children:
            yield from self._fact(child, value, indent, explained=explained)
        yield from self._own(value, node.children, indent)

    def _entries(self, node: Node, value: list[Any], indent: int) -> Iterator[str]:
        """Yield the entries of a list; only the first has comments."""
        for number, item in enumerate(value):
            if not item:
                yield f"{' ' * indent}- {inline(item)}"
                continue
            lines = self._members(node, item, indent + STEP, explained=number == 0)
            yield from entry(lines, indent)

    def _meaning(self, node: Node) -> str:
        language = self._language
        between = ": " if language == "en" else "："
        return f"{node.title[language]}{between}{node.description[language]}"

    def _comment(self, text: str, indent: int) -> Iterator[str]:
        blanks = " " * indent
        yield from (f"{blanks}# {line}" for line in wrap(text, _COLUMNS - indent))

    def _left_out(self, node: Node, indent: int) -> Iterator[str]:
        """Yield a fact as a comment, which becomes a fact when its comment mark is removed."""
        blanks = " " * indent
        yield from self._comment(self._meaning(node), indent)
        if node.children and not node.has_entries:
            yield f"{blanks}# {node.name}:"
            for child in node.children:
                if applies(child, None, self._manifest):
                    below = self._left_out(child, indent + STEP)
                    yield from (f"{blanks}# {line[indent:]}" for line in below)
        else:
            could = choices(facts()[node.pattern])[self._language]
            yield f"{blanks}# {node.name}:  # {could}"
