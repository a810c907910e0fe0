"""A folder that holds facepolicy's own files: the exit code is that of its manifests."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.checkout import ROOT
from validator.cli import main
from validator.report import formats

EXAMPLES = ROOT / "examples"
DAY = ("--as-of", "2026-10-31")
FORMATS = (
    *("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html"),
    *("oscal", "in-toto", "parquet"),
)
IN_JSON = ("json", "sarif", "gitlab", "oscal", "in-toto")
WAIVER = """\
apiVersion: facepolicy-waivers/v1
waivers: []
"""
ATTESTATION = """\
apiVersion: facepolicy-attestations/v1
attestations: []
"""


@pytest.fixture(scope="module")
def baseline(tmp_path_factory):
    """Return the baseline of the gate."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("baseline"))
        shutil.copy(EXAMPLES / "lobby-gate.yaml", "gate.yaml")
        known = ["check", "gate.yaml", "--no-config", *DAY, "--write-baseline", "base.json"]
        assert main(known) == 0
        return Path("base.json").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path, monkeypatch, baseline):
    """Return a folder as a project has it, which is the current one."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES / "lobby-gate.yaml", "gate.yaml")
    shutil.copy(EXAMPLES / "stack" / "compose.yaml", "compose.yaml")
    shutil.copy(EXAMPLES / "stack" / ".env", ".env")
    schema = json.loads((ROOT / "schema" / "manifest.schema.json").read_text(encoding="utf-8"))
    schema["$defs"] = {}  # most of its size, and each run reads it
    for name, text in {
        "facepolicy.toml": 'waivers = "waivers.yaml"\nattestations = "attestations.yaml"\n',
        "waivers.yaml": WAIVER,
        "attestations.yaml": ATTESTATION,
        "earlier-waivers.yaml": WAIVER,
        "manifest.schema.json": json.dumps(schema),
        "pia.json": '{"title": "Impact assessment"}',
        "devices.json": "[]",
        "count.json": "3",
        "base.json": baseline,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def skipped(capsys, *options):
    """Return how many documents a run over the folder skips."""
    capsys.readouterr()
    assert main(["check", ".", *DAY, "--format", "json", *options]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return json.loads(captured.out)["counts"]["othersSkipped"]


def test_only_manifests_are_checked_and_the_rest_is_counted(site, capsys):
    report = ["compose", "schema", "earlier waivers", "pia", "devices", "count", "base"]
    assert skipped(capsys) == len(report)
    assert skipped(capsys, "--baseline", "base.json") == len(report) - 1
    assert skipped(capsys, "--no-config") == len(report) + 2


@pytest.mark.parametrize("form", FORMATS)
def test_a_second_run_writes_the_same_file_again(site, capsys, form):
    name = f"out.{form}.json" if form in IN_JSON else f"out.{form}"
    for _ in range(3):
        assert main(["check", ".", *DAY, "--format", form, "-o", name]) == 0
        assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", IN_JSON)
def test_reports_of_earlier_runs_are_skipped(site, capsys, form):
    before = skipped(capsys)
    assert main(["check", ".", *DAY, "--format", form, "-o", "earlier.json"]) == 0
    assert skipped(capsys) == before + 1


def test_all_formats_in_one_folder_can_be_written_twice(site, capsys):
    for _ in range(2):
        assert main(["check", ".", *DAY, "--format", "all", "-o", "reports"]) == 0
        assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", FORMATS)
def test_so_it_is_for_many_sites(site, capsys, monkeypatch, form):
    monkeypatch.setattr(formats, "MANY", 1)
    text = (site / "gate.yaml").read_text(encoding="utf-8")
    own = text.replace("id: riverside-tower-lobby", "id: other", 1)
    (site / "other.yaml").write_text(own, encoding="utf-8")
    name = f"out.{form}.json" if form in IN_JSON else f"out.{form}"
    for _ in range(3):
        assert main(["check", ".", *DAY, "--format", form, "-o", name]) == 0
        assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif"])
@pytest.mark.parametrize("name", ["gate.yaml", "waivers.yaml", "attestations.yaml"])
def test_what_is_read_is_never_written(site, capsys, form, name):
    before = (site / name).read_bytes()
    assert main(["check", ".", *DAY, "--format", form, "-o", name]) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert (site / name).read_bytes() == before


LARGE = {
    "too many values": ("[" + "1," * 60_000 + "1]", "more than 50000"),
    "too many bytes": ('["' + "x" * 5_000_000 + '"]', "larger than"),
}


@pytest.mark.parametrize("case", LARGE)
def test_a_file_too_large_for_a_manifest_is_skipped_unless_it_is_one(site, capsys, case):
    text, reported = LARGE[case]
    before = skipped(capsys)
    (site / "large.json").write_text(text, encoding="utf-8")
    assert skipped(capsys) == before + 1
    assert main(["check", "large.json", *DAY]) == 2
    assert reported in capsys.readouterr().err
    (site / "large.json").write_text(f'["face-manifest/v2", {text[1:]}', encoding="utf-8")
    assert main(["check", ".", *DAY]) == 2
    assert reported in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["", "{}", "null", "apiVersion：face-manifest/v2\nkind：FaceRecognitionDeployment\n"]
)
def test_what_may_be_a_manifest_that_lost_its_content_is_no_other_file(site, capsys, text):
    (site / "other.yaml").write_text(text, encoding="utf-8")
    assert main(["check", ".", *DAY]) == 2
    assert "other.yaml:1:" in capsys.readouterr().out


def test_validate_counts_what_it_skips(site, capsys):
    capsys.readouterr()
    assert main(["validate", "."]) == 0
    captured = capsys.readouterr()
    said = "1 manifest is valid; documents skipped that are bases or no manifests: 9\n"
    assert captured.out == said
    assert captured.err == ""
    (site / "other.yaml.bak").write_text((site / "gate.yaml").read_text("utf-8"), "utf-8")
    assert main(["validate", "."]) == 0
    assert "have another suffix: 1" in capsys.readouterr().err


def test_validate_of_a_folder_without_a_manifest_is_an_error(site, capsys):
    (site / "gate.yaml").unlink()
    assert main(["validate", "."]) == 2
    assert "no manifest" in capsys.readouterr().err
    assert main(["check", ".", *DAY]) == 2
