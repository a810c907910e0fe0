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
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.model.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.model.text import Language, Text

    Environment = Mapping[str, str]

_PREFIX = "FACEPOLICY_INPUT_"
_ONE = ("as-of", "timezone", "fail-on", "lang", "waivers", "attestations", "baseline")
_SEVERAL = {"packs": "--pack", "select": "--select", "ignore": "--ignore"}
_YES_OR_NO = ("require-applicable", "fail-on-unreviewed")


def main() -> int:
    """Run the check with the inputs of the environment.

    On GitHub, findings and errors become annotations, and the
    exit code and the SARIF file become outputs of the step.

    Returns:
        The exit code of the command.
    """
    github = "GITHUB_OUTPUT" in os.environ
    code, errors = _run(os.environ, "github" if github else "text")
    if not github:
        sys.stderr.write(errors)
        return code
    if errors:
        from validator.report.formats.github import data

        sys.stdout.write(f"::error title=facepolicy::{data(errors.strip())}\n")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.writelines(f"{line}\n" for line in _outputs(os.environ, code))
    return code


def _run(environment: Environment, printed: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it wrote to standard error.

    It is captured because a runner interprets commands in standard error too, and file names
    are untrusted.
    """
    from validator.cli import main as facepolicy

    errors = StringIO()
    with redirect_stderr(errors):
        try:
            return facepolicy(arguments(environment, printed)), errors.getvalue()
        except SystemExit as end:  # argparse's exit after a wrong argument
            return int(end.code or 0), errors.getvalue()
        except UsageError as error:
            language: Language = "zh" if _input(environment, "lang") == "zh" else "en"
            return 2, "\n".join(problem.line(language) for problem in error.problems)


def arguments(environment: Environment, printed: str) -> list[str]:
    """Return the arguments of the command for the inputs of a pipeline.

    Args:
        environment: inputs as ``FACEPOLICY_INPUT_<NAME>``; lists hold one entry a line.
        printed: the format for standard output.

    Returns:
        Arguments of which each contains one input, so that none can become an option.

    Raises:
        UsageError: a report is not ``FORMAT=FILE``, or a boolean is neither true nor false.
    """
    argv = ["check", f"--format={printed}"]
    for form, file in _reports(environment):
        if not (form and file):
            _refuse("reports", messages.FORMAT_FILE_EXPECTED)
        argv += [f"--format={form}", f"--output={file}"]
    for name in _ONE:
        value = _input(environment, name)
        argv += [f"--{name}={value}"] if value else []
    for name, option in _SEVERAL.items():
        argv += [f"{option}={value}" for value in _entries(environment, name)]
    argv += [f"--{name}" for name in _YES_OR_NO if _yes(environment, name)]
    return [*argv, "--", *_entries(environment, "manifests")]


def _reports(environment: Environment) -> list[tuple[str, str]]:
    pairs = [entry.partition("=") for entry in _entries(environment, "reports")]
    return [(form, file) for form, _, file in pairs]


def _yes(environment: Environment, name: str) -> bool:
    value = _input(environment, name) or "false"
    if value not in ("true", "false"):
        _refuse(name, messages.TRUE_OR_FALSE_EXPECTED)
    return value == "true"


def _refuse(name: str, text: Text) -> None:
    raise UsageError((Problem(f"input {name}", None, text),))


def _entries(environment: Environment, name: str) -> list[str]:
    lines = _input(environment, name).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _input(environment: Environment, name: str) -> str:
    return environment.get(f"{_PREFIX}{name.upper().replace('-', '_')}", "").strip()


def _outputs(environment: Environment, code: int) -> list[str]:
    files = [file for form, file in _reports(environment) if form == "sarif"]
    written = [file for file in files if Path(file).is_file()]
    return [f"exit-code={code}", *(f"sarif-file={file}" for file in written)]


if __name__ == "__main__":
    sys.exit(main())
