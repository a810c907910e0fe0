"""The help of the command in Chinese."""

from __future__ import annotations

import argparse

from validator.cli.help import messages


def translate(parser: argparse.ArgumentParser) -> None:
    """Replace the texts of the help of a parser, and of its verbs or tasks, by Chinese ones.

    The usage line, and messages of argparse about wrong arguments, stay in English.
    """
    chinese = {text.en: text.zh for text in messages.ALL}
    _translate(parser, chinese)


def _translate(parser: argparse.ArgumentParser, chinese: dict[str, str]) -> None:
    parser.description = _in_chinese(parser.description, chinese)
    parser.epilog = _in_chinese(parser.epilog, chinese)
    for group in parser._action_groups:
        group.title = _in_chinese(group.title, chinese)
    for action in parser._actions:
        action.help = _in_chinese(action.help, chinese)
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                choice.help = _in_chinese(choice.help, chinese)
            for below in action.choices.values():
                _translate(below, chinese)


def _in_chinese(text: str | None, chinese: dict[str, str]) -> str | None:
    return chinese.get(text, text) if text else text
