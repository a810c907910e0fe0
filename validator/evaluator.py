"""The verdicts: does a rule apply, does it hold, and if not, why not.

The verdict on each rule is a yes or no over data. Only for what failed or does
not apply is an explanation sought, in a step of its own. From the second manifest on, answers
are remembered (``validator.memory``); they are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from validator.constraints import Constraint, closed_set
from validator.errors import PackError, Problem
from validator.explain import lacks, located, reason_of
from validator.facts import facts_of, idle_evidence, part
from validator.model import Reason, Result, Status
from validator.rulecode import compile_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from datetime import date
    from typing import Any, TypeAlias

    from validator.derived import Facts
    from validator.manifest import Manifest
    from validator.memory import Memory, Remembering
    from validator.model import Lack, Pack, Rule
    from validator.numbering import Numbers
    from validator.rulecode import RuleCode
    from validator.schemaset import SchemaSet
    from validator.text import Text
    from validator.vocabulary import Pattern

    Question: TypeAlias = "Applicability | Requirement | Both | Remembering"
    """What is asked of each manifest; its ``answer`` takes what one states."""
    Asked: TypeAlias = list[tuple[Rule, Question]]
    """The rules of a pack that run, each with what it asks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a rule, wherever it stands in a file."""

    status: Status
    reason: Reason | None
    lacks: tuple[Lack, ...]
    by_exception: bool = False


PASS = Answer(Status.PASS, None, ())
"""The rule applies; or it applies and is fulfilled."""
_PASS_BY_EXCEPTION = Answer(Status.PASS, None, (), by_exception=True)
_FEW = 8
"""Questions to a manifest for each of which facts are made that are no more than it reads."""


class Stated:
    """What one manifest states: as written, as rules read it, and which evidence is none.

    Attributes:
        manifest: the manifest as written.
        as_of: the day asked about.
        idle: evidence that is referred to and does not count, and why not.
        finds: whether what decided that a rule does not apply is asked.
        numbers: what it states in numbers, once answers are remembered.
    """

    numbers: Numbers

    def __init__(
        self, manifest: Manifest, as_of: date, broken: frozenset[str], *, finds: bool
    ) -> None:
        """Take what is known of a manifest; its facts are made when they are asked for."""
        self.manifest = manifest
        self.as_of = as_of
        self.idle = idle_evidence(manifest, as_of, broken)
        self.finds = finds
        self._asked = 0
        self._facts: Facts | None = None

    def facts(self, places: tuple[Pattern, ...] = ()) -> Facts:
        """Return the facts at some places, or more than these; all where there are no places."""
        value = self.manifest.value
        if places and self._facts is None and self._asked < _FEW:
            self._asked += 1
            return facts_of(part(value, places), self.as_of, self.idle)
        if self._facts is None:
            self._facts = facts_of(value, self.as_of, self.idle)
        return self._facts


class Applicability:
    """Does a rule, or a pack, apply? Asked of the manifest as written.

    Attributes:
        constraints: all that is read for an answer.
    """

    def __init__(self, holds: Callable[[Any], bool], constraint: Constraint) -> None:
        """Take the verdict, and what explains it."""
        self.constraints = (constraint,)
        self._holds = holds

    def answer(self, stated: Stated) -> Answer:
        """Return ``PASS``, or what decided that it does not apply."""
        manifest = stated.manifest
        if self._holds(manifest.value):
            return PASS
        why = lacks(*self.constraints, manifest.value, manifest) if stated.finds else ()
        return Answer(Status.NOT_APPLICABLE, None, why)


class Requirement:
    """Is a rule that applies fulfilled? Asked of the facts.

    Attributes:
        constraints: all that is read for an answer: what is required, and the exception.
        places: the places that these read, where that is known.
    """

    def __init__(self, rule: Rule, code: RuleCode, schemas: SchemaSet) -> None:
        """Take a rule, its verdicts, and what its constraints may refer to."""
        exception = [rule.exception.when] if rule.exception else []
        schema = (rule.requires, *exception)
        self.constraints = tuple(Constraint(item, schemas) for item in schema)
        self.places: tuple[Pattern, ...] = ()
        self._rule = rule
        self._code = code

    def answer(self, stated: Stated) -> Answer:
        """Return what comes of the rule."""
        code, facts = self._code, stated.facts(self.places)
        if code.requires(facts):
            exceptional = code.exception is not None and code.exception(facts)
            return _PASS_BY_EXCEPTION if exceptional else PASS
        lacking = lacks(self.constraints[0], facts, stated.manifest, stated.idle)
        reason = reason_of(lacking)
        if reason is Reason.UNDECLARED and not self._rule.needs_facts:
            return Answer(Status.NOT_APPLICABLE, None, lacking)
        return Answer(Status.FAIL, reason, lacking)


class Both:
    """Does a rule apply, and is it fulfilled then?

    Attributes:
        applies: asks the former.
        requires: asks the latter.
    """

    def __init__(self, applies: Question, requires: Question) -> None:
        """Take both questions."""
        self.applies = applies
        self.requires = requires

    def answer(self, stated: Stated) -> Answer:
        """Return what comes of the rule."""
        answer = self.applies.answer(stated)
        return self.requires.answer(stated) if answer is PASS else answer


class TooMuchError(PackError):
    """A pack that anybody may have written is too much for one manifest."""


@dataclass(frozen=True, slots=True)
class _RunnablePack:
    id: str
    applies: Question
    rules: Asked
    strange: Pack | None


class Evaluator:
    """Packs made ready to be run over any number of manifests."""

    def __init__(
        self,
        packs: Sequence[Pack],
        selected: Callable[[Rule], bool] = lambda _rule: True,
        *,
        finds: bool = True,
    ) -> None:
        """Compile rules.

        Args:
            packs: the packs.
            selected: says which of their rules run.
            finds: whether results come with findings; status and reason do not depend on it.
        """
        self._packs = [_runnable(pack, selected) for pack in packs]
        self._finds = finds
        self._is_asked = False
        self._memory: Memory | None = None

    def results(
        self,
        manifest: Manifest,
        as_of: date,
        only: Container[str] | None = None,
        broken: frozenset[str] = frozenset(),
    ) -> tuple[Result, ...]:
        """Return one result for each rule, in the order of packs and clauses.

        Args:
            manifest: a structurally valid manifest.
            as_of: the day asked about.
            only: ids of the packs to run on this manifest; all when left out.
            broken: ids of evidence whose document is known to be missing or another one.

        Raises:
            TooMuchError: a pack of a stranger is too much for the manifest.
        """
        stated = Stated(manifest, as_of, broken, finds=self._finds)
        if self._is_asked:  # the first manifest is often the only one
            memory = self._memory or self._begin_to_remember()
            stated.numbers = memory.numbers(stated)
        self._is_asked = True
        found: list[Result] = []
        for runnable in self._packs:
            if only is None or runnable.id in only:
                found += self._results(runnable, stated)
        return tuple(found)

    def _begin_to_remember(self) -> Memory:
        from validator.memory import Memory

        memory = self._memory = Memory()
        self._packs = [
            replace(item, applies=memory.of(item.applies), rules=memory.of_rules(item.rules))
            for item in self._packs
        ]
        return memory

    def _results(self, runnable: _RunnablePack, stated: Stated) -> list[Result]:
        if runnable.strange:
            _demand_bearable(runnable.strange, stated.manifest)
        outside = runnable.applies.answer(stated)
        applies, rules, manifest = outside is PASS, runnable.rules, stated.manifest
        answers = self._answers(rules, stated) if applies else [outside] * len(rules)
        if runnable.strange:
            _demand_few(runnable.strange, manifest, answers)
        name = manifest.name
        return [
            Result(
                name,
                rule,
                answer.status,
                answer.reason,
                located(answer.lacks, manifest) if answer.lacks and self._finds else (),
                applies,
                answer.by_exception,
            )
            for (rule, _), answer in zip(rules, answers, strict=True)
        ]

    def _answers(self, rules: Asked, stated: Stated) -> list[Answer]:
        if self._memory:
            return self._memory.answers(rules, stated)
        return [question.answer(stated) for _, question in rules]


def _demand_bearable(pack: Pack, manifest: Manifest) -> None:
    from validator.work import flaw_of_work

    _refuse(flaw_of_work(manifest, pack), manifest)


def _demand_few(pack: Pack, manifest: Manifest, answers: Sequence[Answer]) -> None:
    """Refuse answers that lack too much, before findings are made of them."""
    from validator.work import flaw_of_number

    _refuse(flaw_of_number(sum(len(answer.lacks) for answer in answers), pack), manifest)


def _refuse(flaw: Text | None, manifest: Manifest) -> None:
    if flaw:
        raise TooMuchError((Problem(manifest.name, None, flaw),))


def _runnable(pack: Pack, selected: Callable[[Rule], bool]) -> _RunnablePack:
    code, schemas = pack.code or compile_pack(pack), closed_set(pack.common)
    applies = Applicability(code.applies, Constraint(pack.applies_when, schemas))
    chosen = filter(selected, pack.rules)
    rules = [(rule, _question(rule, code.rules[rule.id], schemas)) for rule in chosen]
    return _RunnablePack(pack.id, applies, rules, None if pack.code else pack)


def _question(rule: Rule, code: RuleCode, schemas: SchemaSet) -> Question:
    requires = Requirement(rule, code, schemas)
    if rule.applies_when == {}:
        return requires
    return Both(Applicability(code.applies, Constraint(rule.applies_when, schemas)), requires)
