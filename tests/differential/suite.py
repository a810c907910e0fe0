"""The official JSON-Schema-Test-Suite, as far as its schemas keep to facepolicy's keywords."""

import json
import tarfile
from dataclasses import dataclass
from functools import cache
from typing import Any

from checkout import ROOT
from tools import missing

from validator.keywords import is_closed
from validator.schemaset import SchemaSet, UnresolvableError, references

FOLDER = ROOT / "build" / "schema-suite"
"""Where suite.txt has it put."""
DRAFTS = ("draft2020-12", "draft7")
_FORMATS = "optional/format/date.json"


@dataclass(frozen=True)
class Case:
    """One value of the suite, and whether it is valid.

    Attributes:
        name: draft, file, group and test.
    """

    name: str
    schema: Any
    value: Any
    valid: bool


@cache
def cases(draft):
    """Return the cases of a draft that facepolicy's keywords can decide, and how many there are
    in all; skip or fail where the suite is missing, as ``tool`` does."""
    archives = list(FOLDER.glob("jsonschema-*.tar.gz"))
    if not archives:
        missing("the JSON-Schema-Test-Suite (see tests/differential/suite.txt)")
    found = [case for name, groups in _files(archives[0], draft) for case in _of(name, groups)]
    return [case for case in found if _is_ours(case.schema)], len(found)


def _files(archive, draft):
    with tarfile.open(archive) as tar:
        for member in tar:
            _, here, name = member.name.partition(f"/json/tests/{draft}/")
            if here and name.endswith(".json") and ("/" not in name or name == _FORMATS):
                yield f"{draft}/{name}", json.load(tar.extractfile(member))


def _of(name, groups):
    for group in groups:
        for test in group["tests"]:
            told = f"{name}: {group['description']}: {test['description']}"
            yield Case(told, group["schema"], test["data"], test["valid"])


def _is_ours(schema):
    """Return whether a schema, and all it refers to, keeps to the closed set and leads somewhere."""
    if isinstance(schema, bool):
        return True
    try:
        targets = [SchemaSet().follow(item, schema)[0] for item in references(schema)]
    except UnresolvableError:
        return False
    return all(map(is_closed, (schema, *targets)))
