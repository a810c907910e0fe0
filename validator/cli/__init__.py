"""The command ``facepolicy``: one module for each verb."""

from __future__ import annotations

import gc
import io
import os
import sys
from types import SimpleNamespace

from validator.cli.exit import end, print_problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from validator.cli.exit import Refuse


def command() -> NoReturn:
    """Run the command as a process of its own, and end the process.

    Ending it directly saves the tenth of a short run that Python needs to free its
    objects one by one.
    """
    gc.set_threshold(200_000, 20, 100)  # few objects of a check are part of reference cycles
    code = main()  # which also makes sure that all output was written
    from validator.model.resources import remove_copies

    remove_copies()
    os._exit(code)


def main(argv: Sequence[str] | None = None, refuse: Refuse = print_problems) -> int:
    """Run the command with some arguments, or those of the process, and return its exit code.

    It is 0, 1 or 2 as design.md, section 4, defines them; 130 when interrupted. ``refuse`` is given
    the problems if there is no answer; it prints them when left out.
    """
    _set_encodings()
    args = SimpleNamespace(lang=None)
    return end(lambda: _run(list(sys.argv[1:] if argv is None else argv), args), args, refuse)


def _run(argv: list[str], args: SimpleNamespace) -> int:
    from validator.cli import parser

    parser.parse(argv, args)
    code: int = args.run(args)
    return code


def _set_encodings() -> None:
    """Write plain line feeds, and UTF-8 to files and pipes: the same bytes in every locale.

    A terminal gets its own encoding, in which alone it shows Chinese, and an encoding that the
    user sets with ``PYTHONIOENCODING`` is obeyed.
    """
    real = sys.stdout is sys.__stdout__  # and not a replacement that captures it
    if real and isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        # With PYTHONUNBUFFERED, Python takes a partial write to a full disk or a closed
        # pipe for a complete one.
        raw, encoding = sys.stdout.buffer, sys.stdout.encoding
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            asked = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
            encoding = stream.encoding if asked or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
