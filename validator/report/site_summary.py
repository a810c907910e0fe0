"""What a run says of many sites together: verdicts, and the facts and rules to fix first.

Reports are added one by one and dropped. What is kept grows with the number of different facts
and rules, and by one line for each site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from validator.engine.results import Reason
from validator.manifest.vocabulary import name_of, pattern_of
from validator.report import messages, wording
from validator.report.counts import Verdict, verdict_of
from validator.report.ending import ending_soon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Finding, Result
    from validator.manifest.model import Manifest
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


class FactRank(NamedTuple):
    """A fact to fix or to state, over all sites.

    Attributes:
        name: as people write it: ``purposes[].use``.
        title: the name for people.
        reason: why it fails.
        sites: the number of sites in which it fails.
        rules: ids of the rules that it fails, in any site.
        values: the values found and the number of sites with each, the most frequent first.
        origins: the bases that state it; the number of sites that inherit it from each.
        own: the number of sites that state it, or should, in their own file.
        first: file and position of the first site of ``own``.
    """

    name: str
    title: Text
    reason: Reason
    sites: int
    rules: tuple[str, ...]
    values: tuple[tuple[Text, int], ...]
    origins: tuple[Origin, ...]
    own: int
    first: tuple[str, Position] | None


class RuleRank(NamedTuple):
    """A rule with the numbers of sites that violate it and that lack facts or evidence for it."""

    rule: Rule
    violated: int
    waiting: int

    @property
    def sites(self) -> int:
        """The number of sites in which it fails."""
        return self.violated + self.waiting


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


class _Fact:
    """The sites in which one fact fails for one reason."""

    def __init__(self) -> None:
        self.sites = 0
        self.rules: dict[str, None] = {}
        self.values: Counter[Text] = Counter()
        self.origins: Counter[tuple[str, Position]] = Counter()
        self.own = 0
        self.first: tuple[str, Position] | None = None
        self.title: Text | None = None

    def add(self, findings: list[tuple[Result, Finding]]) -> None:
        """Add one site."""
        self.sites += 1
        self.title = messages.JUDGEMENT if findings[0][1].judged else None
        self.rules |= dict.fromkeys(result.rule.id for result, _ in findings)
        places = dict.fromkeys((item.file, item.position, item.inherited) for _, item in findings)
        for value in dict.fromkeys(wording.found(item) for _, item in findings):
            if value in self.values or len(self.values) < _VALUES:
                self.values[value] += 1
        self.origins.update((file, place) for file, place, inherited in places if inherited)
        own = next(((file, place) for file, place, inherited in places if not inherited), None)
        self.own += own is not None
        self.first = self.first or own


class SiteCounter:
    """Adds up reports to a summary."""

    def __init__(self, labels: Iterable[str] = ()) -> None:
        """Start without any site; of no labels asked for, summarise all with few values."""
        self._asked = tuple(labels)
        self._sites: list[Site] = []
        self._facts: defaultdict[tuple[Pattern, Reason], _Fact] = defaultdict(_Fact)
        self._rules: dict[tuple[str, str], Rule] = {}
        self._failed: Counter[tuple[str, str, bool]] = Counter()
        self._labelled: list[tuple[dict[str, str], Verdict]] = []

    def add(self, report: Report) -> None:
        """Add a report on some manifests of the run."""
        failures = of_each(report, report.regressions)
        known, waived = of_each(report, report.known), of_each(report, report.waived)
        decided = {item.manifest for item in report.requirements}
        unreviewed = {item.manifest for item in report.unreviewed}
        failing = {item.manifest for item in report.failing_questions}
        for manifest in report.manifests:
            own = failures[manifest.name]
            grave = [item for item in own if report.is_grave(item)]
            verdict = verdict_of(
                violated=any(item.reason is Reason.VIOLATED for item in grave),
                waiting=bool(grave) or manifest.name in failing,
                decided=manifest.name in decided,
                unreviewed=manifest.name in unreviewed,
            )
            accepted = len(known[manifest.name]), len(waived[manifest.name])
            self._add(manifest, own, verdict, accepted)

    def _add(
        self,
        manifest: Manifest,
        failures: list[Result],
        verdict: Verdict,
        accepted: tuple[int, int],
    ) -> None:
        found = findings_by_fact(failures)
        for key, findings in found.items():
            self._facts[key].add(findings)
        for result in failures:
            rule = result.rule
            self._rules[rule.pack, rule.id] = rule
            self._failed[rule.pack, rule.id, result.reason is Reason.VIOLATED] += 1
        places: dict[bool, set[tuple[object, ...]]] = {True: set(), False: set()}
        for (_, reason), findings in found.items():
            wrong = ((finding.parts, result.unmet) for result, finding in findings)
            places[reason is Reason.VIOLATED].update(wrong)
        metadata = manifest.stated["metadata"]
        title = wording.title(manifest, "")
        number, numbers = len(self._sites), (len(places[True]), len(places[False]), *accepted)
        self._sites.append(Site(number, manifest.name, metadata["id"], title, verdict, *numbers))
        self._labelled.append((metadata.get("labels") or {}, verdict))

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
            tuple(sorted((_fact_rank(*item) for item in self._facts.items()), key=_fact_order)),
            tuple(sorted(map(self._rule_rank, self._rules), key=_rule_order)),
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
        return tuple(sorted({name for labels, _ in self._labelled for name in labels}))

    def _labels(self) -> tuple[tuple[LabelRank, ...], dict[str, int]]:
        ranks, left_out = [], {}
        for name in self._asked or self.label_names:
            values: dict[str, dict[Verdict, int]] = {}
            for labels, verdict in self._labelled:
                counted = values.setdefault(labels.get(name, ""), dict.fromkeys(Verdict, 0))
                counted[verdict] += 1
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
    """Return the findings of one site that gave its failures their reason, by fact and reason."""
    found: defaultdict[tuple[Pattern, Reason], list[tuple[Result, Finding]]]
    found = defaultdict(list)
    for result in failures:
        for finding in result.causes:
            if finding.reason:
                found[pattern_of(finding.parts), finding.reason].append((result, finding))
    return found


def _fact_rank(key: tuple[Pattern, Reason], fact: _Fact) -> FactRank:
    pattern, reason = key
    origins = (Origin(file, place, sites) for (file, place), sites in fact.origins.most_common())
    return FactRank(
        name_of(pattern),
        fact.title or wording.fact_label(pattern),
        reason,
        fact.sites,
        tuple(fact.rules),
        tuple(fact.values.most_common()),
        tuple(origins),
        fact.own,
        fact.first,
    )


def _fact_order(fact: FactRank) -> tuple[int, int, int, str]:
    return -fact.reason.gravity, -fact.sites, -len(fact.rules), fact.name


def _rule_order(rank: RuleRank) -> tuple[int, int, int, str, str]:
    weight = -rank.rule.severity.weight
    return -rank.violated, -rank.waiting, weight, rank.rule.pack, rank.rule.id
