"""The command ``facepolicy``: one module for each verb."""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import TYPE_CHECKING

from validator._version import __version__
from validator.cli import (
    check,
    completion,
    coverage,
    diff,
    explain,
    init,
    lint,
    listing,
    schema,
    test,
    waiver,
)
from validator.errors import FacepolicyError
from validator.reading.quote import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERBS = (
    init,
    check,
    diff,
    explain,
    listing,
    coverage,
    waiver,
    lint,
    test,
    schema,
    completion,
)
_NO_ANSWER = 2
_INTERRUPTED = 130
_LONGEST = 1000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: the arguments; those of the process when left out.

    Returns:
        0, 1 or 2 as design.md, section 4, defines them; 130 when interrupted.
    """
    _speak_utf8()
    parser = _parser()
    if completion.ASKED in os.environ:
        completion.offer(parser)
    args = parser.parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except FacepolicyError as error:
        for problem in error.problems:
            print(escape(problem.line(args.lang or "en"), _LONGEST), file=sys.stderr)  # noqa: T201
        return _NO_ANSWER
    except BrokenPipeError:
        # The reader went away, as `head` does; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NO_ANSWER
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _speak_utf8() -> None:
    """Write UTF-8 and plain line feeds whatever the locale: the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="facepolicy",
        description="Policy as code for facial recognition: check what a deployment does, "
        "written down in a manifest, against the requirements of standards and laws.",
        epilog="Exit codes: 0 nothing failed, 1 something did, 2 no answer.",
    )
    parser.add_argument("--version", action="version", version=f"facepolicy {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for verb in _VERBS:
        verb.add_to(verbs)
    return parser
