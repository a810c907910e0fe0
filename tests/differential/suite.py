"""The official JSON-Schema-Test-Suite, as far as its schemas keep to facepolicy's keywords.

It travels in the source archive of jsonschema.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.support import archives
from tests.support.closed_set import is_closed
from validator.jsonschema.constraint import SchemaSet, UnresolvableError, references

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
    in all; skip or fail where the suite is missing."""
    found = [case for name, groups in _files(draft) for case in _of(name, groups)]
    return [case for case in found if _is_ours(case.schema)], len(found)


def _files(draft):
    with archives.opened("jsonschema") as archive:
        for member in archive:
            _, here, name = member.name.partition(f"/json/tests/{draft}/")
            if here and name.endswith(".json") and ("/" not in name or name == _FORMATS):
                yield f"{draft}/{name}", json.load(archive.extractfile(member))


def _of(name, groups):
    for group in groups:
        for test in group["tests"]:
            reported = f"{name}: {group['description']}: {test['description']}"
            yield Case(reported, group["schema"], test["data"], test["valid"])


def _is_ours(schema):
    """Return whether a schema, and all it refers to, keeps to the closed set and leads somewhere."""
    if isinstance(schema, bool):
        return True
    try:
        targets = [SchemaSet().follow(item, schema)[0] for item in references(schema)]
    except UnresolvableError:
        return False
    return all(map(is_closed, (schema, *targets)))
