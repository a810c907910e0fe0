"""Immutable records: what ``check`` needs of ``dataclasses``, without the time to import it.

``dataclasses`` brings ``inspect`` along and compiles a few functions for each class: together
more than twice what an empty Python takes to start (``python -m bench cold``). A record here is
a class with slots, a constructor, equality and a representation, made without compiling
anything. A run that makes millions has constructors compiled (``quicken``). Modules that a check
never imports use ``dataclasses``.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, NoReturn, TypeVar

    from typing_extensions import dataclass_transform

    Item = TypeVar("Item", bound="Record")
else:

    def dataclass_transform(**_told: object) -> object:
        """Tell type checkers, and nobody else, that classes below get a constructor."""
        return lambda made: made


@dataclass_transform(frozen_default=True)
class RecordType(type):
    """Makes a record of a class body: its annotations are the fields, in order."""

    _fields: tuple[str, ...]
    _told: tuple[str, ...]
    _width: int
    _defaults: dict[str, Any]
    _setters: tuple[Callable[[Any, Any], None], ...] | None = None
    _getter: Callable[[Any], Any] | None = None
    _quick = False

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        space: dict[str, Any],
        *,
        apart: tuple[str, ...] = (),
        caches: bool = False,
    ) -> RecordType:
        """Make the class.

        Args:
            name: of the class.
            bases: of the class; none but ``Record``.
            space: the class body.
            apart: fields that follow from others: neither compared nor shown.
            caches: whether instances keep cached properties.
        """
        fields = tuple(space.get("__annotations__", ()))
        defaults = {field: space.pop(field) for field in fields if field in space}
        space["__slots__"] = (*fields, "__dict__") if caches else fields
        made = super().__new__(cls, name, bases, space)
        made._fields = fields
        made._width = len(fields)
        made._told = tuple(field for field in fields if field not in apart)
        made._defaults = defaults
        return made

    # Most classes that a run imports it never uses: what instances need is made with the first.

    def _ready(cls) -> tuple[Callable[[Any, Any], None], ...]:
        """Make and return what sets each field."""
        cls._setters = tuple(cls.__dict__[field].__set__ for field in cls._fields)
        if RecordType._quick:
            cls._compile()
        return cls._setters

    def _compile(cls) -> None:
        """Give the class a constructor of its own: a third of the time, once it is made."""
        space: dict[str, Any] = {"defaults": cls._defaults}
        space |= {f"set_{field}": cls.__dict__[field].__set__ for field in cls._fields}
        asked = (f"{x}=defaults[{x!r}]" if x in cls._defaults else x for x in cls._fields)
        lines = (f"    set_{field}(self, {field})" for field in cls._fields)
        code = "\n".join((f"def __init__({', '.join(('self', *asked))}):", *lines, "    return"))
        exec(code, space)  # noqa: S102 - of names of fields, which are written in this package
        cls.__init__ = space["__init__"]  # type: ignore[misc]

    def _values(cls, item: Any) -> Any:
        """Return what an instance tells."""
        if cls._getter is None:
            cls._getter = attrgetter(*cls._told) if cls._told else bool
        return cls._getter(item)


class Record(metaclass=RecordType):
    """A value made of named fields that nobody changes."""

    def __init__(self, *values: Any, **named: Any) -> None:
        """Take a value for each field, by place or by name; fields may have defaults."""
        kind = type(self)
        if named or len(values) != kind._width:
            values = kind._completed(values, named)
        for put, value in zip(kind._setters or kind._ready(), values):  # noqa: B905 - as many
            put(self, value)

    @classmethod
    def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return a value for every field.

        Raises:
            TypeError: a value is missing, too many, or for no field.
        """
        rest = cls._fields[len(values) :]
        if not named and rest and rest[0] in cls._defaults:
            return (*values, *(cls._defaults[field] for field in rest))
        known = cls._defaults | named
        missing = [field for field in rest if field not in known]
        if missing or len(values) > len(cls._fields) or not set(named) <= set(rest):
            raise TypeError(f"{cls.__name__}({', '.join(cls._fields)}): {values!r}, {named!r}")
        return (*values, *(known[field] for field in rest))

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        """Refuse: a record does not change."""
        raise AttributeError(f"{type(self).__name__}.{name} does not change; use replace()")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: a record does not change."""
        self.__setattr__(name, None)

    def __eq__(self, other: object) -> bool:
        """Return whether both are of one class and all that is told of them is equal."""
        kind = type(self)
        return kind is type(other) and bool(kind._values(self) == kind._values(other))

    def __hash__(self) -> int:
        """Return a hash over what is told."""
        return hash(type(self)._values(self))

    def __repr__(self) -> str:
        """Return what is told, as Python would write it."""
        told = ", ".join(f"{field}={getattr(self, field)!r}" for field in type(self)._told)
        return f"{type(self).__name__}({told})"

    def __reduce__(self) -> tuple[type[Record], tuple[Any, ...]]:
        """Return how to make it again, in another process."""
        return type(self), tuple(getattr(self, field) for field in type(self)._fields)

    def __replace__(self: Item, /, **changes: Any) -> Item:
        """Return a copy in which some fields have other values; for ``copy.replace``."""
        fields: Iterable[str] = type(self)._fields
        return type(self)(**({field: getattr(self, field) for field in fields} | changes))


class Ordered(Record):
    """A record that sorts by its fields, the first before the others."""

    def __lt__(self: Item, other: Item) -> bool:
        """Return whether this one comes first."""
        return bool(type(self)._values(self) < type(other)._values(other))


def replace(item: Item, /, **changes: Any) -> Item:
    """Return a copy of a record in which some fields have other values.

    Raises:
        TypeError: there is no such field.
    """
    return item.__replace__(**changes)


def quicken() -> None:
    """Compile the constructors of all records: those that were made, and those to come.

    It pays from some dozen manifests on (``python -m bench bulk``).
    """
    RecordType._quick = True
    kinds: list[RecordType] = [Record]
    while kinds:
        kind = kinds.pop()
        below: list[Any] = kind.__subclasses__()
        kinds += below
        if "_setters" in kind.__dict__:
            kind._compile()
