"""Lint: refuse packs with rules that could pass although nothing was checked."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.authoring import messages
from validator.authoring.lint.constraint import (
    facts_read,
    flaws_of_constraint,
    flaws_of_references,
    hollow,
    read_by,
)
from validator.engine.constraint import HOLDS, compile_constraint
from validator.engine.derived import DERIVED
from validator.engine.results import Reason
from validator.jsonschema.constraint import SchemaSet, common_uri
from validator.jsonschema.keywords import Visit, walk
from validator.manifest.manifest import load_manifest, manifest_from_value
from validator.manifest.structure import manifest_problems
from validator.manifest.vocabulary import facts, pattern_of, references
from validator.model import pointers
from validator.model.errors import ManifestError, PackError, Position, Problem
from validator.packs.files import bundle, locate, read_files
from validator.packs.load import build_pack
from validator.packs.messages import DUPLICATE_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.authoring.lint.constraint import Flaw, KeyPath
    from validator.manifest.model import Manifest
    from validator.packs.files import Files
    from validator.packs.model import Schema

_RELEASED = "released.yaml"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def lint_pack(where: str | Path) -> tuple[Problem, ...]:
    """Return all flaws of a pack, with file, line and column.

    The structure of the files is checked first; the rest only if the structure is valid.

    Args:
        where: the name of a shipped pack, or a pack's folder.

    Raises:
        PackError: there is no such folder.
    """
    folder = locate(where)
    try:
        files = read_files(folder)
        problems = (*_problems(files), *_release_flaws(folder, files))
        if not problems:
            build_pack(bundle(files), str(folder))
    except PackError as error:
        return error.problems
    return tuple(sorted(set(problems), key=lambda item: (item.source, item.position, item.text.en)))


def release_pack(where: str | Path) -> tuple[Problem, ...]:
    """Record the content of a pack under its version, if it has no flaw; earlier versions stay.

    Returns:
        The flaws; with any, nothing is recorded.

    Raises:
        PackError: there is no such folder.
    """
    flaws = lint_pack(where)
    if not flaws:
        folder = locate(where)
        files, path = read_files(folder), folder / _RELEASED
        released = load_manifest(path).value if path.is_file() else {}
        released[files["pack.yaml"].value["version"]] = bundle(files)["sha256"]
        lines = [f'"{version}": {digest}\n' for version, digest in released.items()]
        draft = path.with_suffix(".new")
        draft.write_text("".join(lines), encoding="utf-8")
        draft.replace(path)  # whole or not at all
    return flaws


def _release_flaws(folder: Path, files: Files) -> Iterator[Problem]:
    path = folder / _RELEASED
    if not path.is_file():
        return
    try:
        released = load_manifest(path)
    except ManifestError as error:
        yield from error.problems
        return
    versions, version = released.value, files["pack.yaml"].value["version"]
    well_formed = isinstance(versions, dict) and all(
        isinstance(digest, str) and _DIGEST.fullmatch(digest) for digest in versions.values()
    )
    if not well_formed:
        yield Problem(released.source, Position(1, 1), messages.RELEASES_MALFORMED)
    elif versions.get(version, bundle(files)["sha256"]) != bundle(files)["sha256"]:
        text = messages.CHANGED_SINCE_RELEASE.format(version)
        yield Problem(released.source, released.position(pointers.build([version])), text)


def _problems(files: Files) -> Iterator[Problem]:
    common = {
        common_uri(name.removeprefix("common/")): file.value
        for name, file in files.items()
        if name.startswith("common/")
    }
    yield from _compliant_flaws(files)
    card = files["pack.yaml"]
    inlined = SchemaSet(common).inlined
    twice = _twice(rule["id"] for rule in _rules(files))
    for name, file in files.items():
        flaws = list(flaws_of_references(file.value, common))
        if name.startswith("common/"):
            flaws += flaws_of_shared(file.value)
        elif not flaws and file is card:
            flaws += _card_flaws(inlined(card.value), _rules(files))
        elif not flaws and name.startswith("rules/"):
            rule = inlined(file.value)
            flaws += _rule_flaws(Path(name).stem, rule, card.value)
            flaws += _constraint_flaws(rule)
            flaws += [(("id",), DUPLICATE_ID)] if rule["id"] in twice else []
        yield from _located(file, flaws)


def flaws_of_shared(file: Any) -> Iterator[Flaw]:
    """Yield the constraints of a shared file that lack tests, and tests of no constraint."""
    tested = file.get("tests", {})
    for name in file["$defs"]:
        outcomes = {test["expect"] for test in tested.get(name, ())}
        if "holds" not in outcomes or len(outcomes) == 1:
            yield ("$defs", name), messages.SHARED_CONSTRAINT_TESTS
    for name in tested:
        if name not in file["$defs"]:
            yield ("tests", name), messages.UNKNOWN_CONSTRAINT.format(name)


def _compliant_flaws(files: Files) -> Iterator[Problem]:
    """Yield the flaws of the manifest that tests start from, after its patch is applied."""
    patch = files.get("compliant-patch.yaml")
    if patch:
        compliant = bundle(files)["compliant"]
        for flaw in manifest_problems(manifest_from_value(compliant)):
            yield Problem(patch.source, patch.position(""), flaw.text)


def _located(document: Manifest, flaws: Iterable[Flaw]) -> Iterator[Problem]:
    for path, text in flaws:
        yield Problem(document.source, document.position(pointers.build(path)), text)


def _rules(files: Files) -> list[Any]:
    return [file.value for name, file in files.items() if name.startswith("rules/")]


def _twice(ids: Iterator[str]) -> set[str]:
    return {name for name, count in Counter(ids).items() if count > 1}


def _constraint_flaws(rule: Any) -> Iterator[Flaw]:
    constraints: dict[KeyPath, Schema] = {("appliesWhen",): rule["appliesWhen"]}
    for index, check in enumerate(rule["checks"]):
        constraints["checks", index, "requires"] = check["requires"]
    for name in ("exception", "review"):
        if name in rule:
            constraints[name, "when"] = rule[name]["when"]
    checks = [check["requires"] for check in rule["checks"]]
    read = frozenset[Any]().union(*map(facts_read, checks))
    for place, constraint in constraints.items():
        scope = place[0] == "appliesWhen"
        yield from _below(place, flaws_of_constraint(constraint, scope=scope, also=read))
        if place[0] == "checks":
            evaluate = compile_constraint(constraint)
            if any(evaluate(manifest)[0] == HOLDS for manifest in ({}, hollow())):
                yield place, messages.HOLDS_FOR_EMPTY_MANIFEST


def _below(prefix: KeyPath, flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    yield from (((*prefix, *path), text) for path, text in flaws)


def _card_flaws(card: Any, rules: list[Any]) -> Iterator[Flaw]:
    yield from _condition_flaws(card, {"pass", "not-applicable"})
    for index, test in enumerate(card.get("tests", ())):
        for name in {"at", "byException", "asOf"} & set(test):
            yield ("tests", index, name), messages.NO_EFFECT_HERE.format(name=name)
        if test["expect"] == "fail":
            yield ("tests", index, "expect"), messages.PACK_TEST_EXPECTS_FAIL
    ruled = {rule["clause"] for rule in rules}
    ruled |= {rule["exception"].get("clause") for rule in rules if "exception" in rule}
    twice = _twice(clause["id"] for clause in card["clauses"])
    for index, clause in enumerate(card["clauses"]):
        place = ("clauses", index, "assessment")
        decided = clause["assessment"]["kind"] in ("automated", "partial")
        through = clause["assessment"].get("through") == "applicability"
        if decided and not through and clause["id"] not in ruled:
            yield place, messages.CLAUSE_WITHOUT_RULE
        if not decided and clause["id"] in ruled:
            yield place, messages.CLAUSE_WITH_RULE
        if clause["id"] in twice:
            yield ("clauses", index, "id"), DUPLICATE_ID
        flaws = _condition_flaws(clause["assessment"], {"not-reviewed", "not-applicable"})
        yield from _below(place, flaws)


def _condition_flaws(holder: Any, expected: set[str]) -> Iterator[Flaw]:
    """Yield the flaws of when a pack or a clause applies, and of the tests of that."""
    condition, tests = holder.get("appliesWhen", {}), holder.get("tests", [])
    yield from _below(("appliesWhen",), flaws_of_constraint(condition, scope=True))
    yield from _tests(tests, expected if condition else set())


_PLACE = re.compile(r"\{([^{}]*)\}")


def _rule_flaws(stem: str, rule: Any, card: Any) -> Iterator[Flaw]:
    """Yield the flaws of a rule, except those of its constraints; ``stem`` names its file."""
    yield from _names(stem, rule, card)
    yield from _placeholder_flaws(rule)
    always_reviewed = rule.get("review", {}).get("when") == {}
    expected = {"pass"} | (set() if always_reviewed else _possible_reasons(rule))
    if card.get("instrument") is None:  # a consistency check never waits for facts
        expected.discard("undeclared")
    if rule["appliesWhen"]:
        expected.add("not-applicable")
    if "review" in rule:
        expected.add("not-reviewed")
    yield from _tests(rule["tests"], expected)


def _names(stem: str, rule: Any, card: Any) -> Iterator[Flaw]:
    if stem != rule["id"]:
        yield ("id",), messages.FILE_NAME_DIFFERS.format(stem=stem)
    if rule["id"] != rule["clause"] and not rule["id"].startswith(rule["clause"] + "-"):
        yield ("id",), messages.ID_NOT_OF_CLAUSE
    known = {clause["id"] for clause in card["clauses"]}
    for path, citing in (("clause",), rule), (("exception", "clause"), rule.get("exception", {})):
        if "clause" in citing and citing["clause"] not in known:
            yield path, messages.NO_SUCH_CLAUSE.format(clause=citing["clause"])
    if bool(rule["appliesWhen"]) != ("appliesTo" in rule):
        yield ("appliesTo",), messages.APPLIES_TO_WITHOUT_CONDITION


def _possible_reasons(rule: Any) -> set[str]:
    """Return the reasons for which a rule can fail, judging by the facts it reads."""
    visits = [it for check in rule["checks"] for it in walk(check["requires"])]
    read = {pattern for visit in visits for _, pattern in read_by(visit)}
    reasons = {"undeclared"}
    if any(map(_contradictable, visits)):
        reasons.add("violated")
    if read & references("evidence"):
        reasons |= {"unevidenced", "expired"}
    reasons |= {item.reason.value for name, item in DERIVED.items() if name in read}
    return reasons


_CONTRADICTS = {
    *("const", "enum", "contains", "not", "maxItems", "minimum", "maximum", "pattern"),
    *("minLength", "maxLength"),
}


def _contradictable(visit: Visit) -> bool:
    """Return whether a stated fact can contradict a node of a constraint."""
    derived = DERIVED.get(visit.pattern)
    if derived and derived.reason is not Reason.VIOLATED:
        return False
    fact = facts().get(visit.pattern)
    too_few = fact is not None and visit.node.get("minItems", 0) > fact.min_items
    return too_few or not _CONTRADICTS.isdisjoint(visit.node)


def _placeholder_flaws(rule: Any) -> Iterator[Flaw]:
    texts: dict[tuple[str | int, ...], Any] = {
        ("checks", index, "message"): check["message"] for index, check in enumerate(rule["checks"])
    }
    if "review" in rule:
        texts["review", "question"] = rule["review"]["question"]
    for where, translations in texts.items():
        for language, text in translations.items():
            for place in _PLACE.findall(text):
                parts = tuple(place[1:].split("/"))
                if not place.startswith("/") or pattern_of(parts) not in facts():
                    yield (*where, language), messages.NOT_A_FACT.format(place=place)


def _tests(tests: Any, expected: set[str]) -> Iterator[Flaw]:
    """Yield the outcomes and reasons that no test expects, and keywords that have no effect."""
    proved = {test.get("reason", test["expect"]) for test in tests}
    for missing in sorted(expected - proved):
        yield ("tests",), messages.NO_TEST_EXPECTS.format(outcome=missing)
    for index, test in enumerate(tests):
        outcome = test["expect"]
        if (outcome == "fail") != ("reason" in test):
            yield ("tests", index), messages.REASON_WITHOUT_FAIL
        for name, ignored in (
            ("at", outcome == "pass"),
            ("byException", outcome != "pass"),
            ("remove", "set" in test),
        ):
            if ignored and name in test:
                yield ("tests", index, name), messages.NO_EFFECT_HERE.format(name=name)
