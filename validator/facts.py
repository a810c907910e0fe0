"""From the manifest as written to the facts that rules read.

Rules read a copy of the manifest from which statements that say nothing are
taken out, so that no rule can mistake them for facts:

* a value ``not-assessed``: nobody has established the fact (an id is only a name);
* a reference to evidence that ended before the day asked about, or whose document is
  known to be missing or another one (``validator.evidence``).

To it are added the derived facts (``validator.derived``).
"""

from __future__ import annotations

from validator import derived
from validator.vocabulary import NOT_ASSESSED, referring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from validator.derived import Facts


def derive(manifest: dict[str, Any], as_of: date, broken: frozenset[str] = frozenset()) -> Facts:
    """Return the facts of a structurally valid manifest.

    Args:
        manifest: the manifest as written; it is not changed.
        as_of: the day asked about. Evidence counts up to and including its last day.
        broken: ids of evidence whose document is known to be missing or another one.
    """
    entries = manifest.get("evidence", ())
    current = frozenset(
        entry["id"]
        for entry in entries
        if derived.is_current(entry, as_of) and entry["id"] not in broken
    )
    facts: Facts = _copied(manifest)
    for _, names in referring(facts, "evidence"):
        if not current.issuperset(names):
            names[:] = [name for name in names if name in current]
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
