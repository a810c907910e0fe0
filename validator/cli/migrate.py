"""``facepolicy migrate``: turn manifests of an older version into the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import write
from validator.model.errors import ManifestError, Problem

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a manifest")


def run(args: Namespace) -> int:
    """Rewrite the files, also where others cannot be read; comments and layout stay."""
    from validator.cli.files import write_file
    from validator.manifest.migration import migrated
    from validator.model.quote import one_line

    problems: list[Problem] = []
    for file in args.files:
        try:
            text, facts, lists = migrated(file)
        except ManifestError as error:
            problems += error.problems
            continue
        with open(file, encoding="utf-8-sig", newline="") as stream:
            changed = stream.read() != text
        if changed:
            write_file(file, text)
        message = messages.MIGRATED if changed else messages.NOTHING_TO_MIGRATE
        write(f"{message[args.lang].format(one_line(file), facts, lists)}\n")
    if problems:
        raise ManifestError(tuple(problems))
    return 0
