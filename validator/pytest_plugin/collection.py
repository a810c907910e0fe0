"""The manifests of a pytest run as files and tests: rules, entries of waivers and attestations.

Every manifest is collected, wherever it is. pytest walks through folders, and leaves out hidden
ones, ``build``, ``venv`` and the like, also where they were asked for: since pytest 9, it drops an
argument that is inside another. So what it did not come across is collected at the end.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from validator.engine.results import Result, Status
from validator.model.errors import FacepolicyError
from validator.model.quote import escape
from validator.packs.doc_urls import rule_page
from validator.pytest_plugin import FacepolicyWarning, messages
from validator.pytest_plugin.run import PluginRun, path_of
from validator.report import fact_text, grouping, summary, wording
from validator.report.entries import EntryState, EntryUse
from validator.report.formats.messages import MORE_FACTS
from validator.report.messages import KNOWN, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from validator.model.text import Language
    from validator.report.grouping import Group
    from validator.report.report import Report

_LONGEST = 1000


class FailedError(Exception):
    """A rule failed or an entry has no effect; the text is for people."""


def collector(run: PluginRun, path: Path, parent: pytest.Collector) -> pytest.File:
    """Return the collector of a file of the run."""
    kind = _EntryFile if path in run.entry_files else _ManifestFile
    # pytest names a file by its path below its root folder, and has no name for any other
    name = None if path.is_relative_to(parent.config.rootpath) else run.files[path]
    found: ManifestsFile = kind.from_parent(parent, path=path, name=name)
    found.run = run
    return found


class ManifestsFile(pytest.File):
    """A file of the run: manifests, waivers or attestations."""

    run: PluginRun

    def outcome(self) -> tuple[Report | None, list[str]]:
        """Return the report and the problems of this file.

        A CollectError if there is no answer for any file.
        """
        try:
            report, problems = self.run.outcome
        except FacepolicyError as error:
            raise self.CollectError(escape(str(error), _LONGEST)) from None
        language, name = self.run.language, self.run.files[self.path]
        checked = report is not None and any(item.source == name for item in report.manifests)
        # A flaw of a base belongs to each file that it stops.
        return report, [
            escape(problem.line(language), _LONGEST)
            for problem in problems
            if problem.source == name or (problem.stops and not checked)
        ]


class _ManifestFile(ManifestsFile):
    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each rule that was run on each manifest of the file.

        A CollectError with all problems if the file cannot be used, or no instrument applies and
        the configuration requires one.
        """
        report, wrong = self.outcome()
        if wrong or report is None:
            raise self.CollectError("\n".join(wrong))
        if report.require_applicable and not report.requirements:
            raise self.CollectError(summary.statement(report.totals)[self.run.language])
        name = self.run.files[self.path]
        documents = {item.name: item for item in report.manifests if item.source == name}
        failed = [item for item in report.regressions if item.manifest in documents]
        groups: defaultdict[int, list[Group]] = defaultdict(list)
        for group in grouping.by_fact(failed):
            for number in {id(one) for one in group.results}:
                groups[number].append(group)
        for result in report.results:
            if result.manifest in documents:
                manifest = documents[result.manifest]
                which = f"[{manifest.document + 1}]" if manifest.documents > 1 else ""
                # What is waived or known is not in the text of any other test.
                of_one = groups.get(id(result)) or grouping.by_fact([result])
                more = {"result": result, "report": report, "groups": of_one}
                more["language"] = self.run.language
                yield _RuleItem.from_parent(self, name=f"{result.rule.id}{which}", **more)


class _EntryFile(ManifestsFile):
    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each entry of the file."""
        report, _ = self.outcome()
        source = self.run.entry_files[self.path]
        for use in report.uses if report is not None else ():
            if use.entry.source == source:
                name = f"{use.entry.subject}[{escape(use.entry.manifest, _LONGEST)}]"
                more = {"use": use, "language": self.run.language}
                yield _EntryItem.from_parent(self, name=name, **more)


class _Item(pytest.Item):
    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *rest: Any) -> Any:
        """Return the text of a failure: for a failed rule, no traceback."""
        if isinstance(excinfo.value, FailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *rest)


class _EntryItem(_Item):
    def __init__(self, *, use: EntryUse, language: Language, **more: Any) -> None:
        super().__init__(**more)
        self._use = use
        self._state = use.text[language]
        if use.state is EntryState.NOT_RUN:
            self.add_marker(pytest.mark.skip(reason=self._state))

    def runtest(self) -> None:
        """Fail if the entry makes a run fail, as the command does."""
        if self._use.state.fails:
            place = wording.jump(str(self._use.entry.source), self._use.entry.position)
            raise FailedError(f"{self._state}\n  {escape(place, _LONGEST)}")

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the position of the entry, the line counted from 0."""
        return self.path, self._use.entry.position.line - 1, self.name


class _RuleItem(_Item):
    def __init__(
        self,
        *,
        result: Result,
        report: Report,
        groups: list[Group],
        language: Language,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self._result, self._report, self._language = result, report, language
        self._groups = groups
        if result.status is Status.NOT_APPLICABLE:
            why = wording.applicability(result)[language]
            self.add_marker(pytest.mark.skip(reason=why))
        if result.status is Status.NOT_REVIEWED and not report.fail_on_unreviewed:
            self.add_marker(pytest.mark.skip(reason=wording.message(result)[language]))
        if self._excuse:
            self.add_marker(pytest.mark.xfail(reason=self._excuse, raises=FailedError))

    @property
    def _excuse(self) -> str:
        """Return the reason why a failure does not count, or nothing."""
        result, language = self._result, self._language
        if result.waiver is not None:
            state = STATUSES[Status.WAIVED][language]
            return f"{state} {wording.waived(result.waiver)[language]}"
        baseline = self._report.baseline
        known = result.status is Status.FAIL and baseline is not None and baseline.knows(result)
        return KNOWN[language] if known else ""

    def runtest(self) -> None:
        """Fail if the rule failed or its question fails the run; warn of what does not."""
        result = self._result
        if result.status is Status.NOT_REVIEWED:
            place = escape(wording.jump(result.file, result.position), _LONGEST)
            asked = grouping.ReviewQuestion(wording.message(result), [result])
            raise FailedError(f"{fact_text.question(asked, self._language)}\n  {place}")
        if result.status not in (Status.FAIL, Status.WAIVED):
            return
        if self._excuse or self._report.is_grave(result):
            raise FailedError(self._message())
        path, line, _ = self.reportinfo()
        warnings.warn_explicit(self._message(), FacepolicyWarning, str(path), line + 1)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the position of the failure, the line counted from 0."""
        line = self._result.position.line if self._result.reason else 1
        return self.path, line - 1, self.name

    def _message(self) -> str:
        """Return an entry for each fact that fails the rule, the gravest first."""
        rows = [row for group in self._groups[: wording.MOST] for row in self._entry(group)]
        more = len(self._groups) - wording.MOST
        if more > 0:
            rows.append(f"  {MORE_FACTS.format(more)[self._language]}")
        if page := rule_page(self._result.rule, self._language):
            rows.append(f"  {page}")
        return "\n".join(rows)

    def _entry(self, group: Group) -> Iterator[str]:
        """Yield what all rules say about a fact for the gravest of them; for another, its own."""
        language, finding = self._language, group.finding
        first = group.results[0]
        level = fact_text.level(self._result.rule, language)
        yield f"{level} {fact_text.headline(group)[language]}"
        yield f"  {wording.jump(escape(finding.file, _LONGEST), finding.position)}"
        shown = group if first is self._result else group.of(self._result)
        yield from (f"  {line}" for line in fact_text.demands(shown, language))
        yield from (f"  {line}" for line in fact_text.fixes(shown, language))
        if first is not self._result:
            yield f"  {messages.SAME_FACT.format(first.rule.id)[language]}"


class Collection:
    """The hooks of pytest for the manifests of a run."""

    def __init__(self, run: PluginRun, config: pytest.Config) -> None:
        """Take a run; nothing is collected yet."""
        self._run = run
        self._wanted = tuple(_wanted(run, config))
        self._collected: set[Path] = set()

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Return the collector of a manifest or of its waivers; None for any other file."""
        return collector(self._run, file_path, parent) if file_path in self._run.files else None

    def pytest_report_collectionfinish(self) -> list[str]:
        """Say how many files of folders are excluded; nothing if none is."""
        number = len(self._run.excluded - self._run.files.keys())
        return [messages.EXCLUDED[self._run.language].format(number)] if number else []

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        """Note which files are collected."""
        if isinstance(collector, ManifestsFile):
            self._collected.add(collector.path)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        """Collect the files that pytest did not come across, before tests are selected."""
        for path in self._wanted:
            if path not in self._collected:
                items.extend(session.genitems(collector(self._run, path, session)))


def _wanted(run: PluginRun, config: pytest.Config) -> Iterator[Path]:
    """Yield the files of the option, and those of the setting that the command line includes."""
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    here = config.invocation_params.dir
    folders = {path_of(here / argument.partition("::")[0]) for argument in config.args}
    for path in run.files:
        if everything or path in run.from_option or not folders.isdisjoint(path.parents):
            yield path
