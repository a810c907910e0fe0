"""What configuration files show about the facts of a manifest (``proves`` in its evidence).

A value of a configuration proves a fact only if ``means`` lists its text. It is never part of
a result: such files hold passwords.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from validator.engine import messages
from validator.engine.durations import Duration
from validator.engine.results import Decided, Expected, Status, spread
from validator.jsonschema.keywords import equal
from validator.manifest.reading.configuration import found_at, text_of
from validator.manifest.reading.document import UNCLEAR
from validator.model import pointers
from validator.model.pointers import MISSING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, TypeAlias

    from validator.engine.results import Result
    from validator.manifest.model import Manifest
    from validator.manifest.reading.document import ParsedDocument
    from validator.model.errors import Position

    Content: TypeAlias = "Sequence[ParsedDocument] | Why"
    """The documents of a configuration file, or why it shows nothing."""


class Shown(str, Enum):
    """What a configuration shows about a fact."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_STATED = "not-stated"
    UNCLEAR = "unclear"


class Why(str, Enum):
    """Why a configuration shows nothing."""

    NOT_OPENED = "not-opened"
    TOO_LARGE = "too-large"
    UNKNOWN_FORM = "unknown-form"
    MALFORMED = "malformed"
    EXTRA_MISSING = "extra-missing"
    ABSENT = "absent"
    EXPRESSION = "expression"
    NOT_LISTED = "not-listed"
    NOT_COMPARABLE = "not-comparable"
    NOT_COUNTING = "not-counting"


class Proof(NamedTuple):
    """One entry of ``proves``, and what came out.

    Attributes:
        fact: the parts of the pointer to the fact.
        at: the pointer into the configuration file.
        file: the configuration file, as seen from where the manifest is.
        shown: what the configuration shows.
        value: the value of the fact that it shows, ``MISSING`` if none.
        position: the position in the file, None if it is not known.
        why: why it shows nothing, if so.
    """

    fact: tuple[str, ...]
    at: str
    file: str
    shown: Shown
    value: Any = MISSING
    position: Position | None = None
    why: Why | None = None

    @property
    def place(self) -> str:
        """The file, and the line as far as it is known."""
        return f"{self.file}:{self.position.line}" if self.position else self.file


def proofs(
    entry: dict[str, Any], manifest: Manifest, file: str, content: Content, *, counts: bool
) -> Iterator[Proof]:
    """Yield what a configuration file shows about each fact that it is said to prove.

    ``entry`` is the one of the manifest's evidence list, ``file`` the name of the file for reports,
    ``content`` its documents or why it shows nothing, ``counts`` whether the evidence counts on the
    day of the check. What no longer counts does not prove a fact, but can still contradict it.
    """
    for item in entry.get("proves", ()):
        fact = pointers.parse(item["fact"])
        bare = Proof(fact, item["at"], file, Shown.UNCLEAR)
        if isinstance(content, Why):
            yield bare._replace(why=content)
            continue
        value, position = found_at(content, pointers.parse(item["at"]))
        placed = bare._replace(position=position)
        meaning = _meaning(value, item["means"])
        if isinstance(meaning, Why):
            yield placed._replace(why=meaning)
        else:
            stated = pointers.resolve(manifest.stated, fact)
            yield _compared(placed._replace(value=meaning), stated, counts=counts)


def _meaning(value: Any, means: dict[str, Any]) -> Any:
    """Return the value of the fact that a value of the configuration means, or ``Why`` not."""
    if value is MISSING or value is None:
        return Why.ABSENT
    text = text_of(value)
    if value is UNCLEAR or (text is not None and _EXPRESSION.search(text)):
        return Why.EXPRESSION
    return means.get(text, Why.NOT_LISTED) if text is not None else Why.NOT_LISTED


_EXPRESSION = re.compile(r"\$|`|\{\{|\{%|<%|%\(|%\{")
"""What a program replaces before it uses the value: shells, Compose, Jinja, ERB, Terraform."""


def _compared(proof: Proof, stated: Any, *, counts: bool) -> Proof:
    if stated is MISSING:
        return proof._replace(shown=Shown.NOT_STATED)
    same = _same(stated, proof.value)
    if same is False:
        return proof._replace(shown=Shown.CONTRADICTS)
    if same and counts:
        return proof._replace(shown=Shown.AGREES)
    why = Why.NOT_COUNTING if same else Why.NOT_COMPARABLE
    return proof._replace(value=MISSING, why=why)


def _same(stated: Any, shown: Any) -> bool | None:
    """Return whether two values of a fact mean the same, None if that is open."""
    if equal(stated, shown):
        return True
    if isinstance(stated, dict | list) or isinstance(shown, dict | list):
        return _same_lists(stated, shown)
    if isinstance(stated, str) and isinstance(shown, str) and stated[:1] == shown[:1] == "P":
        return _same_durations(stated, shown)
    return False


def _same_lists(stated: Any, shown: Any) -> bool | None:
    """Compare lists in any order; other values with parts, such as bounds, stay open."""
    if not isinstance(stated, list) or not isinstance(shown, list):
        return None
    if any(isinstance(item, dict) or item == "others-unknown" for item in (*stated, *shown)):
        return None
    return all(any(equal(one, other) for other in shown) for one in stated) and all(
        any(equal(one, other) for other in stated) for one in shown
    )


def _same_durations(stated: str, shown: str) -> bool | None:
    try:
        one, other = Duration.parse(stated), Duration.parse(shown)
    except ValueError:
        return False
    if one == other:
        return True
    pairs = ((one, other), (other, one))
    longer = any(this.at_least(that._replace(seconds=that.seconds + 1)) for this, that in pairs)
    return False if longer else None  # a month may have 30 days


def agreement(items: Iterable[Proof]) -> bool | None:
    """Return whether the facts that configuration decides agree with it; None without any."""
    shown = {item.shown for item in items}
    if Shown.CONTRADICTS in shown:
        return False
    return True if Shown.AGREES in shown else None


def placed(result: Result, items: Sequence[Proof]) -> Result:
    """Return a result that reads the agreement, with the compared facts in its place."""
    if result.status is Status.NOT_APPLICABLE:
        return result

    def compared(fact: Decided) -> list[Decided]:
        wanted = Shown.CONTRADICTS if fact.reason else Shown.AGREES
        return [
            Decided.at(item.fact, Expected("configured", (item.value, item.place)), fact.reason)
            for item in items
            if item.shown is wanted
        ]

    return spread(result, messages.CONFIGURATION_AGREES, compared)
