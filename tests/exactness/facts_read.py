"""The facts that a constraint reads, and the values that matter to it."""

from collections import defaultdict
from dataclasses import dataclass, field

from validator.engine.derived import DERIVED
from validator.manifest.vocabulary import facts, references
from validator.model import pointers

LISTED = ("allOf", "anyOf")
FITTING = {"^US(-[A-Z0-9]{1,3}(-[A-Z0-9]{1,20})?)?$": "US"}
"""A text that fits each pattern of the packs, and that the manifest schema accepts there."""


@dataclass
class Read:
    """What constraints read of one fact: the values and bounds that they name."""

    values: list = field(default_factory=list)
    bounds: list = field(default_factory=list)
    sizes: list = field(default_factory=list)


def reads(schemas, common):
    """Return what constraints read, by the pattern of the fact; derived facts by their inputs."""
    found = defaultdict(Read)
    for schema in schemas:
        _collect(schema, (), common, found)
    for pattern in [pattern for pattern in found if pattern in DERIVED]:
        del found[pattern]
        for source in DERIVED[pattern].inputs:
            found.setdefault(source, Read())
    return {pattern: read for pattern, read in found.items() if pattern in facts()}


def _collect(node, pattern, common, found):
    if "$ref" in node:
        uri, _, fragment = node["$ref"].partition("#")
        _collect(pointers.resolve(common[uri], pointers.parse(fragment)), pattern, common, found)
    if "const" in node:
        found[pattern].values.append(node["const"])
    found[pattern].values += node.get("enum", []) if "enum" in node else []
    if "pattern" in node:
        found[pattern].values.append(FITTING[node["pattern"]])
    for bound in ("minimum", "maximum"):
        if bound in node:
            found[pattern].bounds.append(node[bound])
    for size in ("minItems", "maxItems"):
        if size in node and pattern not in references("evidence"):
            found[pattern].sizes.append(node[size])
    for name in node.get("required", ()):
        if name not in node.get("properties", {}) or _is_leaf(pattern, name, node):
            found[(*pattern, name)]
    for name, child in node.get("properties", {}).items():
        _collect(child, (*pattern, name), common, found)
    for keyword in ("items", "contains"):
        if keyword in node:
            found[pattern]
            _collect(node[keyword], (*pattern, "*"), common, found)
    for keyword in ("not", "if", "then", "else"):
        if keyword in node:
            _collect(node[keyword], pattern, common, found)
    for keyword in LISTED:
        for child in node.get(keyword, ()):
            _collect(child, pattern, common, found)
    if not found[pattern].values and not found[pattern].bounds and _has_members(pattern):
        del found[pattern]


def _is_leaf(pattern, name, node):
    return not _has_members((*pattern, name)) or not node["properties"][name]


def _has_members(pattern):
    return any(
        len(other) > len(pattern)
        and other[: len(pattern)] == pattern
        and other[len(pattern)] != "*"
        for other in facts()
    )
