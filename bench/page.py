"""What a run of the bench found, as a page and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import AS_OF, ROOT
from bench.contests import GROWTH
from bench.plot import chart
from bench.table import as_markdown, figures, growth, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.contests import Contest
    from bench.stage import Stage

_INTRODUCTION = f"""# Performance

facepolicy and its peers on the same rules and the same manifests, in one run, side by side:

```console
$ {{command}}
```

The command installs the peers from their registries into a temporary folder, checks that every
one of them comes to facepolicy's verdicts, and prints this. Manifests are made from
`examples/lobby-gate.yaml`: about 200 lines each, every second one with one to six things wrong.
They are alike as those of a fleet are: of a thousand, 98 in 100 lines stand in an earlier one too.
In one contest no two lines are alike. All is asked about {AS_OF.isoformat()}.

## Targets

Ratios are medians, with minimum and maximum. Each is formed inside a round in which every
contestant runs once, so that the load of the machine meets both sides. CPU time is that of all
processes and threads of a contestant; others' work on the machine hardly touches it.
"""
_FAIRNESS = """## What is compared

facepolicy reads manifests as users write them, holds them against the manifest's schema,
derives what JSON Schema cannot compute (durations, deadlines, evidence that expired), gives every
finding its line and column and its words in English and Chinese. Peers are spared some of that:

- They read the derived facts, written out for them beforehand as YAML of the same form. They do
  not check the manifest against its schema.
- The rules are one JSON Schema bundle for them, each rule as `if` it applies `then` it holds, with
  every `$ref` inside the bundle; for Rego engines a module generated mechanically from it.
- `@sourcemeta/jsonschema` tells lines and columns, but of a manifest that fails only the first
  rule; the others tell all rules, without lines. `check-jsonschema` does not tell which rule
  an error belongs to: its verdict is compared for each manifest. facepolicy's text and `-q` are
  compared by the number of failed results, everything else rule by rule.
- `@sourcemeta/jsonschema` is called as the native program in its npm package, without the
  script for node that the package puts before it.

## Where the time goes

A cold check imports about sixty small modules and nothing heavy: no PyYAML, no `jsonschema`, no
argparse, no `typing`. That PyYAML can stay out is due to a reader of *tidy* YAML, the part of
the language in which manifests are written; at anything unusual it gives up, and the strict
reader on libyaml's events has the word. Both read the same values and places: tests and a fuzzer
hold them to each other.

In a run over many manifests, a section that stood in an earlier one is not read again: its shape
and the evidence it refers to are known. What a manifest states is told in numbers, equal ones for
equal values; by the numbers of the places that a rule reads, what came of the rule is kept. Where
all of them were met before, nothing is decided or explained anew. Peers do not do this; where no
two lines are alike, the contest of that name shows what is left of it. The rest is one result for
each rule and manifest, places of what failed, counting and writing.

There is no extra with compiled code. Of the compiled parsers on PyPI that read YAML 1.2, none
tells where a value stands, and reading is no longer most of the work. Compiling our own modules,
which was tried with Cython, changes little: the time goes into dictionaries, texts and memory,
which Python has compiled already. What is left to gain lies beyond Python.

Where a target is missed, that is what remains: a program in Python that tells every rule, in two
languages, with line and column, against a native one that stops at the first rule. Several
processes help (`--jobs`).
"""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run of the bench found.

    Attributes:
        command: how to run it again.
        machine: what it ran on, see ``bench.machine``.
    """

    command: str
    machine: dict[str, str]
    stage: Stage
    contests: Sequence[Contest]

    @property
    def table(self) -> str:
        """The targets beside what was measured, as Markdown."""
        return as_markdown(rows(self.contests, self.stage.missing))


def as_text(found: Findings) -> str:
    """Return the table and all figures, for a terminal."""
    parts = [found.table, *_contestants(found), *_figures(found, "")]
    return "\n\n".join([*parts, *_machine(found)]) + "\n"


def as_json(found: Findings) -> dict[str, Any]:
    """Return everything that was measured as a JSON value."""
    return {
        "command": found.command,
        "machine": found.machine,
        "versions": found.stage.versions,
        "missing": found.stage.missing,
        "contests": [asdict(contest) for contest in found.contests],
        "targets": [
            {
                "contest": row.where,
                "compared": row.target.text,
                "target": row.target.wanted,
                "measured": {name: asdict(spread) for name, spread in row.measured.items()},
                "standing": row.standing,
            }
            for row in rows(found.contests, found.stage.missing)
        ],
    }


def write_json(found: Findings, file: str) -> None:
    """Write everything that was measured as JSON."""
    text = json.dumps(as_json(found), indent=2, ensure_ascii=False)
    Path(file).write_text(f"{text}\n", encoding="utf-8")


def write_page(found: Findings) -> None:
    """Write ``docs/performance.md`` and its chart."""
    docs = ROOT / "docs"
    (docs / "performance.svg").write_text(chart(_charted(found)), encoding="utf-8")
    figure = "![CPU time a manifest, facepolicy and its peers](performance.svg)"
    introduction = _INTRODUCTION.format(command=found.command)
    parts = [introduction + "\n" + found.table, figure, _FAIRNESS.rstrip()]
    parts += ["## Contestants", *_contestants(found), "## Figures", *_figures(found, "### ")]
    parts += ["## Machine", *_machine(found)]
    (docs / "performance.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _charted(found: Findings) -> list[Contest]:
    """Return what the chart shows; of the bulk contests the smallest, in which nobody sits out."""
    cold = [contest for contest in found.contests if contest.key == "cold-fails"]
    bulk = [contest for contest in found.contests if contest.key == "bulk-findings"]
    return cold[:1] + bulk[:1]


def _figures(found: Findings, heading: str) -> Iterator[str]:
    for contest in found.contests:
        if contest.key != GROWTH:
            yield f"{heading}{contest.title[0].upper()}{contest.title[1:]}"
            yield figures(contest)
    grown = [contest for contest in found.contests if contest.key == GROWTH]
    if grown:
        yield f"{heading}Growth: CPU time a manifest, ms"
        yield growth(grown)


def _contestants(found: Findings) -> list[str]:
    told = {name: peer.says for name, peer in found.stage.peers.items()}
    there = [f"- {name} {found.stage.versions[name]}: {says}" for name, says in told.items()]
    absent = [f"- {name} is missing: {why}" for name, why in found.stage.missing.items()]
    return ["\n".join([*there, *absent])]


def _machine(found: Findings) -> list[str]:
    return ["\n".join(f"- {name}: {value}" for name, value in found.machine.items())]
