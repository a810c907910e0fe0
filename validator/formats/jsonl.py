"""The report as JSON Lines, a JSON value on each, as ``schema/stream.schema.json`` says.

It can be written while the run goes on. What never changes is told once: a line for the run,
one for each pack and each rule before they are first spoken of. Then, for each manifest, a line
and its results; at the end a summary with every count and the exit code.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache

from validator import summary, words
from validator._version import __version__
from validator.formats.json import (
    about,
    counts_of,
    evidence,
    not_run,
    problem,
    remediation,
    text,
    use,
)
from validator.model import Status
from validator.pointers import MISSING
from validator.reading.quote import inert_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from typing import Any

    from validator.manifest import Manifest
    from validator.model import Finding, Lack, Pack, Result, Rule, Severity
    from validator.report import Report
    from validator.tally import Tally
    from validator.text import Language, Text
    from validator.waivers import WaiverUse

VERSION = "facepolicy-stream/v1"
_MOST = 1024
"""The most texts that are kept once they are written."""
_LONGEST = 1000
"""The longest of them, in characters."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def render(report: Report, _language: Language = "en") -> str:
    """Return a whole report as JSON Lines."""
    packs = (pack(item) for item in report.packs)
    end = tail(report.tally, report.waiver_uses)
    return "".join((head(report.as_of, report.fail_on), *packs, part(report), end))


def head(as_of: date, fail_on: Severity) -> str:
    """Return the line of the run."""
    asked = {"asOf": as_of.isoformat(), "failOn": fail_on.value}
    return _line({"type": "run", "apiVersion": VERSION, "version": __version__, **asked})


def pack(item: Pack) -> str:
    """Return the lines of a pack and of its rules."""
    told = {"id": item.id, "version": item.version, "sha256": item.sha256, "force": item.force}
    line = _line({"type": "pack", **told, "title": text(item.title)})
    return "".join((line, *map(_rule, item.rules)))


def part(report: Report) -> str:
    """Return the lines of a report, or of a part of one, on its manifests and problems."""
    return "".join(_parts(report))


def tail(tally: Tally, uses: Iterable[WaiverUse] = ()) -> str:
    """Return the line of the summary, the last."""
    return _line(
        {
            "type": "summary",
            "statement": text(summary.statement(tally)),
            "counts": counts_of(tally),
            "problems": tally.number("problems"),
            "regressions": tally.number("regressions"),
            "waivers": [use(item, tally.as_of) for item in uses],
            "exitCode": int(tally.exit_code),
        }
    )


def _line(value: Any) -> str:
    return f"{inert_json(_encode(value))}\n"


def _rule(rule: Rule) -> str:
    return _line({"type": "rule", **about(rule), "remediation": remediation(rule)})


def _parts(report: Report) -> Iterator[str]:
    results: dict[str, list[Result]] = {manifest.name: [] for manifest in report.manifests}
    for result in report.results:
        results[result.manifest].append(result)
    for manifest in report.manifests:
        yield _manifest(manifest, report)
        tell = _Teller(manifest, report)
        yield from map(tell.line, results[manifest.name])
    for item in report.problems:
        yield _line({"type": "problem", **problem(item)})


def _manifest(manifest: Manifest, report: Report) -> str:
    metadata = manifest.value["metadata"]
    left = [not_run(item) for item in report.not_run if item.manifest == manifest.name]
    return _line(
        {
            "type": "manifest",
            "manifest": manifest.name,
            "source": manifest.source,
            "id": metadata["id"],
            "version": metadata["version"],
            "sha256": manifest.sha256,
            "evidence": evidence(report.documents[manifest.name]),
            "notRun": [{"pack": item["pack"], "reason": item["reason"]} for item in left],
        }
    )


class _Teller:
    """Tells of the results of one manifest; nearly all of a line is known before."""

    def __init__(self, manifest: Manifest, report: Report) -> None:
        self._manifest = manifest
        self._report = report
        self._head = f'{{"type":"result","manifest":{_string(manifest.name)},'
        self._declared = not report.has_opened(manifest.name)

    def line(self, result: Result) -> str:
        """Return the line of a result."""
        rule = result.rule
        if result.status is not Status.PASS:
            return f"{self._head}{_named(rule.pack, rule.id)}{self._explained(result)}}}\n"
        if self._declared and not result.by_exception:  # as nearly all are
            return self._head + _declared(rule.pack, rule.id)
        return f"{self._head}{_named(rule.pack, rule.id)}{self._passed(result)}}}\n"

    def _passed(self, result: Result) -> str:
        basis = "evidenced" if self._report.is_evidenced(result) else "declared"
        exception = ',"byException":true' if result.by_exception else ""
        return f',"status":"pass","basis":"{basis}"{exception}'

    def _explained(self, result: Result) -> str:
        status = f',"status":"{result.status.value}"'
        reason = f',"reason":"{result.reason.value}"' if result.reason else ""
        known = ""
        if result.status is Status.FAIL and self._report.baseline:
            known = f',"known":{_value(self._report.baseline.knows(result))}'
        findings = ",".join(map(_finding, result.findings))
        message = self._message(result)
        return f'{status}{reason},"message":{message}{known},"findings":[{findings}]'

    def _message(self, result: Result) -> str:
        if result.status is not Status.NOT_APPLICABLE:
            return _both(words.message(result, self._manifest))
        found = [repr(item.found) for item in result.findings]
        if sum(map(len, found)) > _LONGEST:
            return self._inapplicable(result)
        # A result holds its rule, and by its findings what was lacking.
        lacks = (id(item.lack) for item in result.findings)
        key = (id(result.rule), result.pack_applies, *lacks, *found)
        message: str = _MESSAGES.of(key, result, self._inapplicable)
        return message

    def _inapplicable(self, result: Result) -> str:
        return _both(words.applicability(result, self._report.pack_of(result)))


@cache
def _declared(pack: str, rule: str) -> str:
    return f'{_named(pack, rule)},"status":"pass","basis":"declared"}}\n'


@cache
def _named(pack: str, rule: str) -> str:
    return f'"pack":{_string(pack)},"rule":{_string(rule)}'


def _finding(finding: Finding) -> str:
    lack = finding.lack
    start, reason, wanted = _PIECES.of(id(lack), lack, _pieces)
    place = finding.position
    found = "" if finding.found is MISSING else f',"found":{_value(finding.found)}'
    return f'{start}{place.line},"column":{place.column}{reason}{found}{wanted}'


class _Written:
    """What was written before: alike manifests share what explains their results."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[Any, Any]] = {}

    def of(self, key: Any, item: Any, write: Callable[[Any], Any]) -> Any:
        """Return what is written of an item.

        Args:
            key: identities, which tell the item from all others.
            item: what is written of, and holds all whose identities are in the key. It is kept
                with what is written, so that nothing else can take them.
            write: writes of an item that is not known.
        """
        known = self._known.get(key)
        if known is None:
            if len(self._known) == _MOST:
                self._known.clear()
            known = self._known[key] = item, write(item)
        return known[1]


_PIECES = _Written()
_MESSAGES = _Written()


def _pieces(lack: Lack) -> tuple[str, str, str]:
    """Return what stands before the line, and around what was found."""
    return (
        f'{{"pointer":{_string(lack.pointer)},"line":',
        f',"reason":"{lack.reason.value}"',
        f',"wanted":{_both(words.all_wanted(lack))}}}',
    )


def _both(told: Text) -> str:
    return f'{{"en":{_string(told.en)},"zh":{_string(told.zh)}}}'


def _value(value: Any) -> str:
    if type(value) is str:
        return _string(value)
    if type(value) is bool:
        return "true" if value else "false"
    return inert_json(_encode(value))


def _string(told: str) -> str:
    return _short(told) if len(told) <= _LONGEST else inert_json(_encode(told))


@lru_cache(_MOST)
def _short(told: str) -> str:
    return inert_json(_encode(told))
