"""Random manifests that fulfil the manifest schema, drawn from the schema itself."""

import copy
import math
from datetime import date

from hypothesis import strategies as st

from validator.manifest.vocabulary import OTHERS_UNKNOWN, item_shape
from validator.model.resources import schema

ROOT = schema("manifest")
EVIDENCE = ("ev-a", "ev-b", "ev-c")
PURPOSES = ("p-1", "p-2")
TEXTS = st.sampled_from(["plain", "中文", "<b>", "a: b", "x\ty", "0", "true"])


def values(node):
    """Return a strategy for what a node of the manifest schema permits."""
    if "$ref" in node:
        return values(ROOT["$defs"][node["$ref"].rsplit("/", 1)[-1]])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "const" in node:
        return st.just(node["const"])
    if "anyOf" in node and node.get("type") == "object":
        # One of its members is required, and there is a number within both.
        return objects(node).filter(
            lambda it: it and it.get("atLeast", 0) <= it.get("atMost", math.inf)
        )
    if "anyOf" in node:
        return st.one_of(*map(values, node["anyOf"]))
    return TYPED[node["type"]](node)


def objects(node):
    if "properties" not in node:  # any keys: texts of a configuration file
        return st.sampled_from(node["examples"]).map(copy.deepcopy)  # tests edit what they draw
    required = set(node.get("required", ()))
    children = {name: values(child) for name, child in node["properties"].items()}
    return st.fixed_dictionaries(
        {name: child for name, child in children.items() if name in required},
        optional={name: child for name, child in children.items() if name not in required},
    )


def arrays(node):
    if node.get("x-refers-to"):
        names = {"evidence": EVIDENCE, "purpose": PURPOSES}[node["x-refers-to"]]
        return st.lists(st.sampled_from(names), min_size=1, unique=True)
    least = node.get("minItems", 0)
    entries = st.lists(
        values(item_shape(node["items"])), min_size=least, max_size=least + 2, unique_by=repr
    )
    if item_shape(node["items"]) is node["items"]:
        return entries
    lists = st.builds(list.__add__, entries, st.sampled_from([[], [OTHERS_UNKNOWN]]))
    # Where "none" is one of the values, it stands alone.
    return lists.map(lambda drawn: ["none"] if "if" in node and "none" in drawn else drawn)


def strings(node):
    if node.get("format") == "date":
        return st.dates(date(2020, 1, 1), date(2032, 12, 31)).map(date.isoformat)
    if node is ROOT["$defs"]["text"]:
        return TEXTS
    return st.sampled_from(node.get("examples", ["en", "zh-Hans"]))


TYPED = {
    "object": objects,
    "array": arrays,
    "string": strings,
    "boolean": lambda _node: st.booleans(),
    "number": lambda node: st.floats(node["minimum"], node["maximum"]),
    "integer": lambda node: st.integers(node.get("minimum", 0), node.get("maximum", 200_000)),
}


# What a manifest extends is another file.
_ALONE = {key: node for key, node in ROOT["properties"].items() if key != "extends"}
_ALONE["kind"] = {"const": "FaceRecognitionDeployment"}  # a base is not checked by itself
MANIFEST = values({**ROOT, "properties": _ALONE})
PURPOSE = values(ROOT["properties"]["purposes"]["items"])
DOCUMENT = values(ROOT["properties"]["evidence"]["items"])


@st.composite
def manifests(draw):
    """Draw a manifest; its purposes and evidence have the ids that others refer to."""
    manifest = draw(MANIFEST)
    manifest["purposes"] = [{**draw(PURPOSE), "id": name} for name in PURPOSES]
    manifest["evidence"] = [{**draw(DOCUMENT), "id": name} for name in EVIDENCE]
    return manifest
