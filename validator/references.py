"""Whether the parts of a manifest that refer to each other do so rightly."""

from __future__ import annotations

from collections import Counter

from validator import pointers
from validator.errors import Problem
from validator.near import nearest
from validator.text import Text
from validator.vocabulary import facts, pattern_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest import Manifest


def reference_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield ids that stand twice, and references to ids that do not exist.

    Args:
        manifest: a manifest of the right shape.
    """
    known: dict[str, set[str]] = {}
    for place, what in (("purposes", "purpose"), ("evidence", "evidence")):
        ids = [entry["id"] for entry in manifest.value.get(place, ())]
        yield from _repeated(manifest, place, ids)
        known[what] = set(ids)
    yield from _dangling(manifest, manifest.value, (), known)


def _problem(manifest: Manifest, parts: tuple[str | int, ...], text: Text) -> Problem:
    return Problem(manifest.source, manifest.position(pointers.build(parts)), text)


def _repeated(manifest: Manifest, place: str, ids: list[str]) -> Iterator[Problem]:
    twice = {name for name, count in Counter(ids).items() if count > 1}
    for index, name in enumerate(ids):
        if name in twice:
            text = Text(f'the id "{name}" stands more than once', f"标识 “{name}” 重复出现")
            yield _problem(manifest, (place, index, "id"), text)


def _dangling(
    manifest: Manifest, value: Any, parts: tuple[str | int, ...], known: dict[str, set[str]]
) -> Iterator[Problem]:
    what = _refers_to(parts) if isinstance(value, list) else None
    if what:
        for index, name in enumerate(value):
            if name not in known[what]:
                yield _problem(manifest, (*parts, index), _unknown_id(name, known[what], what))
        return
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        if isinstance(child, (dict, list)) and not str(key).startswith("x-"):
            yield from _dangling(manifest, child, (*parts, key), known)


def _refers_to(parts: tuple[str | int, ...]) -> str | None:
    """Return what the entries of a list refer to: evidence, a purpose or nothing."""
    fact = facts().get(pattern_of(tuple(map(str, parts))))
    return fact.refers_to if fact else None


def _unknown_id(name: str, known: set[str], what: str) -> Text:
    near = nearest(name, sorted(known))
    hint = f'; did you mean "{near}"?' if near else ""
    hint_zh = f"；是否应为 “{near}”？" if near else ""
    listing = {"evidence": "evidence", "purpose": "purposes"}[what]
    return Text(
        f'"{name}" is no id in the list {listing}{hint}',
        f"{listing} 列表中没有标识 “{name}”{hint_zh}",
    )
