"""Options between paths, ``--lang`` before the verb, and examples in the help of each verb."""

import re
import shlex
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.checkout import ROOT
from tests.whole.test_docs import script
from validator.cli import main, messages
from validator.cli.parser import VERBS, parse

LOBBY = ROOT / "examples" / "lobby-gate.yaml"
DAY = ("--as-of", "2026-10-31")


@pytest.fixture
def pair(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.yaml"):
        shutil.copy(LOBBY, name)


def parsed(*argv):
    args = SimpleNamespace(lang=None)
    parse(list(argv), args)
    return args


@pytest.mark.parametrize(
    "argv",
    [
        ("a.yaml", "b.yaml", "--lang", "zh", "-q"),
        ("a.yaml", "--lang", "zh", "b.yaml", "-q"),
        ("-q", "a.yaml", "--lang=zh", "b.yaml"),
        ("--lang", "zh", "a.yaml", "-q", "b.yaml"),
    ],
)
def test_options_come_anywhere_between_paths(pair, capsys, argv):
    assert main(["check", *DAY, *argv]) == 0
    assert "清单 2 份" in capsys.readouterr().out


def test_what_is_repeated_is_read_once(pair):
    args = parsed("check", "--select", "X", "a.yaml", "--format", "json", "-o", "f", "b.yaml")
    assert args.paths == ["a.yaml", "b.yaml"]
    assert args.select == ["X"]
    assert args.outputs == [("json", "f")]


@pytest.mark.parametrize(
    ("verb", "dest"),
    [
        ("check", "paths"),
        ("validate", "paths"),
        ("diff", "manifests"),
        ("explain", "about"),
        ("list", "about"),
        ("coverage", "about"),
        ("migrate", "files"),
    ],
)
def test_every_verb_with_a_list_takes_options_between(verb, dest):
    args = parsed(verb, "one", "--lang", "zh", "two", "-")
    assert (getattr(args, dest), args.lang) == (["one", "two", "-"], "zh")


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("waiver", "attest")])
def test_the_language_may_come_before_the_verb(verb):
    for first in (["--lang", "zh"], ["--lang=zh"], ["--lang", "en", "--lang=zh"]):
        more = {"completion": ["bash"], "schema": [], "init": []}.get(verb, ["x"])
        assert parsed(*first, verb, *more).lang == "zh"
    assert parsed("--lang", "zh", verb, *more, "--lang", "en").lang == "en"


def test_a_verb_has_its_own_default_language():
    assert parsed("list").lang == "en"
    assert parsed("check", "x").lang is None  # the configuration may have one
    assert parsed("check", "x", "-q", "y").lang is None
    assert parsed("coverage", "x", "--matrix", "y").lang == "en"


def test_the_language_before_a_verb_with_tasks(pair, capsys):
    assert parsed("--lang", "zh", "waiver", "list").lang == "zh"
    assert main(["--lang", "zh", "check", "a.yaml", *DAY, "-q"]) == 0
    assert "清单 1 份" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("check", "a.yaml", "--lagn", "zh", "b.yaml"), "unrecognized arguments: --lagn\n"),
        (("waiver", "list", "a.yaml", "--lang", "zh", "b.yaml"), "arguments: b.yaml\n"),
        (("check", "a.yaml", "-q", "--", "b.yaml"), "unrecognized arguments: -- b.yaml\n"),
        (("--lang", "xx", "check", "a.yaml"), "argument --lang: invalid choice: 'xx'"),
        (("--lang", "zh"), "arguments are required: VERB"),
        (("--lang",), "argument --lang: expected one argument"),
        (("--lang", "zh", "chekc", "a.yaml"), "invalid choice: 'chekc'"),
    ],
)
def test_what_is_no_argument_is_refused(argv, said, capsys):
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_names_after_two_dashes_are_never_options():
    assert parsed("check", "-q", "--", "--help", "-x").paths == ["--help", "-x"]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_ends_with_examples_that_work(verb, language, capsys):
    with pytest.raises(SystemExit) as end:
        main(["--lang", language, verb, "--help"])
    assert end.value.code == 0
    head, _, shown = capsys.readouterr().out.partition(
        {"en": "examples:", "zh": "示例："}[language]
    )
    assert "usage: facepolicy" in head
    rows = shown.strip("\n").split("\n")
    own = {line: text for line, text in messages.EXAMPLES.items() if line.split()[0] == verb}
    assert rows[0::2] == [f"  facepolicy {command}" for command in own]
    assert rows[1::2] == [f"      {text[language]}" for text in own.values()]
    assert 2 <= len(own) <= 4


@pytest.mark.parametrize("command", messages.EXAMPLES)
def test_examples_are_understood(command):
    words = shlex.split(re.split(" [<>] ", command)[0])
    if words[-1] != "--help":
        assert parsed(*words).run


def test_packs_and_rules_of_the_examples_exist(capsys):
    for command in messages.EXAMPLES:
        if command.startswith(("explain", "list")):
            assert main(shlex.split(command)) == 0
            assert capsys.readouterr().out


def test_a_task_of_a_verb_has_no_examples(capsys):
    with pytest.raises(SystemExit):
        main(["waiver", "add", "--help"])
    assert "examples:" not in capsys.readouterr().out


def test_the_command_reference_has_the_examples():
    build = script("build")
    assert "    全部规则包和规则\n" in build.commands("zh")
    assert "      all packs and rules\n" in build.commands("en")


PACK = "cn-payment-guide-2025"
PRINTING = [
    ("show", "a.yaml"),
    ("facts", "a.yaml", *DAY),
    ("explain", "PIPL-29"),
    ("list", PACK),
    ("coverage", PACK),
    ("schema", "report"),
    ("waiver", "list", "w.yaml", *DAY),
    ("attest", "lint", "t.yaml", *DAY),
    ("lint", PACK),
    ("test", PACK),
]


@pytest.mark.parametrize("argv", PRINTING, ids=lambda argv: argv[0])
def test_whatever_prints_a_report_or_a_listing_writes_it_to_a_file(pair, capsys, argv):
    Path("w.yaml").write_text("apiVersion: facepolicy-waivers/v1\nwaivers: []\n")
    Path("t.yaml").write_text("apiVersion: facepolicy-attestations/v1\nattestations: []\n")
    code = main(argv)
    printed = capsys.readouterr().out
    assert printed
    assert main([*argv, "-o", "out.txt"]) == code == 0
    assert capsys.readouterr().out == ""
    assert Path("out.txt").read_text(encoding="utf-8") == printed
    assert main([*argv, "-o", "-"]) == 0
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize(
    "argv", [("show", "a.yaml"), ("facts", "a.yaml"), ("waiver", "list", "a.yaml")]
)
def test_what_is_read_is_not_overwritten(pair, capsys, argv):
    if argv[0] == "waiver":
        Path("a.yaml").write_text("apiVersion: facepolicy-waivers/v1\nwaivers: []\n")
    before = Path("a.yaml").read_bytes()
    assert main([*argv, "-o", "./a.yaml"]) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert Path("a.yaml").read_bytes() == before


@pytest.mark.parametrize("verb", ["lint", "test"])
def test_packs_are_named_as_words_or_by_the_option_of_other_verbs(verb, capsys):
    assert main([verb, PACK]) == 0
    alone = capsys.readouterr().out
    assert main([verb, "--pack", PACK]) == 0
    assert capsys.readouterr().out == alone
    assert main([verb, PACK, "-p", "us-wa-king-county-19296"]) == 0
    assert capsys.readouterr().out != alone
