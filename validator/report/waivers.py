"""What waivers do to results: a covered failure is waived, and a waiver that does nothing is told.

The failure itself stays visible with its reason and findings. A waiver that covers nothing,
because it ended, because nothing of its name exists, or because the rule does not fail, keeps the
run from passing: exceptions that nobody looks after are how they become permanent.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from validator.engine.results import Result, Status
from validator.manifest.reading.paths import is_file, place_of
from validator.model.quote import escape
from validator.model.text import Text
from validator.packs import files as packfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from validator.engine.results import Waiver
    from validator.manifest.manifest import Manifest
    from validator.packs.model import Rule
    from validator.report.waiver_file import WaiverFile


class WaiverState(str, Enum):
    """What came of a waiver in a run."""

    APPLIED = "applied"
    EXPIRED = "expired"
    NOT_YET = "not-yet-granted"
    UNKNOWN_RULE = "unknown-rule"
    UNKNOWN_MANIFEST = "unknown-manifest"
    NOT_WAIVABLE = "not-waivable"
    UNUSED = "unused"
    NOT_RUN = "not-run"

    @property
    def fails(self) -> bool:
        """Whether the waiver keeps the run from passing."""
        return self not in (WaiverState.APPLIED, WaiverState.NOT_RUN)


STATES = {
    WaiverState.APPLIED: Text("applied", "已适用"),
    WaiverState.EXPIRED: Text("expired", "已失效"),
    WaiverState.NOT_YET: Text("not granted yet", "尚未批准"),
    WaiverState.UNKNOWN_RULE: Text("no such rule", "没有这条规则"),
    WaiverState.UNKNOWN_MANIFEST: Text("no such manifest", "没有这份清单"),
    WaiverState.NOT_WAIVABLE: Text("the rule may not be waived", "该规则不得豁免"),
    WaiverState.UNUSED: Text("unused: the rule does not fail", "未使用：该规则并未不通过"),
    WaiverState.NOT_RUN: Text("not part of this run", "不在本次检查范围内"),
}
"""What the state of a waiver means, in words."""


class WaiverUse(NamedTuple):
    """One waiver and what came of it."""

    waiver: Waiver
    state: WaiverState

    @property
    def text(self) -> Text:
        """Which waiver it is and what came of it, in words."""
        named = f"{self.waiver.rule} ({escape(self.waiver.manifest, 300)})"
        told = STATES[self.state]
        return Text(f"{named}: {told.en}", f"{named}: {told.zh}")

    def days_left(self, as_of: date) -> int:
        """Return the days until its last day, negative when that is past."""
        return (self.waiver.expires - as_of).days


def file_of(waiver: Waiver, folder: Path) -> tuple[Path, str]:
    """Return the file of the manifest a waiver names, and which document of it (from 1) or ''."""
    path, _, document = waiver.manifest.partition("#")
    return Path(place_of(folder / path)), document


def _files_of(manifest: Manifest) -> Iterator[tuple[tuple[Path, str], str]]:
    """Yield by which file and document a waiver can name a manifest, and the manifest's name."""
    if manifest.folder is None:
        return
    path = Path(place_of(Path(manifest.folder, Path(manifest.source).name)))
    yield (path, str(manifest.document + 1)), manifest.name
    if manifest.documents == 1:
        yield (path, ""), manifest.name


def standing(waiver: Waiver, folder: Path, rules: Iterable[Rule], as_of: date) -> WaiverState:
    """Return what can be said of a waiver without running anything.

    Args:
        waiver: the waiver.
        folder: where the waiver file stands.
        rules: those that are run; others are looked for among the shipped packs.
        as_of: the day asked about.

    Returns:
        ``NOT_RUN`` where nothing speaks against it.
    """
    named = [rule for rule in rules if rule.id == waiver.rule]
    if not named and not packfiles.shipped_with(waiver.rule):
        return WaiverState.UNKNOWN_RULE
    if any(not rule.waivable for rule in named):
        return WaiverState.NOT_WAIVABLE
    if not is_file(file_of(waiver, folder)[0]):
        return WaiverState.UNKNOWN_MANIFEST
    if waiver.granted > as_of:
        return WaiverState.NOT_YET
    return WaiverState.EXPIRED if waiver.expires < as_of else WaiverState.NOT_RUN


def apply(
    file: WaiverFile,
    results: Sequence[Result],
    manifests: Sequence[Manifest],
    rules: Sequence[Rule],
    as_of: date,
) -> tuple[tuple[Result, ...], tuple[WaiverUse, ...]]:
    """Hold waivers against results.

    Args:
        file: the waivers.
        results: what came of the rules that were run.
        manifests: those they were run over.
        rules: those of the packs that were loaded.
        as_of: the day asked about; the first and the last day of a waiver count.

    Returns:
        The results, covered failures as waived, and what came of each waiver.
    """
    run = _Run(results, manifests)
    uses = tuple(
        WaiverUse(waiver, run.state(waiver, file.folder, rules, as_of)) for waiver in file.waivers
    )
    covered = {
        (run.name_of(use.waiver, file.folder), use.waiver.rule): use.waiver
        for use in uses
        if use.state is WaiverState.APPLIED
    }
    return tuple(_covered(item, covered) for item in results), uses


class _Run:
    """The results of a run as waivers name them: by file and rule."""

    def __init__(self, results: Sequence[Result], manifests: Sequence[Manifest]) -> None:
        self._names = dict(pair for manifest in manifests for pair in _files_of(manifest))
        self._failing: dict[tuple[str | None, str], bool] = {}
        for item in results:
            key = (item.manifest, item.rule.id)
            failing = self._failing.get(key, False) or item.status is Status.FAIL
            self._failing[key] = failing

    def name_of(self, waiver: Waiver, folder: Path) -> str | None:
        """Return the name of the manifest that a waiver speaks of, if it was evaluated."""
        return self._names.get(file_of(waiver, folder))

    def state(
        self, waiver: Waiver, folder: Path, rules: Sequence[Rule], as_of: date
    ) -> WaiverState:
        before = standing(waiver, folder, rules, as_of)
        name = self.name_of(waiver, folder)
        if before is not WaiverState.NOT_RUN:
            return before
        path, _ = file_of(waiver, folder)
        if name is None and any(path == file for file, _ in self._names):
            return WaiverState.UNKNOWN_MANIFEST  # the file is there, such a document is not
        if (name, waiver.rule) not in self._failing:
            return WaiverState.NOT_RUN
        fails = self._failing[name, waiver.rule]
        return WaiverState.APPLIED if fails else WaiverState.UNUSED


def _covered(result: Result, covered: dict[tuple[str | None, str], Waiver]) -> Result:
    waiver = covered.get((result.manifest, result.rule.id))
    if waiver is None or result.status is not Status.FAIL:
        return result
    return result._replace(status=Status.WAIVED, waiver=waiver)
