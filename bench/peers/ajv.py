"""ajv with js-yaml, by a script for node: the usual way in JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bench.install import node_modules, npm_version, program
from bench.peers.lines import LinePeer
from bench.peers.pyyaml_jsonschema import SCRIPTS

if TYPE_CHECKING:
    from bench.peers import Task

_RULE = re.compile(r"#/allOf/\d+/then/allOf/\d+/")
_PACKAGES = ("ajv", "js-yaml")


class Ajv(LinePeer):
    """ajv + js-yaml."""

    name = "ajv + js-yaml"
    says = "allErrors, places in schema and instance; verdicts: stops at the first error"

    def install(self) -> str:
        """Install both from npm and return the versions."""
        program("node")
        modules = node_modules(*_PACKAGES)
        return f"{npm_version(modules, 'ajv')}, js-yaml {npm_version(modules, 'js-yaml')}"

    def command(self, task: Task) -> list[str]:
        """Return the command line."""
        modules = str(node_modules(*_PACKAGES))
        script = [program("node"), str(SCRIPTS / "run_ajv.mjs"), modules]
        return [*script, str(task.bundle), task.mode.value, *task.targets]

    def rules_in(self, line: dict[str, Any], task: Task) -> set[str]:
        """Return the rules that fail: besides places behind a ``$ref``, ajv tells their ``if``."""
        places = [place for place, _ in line["errors"] if _RULE.match(place)]
        return {task.rules.rule_at(place.split("/")) for place in places}
