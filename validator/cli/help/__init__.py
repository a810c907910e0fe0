"""The help of the command, in the language of its output."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from validator.cli.help import messages

if TYPE_CHECKING:
    from validator.model.text import Language


def fill(parser: argparse.ArgumentParser, language: Language) -> None:
    """Fill in the texts of a parser and of its verbs or tasks, which have only names of them.

    An option without a name of a text has its own. The usage line, and messages of argparse about
    wrong arguments, stay in English.
    """

    def text(name: str | None) -> str | None:
        found = messages.HELP.get(name or "")
        return found[language] if found else name

    parser.description, parser.epilog = text(parser.description), text(parser.epilog)
    for group in parser._action_groups:
        group.title = text(group.title)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                choice.help = text(choice.help)
            for below in action.choices.values():
                fill(below, language)
        else:
            action.help = text(action.help or name_of(action))


def name_of(action: argparse.Action) -> str:
    """Return the name of an option as its help is stored."""
    if action.option_strings:
        return action.option_strings[-1]
    return str(action.metavar or action.dest)


def examples(prog: str, language: Language) -> str:
    """Return the examples of a verb; nothing for a command that is no verb."""
    from validator.cli.messages import EXAMPLES, EXAMPLES_OF_VERB

    lines = [
        f"  facepolicy {command}\n      {purpose[language]}\n"
        for command, purpose in EXAMPLES.items()
        if prog == f"facepolicy {command.split()[0]}"
    ]
    return "".join((f"\n{EXAMPLES_OF_VERB[language]}\n", *lines)) if lines else ""
