"""Random manifests: a walk over the manifest schema, and edits of manifests that people wrote.

Every choice is drawn from an object with ``randrange(n)``: a seeded ``random.Random``, or the
bytes of a fuzzer. Hypothesis draws the same manifests, in a hundred times the time.
"""

import copy
from functools import cache

from tests.support.cases import cases_of
from validator import load_manifests, load_pack, load_packs, manifest_from_value
from validator.manifest.structure import manifest_problems
from validator.model.resources import schema, shipped

from . import edits, values

ROOT = schema("manifest")
_TRIES = 5
_MOST_EDITS = 10


@cache
def packs():
    """Return the packs that are shipped."""
    # From their files: what an installation carries prebuilt has no tests.
    names = [pack.id for pack in load_packs(shipped())]
    return tuple(map(load_pack, names))


@cache
def bases(folder):
    """Return manifests that people wrote, all of them valid: the examples, the compliant ones
    of the packs, and the cases of the rules' tests, which stand at the rules' own borders."""
    read = [item for path in sorted(folder.glob("*.yaml")) for item in load_manifests(path)]
    found = list(read)
    for pack in packs():
        found.append(manifest_from_value(pack.compliant))
        for rule in pack.rules:
            found += [case.manifest for case in cases_of(rule, pack)]
    return tuple(manifest.value for manifest in found if not manifest_problems(manifest))


def is_valid(value):
    return not manifest_problems(manifest_from_value(value))


def valid(draw, known):
    """Return a valid manifest.

    Args:
        draw: what chooses.
        known: manifests to start from.
    """
    for _ in range(_TRIES):
        value = edited(draw, known)
        if is_valid(value):
            return value
    return copy.deepcopy(known[draw.randrange(len(known))])


def edited(draw, known):
    """Return a manifest after some edits that keep to the schema, nearly always valid."""
    if draw.randrange(16) == 1:
        value = values.permitted(ROOT, draw)
    else:
        value = copy.deepcopy(known[draw.randrange(len(known))])
    for _ in range(draw.randrange(_MOST_EDITS)):
        edits.edit(value, draw, known)
    edits.mend(value, draw)
    return value


def damaged(value, draw):
    """Return a copy of a manifest after some edits that do not ask the schema."""
    changed = copy.deepcopy(value)
    for _ in range(1 + draw.randrange(3)):
        edits.damage(changed, draw)
    return changed
