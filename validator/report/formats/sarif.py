"""The report as SARIF 2.1.0, for code scanning: a result for each fact to fix.

GitHub makes an alert of every result, and an alert is something to fix, so several rules that one
fact fails are one result: its rule is the gravest of them, its message and its property ``rules``
name all. Passes and rules that do not apply are left out; the counts of the run include them. A
waived failure is a suppressed result, a question for a person a result of the kind ``review``
where it fails the run, and a baseline marks each result as new, unchanged, or
updated if only some of its rules are new. Results are identified by manifest, JSON pointer and
reason, even if lines move; GitHub's own ``primaryLocationLineHash`` is left to the action that
uploads, which computes it from the lines and warns about any other.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar

from validator.engine.results import Status
from validator.model.quote import escape, to_json
from validator.packs.doc_urls import SITE, rule_page
from validator.packs.model import Severity
from validator.report import fact_text, grouping, summary, wording
from validator.report.counts import ExitCode
from validator.report.ending import ending_soon
from validator.report.formats import messages, paths
from validator.report.formats.json import baseline, counts_of
from validator.report.formats.streams import JsonStream
from validator.report.messages import COLON
from validator.report.rule_text import remedies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Finding, Result
    from validator.engine.waivers import Waiver
    from validator.model.errors import Position, Problem
    from validator.model.text import Language, Text
    from validator.packs.model import Pack, Rule
    from validator.report.ending import Ending
    from validator.report.grouping import Group, ReviewQuestion
    from validator.report.report import Report

Json = dict[str, Any]
Rank = tuple[int, ...]
Key = tuple[str, str]
"""The pack and the id of a rule."""

# ISO 639-1 and ISO 3166-1, as SARIF 2.1.0 requires (section 3.14.7), without a script.
_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_FINGERPRINT = "facepolicy/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LONGEST = 1000
"""The most characters of a text; GitHub refuses descriptions of more than 1024."""
_LONGEST_MESSAGE = 4000
_LAST = (1,)
"""The rank of a waived result."""
# SARIF 2.1.0, section 3.11: links are embedded as [text](target), arguments as {0}.
_ACTIVE = re.compile(r"(?<=\])\(|\{(?=\d+\})")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&-])")


# What GitHub does with more (docs.github.com, "SARIF support for code scanning", limits): a file of
# more than 10 MB when compressed, or of more than 25,000 results a run, is refused; of the others,
# the first 5,000 by severity are shown. Which ones of a severity is ours to choose, so the file
# has as many. 5,000 results are about 0.5 MB when compressed.
SHOWN = 5000
"""The most results of a log: as many as GitHub shows."""


class Stream(JsonStream):
    """A log of one run whose results are the gravest ones of all parts, in the order of the parts.

    Rules and messages are in the language of the report.
    """

    depths: ClassVar = {"artifacts": 4, "results": 4}

    def __init__(self, language: Language) -> None:
        """Start without results."""
        super().__init__(language)
        self._rules: dict[Key, Rule] = {}
        self._rule_index: dict[Key, int] = {}
        self._file_index: dict[str, int] = {}
        self._related: dict[int, dict[str, Finding]] = {}
        self._left_out = 0
        self._kept: list[tuple[Rank, int, str]] = []
        self._numbers = count()

    def add(self, report: Report) -> None:
        """Add the results of a part of the run."""
        for item in report.results:
            key = _key(item.rule)
            if key not in self._rules:
                self._rules[key] = item.rule
                self._rule_index[key] = len(self._rule_index)
        for source, artifact in _files(report):
            if source not in self._file_index:
                self._file_index[source] = len(self._file_index)
                self.write("artifacts", to_json(artifact))
        for rank, result in self._results(report):
            self._kept.append((rank, next(self._numbers), to_json(result)))
        if len(self._kept) >= 2 * SHOWN:
            self._drop()

    def _drop(self) -> None:
        self._kept.sort()
        self._left_out += max(0, len(self._kept) - SHOWN)
        del self._kept[SHOWN:]

    def document(self, frame: Report) -> Iterator[str]:
        """Yield the log in pieces."""
        self._drop()
        for _, _, result in sorted(self._kept, key=lambda item: item[1]):
            self.write("results", result)
        self._kept.clear()
        yield from super().document(frame)

    def _whole(self, frame: Report) -> Json:
        run = {
            "tool": {"driver": self._driver(frame)},
            "language": _LANGUAGES[self._language],
            "columnKind": "unicodeCodePoints",
            "invocations": [self._invocation(frame)],
            **{name: self._items(name) for name in self.depths},
            "properties": _properties(frame),
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}

    def _driver(self, frame: Report) -> Json:
        rules, packs = self._rules.values(), {pack.id: pack for pack in frame.packs}
        return {
            "name": "facepolicy",
            "version": frame.version,
            "informationUri": SITE,
            "language": _LANGUAGES[self._language],
            "rules": [_rule(one, packs[one.pack], self._language) for one in rules],
        }

    def _invocation(self, frame: Report) -> Json:
        statement = summary.statement(frame.totals)
        shortened = messages.RESULTS_LEFT_OUT.format(left_out=self._left_out, shown=SHOWN)
        return {
            "executionSuccessful": frame.exit_code is not ExitCode.NO_ANSWER,
            "exitCode": int(frame.exit_code),
            "exitCodeDescription": statement[self._language],
            "toolExecutionNotifications": [
                *(self._problem(item) for item in frame.problems),
                *([self._notification("error", statement)] if frame.lacks_answer else []),
                *([self._notification("warning", shortened)] if self._left_out else []),
            ],
            "toolConfigurationNotifications": [
                *(self._problem(use.problem) for use in frame.idle_entries),
                *(self._ending(item) for item in ending_soon(frame)),
            ],
        }

    def _problem(self, problem: Problem) -> Json:
        place = self._place(problem.source, problem.position)
        return self._notification("error", problem.message, place)

    def _ending(self, item: Ending) -> Json:
        place = self._place(item.file, item.position)
        return self._notification("warning", item.text, place)

    def _notification(self, level: str, message: Text, place: Json | None = None) -> Json:
        locations = {"locations": [{"physicalLocation": place}]} if place else {}
        return {"level": level, "message": _text(message[self._language]), **locations}

    def _place(self, source: str, position: Position | None) -> Json:
        artifact: Json = {"uri": paths.uri(source)}
        if source in self._file_index:
            artifact["index"] = self._file_index[source]
        if position is None:
            return {"artifactLocation": artifact}
        region = {"startLine": position.line, "startColumn": position.column}
        return {"artifactLocation": artifact, "region": region}

    def _results(self, report: Report) -> Iterator[tuple[Rank, Json]]:
        """Yield a result for each fact and its rank: the gravest first, waived ones last."""
        statuses = (Status.FAIL, Status.WAIVED)
        failed = [one for one in report.results if one.status in statuses]
        # Once a result, not once a fact of it: lists of hundreds would take their square.
        self._related = {id(one): _not_stated(one) for one in failed}
        for groups in grouping.by_manifest(failed):
            identities: set[tuple[str, ...]] = set()
            for group in groups:
                identity = paths.identity(group)
                # A fact may fail some rules while others are waived.
                more = ("waived",) if identity in identities else ()
                identities.add(identity)
                rank = _LAST if group.results[0].waiver else group.rank
                yield rank, self._result(group, (*identity, *more), report)
        for asked in grouping.questions_of_each(report.failing_questions):
            yield (-asked.results[0].rule.severity.weight, 1), self._question(asked, report)

    def _question(self, asked: ReviewQuestion, report: Report) -> Json:
        first = asked.results[0]
        return {
            "ruleId": first.rule.id,
            "ruleIndex": self._rule_index[_key(first.rule)],
            "kind": "review",
            "level": "none",  # SARIF 2.1.0, section 3.27.10: of any result that is no failure
            "message": _text(fact_text.question(asked, self._language), _LONGEST_MESSAGE),
            "locations": [{"physicalLocation": self._place(first.file, first.position)}],
            "partialFingerprints": {
                _FINGERPRINT: paths.fingerprint(paths.identity_of_question(asked))
            },
            **self._standing(asked.results, report),
            "properties": _about(asked.results),
        }

    def _result(self, group: Group, identity: tuple[str, ...], report: Report) -> Json:
        rule, finding = group.results[0].rule, group.finding
        related = {
            pointer: other
            for result in group.results
            for pointer, other in self._related[id(result)].items()
        }
        return {
            "ruleId": rule.id,
            "ruleIndex": self._rule_index[_key(rule)],
            "level": _LEVELS[rule.severity],
            "message": _text(fact_text.description(group, self._language), _LONGEST_MESSAGE),
            "locations": [self._location(finding)],
            "relatedLocations": [
                {"id": number, **self._location(other)}
                for number, other in enumerate([*related.values()][: wording.MOST], 1)
            ],
            "partialFingerprints": {_FINGERPRINT: paths.fingerprint(identity)},
            **self._standing(group.results, report),
            "properties": _about(group.results, reason=group.reason.value),
        }

    def _location(self, finding: Finding) -> Json:
        return {
            "physicalLocation": self._place(finding.file, finding.position),
            "logicalLocations": [{"fullyQualifiedName": escape(finding.pointer, _LONGEST)}],
            "message": _text(fact_text.title(finding)[self._language]),
        }

    def _standing(self, results: Sequence[Result], report: Report) -> Json:
        """Return whether a result is suppressed, and whether it is new, if there is a baseline."""
        standing: Json = {}
        if report.waiver_file:
            waivers = dict.fromkeys(one.waiver for one in results if one.waiver)
            standing["suppressions"] = [*map(self._suppression, waivers)]
        if report.baseline:
            known = {report.baseline.knows(result) for result in results}
            states = {True: "unchanged", False: "new"}
            standing["baselineState"] = states[known.pop()] if len(known) == 1 else "updated"
        return standing

    def _suppression(self, waiver: Waiver) -> Json:
        return {
            "kind": "external",
            "status": "accepted",
            "justification": wording.waived(waiver)[self._language],
            "location": {"physicalLocation": self._place(waiver.source, waiver.position)},
            "properties": {
                "granted": waiver.granted.isoformat(),
                "expires": waiver.expires.isoformat(),
                "compensating": escape(waiver.compensating, _LONGEST),
            },
        }


def _properties(report: Report) -> Json:
    return {
        "asOf": report.as_of.isoformat(),
        "timezone": report.timezone,
        "failOn": report.fail_on.value,
        "packs": [
            {"id": pack.id, "version": pack.version, "force": pack.force, "sha256": pack.sha256}
            for pack in report.packs
        ],
        "counts": counts_of(report.totals),
        "baseline": baseline(report),
    }


def _about(results: Sequence[Result], **more: str) -> Json:
    return {
        "manifest": escape(results[0].manifest, _LONGEST),
        "status": results[0].status.value,
        **more,
        "rules": [*dict.fromkeys(result.rule.id for result in results)],
    }


def _files(report: Report) -> Iterator[tuple[str, Json]]:
    """Yield the files that were read, each with its digest and its role."""
    others = (report.waiver_file, report.attestation_file, report.baseline)
    files = [(one.source, one.sha256, "userSpecifiedConfiguration") for one in others if one]
    files += [(one.source, one.sha256, "analysisTarget") for one in report.manifests]
    for source, sha256, role in files:
        location = {"uri": paths.uri(source)}
        yield source, {"location": location, "roles": [role], "hashes": {"sha-256": sha256}}


def _rule(rule: Rule, pack: Pack, language: Language) -> Json:
    clause = rule.clause
    page = rule_page(rule, language)
    return {
        "id": rule.id,
        "name": escape(rule.title[language], _LONGEST),
        "shortDescription": _text(rule.title[language]),
        "fullDescription": _text(rule.why[language]),
        "help": _help(rule, language),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.topic, rule.pack],
            "pack": rule.pack,
            "clause": clause.id,
            "place": clause.place,
            "placeStatus": "confirmed" if clause.place_confirmed else "provisional",
            "force": pack.force,
            "confidence": clause.confidence.value,
        },
        **({"helpUri": page} if page else {}),
    }


def _help(rule: Rule, language: Language) -> Json:
    lines = [(label[language], escape(what, _LONGEST)) for label, what in remedies(rule, language)]
    return {
        "text": "\n".join(f"{label}{COLON[language]}{what}" for label, what in lines),
        "markdown": "\n\n".join(
            f"**{label}**{COLON[language]}{_markdown(what)}" for label, what in lines
        ),
    }


def _markdown(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def _not_stated(result: Result) -> dict[str, Finding]:
    """Return the facts of a failure that did not give it its reason, by their places."""
    return {one.pointer: one for one in result.findings if one.reason is not result.reason}


def _key(rule: Rule) -> Key:
    return rule.pack, rule.id


def _text(words: str, longest: int = _LONGEST) -> Json:
    """Return a SARIF message of at most some characters, without links and placeholders."""
    inert = _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", escape(words, longest))
    return {"text": inert}
