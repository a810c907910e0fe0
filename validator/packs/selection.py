"""The selection of rules to run."""

from __future__ import annotations

from typing import NamedTuple

from validator.model.arguments import several
from validator.model.errors import Problem, UsageError
from validator.packs import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from validator.packs.model import Pack, Rule


class _SelectionFields(NamedTuple):
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Selection(_SelectionFields):
    """The selection of rules to run.

    Attributes:
        select: ids of rules, clauses or packs to run, ``*`` for any text; all when empty.
        ignore: the same, of those not to run; it has precedence over ``select``.
    """

    __slots__ = ()

    def __new__(
        cls, select: str | Iterable[str] = (), ignore: str | Iterable[str] = ()
    ) -> Selection:
        """Take ids, one or several; refuse other types by a UsageError."""
        where = "validator.Selection"
        return super().__new__(
            cls,
            several(where, "select", select, str, messages.IDS_EXPECTED),
            several(where, "ignore", ignore, str, messages.IDS_EXPECTED),
        )

    def includes(self, rule: Rule) -> bool:
        """Return whether the rule runs."""
        selected = not self.select or _named(rule, self.select)
        return selected and not _named(rule, self.ignore)

    def unmatched(self, rules: Sequence[Rule]) -> list[str]:
        """Return the ids that match no rule: probably misspelt."""
        ids = frozenset(name for rule in rules for name in _ids(rule))
        named = dict.fromkeys((*self.select, *self.ignore))
        return [name for name in named if not _matches(name, ids)]


def _named(rule: Rule, names: Iterable[str]) -> bool:
    ids = _ids(rule)
    return any(_matches(name, ids) for name in names)


def _ids(rule: Rule) -> tuple[str, str, str]:
    return rule.id, rule.clause.id, rule.pack


def _matches(name: str, ids: Collection[str]) -> bool:
    """Return whether a name, which may contain wildcards, matches an id; most have none."""
    if name in ids:
        return True
    if not any(sign in name for sign in "*?["):
        return False
    from fnmatch import fnmatchcase

    return any(fnmatchcase(known, name) for known in ids)


EVERY_RULE = Selection()
"""The selection of all rules."""


def demand_rules(packs: Sequence[Pack], selection: Selection) -> None:
    """Refuse a selection of no rule, or with ids that do not exist, by a UsageError."""
    rules = [rule for pack in packs for rule in pack.every_rule]
    problems = [
        Problem(name, None, messages.MATCHES_NOTHING) for name in selection.unmatched(rules)
    ]
    if not problems and not any(map(selection.includes, rules)):
        nothing = messages.NO_RULE_SELECTED
        problems = [Problem("facepolicy", None, nothing)]
    if problems:
        raise UsageError(tuple(problems))
