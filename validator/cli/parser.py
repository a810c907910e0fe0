"""The full parser of the command line: help, completion, errors."""

from __future__ import annotations

import argparse
import os
import re
from importlib import import_module
from itertools import pairwise
from types import SimpleNamespace

from validator._version import __version__
from validator.cli.options import unmeasured
from validator.model.text import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from validator.model.text import Language

VERBS = (
    *("init", "check", "validate", "facts", "diff", "explain", "show", "list", "coverage"),
    *("waiver", "attest", "migrate", "lint", "test", "schema", "completion"),
)
"""The verbs in the order of the help; each has the module of its name, except for three."""
_MODULES = {"waiver": "entry_files", "attest": "entry_files"}
_MODULES |= {"list": "listing"}  # a module ``list`` would hide the type in this package


def parse(argv: list[str], args: SimpleNamespace) -> None:
    """Read arguments into ``args``.

    If a shell requests completions, print them and end the process.
    """
    if "_ARGCOMPLETE" in os.environ:
        from validator.cli import completion

        completion.offer(parsers_of(VERBS)[0])
    verb, rest = _verb_and_rest(argv)
    parser, verbs = parsers_of([verb] if verb else VERBS, "zh" if _is_chinese(argv) else "en")
    if not argv:
        parser.print_help()
        parser.exit(2)  # nothing was checked: a build that forgets the verb stays red
    if verb is None:
        parser.parse_args(argv, args)
    else:
        _parse_verb(verbs[verb], rest, args)


def _verb_and_rest(argv: list[str]) -> tuple[str | None, list[str]]:
    """Return the verb, None if there is none, and its arguments: ``--lang`` may come before."""
    first = 0
    while argv[first : first + 1] == ["--lang"] or "".join(argv[first:][:1]).startswith("--lang="):
        first += 2 if argv[first] == "--lang" else 1
    verb = "".join(argv[first : first + 1])
    return (verb, [*argv[:first], *argv[first + 1 :]]) if verb in VERBS else (None, argv)


def _parse_verb(parser: Parser, argv: list[str], args: SimpleNamespace) -> None:
    """Read the arguments of a verb; options may come between paths, which takes a second pass."""
    for before, word in pairwise([parser.prog, *argv]):
        if not word or re.fullmatch("--[a-z-]+=", word):
            # An unset variable of a shell; as a path it would be the current folder.
            name = word.rstrip("=") or before
            parser.error(f"empty argument after {name}; leave it out, or give a value")
    found = SimpleNamespace()  # argparse sets a default only where there is no value
    _, left = parser.parse_known_args(argv, found)
    options = [word for word in left if word.startswith("-") and word != "-"]
    if left and "--" in argv:  # versions of Python differ in what it means in a second pass
        options = left
    if left and not options:
        found = SimpleNamespace()
        try:
            parser.parse_intermixed_args(argv, found)
        except TypeError:  # a verb with tasks has no list of paths
            options = left
    if options:
        parser.error(f"unrecognized arguments: {' '.join(options)}")
    vars(args).update(vars(found))


def _is_chinese(argv: list[str]) -> bool:
    return "--lang=zh" in argv or ("--lang", "zh") in pairwise(argv)


class Parser(argparse.ArgumentParser):
    """A parser of which options have no help until it is printed, in one language.

    Attributes:
        language: of the help.
    """

    def __init__(self, *, language: Language = "en", **more: Any) -> None:
        """Make a parser; the formatter is replaced when all options are added."""
        super().__init__(formatter_class=unmeasured, **more)
        self.language: Language = language

    def format_help(self) -> str:
        """Return the help, and the examples of a verb; a task of a verb has none."""
        from validator.cli import help as texts

        texts.fill(self, self.language)
        return super().format_help() + texts.examples(self.prog, self.language)


def parsers_of(names: Iterable[str], language: Language = "en") -> tuple[Parser, dict[str, Parser]]:
    """Return the parser for some verbs, and those of the verbs; only their modules are imported."""
    parser = Parser(
        prog="facepolicy", description="facepolicy", epilog="exit codes", language=language
    )
    parser.add_argument("--version", action="version", version=f"facepolicy {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name in names:
        verb = verbs.add_parser(name, help=name, description=name, language=language)
        verb.add_argument("--lang", choices=LANGUAGES, default="en")
        module = import_module(f"validator.cli.{_MODULES.get(name, name)}")
        module.add_options(verb)
        verb.set_defaults(run=module.run)
        verb.formatter_class = argparse.HelpFormatter
    parser.formatter_class = argparse.HelpFormatter
    return parser, verbs.choices
