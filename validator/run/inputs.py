"""From names to manifests and packs: all inputs of a run, which no output may overwrite."""

from __future__ import annotations

from typing import NamedTuple

from validator.manifest.model import holds_manifest
from validator.manifest.reading.paths import NOTHING, Exclude, distinct, is_folder, meant, place_of
from validator.model.arguments import PATH, several
from validator.model.errors import ManifestError, PackError, Problem, UsageError
from validator.model.resources import shipped
from validator.packs.load import load_pack, shipped_instruments
from validator.run import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from validator.manifest.model import Manifest
    from validator.packs.in_force import NotRun
    from validator.packs.model import Pack
    from validator.report.report import Report

CONSISTENCY_PACK = "self-consistency"
"""The pack that always runs."""
ALL = "all"
"""The name of all shipped packs together."""
IN_FORCE = "in-force"
"""The name of the shipped packs in force for each manifest."""


class Choice(NamedTuple):
    """The packs that run on each manifest.

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


def choose_in_force(
    manifests: Sequence[Manifest], as_of: date, named: Sequence[str] = ()
) -> Choice:
    """Choose for each manifest the packs in force on a day in its jurisdictions.

    Those of the ids ``named`` run on every manifest as well.
    """
    from validator.packs.in_force import NotRun, absence

    day = as_of.isoformat()
    chosen: dict[str, tuple[str, ...]] = {}
    left: list[NotRun] = []
    for manifest in manifests:
        places = manifest.stated.get("scenario", {}).get("jurisdictions")
        absent = {pack: absence(item, places, day) for pack, item in shipped_instruments().items()}
        binding = (pack for pack, why in absent.items() if why is None)
        chosen[manifest.name] = tuple(dict.fromkeys((*binding, *named, CONSISTENCY_PACK)))
        others = ((pack, why) for pack, why in absent.items() if why and pack not in named)
        left += (NotRun(manifest.name, pack, *why) for pack, why in others)
    return Choice(chosen, tuple(left))


def load_packs(names: str | Path | Sequence[str | Path]) -> tuple[Pack, ...]:
    """Load the packs of a run.

    Args:
        names: packs as ``load_pack`` takes them, one or several; ``all`` for every shipped one.

    Returns:
        The packs, once each, and after them the pack of consistency checks, which
        always runs.

    Raises:
        PackError: a pack is missing or broken, or two that differ, or two rules, have one id.
        UsageError: the argument has the wrong type.
    """
    given = several("validator.load_packs", "names", names, PATH, messages.NAMES_EXPECTED)
    every = [other for name in given for other in (shipped() if name == ALL else (name,))]
    return together([load_genuine(name) for name in every if name != CONSISTENCY_PACK])


def together(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """Return packs as one run has them: once each, with the pack of consistency checks last.

    Raises:
        PackError: two packs that differ, or two rules, have one id.
    """
    distinct = each_pack_once((*packs, load_genuine(CONSISTENCY_PACK)))
    owners: dict[str, str] = {}
    for pack in distinct:
        for rule in pack.every_rule:  # waivers, attestations and baselines name the id alone
            if (owner := owners.setdefault(rule.id, pack.id)) != pack.id:
                text = messages.TWO_RULES_ONE_ID.format(rule=rule.id, other=owner)
                raise PackError((Problem(pack.id, None, text),))
    return distinct


def each_pack_once(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """Return packs once each; two that differ and have one id are a PackError."""
    distinct: dict[str, Pack] = {}
    for pack in packs:
        # One would replace the other, and its rules would be missing from the run.
        if distinct.setdefault(pack.id, pack).sha256 != pack.sha256:
            raise PackError((Problem(pack.id, None, messages.TWO_PACKS_ONE_ID),))
    return tuple(distinct.values())


def load_genuine(name: str | Path) -> Pack:
    """Load a pack; refuse one with the name and version of a shipped one but other content.

    A report would show it as the shipped one, whatever rules were removed.
    """
    loaded = load_pack(name, tests=False)
    genuine = load_pack(loaded.id, tests=False) if loaded.id in shipped() else loaded
    if loaded.version == genuine.version and loaded.sha256 != genuine.sha256:
        text = messages.NOT_THE_SHIPPED_PACK.format(named=f"{loaded.id} {loaded.version}")
        raise PackError((Problem(str(name), None, text),))
    return loaded


def no_manifest(paths: Sequence[str | Path]) -> tuple[Problem, ...]:
    """Return the problems of folders and patterns without a manifest."""
    return tuple(Problem(str(path), None, messages.NO_MANIFEST_AMONG_THEM) for path in paths)


def left_out_of(paths: Sequence[str | Path], exclude: Exclude = NOTHING) -> tuple[str, ...]:
    """Return the files below the folders of a run that look like manifests and are not read.

    Files to exclude are not read on purpose, and do not count.
    """
    folders = [str(path) for path in paths if is_folder(str(path))]
    if not folders:
        return ()
    from validator.manifest.reading.folders import left_out_below

    try:
        found = (file for folder in folders for file in left_out_below(folder))
        return tuple(distinct(file for file in found if not exclude.covers(file)))
    except OSError:  # reported where the manifests are looked for
        return ()


class Files(NamedTuple):
    """The files of a run, each once; problems of paths without files; the number of excluded."""

    files: tuple[str, ...]
    problems: list[Problem]
    excluded: int


def files_of(
    paths: Sequence[str | Path], others: Sequence[str | Path] = (), exclude: Exclude = NOTHING
) -> Files:
    """Return the files of paths, which are files, folders and patterns.

    Folders and patterns do not include ``others``, which are files of other kinds, nor files to
    exclude.
    """
    strange = set(map(place_of, others))
    files: list[str] = []
    excluded: list[str] = []
    problems: list[Problem] = []
    for path in map(str, paths):
        try:
            named = meant(path)
        except ManifestError as error:
            problems += error.problems
            continue
        # A file that is named directly is included.
        if named != [path]:
            if strange:
                named = [file for file in named if place_of(file) not in strange]
            if exclude.patterns:
                excluded += filter(exclude.covers, named)
                named = [file for file in named if not exclude.covers(file)]
        files += named
    if paths and not files and not problems:
        why = messages.EVERY_FILE_EXCLUDED if excluded else messages.ONLY_WAIVERS_OR_BASELINE
        problems = [Problem(str(path), None, why) for path in paths]
    # One directory contains no file under two names, and may contain a hundred thousand.
    alone = len(paths) == 1 and is_folder(str(paths[0]))
    if not alone:
        files = distinct(files)
    more = len(distinct([*files, *excluded])) - len(files) if excluded else 0
    return Files(tuple(files), problems, more)


def refuse_inputs(files: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse output files that would overwrite inputs, by a UsageError with all of them."""
    written = {file: place_of(file) for file in files}
    read = set(written.values()).intersection(map(place_of, inputs))
    wrong = [file for file in written if written[file] in read]
    if wrong:
        raise UsageError(tuple(Problem(file, None, messages.OVERWRITES_INPUT) for file in wrong))


def without_reports(files: Iterable[str], outputs: Iterable[str]) -> Iterator[str]:
    """Yield the files of a run, without outputs of an earlier run that its folders hold.

    An output file that has no manifest may be written again.
    """
    places = set(map(place_of, outputs))
    for file in files:
        if place_of(file) not in places or holds_manifest(file):
            yield file


def inputs_of(report: Report) -> Iterator[str]:
    """Yield the input files of a report, except configuration and packs."""
    from validator.engine.evidence import files_of

    yield from (problem.source for problem in report.problems)
    others = (report.waiver_file, report.attestation_file, report.baseline)
    yield from (file.source for file in others if file)
    for manifest in report.manifests:
        yield manifest.source
        yield from files_of(manifest, report.documents[manifest.name])
