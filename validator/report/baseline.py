"""The baseline: known failures, so that only regressions fail a run.

A failure is identified by rule, file and pointer, and known only for its reason or a milder one.
With a looser key, a baseline would hide new failures. File names in a baseline are relative to
the baseline itself, so that it is valid in every working directory.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

from validator.engine.results import Reason
from validator.jsonschema.constraint import Constraint
from validator.manifest.reading.source import read_bytes
from validator.model import resources
from validator.model.arguments import PATH, expect, refuse
from validator.model.errors import ManifestError, Position, Problem, UsageError
from validator.model.pointers import build
from validator.model.quote import to_json
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any, TypeAlias

    from validator.engine.results import Result

    Failures: TypeAlias = dict[str, dict[str, dict[str, Reason]]]
    """The reasons of failures, by file, rule and pointer."""

SIZE_LIMIT = 24 * 1024 * 1024
"""The most bytes of a baseline: a hundred failures of each of two thousand manifests."""
VALUES = 700_000
"""The most values in it; many small ones take much more memory than their bytes."""


class Known(NamedTuple):
    """The key of a known failure; ``pointer`` is that of the finding.

    The file is the manifest's name, with ``/`` and normalised: relative to the baseline, or as in
    the report that is used as one.
    """

    file: str
    rule: str
    pointer: str


class Baseline(NamedTuple):
    """The failures of an earlier report.

    Attributes:
        source: the report as the user named it.
        sha256: hexadecimal digest of its bytes.
        as_of: the day of the run.
        failures: the reason of each, by file, rule and pointer.
        folder: the folder of the baseline; None for a report, whose file names are unchanged.
    """

    source: str
    sha256: str
    as_of: str
    failures: Failures
    folder: str | None = None

    def knows(self, result: Result) -> bool:
        """Return whether every finding of a failed result was there before.

        A failure that may not be waived is never known: a baseline must not replace a waiver.
        """
        findings = list(_findings_of(result, self.folder)) if result.rule.waivable else []
        for known, reason in findings:
            before = self.failures.get(known.file, {}).get(known.rule, {}).get(known.pointer)
            if before is None or reason.gravity > before.gravity:
                return False
        return bool(findings)

    def improved(self, results: Sequence[Result]) -> tuple[Known, ...]:
        """Return the failures that do not fail now, among the rules that were run again."""
        failed = [result for result in results if result.reason]
        now = {known for result in failed for known, _ in _findings_of(result, self.folder)}
        files = {
            name: relative_name(name, self.folder) for name in {item.manifest for item in results}
        }
        run = {(files[result.manifest], result.rule.id) for result in results}
        known = (
            Known(file, rule, pointer)
            for file, rule in run
            for pointer in self.failures.get(file, {}).get(rule, ())
        )
        return tuple(sorted(item for item in known if item not in now))


def _findings_of(result: Result, folder: str | None) -> Iterator[tuple[Known, Reason]]:
    """Yield the key of each finding of a result, and its reason."""
    file = relative_name(result.manifest, folder)
    for finding in result.findings:
        if finding.reason:
            yield Known(file, result.rule.id, finding.pointer), finding.reason


def relative_name(name: str, folder: str | None = None) -> str:
    """Return a normalised name with ``/``, relative to a folder if there is one."""
    plain = name.replace("\\", "/")
    try:
        seen = plain if folder is None else os.path.relpath(plain, folder).replace("\\", "/")
    except (OSError, ValueError):  # no current folder, or the name is on another drive
        seen = plain
    return normpath(seen)


def load_baseline(path: str | Path) -> Baseline:
    """Read a baseline, or the JSON report of an earlier run.

    Raises:
        UsageError: it is unreadable, or neither of them.
    """
    expect("validator.load_baseline", PATH, path=path)
    try:
        data = read_bytes(path, SIZE_LIMIT)
    except ManifestError as error:
        raise UsageError(error.problems) from None
    return baseline_from(data, path)


def baseline_from(data: bytes, path: str | Path) -> Baseline:
    """Return the baseline, or JSON report, in some bytes; anything else is a UsageError.

    The file at the path may not exist yet.
    """
    source = str(path)
    content = _read(data, source)
    shape = _shape(str(content.get("apiVersion")) if isinstance(content, dict) else "")
    breach = next(iter(shape.breaches(content)), None)
    if breach is not None:
        refuse(source, messages.NOT_A_BASELINE.format(place=build(breach.path) or "/"))
    is_report = "results" in content
    failures = _sorted_in(_of_report(content)) if is_report else _of_baseline(content)
    folder = None if is_report else str(Path(path).parent)
    return Baseline(source, hashlib.sha256(data).hexdigest(), content["asOf"], failures, folder)


def _read(data: bytes, source: str) -> Any:
    values = sum(map(data.count, (b"[", b"{", b",")))
    if values > VALUES or len(data) > SIZE_LIMIT:
        refuse(source, messages.BASELINE_TOO_LARGE.format(values=VALUES, limit=SIZE_LIMIT))
    try:
        content = json.loads(data)
        if b"\\ud" in data.lower():  # half a surrogate pair is no text
            json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        place = None
        if isinstance(error, json.JSONDecodeError):
            place = Position(error.lineno, error.colno)
        raise UsageError((Problem(source, place, messages.BASELINE_NOT_JSON),)) from None
    return content


@cache
def _shape(version: str) -> Constraint:
    return Constraint(resources.schema("report" if version == REPORT else "baseline"))


REPORT = "facepolicy-report/v2"
BASELINE = "facepolicy-baseline/v1"


def _of_baseline(content: dict[str, Any]) -> Failures:
    """Return the failures of a baseline, reusing the parsed value: there may be many."""
    failures: Failures = {}
    for file, rules in content["failures"].items():
        for places in rules.values():
            for pointer, reason in places.items():
                places[pointer] = _REASONS[reason]
        failures.setdefault(relative_name(file), rules).update(rules)
    return failures


def _of_report(content: dict[str, Any]) -> Iterator[tuple[Known, Reason]]:
    """Yield the failures of a report, without waived ones."""
    failed = (result for result in content["results"] if result["status"] == "fail")
    for result in failed:
        file = relative_name(result["manifest"])
        for item in result["facts"]:
            if item["reason"]:
                yield Known(file, result["rule"], item["pointer"]), _REASONS[item["reason"]]


_REASONS = {reason.value: reason for reason in Reason}


def _sorted_in(found: Iterable[tuple[Known, Reason]]) -> Failures:
    """Return failures by file, rule and pointer; those of one file are together."""
    failures: Failures = {}
    for known, reason in found:
        rules = failures.setdefault(known.file, {})
        rules.setdefault(known.rule, {})[known.pointer] = reason
    return failures


def render(results: Iterable[Result], as_of: date, path: str | Path) -> str:
    """Return the failures among the results of a run as the text of a baseline, one rule per line.

    Those that may not be waived are left out: no baseline contains them. ``path`` is where the
    baseline will be.
    """
    folder = str(Path(path).parent)
    can_be = (result for result in results if result.rule.waivable)
    failures = _sorted_in(pair for result in can_be for pair in _findings_of(result, folder))
    files = _NEXT.join(_rows(file, failures[file]) for file in sorted(failures))
    head = f'{{\n"apiVersion": "{BASELINE}",\n"asOf": "{as_of.isoformat()}",\n"failures": {{'
    return "\n".join((head, files, "}\n}\n"))


_NEXT = ",\n"


def _rows(file: str, rules: dict[str, dict[str, Reason]]) -> str:
    """Return the failures of a file as a member of a JSON object."""
    rows = (
        f"{to_json(rule)}: {to_json({place: reason.value for place, reason in sorted(places)})}"
        for rule, places in sorted((rule, rules[rule].items()) for rule in rules)
    )
    return f"{to_json(file)}: {{\n{_NEXT.join(rows)}\n}}"
