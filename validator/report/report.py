"""The report: every result, the counts and the exit code, computed once for all formats."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import NamedTuple

from validator._version import __version__
from validator.engine.evidence import has_opened_evidence, has_proven_facts
from validator.engine.results import Reason, Status
from validator.packs.model import Severity
from validator.report.counts import ExitCode, Totals, clauses_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any

    from validator.engine.evidence import Document
    from validator.engine.results import Result as Evaluated
    from validator.manifest.model import Manifest
    from validator.model.errors import Problem
    from validator.packs.in_force import NotRun
    from validator.packs.model import Pack
    from validator.report.baseline import Baseline, Known
    from validator.report.entries import EntryUse
    from validator.report.entry_files import EntryFile
    from validator.report.result import Result


class Whole(NamedTuple):
    """What the parts of a run add up to, for a report whose results were printed before.

    ``improved`` are the known failures of the baseline that do not fail any more; ``ending`` is
    what ends soon, each an ``Ending``, whose module imports this one.
    """

    totals: Totals
    improved: tuple[Known, ...] = ()
    ending: tuple[Any, ...] = ()


class _ReportFields(NamedTuple):
    manifests: tuple[Manifest, ...]
    packs: tuple[Pack, ...]
    results: tuple[Result, ...]
    as_of: date
    problems: tuple[Problem, ...] = ()
    fail_on: Severity = Severity.ERROR
    require_applicable: bool = False
    not_run: tuple[NotRun, ...] = ()
    documents: Mapping[str, tuple[Document, ...]] = {}
    waiver_file: EntryFile | None = None
    attestation_file: EntryFile | None = None
    uses: tuple[EntryUse, ...] = ()
    baseline: Baseline | None = None
    fail_on_unreviewed: bool = False
    bases: int = 0
    others: int = 0
    left_out: tuple[str, ...] = ()
    excluded: int = 0
    version: str = __version__
    whole: Whole | None = None
    timezone: str | None = None


class Report(_ReportFields):
    """The results of some packs over some manifests.

    What users of the library read is described in ``validator.report.public``.

    Attributes:
        require_applicable: whether a run to which no instrument applies is no answer.
        waiver_file: the waivers that were applied, if any.
        attestation_file: the attestations that were applied, if any.
        fail_on_unreviewed: whether a result that nobody has reviewed fails the run.
        bases: number of bases in folders, which are not checked by themselves.
        others: number of documents in folders that are no manifests.
        left_out: the files in folders that look like manifests, but are hidden or have
            another suffix.
        excluded: number of files in folders that are excluded by patterns.
        whole: None if all results are here; otherwise what they all add up to.
        timezone: that whose today the day is; None for a day that was named.
    """

    @cached_property
    def failures(self) -> tuple[Result, ...]:
        """The failed results, warnings and infos included, waived ones not."""
        return tuple(result for result in self.results if result.status is Status.FAIL)

    @cached_property
    def waived(self) -> tuple[Result, ...]:
        """The failures that a waiver covers."""
        return tuple(result for result in self.results if result.status is Status.WAIVED)

    @cached_property
    def unreviewed(self) -> tuple[Result, ...]:
        """The results that a person must judge, and nobody has yet."""
        return tuple(result for result in self.results if result.status is Status.NOT_REVIEWED)

    @property
    def failing_questions(self) -> tuple[Result, ...]:
        """The results that make the run fail because nobody has reviewed them."""
        return self.unreviewed if self.fail_on_unreviewed else ()

    @cached_property
    def regressions(self) -> tuple[Result, ...]:
        """The failures that the baseline does not know; all of them without a baseline."""
        if self.baseline is None:
            return self.failures
        return tuple(item for item in self.failures if not self.baseline.knows(item))

    @cached_property
    def known(self) -> tuple[Result, ...]:
        """The failures that the baseline knows; none without a baseline."""
        new = set(map(id, self.regressions))
        return tuple(item for item in self.failures if id(item) not in new)

    @cached_property
    def improved(self) -> tuple[Known, ...]:
        """Known failures of the baseline that do not fail any more."""
        if self.whole:
            return self.whole.improved
        return self.baseline.improved(self.results) if self.baseline else ()

    @cached_property
    def attested(self) -> tuple[Result, ...]:
        """The results that a person decided."""
        return tuple(result for result in self.results if result.attestation)

    @property
    def waiver_uses(self) -> tuple[EntryUse, ...]:
        """The state of each waiver."""
        return tuple(use for use in self.uses if use.kind == "waiver")

    @property
    def attestation_uses(self) -> tuple[EntryUse, ...]:
        """The state of each attestation."""
        return tuple(use for use in self.uses if use.kind == "attestation")

    @cached_property
    def idle_entries(self) -> tuple[EntryUse, ...]:
        """The waivers and attestations that make the run fail: expired, unknown, unused, wrong."""
        return tuple(use for use in self.uses if use.state.fails)

    @cached_property
    def evidenced(self) -> tuple[Result, ...]:
        """The passes that opened evidence supports; the others rely on statements."""
        return tuple(filter(self.is_evidenced, self.results)) if self._opened else ()

    def basis_of(self, result: Evaluated) -> str:
        """Return what a pass is based on: ``judged``, ``evidenced`` or ``declared``."""
        if result.attestation:
            return "judged"
        return "evidenced" if self.is_evidenced(result) else "declared"

    def is_evidenced(self, result: Evaluated) -> bool:
        """Return whether a result is a pass by facts that is supported by opened evidence.

        Such evidence is a document, or configuration that proves all facts that decided it.
        """
        if result.status is not Status.PASS or result.attestation:
            return False
        if result.manifest not in self._opened:
            return False
        documents = self.documents[result.manifest]
        if any(item.proofs for item in documents) and has_proven_facts(result, documents):
            return True
        return has_opened_evidence(result.rule, result.pack, documents)

    @cached_property
    def _opened(self) -> set[str]:
        """The names of the manifests of which some evidence was opened."""
        return {
            name
            for name, documents in self.documents.items()
            if any(document.standing.opened for document in documents)
        }

    @cached_property
    def deployments(self) -> dict[str, tuple[Manifest, ...]]:
        """The manifests of each deployment, which are its activities; alone if it has no name."""
        found: dict[str, tuple[Manifest, ...]] = {}
        for manifest in self.manifests:
            name = manifest.stated["metadata"].get("deployment") or manifest.name
            found[name] = (*found.get(name, ()), manifest)
        return found

    @cached_property
    def totals(self) -> Totals:
        """Every count, and the exit code."""
        return self.whole.totals if self.whole else _totals(self)

    @property
    def by_status(self) -> dict[Status, int]:
        """Number of results of each status."""
        return {status: self.totals.statuses.get(status, 0) for status in Status}

    @property
    def by_reason(self) -> dict[Reason, int]:
        """Number of failed results for each reason."""
        return {reason: self.totals.reasons.get(reason, 0) for reason in reversed(Reason)}

    @property
    def by_severity(self) -> dict[Severity, int]:
        """Number of failed results of each severity."""
        return {level: self.totals.severities.get(level, 0) for level in reversed(Severity)}

    @cached_property
    def by_exception(self) -> tuple[Result, ...]:
        """The passes by an exception in an instrument."""
        return tuple(result for result in self.results if result.by_exception)

    @cached_property
    def requirements(self) -> tuple[Result, ...]:
        """The results that pass or fail a requirement of an instrument, not a consistency check."""
        legal = {pack.id for pack in self.packs if pack.instrument}
        return tuple(
            item for item in self.results if item.status in _DECIDED and item.rule.pack in legal
        )

    def is_grave(self, result: Evaluated) -> bool:
        """Return whether a failure of this severity fails the run."""
        return result.rule.severity.weight >= self.fail_on.weight

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the command (design, section 4)."""
        return self.totals.exit_code

    @property
    def lacks_answer(self) -> bool:
        """Return whether there is no answer though every file could be used: nothing applies."""
        return self.exit_code is ExitCode.NO_ANSWER and not self.problems

    @property
    def passed(self) -> bool:
        """True if the exit code is 0: nothing at or above ``fail_on`` failed."""
        return self.exit_code is ExitCode.OK


def _facts_of(results: Iterable[Result], *, wrong: bool) -> set[tuple[str, tuple[str, ...]]]:
    """Return the facts that violate rules, or those that rules lack, by manifest and place."""
    return {
        (result.manifest, finding.parts)
        for result in results
        for finding in result.findings
        if (finding.reason is Reason.VIOLATED) == wrong
    }


def _unread(problems: Iterable[Problem]) -> int:
    """Return the number of manifests that cannot be checked; a flaw of a base stops several."""
    files = set()
    unnamed: dict[str, int] = {}  # of a base that stops more manifests than its problem names
    for problem in problems:
        if not problem.stops:
            files.add(problem.source)
        elif problem.stops == len(problem.stopped):
            files.update(problem.stopped)
        else:
            unnamed[problem.source] = max(problem.stops, unnamed.get(problem.source, 0))
    return len(files) + sum(unnamed.values())


_DECIDED = (Status.PASS, Status.FAIL, Status.WAIVED)


def _totals(report: Report) -> Totals:
    """Count the results of a report."""
    failures = report.failures
    statuses = Counter([result.status for result in report.results])
    numbers = {
        "manifests": len(report.manifests),
        "problems": len(report.problems),
        "bases": report.bases,
        "others": report.others,
        "left_out": len(report.left_out),
        "excluded": report.excluded,
        "results": len(report.results),
        "failures": len(failures),
        "regressions": len(report.regressions),
        "grave": sum(map(report.is_grave, report.regressions)),
        "grave_violated": sum(
            report.is_grave(item) and item.reason is Reason.VIOLATED for item in report.regressions
        ),
        "unmet": sum(item.unmet is not None for item in failures),
        "violating_facts": len(
            _facts_of((item for item in failures if not item.unmet), wrong=True)
        ),
        "waiting_facts": len(_facts_of(failures, wrong=False)),
        "unread": _unread(report.problems),
        "requirements": len(report.requirements),
        "consistency": sum(statuses[item] for item in _DECIDED) - len(report.requirements),
        "by_exception": len(report.by_exception),
        "evidenced": len(report.evidenced),
        "idle_entries": len(report.idle_entries),
        "attested": len(report.attested),
        "attested_met": sum(item.status is Status.PASS for item in report.attested),
    }
    return Totals(
        report.as_of,
        numbers,
        dict(statuses),
        dict(Counter(result.reason for result in failures if result.reason)),
        dict(Counter(result.rule.severity for result in failures)),
        clauses_of(report.packs, report.results),
        report.baseline is not None,
        report.require_applicable,
        report.fail_on_unreviewed,
        report.timezone,
    )
