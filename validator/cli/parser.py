"""The full parser of the command line: help, completion, errors."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from itertools import pairwise
from types import SimpleNamespace

from validator._version import __version__
from validator.cli.options import add_language, unmeasured

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.model.text import Language

VERBS = {
    "init": "write a manifest, from a short interview or from answers",
    "check": "check manifests against packs of rules",
    "validate": "check the structure of manifests, without any rule",
    "facts": "print the facts of a manifest, stated and derived, as JSON",
    "diff": "show what an edit of a manifest, another instrument or a later day changes",
    "explain": "explain a rule, a clause, an article, a pack, a fact or a word",
    "show": "print a manifest with the facts that it inherits",
    "list": "list packs and their rules",
    "coverage": "list every clause: automated, partial, manual or out of scope, and by which rules",
    "waiver": "list, check or add waivers",
    "attest": "list, check or add attestations",
    "migrate": "turn manifests of version 1 into version 2, in place",
    "lint": "look for flaws in packs",
    "test": "run the tests of packs",
    "schema": "print a JSON Schema: of the manifest, a pack, a report …",
    "completion": "print the script that completes commands in a shell",
}
"""The verbs in the order of the help, with their summaries; each has the module of its name."""
_MODULES = {"list": "listing"}  # a module ``list`` would hide the type in this package


def parse(argv: list[str], args: SimpleNamespace, *, completes: bool = False) -> None:
    """Read arguments.

    Args:
        argv: the arguments of the command.
        args: receives the parsed arguments.
        completes: whether a shell requests completions; then the process ends.

    Raises:
        SystemExit: help was asked for, or an argument is wrong.
    """
    if completes:
        from validator.cli import completion

        completion.offer(parsers_of(VERBS)[0])
    verb, rest = _verb_and_rest(argv)
    parser, verbs = parsers_of([verb] if verb else VERBS)
    if not argv:
        parser.print_help()
        parser.exit(2)  # nothing was checked: a build that forgets the verb stays red
    if _is_chinese(argv) and not {"-h", "--help"}.isdisjoint(argv):
        from validator.cli.help import translate

        translate(parser)
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


def _parse_verb(parser: Verb, argv: list[str], args: SimpleNamespace) -> None:
    """Read the arguments of a verb; options may come between paths, which takes a second pass."""
    parser.language = "zh" if _is_chinese(argv) else "en"
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


class Verb(argparse.ArgumentParser):
    """The parser of a verb, whose help ends with examples.

    Attributes:
        language: of the examples.
    """

    language: Language = "en"

    def format_help(self) -> str:
        """Return the help, and the examples of the verb; a task of a verb has none."""
        return super().format_help() + "".join(_examples(self.prog, self.language))


def _examples(prog: str, language: Language) -> Iterator[str]:
    from validator.cli import messages

    examples = messages.EXAMPLES.get(prog.partition(" ")[2])
    if examples:
        yield f"\n{messages.EXAMPLES_OF_VERB[language]}\n"
        yield from (
            f"  facepolicy {command}\n      {purpose[language]}\n"
            for command, purpose in examples.items()
        )


def parsers_of(names: Iterable[str]) -> tuple[argparse.ArgumentParser, dict[str, Verb]]:
    """Return the parser for some verbs, and those of the verbs; only their modules are imported."""
    parser = argparse.ArgumentParser(
        prog="facepolicy",
        formatter_class=unmeasured,
        description="Policy as code for facial recognition: check what a deployment does, "
        "written down in a manifest, against the requirements of standards and laws.",
        epilog="Exit codes: 0 nothing failed, 1 something did, 2 no answer.",
    )
    parser.add_argument("--version", action="version", version=f"facepolicy {__version__}")
    add_language(parser, "en")
    verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=Verb)
    for name in names:
        summary = VERBS[name]
        verb = verbs.add_parser(name, help=summary, description=summary, formatter_class=unmeasured)
        add_language(verb, "en")
        module = import_module(f"validator.cli.{_MODULES.get(name, name)}")
        module.add_options(verb)
        verb.set_defaults(run=module.run)
        verb.formatter_class = argparse.HelpFormatter
    parser.formatter_class = argparse.HelpFormatter
    return parser, verbs.choices
