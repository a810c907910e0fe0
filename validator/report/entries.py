"""Waivers and attestations applied to results: what each entry changes, and what came of it.

A covered failure is waived, and stays visible with its reason and findings. What a person judged
decides what no rule can, and never changes what the stated facts decide. An entry that covers
nothing, because it ended, because nothing of its name exists, or because nothing needs it, fails
the run: otherwise exceptions that nobody looks after become permanent.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from validator.engine.results import Decided, Expected, Reason, Status
from validator.engine.waivers import Attestation
from validator.manifest.model import BASE_KIND, is_base, read_manifests
from validator.manifest.reading.folders import WILDCARDS
from validator.manifest.reading.paths import is_file, is_folder, on_disk, place_of
from validator.manifest.reading.patterns import Pattern
from validator.manifest.reading.source import SIZE_LIMIT
from validator.manifest.vocabulary import facts
from validator.model.errors import ManifestError, Problem
from validator.model.names import nearest
from validator.model.quote import escape
from validator.model.resources import shipped
from validator.packs.files import shipped_with
from validator.report import messages
from validator.report.messages import ENTRY_STATES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from validator.engine.waivers import Waiver
    from validator.manifest.model import Manifest
    from validator.model.text import Text
    from validator.packs.model import Rule
    from validator.report.entry_files import Entry, EntryFile
    from validator.report.result import Result


class EntryState(str, Enum):
    """What came of an entry in a run, from what decides least to what decides most."""

    rank: int

    __str__ = str.__str__

    NOT_RUN = "not-run"
    NAMES_BASE = "names-base"
    UNUSED = "unused"
    APPLIED = "applied"
    CONTRADICTED = "contradicted"
    EXPIRED = "expired"
    NOT_YET = "not-yet-granted"
    UNKNOWN_RULE = "unknown-rule"
    UNKNOWN_FACT = "unknown-fact"
    UNKNOWN_MANIFEST = "unknown-manifest"
    NOT_ONE_FILE = "not-one-file"
    NOT_WAIVABLE = "not-waivable"

    @property
    def fails(self) -> bool:
        """Whether the entry fails the run."""
        return self not in (EntryState.APPLIED, EntryState.NOT_RUN)


for _rank, _state in enumerate(EntryState):
    _state.rank = _rank


class EntryUse(NamedTuple):
    """One entry and what came of it.

    Attributes:
        near: of an entry that names a rule, clause or fact that does not exist, the name nearest
            to it, if any is near.
    """

    entry: Entry
    state: EntryState
    near: str | None = None

    @property
    def verdict(self) -> Text:
        """Its state in words, with the name that may be meant."""
        state = ENTRY_STATES[self.state]
        return messages.ENTRY_NEAR.format(state=state, near=self.near) if self.near else state

    @property
    def text(self) -> Text:
        """Which entry it is, and its state."""
        manifest = messages.IN_BRACKETS.format(escape(self.entry.manifest, 300))
        return messages.ENTRY_AND_STATE.format(
            entry=self.entry.subject, manifest=manifest, state=self.verdict
        )

    @property
    def kind(self) -> str:
        """The kind of entry: ``waiver`` or ``attestation``."""
        return "attestation" if isinstance(self.entry, Attestation) else "waiver"

    @property
    def problem(self) -> Problem:
        """Its text, at its place in the file."""
        return Problem(self.entry.source, self.entry.position, self.text)

    def days_left(self, as_of: date) -> int:
        """Return the days until its last day, negative when that is past."""
        return (self.entry.last_day - as_of).days


def use_before_run(
    entry: Entry, folder: Path, rules: Sequence[Rule], as_of: date, *, found: bool = False
) -> EntryUse:
    """Return what can be said of an entry without running anything: ``NOT_RUN`` if it is in order.

    Rules that are not among those that are run are looked up among the shipped packs. A manifest
    that it names is looked for, relative to the folder of its file, unless one is ``found``.
    """
    if not isinstance(entry, Attestation) and entry.fact:
        wrong = _wrong_fact(entry)
    else:
        wrong = _wrong_rule(entry, rules)
    if wrong:
        return wrong
    state = _wrong_manifest(entry, folder, found=found)
    if state is None and entry.first_day > as_of:
        state = EntryState.NOT_YET
    if state is None and entry.last_day < as_of:
        state = EntryState.EXPIRED
    return EntryUse(entry, state or EntryState.NOT_RUN)


def _wrong_fact(waiver: Waiver) -> EntryUse | None:
    if any(pattern[: len(waiver.pattern)] == waiver.pattern for pattern in facts()):
        return None
    names = (".".join(pattern).replace(".*", "[*]") for pattern in facts())
    return EntryUse(waiver, EntryState.UNKNOWN_FACT, nearest(waiver.subject, names))


def _wrong_rule(entry: Entry, rules: Sequence[Rule]) -> EntryUse | None:
    about = [rule for rule in rules if entry.subject in entry.names_of(rule)]
    if not about:
        from validator.packs.load import load_pack

        packs = shipped_with(entry.subject) or shipped()
        loaded = [load_pack(name, tests=False) for name in packs]
        every = [*rules, *(rule for pack in loaded for rule in pack.every_rule)]
        about = [rule for rule in every if entry.subject in entry.names_of(rule)]
        if not about:
            names = {name: None for rule in every for name in entry.names_of(rule)}
            return EntryUse(entry, EntryState.UNKNOWN_RULE, nearest(entry.subject, names))
    waivable = isinstance(entry, Attestation) or all(rule.waivable for rule in about)
    return None if waivable else EntryUse(entry, EntryState.NOT_WAIVABLE)


def _wrong_manifest(entry: Entry, folder: Path, *, found: bool) -> EntryState | None:
    pattern, path = _pattern(entry, folder), _path(entry, folder)[0]
    if pattern and not isinstance(entry, Attestation):
        return EntryState.NOT_ONE_FILE
    if not (found or pattern.has_files() if pattern else is_file(path)):
        return EntryState.UNKNOWN_MANIFEST
    return EntryState.NAMES_BASE if not pattern and _is_base(path) else None


def _is_base(path: Path) -> bool:
    """Return whether a file has only bases, which are not checked by themselves."""
    try:
        # Each part of a run asks it of every entry, and most files are no bases.
        with path.open("rb") as file:
            if BASE_KIND.encode() not in file.read(SIZE_LIMIT):
                return False
        return all(map(is_base, read_manifests(path)))
    except (ManifestError, OSError):  # it is reported when it is checked
        return False


def _path(entry: Entry, folder: Path) -> tuple[Path, str]:
    """Return the file that an entry names, and which document of it (from 1) or ''."""
    path, _, document = entry.manifest.partition("#")
    return Path(place_of(folder / path)), document


def _pattern(entry: Entry, folder: Path) -> Pattern | None:
    """Return the folder or pattern of manifests that an entry names; None if it names a file."""
    path = entry.manifest.partition("#")[0]
    if is_file(_path(entry, folder)[0]):
        return None
    if is_folder(on_disk(str(folder / path))) or not WILDCARDS.isdisjoint(path):
        return Pattern(folder, path)
    return None


def apply(
    file: EntryFile,
    results: Sequence[Result],
    manifests: Sequence[Manifest],
    rules: Sequence[Rule],
    as_of: date,
) -> tuple[tuple[Result, ...], tuple[EntryUse, ...]]:
    """Return the results as the entries of a file change them, and what came of each entry.

    The rules are those of the packs that were loaded, manual clauses included. The first and the
    last day of an entry count. Where a rule and a fact are waived, the first waiver covers the
    failure.
    """
    by_manifest = _ByManifest(results, manifests)
    changed: dict[int, Result] = {}
    uses = []
    for entry in file.entries:
        named = by_manifest.named(entry, file.folder)
        use = use_before_run(entry, file.folder, rules, as_of, found=bool(named))
        if use.state in (EntryState.NOT_RUN, EntryState.NAMES_BASE):
            came = _applied(entry, named, changed)
            # A base is checked if the user named it.
            use = use if came is EntryState.NOT_RUN else EntryUse(entry, came)
        uses.append(use)
    return tuple(changed.get(id(result), result) for result in results), tuple(uses)


def _applied(entry: Entry, named: list[Result] | None, changed: dict[int, Result]) -> EntryState:
    """Note what an entry changes in the results that it names, and return what came of it."""
    if named is None:
        return EntryState.UNKNOWN_MANIFEST
    if isinstance(entry, Attestation):
        about = [result for result in named if entry.subject in entry.names_of(result.rule)]
        if any(_contradicts(entry, result) for result in about):
            return EntryState.CONTRADICTED
        decided = [result for result in about if result.status is Status.NOT_REVIEWED]
        changed |= {id(result): _judged(result, entry) for result in decided}
    else:
        about = [result for result in named if entry.fact or result.rule.id == entry.rule]
        decided = [result for result in about if _covers(entry, result)]
        for result in decided:
            waived = result._replace(status=Status.WAIVED, waiver=entry)
            changed.setdefault(id(result), waived)
    if decided:
        return EntryState.APPLIED
    return EntryState.UNUSED if about else EntryState.NOT_RUN


def _covers(waiver: Waiver, result: Result) -> bool:
    """Return whether a result is a failure that a waiver waives.

    A waived fact covers a failure that has no other cause.
    """
    if result.status is not Status.FAIL:
        return False
    if waiver.rule:
        return result.rule.id == waiver.rule
    places = [finding.parts for finding in result.findings]
    return result.rule.waivable and bool(places) and all(waiver.is_at(parts) for parts in places)


def _contradicts(attestation: Attestation, result: Result) -> bool:
    """Return whether the facts decided otherwise than a person."""
    if attestation.met:
        return result.status is Status.FAIL and result.reason is Reason.VIOLATED
    # Of several rules of one clause some may well pass.
    return result.status is Status.PASS and attestation.subject == result.rule.id


def _judged(result: Result, attestation: Attestation) -> Result:
    if attestation.met:
        return result._replace(status=Status.PASS, attestation=attestation)
    found = Decided(_THE_DEPLOYMENT, (), Expected("attested"), Reason.VIOLATED)
    return result._replace(
        status=Status.FAIL, reason=Reason.VIOLATED, decided=[found], attestation=attestation
    )


_THE_DEPLOYMENT = ("metadata", "id")
"""Where the finding of a person is: it is about the deployment, and not about a fact."""


class _ByManifest:
    """The results of a run as entries name them: by the file and document of the manifest."""

    def __init__(self, results: Sequence[Result], manifests: Sequence[Manifest]) -> None:
        self._results: dict[str, list[Result]] = {manifest.name: [] for manifest in manifests}
        self._names: dict[tuple[Path, str], list[str]] = {}
        for manifest in manifests:
            for place in _places(manifest):
                self._names.setdefault(place, []).append(manifest.name)
        for result in results:
            self._results[result.manifest].append(result)

    def named(self, entry: Entry, folder: Path) -> list[Result] | None:
        """Return the results for the manifests of an entry.

        None where the file that it names is part of the run, but has no such document.
        """
        path, document = _path(entry, folder)
        pattern = _pattern(entry, folder)
        if pattern:
            places = [
                (place, number)
                for place, number in self._names
                if number == document and pattern.matches(place)
            ]
        else:
            places = [(path, document)]
            if any(path == place for place, _ in self._names) and places[0] not in self._names:
                return None
        names = dict.fromkeys(name for place in places for name in self._names.get(place, ()))
        return [result for name in names for result in self._results[name]]


def _places(manifest: Manifest) -> Iterator[tuple[Path, str]]:
    """Yield by which files and documents an entry can name a manifest: '' is every document.

    A link has two names: its own, which a pattern may match, and that of the file.
    """
    if manifest.folder is None:
        return
    name = Path(manifest.source).name
    own = Path(place_of(manifest.folder), name)
    for path in dict.fromkeys((own, Path(place_of(own)))):
        yield path, str(manifest.document + 1)
        yield path, ""
