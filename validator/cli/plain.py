"""Plain arguments of ``facepolicy check``, read without argparse, which takes as long as a check.

An installed facepolicy carries a table of the options, made at the build of the very parser that
``validator.cli.parser`` uses. Arguments that are spelled out are read by it. Whatever is
unusual or wrong, abbreviations included, is left to argparse, and so are other verbs; the tests
hold what is read here to what argparse reads.
"""

from __future__ import annotations

from importlib import import_module

from validator import prebuilt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from types import SimpleNamespace
    from typing import Any

    Option = tuple[str, str, Any, tuple[str, ...] | None, str | None]
    Table = dict[str, Any]

VERB = "check"
_TYPES = ("day", "jobs")


class _UnusualError(Exception):
    """It takes argparse to read this."""


def parse(argv: list[str], asked: SimpleNamespace) -> bool:
    """Read arguments if they are plain.

    Args:
        argv: the arguments of the command.
        asked: takes what they ask for.

    Returns:
        Whether they were read; if not, ``asked`` is as it was.
    """
    if argv[:1] != [VERB] or not prebuilt.available():
        return False
    try:
        found = read(argv[1:], prebuilt.arguments())
    except _UnusualError:
        return False
    vars(asked).update(found, run=import_module(f"validator.cli.{VERB}").run)
    return True


def read(argv: list[str], table: Table) -> dict[str, Any]:
    """Return what plain arguments ask for, by the names of the parser.

    Raises:
        _UnusualError: it takes argparse to tell.
    """
    found: dict[str, Any] = dict(table["defaults"])
    paths: list[str] = []
    seen: set[str] = set()
    rest = iter(argv)
    blocks = 0
    within = False
    for argument in rest:
        if argument[:1] == "-" and argument != "-":
            within = False
            _take(argument, rest, table, found, seen)
        else:
            blocks += not within
            within = True
            paths.append(argument)
    if blocks > 1 or any(len(seen & set(group)) > 1 for group in table["exclusive"]):
        raise _UnusualError
    return found | {table["paths"]: paths}


def _take(
    argument: str, rest: Iterator[str], table: Table, found: dict[str, Any], seen: set[str]
) -> None:
    name, equals, value = argument.partition("=")
    option: Option | None = table["options"].get(name)
    if option is None or (equals and not name.startswith("--")):
        raise _UnusualError
    dest, kind, constant, choices, type_name = option
    seen.add(dest)
    if kind == "constant":
        if equals:
            raise _UnusualError
        found[dest] = constant
        return
    text = value if equals else next(rest, "-")
    if not text or (text[0] == "-" and not equals) or (choices and text not in choices):
        raise _UnusualError
    _store(found, dest, kind, _typed(text, type_name))


def _typed(text: str, type_name: str | None) -> Any:
    if type_name is None:
        return text
    try:
        return getattr(import_module("validator.cli.options"), type_name)(text)
    except Exception as error:
        raise _UnusualError from error  # argparse tells what is wrong


def _store(found: dict[str, Any], dest: str, kind: str, value: Any) -> None:
    if kind == "append":
        found[dest] = [*(found[dest] or ()), value]
    elif kind == "store":
        found[dest] = value
    else:
        from validator.cli.output import paired

        found[dest] = paired(found[dest] or (), int(kind), value)


def table_of(parser: ArgumentParser) -> Table:
    """Return the options of a verb as constants.

    Args:
        parser: that of the verb.

    Raises:
        ValueError: an option of a kind that no table holds.
    """
    options: dict[str, Option] = {}
    defaults: dict[str, Any] = {}
    paths = ""
    for action in parser._actions:
        if not action.option_strings:
            paths = action.dest
        elif action.dest != "help":
            defaults[action.dest] = parser.get_default(action.dest)
            options |= {name: _option(action, name) for name in action.option_strings}
    groups = [
        tuple({action.dest: None for action in group._group_actions})
        for group in parser._mutually_exclusive_groups
    ]
    return {"options": options, "defaults": defaults, "paths": paths, "exclusive": groups}


def _option(action: Any, name: str) -> Option:
    side = "0" if name == "--format" else "1"
    kinds = {"_StoreAction": "store", "_AppendAction": "append", "Pair": side}
    kind = "constant" if action.nargs == 0 else kinds.get(type(action).__name__)
    type_name = action.type.__name__ if action.type else None
    if kind is None or (type_name and type_name not in _TYPES):
        raise ValueError(f"{name}: {action}")
    choices = tuple(action.choices) if action.choices else None
    return action.dest, kind, action.const, choices, type_name
