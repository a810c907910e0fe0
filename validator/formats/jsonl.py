"""The report as JSON Lines, a JSON value on each, as ``schema/stream.schema.json`` says.

It can be written while the run goes on. What never changes is told once: a line for the run,
one for each pack and each rule before they are first spoken of. Then, for each manifest, a line
and its results; at the end a summary with every count and the exit code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from validator import summary, words
from validator._version import __version__
from validator.formats.json import (
    about,
    counts_of,
    not_run,
    problem,
    remediation,
    text,
    use,
)
from validator.kept import Kept
from validator.model import Status
from validator.pointers import MISSING
from validator.reading.quote import inert_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any

    from validator.evidence import Document
    from validator.manifest import Manifest
    from validator.model import Lack, Pack, Result, Rule, Severity
    from validator.report import Report
    from validator.tally import Tally
    from validator.text import Language, Text
    from validator.waivers import WaiverUse

VERSION = "facepolicy-stream/v1"
_MOST = 512
"""The most texts that are kept once they are written."""
_LONGEST = 1000
"""The longest of them, in characters."""
_MOST_RESULTS = 256
"""The most results of which what was told is held twice at most."""
_FEW = 32
"""The most texts of a list that is kept once it is written."""
_LONGEST_RESULT = 10_000
"""The longest findings of a result that are kept, in characters."""
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
        yield _Teller(manifest, report).lines(results[manifest.name])
    for item in report.problems:
        yield _line({"type": "problem", **problem(item)})


def _manifest(manifest: Manifest, report: Report) -> str:
    name, source, metadata = manifest.name, manifest.source, manifest.value["metadata"]
    left = [not_run(item) for item in report.not_run if item.manifest == name]
    rest = [{"pack": item["pack"], "reason": item["reason"]} for item in left]
    evidence = ",".join(map(_document, report.documents[name]))
    return (
        f'{{"type":"manifest","manifest":{_string(name)},"source":{_string(source)},'
        f'"id":{_string(metadata["id"])},"version":{_string(metadata["version"])},'
        f'"sha256":"{manifest.sha256}","evidence":[{evidence}],"notRun":{_value(rest)}}}\n'
    )


def _document(item: Document) -> str:
    """Return what is told of a document, as ``validator.formats.json`` tells it."""
    place, days = item.position, "null" if item.days_left is None else item.days_left
    return (
        f'{{"id":{_string(item.id)},"line":{place.line},"column":{place.column},'
        f'"standing":"{item.standing.value}","expires":{_string(item.entry["expires"])},'
        f'"daysLeft":{days},"usedAt":{_strings(item.used_at)}}}'
    )


class _Teller:
    """Tells of the results of one manifest; nearly all of a line is known before."""

    def __init__(self, manifest: Manifest, report: Report) -> None:
        self._manifest = manifest
        self._report = report

    def lines(self, results: list[Result]) -> str:
        """Return the lines of results."""
        start = f'{{"type":"result","manifest":{_string(self._manifest.name)},'
        declared, passes = not self._report.has_opened(self._manifest.name), Status.PASS
        tails = [
            (_DECLARED[id(result.rule)] or _declared(result.rule))[1]
            if result.status is passes and declared and not result.by_exception
            else self._tail(result)
            for result in results
        ]
        return start.join(["", *tails])

    def _tail(self, result: Result) -> str:
        """Return all of a line that stands behind the name of the manifest."""
        if result.status is not Status.PASS:
            return self._explained(result)
        basis = "evidenced" if self._report.is_evidenced(result) else "declared"
        exception = ',"byException":true' if result.by_exception else ""
        return f'{_named(result.rule)},"status":"pass","basis":"{basis}"{exception}}}\n'

    def _explained(self, result: Result) -> str:
        """Return what is told of a failure, or of why a rule does not apply."""
        outside = result.status is Status.NOT_APPLICABLE
        lacks = [id(item.lack) for item in result.findings]
        key = (id(result.rule), result.pack_applies, outside, *lacks)
        told = _TOLD[key] or self._told(key, result)
        line = f"{told.start if outside else self._failed(result)}{told.findings}"
        for item, piece in zip(result.findings, told.pieces, strict=True):
            place = item.position
            line += f'{place.line},"column":{place.column}{piece}'
        return line

    def _told(self, key: Any, result: Result) -> _Told:
        """Return what is told of a result wherever it stands in a file."""
        start = ""
        if result.status is Status.NOT_APPLICABLE:
            message = words.applicability(result, self._report.pack_of(result))
            start = f"{_status(result)}{_both(message)}"
        told = _Told(result, start, *_pieces([item.lack for item in result.findings]))
        return _TOLD.keep(key, told) if sum(map(len, told.pieces)) <= _LONGEST_RESULT else told

    def _failed(self, result: Result) -> str:
        known = ""
        if result.status is Status.FAIL and self._report.baseline:
            known = f',"known":{_value(self._report.baseline.knows(result))}'
        return f"{_status(result)}{self._message(result)}{known}"

    def _message(self, result: Result) -> str:
        rule, values = result.rule, repr(words.put_in(result, self._manifest))
        key = id(rule), result.reason, values
        told: tuple[Rule, str] | None = _MESSAGES[key]
        if told is None:
            told = rule, _both(words.message(result, self._manifest))
            if len(values) <= _LONGEST:
                _MESSAGES.keep(key, told)
        return told[1]


def _declared(rule: Rule) -> tuple[Rule, str]:
    """Return what is told of a rule that passes as most do, with the rule that it is told of."""
    told = f'{_named(rule)},"status":"pass","basis":"declared"}}\n'
    found: tuple[Rule, str] = _DECLARED.keep(id(rule), (rule, told))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a result wherever it stands in a file.

    Attributes:
        result: holds all whose identities it is known by, so that nothing else can take them.
        start: all before its findings; empty where the message is that of a failure.
        findings: the start of its findings, up to the first line number.
        pieces: what stands after each column, up to the next line number.
    """

    result: Result
    start: str
    findings: str
    pieces: list[str]


def _status(result: Result) -> str:
    reason = f',"reason":"{result.reason.value}"' if result.reason else ""
    return f'{_named(result.rule)},"status":"{result.status.value}"{reason},"message":'


def _named(rule: Rule) -> str:
    return f'"pack":{_string(rule.pack)},"rule":{_string(rule.id)}'


def _pieces(lacks: list[Lack]) -> tuple[str, list[str]]:
    """Return the start of findings, up to the first line number, and what follows each column."""
    starts = [f'{{"pointer":{_string(lack.pointer)},"line":' for lack in lacks] or [_END]
    follow = [*(f",{start}" for start in starts[1:]), _END]
    pieces = [f"{_after_place(lack)}{more}" for lack, more in zip(lacks, follow, strict=False)]
    return f',"findings":[{starts[0]}', pieces


_END = "]}\n"


def _after_place(lack: Lack) -> str:
    found = "" if lack.found is MISSING else f',"found":{_value(lack.found)}'
    return f',"reason":"{lack.reason.value}"{found},"wanted":{_both(words.all_wanted(lack))}}}'


_DECLARED = Kept(_MOST)
"""What is told of rules that pass as most do."""
_TOLD = Kept(_MOST_RESULTS)
"""What was told of other results: alike manifests share what explains them."""
_MESSAGES = Kept(_MOST)
"""Messages of failures with their values put in."""


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


def _strings(told: tuple[str, ...]) -> str:
    return _list(told) if len(told) <= _FEW else _list.__wrapped__(told)


@lru_cache(_MOST)
def _list(told: tuple[str, ...]) -> str:
    return f"[{','.join(map(_string, told))}]"


@lru_cache(_MOST)
def _short(told: str) -> str:
    plain = told.isascii() and told.isprintable() and not _ESCAPED.intersection(told)
    return f'"{told}"' if plain else inert_json(_encode(told))


_ESCAPED = frozenset('"\\')
