"""From the content of a pack to clauses and rules that can be run."""

from __future__ import annotations

from validator import prebuilt
from validator.bounds import problems_of_bounds
from validator.constraints import common_uri, shared
from validator.errors import PackError, Problem
from validator.model import (
    Assessment,
    Card,
    Clause,
    Confidence,
    Instrument,
    Pack,
    PassByException,
    Reason,
    Rule,
)
from validator.packfiles import (
    bundle,
    locate,
    read_bundle,
    read_card,
    read_files,
)
from validator.reading.quote import escape
from validator.schemaset import references
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from validator.packfiles import Bundle
    from validator.rulecode import PackCode


def load_pack(where: str | Path) -> Pack:
    """Load a pack.

    Args:
        where: the name of a shipped pack, a folder, or a prebuilt pack (``.json``).

    Raises:
        PackError: there is no such pack, or it is broken; with everything that is wrong.
    """
    path = locate(where)
    content = bundle(read_files(path)) if path.is_dir() else read_bundle(path)
    return build_pack(content, str(path))


def load_card(where: str | Path) -> Card | None:
    """Load what a pack says of its instrument; None for a pack of facepolicy's own checks.

    Raises:
        PackError: there is no such pack, or its card is broken.
    """
    card = _card(where)
    if "instrument" not in card:
        return None
    instrument = _instrument(card["instrument"])
    return Card(card["id"], _text(card["title"]), card["jurisdiction"], instrument)


def _card(where: str | Path) -> Bundle:
    if prebuilt.available() and str(where) in prebuilt.cards():
        return prebuilt.cards()[str(where)]
    path = locate(where)
    card: Bundle = read_card(path) if path.is_dir() else read_bundle(path)["pack"]
    return card


def build_pack(content: Bundle, source: str) -> Pack:
    """Build a pack from its well-shaped content.

    Args:
        content: as ``packfiles.bundle`` returns it.
        source: name of the pack's place, for messages.

    Raises:
        PackError: rules that could not be run; with everything that is wrong.
    """
    problems = tuple(_problems(content, source))
    if problems:
        raise PackError(problems)
    return assemble(content)


def assemble(content: Bundle, code: PackCode | None = None) -> Pack:
    """Build a pack from content in which nothing is wrong.

    Args:
        content: as ``packfiles.bundle`` returns it.
        code: the verdicts of the rules, where they were prebuilt.
    """
    card = content["pack"]
    clauses = {clause["id"]: _clause(clause) for clause in card["clauses"]}
    return Pack(
        id=card["id"],
        version=card["version"],
        title=_text(card["title"]),
        instrument=_instrument(card["instrument"]) if "instrument" in card else None,
        clauses=tuple(clauses.values()),
        rules=tuple(_rule(rule, card["id"], clauses) for rule in _in_order(content)),
        applies_when=card["appliesWhen"],
        applies_to=_text(card["appliesTo"]),
        common={common_uri(name): schema for name, schema in content["common"].items()},
        sha256=content["sha256"],
        compliant=content["compliant"],
        tests=tuple(card.get("tests", ())),
        code=code,
    )


def _text(value: dict[str, str]) -> Text:
    """Return a text of a pack fit to stand in a line of any report; a pack may be a stranger's."""
    lines = {language: " ".join(text.split()) for language, text in value.items()}
    return Text.of({language: escape(line, len(line) * 10) for language, line in lines.items()})


def _in_order(content: Bundle) -> list[dict[str, Any]]:
    """Put the rules in the order of the clauses, which is that of the instrument."""
    order = {clause["id"]: place for place, clause in enumerate(content["pack"]["clauses"])}
    return sorted(content["rules"], key=lambda rule: (order[rule["clause"]], rule["id"]))


def _problems(content: Bundle, source: str) -> Iterator[Problem]:
    if not content["rules"]:
        nothing = Text(
            "the pack has no rules: nothing would be checked", "规则包没有规则：无可检查"
        )
        yield Problem(source, None, nothing)
    known = {clause["id"] for clause in content["pack"]["clauses"]}
    seen: set[str] = set()
    for rule in content["rules"]:
        cited = {rule["clause"], rule.get("exception", {}).get("clause", rule["clause"])}
        for clause in sorted(cited - known):
            yield _problem(source, rule, f"no clause {clause}", f"没有条款 {clause}")
        if rule["id"] in seen:
            yield _problem(source, rule, "this id stands twice", "标识重复")
        seen.add(rule["id"])
    common = {common_uri(name): file for name, file in content["common"].items()}
    lost = [item for item in sorted(set(references(content))) if shared(item, common) is None]
    for reference in lost:
        outside = f'"$ref: {reference}" leads out of the pack set, or to no shared constraint'
        outside_zh = f"“$ref: {reference}” 指向规则包之外，或不是共用约束"
        yield Problem(source, None, Text(outside, outside_zh))
    if not lost:
        yield from problems_of_bounds(content, source)


def _problem(source: str, rule: dict[str, Any], en: str, zh: str) -> Problem:
    return Problem(source, None, Text(f"rule {rule['id']}: {en}", f"规则 {rule['id']}：{zh}"))


def _clause(data: dict[str, Any]) -> Clause:
    phrase = data.get("phrase", {})
    reason = data["assessment"].get("reason")
    return Clause(
        id=data["id"],
        place=data["locator"]["place"],
        place_confirmed=data["locator"]["status"] == "confirmed",
        summary=_text(data["summary"]),
        modality=data["modality"],
        confidence=Confidence(data["confidence"]),
        assessment=Assessment(data["assessment"]["kind"]),
        through_applicability=data["assessment"].get("through") == "applicability",
        sources=tuple(data.get("sources", ())),
        phrase=phrase.get("text"),
        phrase_confirmed=phrase.get("confirmed", False),
        advisory=data.get("advisory", False),
        assessment_reason=_text(reason) if reason else None,
    )


def _instrument(data: dict[str, Any]) -> Instrument:
    return Instrument(
        title=_text(data["title"]),
        issuer=_text(data["issuer"]),
        force=data["force"],
        status=data["status"],
        published=data["published"],
        in_force_from=data["inForce"]["from"],
        in_force_to=data["inForce"]["to"],
        link=data["link"],
        successor=data["successor"],
    )


def _rule(data: dict[str, Any], pack: str, clauses: dict[str, Clause]) -> Rule:
    applies_to = data.get("appliesTo")
    return Rule(
        id=data["id"],
        pack=pack,
        clause=clauses[data["clause"]],
        title=_text(data["title"]),
        why=_text(data["why"]),
        requires=data["requires"],
        messages={Reason(reason): _text(text) for reason, text in data["message"].items()},
        remediation={who: _text(text) for who, text in data["remediation"].items()},
        applies_when=data["appliesWhen"],
        applies_to=_text(applies_to) if applies_to else None,
        exception=_exception(data["exception"]) if "exception" in data else None,
        needs_facts=data.get("whenNotStated", "fail") == "fail",
        topic=data.get("topic", "other"),
        related=tuple((item["pack"], item["clause"]) for item in data.get("related", ())),
        waivable=data.get("waivable", True),
        tests=tuple(data["tests"]),
    )


def _exception(data: dict[str, Any]) -> PassByException:
    return PassByException(data["when"], data.get("clause"), _text(data["note"]))
