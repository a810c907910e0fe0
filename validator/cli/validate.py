"""``facepolicy validate``: check the structure of manifests, without any rule."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_files, add_verb, write

if TYPE_CHECKING:
    from argparse import Namespace

    from validator.cli.options import Verbs


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "validate", "check the structure of manifests, without any rule")
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="MANIFEST",
        help="a file (YAML or JSON), a folder, a pattern, or - for standard input",
    )
    add_files(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the number of valid manifests.

    Raises:
        ManifestError: some are not; with the problems of all files.
    """
    from validator.cli.config import exclude_of
    from validator.cli.output import print_not_read
    from validator.manifest.bases import Bases
    from validator.manifest.manifest import load_manifests
    from validator.manifest.model import is_not_checked
    from validator.model.errors import ManifestError
    from validator.run.inputs import files_of, left_out_of
    from validator.run.run import sort_out

    exclude = exclude_of(args)
    files, problems, excluded = files_of(args.paths, exclude=exclude)
    bases, valid = cache(Bases), 0
    for file in files:
        try:
            manifests = load_manifests(file, bases=bases)
        except ManifestError as error:
            problems += error.problems
            continue
        if file not in args.paths:
            manifests = tuple(item for item in manifests if not is_not_checked(item))
        sound, wrong = sort_out(manifests)
        valid += len(sound)
        problems += wrong
    summary = messages.VALID_ONE if valid == 1 else messages.VALID
    write(f"{summary[args.lang].format(valid)}\n")
    print_not_read(left_out_of(args.paths, exclude), excluded, args.lang)
    if problems:
        raise ManifestError(tuple(problems))
    return 0
