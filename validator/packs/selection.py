"""Which rules run."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from validator.model.errors import Problem, UsageError
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from validator.packs.model import Pack, Rule


class Selection(NamedTuple):
    """Which rules run.

    Attributes:
        select: ids of rules, clauses or packs to run, ``*`` for any text; all when empty.
        ignore: the same, of what not to run; it beats ``select``.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def includes(self, rule: Rule) -> bool:
        """Return whether the rule runs."""
        wanted = not self.select or _named(rule, self.select)
        return wanted and not _named(rule, self.ignore)

    def unmatched(self, rules: Sequence[Rule]) -> list[str]:
        """Return the ids that name no rule at all: misspelt ones, most likely."""
        ids = frozenset(name for rule in rules for name in _ids(rule))
        named = dict.fromkeys((*self.select, *self.ignore))
        return [name for name in named if name not in ids and not _matches(name, ids)]


def _named(rule: Rule, names: Iterable[str]) -> bool:
    ids = _ids(rule)
    return any(name in ids or _matches(name, ids) for name in names)


def _ids(rule: Rule) -> tuple[str, str, str]:
    return rule.id, rule.clause.id, rule.pack


def _matches(name: str, ids: Iterable[str]) -> bool:
    """Return whether a name with signs that stand for others matches an id; most have none."""
    if not any(sign in name for sign in "*?["):
        return False
    return any(map(_pattern(name).match, ids))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return a name as a pattern; ``fnmatch`` itself remembers fewer than may be asked for."""
    from fnmatch import translate

    return re.compile(translate(name))


EVERY_RULE = Selection()
"""The selection that leaves nothing out."""


def demand_rules(packs: Sequence[Pack], selection: Selection) -> None:
    """Refuse a selection that selects nothing, or names what does not exist.

    Raises:
        UsageError: with everything that is wrong.
    """
    rules = [rule for pack in packs for rule in pack.rules]
    demand(selection.unmatched(rules), selected=any(map(selection.includes, rules)))


def demand(unmatched: Sequence[str], *, selected: bool) -> None:
    """Refuse ids that name nothing, or a selection of no rule.

    Args:
        unmatched: ids that name no rule.
        selected: whether any rule is selected.

    Raises:
        UsageError: with everything that is wrong.
    """
    problems = [
        Problem(name, None, Text("names no rule, clause or pack", "没有对应的规则、条款或规则包"))
        for name in unmatched
    ]
    if not problems and not selected:
        nothing = Text("no rule is selected: nothing would be checked", "未选中任何规则：无可检查")
        problems = [Problem("facepolicy", None, nothing)]
    if problems:
        raise UsageError(tuple(problems))
