"""``facepolicy test``: run the tests of packs, and check by mutation that rules can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_output, add_packs, write, write_to
from validator.model.quote import one_line

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from validator.authoring.mutation import Mutant
    from validator.authoring.pack_tests import Failure
    from validator.model.text import Language

    Tested = tuple[str, list[Failure], Iterable[Mutant]]
    """A line of counts, what failed, and the mutants, which are made when they are read."""


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    add_packs(parser)
    parser.add_argument("--mutate", action="store_true")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print the failures and one line of counts for each pack; return 1 if anything failed.

    Without names, the shared constraints of ``policies/common`` come first.
    """
    from validator.model.resources import shipped

    names = [*args.packs, *args.pack]
    texts, codes = [], []
    for name in names or [None, *shipped()]:
        text, code = _outcome(*(_pack(name, args) if name else _shared(args)), args.lang)
        texts.append(text)
        codes.append(code)
        if args.output is None:
            write(text)  # at once: the mutants of all packs take minutes
    if args.output is not None:
        write_to(args.output, "".join(texts))
    return max(codes)


def _shared(args: Namespace) -> Tested:
    from validator.authoring.mutation import shared_mutants
    from validator.authoring.pack_tests import documents, shared_constraints, shared_failures

    constraints = shared_constraints()
    common = documents(constraints)
    wrong = [failure for item in constraints for failure in shared_failures(item, common)]
    number = sum(len(item.cases) for item in constraints)
    line = messages.SHARED_TEST_SUMMARY[args.lang].format(len(constraints), number, len(wrong))
    return line, wrong, shared_mutants() if args.mutate else ()


def _pack(name: str, args: Namespace) -> Tested:
    from validator.authoring.mutation import mutants
    from validator.authoring.pack_tests import applicability_failures, cases, failures, rule_cases
    from validator.packs.load import load_pack

    pack = load_pack(name)
    wrong = [*applicability_failures(pack)]
    wrong += [failure for rule in pack.every_rule for failure in failures(rule, pack)]
    number = len(cases(pack.tests, pack.compliant))
    number += sum(len(rule_cases(rule, pack)) for rule in pack.every_rule)
    line = messages.TEST_SUMMARY[args.lang].format(pack.id, len(pack.rules), number, len(wrong))
    return line, wrong, mutants(pack) if args.mutate else ()


def _outcome(
    line: str, wrong: list[Failure], made: Iterable[Mutant], language: Language
) -> tuple[str, int]:
    """Return failures, survivors of mutants and a line of counts; and 1 where there are any."""
    rows = [f"FAIL {item.rule}: {item.case}: {item.detail}" for item in wrong]
    survivors = 0
    found = [] if wrong else list(made)  # mutants tell something only where all tests pass
    if found:
        survivors = sum(mutant.survived for mutant in found)
        rows += [f"SURVIVED {item.owner}: {item.place}" for item in found if item.survived]
        line += messages.MUTATION_SUMMARY[language].format(len(found), survivors)
    # Names from a pack are untrusted.
    text = "".join(f"{one_line(row)}\n" for row in rows)
    return f"{text}{line}\n", 1 if wrong or survivors else 0
