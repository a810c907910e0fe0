"""Manifests of version 1 become valid manifests of version 2, in place, and only once.

The files of ``v1`` are those that lawyers read for ``tests/readings``, as they were.
"""

import difflib
import re
import shutil
from pathlib import Path

import pytest

from validator.cli import main

FILES = sorted((Path(__file__).parent / "v1").glob("*.yaml"))

QUOTED = """\
# not-assessed and face-manifest/v1 in a comment stay
apiVersion: "face-manifest/v1"  # the version
kind: FaceRecognitionDeployment
metadata: {id: lobby, title: {en: not-assessed}}
scenario: {setting: 'not-assessed', jurisdictions: [CN]}  # 大堂, not-assessed
subjects: {under14: {policy: "not-assessed"}, elderlyOrDisabled: not-assessed}
matching: {locus: on-device, referenceSource: 'cctv'}  # referenceSource
purposes:
  - {id: not-assessed, legalBasis: not-assessed}
  - {id: entry, description: not-assessed, legalBasis: consent}
security: {cii: not-assessed}
---
apiVersion: 'face-manifest/v1'
kind: FaceRecognitionDeployment
metadata: {id: gate}
crossBorder: {occurs: not-assessed}  # nobody knows
---
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {id: door, version: not-assessed}
"""
MIGRATED = """\
# not-assessed and face-manifest/v1 in a comment stay
apiVersion: "face-manifest/v2"  # the version
kind: FaceRecognitionDeployment
metadata: {id: lobby, title: {en: not-assessed}}
scenario: {setting: null, jurisdictions: [CN]}  # 大堂, not-assessed
subjects: {under14: {policy: null}, elderlyOrDisabled: null}
matching: {locus: on-device, referenceSources: ['cctv']}  # referenceSource
purposes:
  - {id: not-assessed, legalBasis: null}
  - {id: entry, description: not-assessed, legalBasis: consent}
security: {cii: null}
---
apiVersion: 'face-manifest/v2'
kind: FaceRecognitionDeployment
metadata: {id: gate}
crossBorder: {occurs: null}  # nobody knows
---
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {id: door, version: not-assessed}
"""

LISTS = "lists now ending in others-unknown:"


def run(capsys, *argv):
    code = main([str(argument) for argument in argv])
    out, err = capsys.readouterr()
    return code, out + err


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
def old(request, tmp_path):
    """A copy of one manifest of version 1."""
    return Path(shutil.copy(request.param, tmp_path))


def test_there_are_five_files():
    assert len(FILES) == 5


def test_a_manifest_of_version_1_is_refused_until_it_is_migrated(old, capsys):
    code, printed = run(capsys, "validate", old)
    assert (code, "facepolicy migrate" in printed) == (2, True)
    assert run(capsys, "migrate", old)[0] == 0
    assert run(capsys, "validate", old)[0] == 0


def test_nothing_but_the_version_facts_not_assessed_and_sources_changes(old, capsys):
    before = old.read_text(encoding="utf-8").splitlines()
    _, printed = run(capsys, "migrate", old)
    after = old.read_text(encoding="utf-8").splitlines()
    removed = [line[2:] for line in difflib.ndiff(before, after) if line.startswith("- ")]
    added = [line[2:] for line in difflib.ndiff(before, after) if line.startswith("+ ")]
    assert removed[0] == "apiVersion: face-manifest/v1"
    assert added == [
        re.sub(
            "referenceSource: (.*)",
            r"referenceSources: [\1]",
            line.replace("face-manifest/v1", "face-manifest/v2").replace("not-assessed", "null"),
        )
        for line in removed
    ]
    facts = sum(line.count("not-assessed") for line in removed)
    assert facts > 0
    assert printed == f"{old}: migrated; facts now not stated: {facts}; {LISTS} 0\n"
    comments = [line for line in before if line.startswith("#")]
    assert comments
    assert [line for line in after if line.startswith("#")] == comments


def test_a_second_run_changes_nothing(old, capsys):
    run(capsys, "migrate", old)
    before, changed_at = old.read_bytes(), old.stat().st_mtime_ns
    assert run(capsys, "migrate", old) == (0, f"{old}: nothing to migrate\n")
    assert (old.read_bytes(), old.stat().st_mtime_ns) == (before, changed_at)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_quotes_comments_line_ends_and_other_texts_stay(newline, tmp_path, capsys):
    file = tmp_path / "sites.yaml"
    file.write_text(QUOTED, encoding="utf-8", newline=newline)
    assert run(capsys, "migrate", file) == (
        0,
        f"{file}: migrated; facts now not stated: 6; {LISTS} 0\n",
    )
    assert file.read_bytes() == MIGRATED.replace("\n", newline).encode()
    assert run(capsys, "validate", file)[0] == 0


PARTIAL = """\
security: {measures: [encryption, "access-control"]}  # not all of them
deletion:
  triggers:
    - purpose-achieved
    - on-demand  # by mail
capture: {imageTypes: [ir-still]}
sharing:
  recipients:
    - {name: Host, contract: {covers: [purpose]}, notice: {states: []}}
notice:
  states: [
    purpose,
    'data-types'
  ]
governance:
  rights:
  - access
"""
LONGER = """\
security: {measures: [encryption, "access-control", "others-unknown"]}  # not all of them
deletion:
  triggers:
    - purpose-achieved
    - on-demand  # by mail
    - others-unknown
capture: {imageTypes: [ir-still]}
sharing:
  recipients:
    - {name: Host, contract: {covers: [purpose, others-unknown]}, notice: {states: []}}
notice:
  states: [
    purpose,
    'data-types', 'others-unknown'
  ]
governance:
  rights:
  - access
  - others-unknown
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("end", ["", "\n"], ids=["cut", "ended"])
def test_lists_that_version_1_did_not_ask_to_be_complete_may_have_more(
    newline, end, tmp_path, capsys
):
    head = "apiVersion: face-manifest/{}\nkind: FaceRecognitionDeployment\nmetadata: {{id: gate}}\n"
    file = tmp_path / "gate.yaml"
    old, new = (head.format(*pair) for pair in (["v1"], ["v2"]))
    file.write_text(old + PARTIAL.rstrip("\n") + end, encoding="utf-8", newline=newline)
    assert run(capsys, "migrate", file) == (
        0,
        f"{file}: migrated; facts now not stated: 0; {LISTS} 5\n",
    )
    expected = new + LONGER.rstrip("\n") + end
    assert file.read_bytes() == expected.replace("\n", newline).encode()
    assert run(capsys, "validate", file)[0] == 0


def test_ways_to_withdraw_that_version_2_does_not_list_become_other(tmp_path, capsys):
    file = tmp_path / "gate.yaml"
    head = "apiVersion: face-manifest/{}\nkind: FaceRecognitionDeployment\nmetadata: {{id: gate}}\n"
    ways = "consent: {{withdrawal: {{channels: [app, {}, {}]}}}}  # all of them\n"
    old = head.format("v1") + ways.format("'ticket window'", "hotline")
    file.write_text(old, encoding="utf-8")
    assert run(capsys, "migrate", file) == (
        0,
        f"{file}: migrated; facts now not stated: 2; {LISTS} 0\n",
    )
    assert file.read_text(encoding="utf-8") == head.format("v2") + ways.format("'other'", "other")


def test_json_is_migrated_as_well(tmp_path, capsys):
    file = tmp_path / "gate.json"
    text = '{"apiVersion": "face-manifest/v1", "kind": "FaceRecognitionDeployment", '
    text += '"metadata": {"id": "gate"}, "crossBorder": {"occurs": "not-assessed"}, '
    text += '"security": {"measures": ["encryption"]}}\n'
    file.write_text(text, encoding="utf-8")
    assert run(capsys, "migrate", file)[0] == 0
    assert file.read_text(encoding="utf-8") == text.replace("/v1", "/v2").replace(
        '"not-assessed"', "null"
    ).replace('"encryption"', '"encryption", "others-unknown"')
    assert run(capsys, "validate", file)[0] == 0


def test_a_file_that_cannot_be_read_does_not_stop_the_others(old, tmp_path, capsys):
    broken = tmp_path / "broken.yaml"
    broken.write_text("apiVersion: [face-manifest/v1\n", encoding="utf-8")
    code, printed = run(capsys, "migrate", broken, old)
    assert (code, "broken.yaml" in printed) == (2, True)
    assert broken.read_text(encoding="utf-8") == "apiVersion: [face-manifest/v1\n"
    assert run(capsys, "validate", old)[0] == 0


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("crossBorder:\n  occurs: &a not-assessed\nscenario: {setting: *a}\n", ["5:11", "6:21"]),
        ("crossBorder:\n  occurs: >-\n    not-assessed\n", ["5:11"]),
        ('crossBorder:\n  occurs: "not\\x2dassessed"\n', ["5:11"]),
        ("matching:\n  referenceSource:\n    cctv\n", ["6:5"]),
    ],
    ids=["anchor", "block", "escape", "next-line"],
)
def test_a_value_that_is_not_written_plainly_is_reported_and_the_file_stays(
    written, places, tmp_path, capsys
):
    file = tmp_path / "gate.yaml"
    text = "apiVersion: face-manifest/v1\nkind: FaceRecognitionDeployment\nmetadata: {id: gate}\n"
    file.write_text(text + written, encoding="utf-8")
    code, printed = run(capsys, "migrate", file)
    assert code == 2
    assert [line.removeprefix(f"{file}:").split(": ")[0] for line in printed.splitlines()] == places
    assert file.read_text(encoding="utf-8") == text + written
