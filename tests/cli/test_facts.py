"""``validate``, ``facts``, and ``explain`` of what is no rule."""

import json

import pytest

from tests.support.checkout import ROOT
from validator.cli import main

LOBBY = str(ROOT / "examples" / "lobby-gate.yaml")


def run(capsys, *argv):
    code = main(list(argv))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# validate


def test_validate_checks_structure_alone(capsys):
    assert run(capsys, "validate", LOBBY) == (0, "1 manifest is valid\n", "")
    code, out, _ = run(capsys, "validate", str(ROOT / "examples"), "--lang", "zh")
    assert (code, out) == (0, "27 份清单结构有效；另有基础清单或非清单文件 5 份未检查\n")


def test_validate_names_every_problem_of_every_file(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text("apiVersion: face-manifest/v2\nkind: x\n")
    (tmp_path / "b.yaml").write_text("a: [\n")
    (tmp_path / "c.yaml").write_text((ROOT / "examples/lobby-gate.yaml").read_text())
    code, out, error = run(capsys, "validate", str(tmp_path))
    assert code == 2
    assert out == "1 manifest is valid\n"
    assert "a.yaml:2:7: kind is" in error
    assert "a.yaml:1:1: metadata (" in error or "a.yaml:1:1: metadata" in error
    assert "b.yaml:" in error


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        ("services: {web: {image: x}}", True),
        ("apiVersion: facepolicy-waivers/v1\nwaivers: []", True),
        ("apiVersion: v1\nkind: Deployment\nmetadata: {name: x}\nspec: {}", True),
        ("- hosts: all\n  tasks: []", True),
        ('{"$schema": "x", "properties": {}}', True),
        ("[]", True),
        ("3", True),
        ("{}", False),
        ("text", False),
        ("apiVersion: face-manifest/v9\nkind: x", False),
        ("apiVersoin: face-manifest/v2\nscenario: {}\npurposes: []", False),
        ("kind: FaceRecognitionDeployment", False),
        ("kind: FaceRecognitonDeployment", False),
        ("kind: FaceTime", True),
    ],
)
def test_in_a_folder_only_what_is_no_manifest_is_skipped(tmp_path, capsys, text, skipped):
    (tmp_path / "gate.yaml").write_bytes((ROOT / "examples/lobby-gate.yaml").read_bytes())
    (tmp_path / "other.yaml").write_text(text)
    code, out, _ = run(capsys, "check", str(tmp_path), "--as-of", "2026-11-28")
    assert code == (0 if skipped else 2)
    assert ("documents skipped that are no manifests: 1" in out) is skipped
    assert run(capsys, "validate", str(tmp_path))[0] == (0 if skipped else 2)
    assert run(capsys, "check", str(tmp_path / "other.yaml"))[0] == 2


# facts


def test_facts_are_printed_with_their_places(capsys):
    code, out, _ = run(capsys, "facts", LOBBY, "--as-of", "2026-11-28")
    (shown,) = json.loads(out)
    assert code == 0
    assert (shown["manifest"], shown["asOf"]) == (LOBBY, "2026-11-28")
    stated = {item["pointer"]: item for item in shown["stated"]}
    lines = (ROOT / "examples/lobby-gate.yaml").read_text().splitlines()
    assert stated["/subjects/enrolled"]["value"] == 1840
    assert "enrolled: 1840" in lines[stated["/subjects/enrolled"]["line"] - 1]
    assert stated["/sharing/recipients"]["value"] == []
    assert stated["/purposes/0/use"]["value"] == "identity-verification"
    derived = {item["pointer"]: item["value"] for item in shown["derived"]}
    assert derived["/governance/filing/belowThreshold"] is True
    assert derived["/purposes/0/notified"] is True


def test_facts_of_an_invalid_manifest_are_not_printed(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text("apiVersion: face-manifest/v2\n")
    code, out, error = run(capsys, "facts", str(tmp_path / "a.yaml"))
    assert (code, out) == (2, "")
    assert "a.yaml:1:1:" in error


# explain


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (["consent.grade"], ["consent.grade  Grade", "implied ", "M25-6-1  "]),
        (["/consent/grade"], ["consent.grade  Grade"]),
        (["capture.devices[0].signage"], ["capture.devices[].signage  Signage", "M25-13-2  "]),
        (["onRefusal"], ["consent.onRefusal  On refusal"]),
        (["consent"], ["consent  ", "Parts:", "  consent.grade  Grade"]),
        (["scenario.jurisdictions"], ["Decides whether these packs apply: cn-"]),
        (["publicSafetyNecessity"], ["A claim: where it is not stated, nothing is claimed"]),
        (["art.", "13"], ["M25-13-1  Measures", "M25-13-3  No device is installed"]),
        (["第十三条"], ["M25-13-1  Measures"]),
        (["article 55"], ["PIPL-55  "]),
        (["M25-3"], ["M25-3  Measures", "manual: Open-ended duties"]),
        (["FRD21-3"], ["FRD21-3  ", "A definition asks for nothing"]),
        (["m25-8-1"], ["M25-8-1  "]),
        (["self-consistency"], ["SC-FILING  "]),
        (["sign"], ["notice.form: on-site-sign  A sign at the place."]),
        (["office"], ["scenario.sector: workplace  Offices"]),
        (["24 hours"], ["storage.images.retention: PT24H"]),
        (["China"], ["scenario.jurisdictions: CN"]),
        (["备案"], ["governance.filing"]),
    ],
)
def test_explain_understands(capsys, asked, shown):
    code, out, _ = run(capsys, "explain", *asked)
    assert code == 0
    for text in shown:
        assert text in out, text


def test_explain_a_fact_in_chinese(capsys):
    _, out, _ = run(capsys, "explain", "consent.grade", "--lang", "zh")
    assert "取值：" in out
    assert "由下列规则读取：" in out
