"""``facepolicy schema``: print a JSON Schema, for editors and other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_output, add_verb, write_to

if TYPE_CHECKING:
    from argparse import Namespace

    from validator.cli.options import Verbs


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "schema", "print a JSON Schema: of the manifest, a pack, a report …")
    parser.add_argument(
        "name",
        nargs="?",
        default="manifest",
        metavar="NAME",
        help="manifest (default), manifest.draft-07, config, waivers, attestations, report, diff, "
        "coverage, or another file of schema/ by its first word",
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the schema.

    Raises:
        UsageError: there is no schema of that name.
    """
    from validator.model.errors import Problem, UsageError
    from validator.model.resources import schema_names, schema_text

    names = schema_names()
    if args.name not in names:
        listed = ", ".join(names)
        text = messages.NO_SUCH_SCHEMA.format(listed=listed)
        raise UsageError((Problem(args.name, None, text),))
    write_to(args.output, schema_text(args.name))
    return 0
