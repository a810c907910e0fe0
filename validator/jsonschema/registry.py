"""A closed set of schemas: ``$ref`` may refer to these and nothing else."""

from __future__ import annotations

from validator.model import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from validator.jsonschema.keywords import Schema


class UnresolvableError(LookupError):
    """A reference points out of the set, or to nothing."""


def references(value: Any) -> Iterator[str]:
    """Yield every ``$ref`` below ``value``."""
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"]
    if isinstance(value, (dict, list)):
        for child in children:
            yield from references(child)


class SchemaSet:
    """Schemas by their URI."""

    def __init__(self, schemas: Mapping[str, Any] | None = None) -> None:
        """Make a set of the given schemas."""
        self.schemas = dict(schemas or {})
        self._inlined: dict[str, Any] = {}

    def follow(self, reference: str, document: Schema) -> tuple[Any, Schema]:
        """Return the target of a reference, and its document.

        Args:
            reference: the value of ``$ref``.
            document: the document of the reference.

        Raises:
            UnresolvableError: it points out of the set, or to nothing.
        """
        uri, _, fragment = reference.partition("#")
        target = self.schemas.get(uri) if uri and uri != document.get("$id") else document
        try:
            found = pointers.resolve(target, pointers.parse(fragment))
        except ValueError:
            found = pointers.MISSING
        if target is None or found is pointers.MISSING:
            raise UnresolvableError(reference)
        return found, target

    def inlined(self, node: Any) -> Any:
        """Return a constraint with the shared ones that it refers to in their places."""
        if not isinstance(node, (dict, list)):
            return node
        if isinstance(node, list):
            return [self.inlined(item) for item in node]
        rest = {key: self.inlined(item) for key, item in node.items() if key != "$ref"}
        if not isinstance(node.get("$ref"), str):
            return rest
        target = self._target(node["$ref"])
        return {**rest, "allOf": [target, *rest.get("allOf", ())]} if rest else target

    def _target(self, reference: str) -> Any:
        """Return what a reference leads to, with the shared constraints in it in their places."""
        if reference not in self._inlined:
            self._inlined[reference] = self.inlined(self.follow(reference, {})[0])
        return self._inlined[reference]
