"""The files of a pack: their paths, their content, and their structure.

A pack is a folder (``pack.yaml``, ``compliant.yaml``, ``rules/*.yaml``). It is data: reading one
runs none of its code.
"""

from __future__ import annotations

from functools import cache
from itertools import islice

from validator.jsonschema.constraint import Constraint, SchemaSet, references
from validator.manifest.manifest import load_manifest
from validator.manifest.reading.paths import is_file
from validator.manifest.structure import shape_problems
from validator.model import resources
from validator.model.errors import ManifestError, PackError, Problem
from validator.model.merge import merge_patch
from validator.model.names import nearest
from validator.model.resources import shipped
from validator.packs import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from validator.manifest.model import Manifest

    Bundle = dict[str, Any]
    Files = dict[str, Manifest]

FILES = 502
"""The most files of a pack: 500 rules, ``pack.yaml`` and ``compliant.yaml``."""
SIZE_LIMIT = 4 * 1024 * 1024
"""The most bytes of all files of a pack."""


def shipped_with(rule: str) -> tuple[str, ...]:
    """Return the names of the shipped packs that have a rule; its file is named by its id."""
    files = resources.policies().glob(f"*/rules/{rule}.yaml")
    return tuple(sorted(file.parent.parent.name for file in files))


def locate(where: str | Path) -> Path:
    """Return the folder of a pack: a name of a shipped one, or a path; none is a PackError."""
    from pathlib import Path

    path = resources.policies() / where if str(where) in shipped() else Path(where)
    if is_file(path / "pack.yaml"):
        return path
    near = nearest(str(where), shipped(), cutoff=0.4)
    if path.is_dir():
        text = messages.NO_CARD
    elif path.name != str(where):
        text = messages.NO_SUCH_FOLDER
    elif near:
        text = messages.NO_SUCH_PACK_NEAR.format(near=near)
    else:
        text = messages.NO_SUCH_PACK.format(names=messages.ENUMERATION.join(shipped()))
    raise PackError((Problem(str(where), None, text),))


def paths_of(where: str | Path) -> list[Path]:
    """Return the files that a pack is made of, located as ``locate`` does."""
    return list(_paths(locate(where)).values())


def read_files(folder: Path) -> Files:
    """Read every file of a pack by its path in it; shared constraints as ``common/<name>``.

    Files that are missing, malformed, too many or too large are a PackError with all problems.
    """
    paths = _paths(folder)
    own = [path for path in paths.values() if path.is_relative_to(folder)]
    if len(own) > FILES or sum(path.stat().st_size for path in own if is_file(path)) > SIZE_LIMIT:
        text = messages.PACK_TOO_LARGE.format(files=FILES, limit=SIZE_LIMIT)
        raise PackError((Problem(str(folder), None, text),))
    inside = islice((folder / "rules").glob("[!.]*"), FILES + 1)
    strange = [path for path in sorted(inside) if path.suffix in _NO_RULES or path.is_dir()]
    if strange:  # nobody would notice that a rule does not run
        raise PackError(tuple(Problem(str(path), None, messages.NO_RULE_FILE) for path in strange))
    return _reached(_read(paths))


def read_shared() -> Files:
    """Read the shared constraints of ``policies/common``, with their tests: ``common/<name>``."""
    return _read(_shared())


def _read(paths: dict[str, Path]) -> Files:
    read: Files = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        try:
            read[name] = load_manifest(path)
        except ManifestError as error:
            problems += error.problems
            continue
        if name != "compliant-patch.yaml":  # the tests of the pack check the merged manifest
            kind = _SINGLE.get(name) or name.partition("/")[0].removesuffix("s")
            problems += shape_problems(read[name], _shapes()[kind])
    if problems:
        raise PackError(tuple(problems))
    return read


def _reached(files: Files) -> Files:
    """Leave out the shared constraints that the pack does not refer to."""
    own = [file.value for name, file in files.items() if not name.startswith("common/")]
    reached: set[str] = set()
    waiting = {reference for value in own for reference in references(value)}
    while waiting:
        name = waiting.pop().partition("#")[0].removeprefix("facepolicy:")
        if name in files and name not in reached:
            reached.add(name)
            waiting |= set(references(files[name].value))
    return {
        name: file
        for name, file in files.items()
        if not name.startswith("common/") or name in reached
    }


def _paths(folder: Path) -> dict[str, Path]:
    paths = {"pack.yaml": folder / "pack.yaml"}
    paths["compliant.yaml"] = resources.policies() / "compliant.yaml"
    if is_file(folder / "compliant.yaml"):
        paths["compliant-patch.yaml"] = folder / "compliant.yaml"
    rules = islice((folder / "rules").glob("*.yaml"), FILES + 1)  # more are refused, all the same
    paths |= {f"rules/{file.name}": file for file in sorted(rules)}
    return paths | _shared()


def _shared() -> dict[str, Path]:
    common = resources.policies() / "common"
    return {f"common/{file.stem}": file for file in sorted(common.glob("*.yaml"))}


_NO_RULES = (".yml", ".json")
_SINGLE = {"pack.yaml": "pack", "compliant.yaml": "manifest"}


@cache
def _shapes() -> dict[str, Constraint]:
    names = ("common", "manifest", "pack", "rule")
    schemas = {name: resources.schema(name) for name in names}
    registry = SchemaSet({schema["$id"]: schema for schema in schemas.values()})
    return {name: Constraint(schema, registry) for name, schema in schemas.items()}


def bundle(files: Files) -> Bundle:
    """Return the content of a pack as one JSON value, with the digest of its files."""
    import hashlib

    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name} {files[name].sha256}\n".encode())
    patch = files["compliant-patch.yaml"].value if "compliant-patch.yaml" in files else {}
    return {
        "pack": files["pack.yaml"].value,
        "compliant": merge_patch(files["compliant.yaml"].value, patch),
        "rules": [file.value for name, file in files.items() if name.startswith("rules/")],
        "common": {
            name.removeprefix("common/"): {"$defs": file.value["$defs"]}
            for name, file in files.items()
            if name.startswith("common/")
        },
        "sha256": digest.hexdigest(),
    }
