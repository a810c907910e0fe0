"""check-jsonschema: the command line around jsonschema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from bench.install import pip, python_of, version
from bench.peers import Mode
from bench.peers.lines import FAILS
from bench.peers.pyyaml_jsonschema import VENV
from bench.verdicts import Telling, Told

if TYPE_CHECKING:
    from bench.peers import Task
    from bench.timing import Output


class CheckJsonschema:
    """check-jsonschema."""

    name = "check-jsonschema"
    modes: tuple[Mode, ...] = (Mode.FINDINGS,)
    says = "--output-format json, places in the instance; it has no mode for verdicts alone"

    def install(self) -> str:
        """Install it from PyPI and return the version."""
        pip(python_of(VENV), self.name)
        return version(python_of(VENV), self.name)

    def folder(self, task: Task) -> Path:
        """Return the folder in which the command runs."""
        return task.corpus.facts

    def command(self, task: Task) -> list[str]:
        """Return the command line; it takes files and no folder."""
        program = str(python_of(VENV).with_name(self.name))
        return [program, "--schemafile", str(task.bundle), "-o", "json", *task.names]

    def told(self, output: Output, task: Task) -> Told:
        """Return what it said of each manifest."""
        failed = dict.fromkeys(task.names, frozenset[str]())
        for error in json.loads(output.text).get("errors", ()):
            failed[Path(error["filename"]).name] = FAILS
        return Told(Telling.WHETHER, failed)
