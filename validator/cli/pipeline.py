"""The check as a job of a pipeline: its inputs are environment variables.

``python -I -m validator.cli.pipeline`` is what the GitHub action and the GitLab component run.
Inputs of a pipeline are untrusted, such as the title of a pull request; here each becomes
one argument of the command, and no shell ever reads it.
"""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from validator.cli import messages
from validator.cli.exit import print_problems
from validator.model.arguments import refuse
from validator.model.errors import Problem, UsageError
from validator.model.quote import escape
from validator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from validator.model.text import Language

    Environment = Mapping[str, str]

_COMMAND = "facepolicy check"
_LONGEST = 1000
_PREFIX = "FACEPOLICY_INPUT_"
_ONE = ("as-of", "timezone", "fail-on", "lang", "waivers", "attestations", "baseline")
_SEVERAL = {"packs": "--pack", "select": "--select", "ignore": "--ignore"}
_YES_OR_NO = ("require-applicable", "fail-on-unreviewed")


def main() -> int:
    """Run the check with the inputs of the environment, and return its exit code.

    On GitHub, findings and errors become annotations, and the
    exit code and the SARIF file become outputs of the step.
    """
    github = "GITHUB_OUTPUT" in os.environ
    outcome = _run(os.environ, "github" if github else "text")
    if not github:
        sys.stderr.write(outcome.notes)
        print_problems(outcome.problems, outcome.language)
        return outcome.code
    sys.stdout.writelines(f"{line}\n" for line in _annotations(outcome))
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"exit-code={outcome.code}\n")
        for form, file in _reports(os.environ):
            if form == "sarif" and Path(file).is_file():
                outputs.write(f"sarif-file={file}\n")
    return outcome.code


class _Outcome(NamedTuple):
    """The exit code, why there is no answer, and what else went to standard error."""

    code: int
    problems: tuple[Problem, ...]
    language: Language
    notes: str


def _run(environment: Environment, printed: str) -> _Outcome:
    """Run the command.

    Standard error is captured because a runner interprets commands in it too, and file names
    are untrusted.
    """
    from validator.cli import main as facepolicy

    language: Language = "zh" if _input(environment, "lang") == "zh" else "en"
    refused: list[tuple[tuple[Problem, ...], Language]] = []
    errors = StringIO()
    with redirect_stderr(errors):
        try:
            argv = arguments(environment, printed)
            code = facepolicy(argv, lambda why, spoken: refused.append((tuple(why), spoken)))
        except SystemExit as end:  # argparse prints the usage, and then what is wrong
            why = errors.getvalue().partition(f"{_COMMAND}: error: ")[2].strip()
            problem = Problem(_COMMAND, None, Text(why, why))
            return _Outcome(int(end.code or 0), (problem,), language, "")
        except UsageError as error:
            return _Outcome(2, error.problems, language, "")
    problems, language = refused[0] if refused else ((), language)
    return _Outcome(code, problems, language, errors.getvalue())


def _annotations(outcome: _Outcome) -> Iterator[str]:
    """Yield a command for each problem with a place, one for the others, and one for notes."""
    from validator.report.formats.github import command, problem_command

    elsewhere = []
    for problem in outcome.problems:
        if problem.position or Path(problem.source).is_file():
            yield problem_command(problem, outcome.language)
        else:
            elsewhere.append(escape(problem.line(outcome.language), _LONGEST))
    for kind, text in (("error", "\n".join(elsewhere)), ("notice", outcome.notes.strip())):
        if text:
            yield command(kind, "", None, "facepolicy", text)


def arguments(environment: Environment, printed: str) -> list[str]:
    """Return the arguments of the command for inputs of a pipeline, ``FACEPOLICY_INPUT_<NAME>``.

    Lists hold one entry a line. Each argument has one input, so that none can become an option.
    """
    argv = ["check", f"--format={printed}"]
    for form, file in _reports(environment):
        if not (form and file):
            refuse("input reports", messages.FORMAT_FILE_EXPECTED)
        argv += [f"--format={form}", f"--output={file}"]
    for name in _ONE:
        value = _input(environment, name)
        argv += [f"--{name}={value}"] if value else []
    for name, option in _SEVERAL.items():
        argv += [f"{option}={value}" for value in _entries(environment, name)]
    for name in _YES_OR_NO:
        value = _input(environment, name) or "false"
        if value not in ("true", "false"):
            refuse(f"input {name}", messages.TRUE_OR_FALSE_EXPECTED)
        argv += [f"--{name}"] if value == "true" else []
    return [*argv, "--", *_entries(environment, "manifests")]


def _reports(environment: Environment) -> list[tuple[str, str]]:
    pairs = [entry.partition("=") for entry in _entries(environment, "reports")]
    return [(form, file) for form, _, file in pairs]


def _entries(environment: Environment, name: str) -> list[str]:
    lines = _input(environment, name).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _input(environment: Environment, name: str) -> str:
    return environment.get(f"{_PREFIX}{name.upper().replace('-', '_')}", "").strip()


if __name__ == "__main__":
    sys.exit(main())
