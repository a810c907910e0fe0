"""Manifests of about 200 lines, half of which fail; the same ones for the same numbers.

Each stands twice in the corpus, written by one and the same YAML writer: in ``manifests`` as a
user writes it, for facepolicy; in ``facts`` as rules read it (``validator.facts``), for peers.
They are thus spared deriving what JSON Schema cannot compute: durations, deadlines, and which
evidence still counts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from bench import AS_OF, BUILD, ROOT
from bench.variation import FLAWS, device, document, sound
from validator.facts import derive
from validator.manifest import load_manifest
from validator.packtests import merge_patch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINES = 200
"""Lines of a manifest, roughly."""
_LINES_PER_ROUND = 10
_MADE_OF = ("bench/corpus.py", "bench/variation.py", "examples/lobby-gate.yaml")
_FACTS_MADE_OF = ("validator/facts.py", "validator/derived.py", "schema/manifest.schema.json")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files that hold manifests, and the same manifests as facts, by the same names.

    Attributes:
        lines: of a manifest, roughly.
        alike: whether manifests share most of their lines, as those of a fleet do; otherwise
            no two have a line in common.
    """

    folder: Path
    names: tuple[str, ...]
    lines: int = LINES
    alike: bool = True

    @property
    def manifests(self) -> Path:
        """Folder of the manifests as a user writes them."""
        return self.folder / "manifests"

    @property
    def facts(self) -> Path:
        """Folder of the manifests as rules read them."""
        return self.folder / "facts"


def manifest(index: int, lines: int = LINES) -> dict[str, Any]:
    """Return a manifest; with an even index it meets every rule, with an odd one it does not."""
    rng = Random(f"{index} {lines}")  # noqa: S311 - drawn again the same, not secret
    value = _patched(_example(), sound(rng, index))
    more = range(100, 100 + (lines - LINES) // _LINES_PER_ROUND)
    devices = [*value["capture"]["devices"], *map(device, more)]
    value = _patched(value, {"capture": {"devices": devices}})
    value = _patched(value, {"evidence": [*value["evidence"], *map(document, more)]})
    for flaw in rng.sample(FLAWS, rng.randint(1, 6)) if index % 2 else ():
        value = _with_flaw(value, flaw)
    return value


def _with_flaw(value: dict[str, Any], flaw: dict[str, Any]) -> dict[str, Any]:
    if flaw.get("evidence") != "expired":
        return _patched(value, flaw)
    known = [entry for entry in value["evidence"] if entry["id"] != "ev-old"]
    expired = {**document(0, expired=True), "id": "ev-old"}
    return _patched(value, {**flaw, "evidence": [*known, expired]})


def _patched(value: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    patched: dict[str, Any] = merge_patch(value, patch)
    return patched


@cache
def _example() -> dict[str, Any]:
    value: dict[str, Any] = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value
    return value


def facts(value: dict[str, Any]) -> dict[str, Any]:
    """Return what rules read of a manifest."""
    return derive(value, AS_OF)


def as_yaml(value: dict[str, Any], width: int = 120) -> str:
    """Return a value as YAML that versions 1.1 and 1.2 read alike: dates are quoted."""
    # The C writer is about eight times as fast, and 10,000 manifests are written twice.
    return yaml.dump(
        value,
        Dumper=yaml.CSafeDumper,
        default_flow_style=None,
        allow_unicode=True,
        sort_keys=False,
        width=width,
    )


def corpus(number: int, lines: int = LINES, *, alike: bool = True) -> Corpus:
    """Return a corpus, writing it where it does not exist yet."""
    name = f"{_digest()}-{number}-{lines}{'' if alike else '-unlike'}"
    made = Corpus(BUILD / "corpus" / name, _names(number), lines, alike)
    if not made.folder.exists():
        partial = replace(made, folder=made.folder.with_suffix(".partial"))
        shutil.rmtree(partial.folder, ignore_errors=True)
        _write(partial)
        partial.folder.rename(made.folder)
    return made


def repeated(original: Corpus, times: int) -> Corpus:
    """Return a corpus with the same files under as many names; their bytes are kept once."""
    name = f"{original.folder.name}-times-{times}"
    made = Corpus(original.folder.with_name(name), _names(len(original.names) * times))
    if not made.folder.exists():
        partial = made.folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        (partial / "manifests").mkdir(parents=True)
        for index, target in enumerate(made.names):
            source = original.manifests / original.names[index % len(original.names)]
            os.link(source, partial / "manifests" / target)
        partial.rename(made.folder)
    return made


def _names(number: int) -> tuple[str, ...]:
    return tuple(f"m{index:06}.yaml" for index in range(number))


def _write(made: Corpus) -> None:
    made.manifests.mkdir(parents=True)
    made.facts.mkdir()
    for index, name in enumerate(made.names):
        value = manifest(index, made.lines)
        write = as_yaml if made.alike else _unlike(index)
        (made.manifests / name).write_text(write(value), encoding="utf-8")
        (made.facts / name).write_text(write(facts(value)), encoding="utf-8")


def _unlike(index: int) -> Callable[[dict[str, Any]], str]:
    """Return a writer that ends each line with a comment of its own."""

    def write(value: dict[str, Any]) -> str:
        # Folded, a value would be cut by a comment.
        lines = as_yaml(value, width=100_000).splitlines()
        return "".join(f"{line} # {index}\n" for line in lines)

    return write


@cache
def _digest() -> str:
    """Tell corpora apart that are made in different ways."""
    files = [ROOT / name for name in (*_MADE_OF, *_FACTS_MADE_OF)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
