"""``facepolicy completion``: completions for the tab key of a shell.

The printed script calls the command itself, with the variable ``_ARGCOMPLETE``, so
it never goes out of date.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from validator.cli.options import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Completer = Callable[..., Iterable[str]]

SHELLS = ("bash", "zsh", "fish")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("shell", choices=SHELLS)


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    from argcomplete.shell_integration import shellcode

    write(shellcode(["facepolicy"], shell=args.shell))
    return 0


def offer(parser: argparse.ArgumentParser) -> None:
    """Print the completions that the shell requested, and end the process."""
    from argcomplete import autocomplete

    from validator.cli.help import fill

    fill(parser, "en")
    kinds = _kinds()
    for action in _arguments(parser):
        kind = action.metavar or action.dest.upper()
        if isinstance(kind, str) and kind in kinds:
            action.completer = kinds[kind]  # type: ignore[attr-defined]
    autocomplete(parser, always_complete_options=False)


def _kinds() -> dict[str, Completer]:
    """Return the possible values of an argument, by its name in the help."""
    from argcomplete.completers import DirectoriesCompleter, FilesCompleter

    from validator.manifest.vocabulary import shapes, short_name
    from validator.model.resources import schema_names, shipped

    folders = DirectoriesCompleter()
    return {
        "MANIFEST": FilesCompleter(("yaml", "yml", "json")),
        "PACK": lambda prefix, **_: [*shipped(), "all", *folders(prefix)],
        "WHAT": lambda **_: [
            *_rule_ids(),
            *shipped(),
            *dict.fromkeys(map(short_name, shapes())),
        ],
        "ID": lambda **_: [*_rule_ids()],
        "NAME": lambda **_: schema_names(),
    }


def _rule_ids() -> Iterator[str]:
    """Yield the ids of the shipped rules by their file names; loading the rules takes long."""
    from validator.model.resources import policies

    yield from sorted(file.stem for file in policies().glob("*/rules/*.yaml"))


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in dict.fromkeys(action.choices.values()):
                yield from _arguments(verb)
        yield action
