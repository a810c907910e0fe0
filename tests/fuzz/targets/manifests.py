"""Manifests that bytes describe: an example, or a pack's compliant one, after edits."""

import copy
from datetime import date
from functools import cache
from pathlib import Path

from tests.differential import edits, seeded_manifests, values
from validator import load_manifests

EXAMPLES = Path(__file__).parent.parent.parent.parent / "examples"
DAYS = (date(2026, 10, 31), date(2025, 6, 1), date(2031, 1, 1))
_MOST_EDITS = 40


@cache
def known():
    """Return the manifests to start from, in an order that stays as long as there are no new ones."""
    read = [item for path in sorted(EXAMPLES.glob("*.yaml")) for item in load_manifests(path)]
    return (*(item.value for item in read), *(pack.compliant for pack in seeded_manifests.packs()))


def drawn(draws, most=_MOST_EDITS):
    """Return a manifest, nearly always a valid one, and a day, of what the bytes say."""
    value, as_of = copy.deepcopy(draws.choice(known())), draws.choice(DAYS)
    for _ in range(draws.randrange(most)):
        if draws.left:
            edits.edit(value, draws, known())
    edits.mend(value, draws)
    return value, as_of


@cache
def small():
    """Return a valid manifest of what is mandatory, and the one fact that ``packbuilder`` asks for."""
    value = _mandatory(known()[0], edits.ROOT)
    return {**value, "storage": {"images": {"retained": False}}}


def _mandatory(value, node):
    node = values.target(node)
    if isinstance(value, list):
        return [_mandatory(item, node["items"]) for item in value[:1]]
    if not isinstance(value, dict):
        return value
    members = node["properties"]
    return {name: _mandatory(value[name], members[name]) for name in node.get("required", ())}


def seeds():
    """Yield bytes for each manifest as it is, and after edits of each kind."""
    for index in range(len(known())):
        yield bytes((index, 0, 0))
        for kind in range(10):
            yield bytes((index, index % 3, 3, kind, 50 + index, kind, 4, 9, 2, 7, 7, 1))
