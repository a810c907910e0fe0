"""Differences as JSON, in the form of ``schema/diff.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator._version import __version__
from validator.manifest.vocabulary import pattern_of
from validator.model import pointers
from validator.model.quote import to_json
from validator.report import wording
from validator.report.differences import Change
from validator.report.formats import diff
from validator.report.formats.json import ending, problem, text

if TYPE_CHECKING:
    from validator.engine.results import Result
    from validator.packs.model import Pack
    from validator.report.differences import (
        Comparison,
        Difference,
        FactDifference,
        ManifestDifference,
        Parts,
    )

    Json = dict[str, Any]

VERSION = "facepolicy-diff/v1"


def as_json(comparison: Comparison) -> str:
    """Return the differences as JSON text, with both languages in it."""
    before, after = comparison.names
    days = comparison.before.as_of, comparison.after.as_of
    value = {
        "apiVersion": VERSION,
        "version": __version__,
        "kind": comparison.kind,
        "before": {"name": before, "asOf": days[0].isoformat()},
        "after": {"name": after, "asOf": days[1].isoformat()},
        "statement": text(diff.counts(comparison)),
        "problems": [problem(item) for item in comparison.problems],
        "ending": [ending(item) for item in comparison.ending],
        "manifests": [_manifest(item) for item in comparison.manifests],
        "counts": {
            "facts": sum(len(item.facts) for item in comparison.manifests),
            **{
                change.value: sum(item.change is change for item in comparison.every)
                for change in Change
            },
        },
        "exitCode": comparison.exit_code,
    }
    return to_json(value, indent=2) + "\n"


def _manifest(item: ManifestDifference) -> Json:
    numbers = {id(one): number for number, one in enumerate(item.every)}
    return {
        "before": item.before.name if item.before else None,
        "after": item.after.name if item.after else None,
        "started": [_pack(pack) for pack in item.started],
        "ended": [_pack(pack) for pack in item.ended],
        "facts": [_fact(fact, numbers) for fact in item.facts],
        "requirements": [_requirement(one) for one in item.every],
    }


def _pack(pack: Pack) -> Json:
    instrument = pack.instrument
    return {
        "id": pack.id,
        "version": pack.version,
        "inForceFrom": instrument.in_force_from if instrument else None,
        "inForceTo": instrument.in_force_to if instrument else None,
    }


def _fact(item: FactDifference, numbers: dict[int, int]) -> Json:
    fact = item.fact
    pattern = pattern_of(fact.parts)
    return {
        "fact": wording.place(pointers.build(fact.parts)),
        "title": text(wording.fact_label(fact.parts)),
        "before": _value(pattern, fact.old, fact.before),
        "after": _value(pattern, fact.new, fact.after),
        "file": fact.file,
        **fact.position._asdict(),
        "requirements": [numbers[id(one)] for one in item.differences],
    }


def _value(pattern: Parts, parts: Parts | None, value: Any) -> Json:
    """Return a value in words, with its pointer, which is null if nothing is stated."""
    pointer = None if parts is None else pointers.build(parts)
    return {"pointer": pointer, "text": text(wording.value_label(pattern, value))}


def _requirement(item: Difference) -> Json:
    rule = item.shown.rule
    return {
        "change": item.change.value,
        "pack": rule.pack,
        "rule": rule.id,
        "title": text(rule.title),
        "severity": rule.severity.value,
        "before": [_result(one) for one in item.before],
        "after": _result(item.after) if item.after else None,
    }


def _result(result: Result) -> Json:
    return {
        "rule": result.rule.id,
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "pointers": result.pointers,
        "file": result.file,
        **result.position._asdict(),
    }
