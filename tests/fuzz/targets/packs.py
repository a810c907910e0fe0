"""Packs of strangers: refused, or run to a result for each rule."""

import copy
import json
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from tests.differential.engines import Rust
from tests.support import packbuilder
from validator import ManifestError, PackError, Reason, evaluate, manifest_from_value
from validator.engine.facts import derive
from validator.manifest.structure import shape_problems
from validator.packs import files
from validator.packs.load import build_pack

from ..draws import Draws
from . import manifests
from .reading import check_problems

DAY = date(2026, 10, 31)
_TEMPORARY = tempfile.TemporaryDirectory(prefix="facepolicy-fuzz-")
_HERE = Path(_TEMPORARY.name)
WORDS = (
    *(
        "type",
        "const",
        "enum",
        "required",
        "properties",
        "items",
        "contains",
        "minItems",
        "pattern",
    ),
    *("maxItems", "minLength", "minimum", "maximum", "not", "allOf", "anyOf", "if", "then", "else"),
    *("$ref", "$defs", "$id", "$dynamicRef", "oneOf", "format", "propertise", "uniqueItems", "x-a"),
    *("patternProperties", "additionalProperties", "storage", "images", "retained", "deletion", ""),
)
LEAVES = (
    *(None, True, False, 0, 1, -1, 1.5, 10**17, "", "a", "string", "object", "integer", "date"),
    *(
        "^(a+)+$",
        "^a*$",
        "(",
        "^[a-z]{0,9}$",
        "http://127.0.0.1/a",
        "file:///etc/passwd",
        "#",
        "#/a",
    ),
    *(
        "facepolicy:common/own#/$defs/a",
        "facepolicy:common/own#/$defs/b",
        "{/storage}",
        "T-1",
        "\x1b",
    ),
)
_DEEPEST = 30


def seeds():
    yield b""
    for place in range(24):
        for word in range(0, len(WORDS), 5):
            yield bytes((1, place, 2, 1, word, 2, 1, word + 1, 0, place))
    yield bytes((1, 3)) + bytes((2, 1, 13)) * 40


def test_one(data):
    content = _drawn(Draws(data))
    try:
        pack = _pack(content)
    except (ManifestError, PackError) as error:
        check_problems(error.problems, None)
        return
    manifest = manifest_from_value(manifests.small())
    report = evaluate(manifest, [pack], as_of=DAY)
    assert len(report.results) == len(pack.every_rule)
    facts = derive(manifest.stated, DAY)
    for result in report.results:
        asked = [check.requires for check in result.rule.checks]
        applies = Rust(result.rule.applies_when, pack.common).holds(facts)
        holds = all(Rust(node, pack.common).holds(facts) for node in asked)
        # An open rule fails as undeclared, whatever an engine makes of what is not there.
        if result.status.value == "pass":
            assert holds
        elif result.status.value == "not-applicable" and result.pack_applies:
            assert not applies
        elif result.reason is Reason.VIOLATED:
            assert applies
            assert not holds


def _pack(content):
    """Build a pack as from files with this content: with the structure of each."""
    parts = [("pack", content["pack"]), ("manifest", content["compliant"])]
    parts += [("rule", rule) for rule in content["rules"]]
    parts += [("common", shared) for shared in content["common"].values()]
    for kind, value in parts:
        problems = shape_problems(manifest_from_value(value), files._shapes()[kind])
        if problems:
            raise PackError(problems)
    return build_pack(content, "pack")


@cache
def _sound():
    """Return the content of a sound pack that has a shared constraint of its own."""
    folder = _HERE / "sound"
    folder.mkdir()
    content = files.bundle(files.read_files(packbuilder.write_pack(folder)))
    content["compliant"] = manifests.small()
    content["common"] = {"own": {"$defs": {"a": {"const": 1}, "b": {"required": ["a"]}}}}
    return json.loads(json.dumps(content))


def _drawn(draws):
    content = copy.deepcopy(_sound())
    parts = [content["rules"][0], content["pack"], content["common"]["own"]]
    parts.append(content["compliant"])
    for _ in range(draws.randrange(6)):
        parent, key = draws.choice(
            list(_places(draws.choice(parts))) or [(content["pack"], "clauses")]
        )
        parent[key] = _value(draws, 0)
    return content


def _places(value):
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield value, key
        if isinstance(child, (dict, list)):
            yield from _places(child)


def _value(draws, depth):
    kind = draws.randrange(4) if depth < _DEEPEST and draws.left else 0
    if kind == 1:
        return [_value(draws, depth + 1) for _ in range(draws.randrange(3))]
    if kind == 2:
        size = draws.randrange(3)
        return {draws.choice(WORDS): _value(draws, depth + 1) for _ in range(size)}
    return draws.text(LEAVES[13:]) if kind == 3 else draws.choice(LEAVES)
