"""Values of facts that are not plain JSON: what is partly known, and evidence that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from validator.engine.results import Expected, Reason


class PartialList(list[Any]):
    """A list that may be incomplete: which other entries there are is not known."""


class Bounds(NamedTuple):
    """A number that is only known to lie between two others.

    Attributes:
        low: the number is this or more.
        high: it is this or less; None if that is not known.
    """

    low: int
    high: int | None


class EvidenceList(list[str]):
    """The evidence of a statement that counts.

    Attributes:
        ignored: why the rest does not count: the reason, and the expected value.
    """

    ignored: tuple[Reason, Expected] | None = None
