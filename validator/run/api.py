"""From names of files and packs to a report: the main function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from validator.manifest.manifest import manifest_from_text, manifest_from_value
from validator.manifest.model import Manifest
from validator.manifest.reading.paths import Exclude
from validator.model.arguments import (
    PATH,
    TEXT,
    expect,
    expect_one_of,
    expect_paths,
    refuse,
    several,
)
from validator.model.errors import ManifestError, Problem
from validator.packs.model import Pack, Severity
from validator.packs.selection import EVERY_RULE, Selection, demand_rules
from validator.run import messages
from validator.run.day import day_of
from validator.run.inputs import each_pack_once, files_of, left_out_of, no_manifest
from validator.run.run import Run, Settings, demand_different_names, joined, run_of, sort_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Protocol

    from validator.report.baseline import Baseline
    from validator.report.entry_files import EntryFile
    from validator.report.public import Report

    class Watch(Protocol):
        """Is given the files before the run starts."""

        def __call__(self, files: Sequence[str], /) -> Iterable[str]:
            """Yield the files in order, and show progress."""


def evaluate(  # noqa: PLR0913 - the settings of one run, all by keyword
    manifests: Manifest | Sequence[Manifest],
    packs: Pack | Sequence[Pack],
    *,
    as_of: date | str | None = None,
    selection: Selection = EVERY_RULE,
    fail_on: Severity | str = Severity.ERROR,
    require_applicable: bool = False,
    waivers: EntryFile | None = None,
    attestations: EntryFile | None = None,
    baseline: Baseline | None = None,
) -> Report:
    """Run packs over loaded manifests, and open the evidence files beside them.

    Args:
        manifests: one manifest, or several for one report.
        packs: a loaded pack, or several.
        as_of: the day of the check, also as text (``2026-10-31``); today when left out.
        selection: which rules run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: approved failures.
        attestations: what persons judged.
        baseline: known failures; only others fail the run.

    Raises:
        UsageError: an argument has the wrong type, no rule is selected, or an id names no rule.
        ManifestError: a single manifest is invalid. Of several, the report
            has the problems of the invalid ones.
    """
    where = "validator.evaluate"
    given = several(where, "manifests", manifests, Manifest, messages.MANIFESTS_EXPECTED)
    loaded = each_pack_once(several(where, "packs", packs, Pack, messages.PACKS_EXPECTED))
    expect(where, Selection, messages.SELECTION_EXPECTED, selection=selection)
    expect(where, bool, require_applicable=require_applicable)
    _expect_read(where, waivers, attestations, baseline)
    demand_different_names(where, given)
    sound, wrong = sort_out(given)
    if wrong and isinstance(manifests, Manifest):
        raise ManifestError(tuple(wrong))
    demand_rules(loaded, selection)
    day = day_of(_named_day(where, as_of))
    settings = Settings(
        day.date,
        selection,
        _severity(where, fail_on),
        require_applicable,
        waivers,
        baseline,
        attestations,
        timezone=day.timezone,
    )
    return Run(settings, loaded).of_manifests(sound, tuple(wrong))


def prepare(  # noqa: PLR0913 - the settings of one run, all by keyword
    *,
    packs: str | Path | Sequence[str | Path] = (),
    as_of: date | str | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    fail_on: Severity | str = Severity.ERROR,
    open_evidence: bool = True,
) -> Run:
    """Load packs once, for any number of manifests that come one after the other.

    Args:
        packs: as for ``check``.
        as_of: the day of the check, also as text; when left out the day of this call, also for
            manifests that come later.
        select: ids of rules, clauses or packs to run; all when empty.
        ignore: ids of rules, clauses or packs not to run.
        fail_on: the lightest severity at which a failed rule fails the run.
        open_evidence: whether files that are evidence are opened. If not, they count as
            declared, like evidence that is stored elsewhere, and reports say so.

    Returns:
        A run. Several threads may use it at the same time.

    Raises:
        PackError: a pack is missing or broken.
        UsageError: an argument has the wrong type, no rule is selected, or an id matches none.
    """
    where = "validator.prepare"
    chosen = several(where, "packs", packs, PATH, messages.NAMES_EXPECTED)
    expect(where, bool, open_evidence=open_evidence)
    day = day_of(_named_day(where, as_of))
    settings = Settings(
        day.date,
        Selection(select, ignore),
        _severity(where, fail_on),
        opens_evidence=open_evidence,
        timezone=day.timezone,
    )
    run = run_of(settings, chosen)
    if settings.selection != EVERY_RULE:
        demand_rules(run.possible_packs, settings.selection)
    return run


def check(  # noqa: PLR0913 - the settings of one run, all by keyword
    *manifests: str | Path | Mapping[str, Any] | Manifest,
    text: str | bytes | None = None,
    packs: str | Path | Sequence[str | Path] = (),
    as_of: date | str | None = None,
    timezone: str | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    fail_on: Severity | str = Severity.ERROR,
    require_applicable: bool = False,
    waivers: str | Path | None = None,
    attestations: str | Path | None = None,
    fail_on_unreviewed: bool = False,
    baseline: str | Path | None = None,
    exclude: str | Sequence[str] | Exclude = (),
    watch: Watch | None = None,
) -> Report:
    """Check manifests against packs.

    Args:
        manifests: the path of a file, a folder or a pattern (``-`` is standard input), a
            mapping, or a loaded manifest; each an argument. In the report, those of paths come
            first.
        text: a manifest as YAML or JSON text. A text is never taken for a path, nor a path
            for a text.
        packs: names of shipped packs, folders, ``all``, or ``in-force`` for those in force in the
            jurisdictions of each manifest on the day of the check; one or several. When empty,
            ``in-force``. The pack of consistency checks always runs as well.
        as_of: the day of the check, also as text (``2026-10-31``); today when left out.
        timezone: the time zone whose today it is, such as ``Asia/Shanghai``; the machine's when
            left out. Reports name it.
        select: ids of rules, clauses or packs to run, one or several; all when empty.
        ignore: ids of rules, clauses or packs not to run, one or several.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: a waiver file.
        attestations: an attestation file.
        fail_on_unreviewed: whether a result that nobody has reviewed fails the run.
        baseline: a baseline or the JSON report of an earlier run; only failures that are not
            in it fail the run.
        exclude: patterns of files that folders and patterns do not include, one or several, in
            the form of ``.gitignore`` and relative to the current folder. A file that is named
            itself is checked.
        watch: is given the files and yields them one by one, to show progress (``tqdm``).

    Returns:
        One report. Manifests that could not be used are in its ``problems``.

    Raises:
        ManifestError: no manifest could be used.
        PackError: a pack is missing or broken.
        WaiverError, AttestationError: that file is unreadable or malformed.
        UsageError: no manifest is given or two have one name, an argument has the wrong type,
            no rule is selected, an id matches no rule, the time zone is unknown, or the baseline is
            invalid.
    """
    where = "validator.check"
    paths = _paths(where, manifests, text)
    chosen = several(where, "packs", packs, PATH, messages.NAMES_EXPECTED)
    expect(
        where, bool, require_applicable=require_applicable, fail_on_unreviewed=fail_on_unreviewed
    )
    expect_paths(where, waivers=waivers, attestations=attestations, baseline=baseline)
    if watch is not None:
        expect(where, Callable, watch=watch)
    day = day_of(_named_day(where, as_of), timezone)
    settings = Settings(
        day.date,
        Selection(select, ignore),
        _severity(where, fail_on),
        require_applicable,
        fail_on_unreviewed=fail_on_unreviewed,
        named=frozenset(map(str, paths)),
        timezone=day.timezone,
    ).with_files(waivers, attestations, baseline)
    others = [path for path in (waivers, attestations, baseline) if path]
    without = exclude
    if not isinstance(without, Exclude):
        without = Exclude(several(where, "exclude", without, str, messages.PATTERNS_EXPECTED))
    files, problems, excluded = files_of(paths, others, without)
    run = run_of(settings, chosen)
    nothing = run.of_manifests((), tuple(problems))._replace(
        left_out=left_out_of(paths, without), excluded=excluded
    )
    in_memory, flaws = _in_memory(manifests, text)
    demand_different_names(where, in_memory)
    of_files = [run.of_file(file) for file in (watch(files) if watch else files)]
    report = joined([nothing, *of_files, run.of_manifests(in_memory, flaws)])
    demand_different_names(where, report.manifests)
    if not report.manifests:
        raise ManifestError(report.problems or no_manifest(paths))
    demand_rules(report.packs, settings.selection)
    return report


def _paths(where: str, given: Sequence[object], text: object) -> list[str]:
    """Return the paths among the manifests of ``check``.

    Raises:
        UsageError: nothing is given, or something of another type.
    """
    if not given and text is None:
        refuse(where, messages.NO_MANIFEST_NAMED)
    for item in given:
        if isinstance(item, str) and "\n" in item:
            refuse(where, messages.TEXT_FOR_PATH)
        if not isinstance(item, (*PATH, Mapping, Manifest)):
            refuse(where, messages.MANIFEST_EXPECTED.format(type=type(item).__name__))
    if text is not None:
        expect(where, TEXT, text=text)
    return [str(item) for item in given if isinstance(item, PATH)]


def _in_memory(
    given: Sequence[object], text: str | bytes | None
) -> tuple[list[Manifest], tuple[Problem, ...]]:
    """Return the manifests that are no files, and the problems of those that cannot be used."""
    values = [item for item in given if isinstance(item, Mapping)]
    name = "<value>" if len(values) == 1 else "<value {}>"
    makers = [
        partial(manifest_from_value, value, name.format(number))
        for number, value in enumerate(values, 1)
    ]
    if text is not None:
        makers.append(partial(manifest_from_text, text))
    made = [item for item in given if isinstance(item, Manifest)]
    problems: list[Problem] = []
    for maker in makers:
        try:
            made.append(maker())
        except ManifestError as error:
            problems += error.problems
    return made, tuple(problems)


def _expect_read(where: str, waivers: object, attestations: object, baseline: object) -> None:
    """Refuse the path of a file where the content is expected: ``check`` takes paths."""
    if waivers is None is attestations is baseline:
        return
    from validator.report.baseline import Baseline
    from validator.report.entry_files import EntryFile

    for name, given, made, expected in (
        ("waivers", waivers, EntryFile, messages.WAIVERS_EXPECTED),
        ("attestations", attestations, EntryFile, messages.ATTESTATIONS_EXPECTED),
        ("baseline", baseline, Baseline, messages.BASELINE_EXPECTED),
    ):
        if given is not None:
            expect(where, made, expected, **{name: given})


def _named_day(where: str, given: object) -> date | None:
    if given is None:
        return None
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    from validator.jsonschema.keywords import is_date

    if not isinstance(given, str) or not is_date(given):
        refuse(where, messages.NOT_A_DATE.format(repr(given)))
    return date.fromisoformat(given)


def _severity(where: str, given: str) -> Severity:
    expect_one_of(where, "fail_on", given, [severity.value for severity in Severity])
    return Severity(given)
