"""Writes the bill of materials of a wheel: facepolicy, all it needs to run, the packs it carries.

``python .ci/sbom.py WHEEL PYTHON`` prints CycloneDX 1.6 as JSON. PYTHON is that of an environment
where the wheel is installed. Same input, same bytes: no time and no serial number.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

Bom = dict[str, Any]

_NAME = "facepolicy"
_PACKS = """
import json
from validator.run.inputs import load_packs
packs = load_packs(["all"])
print(json.dumps([(pack.id, pack.version, pack.title.en, pack.sha256) for pack in packs]))
"""


def bill(wheel: Path, python: str) -> str:
    """Return the bill of materials of a wheel.

    Args:
        wheel: the file.
        python: of an environment where it is installed. What else is there is left out, unless
            an extra of facepolicy names it.
    """
    bom = _environment(python)
    components = {component["bom-ref"]: component for component in bom["components"]}
    edges = {edge["ref"]: edge for edge in bom["dependencies"]}
    (ours,) = [ref for ref, component in components.items() if component["name"] == _NAME]
    needed = _closure(ours, edges)
    packs = _packs(python)
    edges[ours]["dependsOn"] += [pack["bom-ref"] for pack in packs]
    bom["metadata"]["component"] = _described(components[ours], wheel)
    bom["components"] = [components[ref] for ref in sorted(needed - {ours})] + packs
    bom["dependencies"] = [edges[ref] for ref in sorted(needed)]
    return _valid(json.dumps(bom, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def _environment(python: str) -> Bom:
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    options = ["--spec-version", "1.6", "--output-format", "JSON", python]
    bom: Bom = json.loads(subprocess.check_output([*command, *options]))
    return bom


def _closure(root: str, edges: dict[str, Any]) -> set[str]:
    """Return a component and all that it needs: no pip, and nothing of the tests."""
    needed: set[str] = set()
    waiting = [root]
    while waiting:
        ref = waiting.pop()
        if ref not in needed:
            needed.add(ref)
            waiting += edges[ref].get("dependsOn", [])
    return needed


def _described(component: dict[str, Any], wheel: Path) -> dict[str, Any]:
    """Describe facepolicy by its wheel, not by the place that it was installed from."""
    reported = {name: component[name] for name in ("bom-ref", "name", "version", "description")}
    return reported | {
        "type": "application",
        "licenses": component["licenses"],
        "purl": f"pkg:pypi/{_NAME}@{component['version']}",
        "hashes": [_sha256(hashlib.sha256(wheel.read_bytes()).hexdigest())],
    }


def _packs(python: str) -> list[dict[str, Any]]:
    """Return the packs, each with the digest that reports tell of it."""
    rows = json.loads(subprocess.check_output([python, "-I", "-c", _PACKS]))
    return [
        {
            "type": "data",
            "bom-ref": f"pack:{name}",
            "name": name,
            "version": version,
            "description": title,
            "hashes": [_sha256(digest)],
        }
        for name, version, title, digest in rows
    ]


def _sha256(digest: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": digest}


def _valid(text: str) -> str:
    """Return the text.

    Raises:
        ValueError: it is not what the schema of CycloneDX wants.
    """
    flaw = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if flaw is not None:
        raise ValueError(str(flaw))
    return text


if __name__ == "__main__":
    sys.stdout.write(bill(Path(sys.argv[1]), sys.argv[2]))
