"""From names to manifests and packs: everything that a run reads."""

from __future__ import annotations

from functools import cache
from os import PathLike
from os.path import realpath  # unlike Path.resolve, it never complains of a loop of links
from typing import NamedTuple

from validator.manifest.reading.paths import distinct, is_folder, meant
from validator.model.errors import ManifestError, PackError, Problem
from validator.model.text import Text
from validator.packs.files import shipped
from validator.packs.load import load_card, load_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from typing import TypeVar

    from validator.manifest.manifest import Manifest
    from validator.packs.in_force import NotRun
    from validator.packs.model import Card, Pack
    from validator.report.baseline import Baseline
    from validator.report.waiver_file import WaiverFile

    One = TypeVar("One", str, str | Path)

CONSISTENCY_PACK = "self-consistency"
"""The pack that always runs."""
ALL = "all"
"""The name that stands for every shipped pack."""


class Choice(NamedTuple):
    """Which packs run on which manifest.

    Attributes:
        packs: ids of the packs by the name of the manifest, with the pack that always runs.
        not_run: the others, each with the reason.
    """

    packs: dict[str, tuple[str, ...]]
    not_run: tuple[NotRun, ...]

    @property
    def names(self) -> list[str]:
        """Ids of all packs that run on some manifest, each once."""
        return list(dict.fromkeys(name for names in self.packs.values() for name in names))


def choose_in_force(manifests: Sequence[Manifest], as_of: date) -> Choice:
    """Choose for each manifest what is in force on a day in its jurisdictions."""
    from validator.packs.in_force import choose

    cards = _cards()
    chosen: dict[str, tuple[str, ...]] = {}
    left: list[NotRun] = []
    for manifest in manifests:
        places = manifest.stated.get("scenario", {}).get("jurisdictions")
        names, absent = choose(cards, manifest.name, places, as_of)
        chosen[manifest.name] = (*names, CONSISTENCY_PACK)
        left += absent
    return Choice(chosen, tuple(left))


def several(given: One | Sequence[One]) -> tuple[One, ...]:
    """Return what was given as several: one text or path means itself, not its letters."""
    return (given,) if isinstance(given, str | PathLike) else tuple(given)


def load_packs(names: str | Path | Sequence[str | Path]) -> tuple[Pack, ...]:
    """Load the packs of a run.

    Args:
        names: packs as ``load_pack`` takes them, one or several; ``all`` for every shipped one.

    Returns:
        The packs, once each, and after them the pack of consistency checks, which
        always runs.

    Raises:
        PackError: a pack is missing or broken, or two that differ have one id.
    """
    every = [other for name in several(names) for other in (shipped() if name == ALL else (name,))]
    loaded = [_load(name) for name in every if name != CONSISTENCY_PACK]
    distinct: dict[str, Pack] = {}
    for pack in (*loaded, _load(CONSISTENCY_PACK)):
        # One in the place of the other would take its rules out of the run in silence.
        if distinct.setdefault(pack.id, pack).sha256 != pack.sha256:
            raise PackError((Problem(pack.id, None, _TWO),))
    return tuple(distinct.values())


_TWO = Text("two packs that differ have this id", "两个不同的规则包使用此标识")


@cache
def _cards() -> tuple[Card, ...]:
    return tuple(filter(None, map(load_card, shipped())))


def _load(name: str | Path) -> Pack:
    loaded = load_pack(name)
    if loaded.id in shipped():
        _demand_genuine(loaded, load_pack(loaded.id), str(name))
    return loaded


def _demand_genuine(pack: Pack, shipped: Pack, where: str) -> None:
    """Refuse a pack that bears the name and version of a shipped one and is another.

    A report would tell of it as of the shipped one, whatever rules were taken out.
    """
    if pack.version == shipped.version and pack.sha256 != shipped.sha256:
        named = f"{pack.id} {pack.version}"
        told = Text(
            f"bears the name of {named}, which facepolicy ships, and is not the same; "
            "give it an id or a version of its own",
            f"标识和版本与自带的 {named} 相同而内容不同；请另取标识或版本",
        )
        raise PackError((Problem(where, None, told),))


def waivers_of(path: str | Path | None) -> WaiverFile | None:
    """Return the waivers of a file, if one is named."""
    if path is None:
        return None
    from validator.report.waiver_file import load_waivers

    return load_waivers(path)


def baseline_of(path: str | Path | None) -> Baseline | None:
    """Return a baseline, if one is named."""
    if path is None:
        return None
    from validator.report.baseline import load_baseline

    return load_baseline(path)


_NO_OTHER = Text(
    "there is no manifest here, only the waivers or the baseline of this run",
    "此处没有清单，只有本次检查的豁免文件或基线",
)


def files_of(
    paths: Sequence[str | Path], others: Sequence[str | Path] = ()
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the files that paths mean, each once, and what is wrong with other paths.

    Args:
        paths: files, folders and patterns.
        others: files of other kinds; a folder or pattern does not mean them.
    """
    strange = set(map(realpath, others))
    files: list[str] = []
    problems: list[Problem] = []
    for path in map(str, paths):
        try:
            named = meant(path)
        except ManifestError as error:
            problems += error.problems
            continue
        # What is named outright is meant.
        outright = not strange or named == [path]
        files += named if outright else (file for file in named if realpath(file) not in strange)
    if paths and not files and not problems:
        problems = [Problem(str(path), None, _NO_OTHER) for path in paths]
    # One directory does not spell a file in two ways, and may mean a hundred thousand.
    alone = len(paths) == 1 and is_folder(str(paths[0]))
    return tuple(files if alone else distinct(files)), problems
