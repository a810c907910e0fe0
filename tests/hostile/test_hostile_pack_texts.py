"""Whatever a pack of a stranger says, in any of its strings, a terminal obeys none of it."""

import re

import pytest

from tests.support.checkout import ROOT
from tests.support.packbuilder import CARD, RULE, requiring, write_pack

from .command import facepolicy

GATE = ROOT / "examples" / "lobby-gate.yaml"
SIGNS = "\x1b[31m\u202e\u200b\u2028\n::x"
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_FIXED = frozenset(
    {"clause", "confidence", "expect", "force", "id", "kind", "modality", "published", "status"}
)
"""What the schemas of packs hold to a pattern, to or to a list of words."""


def marked(value, key=None):
    """Return a copy in which every string that may be any bears the signs."""
    if isinstance(value, dict):
        return {name: marked(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [marked(item, key) for item in value]
    return f"{value}{SIGNS}" if isinstance(value, str) and key not in _FIXED else value


def of(requires):
    """Return the sound rule with the signs in it, and one check more than it has."""
    check = {**marked(RULE["checks"][0]), "requires": requires}
    return {**marked(RULE), "checks": [check, {**check, "requires": {}}]}


@pytest.fixture
def folder(tmp_path):
    first = marked({**CARD["clauses"][0], "sources": ["a"]})
    first |= {"phrase": {"text": SIGNS, "confirmed": False}}
    partial = {"kind": "partial", "reason": {"en": SIGNS, "zh": SIGNS}}
    card = {**marked(CARD), "version": "1.0.0", "jurisdiction": "CN"}
    card["clauses"] = [first, {**first, "id": "T-2", "assessment": partial}]
    card["tests"] = [{"name": SIGNS, "expect": "fail"}]
    leaf = {"properties": {SIGNS: {"const": SIGNS}}, "required": [SIGNS]}
    either = {"anyOf": [{"const": SIGNS}, {"enum": [SIGNS, {SIGNS: SIGNS}]}, leaf]}
    rule = of(requiring(either, "deletion", "within"))
    rule["tests"] = [
        {"name": SIGNS, "expect": "pass", "patch": {"deletion": {"within": SIGNS}}},
        {"name": SIGNS, "expect": "fail", "reason": "violated"},
        {"name": SIGNS, "expect": "not-applicable", "patch": {SIGNS: SIGNS}},
    ]
    second = {**of(requiring({"const": SIGNS}, "deletion", SIGNS)), "id": "T-2", "clause": "T-2"}
    second["tests"] = rule["tests"]
    unless = {"not": {"properties": leaf["properties"]}}
    third = {**of(requiring(unless, "deletion")), "id": "T-2-1", "clause": "T-2"}
    third["tests"] = rule["tests"]
    third["review"] = {"when": unless, "question": {"en": SIGNS, "zh": SIGNS}}
    (tmp_path / "pack").mkdir()
    write_pack(tmp_path / "pack", rule, second, third, card=card)
    (tmp_path / "gate.yaml").write_bytes(GATE.read_bytes())
    return tmp_path


VERBS = [
    ("explain", "T-1", "-p", "pack"),
    ("explain", "T-3", "-p", "pack"),
    ("coverage", "pack"),
    ("coverage", "--matrix", "pack"),
    ("coverage", "--matrix", "--format", "csv", "pack"),
    ("coverage", "--matrix", "--format", "markdown", "pack"),
    ("list", "pack"),
    ("test", "pack"),
    ("lint", "pack"),
    ("diff", "gate.yaml", "--from", "pack", "--to", "cn-pipl-2021"),
    *(
        ("check", "gate.yaml", "-p", "pack", "--format", form)
        for form in ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab")
    ),
    *(
        ("check", "gate.yaml", "-p", "pack", "--format", form)
        for form in ("markdown", "csv", "html", "oscal")
    ),
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("argv", VERBS, ids=" ".join)
def test_nothing_is_obeyed(folder, argv, language):
    ended = facepolicy(*argv, "--lang", language, cwd=folder)
    said = ended.out.decode() + ended.err.decode()
    assert ended.code in (0, 1) or argv[1] == "T-3", said
    said = said.removeprefix("\ufeff").replace("\r\n", "\n")  # as CSV wants it
    assert not _OBEYED.search(said), ascii(said)
    assert not re.search("^::x", said, re.MULTILINE), ascii(said)
