"""Ends the command: an exit code and an error message, never a traceback."""

from __future__ import annotations

import errno
import os
import sys

from validator.cli import messages
from validator.model.errors import FacepolicyError, Problem
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import SimpleNamespace
    from typing import TextIO, TypeAlias

    from validator.model.text import Language

    Refuse: TypeAlias = Callable[[Iterable[Problem], Language], None]

_NO_ANSWER = 2
_INTERRUPTED = 130
_LONGEST = 1000


def print_problems(problems: Iterable[Problem], language: Language) -> None:
    """Write problems to standard error, if there is one, a line each."""
    if sys.stderr is None:
        return
    try:
        lines = (escape(problem.line(language), _LONGEST) for problem in problems)
        sys.stderr.writelines(f"{line}\n" for line in lines)
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def end(run: Callable[[], int], args: SimpleNamespace, refuse: Refuse = print_problems) -> int:
    """Run the command and return its exit code: 2 if there is no answer, 130 if interrupted.

    ``args.lang`` is the language of messages, None for English; ``refuse`` is given the problems if
    there is no answer.
    """
    try:
        return _written(run)
    except FacepolicyError as error:
        problems = error.problems
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        problems = ()
    except OSError as error:  # problems of input files are reported where they are read
        problems = (_unwritable(error),)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - exit code 1 would be taken for an answer
        problems = (_internal(error),)
    refuse(problems, args.lang or "en")
    return _NO_ANSWER


def _written(run: Callable[[], int]) -> int:
    """Run, and make sure that all standard output was written."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    try:
        return run()
    finally:
        try:
            sys.stdout.flush()
        except OSError:
            _silence(sys.stdout)
            raise


def _silence(stream: TextIO) -> None:
    """Discard further output; otherwise Python reports the same error again at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:
        return


def _unwritable(error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError) and error.filename is None:
        # Only a missing current folder raises this.
        return Problem(os.curdir, None, messages.CURRENT_FOLDER_GONE)
    where = str(error.filename or "standard output")
    why = error.strerror or type(error).__name__
    return Problem(where, None, messages.CANNOT_BE_WRITTEN.format(why=why))


def _internal(error: Exception) -> Problem:
    from pathlib import Path
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
    text = messages.INTERNAL_ERROR.format(what=what)
    return Problem("facepolicy", None, text)
