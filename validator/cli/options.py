"""Options that several verbs share, and output to the terminal.

The help of an option is not here: ``help.messages`` has it, by the name of the option.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def unmeasured(prog: str) -> argparse.HelpFormatter:
    """Format help without measuring the width of the terminal.

    argparse creates a formatter for each option that is added. Measuring takes longer than
    all other work on the options; printing help uses a formatter that measures.
    """
    return argparse.HelpFormatter(prog, width=80)


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add which files of folders are not read, and the configuration, which can say it too."""
    parser.add_argument("--exclude", action="append", metavar="PATTERN")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE")
    which.add_argument("--no-config", action="store_true")


def add_packs(parser: argparse.ArgumentParser) -> None:
    """Add the packs that a verb is about, as words or by the option that other verbs have."""
    parser.add_argument("packs", nargs="*", metavar="PACK")
    add_pack(parser, "PACK --pack")


def add_pack(parser: argparse.ArgumentParser, text: str) -> None:
    """Add the option that names packs, with the name of its help."""
    parser.add_argument("-p", "--pack", action="append", default=[], metavar="PACK", help=text)


def add_entry_files(parser: argparse.ArgumentParser) -> None:
    """Add the files of waivers and attestations."""
    parser.add_argument("--waivers", metavar="FILE")
    parser.add_argument("--attestations", metavar="FILE")


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the file of what a verb prints; ``write_to`` takes it."""
    parser.add_argument("-o", "--output", metavar="FILE")


def add_day(parser: argparse.ArgumentParser, text: str | None = None) -> None:
    """Add the options that say which day it is; the help may have a name of its own."""
    parser.add_argument("--as-of", type=day, metavar="DATE", help=text)
    parser.add_argument("--timezone", metavar="ZONE")


def day(text: str) -> date:
    """Read a date such as 2026-10-31."""
    from validator.jsonschema.keywords import is_date

    if not is_date(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-10-31")
    return date.fromisoformat(text)


def jobs(text: str) -> int:
    """Read a number of processes; 0 means one for each processor."""
    if not text.isascii() or not text.isdigit() or int(text[:9]) > _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to {_MOST_JOBS}")
    return int(text) or os.cpu_count() or 1


_MOST_JOBS = 256


def wants_colour(choice: str) -> bool:
    """Decide on colour by the option, ``NO_COLOR``, ``FORCE_COLOR``, and then the terminal.

    An old Windows console prints colours as text; a new one, and shells that bring their own
    terminal, name themselves in the environment.
    """
    if choice != "auto":
        return choice == "always"
    environment = os.environ
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") != "0":
        return True
    if not sys.stdout.isatty() or environment.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(map(environment.get, ("WT_SESSION", "ANSICON", "TERM")))


def write(text: str) -> None:
    """Write to standard output."""
    sys.stdout.write(text)


def write_to(file: str | None, text: str, inputs: Iterable[str] = ()) -> None:
    """Write to a file that is no input, or to standard output if none is named."""
    if file is not None:
        from validator.cli.files import is_standard_output, write_file
        from validator.run.inputs import refuse_inputs

        if not is_standard_output(file):
            refuse_inputs([file], inputs)
            write_file(file, text)
            return
    write(text)
