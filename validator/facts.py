"""From the manifest as written to the facts that rules read.

Rules read a copy of the manifest from which statements that say nothing are
taken out, so that no rule can mistake them for facts:

* a value ``not-assessed``: nobody has established the fact (an id is only a name);
* a reference to evidence that ended before the day asked about, or whose document is
  known to be missing or another one (``validator.evidence``).

To it are added the derived facts (``validator.derived``).
"""

from __future__ import annotations

import marshal

from validator import derived
from validator.references import referring_in
from validator.vocabulary import NOT_ASSESSED, referring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from validator.derived import Facts
    from validator.manifest import Manifest
    from validator.vocabulary import Referring


def derive(manifest: dict[str, Any], as_of: date, broken: frozenset[str] = frozenset()) -> Facts:
    """Return the facts of a structurally valid manifest.

    Args:
        manifest: the manifest as written; it is not changed.
        as_of: the day asked about. Evidence counts up to and including its last day.
        broken: ids of evidence whose document is known to be missing or another one.
    """
    return _completed(_copied(manifest), manifest, referring(manifest, "evidence"), as_of, broken)


def facts_of(manifest: Manifest, as_of: date, broken: frozenset[str] = frozenset()) -> Facts:
    """Return the facts of a manifest, with the arguments of ``derive``.

    A section that is kept is copied once. The copy is shared, unless facts are added to it or
    taken out; then it becomes bytes, of which Python makes the next copy in a tenth of the time.
    """
    if manifest.sections is None:
        return derive(manifest.value, as_of, broken)
    facts: Facts = {}
    for copy in manifest.noted("facts", _kept):
        facts |= marshal.loads(copy) if type(copy) is bytes else copy  # noqa: S302 - our own bytes
    return _completed(facts, manifest.value, referring_in(manifest, "evidence"), as_of, broken)


def _kept(sections: dict[str, Any]) -> Facts | bytes:
    """Return a copy that nobody changes, or bytes to make one of; they never leave this process."""
    copy: Facts = _copied(sections)
    changes = not _ADDED_TO.isdisjoint(sections) or any(referring(sections, "evidence"))
    return marshal.dumps(copy) if changes else copy


_ADDED_TO = frozenset(pattern[0] for pattern in derived.DERIVED)
"""The sections to which facts are added."""


def _completed(
    facts: Facts,
    manifest: dict[str, Any],
    references: Iterable[Referring],
    as_of: date,
    broken: frozenset[str],
) -> Facts:
    """Take references to evidence that does not count out of a copy, and add derived facts."""
    current = frozenset(
        entry["id"]
        for entry in manifest.get("evidence", ())
        if derived.is_current(entry, as_of) and entry["id"] not in broken
    )
    for parts, names in references:
        if not current.issuperset(names):
            kept: Any = facts
            for part in parts:
                kept = kept[part]
            kept[:] = [name for name in names if name in current]
    derived.add(facts, as_of)
    return facts


def _copied(value: Any) -> Any:
    """Copy what stands in a mapping or list, but for members of which nothing is known."""
    if type(value) is list:
        return [_copied(item) if type(item) in (dict, list) else item for item in value]
    made = {}
    for name, item in value.items():
        if type(item) in (dict, list):
            made[name] = _copied(item)
        elif item != NOT_ASSESSED or name == "id":
            made[name] = item
    return made
