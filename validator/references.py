"""Whether the parts of a manifest that refer to each other do so rightly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from validator import pointers
from validator.errors import Problem
from validator.near import nearest
from validator.text import Text
from validator.vocabulary import pattern_of, references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.manifest import Manifest


def reference_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield ids that stand twice, and references to ids that do not exist.

    Args:
        manifest: a manifest of the right shape.
    """
    for place, what in (("purposes", "purpose"), ("evidence", "evidence")):
        ids = [entry["id"] for entry in manifest.value.get(place, ())]
        yield from _repeated(manifest, place, ids)
        yield from _dangling(manifest, manifest.value, (), set(ids), what)


def _problem(manifest: Manifest, parts: tuple[str | int, ...], text: Text) -> Problem:
    return Problem(manifest.source, manifest.position(pointers.build(parts)), text)


def _repeated(manifest: Manifest, place: str, ids: list[str]) -> Iterator[Problem]:
    twice = {name for name, count in Counter(ids).items() if count > 1}
    for index, name in enumerate(ids):
        if name in twice:
            text = Text(f'the id "{name}" stands more than once', f"标识 “{name}” 重复出现")
            yield _problem(manifest, (place, index, "id"), text)


def _dangling(
    manifest: Manifest, value: Any, parts: tuple[str | int, ...], known: set[str], what: str
) -> Iterator[Problem]:
    if isinstance(value, list) and pattern_of(tuple(map(str, parts))) in references(what):
        for index, name in enumerate(value):
            if name not in known:
                yield _problem(manifest, (*parts, index), _unknown_id(name, known, what))
    elif isinstance(value, (dict, list)):
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in children:
            if not str(key).startswith("x-"):
                yield from _dangling(manifest, child, (*parts, key), known, what)


def _unknown_id(name: str, known: set[str], what: str) -> Text:
    near = nearest(name, sorted(known))
    hint = f'; did you mean "{near}"?' if near else ""
    hint_zh = f"；是否应为 “{near}”？" if near else ""
    listing = {"evidence": "evidence", "purpose": "purposes"}[what]
    return Text(
        f'"{name}" is no id in the list {listing}{hint}',
        f"{listing} 列表中没有标识 “{name}”{hint_zh}",
    )
