"""Bytes as the rule file of a pack of strangers: lint tells what is wrong, or the pack runs."""

import json
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from tests.support import packbuilder
from validator import evaluate, load_pack, manifest_from_value
from validator.authoring.lint import lint_pack

from . import manifests
from .reading import check_problems
from .yaml_text import ROOT

DAY = date(2026, 10, 31)
_HERE = tempfile.TemporaryDirectory(prefix="facepolicy-fuzz-")
_SHIPPED = 40
"""Of how many shipped rules one is a seed."""


def seeds():
    yield yaml.safe_dump(packbuilder.RULE, sort_keys=False).encode()
    for path in sorted((ROOT / "policies").glob("*/rules/*.yaml"))[::_SHIPPED]:
        yield path.read_bytes().replace(path.stem.encode(), b"T-1")


def test_one(data):
    rule = _folder() / "rules" / "T-1.yaml"
    rule.write_bytes(data)
    reported = lint_pack(_folder())
    if reported:
        lines = (
            data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        )
        of_rule = [item for item in reported if item.source.endswith(rule.name)]
        check_problems([item for item in reported if item not in of_rule] or of_rule, None)
        check_problems(of_rule or reported, lines if of_rule else None)
        return
    pack = load_pack(_folder())
    report = evaluate(manifest_from_value(manifests.small()), [pack], as_of=DAY)
    assert len(report.results) == len(pack.rules) == 1


@cache
def _folder():
    folder = packbuilder.write_pack(Path(_HERE.name))
    (folder / "compliant.yaml").write_text(json.dumps(manifests.small()), encoding="utf-8")
    return folder
