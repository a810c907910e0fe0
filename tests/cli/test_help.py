"""The help of the command: every text of it has Chinese."""

import argparse

import pytest

from validator.cli import main
from validator.cli.help import fill, messages, name_of
from validator.cli.parser import VERBS, parsers_of


def texts(parser):
    yield from filter(None, (parser.description, parser.epilog))
    yield from (group.title for group in parser._action_groups if group.title)
    for action in parser._actions:
        yield from [action.help] if action.help else []
        if isinstance(action, argparse._SubParsersAction):
            yield from (choice.help for choice in action._choices_actions)
            for below in action.choices.values():
                yield from texts(below)


def names(parser):
    """Yield the names of all texts of a parser that is not filled in yet."""
    yield from filter(None, (parser.description, parser.epilog))
    yield from (group.title for group in parser._action_groups if group.title)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (choice.help for choice in action._choices_actions)
            for below in action.choices.values():
                yield from names(below)
        else:
            yield action.help or name_of(action)


def test_the_table_has_every_text_of_the_help_and_no_other():
    assert set(names(parsers_of(VERBS)[0])) == messages.HELP.keys()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_help_is_in_one_language(language):
    parser, _ = parsers_of(VERBS)
    fill(parser, language)
    assert set(texts(parser)) == {text[language] for text in messages.HELP.values()}


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        (["--lang", "zh", "--help"], "按规则包检查清单"),
        (["check", "--help", "--lang", "zh"], "使退出码为 1 的最低严重程度"),
        (["waiver", "add", "--lang=zh", "-h"], "暂时可以接受该不通过的理由"),
    ],
)
def test_help_is_in_the_language_of_the_output(capsys, argv, shown):
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 0
    assert shown in capsys.readouterr().out


def test_help_is_in_english_by_default(capsys):
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "the lightest severity" in " ".join(capsys.readouterr().out.split())
