"""All the partial manifests over the facts that some constraints read.

A grid has an axis for each fact (for a list of things, one for the list), with the values that
matter to the constraints: each value that they name and one that they do not, both sides of each
bound, lists that are empty, full and lack one entry each. ``UNSTATED`` is a value of each axis,
so each point is a partial manifest, and its completions are points of the same grid.
"""

import itertools
import math
import random
from functools import cached_property

from validator.authoring.lint.constraint import shapes
from validator.engine.derived import FILING_THRESHOLD, MILLION
from validator.manifest.vocabulary import (
    OTHERS_UNKNOWN,
    claims,
    facts,
    item_shape,
    references,
)

from .facts_read import reads

UNSTATED = object()
EVIDENCE = [
    {"id": "ev-current", "expires": "never"},
    {"id": "ev-expired", "expires": "2026-01-01"},
]
DAYS = ["2025-03-03", "2026-03-02", "2026-04-14", "2026-04-15", "2026-10-19"]
DURATIONS = {
    "keptFor": ["P3Y", "P1Y"],
    "recordsKeptFor": ["P3Y", "P1Y"],
    "interval": ["PT48H", "PT1H"],
    "maxDuration": ["PT1M", "PT2M"],
}
CHOICES = 12
"""The most choices for one thing of a list; of more facts, some are stated."""


def axis_values(pattern, read):
    """Return the values of one fact that matter, without the unstated one."""
    name, fact = pattern[-1], facts()[pattern]
    item = facts().get((*pattern, "*"))
    if fact.refers_to == "evidence":
        return [["ev-current"], ["ev-expired"]]
    if fact.refers_to == "purpose":
        return [["p-0"], ["p-1"], ["p-0", "p-1"], ["p-0", "p-1", "p-2"]]
    if item is not None:
        return _scalar_lists(fact, item, read)
    if fact.values:
        others = [value for value in fact.values if value not in read.values]
        return [value for value in fact.values if value in read.values] + others[:1]
    if read.bounds or name in ("enrolled", "storedPersonsTotal"):
        bounds = [*read.bounds, *read.values] or [FILING_THRESHOLD, MILLION]
        exact = sorted({max(0, bound + step) for bound in bounds for step in (-1, 0, 1)})
        low, high = [{"atLeast": limit} for limit in exact], [{"atMost": limit} for limit in exact]
        return [*exact, *low, *high]
    if name in DURATIONS:
        return DURATIONS[name]
    if name.endswith("On") or name in (
        "date",
        "lastMaterialChange",
        "lastMajorIncident",
        "expires",
    ):
        return DAYS + [value for value in read.values if value not in DAYS]
    if isinstance(fact.example, str):
        return [fact.example]
    return [fact.example if fact.example is not None else "text"]


def _scalar_lists(fact, item, read):
    named = list(dict.fromkeys(read.items))
    others = [value for value in item.values if value not in named][:1] or ["other"]
    lists = [named, [*named, *others], others]
    lists += [[value for value in named if value != left] for left in named]
    lists += [[value] for value in named]
    lists += [[]] if fact.min_items == 0 else []
    lists += [[*value, OTHERS_UNKNOWN] for value in lists] if _may_be_partial(fact) else []
    return [
        value
        for at, value in enumerate(lists)
        if value not in lists[:at] and (value or not fact.min_items)
    ]


class Grid:
    """The partial manifests over what some constraints read."""

    def __init__(self, schemas, common, seed, limit):
        self._rng = random.Random(seed)
        self._reads = reads(schemas, common)
        for pattern, read in self._reads.items():
            read.items = (
                self._reads[(*pattern, "*")].values if (*pattern, "*") in self._reads else []
            )
        self.axes = self._axes()
        self._shrink(limit)

    def _axes(self):
        axes, groups = {}, {}
        for pattern, read in sorted(self._reads.items()):
            root = _root(pattern)
            if root is None and pattern[-1] == "*":
                continue  # read with its list
            if root is None:
                axes[pattern] = [UNSTATED, *axis_values(pattern, read)]
            elif pattern[-1] != "*" and pattern != root:
                steps = pattern[len(root) :]
                groups.setdefault(root, {})[steps[1:] if steps[0] == "*" else steps] = [
                    UNSTATED,
                    *axis_values(pattern, read),
                ]
            else:
                groups.setdefault(root, {})
        for root, members in groups.items():
            of_things = (*root, "*") in facts()
            values = (self._lists if of_things else self._claims)(root, members)
            # The register of evidence lists what there is: left out, it is empty.
            axes[root] = values if root == ("evidence",) else [UNSTATED, *values]
        return axes

    def _claims(self, _pattern, members):
        """Return a claim with every choice of its members; unstated ones can be added to it."""
        return _distinct(_thing(point) for point in _choices(members))

    def _lists(self, pattern, members):
        """Return lists of one and two things, each with all its completions."""
        prefix = {"purposes": "p", "evidence": "ev"}.get(pattern[-1], "x")
        members = {steps: values for steps, values in members.items() if steps != ("id",)}
        lists = [] if facts()[pattern].min_items else [[]]
        if prefix == "p":
            for at in (1, 2):
                lists += [[_thing(item, prefix, at)] for item in _choices(self._partial(members))]
        lists.append([_thing({steps: values[1] for steps, values in members.items()}, prefix)])
        for length in (1, 2, 2):
            things = [self._partial(members) for _ in range(length)]
            chosen = [_choices(thing) for thing in things]
            for point in itertools.product(*chosen):
                lists.append([_thing(item, prefix, at) for at, item in enumerate(point)])
        return _distinct(lists)

    def _partial(self, members):
        """Return the members of a thing with few choices: the others are stated."""
        chosen = dict(members)
        while math.prod(map(len, chosen.values())) > CHOICES:
            steps = self._rng.choice([steps for steps in chosen if len(chosen[steps]) > 1])
            stated = [value for value in chosen[steps][1:] if _is_complete(value)]
            current = ["ev-current"]  # the only list that more evidence does not change
            chosen[steps] = [current if current in stated else self._rng.choice(stated)]
        return chosen

    def _shrink(self, limit):
        """State some facts, those with the longest axes first, until the grid is small enough."""
        while math.prod(map(len, self.axes.values())) > limit:
            sizes = {pattern: len(values) for pattern, values in self.axes.items()}
            longest = sorted(sizes, key=sizes.get)[-3:]
            pattern = self._rng.choice([item for item in longest if sizes[item] > 1])
            self.axes[pattern] = [self._rng.choice(self._complete(pattern))]

    def _complete(self, pattern):
        """Return the values of an axis that nothing can be added to."""
        values = self.axes[pattern]
        return [
            value
            for value in values
            if value is not UNSTATED
            and not any(extends(value, other, pattern) for other in values if other is not value)
        ]

    @cached_property
    def points(self):
        """Every point, as indexes into the axes."""
        return list(itertools.product(*(range(len(values)) for values in self.axes.values())))

    def manifest(self, point):
        """Return what a point states."""
        manifest = {"evidence": EVIDENCE} if ("evidence",) not in self.axes else {}
        for (pattern, values), index in zip(self.axes.items(), point, strict=True):
            put(manifest, pattern, values[index])
        return manifest

    def completions(self, states):
        """Return, for each point, the states of all its completions, as a set.

        Args:
            states: the state of each point, None for one that contradicts itself.
        """
        found = {point: {states[point]} - {None} for point in self.points}
        for axis, (pattern, values) in enumerate(self.axes.items()):
            more = _extensions(pattern, values)
            found = {
                point: set().union(
                    *(
                        found[(*point[:axis], other, *point[axis + 1 :])]
                        for other in more[point[axis]]
                    )
                )
                for point in self.points
            }
        return found


_known_extensions = {}


def _extensions(pattern, values):
    """Return, for each value of an axis, the indexes of those it may become by stating more.

    An axis of lists of things has hundreds of values, and is in the grids of many rules.
    """
    key = pattern, repr(values)
    if key not in _known_extensions:
        _known_extensions[key] = [
            [other for other, after in enumerate(values) if extends(before, after, pattern)]
            for before in values
        ]
    return _known_extensions[key]


def _root(pattern):
    """Return the list of things or the claim that a fact belongs to; None where to none."""
    for length in range(1, len(pattern) + 1):
        part = pattern[:length]
        if part in claims() and _has_members(part):
            return part
        if _has_members((*part, "*")):
            return part
    return None


def _has_members(pattern):
    return any(len(other) > len(pattern) and other[: len(pattern)] == pattern for other in facts())


def _choices(members):
    """Return every choice of a value for each member."""
    return [
        dict(zip(members, point, strict=True)) for point in itertools.product(*members.values())
    ]


def _thing(members, prefix="x", at=0):
    thing = {} if prefix == "x" else {"id": f"{prefix}-{at}"}
    for steps, value in members.items():
        put(thing, steps, value)
    return thing


def _distinct(values):
    found = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def put(into, steps, value):
    """State a value at a place; do nothing where it is unstated."""
    if value is UNSTATED:
        return
    *above, last = steps
    for step in above:
        into = into.setdefault(step, {})
    into[last] = value


def extends(before, after, pattern):
    """Return whether one value of a fact may become another by stating more."""
    if before is UNSTATED:
        return after is UNSTATED or not _is_claim(pattern)
    both = isinstance(before, dict) and isinstance(after, dict)
    if both and not before.keys() <= {"atLeast", "atMost"}:
        return all(
            extends(before.get(name, UNSTATED), after.get(name, UNSTATED), (*pattern, name))
            for name in {*before, *after}
        )
    if isinstance(before, dict) and before.keys() <= {"atLeast", "atMost"}:
        return _is_within(before, after)
    things = isinstance(before, list) and isinstance(after, list)
    if things and before[-1:] == [OTHERS_UNKNOWN]:
        return set(before[:-1]) <= set(after) - {OTHERS_UNKNOWN}
    if things and pattern in references("evidence"):
        return set(before) <= set(after) or before == ["ev-expired"]  # more can be added
    if things and len(before) == len(after) and all(isinstance(item, dict) for item in before):
        pairs = zip(before, after, strict=True)
        return all(extends(one, other, (*pattern, "*")) for one, other in pairs)
    return before == after and after is not UNSTATED


def _is_within(bounds, number):
    """Return whether a number, or other bounds, are within bounds."""
    if isinstance(number, int):
        return bounds.get("atLeast", 0) <= number <= bounds.get("atMost", math.inf)
    if not isinstance(number, dict):
        return False
    return bounds.get("atLeast", 0) <= number.get("atLeast", 0) and number.get(
        "atMost", math.inf
    ) <= bounds.get("atMost", math.inf)


def _is_complete(value):
    """Return whether nothing can be added to a value of a fact."""
    if isinstance(value, dict):
        return not value.keys() & {"atLeast", "atMost"}
    return not isinstance(value, list) or OTHERS_UNKNOWN not in value


def _may_be_partial(fact):
    items = shapes()[fact.pattern].get("items", {})
    return item_shape(items) is not items


def _is_claim(pattern):
    return pattern in claims()
