"""From the content of a pack, in which nothing is wrong, to clauses and rules."""

from __future__ import annotations

from validator.constraints import common_uri
from validator.model import Card, Clause, Instrument, Pack, PassByException, Rule
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.packfiles import Bundle
    from validator.rulecode import PackCode


def card_of(card: Bundle) -> Card | None:
    """Return what a pack says of its instrument; None for facepolicy's own checks."""
    if "instrument" not in card:
        return None
    instrument = _instrument(card["instrument"])
    return Card(card["id"], Text.of(card["title"]), card["jurisdiction"], instrument)


def assemble(content: Bundle, code: PackCode | None = None) -> Pack:
    """Build a pack from content in which nothing is wrong.

    Args:
        content: as ``packfiles.bundle`` returns it.
        code: the verdicts of the rules, where they were prebuilt.
    """
    card = content["pack"]
    clauses = {clause["id"]: Clause(clause["id"], clause) for clause in card["clauses"]}
    return Pack(
        id=card["id"],
        version=card["version"],
        title=Text.of(card["title"]),
        instrument=_instrument(card["instrument"]) if "instrument" in card else None,
        clauses=tuple(clauses.values()),
        rules=tuple(_rule(rule, card["id"], clauses) for rule in _in_order(content)),
        applies_when=card["appliesWhen"],
        applies_to=Text.of(card["appliesTo"]),
        common={common_uri(name): schema for name, schema in content["common"].items()},
        sha256=content["sha256"],
        compliant=content["compliant"],
        tests=tuple(card.get("tests", ())),
        code=code,
    )


def _in_order(content: Bundle) -> list[dict[str, Any]]:
    """Put the rules in the order of the clauses, which is that of the instrument."""
    order = {clause["id"]: place for place, clause in enumerate(content["pack"]["clauses"])}
    return sorted(content["rules"], key=lambda rule: (order[rule["clause"]], rule["id"]))


def _instrument(data: dict[str, Any]) -> Instrument:
    return Instrument(
        title=Text.of(data["title"]),
        issuer=Text.of(data["issuer"]),
        force=data["force"],
        status=data["status"],
        published=data["published"],
        in_force_from=data["inForce"]["from"],
        in_force_to=data["inForce"]["to"],
        link=data["link"],
        successor=data["successor"],
    )


def _rule(data: dict[str, Any], pack: str, clauses: dict[str, Clause]) -> Rule:
    exception = _exception(data["exception"]) if "exception" in data else None
    clause = clauses[data["clause"]]
    return Rule(data["id"], pack, clause, data["requires"], data["appliesWhen"], exception, data)


def _exception(data: dict[str, Any]) -> PassByException:
    return PassByException(data["when"], data.get("clause"), Text.of(data["note"]))
