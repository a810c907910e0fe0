"""Edits of manifests: some keep to the schema, some do not ask it."""

import copy

from validator.manifest.vocabulary import OTHERS_UNKNOWN

from .values import JSON, ROOT, choice, permitted, target


def places(value, node=ROOT, above=()):
    """Yield every value inside a valid manifest: its parent, its key and its node of the schema.

    Own keys (``x-…``) and what does not fit the schema are passed over.
    """
    node = target(node)
    if isinstance(value, dict):
        members = node.get("properties", {})
        inside = [(key, members[key]) for key in value if key in members]
    elif isinstance(value, list) and "items" in node:
        inside = [(index, node["items"]) for index in range(len(value))]
    else:
        inside = []
    for key, child in inside:
        yield value, key, node, child
        yield from places(value[key], child)


def edit(value, draw, known):
    """Make one change that the schema permits, or none where the one that was drawn cannot be."""
    choice(draw, _EDITS)(value, draw, known)


def _replace(value, draw, _known):
    parent, key, _, node = choice(draw, list(places(value)))
    if isinstance(parent[key], (dict, list)) and draw.randrange(2):
        return  # a large part less often, or little of the manifest would be left
    parent[key] = permitted(node, draw)


def _null(value, draw, _known):
    """State a member as null, which is the same as to leave it out."""
    free = [
        (parent, key)
        for parent, key, node, _ in places(value)
        if isinstance(parent, dict) and key not in node.get("required", ())
    ]
    if free:
        parent, key = choice(draw, free)
        parent[key] = None


def _remove(value, draw, _known):
    free = [
        (parent, key)
        for parent, key, node, _ in places(value)
        if key not in node.get("required", ()) and len(parent) > node.get("minItems", 0)
    ]
    if free:
        parent, key = choice(draw, free)
        del parent[key]


def _add(value, draw, _known):
    found = [
        (value, ROOT),
        *((parent[key], target(node)) for parent, key, _, node in places(value)),
    ]
    parent, node = choice(draw, [it for it in found if isinstance(it[0], (dict, list))])
    if isinstance(parent, list):
        entry = permitted(node["items"], draw)
        parent += [] if entry in parent else [entry]
        return
    absent = [name for name in node.get("properties", {}) if name not in parent]
    if absent:
        name = choice(draw, absent)
        parent[name] = permitted(node["properties"][name], draw)


def _graft(value, draw, known):
    """Take a section from another manifest."""
    other = choice(draw, known)
    name = choice(draw, list(ROOT["properties"]))
    if name in other:
        value[name] = copy.deepcopy(other[name])


def _own(value, draw, _known):
    sections = [value, *(part for part in value.values() if isinstance(part, dict))]
    choice(draw, sections)["x-own"] = copy.deepcopy(choice(draw, JSON))


_EDITS = (_replace, _replace, _replace, _null, _remove, _remove, _add, _add, _graft, _own)


def mend(value, draw):
    """Give entries ids of their own, let references lead to some, take out what stands twice."""
    ids = {
        "purpose": _distinct(value.get("purposes") or []),
        "evidence": _distinct(value.get("evidence") or []),
    }
    for parent, key, _, node in list(places(value)):
        names = ids.get(target(node).get("x-refers-to"))
        if parent[key] is None:
            continue
        if names:
            kept = [name for name in parent[key] if name in names]
            parent[key] = list(dict.fromkeys(kept)) or [choice(draw, names)]
        elif names == []:
            del parent[key]
        elif target(node).get("uniqueItems"):
            parent[key] = list({repr(entry): entry for entry in parent[key]}.values())
    value["kind"] = "FaceRecognitionDeployment"  # a base is not checked by itself
    value.pop("extends", None)  # a value in memory has no folder to find bases in
    _last_come_others(value)


def _last_come_others(value):
    """Put what is partly known in order, at every depth."""
    if isinstance(value, dict) and {"atLeast", "atMost"} <= value.keys():
        value["atMost"] = max(value["atLeast"], value["atMost"])
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            _last_come_others(item)
    if isinstance(value, list):
        value.sort(key=lambda entry: entry == OTHERS_UNKNOWN)


def _distinct(entries):
    names = []
    for entry in entries:
        while entry["id"] in names:
            entry["id"] = f"{entry['id'][:60]}-2"
        names.append(entry["id"])
    return names


def damage(value, draw):
    """Make one change without asking the schema."""
    found = [(parent, key) for parent, key, *_ in places(value)]
    parent, key = choice(draw, found or [({"": value}, "")])
    choice(draw, _DAMAGES)(parent, key, draw)


def _put(parent, key, draw):
    parent[key] = copy.deepcopy(choice(draw, JSON))


def _take(parent, key, _draw):
    del parent[key]


def _misspell(parent, key, draw):
    if isinstance(parent, dict):
        parent[f"{key}{choice(draw, ('s', '', ' ', '<<'))}"[draw.randrange(2) :]] = parent.pop(key)


def _blow(parent, key, draw):
    if isinstance(parent, list):
        parent += parent * choice(draw, (1, 2, 600))
    elif isinstance(parent[key], str):
        parent[key] *= choice(draw, (2, 3_000))


_DAMAGES = (_put, _put, _take, _misspell, _blow)
