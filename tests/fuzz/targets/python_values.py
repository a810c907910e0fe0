"""Values that a program hands over: of any type, shared, endless."""

import copy
import enum
import math
from collections import OrderedDict
from datetime import date
from decimal import Decimal

from validator import ManifestError, manifest_from_value
from validator.manifest.structure import manifest_problems

from ..draws import Draws
from .reading import check_problems, exact


class Text(str):
    """A string of another type, as some YAML libraries give."""

    __slots__ = ()


class Number(enum.IntEnum):
    """Integers of another type."""

    ONE = 1


PLAIN = {str, int, float, bool, type(None), dict, list}
LEAVES = (
    *(None, True, False, 0, 1, -1, 10**17, 10**18, -(10**30), 1.0, 0.5, -0.0, 1e308),
    *(math.nan, math.inf, "", "a", "é", "\ud800", "\x1b[2J", "apiVersion", "face-manifest/v2"),
    *(b"a", date(2026, 1, 1), Decimal(1), 1j, (), frozenset(), object, Text("a"), Number.ONE),
)
KEYS = ("a", "apiVersion", "kind", "metadata", "x-a", "", "\x00", Text("b"), 1, None, ("a",), b"a")
_DEEPEST = 150


def seeds():
    """Yield a leaf of each kind, and mappings and lists of them."""
    for index in range(len(LEAVES)):
        yield bytes((0, index))
        yield bytes((1, 3, 0, index, 1, 2, 0, index, 0, 0))
        yield bytes((2, 2, index, 0, index, 1, 0, 1))
    yield bytes((1, 1)) * 200
    yield bytes((3, 3, 3, 3))


def test_one(data):
    value = drawn(Draws(data))
    try:
        manifest = manifest_from_value(value)
    except ManifestError as error:
        check_problems(error.problems, [""])
        return
    assert set(_types(manifest.value)) <= PLAIN
    again = manifest_from_value(copy.deepcopy(manifest.value))
    assert (exact(again.value), again.sha256) == (exact(manifest.value), manifest.sha256)
    problems = manifest_problems(manifest)
    if problems:
        check_problems(problems, [""])


def drawn(draws, depth=0):
    """Return a value that the bytes describe."""
    kind = draws.randrange(4) if depth < _DEEPEST else 0
    if kind == 1:
        return [drawn(draws, depth + 1) for _ in range(draws.randrange(5))]
    if kind == 2:
        pairs = [(draws.choice(KEYS), drawn(draws, depth + 1)) for _ in range(draws.randrange(5))]
        return draws.choice((dict, OrderedDict))(pairs)
    if kind == 3:
        return _shared(draws, depth)
    return draws.choice(LEAVES)


def _shared(draws, depth):
    """Return a list that holds another twice, or itself."""
    if draws.randrange(2):
        endless = [drawn(draws, depth + 1)]
        endless.append(endless)
        return endless
    one = drawn(draws, depth + 1)
    for _ in range(draws.choice((0, 1, 2, 3, 4, 5, 6, 30))):  # each doubles what a limit counts
        one = [one, one]
    return one


def _types(value):
    yield type(value)
    if isinstance(value, dict):
        for key, child in value.items():
            yield type(key)
            yield from _types(child)
    elif isinstance(value, list):
        for child in value:
            yield from _types(child)
