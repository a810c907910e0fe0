"""Random schemas of the closed set of keywords, and random values to hold against them."""

from hypothesis import strategies as st

WORDS = ["a", "b", "SM4", "SM4\n", "2026-02-28", "2026-02-30", "20260228", "é", ""]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.sampled_from([0.0, 1.0, 1.5, -0.0]),
    st.sampled_from(WORDS),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abx"), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.lists(st.sampled_from("abx"), unique=True, max_size=2)
SIZES = st.integers(0, 3)
PATTERNS = st.sampled_from(["^SM4$", "^a", "^[a-z]{0,2}$", "\\$", "b"])


def nodes(inner):
    members = st.dictionaries(st.sampled_from("abx"), inner, max_size=2)
    parts = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(
                ["array", "boolean", "integer", "null", "number", "object", "string"]
            ),
            "const": VALUES,
            "enum": st.lists(VALUES, min_size=1, max_size=3),
            "required": NAMES,
            "properties": members,
            "patternProperties": st.dictionaries(PATTERNS, inner, max_size=1),
            "additionalProperties": inner,
            "items": inner,
            "contains": inner,
            "minItems": SIZES,
            "maxItems": SIZES,
            "uniqueItems": st.booleans(),
            "minLength": SIZES,
            "maxLength": SIZES,
            "minimum": st.integers(-1, 2),
            "maximum": st.sampled_from([0, 1.5]),
            "pattern": PATTERNS,
            "format": st.just("date"),
            "not": inner,
            "allOf": parts,
            "anyOf": parts,
            "if": inner,
            "then": inner,
            "else": inner,
            "$ref": st.sampled_from(["#/$defs/d", "u:set#/x"]),
        },
    )


WITH_BOOLEANS = st.recursive(st.booleans(), nodes, max_leaves=6)
SCHEMAS = st.recursive(st.sampled_from([{}, {"not": {}}]), nodes, max_leaves=6)


def without_references(node):
    """Return a schema that cannot lead back to itself."""
    if isinstance(node, list):
        return [without_references(item) for item in node]
    if isinstance(node, dict):
        return {key: without_references(item) for key, item in node.items() if key != "$ref"}
    return node
