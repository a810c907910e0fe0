"""What a run says of many sites together: verdicts, and the facts and rules to fix first.

Reports are added one by one and dropped. What is kept grows with the number of different facts
and rules, and by one line for each site.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from validator.engine.results import Reason
from validator.manifest.vocabulary import name_of, pattern_of
from validator.model.groups import grouped
from validator.report import messages, wording
from validator.report.counts import Verdict, verdict_of
from validator.report.ending import ending_soon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Finding, Result
    from validator.model.errors import Position
    from validator.model.pointers import Pattern
    from validator.model.text import Text
    from validator.packs.model import Rule
    from validator.report.ending import Ending
    from validator.report.report import Report

_FEW = 20
"""The most values of a label that is summarised without being asked for."""
_VALUES = 200
"""The most different values of one fact that are counted; others are left out."""


class Site(NamedTuple):
    """One manifest with its number in the run and its verdict.

    Attributes:
        violated: the number of facts to fix.
        waiting: the number of facts to state, or to prove.
        known: the number of failures that the baseline knows.
        waived: the number of failures that a waiver covers.
    """

    number: int
    name: str
    id: str
    title: Text
    labels: dict[str, str]
    verdict: Verdict
    violated: int
    waiting: int
    known: int
    waived: int


class Accepted(NamedTuple):
    """Failures that do not fail the run, and the number of sites that have any."""

    sites: int
    failures: int


class Origin(NamedTuple):
    """A place in a base where a fact is stated for several sites."""

    file: str
    position: Position
    sites: int


class FactRank:
    """A fact to fix or to state, counted over all sites.

    Attributes:
        name: as people write it: ``purposes[].use``.
        title: the name for people.
        reason: why it fails.
        sites: the number of sites in which it fails.
        rules: ids of the rules that it fails, in any site.
        own: the number of sites that state it, or should, in their own file.
        first: file and position of the first site of ``own``.
    """

    def __init__(self, pattern: Pattern, reason: Reason) -> None:
        """Start without sites."""
        self.name = name_of(pattern)
        self.title = wording.fact_label(pattern)
        self.reason = reason
        self.sites = 0
        self.rules: dict[str, None] = {}
        self.own = 0
        self.first: tuple[str, Position] | None = None
        self._values: Counter[Text] = Counter()
        self._origins: Counter[tuple[str, Position]] = Counter()

    def add(self, findings: list[tuple[Result, Finding]]) -> None:
        """Add the findings of one site."""
        self.sites += 1
        if findings[0][1].judged:
            self.title = messages.JUDGEMENT
        self.rules |= dict.fromkeys(result.rule.id for result, _ in findings)
        places = dict.fromkeys((item.file, item.position, item.inherited) for _, item in findings)
        for value in dict.fromkeys(wording.found(item) for _, item in findings):
            if value in self._values or len(self._values) < _VALUES:
                self._values[value] += 1
        self._origins.update((file, place) for file, place, inherited in places if inherited)
        own = next(((file, place) for file, place, inherited in places if not inherited), None)
        self.own += own is not None
        self.first = self.first or own

    @property
    def values(self) -> list[tuple[Text, int]]:
        """The values found and the number of sites with each, the most frequent first."""
        return self._values.most_common()

    @property
    def origins(self) -> list[Origin]:
        """The bases that state it, and the number of sites that inherit it from each."""
        return [Origin(*place, sites) for place, sites in self._origins.most_common()]

    @property
    def order(self) -> tuple[int, int, int, str]:
        """A key that sorts the gravest reason first, then what fails in the most sites."""
        return -self.reason.gravity, -self.sites, -len(self.rules), self.name


class RuleRank(NamedTuple):
    """A rule with the numbers of sites that violate it and that lack facts or evidence for it."""

    rule: Rule
    violated: int
    waiting: int

    @property
    def sites(self) -> int:
        """The number of sites in which it fails."""
        return self.violated + self.waiting

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """A key that sorts first what most sites violate."""
        weight = -self.rule.severity.weight
        return -self.violated, -self.waiting, weight, self.rule.pack, self.rule.id


class LabelRank(NamedTuple):
    """One label with the verdicts of the sites by its values; sites without it have ``""``."""

    name: str
    values: dict[str, dict[Verdict, int]]


class SiteSummary(NamedTuple):
    """The summary of a run over many sites.

    Attributes:
        frame: the report on the whole run without its manifests and results, but with all counts.
        verdicts: the number of sites with each verdict.
        sites: each site that was checked, those with the gravest verdicts first.
        ending: what ends soon, first what ends first.
        facts: those of the gravest reason first, then those of the most sites.
        rules: those that most sites violate first.
        labels: those with few values, or those asked for.
        left_out: names of labels with too many values, each with their number.
    """

    frame: Report
    verdicts: dict[Verdict, int]
    sites: tuple[Site, ...]
    ending: tuple[Ending, ...]
    facts: tuple[FactRank, ...]
    rules: tuple[RuleRank, ...]
    labels: tuple[LabelRank, ...]
    left_out: dict[str, int]

    @property
    def accepted(self) -> dict[str, Accepted]:
        """The failures that are ``known`` from the baseline, and those that are ``waived``."""
        kinds = {
            "known": [site.known for site in self.sites if site.known],
            "waived": [site.waived for site in self.sites if site.waived],
        }
        return {kind: Accepted(len(each), sum(each)) for kind, each in kinds.items()}


class SiteCounter:
    """Adds up reports to a summary."""

    def __init__(self, labels: Iterable[str] = ()) -> None:
        """Start without any site; of no labels asked for, summarise all with few values."""
        self._asked = tuple(labels)
        self._sites: list[Site] = []
        self._facts: dict[tuple[Pattern, Reason], FactRank] = {}
        self._rules: dict[tuple[str, str], Rule] = {}
        self._failed: Counter[tuple[str, str, bool]] = Counter()

    def add(self, report: Report) -> None:
        """Add a report on some manifests of the run."""
        failures = of_each(report, report.regressions)
        known, waived = of_each(report, report.known), of_each(report, report.waived)
        decided = {item.manifest for item in report.requirements}
        unreviewed = {item.manifest for item in report.unreviewed}
        failing = {item.manifest for item in report.failing_questions}
        for manifest in report.manifests:
            name, metadata = manifest.name, manifest.stated["metadata"]
            own = failures[name]
            grave = [item for item in own if report.is_grave(item)]
            verdict = verdict_of(
                violated=any(item.reason is Reason.VIOLATED for item in grave),
                waiting=bool(grave) or name in failing,
                decided=name in decided,
                unreviewed=name in unreviewed,
            )
            violated, waiting = self._count(own)
            site = Site(
                len(self._sites),
                name,
                metadata["id"],
                wording.title(manifest, ""),
                metadata.get("labels") or {},
                verdict,
                violated,
                waiting,
                len(known[name]),
                len(waived[name]),
            )
            self._sites.append(site)

    def _count(self, failures: list[Result]) -> tuple[int, int]:
        """Count the failures of one site; return how many facts to fix and to state it has."""
        for result in failures:
            rule = result.rule
            self._rules[rule.pack, rule.id] = rule
            self._failed[rule.pack, rule.id, result.reason is Reason.VIOLATED] += 1
        places: dict[bool, set[tuple[object, ...]]] = {True: set(), False: set()}
        for key, findings in findings_by_fact(failures).items():
            if key not in self._facts:
                self._facts[key] = FactRank(*key)
            self._facts[key].add(findings)
            at = ((finding.parts, result.unmet) for result, finding in findings)
            places[key[1] is Reason.VIOLATED].update(at)
        return len(places[True]), len(places[False])

    def summary(self, frame: Report) -> SiteSummary:
        """Return the summary; ``frame`` is a report with the counts of the whole run."""
        order = list(Verdict)
        verdicts = Counter(site.verdict for site in self._sites)
        verdicts[Verdict.UNUSABLE] = frame.totals.number("unread")
        labels, left_out = self._labels()
        return SiteSummary(
            frame,
            {verdict: verdicts[verdict] for verdict in order},
            tuple(
                sorted(self._sites, key=lambda site: (order.index(site.verdict), -site.violated))
            ),
            ending_soon(frame),
            tuple(sorted(self._facts.values(), key=lambda fact: fact.order)),
            tuple(sorted(map(self._rule_rank, self._rules), key=lambda rank: rank.order)),
            labels,
            left_out,
        )

    def _rule_rank(self, key: tuple[str, str]) -> RuleRank:
        violated, waiting = self._failed[(*key, True)], self._failed[(*key, False)]
        return RuleRank(self._rules[key], violated, waiting)

    @property
    def ids(self) -> list[tuple[str, str]]:
        """The ``metadata.id`` and the name of each site."""
        return [(site.id, site.name) for site in self._sites]

    @property
    def label_names(self) -> tuple[str, ...]:
        """The labels of all sites, by name."""
        return tuple(sorted({name for site in self._sites for name in site.labels}))

    def _labels(self) -> tuple[tuple[LabelRank, ...], dict[str, int]]:
        ranks, left_out = [], {}
        for name in self._asked or self.label_names:
            values: dict[str, dict[Verdict, int]] = {}
            for site in self._sites:
                counted = values.setdefault(site.labels.get(name, ""), dict.fromkeys(Verdict, 0))
                counted[site.verdict] += 1
            if not self._asked and len(values) > _FEW:
                left_out[name] = len(values)
            else:
                ranks.append(LabelRank(name, dict(sorted(values.items()))))
        return tuple(ranks), left_out


def of_each(report: Report, results: Iterable[Result]) -> dict[str, list[Result]]:
    """Return some results of a report by the name of their manifest; each manifest is there."""
    found: dict[str, list[Result]] = {item.name: [] for item in report.manifests}
    for result in results:
        found[result.manifest].append(result)
    return found


def findings_by_fact(
    failures: Iterable[Result],
) -> dict[tuple[Pattern, Reason], list[tuple[Result, Finding]]]:
    """Return the findings of one site by fact and reason; of violated rules, what violates them."""
    return grouped(
        ((pattern_of(finding.parts), finding.reason), (result, finding))
        for result in failures
        for finding in (result.causes if result.reason is Reason.VIOLATED else result.findings)
        if finding.reason
    )
