"""The facts that a manifest can state, from the manifest schema.

A fact is named by its pattern: the parts of its JSON pointer, with ``*`` for
any item of a list, such as ``("purposes", "*", "use")``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from validator.manifest.messages import FALSE, FULL_STOP, TRUE
from validator.model.resources import schema
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Literal

    from validator.model.pointers import Pattern

    Referred = Literal["evidence", "purpose"]
    Referring = tuple[tuple[str | int, ...], list[str]]
    """The keys and indexes that lead to a list, and the list of ids itself."""
    SchemaPlace = tuple[Pattern, dict[str, Any], dict[str, Any], bool, bool]
    """Pattern of a fact, its node, the shape it refers to, whether required, whether mandatory."""


class Fact(NamedTuple):
    """One fact of the manifest schema.

    Attributes:
        title: its name for people.
        description: its meaning, in a sentence or two; empty if the title is enough.
        required: whether its section requires it.
        mandatory: whether every valid manifest states it (inside each item of a list).
        values: its possible values, if the schema lists them; otherwise empty.
        meanings: the meaning of each of ``values``, if the schema has them; otherwise empty.
        labels: a short name of each of ``values``, for people.
        example: a possible value, for people.
        min_items: for a list, the fewest entries it may have; otherwise 0.
        claim: whether it is a claim: an exception, a permission in law, a special ground.
        refers_to: for a list of references, the kind of their targets: ``evidence`` or ``purpose``.
    """

    pattern: Pattern
    title: Text
    description: Text
    required: bool
    mandatory: bool
    values: tuple[Any, ...]
    meanings: tuple[Text, ...]
    labels: tuple[Text, ...]
    example: Any
    min_items: int
    claim: bool
    refers_to: str | None


@cache
def facts() -> dict[Pattern, Fact]:
    """Return every fact of the manifest schema by its pattern."""
    return {pattern: fact_at(pattern) for pattern in _places()}


@cache
def fact_at(pattern: Pattern) -> Fact:
    """Return the fact of a pattern that the schema has; a report needs few of all facts."""
    return _fact(_places()[pattern])


def find_fact(pattern: Pattern) -> Fact | None:
    """Return the fact of a pattern; None if the schema has none."""
    return fact_at(pattern) if pattern in _places() else None


def item_of(pattern: Pattern) -> Fact:
    """Return the fact of the items of a list; the fact itself if it is none."""
    return find_fact((*pattern, "*")) or fact_at(pattern)


@cache
def shapes() -> dict[Pattern, dict[str, Any]]:
    """Return the schema of every fact by its pattern, in their order, references resolved."""
    return {pattern: shape for pattern, _, shape, _, _ in _places().values()}


@cache
def claims() -> frozenset[Pattern]:
    """Return the patterns of claims: ``x-claim`` in the manifest schema."""
    return frozenset(pattern for pattern, shape in shapes().items() if shape.get("x-claim"))


@cache
def site_facts() -> frozenset[Pattern]:
    """Return the patterns of facts of one site only: ``x-site`` in the manifest schema."""
    return frozenset(pattern for pattern, node, *_ in _places().values() if "x-site" in node)


@cache
def lists_with_ids() -> frozenset[Pattern]:
    """Return the patterns of lists whose entries have an ``id`` in the manifest schema."""
    return frozenset(pattern[:-2] for pattern in shapes() if pattern[-2:] == ("*", "id"))


def is_section(pattern: Pattern) -> bool:
    """Return whether a known fact has members, or is a list of things that have."""
    depth = len(pattern)
    return any(below[:depth] == pattern and set(below[depth:]) - {"*"} for below in shapes())


def name_of(pattern: Pattern) -> str:
    """Name a fact as people write it: ``purposes[].use``."""
    return ".".join(pattern).replace(".*", "[]")


def short_name(pattern: Pattern) -> str:
    """Name a fact without the marks of lists, as people type it: ``purposes.use``."""
    return ".".join(part for part in pattern if part != "*")


@cache
def _places() -> dict[Pattern, SchemaPlace]:
    root = schema("manifest")
    return {place[0]: place for place in _below(root, root["$defs"], (), mandatory=True)}


def _below(
    shape: dict[str, Any], definitions: dict[str, Any], path: Pattern, *, mandatory: bool
) -> Iterator[SchemaPlace]:
    names = shape.get("required", ())
    members: list[tuple[dict[str, Any], Pattern, bool]] = []
    for name, child in shape.get("properties", {}).items():
        members.append((child, (*path, name), name in names))
    if "items" in shape:
        members.append((item_shape(shape["items"]), (*path, "*"), True))
    for node, place, required in members:
        reference = node.get("$ref")
        target = definitions[reference.rsplit("/", 1)[-1]] if reference else node
        yield place, node, target, required, mandatory and required
        yield from _below(target, definitions, place, mandatory=mandatory and required)


OTHERS_UNKNOWN = "others-unknown"
"""The last entry of a list that may be incomplete."""


def item_shape(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the entries of a list, apart from ``others-unknown``."""
    alternatives = items.get("anyOf", ())
    if alternatives and alternatives[-1].get("$ref") == "#/$defs/othersUnknown":
        first: dict[str, Any] = alternatives[0]
        return first
    return items


def _fact(place: SchemaPlace) -> Fact:
    path, node, shape, required, mandatory = place
    merged, name = {**shape, **node}, path[-1]
    own = node if "description" in node else shape
    english: str = own.get("description", "")
    values = tuple(shape["enum"]) if "enum" in shape else ()
    if shape.get("type") == "boolean":
        values = (True, False)
    meanings: Any = shape.get("enumDescriptions", ())
    return Fact(
        path,
        Text(merged.get("title", name), merged.get("x-title-zh", name)),
        Text(english, own.get("x-description-zh", english)),
        required,
        mandatory,
        values,
        described := tuple(map(Text, meanings, shape.get("x-enumDescriptions-zh", meanings))),
        _labels(values, described, shape.get("x-enumLabels-zh", {})),
        example=next(iter(merged.get("examples", ())), None),
        min_items=shape.get("minItems", 0),
        claim=bool(shape.get("x-claim")),
        refers_to=shape.get("x-refers-to"),
    )


def _labels(
    values: tuple[Any, ...], meanings: tuple[Text, ...], chinese: dict[Any, str]
) -> tuple[Text, ...]:
    """Return a short name of each value: in Chinese, its meaning if no other name is given."""
    if values == (True, False):
        return TRUE, FALSE
    described: dict[Any, str] = {
        value: meaning.zh.rstrip(FULL_STOP)
        for value, meaning in zip(values, meanings, strict=False)
    }
    return tuple(
        Text(str(value), chinese.get(value, described.get(value, value))) for value in values
    )


@cache
def references(what: Referred) -> frozenset[Pattern]:
    """Return the patterns of the facts that refer to ``evidence``, or to a ``purpose``."""
    known = shapes().items()
    return frozenset(pattern for pattern, shape in known if shape.get("x-refers-to") == what)


def referring(value: Any, what: Referred) -> list[Referring]:
    """Return the lists of a valid manifest that refer to evidence, or to purposes, in its order."""
    found: list[Referring] = []
    _along(value, _ways(what), (), found)
    return found


@cache
def _ways(what: Referred) -> dict[str, Any]:
    """Return patterns as a tree: from each step to the next steps, none after the last."""
    tree: dict[str, Any] = {}
    for pattern in references(what):
        node = tree
        for step in pattern:
            node = node.setdefault(step, {})
    return tree


def _along(
    value: Any, ways: dict[str, Any], parts: tuple[str | int, ...], found: list[Referring]
) -> None:
    """Add the lists of a value to which ways lead."""
    if not ways:
        found.append((parts, value))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _along(item, ways["*"], (*parts, index), found)
    else:
        for key in value:
            if key in ways:
                _along(value[key], ways[key], (*parts, key), found)


def pattern_of(parts: tuple[str, ...]) -> Pattern:
    """Return the pattern of a place in a manifest: list indexes become ``*``."""
    return tuple("*" if part.isdigit() else part for part in parts)
