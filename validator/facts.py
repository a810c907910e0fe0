"""From the manifest as written to the facts that rules read.

Rules read a copy of the manifest from which statements that say nothing are
taken out, so that no rule can mistake them for facts:

* a value ``not-assessed``: nobody has established the fact;
* a reference to evidence that ended before the day asked about.

To it are added the derived facts of ``DERIVED``: what JSON Schema cannot compute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from validator.model import Reason
from validator.text import Text
from validator.vocabulary import NOT_ASSESSED, Pattern, references

Facts = dict[str, Any]

NEVER = "never"
"""The word a manifest uses for evidence that does not expire."""


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived fact: true or false, or absent where what it is derived from is not stated.

    Attributes:
        pattern: where rules read it.
        title: what it says.
        when_missing: the fact to state where it is absent.
        when_wrong: the fact to look at where it is false.
        reason: why a rule fails that needs it to be true.
    """

    pattern: Pattern
    title: Text
    when_missing: Pattern
    when_wrong: Pattern
    reason: Reason = Reason.VIOLATED


DERIVED = {
    item.pattern: item
    for item in (
        Derived(
            ("evidence", "*", "current"),
            Text("The evidence still counts on the day asked about", "证据在查询日仍有效"),
            ("evidence", "*", "expires"),
            ("evidence", "*", "expires"),
            Reason.EXPIRED,
        ),
        Derived(
            ("purposes", "*", "notified"),
            Text("The notice covers this purpose", "告知涵盖该目的"),
            ("notice", "purposesCovered"),
            ("purposes", "*", "id"),
        ),
        Derived(
            ("governance", "impactAssessment", "reviewedSinceChange"),
            Text(
                "The assessment was reviewed on or after the last material change and incident",
                "影响评估在最近一次重大变更和事件之后复核过",
            ),
            ("governance", "impactAssessment", "reviewedOn"),
            ("governance", "impactAssessment", "reviewedOn"),
        ),
    )
}
"""Every derived fact. Source of all three: requirements catalogue, section 8.2."""


def derive(manifest: dict[str, Any], as_of: date) -> Facts:
    """Return the facts of a structurally valid manifest.

    Args:
        manifest: the manifest as written; it is not changed.
        as_of: the day asked about. Evidence counts up to and including its last day.
    """
    current = frozenset(
        entry["id"] for entry in manifest.get("evidence", ()) if _is_current(entry, as_of)
    )
    facts: Facts = _copy(manifest, (), current)
    for entry in facts.get("evidence", ()):
        entry["current"] = entry["id"] in current
    _derive_notified(facts)
    _derive_reviewed(facts.get("governance", {}))
    return facts


def _is_current(entry: dict[str, Any], as_of: date) -> bool:
    return entry["expires"] == NEVER or date.fromisoformat(entry["expires"]) >= as_of


def _copy(value: Any, path: Pattern, current: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _copy(item, (*path, name), current)
            for name, item in value.items()
            if item != NOT_ASSESSED
        }
    if isinstance(value, list):
        if path in references("evidence"):
            return [reference for reference in value if reference in current]
        return [_copy(item, (*path, "*"), current) for item in value]
    return value


def _derive_notified(facts: Facts) -> None:
    notice = facts.get("notice", {})
    if "purposesCovered" in notice:
        for purpose in facts.get("purposes", ()):
            purpose["notified"] = purpose["id"] in notice["purposesCovered"]


def _derive_reviewed(governance: Facts) -> None:
    assessment = governance.get("impactAssessment", {})
    names = ("lastMaterialChange", "lastMajorIncident")
    if "reviewedOn" in assessment and all(name in governance for name in names):
        # ISO 8601 dates of one width sort as text in the order of time.
        changes = [governance[name] for name in names if governance[name] != "none"]
        reviewed = assessment["reviewedOn"]
        assessment["reviewedSinceChange"] = all(reviewed >= change for change in changes)
