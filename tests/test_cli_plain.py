"""Plain arguments: what is read without argparse is read as argparse reads it."""

from argparse import ArgumentParser
from random import Random
from types import SimpleNamespace

import pytest

from validator.cli import check, plain
from validator.cli.plain import VERB, read, table_of

ROUNDS = 1000
PIECES = [
    *(
        "a.yaml",
        "b.yaml",
        "-",
        "--",
        "deploy/",
        "--pack",
        "-p",
        "--pack=cn-x",
        "cn-y",
        "-pcn-z",
        "--pac",
    ),
    *("--select", "FRD*", "--ignore=x", "--fail-on", "error", "warning", "loud", "--fail-on=info"),
    *(
        "--as-of",
        "2026-10-31",
        "--as-of=2026-13-01",
        "--format",
        "json",
        "jsonl",
        "all",
        "-o",
        "out",
    ),
    *(
        "--output=x",
        "-q",
        "--quiet",
        "-v",
        "--in-force",
        "--lang",
        "zh",
        "--lang=en",
        "-j",
        "2",
        "--jobs=0",
    ),
    *(
        "-j2",
        "--jobs",
        "x",
        "--no-color",
        "--color",
        "never",
        "--config",
        "c.toml",
        "--no-config",
        "=",
        "",
    ),
    *(
        "--require-applicable",
        "--waivers",
        "w.yaml",
        "--baseline=b",
        "--write-baseline",
        "n",
        "--show-config",
    ),
    *("--help", "-h", "--version", "--nonsense", "-x", "-qv"),
]


@pytest.fixture(scope="module")
def parser():
    verbs = ArgumentParser(exit_on_error=True).add_subparsers()
    check.add_to(verbs)
    return verbs.choices[VERB]


@pytest.fixture(scope="module")
def table(parser):
    return eval(repr(table_of(parser)))  # noqa: S307 - as the build writes it


def both(argv, parser, table):
    """Return what both readers make of arguments; None where one refuses."""
    try:
        quick = read(argv, table)
    except plain._UnusualError:
        quick = None
    try:
        full = vars(parser.parse_args(argv))
    except SystemExit:
        full = None
    return quick, full and {name: value for name, value in full.items() if name != "run"}


def test_every_option_is_in_the_table(parser, table):
    known = {name for action in parser._actions for name in action.option_strings}
    assert set(table["options"]) == known - {"-h", "--help"}


@pytest.mark.parametrize(
    "argv",
    [
        ["a.yaml"],
        ["a.yaml", "b.yaml", "--pack", "x", "-p", "y", "--pack=z"],
        ["--format", "json", "-o", "a", "-o", "b", "--format", "html", "c.yaml"],
        ["-q", "--as-of", "2026-10-31", "a", "-j", "2"],
        [
            "--select=A",
            "--ignore",
            "B",
            "--fail-on",
            "warning",
            "--lang",
            "zh",
            "--no-color",
            "-",
            "x",
        ],
        ["--in-force", "--require-applicable", "--waivers", "w", "--baseline", "b", "a.yaml"],
        [],
    ],
)
def test_usual_arguments_are_plain(argv, parser, table):
    quick, full = both(argv, parser, table)
    assert quick is not None
    assert quick == full


@pytest.mark.parametrize(
    "argv",
    [
        *(
            ["--pac", "x"],
            ["-pX"],
            ["--pack"],
            ["--pack", "-q"],
            ["--fail-on", "loud"],
            ["--", "a"],
        ),
        *(
            ["-q", "-v"],
            ["--pack", "x", "--in-force"],
            ["--as-of", "2026-02-30"],
            ["--help"],
            ["-q=1"],
        ),
        *(["a", "-q", "b"], ["--quiet=yes"], ["--jobs", "many"], ["--color", ""]),
    ],
)
def test_what_is_unusual_or_wrong_is_left_to_argparse(argv, parser, table, capsys):
    assert both(argv, parser, table)[0] is None


def test_what_both_read_they_read_alike(parser, table, capsys):
    random = Random(1)
    alike = 0
    for _ in range(ROUNDS):
        argv = random.choices(PIECES, k=random.randint(0, 6))
        quick, full = both(argv, parser, table)
        if quick is not None:
            assert quick == full, argv
            alike += 1
    assert alike > ROUNDS / 20


def test_the_table_is_used_where_it_is(monkeypatch, table):
    asked = SimpleNamespace(lang=None)
    monkeypatch.setattr(plain.prebuilt, "available", lambda: False)
    assert not plain.parse([VERB, "a.yaml"], asked)
    monkeypatch.setattr(plain.prebuilt, "available", lambda: True)
    monkeypatch.setattr(plain.prebuilt, "arguments", lambda: table)
    assert not plain.parse(["lint"], asked)
    assert not plain.parse([VERB, "--nonsense"], asked)
    assert vars(asked) == {"lang": None}
    assert plain.parse([VERB, "a.yaml", "--lang", "zh"], asked)
    assert (asked.paths, asked.lang, asked.run) == (["a.yaml"], "zh", check.run)
