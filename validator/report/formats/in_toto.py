"""The verdict as an in-toto statement: predicate Test Result 0.1, to be signed by others.

https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
"""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

from validator.engine.results import Status
from validator.packs.in_force import Absence
from validator.report.counts import ExitCode
from validator.report.formats.json import skipped
from validator.report.formats.streams import JsonStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.model.text import Language
    from validator.report.report import Report

    Json = dict[str, Any]

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"


_TESTS = ("passedTests", "warnedTests", "failedTests")


class Stream(JsonStream):
    """A statement that is written part by part."""

    depths: ClassVar = {"subject": 2, **dict.fromkeys(_TESTS, 3)}

    def __init__(self, language: Language = "en") -> None:
        """Start without subjects."""
        super().__init__(language)
        self._subjects: set[str] = set()
        self._left_out: set[str] = set()

    def add(self, report: Report) -> None:
        """Add the report on a part of the run."""
        self._left_out |= {
            item.pack for item in report.not_run if item.reason is Absence.NOT_SELECTED
        }
        super().add(report)

    def _lists(self, report: Report) -> dict[str, list[Any]]:
        """Return the files that were checked, each once, and the names of results."""
        digests: dict[str, str] = {}
        for manifest in report.manifests:
            digests[manifest.source] = sha256(manifest.content).hexdigest()
            digests |= {base.name: base.sha256 for base in manifest.bases}
        new = {name: digest for name, digest in digests.items() if name not in self._subjects}
        self._subjects |= new.keys()
        return {"subject": [_resource(*item) for item in new.items()], **_tests(report)}

    def _whole(self, frame: Report) -> Json:
        tests: dict[str, list[str]] = {name: self._items(name) for name in _TESTS}
        tests["failedTests"] += _failing_entries(frame)
        return {
            "_type": STATEMENT,
            "subject": self._items("subject"),
            "predicateType": PREDICATE,
            "predicate": {
                "result": _result(frame),
                "configuration": list(_configuration(frame, sorted(self._left_out))),
                **tests,
            },
        }


def _resource(name: str, digest: str, **more: Any) -> Json:
    return {"name": name, "digest": {"sha256": digest}, **more}


def _result(report: Report) -> str:
    if report.exit_code is not ExitCode.OK:
        return "FAILED"
    warned = (Status.FAIL, Status.NOT_REVIEWED, Status.WAIVED)
    return "WARNED" if any(report.by_status[status] for status in warned) else "PASSED"


def _configuration(report: Report, left_out: list[str]) -> Iterator[Json]:
    yield {
        "name": "facepolicy",
        "uri": f"pkg:pypi/facepolicy@{report.version}",
        "annotations": {
            "asOf": report.as_of.isoformat(),
            "timezone": report.timezone,
            "failOn": report.fail_on.value,
            "packsWithRulesLeftOut": left_out,
            **skipped(report.totals),
        },
    }
    for pack in report.packs:
        yield _resource(pack.id, pack.sha256, annotations={"version": pack.version})
    for file in (report.waiver_file, report.attestation_file, report.baseline):
        if file:
            yield _resource(file.source, file.sha256)


def _tests(report: Report) -> Json:
    """Return the names of results, except those that do not apply."""
    grave = filter(report.is_grave, report.regressions)
    failed = {id(item) for item in (*grave, *report.failing_questions)}
    names: dict[str, list[str]] = {name: [] for name in _TESTS}
    for item in report.results:
        if item.status is Status.NOT_APPLICABLE:
            continue
        kind = "passedTests" if item.status is Status.PASS else "warnedTests"
        kind = "failedTests" if id(item) in failed else kind
        names[kind].append(f"{item.manifest}: {item.rule.id}")
    return names


def _failing_entries(report: Report) -> Iterator[str]:
    """Yield the names of what else fails the run: files, waivers, attestations."""
    yield from dict.fromkeys(f"{item.source}: unusable" for item in report.problems)
    for use in report.idle_entries:
        entry = use.entry
        where = f"{entry.source}:{entry.position.line}"
        yield f"{where}: {entry.subject}: {use.state.value}"
