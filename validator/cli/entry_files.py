"""What ``facepolicy waiver`` and ``facepolicy attest`` share: list, check and add entries."""

from __future__ import annotations

import re
from os.path import basename, exists, join
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.cli import messages
from validator.cli.options import (
    PACK_HELP,
    add_day,
    add_output,
    add_pack,
    add_task,
    write,
    write_to,
)
from validator.model.quote import escape

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from validator.model.text import Text
    from validator.packs.model import Rule
    from validator.report.entries import EntryUse
    from validator.report.entry_files import EntryFile

_LONGEST = 1000


class Kind(NamedTuple):
    """One kind of entry file.

    Attributes:
        name: the member that holds the entries, and the stem of the default file.
        load: reads such a file.
        labels: the members that ``list`` prints, with their labels.
    """

    name: str
    load: Callable[[str], EntryFile]
    labels: dict[str, Text]

    @property
    def default(self) -> str:
        """The file that is meant where none is named."""
        return f"{self.name}.yaml"


def add_tasks(
    parser: ArgumentParser, kind: Kind, entry_options: Callable[[ArgumentParser], None]
) -> None:
    """Add the tasks of a verb to its parser.

    Args:
        parser: the parser of the verb.
        kind: what the verb is about.
        entry_options: adds the options of ``add``.
    """
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for task, purpose in (
        ("lint", "print the entries that need attention"),
        ("list", "print all entries, the one that ends first before the others"),
        ("add", "add an entry; the file is made where there is none"),
    ):
        one = add_task(tasks, task, purpose)
        one.add_argument(
            "file",
            nargs="?",
            default=kind.default,
            metavar="FILE",
            help=f"default: {kind.default}",
        )
        if task == "add":
            entry_options(one)
            continue
        add_pack(one, f"{PACK_HELP}, for its rules; repeatable")
        add_day(one, "the day asked about")
        add_output(one)


def show(args: Namespace, kind: Kind) -> int:
    """Print entries; return 1 where one needs attention.

    Whether an entry is used, only ``facepolicy check`` can say.

    Raises:
        FacepolicyError: the file is unreadable or malformed; a pack is missing or broken.
    """
    from validator.report import summary
    from validator.report.entries import EntryUse, state_before_run
    from validator.run.day import day_of

    as_of, timezone = day_of(args.as_of, args.timezone)
    file = kind.load(args.file)
    rules = _rules(file, args.pack)
    uses = [
        EntryUse(entry, state_before_run(entry, file.folder, rules, as_of))
        for entry in file.entries
    ]
    failing = [use for use in uses if use.state.fails]
    shown = failing if args.task == "lint" else sorted(uses, key=_by_end)
    lines = [line for use in shown for line in _lines(use, args, kind, as_of)]
    on = summary.day(as_of, timezone)[args.lang]
    sums = messages.ENTRY_SUMMARY[args.lang].format(len(uses), len(failing), on)
    write_to(args.output, "".join(f"{line}\n" for line in (*lines, sums)), [args.file])
    return int(bool(failing))


def _by_end(use: EntryUse) -> tuple[date, str, str]:
    return use.entry.last_day, use.entry.subject, use.entry.manifest


def _rules(file: EntryFile, packs: Sequence[str]) -> list[Rule]:
    """Return the rules of the packs named, and of those that have a rule an entry names."""
    from validator.packs.files import shipped_with
    from validator.packs.load import load_pack

    needed = {pack: None for entry in file.entries for pack in shipped_with(entry.subject)}
    return [rule for pack in (*packs, *needed) for rule in load_pack(pack, tests=False).every_rule]


def _lines(use: EntryUse, args: Namespace, kind: Kind, as_of: date) -> Iterator[str]:
    from validator.report.messages import COLON, ENTRY_STATES, IN_BRACKETS, SEMICOLON
    from validator.report.wording import jump

    entry, language = use.entry, args.lang
    where = jump(escape(entry.source, _LONGEST), entry.position)
    left = use.days_left(as_of)
    days = (messages.ENTRY_DAYS_LEFT if left >= 0 else messages.ENTRY_ENDED)[language].format(
        abs(left)
    )
    state = (ENTRY_STATES[use.state] if use.state.fails else messages.ENTRY_IN_ORDER)[language]
    manifest = IN_BRACKETS.format(escape(entry.manifest, _LONGEST))[language]
    colon, semicolon = COLON[language], SEMICOLON[language]
    yield f"{where} {entry.subject}{manifest}{colon}{state}{semicolon}{days}"
    for name, label in kind.labels.items() if args.task == "list" else ():
        value = getattr(entry, name)
        values = value if isinstance(value, tuple) else (value,)
        yield from (f"  {label[language]}{colon}{escape(str(item), _LONGEST)}" for item in values)


def add(args: Namespace, kind: Kind, entry: dict[str, Any]) -> int:
    """Add an entry to the end of a file, whose other lines stay as they are.

    Raises:
        FacepolicyError: the file is unreadable or malformed, or would be with the entry.
        UsageError: the file cannot be written, or has no place for an entry at its end.
    """
    from validator.cli.files import write_file

    before = kind.load(args.file) if exists(args.file) else None
    text = _with_entry(args.file, kind, entry, before)
    _check(text, args.file, kind, 1 + (len(before.entries) if before else 0))
    write_file(args.file, text)
    subject = next(entry[name] for name in ("rule", "clause", "fact") if name in entry)
    shown = (escape(item, _LONGEST) for item in (args.file, subject, entry["manifest"]))
    write(f"{messages.ENTRY_ADDED[args.lang].format(*shown)}\n")
    return 0


def _with_entry(file: str, kind: Kind, entry: dict[str, Any], before: EntryFile | None) -> str:
    import yaml

    text = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100)
    if before is None:
        return f"apiVersion: facepolicy-{kind.name}/v1\n{kind.name}:\n{_indented(text, 2)}"
    with open(file, encoding="utf-8-sig", newline="") as stream:
        old = stream.read()
    if not before.entries:
        old = re.sub(rf"(?m)^{kind.name}:[ \t]*\[[ \t]*\]", f"{kind.name}:", old)
        return f"{old.rstrip()}\n{_indented(text, 2)}"
    last = old.splitlines()[before.entries[-1].position.line - 1]
    indent = len(last) - len(last.lstrip())
    return f"{old.rstrip()}\n{_indented(text, indent)}"


def _indented(text: str, blanks: int) -> str:
    return "".join(f"{' ' * blanks}{line}" for line in text.splitlines(keepends=True))


def _check(text: str, file: str, kind: Kind, number: int) -> None:
    """Read what would be written, so that a wrong entry never reaches the file."""
    from tempfile import TemporaryDirectory

    from validator.model.errors import FacepolicyError, Problem, UsageError

    with TemporaryDirectory() as folder:
        draft = join(folder, basename(file))
        with open(draft, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        try:
            after = kind.load(draft)
        except FacepolicyError as error:
            problems = tuple(problem._replace(source=file) for problem in error.problems)
            raise type(error)(problems) from None
    if len(after.entries) != number:  # it became part of another member
        flaw = messages.NO_PLACE_AT_THE_END.format(name=kind.name)
        raise UsageError((Problem(file, None, flaw),))
