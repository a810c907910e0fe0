"""The inputs of the benchmark: generated manifests, and the rules as one JSON Schema.

The same number makes the same manifest. Every second one has one to eight flaws. Rules are read
from ``policies/`` as plain YAML: a rule becomes ``if appliesWhen then requires``, and every
``$ref`` leads to the ``$defs`` of the schema.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PACK = "cn-tc260-frd-2021-draft"
_ALWAYS_CHECKED = "self-consistency"

Object = dict[str, Any]

_METHODS = ("access-card", "pin-code", "phone-key", "staffed-desk")
_EXPIRED = {"id": "ev-old", "type": "record", "title": "Record", "expires": "2026-06-30"}
_REMOVED = object()
_FLAWS: tuple[tuple[str, Any], ...] = (
    ("storage.encryption.atRest", "none"),
    ("storage.images.retained", True),
    ("consent.grade", "bundled"),
    ("consent.onRefusal", "service-denied"),
    ("consent.withdrawal", _REMOVED),
    ("alternatives.offered", []),
    ("necessity", _REMOVED),
    ("notice.states", ["purpose", "data-types"]),
    ("capture.presentationAttackDetection", _REMOVED),
    ("capture.trigger", "continuous"),
    ("templates.evidence", ["ev-old"]),
    ("governance.policy", ["ev-old"]),
    ("sharing.publicDisclosure", "occurs"),
    ("subjects.under14.policy", "included"),
    ("deletion", _REMOVED),
)


def write_manifests(folder: Path, number: int, *, alike: bool) -> None:
    """Write manifests of about 200 lines.

    Args:
        folder: a new folder for them.
        number: of manifests.
        alike: whether manifests have most of their lines in common; otherwise each line ends in
            a comment with the number of its manifest.
    """
    folder.mkdir()
    example = _read(ROOT / "examples" / "lobby-gate.yaml")
    for index in range(number):
        # Dates are texts here, so the writer quotes them: YAML 1.1 and 1.2 read the same values.
        text = yaml.dump(
            _manifest(example, index),
            Dumper=_Dumper,
            default_flow_style=None,
            allow_unicode=True,
            sort_keys=False,
            width=100_000,  # a comment would cut a folded value
        )
        if not alike:
            text = "".join(f"{line} # {index}\n" for line in text.splitlines())
        (folder / f"m{index:04}.yaml").write_text(text, encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _manifest(example: Object, index: int) -> Object:
    rng = Random(index)  # noqa: S311 - drawn again the same, not secret
    value = deepcopy(example)
    value["metadata"]["id"] = f"site-{index}"
    value["metadata"]["title"] = {"en": f"Site {index}", "zh-Hans": f"{index} 号场所"}
    enrolled = rng.randrange(40, 60_000)
    value["subjects"]["enrolled"] = enrolled
    value["governance"]["filing"]["storedPersonsTotal"] = enrolled + rng.randrange(1000)
    methods = [{"method": name} for name in rng.sample(_METHODS, rng.randint(2, 4))]
    _repeat(value["alternatives"]["offered"], methods)
    _repeat(value["necessity"]["comparison"], methods)
    doors = range(rng.randint(2, 6))
    _repeat(value["capture"]["devices"], [{"id": f"gate-{door}"} for door in doors])
    _repeat(value["transport"], [{"from": f"gate-{door}"} for door in doors])
    if index % 2:
        value["evidence"].append(_EXPIRED)
        for path, fact in rng.sample(_FLAWS, rng.randint(1, 8)):
            _set(value, path, fact)
    return value


def _repeat(entries: list[Object], changes: list[Object]) -> None:
    """Replace all entries by copies of the last one, each with one of the changes."""
    entries[:] = [{**entries[-1], **change} for change in changes]


def _set(value: Object, path: str, fact: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        value = value[step]
    if fact is _REMOVED:
        value.pop(last)
    else:
        value[last] = fact


def rules_schema() -> str:
    """Return the rules that ``check --pack`` runs for ``PACK`` as one JSON Schema."""
    policies = ROOT / "policies"
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [_pack(policies / name) for name in (_ALWAYS_CHECKED, PACK)],
        "$defs": {file.stem: _read(file) for file in sorted(policies.glob("common/*.yaml"))},
    }
    return re.sub(r'"facepolicy:common/([\w-]+)#', r'"#/$defs/\1', json.dumps(schema))


def _pack(folder: Path) -> Object:
    rules = [_read(file) for file in sorted(folder.glob("rules/*.yaml"))]
    checks = [
        {"if": rule.get("appliesWhen", {}), "then": check["requires"]}
        for rule in rules
        for check in rule["checks"]
    ]
    return {"if": _read(folder / "pack.yaml").get("appliesWhen", {}), "then": {"allOf": checks}}


def _read(file: Path) -> Object:
    """Return a YAML file with its dates as texts."""
    value = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    read: Object = json.loads(json.dumps(value, default=str))
    return read
