"""The command ``facepolicy``: one module for each verb."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from importlib import import_module

from validator._version import __version__
from validator.cli.ending import end
from validator.cli.options import unmeasured

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NoReturn

_VERBS = {
    "init": "init",
    "check": "check",
    "diff": "diff",
    "explain": "explain",
    "list": "listing",
    "coverage": "coverage",
    "waiver": "waiver",
    "lint": "lint",
    "test": "test",
    "schema": "schema",
    "completion": "completion",
}
"""The verbs in the order of the help, each with its module."""
_ALIASES = {"validate": "check"}
_ASKED = "_ARGCOMPLETE"
"""The variable by which a shell asks for completions."""


def command() -> NoReturn:
    """Run the command as a process of its own, and end the process.

    Python would take a tenth of the time of a short run to take apart, piece by piece, what
    the system takes back at once.
    """
    gc.set_threshold(200_000, 20, 100)  # little of what a check makes hangs together in cycles
    code = main()  # which makes sure that what was written has arrived
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: the arguments; those of the process when left out.

    Returns:
        0, 1 or 2 as design.md, section 4, defines them; 130 when interrupted.
    """
    _speak_utf8()
    asked = argparse.Namespace(lang=None)
    return end(lambda: _run(list(sys.argv[1:] if argv is None else argv), asked), asked)


def _run(argv: list[str], asked: argparse.Namespace) -> int:
    if _ASKED in os.environ:
        from validator.cli import completion

        completion.offer(_parser(_VERBS))
    _parser(_asked_for(argv)).parse_args(argv, asked)
    code: int = asked.run(asked)
    return code


def _speak_utf8() -> None:
    """Write UTF-8 and plain line feeds whatever the locale: the same bytes everywhere."""
    real = sys.stdout is sys.__stdout__  # and not what somebody put there to catch it
    if real and isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        # With PYTHONUNBUFFERED, Python takes the half of a report that a full disk or a gone
        # reader accepted for the whole.
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(sys.stdout.buffer))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _asked_for(argv: list[str]) -> Iterable[str]:
    """Return the verb that arguments begin with; all of them where it takes more to tell."""
    verb = _ALIASES.get(argv[0], argv[0]) if argv else ""
    return (verb,) if verb in _VERBS else _VERBS


def _parser(names: Iterable[str]) -> argparse.ArgumentParser:
    """Return the parser for some verbs; only their modules are imported."""
    parser = argparse.ArgumentParser(
        prog="facepolicy",
        formatter_class=unmeasured,
        description="Policy as code for facial recognition: check what a deployment does, "
        "written down in a manifest, against the requirements of standards and laws.",
        epilog="Exit codes: 0 nothing failed, 1 something did, 2 no answer.",
    )
    parser.add_argument("--version", action="version", version=f"facepolicy {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name in names:
        import_module(f"validator.cli.{_VERBS[name]}").add_to(verbs)
    for made in (parser, *verbs.choices.values()):
        made.formatter_class = argparse.HelpFormatter
    return parser
