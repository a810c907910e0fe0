"""Rego engines, on Rego generated from the same bundle (``bench.rego``).

Regorus publishes neither to PyPI nor to npm; its peer joins where ``pip install regorus`` finds
one. Until then rego-cpp (``regopy``) speaks for Rego.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers import Mode
from bench.peers.pyyaml_jsonschema import PythonPeer

if TYPE_CHECKING:
    from bench.peers import Task


class RegoPeer(PythonPeer):
    """An engine that answers with the ids of the rules that fail."""

    modes: tuple[Mode, ...] = (Mode.FINDINGS,)
    says = "the ids of the rules that fail, no places"

    def rules(self, task: Task) -> str:
        """Return the file with the rules."""
        return str(task.rego)

    def rules_in(self, line: dict[str, Any], _task: Task) -> set[str]:
        """Return the rules that a line names."""
        return {str(rule) for rule in line["errors"]}


class RegoCpp(RegoPeer):
    """PyYAML C + rego-cpp."""

    name = "PyYAML C + rego-cpp"
    package = "regopy"
    script = "run_regopy.py"


class Regorus(RegoPeer):
    """PyYAML C + regorus."""

    name = "PyYAML C + regorus"
    package = "regorus"
    script = "run_regorus.py"
