"""``facepolicy test``: run the tests of packs, and check by mutation that rules can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import PACK_HELP, add_verb, write

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from validator.cli.options import Verbs
    from validator.model.text import Language
    from validator.packs.model import Pack


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "test", "run the tests of packs")
    parser.add_argument("packs", nargs="*", metavar="PACK", help=f"{PACK_HELP} (default: all)")
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="also change every constraint in turn and require that a test fails",
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the failures and one line of counts for each pack; return 1 if anything failed."""
    from validator.packs.files import shipped
    from validator.packs.load import load_pack

    names = args.packs or shipped()
    return max(_test(load_pack(name), args.lang, mutate=args.mutate) for name in names)


def _test(pack: Pack, language: Language, *, mutate: bool) -> int:
    from validator.authoring.pack_tests import (
        applicability_failures,
        cases,
        failures,
        rule_cases,
    )

    wrong = [*applicability_failures(pack)]
    wrong += [failure for rule in pack.rules for failure in failures(rule, pack)]
    _tell(f"FAIL {item.rule}: {item.case}: {item.detail}" for item in wrong)
    number = len(cases(pack.tests, pack.compliant))
    number += sum(len(rule_cases(rule, pack)) for rule in pack.rules)
    line = messages.TEST_SUMMARY[language].format(pack.id, len(pack.rules), number, len(wrong))
    survivors = 0
    if mutate and not wrong:
        from validator.authoring.mutation import mutants

        made = list(mutants(pack))
        survivors = sum(mutant.survived for mutant in made)
        _tell(f"SURVIVED {item.owner}: {item.place}" for item in made if item.survived)
        line += messages.MUTATION_SUMMARY[language].format(len(made), survivors)
    write(f"{line}\n")
    return 1 if wrong or survivors else 0


def _tell(lines: Iterable[str]) -> None:
    """Write lines with names from a pack, which are untrusted."""
    from validator.model.quote import one_line

    write("".join(f"{one_line(line)}\n" for line in lines))
