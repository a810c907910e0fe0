"""The questions that the manifest schema marks with ``x-ask``, with their explanations.

``x-ask`` beside a fact means that it is asked for; as an object it can have

* ``when``: facts and a small JSON Schema for each, all of which must hold. A name is a fact
  in the same section, ``/a/b`` one of the whole manifest. A fact that is not stated does not hold.
* ``suggest``: a formality: ``{"value": …}``, or ``{"from": "today"}`` or
  ``{"from": "file-name"}``.

``x-first`` beside the facts of a section lists those that are asked for before it is known which
rules apply.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.jsonschema.constraint import Constraint
from validator.manifest.vocabulary import item_shape
from validator.model import pointers
from validator.model.resources import schema
from validator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.pointers import Pattern

Place = tuple["str | int", ...]
"""Keys and list indexes from the root of a manifest to a value."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible value of a fact, and its meaning."""

    value: Any
    meaning: Text


@dataclass(frozen=True, slots=True)
class Node:
    """One fact or section of the manifest schema.

    Attributes:
        shape: its JSON Schema, with references resolved.
        required: whether a manifest without it is invalid.
        first: whether it is asked for before it is known which rules apply.
        asked: whether it is asked for if it applies.
        when: conditions for it to apply, by name or pointer.
        suggest: the formality to suggest, or empty.
        children: the facts of an object, or of each entry of a list of objects.
        choices: the values it, or each item of it, may take, where the schema lists them.
    """

    name: str
    pattern: Pattern
    title: Text
    description: Text
    shape: dict[str, Any] = field(repr=False)
    required: bool
    first: bool
    asked: bool
    when: dict[str, Any]
    suggest: dict[str, str]
    children: tuple[Node, ...]
    choices: tuple[Choice, ...]

    @property
    def is_list(self) -> bool:
        """True for a list."""
        return bool(self.shape.get("type") == "array")

    @property
    def has_entries(self) -> bool:
        """True for a list of objects."""
        return self.is_list and bool(self.children)

    @property
    def refers_to(self) -> str | None:
        """The kind of its ids, ``evidence`` or ``purpose``."""
        return self.shape.get("x-refers-to")

    @property
    def leads(self) -> bool:
        """True if it and all sections around it are asked for in the first part."""
        return self.first and all(node.first for node in _around(self.pattern))


@cache
def sections() -> tuple[Node, ...]:
    """Return the sections of a manifest in their order."""
    return _children(schema("manifest"), ())


@cache
def node_at(pattern: Pattern) -> Node:
    """Return the node of a fact, by its pattern without the ``*`` of list entries."""
    name, *rest = pattern
    node = _named(sections(), name)
    for name in rest:
        node = _named(node.children, name)
    return node


def _named(nodes: tuple[Node, ...], name: str) -> Node:
    return next(node for node in nodes if node.name == name)


def _around(pattern: Pattern) -> Iterator[Node]:
    names = tuple(part for part in pattern if part != "*")
    return (node_at(names[:length]) for length in range(1, len(names)))


def applies(node: Node, beside: Any, answers: dict[str, Any]) -> bool:
    """Return whether to ask for a fact, given its neighbours and the answers."""

    def fact(name: str) -> Any:
        if name.startswith("/"):
            return pointers.resolve(answers, pointers.parse(name))
        return pointers.step(beside, name)

    found = ((fact(name), condition) for name, condition in node.when.items())
    return node.asked and all(
        value is not pointers.MISSING and Constraint(condition).holds(value)
        for value, condition in found
    )


def leaves(node: Node) -> Iterator[Node]:
    """Yield the facts below a node that are asked for one by one, or the node itself."""
    if not node.children:
        yield node
    for child in node.children:
        if child.asked:
            yield from leaves(child)


def _children(shape: dict[str, Any], above: Pattern) -> tuple[Node, ...]:
    required, first = shape.get("required", ()), shape.get("x-first", ())
    return tuple(
        _node(child, (*above, name), required=name in required, first=name in first)
        for name, child in shape.get("properties", {}).items()
    )


def _node(written: dict[str, Any], pattern: Pattern, *, required: bool, first: bool) -> Node:
    shape = _whole(written)
    item = _whole(item_shape(shape.get("items", {})))
    below = (*pattern, "*") if item else pattern
    asked = shape.get("x-ask", False)
    more = asked if isinstance(asked, dict) else {}
    return Node(
        pattern[-1],
        pattern,
        Text(shape["title"], shape["x-title-zh"]),
        Text(shape["description"], shape["x-description-zh"]),
        shape,
        required,
        first,
        bool(asked),
        more.get("when", {}),
        more.get("suggest", {}),
        _children(item or shape, below),
        _choices(item or shape),
    )


def _whole(shape: dict[str, Any]) -> dict[str, Any]:
    reference = shape.get("$ref")
    if reference is None:
        return shape
    definition = schema("manifest")["$defs"][reference.rsplit("/", 1)[-1]]
    whole = {**definition, **shape}
    exact = whole.get("anyOf", [{}])[0]
    if exact.get("type") == "integer":  # or bounds, which the manifest can state later
        del whole["anyOf"]
        whole |= exact
    return whole


def _choices(shape: dict[str, Any]) -> tuple[Choice, ...]:
    if shape.get("type") == "boolean":
        return Choice(True, messages.YES), Choice(False, messages.NO)  # noqa: FBT003 - values of the manifest
    english = shape.get("enumDescriptions", ())
    chinese = shape.get("x-enumDescriptions-zh", ())
    meanings = (Text(*pair) for pair in zip(english, chinese, strict=True))
    return tuple(map(Choice, shape.get("enum", ()), meanings))
