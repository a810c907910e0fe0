"""Check the references between the parts of a manifest."""

from __future__ import annotations

from collections import Counter

from validator.manifest import messages
from validator.manifest.vocabulary import referring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.manifest.model import Manifest
    from validator.manifest.vocabulary import Referred
    from validator.model.errors import Problem
    from validator.model.text import Text


def reference_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield duplicate ids, references to ids that do not exist, and proofs that prove no fact.

    Args:
        manifest: a structurally valid manifest.
    """
    for place, what in _LISTS.items():
        ids = [entry["id"] for entry in manifest.stated.get(place, ())]
        if len(set(ids)) < len(ids):
            yield from _repeated(manifest, place, ids)
        yield from _dangling(manifest, what, frozenset(ids))
    if any("proves" in entry for entry in manifest.stated.get("evidence", ())):
        from validator.manifest.proves import proves_problems

        yield from proves_problems(manifest)


_LISTS: dict[str, Referred] = {"purposes": "purpose", "evidence": "evidence"}
"""The lists of a manifest that others refer to, and the kind of their entries."""


def _repeated(manifest: Manifest, place: str, ids: list[str]) -> Iterator[Problem]:
    twice = {name for name, count in Counter(ids).items() if count > 1}
    for index, name in enumerate(ids):
        if name in twice:
            text = messages.DUPLICATE_ID.format(name=name)
            yield manifest.problem((place, index, "id"), text)


def _dangling(manifest: Manifest, what: Referred, known: frozenset[str]) -> Iterator[Problem]:
    for parts, names in referring(manifest.stated, what):
        for index, name in enumerate(names):
            if name not in known:
                text = _unknown_id(name, known, what)
                yield manifest.problem((*parts, index), text)


def _unknown_id(name: str, known: frozenset[str], what: Referred) -> Text:
    from validator.model.suggest import nearest

    near = nearest(name, sorted(known))
    listing = next(place for place, entry in _LISTS.items() if entry == what)
    if near:
        return messages.UNKNOWN_ID_NEAR.format(name=name, listing=listing, near=near)
    return messages.UNKNOWN_ID.format(name=name, listing=listing)
