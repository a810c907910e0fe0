"""Recipes of what is too large to keep: the name of a file, its content, and its asserted end."""

import copy
import json
from datetime import date
from functools import cache
from pathlib import Path

import yaml

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
DEEP = 200_000
HUGE = 50_000_000
SIZE = 4 * 1024 * 1024
LARGE = 4_000_000
MOST = 500
"""The most entries of a list of a manifest."""


@cache
def _example(name):
    value = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return json.loads(json.dumps(value, default=date.isoformat))


def _manifest(change, example="lobby-gate"):
    """Return the text of a valid manifest after a change."""

    def text():
        value = copy.deepcopy(_example(example))
        change(value)
        return json.dumps(value)

    return text


def _under(*path, **more):
    """Return the change that puts entries at a place, under the names given."""

    def change(value):
        for name in path:
            value = value[name]
        value.update(more)

    return change


def _filled(name, **more):
    """Return the change that fills a list with copies of its first entry, distinguished by ids."""

    def change(value):
        first = value[name][0]
        while len(value[name]) < MOST:
            one = {"id": f"n-{len(value[name])}"} if "id" in first else {}
            value[name].append({**first, **more, **one})

    return change


def _all_filled(value):
    _filled("purposes")(value)
    _filled("transport", network="internet", encryption="none", carries=["image", "template"])(
        value
    )
    _filled("evidence", uri="gone.pdf", sha256="0" * 64)(value)
    documents = [entry["id"] for entry in value["evidence"]]
    value["governance"]["impactAssessment"]["evidence"] = documents


def _evidence(number, beyond):
    """Return the change that lists so many documents, and refers to them and to some beyond."""

    def change(value):
        first = value["evidence"][0]
        value["evidence"] += [
            {**first, "id": f"n-{i}"} for i in range(number - len(value["evidence"]))
        ]
        assessment = value["governance"]["impactAssessment"]
        assessment["evidence"] += [f"n-{MOST + index}" for index in range(beyond)]

    return change


def _same_ids(value):
    value["purposes"] += [value["purposes"][0]] * (MOST - 1)


GENERATED = {
    # Refused while it is read.
    "nesting.yaml": ("[" * DEEP, 2, "1:101: mappings and sequences are nested more than 100 deep"),
    "nesting-closed.yaml": ("[" * DEEP + "]" * DEEP, 2, "1:101: mappings and sequences are nested"),
    "nesting-mappings.yaml": ("{a: " * DEEP, 2, "1:401: mappings and sequences are nested"),
    "nesting-blocks.yaml": ("- " * DEEP, 2, "1:201: mappings and sequences are nested"),
    "nesting-keys.yaml": ("? " * DEEP, 2, "1:201: mappings and sequences are nested"),
    "nesting.json": ("[" * DEEP + "]" * DEEP, 2, "1:101: mappings and sequences are nested"),
    "nesting-objects.json": ('{"a":' * DEEP, 2, "1:501: mappings and sequences are nested"),
    "scalar-huge.yaml": (f"a: {'b' * HUGE}", 2, "the file is larger than 4194304 bytes"),
    "scalar-huge.json": (f'"{"b" * HUGE}"', 2, "the file is larger than 4194304 bytes"),
    "document-huge.yaml": ("- a: [b, c]\n" * (HUGE // 12), 2, "the file is larger than 4194304"),
    "document-huge.json": (f"[{'1,' * (HUGE // 2)}1]", 2, "the file is larger than 4194304"),
    "document-huge-without-suffix": ("- a: 1\n" * (HUGE // 7), 2, "the file is larger than"),
    "documents.yaml": ("--- {}\n" * 1_001, 2, "1001:1: the file has more than 1000 documents"),
    "lines.yaml": ("\n" * SIZE, 2, "1:1: the file is empty"),
    "digits.yaml": ("a: " + "1" * LARGE, 2, "1:4: the integer"),
    "anchors.yaml": ("[" + "&a 1, " * 20_000 + "*b]", 2, "1:120002: the alias"),
    # Read, and then of the wrong shape.
    "scalar.yaml": ("b" * LARGE, 2, '1:1: the document is "…"; expected: a mapping'),
    "many-small-documents.yaml": ("--- {a: 1}\n" * 1_000, 2, "1:1: apiVersion is missing"),
    "key.json": (_manifest(_under(**{"q" * LARGE: 1})), 2, 'unknown key "qqqq'),
    "word.json": (_manifest(_under("metadata", status="p" * LARGE)), 2, 'metadata.status is "ppp'),
    "keys.json": (_manifest(_under(**{f"k{i}": 1 for i in range(24_000)})), 2, 'unknown key "k0"'),
    "near-keys.json": (
        _manifest(_under(**{f"purposes{i}": 1 for i in range(24_000)})),
        2,
        'unknown key "purposes0"; did you mean "purposes"?',
    ),
    "list-of-numbers.json": (_manifest(_under(purposes=[1] * 45_000)), 2, "purposes[0] is 1"),
    "list-of-mappings.json": (
        _manifest(_under("scenario", jurisdictions=[{"a": i} for i in range(15_000)])),
        2,
        "scenario.jurisdictions[0] is {…}",
    ),
    "same-words.json": (
        _manifest(_under("scenario", jurisdictions=["CN"] * 45_000)),
        2,
        "expected: each entry only once",
    ),
    "same-ids.json": (_manifest(_same_ids), 2, "is used more than once"),
    "unknown-ids.json": (
        _manifest(_evidence(MOST, MOST - 9)),
        2,
        '"n-500" is not an id in the list',
    ),
    "entries.json": (_manifest(_evidence(3_000, 0)), 2, "expected: at most 500 in the list"),
    # Valid: a report, within the same bounds.
    "own-key.json": (_manifest(_under(**{"x-own": "p" * LARGE})), 0, ""),
    "own-entries.json": (_manifest(_under(**{"x-own": list(range(45_000))})), 0, ""),
    "purposes.json": (_manifest(_filled("purposes"), "compreface-defaults"), 1, ""),
    "lists.json": (_manifest(_all_filled), 1, ""),
}
"""Name of the file: its content or what makes it, the exit code, and a problem that is reported."""


def write(folder, name):
    """Write a file of ``GENERATED`` into a folder."""
    content = GENERATED[name][0]
    text = content if isinstance(content, str) else content()
    (folder / name).write_text(text, encoding="utf-8")
