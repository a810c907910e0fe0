"""Load packs: read their content, check it, and build clauses and rules."""

from __future__ import annotations

import json
from functools import cache

from validator.jsonschema.constraint import SchemaSet, common_uri, references, shared
from validator.model import resources
from validator.model.arguments import PATH, expect
from validator.model.errors import PackError, Problem
from validator.model.resources import shipped
from validator.model.text import Text, inert
from validator.packs import messages
from validator.packs.model import (
    Assessment,
    Check,
    Clause,
    Instrument,
    Pack,
    PassByException,
    Review,
    Rule,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from validator.packs.files import Bundle


def load_pack(where: str | Path, *, tests: bool = True) -> Pack:
    """Load a pack.

    Args:
        where: the name of a shipped pack, or a folder.
        tests: whether the tests of its rules are needed; they are half of a shipped pack.

    Raises:
        PackError: there is no such pack, or it is broken; with all problems.
        UsageError: the argument has the wrong type.
    """
    expect("validator.load_pack", PATH, where=where)
    if str(where) in shipped():
        return _shipped_pack(str(where), tests=tests)
    return build_pack(_read(where), str(where))


@cache
def shipped_instruments() -> dict[str, Instrument]:
    """Return the instruments of the shipped packs that have one, without loading their rules."""
    of_packs = {name: _instrument(card) for name, card in _shipped_cards().items()}
    return {name: instrument for name, instrument in of_packs.items() if instrument}


@cache
def _shipped_pack(name: str, *, tests: bool) -> Pack:
    return _assemble(shipped_content(name, tests=tests))


@cache
def shipped_content(name: str, *, tests: bool = True) -> Bundle:
    """Return the content of a shipped pack, as ``packs.files.bundle`` has it, with inert texts.

    A wheel contains it as JSON, checked when the wheel was built: whole, and for checks, which
    start two milliseconds of sixty earlier with less to read. A source tree reads the files.
    """
    built: Bundle | None = resources.built(f"{name}.whole" if tests else name)
    return built or _checked(_read(name), name)


def _for_checks(content: Bundle) -> Bundle:
    """Return the content of a pack without its tests, with shared constraints in their places."""
    card, *rules = (
        {key: item for key, item in part.items() if key != "tests"}
        for part in (content["pack"], *content["rules"])
    )
    schemas = SchemaSet({common_uri(name): file for name, file in content["common"].items()})
    placed: Bundle = schemas.inlined({"pack": card, "rules": rules})
    return {**content, **placed, "compliant": {}, "common": {}}


@cache
def _shipped_cards() -> dict[str, Any]:
    """Return what says which instrument a pack is of, for all shipped packs by their names."""
    wanted = ("jurisdiction", "instrument")
    built: dict[str, Any] | None = resources.built("cards")
    return built or {
        name: {key: item for key, item in shipped_content(name)["pack"].items() if key in wanted}
        for name in shipped()
    }


def shipped_json() -> dict[str, str]:
    """Return the JSON files that a wheel carries: the cards of all packs; each pack, twice."""
    files = {"cards": _shipped_cards()}
    for name in shipped():
        whole = shipped_content(name)
        files |= {name: _for_checks(whole), f"{name}.whole": whole}
    return {f"{name}.json": json.dumps(value, ensure_ascii=False) for name, value in files.items()}


def _read(where: str | Path) -> Bundle:
    from validator.packs.files import bundle, locate, read_files

    return bundle(read_files(locate(where)))


def build_pack(content: Bundle, source: str) -> Pack:
    """Build a pack from its structurally valid content, the value of ``packs.files.bundle``.

    Rules that could not be run, in the pack named ``source``, are a PackError with all problems.
    """
    return _assemble(_checked(content, source))


def _checked(content: Bundle, source: str) -> Bundle:
    """Return content with inert texts, if its rules can be run."""
    problems = tuple(_problems(content, source))
    if problems:
        raise PackError(problems)
    checked: Bundle = inert(content)
    return checked


def _problems(content: Bundle, source: str) -> Iterator[Problem]:
    if not content["rules"]:
        yield Problem(source, None, messages.PACK_HAS_NO_RULES)
    known = {clause["id"] for clause in content["pack"]["clauses"]}
    seen: set[str] = set()
    for rule in content["rules"]:
        cited = {rule["clause"], rule.get("exception", {}).get("clause", rule["clause"])}
        lost = sorted(cited - known)
        flaws = [messages.NO_SUCH_CLAUSE.format(clause=clause) for clause in lost]
        flaws += [messages.DUPLICATE_ID] if rule["id"] in seen else []
        seen.add(rule["id"])
        for flaw in flaws:
            yield Problem(source, None, messages.RULE_FLAW.format(id=rule["id"], flaw=flaw))
    common = {common_uri(name): file for name, file in content["common"].items()}
    lost = [item for item in sorted(set(references(content))) if shared(item, common) is None]
    for reference in lost:
        text = messages.REFERENCE_LEADS_NOWHERE.format(reference=reference)
        yield Problem(source, None, text)
    if not lost:
        from validator.packs.limits import problems_of_bounds

        yield from problems_of_bounds(content, source)


def _assemble(content: Bundle) -> Pack:
    card = content["pack"]
    clauses = {clause["id"]: Clause(clause["id"], clause) for clause in card["clauses"]}
    place = {name: number for number, name in enumerate(clauses)}  # that of the instrument
    in_order = sorted(content["rules"], key=lambda rule: (place[rule["clause"]], rule["id"]))
    return Pack(
        id=card["id"],
        version=card["version"],
        title=Text.of(card["title"]),
        instrument=_instrument(card),
        clauses=tuple(clauses.values()),
        rules=tuple(_rule(rule, card["id"], clauses) for rule in in_order),
        applies_when=card["appliesWhen"],
        applies_to=Text.of(card["appliesTo"]),
        common={common_uri(name): schema for name, schema in content["common"].items()},
        sha256=content["sha256"],
        compliant=content["compliant"],
        tests=tuple(card.get("tests", ())),
        manual=tuple(
            _manual(clause, card["id"])
            for clause in clauses.values()
            if clause.assessment is Assessment.MANUAL
        ),
    )


def _instrument(card: dict[str, Any]) -> Instrument | None:
    data = card.get("instrument")
    return data and Instrument(
        title=Text.of(data["title"]),
        jurisdiction=card["jurisdiction"],
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
    checks = tuple(
        Check(check["requires"], Text.of(check["message"]), Text.of(check["fix"]))
        for check in data["checks"]
    )
    exception, review = data.get("exception"), data.get("review")
    if exception:
        note = Text.of(exception["note"])
        exception = PassByException(exception["when"], exception.get("clause"), note)
    if review:
        question, if_met = Text.of(review["question"]), review.get("ifMet", False)
        review = Review(review["when"], question, if_met)
    clause = clauses[data["clause"]]
    return Rule(data["id"], pack, clause, checks, data["appliesWhen"], exception, review, data)


def _manual(clause: Clause, pack: str) -> Rule:
    """Return the rule of a clause that only a person can judge: facts never fulfil it."""
    assessment = clause.data["assessment"]
    summary, reason = clause.summary, Text.of(assessment["reason"])
    question = messages.QUESTION_OF_CLAUSE.format(summary=summary, reason=reason)
    data = {
        "title": clause.data["summary"],
        "why": assessment["reason"],
        "officer": messages.JUDGE_CLAUSE._asdict(),
        "appliesTo": assessment.get("appliesTo"),
        "tests": assessment.get("tests", ()),
    }
    check = Check({"not": {}}, question, messages.JUDGE_CLAUSE)
    applies_when = assessment.get("appliesWhen", {})
    return Rule(clause.id, pack, clause, (check,), applies_when, None, Review({}, question), data)
