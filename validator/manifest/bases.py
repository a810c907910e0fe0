"""``extends``: the bases of a manifest, which hold what several deployments share.

A base is a file of its own kind, below the root of the project. It may have bases itself.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from validator.manifest import messages
from validator.manifest.merging import Stated, in_file, merged
from validator.manifest.model import BaseFile, Manifest, is_base, read_manifests, the_only
from validator.manifest.reading.document import file_of
from validator.manifest.reading.paths import place_of
from validator.manifest.reading.source import SIZE_LIMIT, read_bytes
from validator.manifest.structure import base_problems, place_name
from validator.manifest.vocabulary import site_facts
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from validator.manifest.reading.document import Mark
    from validator.model.text import Text

DEPTH = 4
"""The longest chain of bases below a manifest."""
MOST = 16
"""The most bases of a manifest, those of bases included."""
_CACHED = 64
"""The most bases that a run keeps in memory."""
_OWN = ("$schema", "apiVersion", "kind", "extends")
"""Keys of a file that are about the file and are not inherited."""
_CONFIGURATION = "facepolicy.toml"
_PROJECT = "pyproject.toml"
_TABLE = re.compile(rb"^\s*\[tool\.facepolicy[].]", re.MULTILINE)


class _Base(NamedTuple):
    """A base with its own bases merged.

    Attributes:
        stated: its facts.
        files: its file and those of its bases, by real path.
        height: the length of the longest chain from it, itself included.
    """

    stated: Stated
    files: dict[str, BaseFile]
    height: int


class Chain(NamedTuple):
    """The way from a manifest to a file.

    Attributes:
        root: the real path of the folder below which all files must be.
        files: the real paths of the files, each with its name.
    """

    root: str
    files: tuple[tuple[str, str], ...]


class Bases:
    """The bases of one run: each is read and merged once, and the latest are kept."""

    def __init__(self) -> None:
        """Start without any."""
        self._read: dict[str, Manifest | tuple[Problem, ...]] = {}
        self._merged: dict[tuple[str, str], _Base] = {}
        self._roots: dict[str, str] = {}

    def start(self, manifest: Manifest) -> Chain:
        """Return the beginning of the way from a manifest to its bases.

        Raises:
            ManifestError: the manifest has no folder, so that its paths lead nowhere.
        """
        if manifest.folder is None:
            refuse(manifest, ("extends",), messages.EXTENDS_WITHOUT_FOLDER)
        folder = str(manifest.folder)
        if folder not in self._roots:
            self._roots = {**dict(list(self._roots.items())[-_CACHED:]), folder: root_of(folder)}
        own = place_of(os.path.join(folder, os.path.basename(manifest.source)))
        return Chain(self._roots[folder], ((own, manifest.source),))

    def path_of(self, document: Manifest, at: tuple[str, ...], name: str, root: str) -> str:
        """Return the path of a base that a document names.

        Args:
            document: the document.
            at: where it names the base.
            name: the path as written there.
            root: the folder below which the base must be.

        Raises:
            ManifestError: there is no such base.
        """
        return _path(document, at, name, root)

    def place_of(self, path: str) -> str:
        """Return what is the same for every path to one base."""
        return place_of(path)

    def read(self, path: str) -> tuple[Manifest, ...]:
        """Return the documents of a base.

        Raises:
            ManifestError: it cannot be read.
        """
        return read_manifests(path)

    def extended(self, manifest: Manifest) -> Manifest:
        """Return a manifest with the facts of its bases.

        Args:
            manifest: as it was read, with ``extends``.

        Raises:
            ManifestError: a base cannot be used, or a null would take away what it states.
        """
        whole = self._over_bases(manifest, self.start(manifest))
        # Keys of the file and its identity come first, as people write them.
        first = [key for key in (*_OWN, "metadata") if key in manifest.value]
        stated = {key: manifest.value[key] for key in first}
        line, column, children = manifest.marks[:3]
        # The types do not say it, but the marks of a mapping have a mapping of marks inside.
        marks = {key: children[key] for key in stated} | whole.stated.mark[2]  # type: ignore[index,operator,call-overload]
        return manifest._replace(
            value=stated | whole.stated.value,
            marks=(line, column, marks),
            bases=tuple(whole.files.values()),
        )

    def _over_bases(self, document: Manifest, chain: Chain) -> _Base:
        """Merge a document over its bases; of all bases that cannot be used, report all."""
        found: list[_Base] = []
        files: dict[str, BaseFile] = {}
        problems: list[Problem] = []
        for index, name in enumerate(_names(document)):
            try:
                found.append(self._base(document, index, name, chain))
            except ManifestError as error:
                problems += error.problems
                if is_base(document):
                    break  # a failure is not kept: a second one could lead to the same files
                continue
            files |= found[-1].files
            if len(files) > MOST:
                refuse(document, ("extends",), messages.TOO_MANY_BASES.format(most=MOST))
        if problems:
            raise ManifestError(tuple(dict.fromkeys(problems)))
        if sum(file.size for file in files.values()) > SIZE_LIMIT:
            refuse(document, ("extends",), messages.BASES_TOO_LARGE.format(limit=SIZE_LIMIT))
        stated = _all_merged([base.stated for base in found], document)
        return _Base(stated, files, 1 + max((base.height for base in found), default=0))

    def _base(self, document: Manifest, index: int, name: str, chain: Chain) -> _Base:
        """Return one base of a document.

        Args:
            document: the file that names it.
            index: its index in ``extends``.
            name: its path as written there.
            chain: the way to the document.
        """
        at = ("extends", str(index))
        path = self.path_of(document, at, name, chain.root)
        place = self.place_of(path)
        if any(place == before for before, _ in chain.files):
            names = [*(named for _, named in chain.files), path]
            refuse(document, at, messages.BASE_CYCLE.format(chain=" → ".join(map(quote, names))))
        known = self._merged.get((path, chain.root))
        # The manifest itself is the first of the chain.
        if len(chain.files) + (known.height if known else 1) > DEPTH + 1:
            refuse(document, at, messages.BASES_TOO_DEEP.format(deepest=DEPTH))
        if known:
            return known
        read = self._document(path)
        base = self._over_bases(read, Chain(chain.root, (*chain.files, (place, path))))
        base = base._replace(files={**base.files, place: BaseFile.of(read)})
        _trim(self._merged)
        self._merged[path, chain.root] = base
        return base

    def _document(self, path: str) -> Manifest:
        """Return the document of a base, as it was read.

        Raises:
            ManifestError: it cannot be read, or is no base; with each problem that stops a
                manifest.
        """
        if path not in self._read:
            _trim(self._read)
            try:
                self._read[path] = _base_of(self.read(path))
            except ManifestError as error:
                self._read[path] = tuple(item._replace(stops=1) for item in error.problems)
        read = self._read[path]
        if isinstance(read, Manifest):
            return read
        raise ManifestError(read)


def _trim(kept: dict[Any, Any]) -> None:
    """Drop the oldest entry of a full cache."""
    if len(kept) >= _CACHED:
        del kept[next(iter(kept))]


def _base_of(documents: tuple[Manifest, ...]) -> Manifest:
    document = the_only(documents)
    problems = base_problems(document)
    problems += tuple(
        document.problem(place, messages.SITE_FACT_IN_BASE.format(name=place_name(place)))
        for place in sorted(site_facts())
        if pointers.resolve(document.stated, place) is not pointers.MISSING
    )
    if problems:
        raise ManifestError(problems)
    return document._replace(marks=in_file(document.marks, document.source))


def _names(document: Manifest) -> list[str]:
    """Return the bases that a document names.

    Raises:
        ManifestError: ``extends`` is not a list of 1 to 16 texts.
    """
    names = document.value.get("extends")
    if names is None:
        return []
    if isinstance(names, str):
        refuse(document, ("extends",), messages.EXTENDS_IS_TEXT.format(name=quote(names)))
    sound = isinstance(names, list) and names and all(isinstance(name, str) for name in names)
    if not sound:
        refuse(document, ("extends",), messages.EXTENDS_NO_LIST.format(actual=quote(names)))
    if len(names) > MOST:
        refuse(document, ("extends",), messages.TOO_MANY_BASES.format(most=MOST))
    return list(names)


def _path(document: Manifest, at: tuple[str, ...], name: str, root: str) -> str:
    """Return the path of a base, as a user would name it.

    Raises:
        ManifestError: it is no relative path, leads out of the root, or there is no such file.
    """
    if not name or name.startswith("/") or any(character in name for character in "\\\0:"):
        refuse(document, at, messages.BASE_NOT_RELATIVE.format(name=quote(name)))
    written = os.path.join(str(document.folder), name)
    plain = os.path.normpath(written)
    real = place_of(written)
    if not _is_below(real, root):
        refuse(document, at, messages.BASE_OUTSIDE.format(name=quote(name)))
    if not os.path.exists(real):
        refuse(document, at, messages.BASE_MISSING.format(name=quote(name)))
    # They differ where a folder of the path is a link.
    return plain if place_of(plain) == real else written


def _all_merged(bases: list[Stated], document: Manifest) -> Stated:
    """Merge the facts of a document over those of bases, later ones over earlier ones.

    Raises:
        ManifestError: nulls that would take away what a base states.
    """
    problems: list[Problem] = []

    def keep(null: Mark, stated: Mark) -> None:
        source = file_of(null) or document.source
        text = messages.NULL_AGAINST_BASE.format(
            place=f"{file_of(stated) or document.source}:{stated[0]}"
        )
        stops = int(source != document.source or is_base(document))
        problems.append(Problem(source, Position(null[0], null[1]), text, stops))

    layers = [*bases, _own_facts(document)]
    whole = layers[0]
    for layer in layers[1:]:
        whole = merged(whole, layer, keep)
    if problems:
        raise ManifestError(tuple(problems))
    return whole


def _own_facts(document: Manifest) -> Stated:
    line, column, children, *file = document.marks
    values = {key: value for key, value in document.value.items() if key not in _OWN}
    # The marks of a mapping: their types allow those of lists and values too.
    marks = {key: mark for key, mark in children.items() if key not in _OWN}  # type: ignore[union-attr]
    return Stated(values, (line, column, marks, *file))  # type: ignore[arg-type]


def root_of(folder: str) -> str:
    """Return the real path of the folder below which the bases of a manifest must be.

    It is the nearest folder upward with a configuration of facepolicy or ``.git``; without one,
    the current folder if the manifest is below it, or else the folder of the manifest.

    Args:
        folder: the folder of the manifest.
    """
    start = above = place_of(folder)
    while True:
        if _is_root(above):
            return above
        parent = os.path.dirname(above)
        if parent == above:
            break
        above = parent
    current = place_of(os.curdir)
    # The root of the file system is no project.
    return current if _is_below(start, current) and current != above else start


def _is_root(folder: str) -> bool:
    if any(os.path.exists(os.path.join(folder, name)) for name in (_CONFIGURATION, ".git")):
        return True
    try:
        return _TABLE.search(read_bytes(os.path.join(folder, _PROJECT))) is not None
    except ManifestError:
        return False


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def refuse(document: Manifest, at: tuple[str, ...], text: Text) -> NoReturn:
    """Refuse what a document says at a place about its bases.

    Raises:
        ManifestError: always.
    """
    raise ManifestError((document.problem(at, text),))
