"""From the manifest as written to the facts that rules read.

Rules read a copy of the manifest without members that state nothing:

* a value ``null``: the fact is not stated;
* the entry ``others-unknown``: its list becomes a ``PartialList``. Bounds of a number become
  ``Bounds``;
* a reference to evidence that does not count: it has expired, was issued after the day of the
  check, or its document is missing or differs (``validator.engine.evidence``).

The derived facts are added to it (``validator.engine.derived``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.engine import derived
from validator.engine.results import Bounds, EvidenceList, Expected, PartialList, Reason
from validator.manifest.vocabulary import OTHERS_UNKNOWN, referring
from validator.model.merge import COLLECTIONS

if TYPE_CHECKING:
    from datetime import date

    from validator.engine.configuration import Proof
    from validator.engine.derived import Facts


def derive(
    manifest: dict[str, Any],
    as_of: date,
    broken: frozenset[str] = frozenset(),
    proofs: tuple[Proof, ...] = (),
) -> Facts:
    """Return the facts of the stated values of a valid manifest, which are not changed.

    Evidence counts up to and including its last day. ``broken`` has the ids of evidence whose
    document is missing or differs, ``proofs`` what configuration files show about facts.
    """
    facts: Facts = _read(manifest)
    facts.setdefault("evidence", [])  # a register: an entry that it does not list does not exist
    entries = {entry["id"]: entry for entry in facts["evidence"]}
    ignored = {
        name: kind
        for name, entry in sorted(entries.items())
        if (kind := _ignored(name, entry, as_of, broken))
    }
    for name in broken & entries.keys():
        entries[name][derived.READABLE] = False
    if ignored:
        for parts, names in referring(facts, "evidence"):
            if not ignored.keys().isdisjoint(names):
                section: Any = facts
                for part in parts[:-1]:
                    section = section[part]
                section[parts[-1]] = _counting(names, ignored)
    if proofs:
        from validator.engine.configuration import agreement

        agrees = agreement(proofs)
        if agrees is not None:
            facts[derived.AGREEMENT] = agrees
    derived.add(facts, as_of)
    return facts


def _read(value: Any) -> Any:
    """Return a copy of a value for rules to read."""
    if isinstance(value, dict):
        if "atLeast" in value or "atMost" in value:
            return Bounds(value.get("atLeast", 0), value.get("atMost"))
        return {
            name: _read(item) if type(item) in COLLECTIONS else item
            for name, item in value.items()
            if item is not None
        }
    if value and value[-1] == OTHERS_UNKNOWN:
        return PartialList(_read(value[:-1]))
    return [_read(item) if type(item) in COLLECTIONS else item for item in value]


def _counting(names: list[str], ignored: dict[str, str]) -> EvidenceList:
    """Return the evidence that counts, and why the rest does not."""
    counting = EvidenceList(name for name in names if name not in ignored)
    for kind, reason in _IGNORED.items():
        concerned = sorted(name for name in names if ignored.get(name) == kind)
        if concerned:
            counting.ignored = (reason, Expected(kind, concerned))
            break
    return counting


_IGNORED = {
    "readable-evidence": Reason.UNEVIDENCED,
    "issued-evidence": Reason.UNEVIDENCED,
    "dated-evidence": Reason.UNEVIDENCED,
    "current-evidence": Reason.EXPIRED,
}
"""By the expected evidence in place of what is ignored: the reason of a rule that requires it."""


def _ignored(name: str, entry: dict[str, Any], as_of: date, broken: frozenset[str]) -> str | None:
    """Return which evidence is expected in place of an entry; None if the entry counts."""
    if name in broken:
        return "readable-evidence"
    if "expires" not in entry:
        return "dated-evidence"
    if not derived.is_current(entry, as_of):
        return "current-evidence"
    return "issued-evidence" if derived.is_early(entry, as_of) else None
