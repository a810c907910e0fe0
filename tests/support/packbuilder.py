"""A small pack in a folder: one sound rule as data, and ways to damage it."""

import copy
from pathlib import Path

import yaml

from validator.authoring.lint import lint_pack
from validator.model import resources

COMPLIANT = resources.policies() / "compliant.yaml"
GONE = object()
"""Put at a place by ``damaged``: takes it out."""


def text(en="Some words"):
    return {"en": en, "zh": "若干字"}


CLAUSE = {
    "id": "T-1",
    "locator": {"place": "1", "status": "confirmed"},
    "summary": text("Keep no images"),
    "modality": "shall-not",
    "confidence": "quoted",
    "assessment": {"kind": "automated"},
}

CARD = {
    "id": "xx-test",
    "version": "1.0.0",
    "title": text(),
    "jurisdiction": "CN",
    "instrument": {
        "title": text(),
        "issuer": text(),
        "published": "2021-04-23",
        "inForce": {"from": None, "to": None},
        "status": "draft",
        "force": "draft",
        "link": None,
        "successor": None,
    },
    "appliesWhen": {},
    "appliesTo": text(),
    "clauses": [CLAUSE],
}

RULE = {
    "id": "T-1",
    "clause": "T-1",
    "title": text(),
    "why": text(),
    "appliesWhen": {},
    "checks": [
        {
            "requires": {
                "properties": {
                    "storage": {
                        "properties": {
                            "images": {
                                "properties": {"retained": {"const": False}},
                                "required": ["retained"],
                            }
                        },
                        "required": ["images"],
                    }
                },
                "required": ["storage"],
            },
            "message": text("kept: {/storage/images/retained}"),
            "fix": text(),
        }
    ],
    "officer": text(),
    "tests": [
        {"name": "nothing kept", "expect": "pass"},
        {
            "name": "kept",
            "patch": {"storage": {"images": {"retained": True}}},
            "expect": "fail",
            "reason": "violated",
            "at": "/storage/images/retained",
        },
        {
            "name": "not stated",
            "remove": ["/storage/images/retained", "/storage/images", "/storage"],
            "expect": "fail",
            "reason": "undeclared",
        },
    ],
}


def requiring(leaf, *path):
    """Return the constraint that every fact of ``path`` is stated and the last one fulfils ``leaf``."""
    for name in reversed(path):
        leaf = {"properties": {name: leaf}, "required": [name]}
    return leaf


def rule(**changes):
    """Return the sound rule with some of its parts replaced, or parts of its one check."""
    made = copy.deepcopy(RULE)
    for name, value in copy.deepcopy(changes).items():
        (made["checks"][0] if name in ("requires", "message", "fix") else made)[name] = value
    return made


def claiming(requires, **changes):
    """Return a rule around a constraint that claims tests and messages for whatever it can do.

    What the lint says about it is about the constraint. The claims would not stand a run.
    """
    reasons = ("violated", "undeclared", "unevidenced", "expired")
    tests = [{"name": reason, "expect": "fail", "reason": reason} for reason in reasons]
    tests += [{"name": word, "expect": word} for word in ("pass", "not-applicable")]
    whole = rule(requires=requires, tests=tests, **changes)
    return {**whole, "appliesTo": text()} if whole["appliesWhen"] else whole


def damaged(value, pointer, item=GONE):
    """Return a copy of ``value`` with ``item`` at a place, or without what stands there."""
    changed = copy.deepcopy(value)
    *above, last = pointer[1:].split("/")
    parent = changed
    for part in above:
        parent = parent[int(part) if isinstance(parent, list) else part]
    last = int(last) if isinstance(parent, list) else last
    if item is GONE:
        del parent[last]
    else:
        parent[last] = item
    return changed


def write_pack(folder, *rules, card=CARD, names=()):
    """Write a pack and return its folder.

    Args:
        rules: the rules; the sound one if there is none.
        names: the rules' files, where they are not the rules' ids.
    """
    chosen = rules or (RULE,)
    (folder / "rules").mkdir()
    _dump(folder / "pack.yaml", card)
    for index, one in enumerate(chosen):
        name = names[index] if names else one["id"]
        _dump(folder / "rules" / f"{name}.yaml", one)
    return folder


def _dump(path, value):
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, _data):
            return True

    path.write_text(yaml.dump(value, Dumper=Plain, sort_keys=False, allow_unicode=True), "utf-8")


def lint(folder):
    """Return what the lint says: file, line, column, English text; both languages are there."""
    problems = lint_pack(folder)
    assert all(problem.text.zh and problem.text.zh != problem.text.en for problem in problems)
    return [
        (
            Path(problem.source).relative_to(folder).as_posix(),
            problem.position.line,
            problem.position.column,
            problem.text.en,
        )
        for problem in problems
    ]


def place(folder, file, pointer):
    """Return file, line and column of a value, found by PyYAML and not by facepolicy.

    A mapping or list that has a key stands at its key; what is missing, where the
    nearest value around it stands.
    """
    node = yaml.compose((folder / file).read_text("utf-8"), Loader=yaml.SafeLoader)
    mark = node.start_mark
    for part in pointer[1:].split("/") if pointer else ():
        key, node = _child(node, part)
        if node is None:
            break
        mark = (node if isinstance(node, yaml.ScalarNode) else key).start_mark
    return file, mark.line + 1, mark.column + 1


def _child(node, part):
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == part), (None, None))
    if isinstance(node, yaml.SequenceNode) and int(part) < len(node.value):
        return node.value[int(part)], node.value[int(part)]
    return None, None
