"""``facepolicy diff``: differences between two instruments, or two versions of a manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import PACK_HELP, add_verb, day, write

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from datetime import date

    from validator.cli.options import Verbs
    from validator.report.differences import Difference
    from validator.report.report import Report


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs, "diff", "show what another instrument, or an edit of the manifest, changes"
    )
    parser.add_argument(
        "manifests", nargs="+", metavar="MANIFEST", help="one with --from and --to, else OLD NEW"
    )
    parser.add_argument("--from", dest="old", metavar="PACK", help="the pack to compare from")
    parser.add_argument("--to", dest="new", metavar="PACK", help="the pack to compare to")
    parser.add_argument(
        "-p",
        "--pack",
        action="append",
        default=[],
        metavar="PACK",
        help=f"for OLD NEW: {PACK_HELP}; repeatable (default: what is in force)",
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day of the check (default: today)"
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the differences; return 1 if an error-severity requirement newly fails.

    Raises:
        UsageError: the arguments are neither one manifest with two packs nor two manifests.
        ManifestError: a manifest cannot be used.
    """
    from validator.packs.model import Severity
    from validator.report.formats import diff

    by_packs = bool(args.old and args.new) and len(args.manifests) == 1 and not args.pack
    by_manifests = not (args.old or args.new) and len(args.manifests) == _TWO
    if by_packs:
        found = _packs(args)
    elif by_manifests:
        found = _manifests(args)
    else:
        _refuse()
    write(diff.render(found, args.lang))
    worse = [item.after for item in found if item.change == "newly-failing" and item.after]
    return int(any(item.rule.severity is Severity.ERROR for item in worse))


_TWO = 2


def _packs(args: Namespace) -> Sequence[Difference]:
    from validator.packs.load import load_pack
    from validator.report.differences import between_packs

    old, new = load_pack(args.old, tests=False), load_pack(args.new, tests=False)
    report = _checked(args.manifests[0], (args.old, args.new), args.as_of)
    return between_packs(report, old.id, new.id)


def _manifests(args: Namespace) -> Sequence[Difference]:
    from validator.report.differences import between_manifests

    before, after = (_checked(path, args.pack, args.as_of) for path in args.manifests)
    return between_manifests(before, after)


def _checked(path: str, packs: Sequence[str], as_of: date | None) -> Report:
    from validator.model.errors import ManifestError
    from validator.run.api import check

    report = check(path, packs=packs, as_of=as_of)
    if report.problems:
        raise ManifestError(report.problems)
    return report


def _refuse() -> None:
    from validator.model.errors import Problem, UsageError

    raise UsageError((Problem("facepolicy diff", None, messages.ONE_OR_TWO_MANIFESTS),))
