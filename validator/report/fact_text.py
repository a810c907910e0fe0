"""One fact to fix in words: found and expected, which rules demand what, and what to change.

Every format that lists failures has these texts, each in its own form.
"""

from __future__ import annotations

from validator.engine.results import Reason
from validator.manifest.vocabulary import fact_at
from validator.model.names import first_of
from validator.model.text import Text
from validator.report import messages, wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from validator.engine.results import Finding, Result
    from validator.model.text import Language
    from validator.packs.model import Rule
    from validator.report.grouping import Group, ReviewQuestion


def title(finding: Finding) -> Text:
    """Return a fact that fails, and the verdict in a word."""
    reason = messages.REASONS[finding.reason or Reason.UNDECLARED]
    verdict = wording.found(finding) if finding.judged else reason
    return messages.FACT_AND_VERDICT.format(fact=wording.name_of(finding), verdict=verdict)


def difference(group: Group) -> Text:
    """Return what is found and what is expected; each expectation of the rules once."""
    expected = messages.SEMICOLON.join(group.expected)
    found = wording.found(group.finding)
    return messages.ACTUAL_AND_EXPECTED.format(actual=found, expected=expected)


def headline(group: Group) -> Text:
    """Return the fact with what is found and expected, or that it is not stated."""
    if group.reason is Reason.UNDECLARED:
        return title(group.finding)
    fact = wording.name_of(group.finding)
    return messages.FACT_AND_VERDICT.format(fact=fact, verdict=difference(group))


def level(rule: Rule, language: Language) -> str:
    """Return the severity of a rule as a label."""
    return f"[{messages.SEVERITIES[rule.severity][language]}]"


def rule_and_level(rule: Rule, language: Language) -> str:
    """Return a rule with its severity."""
    return f"{rule.id} {level(rule, language)}"


def demands(
    group: Group,
    language: Language,
    name: Callable[[Rule, Language], str] = rule_and_level,
    mark: Callable[[str], str] = str,
) -> Iterator[str]:
    """Yield what the rules say about the fact as lines, each text once with its rules.

    ``name`` returns a rule with its severity as shown, ``mark`` a text as the format has it.
    """
    for message, results in group.demands(language).items():
        rules = [name(one.rule, language) for one in results]
        citations = [mark(cited(one, language)) for one in results]
        if len(rules) == 1:
            yield f"{rules[0]}{messages.COLON[language]}{mark(message)}{citations[0]}"
        else:
            yield mark(message)
            yield from (f"  {rule}{cites}" for rule, cites in zip(rules, citations, strict=True))


def fixes(group: Group, language: Language, label: str = "") -> Iterator[str]:
    """Yield each change as a line; with its rules, where they differ in what to change."""
    label = label or messages.FIX[language]
    every = group.fixes(language)
    for fix, results in every.items():
        named = messages.FIX_FOR[language].format(fix=label, rules=ids(results))
        yield f"{named if len(every) > 1 else label}{messages.COLON[language]}{fix}"


def lines(group: Group, language: Language) -> Iterator[str]:
    """Yield all that is said about the fact, except its title, as lines."""
    if group.reason is not Reason.UNDECLARED:
        yield difference(group)[language]
    yield from demands(group, language)
    yield from fixes(group, language)


def inherited_by(groups: Sequence[Group], language: Language) -> Iterator[str]:
    """Yield a line that names the manifests that inherit a fact, if there are several."""
    if len(groups) > 1:
        names = [one.results[0].manifest for one in groups]
        text = messages.INHERITED_BY.format(number=len(names), names=first_of(names))
        yield text[language]


def description(group: Group, language: Language) -> str:
    """Return all about the fact in one line; of several demands and changes the gravest rule's."""
    head = headline(group)[language]
    gravest = group.of(group.results[0])  # the texts of the others take time and are not shown
    (change,) = gravest.fixes(language)
    if group.reason is Reason.UNDECLARED:
        return messages.DESCRIPTION_OF_MISSING[language].format(
            headline=head, change=change, rules=ids(group.results)
        )
    (message,) = gravest.demands(language)
    return messages.DESCRIPTION[language].format(
        headline=head,
        message=message,
        change=change,
        rules=_with_citations(group.results, language),
    )


def _with_citations(results: Iterable[Result], language: Language) -> str:
    rules = dict.fromkeys(f"{one.rule.id}{cited(one, language)}" for one in results)
    return messages.SEMICOLON[language].join(rules)


def question(asked: ReviewQuestion, language: Language) -> str:
    """Return a question that a person must answer, and the rules that ask it, in one line."""
    return messages.QUESTION[language].format(
        question=asked.text[language], rules=_with_citations(asked.results, language)
    )


def to_state(
    places: list[Group],
    language: Language,
    name: Callable[[Rule, Language], str],
    mark: Callable[[str], str] = str,
) -> str:
    """Return one fact that is missing, at its places: entries of a list lack it alike.

    Of many places and rules the first are named. ``name`` returns a rule as it is shown, ``mark``
    a text as the format has it.
    """
    missing = places[0]
    results = [result for one in places for result in one.results]
    findings = [finding for one in places for finding in one.findings]
    rules = list({result.rule.id: name(result.rule, language) for result in results}.values())
    if len(rules) > _RULES:
        rules[_RULES:] = [messages.AND_MORE.format(len(rules) - _RULES)[language]]
    others = len({result.manifest for result in results}) - 1
    more = messages.IN_BRACKETS.format(messages.MORE_MANIFESTS.format(others))[language]
    fact = fact_at(missing.fact)
    parts = missing.finding.parts if len(places) == 1 else missing.fact
    label = wording.fact_label(parts)
    text = messages.FACT_TO_STATE[language].format(
        name=mark(_names(places)[language]),
        title=mark(Text(fact.title.en, label.zh)[language]),
        choices=mark(wording.to_state(findings)[language]),
        rules=", ".join(rules),
    )
    return text + more if others else text


_RULES = 12
"""The most rules that are named for a missing fact: without its modes, a manifest fails 60."""


def _names(places: list[Group]) -> Text:
    """Return the names of missing facts; with their lines if there are several."""
    if len(places) == 1:
        return Text(*[wording.place(places[0].finding.pointer)] * 2)
    findings = [one.finding for one in places[: wording.MOST]]
    names = [
        messages.NAME_AND_LINE.format(name=wording.place(one.pointer), line=one.position.line)
        for one in findings
    ]
    return messages.ENUMERATION.join(names + wording.more(len(places)))


def cited(result: Result, language: Language) -> str:
    """Return the citation of the clause of a result, in brackets."""
    citation = wording.citation(result.pack, result.rule.clause)
    return messages.IN_BRACKETS.format(citation)[language]


def ids(results: Iterable[Result]) -> str:
    """Return the rules of some results."""
    return ", ".join(dict.fromkeys(one.rule.id for one in results))
