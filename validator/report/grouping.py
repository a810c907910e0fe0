"""Findings grouped by place: one thing to fix may break many requirements."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import NamedTuple

from validator.engine.results import Reason, Status
from validator.manifest.vocabulary import pattern_of, shapes
from validator.model import pointers
from validator.model.groups import grouped
from validator.packs.messages import TOPICS
from validator.report import messages, wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from validator.engine.results import Finding, Result
    from validator.model.text import Language, Text
    from validator.packs.model import Severity
    from validator.report.report import Report

    Places = Collection[tuple[str, ...]]


_ORDER = {topic: place for place, topic in enumerate(TOPICS)}


class Group(NamedTuple):
    """One fact with the results that fail by it for one reason.

    They are of one manifest; of a fact that is not stated, of all manifests that lack it alike.

    Attributes:
        reason: why the fact fails them.
        topic: that of the first result.
        results: at least one, those of the gravest severity first; of these, binding rules, then
            those with the fewest checks, whose topic and tasks are about this fact the most.
        findings: the finding of each result at this place.
    """

    reason: Reason
    topic: str
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]

    @property
    def finding(self) -> Finding:
        """The finding of the gravest result."""
        return self.findings[0]

    @property
    def fact(self) -> tuple[str, ...]:
        """The parts of the pointer, with ``*`` for each index of a list."""
        return pattern_of(self.finding.parts)

    @property
    def severity(self) -> Severity:
        """The severity of the gravest result."""
        return self.results[0].rule.severity

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """A key that sorts the gravest first, and what may not be waived; then by many rules."""
        waivable = all(result.rule.waivable for result in self.results)
        return -self.severity.weight, waivable, -self.reason.gravity, -len(self.results)

    @property
    def expected(self) -> tuple[Text, ...]:
        """What is expected: the values that all rules accept, or what each of them does."""
        every = [item for finding in self.findings for item in finding.expected]
        return tuple(wording.each_expected(every, self.fact))

    def of(self, result: Result) -> Group:
        """Return the fact as it fails one of its results."""
        found = self.findings[self.results.index(result)]
        return self._replace(results=(result,), findings=(found,))

    def demands(self, language: Language) -> dict[str, list[Result]]:
        """Return what the rules say about the fact, and which of them say it."""
        if self.reason is Reason.UNDECLARED:
            return {messages.WAITS[language]: list(self.results)}
        return self._by_text(wording.message, language)

    def fixes(self, language: Language) -> dict[str, list[Result]]:
        """Return what to change, and the results that each change is for."""
        if self.reason is Reason.UNDECLARED:
            choices = wording.to_state(self.findings)
            return {messages.STATE_FACT.format(choices=choices)[language]: list(self.results)}
        return self._by_text(wording.fix, language)

    def _by_text(
        self, text: Callable[[Result, Places], Text], language: Language
    ) -> dict[str, list[Result]]:
        places = [self.finding.parts]
        return grouped((text(result, places)[language], result) for result in self.results)


def heading_of(result: Result) -> str:
    """Return the heading that a failure belongs to: its reason, or that a person judged it."""
    if result.unmet:
        return "unmet"
    return result.reason.value if result.reason else ""


def by_fact(results: Iterable[Result]) -> list[Group]:
    """Return failed results grouped by manifest, fact and reason, the gravest first."""
    causes = ((result, finding) for result in results for finding in result.causes)
    return sorted(_grouped(causes), key=lambda one: one.rank)


def in_one_place(groups: Iterable[Group]) -> list[list[Group]]:
    """Return facts to fix with those together that manifests inherit from one place of a base.

    They are together if they fail the same rules for the same reason.
    """
    return list(grouped((_place(one), one) for one in groups).values())


def _place(one: Group) -> tuple[object, ...]:
    fact = one.finding
    rules = tuple(result.rule.id for result in one.results)
    # Two manifests of one file may share a place only by an anchor of YAML.
    owner = one.results[0].manifest if fact.file == fact.manifest.source else None
    return owner, fact.file, fact.position, fact.parts, one.reason, rules


def by_manifest(results: Iterable[Result]) -> Iterator[list[Group]]:
    """Yield the facts of each manifest: the gravest first, and after them the waived ones."""
    for _, of_one in groupby(results, key=lambda one: one.manifest):
        failed = list(of_one)
        yield [
            group
            for status in (Status.FAIL, Status.WAIVED)
            for group in by_fact(one for one in failed if one.status is status)
        ]


def group(report: Report, heading: str, failures: Iterable[Result]) -> tuple[Group, ...]:
    """Return the causes of failures below a heading by manifest and place, in order of topics.

    If one instrument was run alone, the gravest come first instead.
    """
    groups = _grouped(
        (result, finding)
        for result in failures
        if heading_of(result) == heading
        for finding in result.causes
    )
    manifests = {manifest.name: place for place, manifest in enumerate(report.manifests)}
    compares = sum(pack.instrument is not None for pack in report.packs) > 1

    def order(item: Group) -> tuple[int, int]:
        rank = _ORDER[item.topic] if compares else -item.severity.weight
        return manifests[item.results[0].manifest], rank

    return tuple(sorted(groups, key=order))


def _grouped(causes: Iterable[tuple[Result, Finding]]) -> list[Group]:
    found = grouped(
        ((result.manifest, finding.pointer, finding.reason, result.unmet), (result, finding))
        for result, finding in causes
    )
    return [_group(pairs) for pairs in found.values()]


def _group(pairs: list[tuple[Result, Finding]]) -> Group:
    def order(pair: tuple[Result, Finding]) -> tuple[int, bool, int]:
        rule, pack = pair[0].rule, pair[0].pack
        return -rule.severity.weight, pack.force != "binding", len(rule.checks)

    results, findings = zip(*sorted(pairs, key=order), strict=True)
    reason = findings[0].reason or Reason.UNDECLARED
    return Group(reason, results[0].rule.topic, results, findings)


class ReviewQuestion(NamedTuple):
    """One question for a person, and the results that wait for its answer."""

    text: Text
    results: list[Result]


def questions(unreviewed: Iterable[Result]) -> list[ReviewQuestion]:
    """Return what a person must still judge; rules that ask the same are one question."""
    asked = grouped((wording.message(result), result) for result in unreviewed)
    return [ReviewQuestion(text, results) for text, results in asked.items()]


def questions_of_each(unreviewed: Iterable[Result]) -> Iterator[ReviewQuestion]:
    """Yield the questions of each manifest, in the order of the results."""
    for _, of_one in groupby(unreviewed, key=lambda one: one.manifest):
        yield from questions(of_one)


def to_state(failures: Sequence[Result]) -> dict[str, tuple[Group, ...]]:
    """Return each missing fact once, in the order of the manifest, by its section.

    Evidence that a violated rule lacks besides is one of them, unless another rule fails for it.
    """
    waiting: defaultdict[str, list[tuple[Result, Finding]]] = defaultdict(list)
    to_fix = {(result.manifest, finding.parts) for result in failures for finding in result.causes}
    for result in failures:
        for finding in result.findings:
            besides = finding.reason is not result.reason
            alone = besides and (result.manifest, finding.parts) not in to_fix
            if alone or finding.reason is Reason.UNDECLARED:
                waiting[finding.pointer].append((result, finding))
    sections: defaultdict[str, tuple[Group, ...]] = defaultdict(tuple)
    order = _schema_order()
    for pointer in sorted(waiting, key=lambda one: (order[pattern_of(pointers.parse(one))], one)):
        results, findings = zip(*waiting[pointer], strict=True)
        reason = findings[0].reason or Reason.UNDECLARED
        group = Group(reason, results[0].rule.topic, results, findings)
        sections[group.fact[0]] += (group,)
    return dict(sections)


def alike(items: Iterable[Group]) -> Iterator[list[Group]]:
    """Yield facts that are entries of one list and concern the same results, in their order."""
    yield from grouped(((item.fact, *map(id, item.results)), item) for item in items).values()


@cache
def _schema_order() -> dict[tuple[str, ...], int]:
    return {pattern: number for number, pattern in enumerate(shapes())}


def outside(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Yield why rules do not apply: packs with the reason, then deciding facts with their rules."""
    results = [item for item in report.results if item.status is Status.NOT_APPLICABLE]
    yield from dict.fromkeys(
        (item.rule.pack, wording.applicability(item)[language])
        for item in results
        if not item.pack_applies
    )
    by_fact: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item in results:
        if item.pack_applies:
            own = item.pack.instrument is None
            why = messages.NOTHING_TO_COMPARE if own else wording.decisive(item)
            by_fact[why[language]][item.rule.id] = None
    yield from ((fact, ", ".join(ids)) for fact, ids in by_fact.items())


def not_run(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the instruments that were left out and why, once for all manifests."""
    yield from dict.fromkeys((item.pack, item.text[language]) for item in report.not_run)
