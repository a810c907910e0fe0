"""``facepolicy waiver lint|list``: check or list the waivers of a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import PACK_HELP, add_verb, day, write
from validator.model.quote import escape

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from validator.cli.options import Verbs
    from validator.model.text import Language
    from validator.packs.model import Rule
    from validator.report.waiver_file import WaiverFile
    from validator.report.waivers import WaiverUse

_LONGEST = 1000


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "waiver", "check or list the waivers of a file")
    parser.add_argument(
        "task", choices=("lint", "list"), help="lint: what is wrong with them; list: all of them"
    )
    parser.add_argument(
        "file", nargs="?", default="waivers.yaml", metavar="FILE", help="default: waivers.yaml"
    )
    parser.add_argument(
        "-p", "--pack", action="append", default=[], help=f"{PACK_HELP}, for its rules; repeatable"
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day of the check (default: today)"
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the waivers; return 1 if one needs attention.

    Only ``facepolicy check --waivers`` knows whether a waiver is used.

    Raises:
        WaiverError: the file is unreadable or malformed.
        PackError: a pack is missing or broken.
    """
    from validator.report.waiver_file import load_waivers

    as_of = args.as_of or date.today()  # noqa: DTZ011 - the user's own calendar day
    uses = _uses(load_waivers(args.file), args.pack, as_of)
    failing = [use for use in uses if use.state.fails]
    for use in failing if args.task == "lint" else sorted(uses, key=_by_end):
        write("".join(f"{line}\n" for line in _lines(use, args, as_of)))
    sums = messages.WAIVER_SUMMARY[args.lang].format(len(uses), len(failing), as_of.isoformat())
    write(f"{sums}\n")
    return int(bool(failing))


def _by_end(use: WaiverUse) -> tuple[date, str, str]:
    return use.waiver.expires, use.waiver.rule, use.waiver.manifest


def _uses(file: WaiverFile, packs: Sequence[str], as_of: date) -> list[WaiverUse]:
    from validator.report.waivers import WaiverUse, standing

    rules = _rules(file, packs)
    return [
        WaiverUse(waiver, standing(waiver, file.folder, rules, as_of)) for waiver in file.waivers
    ]


def _rules(file: WaiverFile, packs: Sequence[str]) -> list[Rule]:
    """Return the rules of the named packs, and of those with a rule that a waiver names."""
    from validator.packs.files import shipped_with
    from validator.packs.load import load_pack

    needed = {pack: None for waiver in file.waivers for pack in shipped_with(waiver.rule)}
    return [rule for pack in (*packs, *needed) for rule in load_pack(pack, tests=False).rules]


def _lines(use: WaiverUse, args: Namespace, as_of: date) -> Iterator[str]:
    from validator.report.wording import jump

    waiver, language = use.waiver, args.lang
    where = jump(escape(waiver.source, _LONGEST), waiver.position)
    left = use.days_left(as_of)
    days = (messages.WAIVER_DAYS_LEFT if left >= 0 else messages.WAIVER_ENDED)[language].format(
        abs(left)
    )
    named = f"{waiver.rule} ({escape(waiver.manifest, _LONGEST)})"
    yield f"{where} {named}: {_state(use, language)}; {days}"
    for name, label in messages.WAIVER_FIELDS.items() if args.task == "list" else ():
        yield f"  {label[language]}: {escape(str(getattr(waiver, name)), _LONGEST)}"


def _state(use: WaiverUse, language: Language) -> str:
    from validator.report.messages import WAIVER_STATES

    return (WAIVER_STATES[use.state] if use.state.fails else messages.WAIVER_IN_ORDER)[language]
