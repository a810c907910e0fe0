"""Whether the parts of a manifest that refer to each other do so rightly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from validator import pointers
from validator.errors import Problem
from validator.text import Text
from validator.vocabulary import may_refer, referring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal, TypeAlias

    from validator.manifest import Manifest
    from validator.reading.document import Section
    from validator.vocabulary import Referred, Referring

    _List: TypeAlias = tuple[str, list[str]]


def reference_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield ids that stand twice, and references to ids that do not exist.

    Args:
        manifest: a manifest of the right shape.
    """
    for place, what in _LISTS.items():
        ids = [entry["id"] for entry in manifest.value.get(place, ())]
        if len(set(ids)) < len(ids):
            yield from _repeated(manifest, place, ids)
        if not manifest.references.named[what].issubset(ids):
            yield from _dangling(manifest, what, frozenset(ids))


_LISTS: dict[str, Referred] = {"purposes": "purpose", "evidence": "evidence"}
"""The lists of a manifest that others refer to, and what stands in them."""
_KINDS = tuple(_LISTS.values())


@dataclass(frozen=True, slots=True)
class References:
    """What a manifest, or a part of it, refers to.

    Attributes:
        named: ids of evidence, and of purposes.
        lists: the pointer to each list that refers to evidence, and the list.
    """

    named: dict[Referred, frozenset[str]]
    lists: tuple[_List, ...]


def references_of(manifest: Manifest) -> References:
    """Return what a manifest refers to; its own ``references`` are the same, found once."""
    every = [found for found in manifest.noted("references", _found_in) if found]
    return References(
        {what: frozenset().union(*[found.named[what] for found in every]) for what in _KINDS},
        tuple(chain.from_iterable([found.lists for found in every])),
    )


def _found_in(section: Section) -> References | Literal[False]:
    """Return what a section refers to; False where that is nothing, as in most."""
    if section.is_hollow or not may_refer(section.above, section.key):
        return False
    every = {what: list(referring(section.alone, what)) for what in _KINDS}
    return References(
        {what: _names(lists) for what, lists in every.items()},
        tuple((pointers.build(parts), names) for parts, names in every["evidence"]),
    )


def _names(lists: Iterable[Referring]) -> frozenset[str]:
    return frozenset(chain.from_iterable([names for _, names in lists]))


def _problem(manifest: Manifest, parts: tuple[str | int, ...], text: Text) -> Problem:
    return Problem(manifest.source, manifest.position(pointers.build(parts)), text)


def _repeated(manifest: Manifest, place: str, ids: list[str]) -> Iterator[Problem]:
    twice = {name for name, count in Counter(ids).items() if count > 1}
    for index, name in enumerate(ids):
        if name in twice:
            text = Text(f'the id "{name}" stands more than once', f"标识 “{name}” 重复出现")
            yield _problem(manifest, (place, index, "id"), text)


def _dangling(manifest: Manifest, what: Referred, known: frozenset[str]) -> Iterator[Problem]:
    for parts, names in referring(manifest.value, what):
        for index, name in enumerate(names):
            if name not in known:
                told = _unknown_id(name, known, what)
                yield _problem(manifest, (*parts, index), told)


def _unknown_id(name: str, known: frozenset[str], what: Referred) -> Text:
    from validator.near import nearest

    near = nearest(name, sorted(known))
    hint = f'; did you mean "{near}"?' if near else ""
    hint_zh = f"；是否应为 “{near}”？" if near else ""
    listing = next(place for place, entry in _LISTS.items() if entry == what)
    return Text(
        f'"{name}" is no id in the list {listing}{hint}',
        f"{listing} 列表中没有标识 “{name}”{hint_zh}",
    )
