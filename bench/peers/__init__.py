"""The contestants, one module each: where it comes from, its command line, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from bench.corpus import Corpus
    from bench.export import Rules
    from bench.timing import Output
    from bench.verdicts import Told


class Mode(Enum):
    """What a contestant is asked for."""

    FINDINGS = "findings"
    VERDICTS = "verdicts"


EVERY_MODE = tuple(Mode)


@dataclass(frozen=True, slots=True)
class Task:
    """Which manifests are held against which rules, and what is asked.

    Attributes:
        bundle: file with the rules as a JSON Schema.
        rego: file with the rules as Rego.
        part: the manifests of the corpus that are meant; all when empty.
    """

    corpus: Corpus
    rules: Rules
    bundle: Path
    rego: Path
    mode: Mode = Mode.FINDINGS
    part: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the manifests that are meant."""
        return self.part or self.corpus.names

    @property
    def targets(self) -> tuple[str, ...]:
        """What to name on a command line: some manifests, or the folder of all of them."""
        return self.part or (".",)

    @property
    def is_cold(self) -> bool:
        """Whether a process is started for one manifest."""
        return len(self.part) == 1


class Peer(Protocol):
    """One contestant."""

    name: str
    says: str
    """What it does in ``FINDINGS`` and ``VERDICTS``, for readers of the figures."""
    modes: tuple[Mode, ...]
    """What it can be asked for."""

    def install(self) -> str:
        """Install it where it is not, and return its version.

        Raises:
            MissingError: it is not to be had here.
        """

    def folder(self, task: Task) -> Path:
        """Return the folder in which the command runs."""

    def command(self, task: Task) -> list[str]:
        """Return the command line."""

    def told(self, output: Output, task: Task) -> Told:
        """Return what it said of each manifest."""
