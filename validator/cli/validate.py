"""``facepolicy validate``: check the structure of manifests, without any rule."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_files, write

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("paths", nargs="+", metavar="MANIFEST", help="validate MANIFEST")
    add_files(parser)


def run(args: Namespace) -> int:
    """Print the number of valid manifests, and how many documents of folders are none.

    A ManifestError with the problems of all files if some are not valid, or there are none.
    """
    from validator.cli.config import settings_of
    from validator.cli.output import print_not_read
    from validator.manifest.bases import Bases
    from validator.model.errors import ManifestError
    from validator.run.inputs import files_of, left_out_of, no_manifest
    from validator.run.run import read_file, sort_out

    exclude = settings_of(args)["exclude"]
    files, problems, excluded = files_of(args.paths, exclude=exclude)
    bases, valid, skipped = cache(Bases), 0, 0
    for file in files:
        manifests, unread, based, foreign = read_file(file, named=args.paths, bases=bases)
        sound, wrong = sort_out(manifests)
        valid += len(sound)
        problems += (*unread, *wrong)
        skipped += based + foreign
    summary = messages.VALID_ONE if valid == 1 else messages.VALID
    others = messages.VALID_SKIPPED[args.lang].format(skipped) if skipped else ""
    write(f"{summary[args.lang].format(valid)}{others}\n")
    print_not_read(left_out_of(args.paths, exclude), excluded, args.lang)
    if not valid and not problems:
        problems += no_manifest(args.paths)
    if problems:
        raise ManifestError(tuple(problems))
    return 0
