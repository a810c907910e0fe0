"""``extends``: the bases of a manifest, which hold what several deployments share.

A base is a file of its own kind, below the root of the project. It may have bases itself.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

from validator.manifest import messages
from validator.manifest.model import (
    Manifest,
    is_base,
    read_manifests,
    read_text,
    the_only,
)
from validator.manifest.reading.document import file_of
from validator.manifest.reading.paths import place_of
from validator.manifest.reading.source import SIZE_LIMIT, read_bytes
from validator.manifest.structure import base_problems, place_name
from validator.manifest.vocabulary import lists_with_ids, site_facts
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, NoReturn

    from validator.manifest.reading.document import Mark
    from validator.model.text import Text

    Refuse = Callable[[Mark, Mark], None]
    Chain = tuple[tuple[str, str], ...]
    """The way from a manifest to a file: the real paths of the files, each with its name."""

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


class Stated(NamedTuple):
    """A value, and the marks of its place and of everything in it."""

    value: Any
    mark: Mark


class _Base(NamedTuple):
    """A base with its own bases merged: its facts, and all their files by real path.

    ``height`` is the length of the longest chain from it, itself included.
    """

    stated: Stated
    files: dict[str, Manifest]
    height: int


class Bases:
    """The bases of one run: each is read and merged once, and the latest are kept."""

    def __init__(self, texts: Mapping[str, str | bytes] | None = None) -> None:
        """Start without any.

        ``texts`` are bases in memory, by their names as ``extends`` writes them in manifests and in
        bases alike; no file is read then.
        """
        self._texts = texts
        self._read = lru_cache(_CACHED)(_read_base)
        self._root_of = lru_cache(_CACHED)(_root_of)
        self._merged: dict[tuple[str, str], _Base] = {}

    def extended(self, manifest: Manifest) -> Manifest:
        """Return a manifest that was read with ``extends`` with the facts of its bases.

        A base that cannot be used, and a null that takes away what one states, is a ManifestError.
        """
        if self._texts is not None:
            root = own = ""  # no base has an empty name, so the manifest is none of them
        elif manifest.folder is None:
            _refuse(manifest, ("extends",), messages.EXTENDS_WITHOUT_FOLDER)
        else:
            folder = str(manifest.folder)
            root = self._root_of(folder)
            own = place_of(os.path.join(folder, os.path.basename(manifest.source)))
        whole = self._over_bases(manifest, root, ((own, manifest.source),))
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

    def _over_bases(self, document: Manifest, root: str, chain: Chain) -> _Base:
        """Merge a document, below a root, over its bases; report all that cannot be used."""
        found: list[_Base] = []
        files: dict[str, Manifest] = {}
        problems: list[Problem] = []
        for index, name in enumerate(_names(document)):
            try:
                found.append(self._base(document, ("extends", str(index)), name, root, chain))
            except ManifestError as error:
                problems += error.problems
                if is_base(document):
                    break  # a failure is not kept: a second one could lead to the same files
                continue
            files |= found[-1].files
            if len(files) > MOST:
                _refuse(document, ("extends",), messages.TOO_MANY_BASES.format(most=MOST))
        if problems:
            raise ManifestError(tuple(dict.fromkeys(problems)))
        if sum(len(file.content) for file in files.values()) > SIZE_LIMIT:
            _refuse(document, ("extends",), messages.BASES_TOO_LARGE.format(limit=SIZE_LIMIT))
        stated = _all_merged([base.stated for base in found], document)
        return _Base(stated, files, 1 + max((base.height for base in found), default=0))

    def _base(
        self, document: Manifest, at: tuple[str, ...], name: str, root: str, chain: Chain
    ) -> _Base:
        """Return one base of a document, which names it at a place."""
        if self._texts is None:
            path = _path(document, at, name, root)
            place, text = place_of(path), None
        elif name and name in self._texts:
            path, place, text = name, name, self._texts[name]
        else:
            _refuse(document, at, messages.BASE_NOT_GIVEN.format(name=quote(name)))
        if any(place == before for before, _ in chain):
            names = [*(named for _, named in chain), path]
            _refuse(document, at, messages.BASE_CYCLE.format(chain=" → ".join(map(quote, names))))
        known = self._merged.get((path, root))
        # The manifest itself is the first of the chain.
        if len(chain) + (known.height if known else 1) > DEPTH + 1:
            _refuse(document, at, messages.BASES_TOO_DEEP.format(deepest=DEPTH))
        if known:
            return known
        read = self._read(path, text)
        if not isinstance(read, Manifest):
            raise ManifestError(read)
        base = self._over_bases(read, root, (*chain, (place, path)))
        base = base._replace(files={**base.files, place: read})
        if len(self._merged) >= _CACHED:
            del self._merged[next(iter(self._merged))]  # the oldest
        self._merged[path, root] = base
        return base


def _read_base(path: str, text: str | bytes | None) -> Manifest | tuple[Problem, ...]:
    """Return a base as it was read, or its problems, each of which stops a manifest."""
    try:
        document = the_only(read_manifests(path) if text is None else read_text(text, path))
    except ManifestError as error:
        return tuple(item._replace(stops=1) for item in error.problems)
    problems = base_problems(document)
    problems += tuple(
        document.problem(place, messages.SITE_FACT_IN_BASE.format(name=place_name(place)))
        for place in sorted(site_facts())
        if pointers.resolve(document.stated, place) is not pointers.MISSING
    )
    if problems:
        return tuple(item._replace(stops=1) for item in problems)
    return document._replace(marks=in_file(document.marks, document.source))


def _names(document: Manifest) -> list[str]:
    """Return the bases that a document names, a list of 1 to 16 texts."""
    names = document.value.get("extends")
    if names is None:
        return []
    if isinstance(names, str):
        _refuse(document, ("extends",), messages.EXTENDS_IS_TEXT.format(name=quote(names)))
    if not (isinstance(names, list) and names and all(isinstance(name, str) for name in names)):
        _refuse(document, ("extends",), messages.EXTENDS_NO_LIST.format(actual=quote(names)))
    if len(names) > MOST:
        _refuse(document, ("extends",), messages.TOO_MANY_BASES.format(most=MOST))
    return list(names)


def _path(document: Manifest, at: tuple[str, ...], name: str, root: str) -> str:
    """Return the path of a base, as a user would name it: relative, and inside the root."""
    if not name or name.startswith("/") or any(character in name for character in "\\\0:"):
        _refuse(document, at, messages.BASE_NOT_RELATIVE.format(name=quote(name)))
    written = os.path.join(str(document.folder), name)
    plain = os.path.normpath(written)
    real = place_of(written)
    if not _is_below(real, root):
        _refuse(document, at, messages.BASE_OUTSIDE.format(name=quote(name)))
    if not os.path.exists(real):
        _refuse(document, at, messages.BASE_MISSING.format(name=quote(name)))
    # They differ where a folder of the path is a link.
    return plain if place_of(plain) == real else written


def _all_merged(bases: list[Stated], document: Manifest) -> Stated:
    """Merge the facts of a document over those of bases, later ones over earlier ones."""
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


def _root_of(folder: str) -> str:
    """Return the real path of the folder below which the bases of a manifest must be.

    It is the nearest folder upward with a configuration of facepolicy or ``.git``; without one,
    the current folder if the manifest is below it, or else the folder of the manifest.
    """
    start = above = place_of(folder)
    while not _is_root(above):
        parent = os.path.dirname(above)
        if parent == above:  # the root of the file system, which is no project
            current = place_of(os.curdir)
            return current if _is_below(start, current) and current != above else start
        above = parent
    return above


def _is_root(folder: str) -> bool:
    if any(os.path.exists(os.path.join(folder, name)) for name in (_CONFIGURATION, ".git")):
        return True
    try:
        project = read_bytes(os.path.join(folder, _PROJECT))
    except ManifestError:
        return False
    from validator.manifest.reading.project_file import own_table, shows_own_table

    try:
        return own_table(project.decode("utf-8-sig")) is not None
    except (ValueError, RecursionError):
        return shows_own_table(project)


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _refuse(document: Manifest, at: tuple[str, ...], text: Text) -> NoReturn:
    """Refuse what a document says at a place about its bases, by a ManifestError."""
    raise ManifestError((document.problem(at, text),))


def merged(base: Stated, over: Stated, refuse: Refuse, place: tuple[str, ...] = ()) -> Stated:
    """Return a base with the facts of another file over it; both stay unchanged.

    Mappings merge. Lists whose entries have an ``id`` in the manifest schema merge by it; entries
    of the base come first. Any other list or value replaces that of the base. ``refuse`` is called
    for a null that would take away what the base states, with the marks of both. ``place`` is where
    both are, the whole manifest at first.
    """
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        return _mapping(base, over, place, refuse)
    if isinstance(base.value, list) and isinstance(over.value, list) and place in lists_with_ids():
        return _list(base, over, place, refuse)
    if over.value is None and base.value is not None:
        refuse(over.mark, base.mark)
    return over


def _mapping(base: Stated, over: Stated, place: tuple[str, ...], refuse: Refuse) -> Stated:
    values = dict(base.value)
    marks: Any = dict(_children(base.mark))
    inside = _children(over.mark)
    for name, value in over.value.items():
        item = Stated(value, inside[name])
        if name in values:
            item = merged(Stated(values[name], marks[name]), item, refuse, (*place, name))
        values[name], marks[name] = item
    return Stated(values, _with(over.mark, marks))


def _list(base: Stated, over: Stated, place: tuple[str, ...], refuse: Refuse) -> Stated:
    values, marks = list(base.value), list(_children(base.mark))
    known: dict[str, int] = {}
    for index, entry in enumerate(values):
        known.setdefault(_id(entry), index)
    known.pop("", None)
    for value, mark in zip(over.value, _children(over.mark), strict=True):
        # A second entry with the same id stays, and is reported as a repeated id.
        name = _id(value)
        if name in known:
            index = known.pop(name)
            entry = Stated(values[index], marks[index])
            values[index], marks[index] = _mapping(
                entry, Stated(value, mark), (*place, "*"), refuse
            )
        else:
            values.append(value)
            marks.append(mark)
    return Stated(values, _with(over.mark, marks))


def _id(entry: Any) -> str:
    """Return the id of an entry; "" if it has none."""
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _children(mark: Mark) -> Any:
    return mark[2]


def _with(mark: Mark, children: Any) -> Mark:
    return (mark[0], mark[1], children, *mark[3:])


def in_file(mark: Mark, file: str) -> Mark:
    """Return marks that name their file."""
    children = mark[2]
    if isinstance(children, dict):
        children = {name: in_file(item, file) for name, item in children.items()}
    elif children is not None:
        children = [in_file(item, file) for item in children]
    return mark[0], mark[1], children, file
