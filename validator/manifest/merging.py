"""Merge the facts of a base with those of a manifest, and keep the file and line of each."""

from __future__ import annotations

from typing import NamedTuple

from validator.manifest.vocabulary import lists_with_ids

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from validator.manifest.reading.document import Mark

    Refuse = Callable[["Mark", "Mark"], None]


class Stated(NamedTuple):
    """A value, and the marks of its place and of everything in it."""

    value: Any
    mark: Mark


def merged(base: Stated, over: Stated, refuse: Refuse) -> Stated:
    """Return a base with the facts of another file over it; both stay unchanged.

    Mappings merge. Lists whose entries have an ``id`` in the manifest schema merge by it;
    entries of the base come first. Any other list or value replaces that of the base.

    Args:
        base: a mapping.
        over: a mapping.
        refuse: is called for a null that would take away what the base states, with the marks
            of the null and of the value of the base.
    """
    return _mapping(base, over, (), refuse)


def _merged(base: Stated, over: Stated, place: tuple[str, ...], refuse: Refuse) -> Stated:
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
            item = _merged(Stated(values[name], marks[name]), item, (*place, name), refuse)
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
