"""What the scripts of peers print: a JSON line a manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.peers import EVERY_MODE, Mode
from bench.verdicts import Telling, Told

if TYPE_CHECKING:
    from pathlib import Path

    from bench.peers import Task
    from bench.timing import Output

FAILS = frozenset({"fails"})


class LinePeer:
    """A peer that runs over the facts by a script of the bench."""

    modes: tuple[Mode, ...] = EVERY_MODE

    def folder(self, task: Task) -> Path:
        """Return the folder in which the command runs."""
        return task.corpus.facts

    def told(self, output: Output, task: Task) -> Told:
        """Return what it said of each manifest."""
        lines = [json.loads(line) for line in output.text.splitlines()]
        if task.mode is Mode.VERDICTS:
            failed = {line["file"]: frozenset() if line["valid"] else FAILS for line in lines}
            return Told(Telling.WHETHER, failed)
        return Told(
            Telling.ALL,
            {line["file"]: frozenset(self.rules_in(line, task)) for line in lines},
        )

    def rules_in(self, line: dict[str, Any], task: Task) -> set[str]:
        """Return the rules that a line names, by the places of their keywords in the bundle."""
        return {task.rules.rule_at(location) for location, _ in line["errors"]}
