"""The clauses of instruments as OSCAL controls: those reviewed, and what decides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.formats import clauses
from validator.report.formats.oscal import messages, terms
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from validator.model.text import Language, Text
    from validator.packs.model import Clause, Pack


def selection(pack: Pack, reviewed: Container[str], language: Language) -> Json:
    """Return the clauses of a pack that were reviewed.

    Args:
        pack: the pack.
        reviewed: ids of the clauses on which there is a result.
        language: of the texts.
    """
    inside = [clause for clause in pack.clauses if clause.id in reviewed]
    outside = [clause for clause in pack.clauses if clause.id not in reviewed]
    included: Json = {"include-controls": _ids(inside)} if inside else {"include-all": {}}
    excluded: Json = {"exclude-controls": _ids(outside)} if outside else {}
    why = [f"- {text(f'{clause.id}: {_why(clause, pack)[language]}')}" for clause in outside]
    return {
        "description": text(
            messages.SELECTED_CLAUSES[language].format(f"{pack.id} {pack.version}")
        ),
        "props": props(pack=pack.id, version=pack.version, force=pack.force, sha256=pack.sha256),
        **included,
        **excluded,
        **({"remarks": "\n".join(why)} if why else {}),
    }


def _ids(of: Sequence[Clause]) -> list[Json]:
    return [{"control-id": terms.token(clause.id)} for clause in of]


def _why(clause: Clause, pack: Pack) -> Text:
    if clauses.own_rules(clause, pack):
        return messages.RULES_NOT_SELECTED
    return clauses.without_rule(clause, pack)


def objectives(pack: Pack, language: Language) -> Iterator[Json]:
    """Yield for each clause with rules the part that they decide: the target of findings."""
    for clause in pack.clauses:
        rules = clauses.own_rules(clause, pack)
        if rules:
            lines = (f"- {text(f'{rule.id}: {rule.title[language]}')}" for rule in rules)
            yield {
                "control-id": terms.token(clause.id),
                "description": text(messages.OBJECTIVE[language]),
                "props": props(pack=pack.id, assessment=clause.assessment.value),
                "parts": [
                    {
                        "id": terms.objective(pack.id, clause.id),
                        "name": "assessment-objective",
                        "title": text(clause.id),
                        "prose": "\n".join((f"{text(clause.summary[language])}\n", *lines)),
                    }
                ],
            }
