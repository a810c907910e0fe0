"""Sets contestants up for a contest: installs them, holds their verdicts to facepolicy's."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bench import BUILD, PACK, BenchError
from bench.corpus import corpus
from bench.export import export
from bench.install import MissingError
from bench.peers import Mode, Task
from bench.peers.ajv import Ajv
from bench.peers.check_jsonschema import CheckJsonschema
from bench.peers.facepolicy import Facepolicy
from bench.peers.jsonschema_rs import JsonschemaRs
from bench.peers.pyyaml_jsonschema import PyYamlJsonschema
from bench.peers.rego import RegoCpp, Regorus
from bench.peers.sourcemeta import Sourcemeta
from bench.rego import module
from bench.timing import run, run_and_read
from bench.verdicts import demand_equal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.corpus import Corpus
    from bench.peers import Peer
    from bench.timing import Sample
    from bench.verdicts import Failed

FACEPOLICY = "facepolicy"
TWO_PROCESSES = "facepolicy, two processes"
PYTHON = "python -c pass"
_FEW, _MORE = 2, 22
_AT_ONCE = 250
"""Manifests of one run that gives the expected verdicts: the report of a run is held whole."""


def say(text: str) -> None:
    """Tell what goes on, where it is not mistaken for a result."""
    sys.stderr.write(f"{text}\n")


@dataclass
class Stage:
    """The contestants of a run of the bench.

    Attributes:
        budget: seconds that one run of a contestant may take; who would take longer sits out.
        versions: of each contestant, in the order of the figures.
        missing: why others are not there.
    """

    budget: float
    peers: dict[str, Peer] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    _expected: dict[tuple[Path, tuple[str, ...]], Failed] = field(default_factory=dict)

    def install(self) -> None:
        """Install every contestant that is to be had."""
        for peer in _ALL:
            say(f"installing {peer.name}")
            try:
                self.versions[peer.name] = peer.install()
            except MissingError as why:
                self.missing[peer.name] = str(why)
                say(f"  {why}")
            else:
                self.peers[peer.name] = peer

    def task(self, corpus: Corpus, packs: Sequence[str] = (PACK,)) -> Task:
        """Return the task to hold a corpus against packs, its rules written out for peers."""
        rules = export(packs)
        folder = BUILD / "rules" / "+".join(packs)
        folder.mkdir(parents=True, exist_ok=True)
        task = Task(corpus, rules, folder / "rules.schema.json", folder / "rules.rego")
        task.bundle.write_text(json.dumps(rules.bundle, ensure_ascii=False), encoding="utf-8")
        task.rego.write_text(module(rules), encoding="utf-8")
        return task

    def ready(self, name: str, task: Task) -> Callable[[], Sample] | None:
        """Return how to run a contestant, once its verdicts are found to be equal.

        The run that shows this is its warm-up.

        Returns:
            None for one that is missing, cannot be asked for that, or would take longer than
            the budget.

        Raises:
            BenchError: its verdicts are others.
        """
        peer = self.peers.get(name)
        if peer is None or task.mode not in peer.modes or not self._in_time(peer, task):
            return None
        output, _ = run_and_read(peer.command(task), peer.folder(task))
        try:
            told = peer.told(output, task)
        except (ValueError, KeyError, IndexError) as error:
            said = (output.errors or output.text)[-500:]
            raise BenchError(f"{name}: unreadable output ({error!r}): {said}") from error
        demand_equal(self.expected(task), told, task.rules, f"{name}, exit code {output.code}")
        return lambda: run(peer.command(task), peer.folder(task))

    def _in_time(self, peer: Peer, task: Task) -> bool:
        """Judge by a few manifests how long all would take."""
        if len(task.names) <= _MORE:
            return True
        few, more = (
            run(peer.command(probe), peer.folder(probe))
            for probe in (replace(task, corpus=corpus(n, task.corpus.lines)) for n in (_FEW, _MORE))
        )
        seconds = (more.cpu - few.cpu) / (_MORE - _FEW) * len(task.names)
        if seconds > self.budget:
            say(f"  {peer.name} sits out: about {seconds:.0f} s a run")
        return seconds <= self.budget

    def expected(self, task: Task) -> Failed:
        """Return facepolicy's verdicts: those of its report for programs."""
        key = (task.corpus.folder, task.rules.packs)
        if key not in self._expected:
            self._expected[key] = self._reported(task)
        known = self._expected[key]
        return {name: known[name] for name in task.names}

    def _reported(self, task: Task) -> Failed:
        """Ask facepolicy about every manifest, a few at once: it holds the report whole."""
        peer = Facepolicy()
        failed: Failed = {}
        for start in range(0, len(task.corpus.names), _AT_ONCE):
            part = task.corpus.names[start : start + _AT_ONCE]
            asked = replace(task, part=part, mode=Mode.FINDINGS)
            output, _ = run_and_read(peer.command(asked), peer.folder(asked))
            failed |= peer.told(output, asked).failed
        return failed


_ALL: tuple[Peer, ...] = (
    Facepolicy(),
    Facepolicy(TWO_PROCESSES, "--jobs", "2", modes=(Mode.FINDINGS,)),
    Sourcemeta(),
    Ajv(),
    JsonschemaRs(),
    PyYamlJsonschema(),
    CheckJsonschema(),
    RegoCpp(),
    Regorus(),
)
