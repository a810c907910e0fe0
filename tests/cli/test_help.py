"""The help of the command: every text of it has Chinese."""

import argparse

import pytest

from validator.cli import main
from validator.cli.help import messages, translate
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


def test_the_table_has_every_text_of_the_help_and_no_other():
    wanted = set(texts(parsers_of(VERBS)[0])) - {argparse.SUPPRESS}
    assert wanted == {text.en for text in messages.ALL}


def test_a_translated_parser_has_no_english_help():
    parser, _ = parsers_of(VERBS)
    translate(parser)
    chinese = {text.zh for text in messages.ALL}
    assert set(texts(parser)) - {argparse.SUPPRESS} <= chinese


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
