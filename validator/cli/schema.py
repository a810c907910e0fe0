"""``facepolicy schema``: print a JSON Schema, for editors and other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_output, write_to

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("name", nargs="?", default="manifest", metavar="NAME")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print the schema."""
    from validator.model.arguments import refuse
    from validator.model.resources import schema_names, schema_text

    names = schema_names()
    if args.name not in names:
        refuse(args.name, messages.NO_SUCH_SCHEMA.format(listed=", ".join(names)))
    write_to(args.output, schema_text(args.name))
    return 0
