"""What ends within 60 days: below the verdict of every format, and nothing else."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

import validator
from tests.support.checkout import ROOT
from validator.cli import main
from validator.report.ending import DAYS, ending_soon
from validator.report.formats import FORMATS, Style, render

DRAFT = "cn-tc260-frd-2021-draft"
DAY = date(2026, 10, 31)
LAST = DAY + timedelta(DAYS)
COMMON = {
    "justification": "The disks are encrypted with the move in December.",
    "owner": "Platform team",
    "approver": "Privacy office",
    "compensating": "The machine is in a locked room until then.",
    "granted": "2026-10-01",
}


def manifest(folder, name="gate.yaml", **dates):
    """Write a manifest whose evidence ends on some days, by its id."""
    value = yaml.safe_load((ROOT / "examples" / "compreface-defaults.yaml").read_text("utf-8"))
    value["evidence"] = [
        {"id": key, "type": "record", "title": "Record", "uri": "doc://r", "expires": day}
        for key, day in dates.items()
    ]
    (folder / name).write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")
    return folder / name


def waivers(folder, *entries):
    content = {"apiVersion": "facepolicy-waivers/v1", "waivers": [*entries]}
    file = folder / "waivers.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


def waiver(rule, expires):
    return {**COMMON, "rule": rule, "manifest": "gate.yaml", "expires": expires}


def checked(*files, **more):
    return validator.check(*files, packs=[DRAFT], as_of=DAY, **more)


def test_the_last_day_counts_and_the_day_after_does_not(tmp_path):
    file = manifest(
        tmp_path,
        past=(DAY - timedelta(1)).isoformat(),
        today=DAY.isoformat(),
        last=LAST.isoformat(),
        later=(LAST + timedelta(1)).isoformat(),
        never="never",
    )
    found = ending_soon(checked(file))
    assert [(item.name, item.days_left) for item in found] == [("today", 0), ("last", DAYS)]
    assert [item.name for item in ending_soon(checked(file), 0)] == ["today"]


def test_each_says_what_where_and_when(tmp_path):
    file = manifest(tmp_path, record="2026-11-30")
    held = waivers(tmp_path, waiver("FRD21-5-SEG", "2026-11-01"))
    first, second = ending_soon(checked(file, waivers=held))
    assert (first.kind, first.name, first.manifest) == ("waiver", "FRD21-5-SEG", "gate.yaml")
    assert (first.file, first.day) == (str(held), date(2026, 11, 1))
    assert first.text.en == ("the waiver of FRD21-5-SEG (gate.yaml) ends on 2026-11-01, in 1 day")
    assert first.text.zh == "豁免 FRD21-5-SEG（gate.yaml） 2026-11-01 到期，还有 1 天"
    assert (second.kind, second.manifest, second.file) == ("evidence", str(file), str(file))
    assert second.text.en == "evidence record ends on 2026-11-30, in 30 days"
    line = file.read_text(encoding="utf-8").splitlines()[second.position.line - 1]
    assert "id: record" in line


def test_evidence_of_a_base_is_listed_once_for_all_its_sites(tmp_path):
    base = {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionBase",
        "evidence": [
            {
                "id": "dpia",
                "type": "record",
                "title": "R",
                "uri": "doc://r",
                "expires": "2026-11-30",
            }
        ],
    }
    (tmp_path / "base.yaml").write_text(yaml.safe_dump(base), encoding="utf-8")
    for name in ("a", "b"):
        site = {
            "apiVersion": "face-manifest/v2",
            "kind": "FaceRecognitionDeployment",
            "metadata": {"id": name},
            "extends": ["base.yaml"],
        }
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(site), encoding="utf-8")
    (found,) = ending_soon(checked(tmp_path / "a.yaml", tmp_path / "b.yaml"))
    assert (found.name, found.manifest, Path(found.file).name) == ("dpia", None, "base.yaml")


def test_what_does_not_count_does_not_end(tmp_path):
    """A missing document, an expired waiver and one that covers nothing are reported elsewhere."""
    file = manifest(tmp_path, record="2026-11-30")
    text = file.read_text(encoding="utf-8").replace("doc://r", "gone.pdf")
    file.write_text(text, encoding="utf-8")
    held = waivers(
        tmp_path, waiver("FRD21-5-SEG", "2026-10-30"), waiver("FRD21-5-MINOR-gone", LAST)
    )
    assert ending_soon(checked(file, waivers=held)) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("html", "in-toto")])
def test_every_format_has_it(tmp_path, name, language):
    file = manifest(tmp_path, record="2026-11-30")
    report = checked(file, waivers=waivers(tmp_path, waiver("FRD21-5-SEG", "2026-12-01")))
    text = render(report, name, Style(language))
    for item in ending_soon(report):
        assert str(item.day) in text
        if name not in ("json", "jsonl"):
            assert item.text[language] in text.replace("\\_", "_")


def test_it_is_below_the_verdict_and_changes_no_exit_code(tmp_path, capsys):
    file = manifest(tmp_path, record="2026-11-30")
    argv = ["check", str(file), "--pack", DRAFT, "--as-of", str(DAY)]
    assert main(argv) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FAILED")
    assert lines[2] == "Ends within 60 days"
    assert lines[3].endswith("evidence record ends on 2026-11-30, in 30 days")
    assert main([*argv, "--as-of", "2026-01-31"]) == 1
    assert "Ends within" not in capsys.readouterr().out


def test_the_data_formats_have_it_as_data(tmp_path):
    file = manifest(tmp_path, record="2026-11-30")
    report = checked(file, waivers=waivers(tmp_path, waiver("FRD21-5-SEG", "2026-12-01")))
    first, second = json.loads(render(report, "json", Style()))["ending"]
    assert (first["kind"], first["name"], first["daysLeft"]) == ("evidence", "record", 30)
    assert (second["kind"], second["name"], second["day"]) == (
        "waiver",
        "FRD21-5-SEG",
        "2026-12-01",
    )
    lines = [json.loads(line) for line in render(report, "jsonl", Style()).splitlines()]
    by_type = {line["type"]: line for line in lines}
    assert by_type["manifest"]["ending"] == [first]
    assert by_type["summary"]["ending"] == [second]
    rows = csv.DictReader(io.StringIO(render(report, "csv", Style()).lstrip("\ufeff")))
    soon = [row for row in rows if row["status"] == "ends-soon"]
    assert [row["line"] for row in soon] == [str(first["line"]), str(second["line"])]
