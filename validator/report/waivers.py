"""Apply waivers to results: a covered failure is waived, and a waiver without effect is reported.

The failure itself stays visible with its reason and findings. A waiver without effect,
because it expired, because nothing has its name, or because the rule does not fail, makes the
run fail: otherwise exceptions become permanent unnoticed.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from validator.engine.results import Result, Status
from validator.manifest.reading.paths import is_file, place_of
from validator.model.quote import escape
from validator.packs import files as packfiles
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from validator.engine.results import Waiver
    from validator.manifest.manifest import Manifest
    from validator.model.text import Text
    from validator.packs.model import Rule
    from validator.report.waiver_file import WaiverFile


class WaiverState(str, Enum):
    """The state of a waiver in a run."""

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
        """True if the waiver makes the run fail."""
        return self not in (WaiverState.APPLIED, WaiverState.NOT_RUN)


class WaiverUse(NamedTuple):
    """One waiver and its state."""

    waiver: Waiver
    state: WaiverState

    @property
    def text(self) -> Text:
        """The waiver and its state, as a text."""
        named = f"{self.waiver.rule} ({escape(self.waiver.manifest, 300)})"
        state = messages.WAIVER_STATES[self.state]
        return messages.WAIVER_AND_STATE.format(waiver=named, state=state)

    def days_left(self, as_of: date) -> int:
        """Return the days until its last day, negative when that is past."""
        return (self.waiver.expires - as_of).days


def file_of(waiver: Waiver, folder: Path) -> tuple[Path, str]:
    """Return the file of the manifest of a waiver, and its document (from 1) or ''."""
    path, _, document = waiver.manifest.partition("#")
    return Path(place_of(folder / path)), document


def _files_of(manifest: Manifest) -> Iterator[tuple[tuple[Path, str], str]]:
    """Yield the file and document by which a waiver can name a manifest, and the name."""
    if manifest.folder is None:
        return
    path = Path(place_of(Path(manifest.folder, Path(manifest.source).name)))
    yield (path, str(manifest.document + 1)), manifest.name
    if manifest.documents == 1:
        yield (path, ""), manifest.name


def standing(waiver: Waiver, folder: Path, rules: Iterable[Rule], as_of: date) -> WaiverState:
    """Return the state of a waiver before any run.

    Args:
        waiver: the waiver.
        folder: the folder of the waiver file.
        rules: the rules of the run; others are searched for in the shipped packs.
        as_of: the day asked about.

    Returns:
        ``NOT_RUN`` if there is no other state.
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
    """Apply waivers to results.

    Args:
        file: the waivers.
        results: the results of the run.
        manifests: the manifests of the run.
        rules: those of the packs that were loaded.
        as_of: the day of the check; the first and the last day of a waiver count.

    Returns:
        The results, covered failures as waived, and the state of each waiver.
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
    """The results of a run by the keys of waivers: file and rule."""

    def __init__(self, results: Sequence[Result], manifests: Sequence[Manifest]) -> None:
        self._names = dict(pair for manifest in manifests for pair in _files_of(manifest))
        self._failing: dict[tuple[str | None, str], bool] = {}
        for item in results:
            key = (item.manifest, item.rule.id)
            failing = self._failing.get(key, False) or item.status is Status.FAIL
            self._failing[key] = failing

    def name_of(self, waiver: Waiver, folder: Path) -> str | None:
        """Return the name of the manifest of a waiver, if it was evaluated."""
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
            return WaiverState.UNKNOWN_MANIFEST  # the file exists, the document does not
        if (name, waiver.rule) not in self._failing:
            return WaiverState.NOT_RUN
        fails = self._failing[name, waiver.rule]
        return WaiverState.APPLIED if fails else WaiverState.UNUSED


def _covered(result: Result, covered: dict[tuple[str | None, str], Waiver]) -> Result:
    waiver = covered.get((result.manifest, result.rule.id))
    if waiver is None or result.status is not Status.FAIL:
        return result
    return result._replace(status=Status.WAIVED, waiver=waiver)
