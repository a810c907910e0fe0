"""``facepolicy waiver`` and ``facepolicy attest``: list, check and add entries of a file.

Waivers are failures that somebody answers for; attestations, what persons judged where no rule
can decide.
"""

from __future__ import annotations

import re
from os import curdir, sep
from os.path import dirname, exists, join, relpath
from textwrap import indent
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.cli import messages
from validator.cli.options import add_day, add_output, add_pack, day, write, write_to
from validator.model.arguments import refuse
from validator.model.errors import FacepolicyError
from validator.model.quote import escape
from validator.model.text import LANGUAGES, several

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from validator.cli.parser import Parser
    from validator.model.text import Text
    from validator.packs.model import Rule
    from validator.report.entries import EntryUse
    from validator.report.entry_files import Entry, EntryFile

_LONGEST = 1000
_TEXT = {"required": True, "metavar": "TEXT"}
_WAIVER_TEXTS = ("manifest", "justification", "owner", "approver", "compensating")
_DAY = {"type": day, "metavar": "DATE"}


def _waiver(args: Namespace, today: date) -> dict[str, Any]:
    return {
        **{name: getattr(args, name) for name in _WAIVER_TEXTS},
        "granted": (args.granted or today).isoformat(),
        "expires": args.expires.isoformat(),
    }


def _attestation(args: Namespace, today: date) -> dict[str, Any]:
    return {
        "manifest": args.manifest,
        "outcome": args.outcome,
        "by": {"name": args.name, "role": args.role},
        "attested": (args.attested or today).isoformat(),
        "until": args.until.isoformat(),
        "reason": args.reason,
        **({"evidence": args.evidence} if args.evidence else {}),
    }


class Kind(NamedTuple):
    """One kind of entry file.

    Attributes:
        name: the member that holds the entries, and the stem of the default file.
        labels: the members that ``list`` prints, with their labels.
        subjects: what an entry can be about: one of them is required.
        options: the other options of ``add``, as argparse takes them.
        entry: returns the members of a new entry besides its subject; is given today.
    """

    name: str
    labels: dict[str, Text]
    subjects: tuple[str, ...]
    options: dict[str, dict[str, Any]]
    entry: Callable[[Namespace, date], dict[str, Any]]


KINDS = {
    "waiver": Kind(
        "waivers",
        messages.WAIVER_FIELDS,
        subjects=("rule", "fact"),
        options={
            **dict.fromkeys(_WAIVER_TEXTS, _TEXT),
            "expires": {"required": True, **_DAY},
            "granted": _DAY,
        },
        entry=_waiver,
    ),
    "attest": Kind(
        "attestations",
        messages.ATTESTATION_FIELDS,
        subjects=("rule", "clause"),
        options={
            **dict.fromkeys(("manifest", "name", "role", "reason"), _TEXT),
            "outcome": {"required": True, "choices": ("met", "not-met")},
            "until": {"required": True, **_DAY},
            "attested": _DAY,
            "evidence": {"action": "append", "default": [], "metavar": "TEXT"},
        },
        entry=_attestation,
    ),
}
"""The kinds of entries, by verb."""


def add_options(parser: Parser) -> None:
    """Add the tasks of a verb."""
    from argparse import SUPPRESS

    kind = KINDS[parser.prog.split()[-1]]
    parser.set_defaults(kind=kind)
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for task in ("lint", "list", "add"):
        purpose = f"{task} entries"
        one = tasks.add_parser(task, help=purpose, description=purpose, language=parser.language)
        # It may stand after the task as well.
        one.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS)
        file = f"{kind.name}.yaml"
        one.add_argument("file", nargs="?", default=file, metavar="FILE", help=file)
        add_pack(one, "entries --pack")
        if task != "add":
            add_day(one, "entries --as-of")
            add_output(one)
    subject = one.add_mutually_exclusive_group(required=True)
    for name in kind.subjects:
        metavar = "ID" if name != "fact" else "FACT"
        subject.add_argument(f"--{name}", metavar=metavar, help=f"{kind.name} --{name}")
    for name, options in kind.options.items():
        one.add_argument(f"--{name}", help=f"{kind.name} --{name}", **options)


def run(args: Namespace) -> int:
    """Print entries, or add one."""
    from validator.run.day import day_of

    kind: Kind = args.kind
    if args.task != "add":
        return _show(args, kind)
    subject = {name: getattr(args, name) for name in kind.subjects if getattr(args, name)}
    args.manifest = _from_folder_of(args.file, args.manifest)
    return _add(args, kind, {**subject, **kind.entry(args, day_of(None).date)})


def _from_folder_of(file: str, manifest: str) -> str:
    """Return the path of a manifest from the folder of a file; it may be a path from here."""
    path, mark, document = manifest.partition("#")
    if exists(join(dirname(file), path)) or not exists(path):
        return manifest
    return relpath(path, dirname(file) or curdir).replace(sep, "/") + mark + document


def _show(args: Namespace, kind: Kind) -> int:
    """Print entries; return 1 where one needs attention.

    Whether an entry is used, only ``facepolicy check`` can say.
    """
    from validator.report import summary
    from validator.report.entries import use_before_run
    from validator.report.entry_files import load_entries
    from validator.run.day import day_of

    as_of, timezone = day_of(args.as_of, args.timezone)
    file = load_entries(args.file, kind.name)
    rules = _rules(file.entries, args.pack)
    uses = [use_before_run(entry, file.folder, rules, as_of) for entry in file.entries]
    failing = [use for use in uses if use.state.fails]
    shown = failing if args.task == "lint" else sorted(uses, key=_by_end)
    lines = [line for use in shown for line in _lines(use, args, kind, as_of)]
    on = summary.day(as_of, timezone)[args.lang]
    sums = messages.ENTRY_SUMMARY[args.lang].format(len(uses), len(failing), on)
    write_to(args.output, "".join(f"{line}\n" for line in (*lines, sums)), [args.file])
    return int(bool(failing))


def _by_end(use: EntryUse) -> tuple[date, str, str]:
    return use.entry.last_day, use.entry.subject, use.entry.manifest


def _rules(entries: Sequence[Entry], packs: Sequence[str]) -> list[Rule]:
    """Return the rules of the packs named, and of those that have a rule an entry names.

    Without packs that are named, the configuration names them.
    """
    from validator.cli.config import own_packs
    from validator.packs.files import shipped_with
    from validator.packs.load import load_pack

    needed = {pack: None for entry in entries for pack in shipped_with(entry.subject)}
    named = packs or own_packs()
    return [rule for pack in (*named, *needed) for rule in load_pack(pack, tests=False).every_rule]


def _lines(use: EntryUse, args: Namespace, kind: Kind, as_of: date) -> Iterator[str]:
    from validator.report.messages import COLON, DAYS, IN_BRACKETS, OUTCOMES, SEMICOLON
    from validator.report.wording import jump

    entry, language = use.entry, args.lang
    where = jump(escape(entry.source, _LONGEST), entry.position)
    left = use.days_left(as_of)
    days = messages.ENTRY_DAYS_LEFT if left >= 0 else messages.ENTRY_ENDED
    state = (use.verdict if use.state.fails else messages.ENTRY_IN_ORDER)[language]
    manifest = IN_BRACKETS.format(escape(entry.manifest, _LONGEST))[language]
    colon, semicolon = COLON[language], SEMICOLON[language]
    ends = days.format(several(DAYS, abs(left)))[language]
    yield f"{where} {entry.subject}{manifest}{colon}{state}{semicolon}{ends}"
    for name, label in kind.labels.items() if args.task == "list" else ():
        value = getattr(entry, name)
        for item in value if isinstance(value, tuple) else (value,):
            text = OUTCOMES[item][language] if name == "outcome" else escape(str(item), _LONGEST)
            yield f"  {label[language]}{colon}{text}"


def _add(args: Namespace, kind: Kind, entry: dict[str, Any]) -> int:
    """Add an entry to the end of a file, whose other lines stay as they are.

    An entry that cannot have an effect is refused; a manifest may be written later.
    """
    from pathlib import Path

    from validator.cli.files import write_file
    from validator.report.entries import EntryState, use_before_run
    from validator.report.entry_files import load_entries
    from validator.report.messages import COLON

    before = load_entries(args.file, kind.name) if exists(args.file) else None
    text = _with_entry(args.file, kind, entry, before)
    added = _checked(text, args.file, kind, 1 + (len(before.entries) if before else 0))
    rules = _rules([added], args.pack)
    use = use_before_run(added, Path(dirname(args.file)), rules, added.first_day)
    if use.state not in (EntryState.NOT_RUN, EntryState.UNKNOWN_MANIFEST):
        refuse(args.file, messages.NOT_ADDED.format(use.text))
    write_file(args.file, text)
    shown = (escape(item, _LONGEST) for item in (args.file, added.subject, added.manifest))
    line = messages.ENTRY_ADDED[args.lang].format(*shown)
    if use.state.fails:
        line += f"{COLON[args.lang]}{use.verdict[args.lang]}"
    write(f"{line}\n")
    return 0


def _with_entry(file: str, kind: Kind, entry: dict[str, Any], before: EntryFile | None) -> str:
    import yaml

    text = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100)
    if before is None:
        return f"apiVersion: facepolicy-{kind.name}/v1\n{kind.name}:\n{indent(text, '  ')}"
    with open(file, encoding="utf-8", newline="") as stream:
        old = stream.read()
    end = "\r\n" if "\r\n" in old else "\n"
    text = text.replace("\n", end)
    if not before.entries:
        old = re.sub(rf"(?m)^{kind.name}:[ \t]*\[[ \t]*\]", f"{kind.name}:", old)
        return f"{old.rstrip()}{end}{indent(text, '  ')}"
    last = old.splitlines()[before.entries[-1].position.line - 1]
    blanks = last[: len(last) - len(last.lstrip())]
    return f"{old.rstrip()}{end}{indent(text, blanks)}"


def _checked(text: str, file: str, kind: Kind, number: int) -> Entry:
    """Read what would be written, so that a wrong entry never reaches the file; return the last."""
    from validator.manifest.manifest import manifest_from_text
    from validator.report.entry_files import entries_of

    try:
        after = entries_of(manifest_from_text(text, file), kind.name)
    except FacepolicyError as error:  # its places are in a text that is not written
        problems = (
            problem._replace(position=None, text=messages.NOT_ADDED.format(problem.text))
            for problem in error.problems
        )
        raise type(error)(tuple(problems)) from None
    if len(after) != number:  # it became part of another member
        refuse(file, messages.NO_PLACE_AT_THE_END.format(name=kind.name))
    return after[-1]
