"""Random values that a node of the manifest schema permits, and some that none does."""

import copy
from datetime import date, timedelta

from validator.manifest.vocabulary import OTHERS_UNKNOWN
from validator.model.resources import schema

ROOT = schema("manifest")
TEXTS = ("plain", "中文", "<b>", "a: b", "x\ty", "0", "true", "null", "none", "never")
SLUGS = ("a", "p-1", "null", "none", "0", "ev-a")
DURATIONS = (
    *("P0D", "P1D", "P2D", "P30D", "P89D", "P90D", "P6M", "P7M", "P36M", "P1095D", "P1096D"),
    *("P1Y", "P3Y", "P9999Y", "PT0S", "PT60S", "PT61S", "PT1M", "PT48H", "P1DT23H", "P1DT24H"),
)
DATES = ("0001-01-01", "2025-06-01", "2026-02-28", "2026-10-30", "2026-10-31", "9999-12-31")
PLACES = ("CN", "US", "US-WA", "US-WA-KING", "FR", "ZW-1")
LANGUAGES = ("en", "zh", "zh-Hans", "zh-Hant-HK", "bo", "ug-Arab")
JSON = (
    *(None, True, False, 0, 1, 1.0, -1, 0.5, 99_999, 10**17, "", "a", "none", "SM4\n"),
    *("2026-02-30", "20260228", "2026-W01-1", "P", "CN\n", [], {}, [[]], [None], {"a": 1}),
)
"""Values of every type, edges included; most have no place in a manifest."""
_FIRST_DAY, _DAYS = date(2020, 1, 1), 4_700


def target(node):
    """Return a node of the manifest schema, or what it refers to."""
    return ROOT["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def choice(draw, items):
    return items[draw.randrange(len(items))]


def permitted(node, draw):
    """Return a value that a node permits, but for references and ids, which ``mend`` mends."""
    node = target(node)
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return choice(draw, node["enum"])
    if "anyOf" in node and "type" not in node:
        return permitted(choice(draw, node["anyOf"]), draw)
    return _TYPED[node["type"]](node, draw)


def _object(node, draw):
    if "properties" not in node:  # any keys: texts of a configuration file
        return copy.deepcopy(choice(draw, node["examples"]))  # what is drawn is edited
    required = node.get("required", ())
    if "anyOf" in node:  # bounds, of which one is needed
        required = choice(draw, node["anyOf"])["required"]
    return {
        name: permitted(child, draw)
        for name, child in node["properties"].items()
        if name != "extends" and (name in required or draw.randrange(2))
    }


def _array(node, draw):
    size = node.get("minItems", 0) + draw.randrange(3)
    entries = [permitted(node["items"], draw) for _ in range(size)]
    # Others that are unknown come last.
    distinct = {repr(entry): entry for entry in entries}.values()
    return sorted(distinct, key=lambda entry: entry == OTHERS_UNKNOWN)


def _string(node, draw):
    if node.get("format") == "date":
        return _date(draw)
    if node.get("pattern", "").startswith("^[0-9]{4}-(0[1-9]"):
        return f"2026-{1 + draw.randrange(12):02}"
    if node is ROOT["$defs"]["text"]:
        return choice(draw, TEXTS)
    known = {"slug": SLUGS, "duration": DURATIONS, "jurisdiction": PLACES}
    for name, words in known.items():
        if node is ROOT["$defs"][name]:
            return choice(draw, words)
    if node["pattern"].startswith("^/"):  # a pointer: most lead to no fact
        return node["examples"][0]
    sha256 = "0-9a-f" in node["pattern"]
    return f"{draw.randrange(16):x}" * 64 if sha256 else choice(draw, LANGUAGES)


def _date(draw):
    if draw.randrange(2):
        return choice(draw, DATES)
    return (_FIRST_DAY + timedelta(days=draw.randrange(_DAYS))).isoformat()


def _integer(node, draw):
    least, most = node.get("minimum", 0), node.get("maximum", 200_000)
    edges = [least, least + 1, most, 13, 14, 100, 9_999, 10_000, 99_999, 100_000]
    return min(most, max(least, choice(draw, edges)))


_TYPED = {
    "object": _object,
    "array": _array,
    "string": _string,
    "boolean": lambda _node, draw: bool(draw.randrange(2)),
    "integer": _integer,
    "number": lambda _node, draw: draw.randrange(2) / 2,
}
