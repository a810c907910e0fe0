"""@sourcemeta/jsonschema: a native validator, which reads YAML and tells lines and columns.

The program of the npm package is called itself, without the script in JavaScript before it, which
would cost as much again. Of a manifest that fails it tells the first rule and stops there,
although it is asked for its fullest output.
"""

from __future__ import annotations

import platform
import re
from typing import TYPE_CHECKING

from bench.install import MissingError, node_modules, npm_version
from bench.peers import EVERY_MODE, Mode
from bench.peers.lines import FAILS
from bench.verdicts import Telling, Told

if TYPE_CHECKING:
    from pathlib import Path

    from bench.peers import Task
    from bench.timing import Output

_PACKAGE = "@sourcemeta/jsonschema"
_FAIL = re.compile(r"^fail: (?P<file>.+)$")
_PLACE = re.compile(r'^ +at evaluate path "(?P<path>/allOf/\d+/then/allOf/\d+/[^"]+)"$')
_MACHINES = {"aarch64": "arm64", "arm64": "arm64", "x86_64": "x86_64"}


class Sourcemeta:
    """@sourcemeta/jsonschema."""

    name = "@sourcemeta/jsonschema"
    modes: tuple[Mode, ...] = EVERY_MODE
    says = "exhaustive mode, lines and columns, up to the first rule that fails; verdicts: --fast"

    def install(self) -> str:
        """Install it from npm and return the version."""
        version = npm_version(node_modules(_PACKAGE), _PACKAGE)
        _program().chmod(0o755)
        return version

    def folder(self, task: Task) -> Path:
        """Return the folder in which the command runs."""
        return task.corpus.facts

    def command(self, task: Task) -> list[str]:
        """Return the command line."""
        fast = ["--fast"] if task.mode is Mode.VERDICTS else []
        command = [str(_program()), "validate", str(task.bundle), *task.targets]
        return [*command, "--continue", *fast]

    def told(self, output: Output, task: Task) -> Told:
        """Return what it said of each manifest."""
        failed = dict.fromkeys(task.names, frozenset[str]())
        file = ""
        for line in output.errors.splitlines():
            if match := _FAIL.match(line):
                file = match["file"].rsplit("/", 1)[-1]
                failed[file] = FAILS if task.mode is Mode.VERDICTS else frozenset()
            elif match := _PLACE.match(line):
                failed[file] |= {task.rules.rule_at(match["path"].split("/")[1:])}
        telling = Telling.WHETHER if task.mode is Mode.VERDICTS else Telling.FIRST
        return Told(telling, failed)


def _program() -> Path:
    system, machine = platform.system().lower(), _MACHINES.get(platform.machine())
    folder = node_modules(_PACKAGE) / _PACKAGE / "build" / "github-releases"
    file = folder / f"jsonschema-{system}-{machine}"
    if not file.exists():
        raise MissingError(f"{_PACKAGE} has no program for {system} on {platform.machine()}")
    return file
