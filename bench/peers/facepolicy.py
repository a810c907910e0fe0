"""facepolicy as users have it: the wheel of this checkout, in an environment of its own."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any

from bench import AS_OF, ROOT
from bench.install import MissingError, pip, python_of, version
from bench.peers import EVERY_MODE, Mode
from bench.verdicts import Telling, Told

if TYPE_CHECKING:
    from pathlib import Path

    from bench.peers import Task
    from bench.timing import Output

_COUNTS = re.compile(r"^\d+ results: .*?(\d+) fail\b", re.MULTILINE)
NOT_THERE = "not there yet"


class Facepolicy:
    """facepolicy, with what is asked of it in each contest.

    Attributes:
        options: more options of ``check``.
    """

    says = "lines and columns, both languages; verdicts: -q"

    def __init__(
        self,
        name: str = "facepolicy",
        *options: str,
        modes: tuple[Mode, ...] = EVERY_MODE,
    ) -> None:
        """Name a contestant, and say what is asked of it."""
        self.name = name
        self.modes = modes
        self.options = options

    def install(self) -> str:
        """Build and install the wheel, once in a run, and return the version.

        Raises:
            MissingError: this facepolicy has not got the options.
        """
        python = installed()
        if any(option.startswith("--") and not knows(option) for option in self.options):
            raise MissingError(NOT_THERE)
        return version(python, "facepolicy")

    def folder(self, task: Task) -> Path:
        """Return the folder in which the command runs."""
        return task.corpus.manifests

    def command(self, task: Task) -> list[str]:
        """Return the command line."""
        packs = [part for name in task.rules.packs for part in ("--pack", name)]
        program = str(installed().with_name("facepolicy"))
        asked = [program, "check", *task.targets, *packs, "--as-of", AS_OF.isoformat()]
        return [*asked, *self._loudness(task), *self.options]

    def _loudness(self, task: Task) -> list[str]:
        if task.mode is Mode.VERDICTS:
            return ["-q"]
        # One manifest is read by a person, many by a program.
        return [] if task.is_cold else ["--format", findings_format()]

    def told(self, output: Output, task: Task) -> Told:
        """Return what it said of each manifest."""
        if task.is_cold or task.mode is Mode.VERDICTS:
            match = _COUNTS.search(output.text)
            return Told(Telling.COUNT, {}, int(match[1]) if match else -1)
        results = _results(output.text)
        failed: dict[str, set[str]] = {name: set() for name in task.names}
        for item in results:
            if item["status"] == "fail":
                failed[item["manifest"].rsplit("/", 1)[-1]].add(item["rule"])
        return Told(Telling.ALL, {name: frozenset(rules) for name, rules in failed.items()})


def _results(text: str) -> list[dict[str, Any]]:
    """Return the results of a report in JSON, or of one with a JSON value a line."""
    if findings_format() == "json":
        found: list[dict[str, Any]] = json.loads(text)["results"]
        return found
    return [item for item in map(json.loads, text.splitlines()) if item["type"] == "result"]


@cache
def installed() -> Path:
    """Install the wheel of this checkout and return the interpreter that has it."""
    python = python_of("facepolicy")
    pip(python, str(ROOT))
    return python


@cache
def _help() -> str:
    program = installed().with_name("facepolicy")
    return subprocess.run(
        [program, "check", "--help"], capture_output=True, text=True, check=True
    ).stdout


def knows(option: str) -> bool:
    """Return whether ``facepolicy check`` has an option."""
    return re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", _help()) is not None


def findings_format() -> str:
    """Return the format for programs in which every finding has its place."""
    return "jsonl" if re.search(r"\bjsonl\b", _help()) else "json"
