"""Plain PyYAML with its C reader, and jsonschema: what a team would write by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench.install import pip, python_of, version
from bench.peers.lines import LinePeer

if TYPE_CHECKING:
    from bench.peers import Task

SCRIPTS = Path(__file__).with_name("scripts")
VENV = "peers"


class PythonPeer(LinePeer):
    """A Python package and a script that runs it over YAML files."""

    name: str
    says: str
    package: str
    script: str

    def install(self) -> str:
        """Install the package and PyYAML, and return the versions."""
        python = python_of(VENV)
        pip(python, self.package, "pyyaml")
        return f"{version(python, self.package)}, PyYAML {version(python, 'pyyaml')}"

    def command(self, task: Task) -> list[str]:
        """Return the command line."""
        script = str(SCRIPTS / self.script)
        return [str(python_of(VENV)), script, self.rules(task), task.mode.value, *task.targets]

    def rules(self, task: Task) -> str:
        """Return the file with the rules."""
        return str(task.bundle)


class PyYamlJsonschema(PythonPeer):
    """PyYAML C + jsonschema."""

    name = "PyYAML C + jsonschema"
    says = "iter_errors, places in schema and instance; verdicts: is_valid"
    package = "jsonschema"
    script = "run_jsonschema.py"
