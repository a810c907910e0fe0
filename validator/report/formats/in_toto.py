"""The verdict as an in-toto statement: predicate Test Result 0.1, to be signed by others.

https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
"""

from __future__ import annotations

from hashlib import sha256

from validator.engine.results import Status
from validator.model.quote import to_json
from validator.packs.in_force import Absence
from validator.report.counts import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.engine.results import Result
    from validator.model.text import Language
    from validator.report.report import Report

    Json = dict[str, Any]

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"


def render(report: Report, _language: Language = "en") -> str:
    """Return the statement as JSON text."""
    statement = {
        "_type": STATEMENT,
        "subject": _subjects(report),
        "predicateType": PREDICATE,
        "predicate": {
            "result": _result(report),
            "configuration": list(_configuration(report)),
            **_tests(report),
        },
    }
    return to_json(statement, indent=2) + "\n"


def _subjects(report: Report) -> list[Json]:
    """Return the files that were checked, each once: manifests, and bases they inherit from."""
    digests: dict[str, str] = {}
    for manifest in report.manifests:
        digests[manifest.source] = sha256(manifest.content).hexdigest()
        digests |= {base.name: base.sha256 for base in manifest.bases}
    return [_resource(name, digest) for name, digest in digests.items()]


def _resource(name: str, digest: str, **more: Any) -> Json:
    return {"name": name, "digest": {"sha256": digest}, **more}


def _result(report: Report) -> str:
    if report.exit_code is not ExitCode.OK:
        return "FAILED"
    return "WARNED" if report.failures or report.unreviewed or report.waived else "PASSED"


def _configuration(report: Report) -> Iterator[Json]:
    left_out = sorted({item.pack for item in report.not_run if item.reason is Absence.NOT_SELECTED})
    yield {
        "name": "facepolicy",
        "uri": f"pkg:pypi/facepolicy@{report.version}",
        "annotations": {
            "asOf": report.as_of.isoformat(),
            "failOn": report.fail_on.value,
            "packsWithRulesLeftOut": left_out,
        },
    }
    for pack in report.packs:
        yield _resource(pack.id, pack.sha256, annotations={"version": pack.version})
    for file in (report.waiver_file, report.attestation_file, report.baseline):
        if file:
            yield _resource(file.source, file.sha256)


def _tests(report: Report) -> Json:
    """Return the names of results, and of what else fails the run; not those that do not apply."""
    failing = set(map(id, report.regressions))
    names: dict[str, list[str]] = {"passedTests": [], "warnedTests": [], "failedTests": []}
    for item in report.results:
        if item.status is not Status.NOT_APPLICABLE:
            failed = id(item) in failing and report.is_grave(item)
            names[_list_of(item, failed=failed)].append(f"{item.manifest}: {item.rule.id}")
    failed_tests = names["failedTests"]
    failed_tests += dict.fromkeys(f"{item.source}: unusable" for item in report.problems)
    for use in report.idle_entries:
        entry = use.entry
        place = f"{entry.source}:{entry.position.line}"
        failed_tests.append(f"{place}: {entry.subject}: {use.state.value}")
    return names


def _list_of(item: Result, *, failed: bool) -> str:
    if failed:
        return "failedTests"
    return "passedTests" if item.status is Status.PASS else "warnedTests"
