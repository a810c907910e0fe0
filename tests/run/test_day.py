"""The day of a check: named, or today in a time zone that every report names."""

import json
import os
import subprocess
import sys
import zoneinfo
from datetime import date, datetime, timezone

import pytest

import validator
from validator import UsageError
from validator.cli import main
from validator.run import day

EVENING = datetime(2026, 11, 28, 18, 30, tzinfo=timezone.utc)
MANIFEST = """\
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {id: gate}
scenario: {jurisdictions: [FR]}
"""


@pytest.fixture
def gate(tmp_path, monkeypatch):
    """Return a manifest in the current folder, on an evening in UTC."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(day, "now", lambda: EVENING)
    (tmp_path / "gate.yaml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path / "gate.yaml"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", date(2026, 11, 28)),
        ("Asia/Shanghai", date(2026, 11, 29)),
        ("America/Los_Angeles", date(2026, 11, 28)),
    ],
)
def test_today_is_that_of_the_zone(gate, zone, expected):
    report = validator.check(gate, timezone=zone)
    assert (report.as_of, report.timezone) == (expected, zone)


def test_a_day_that_is_named_has_no_zone(gate, capsys):
    assert day.day_of(date(2026, 10, 31), "Asia/Shanghai") == (date(2026, 10, 31), None)
    assert validator.check(gate, as_of="2026-10-31").timezone is None
    main(["check", "gate.yaml", "--as-of", "2026-10-31", "--timezone", "Asia/Shanghai"])
    assert capsys.readouterr().out.endswith("; as of 2026-10-31\n")


def test_the_line_of_counts_names_the_zone(gate, capsys):
    main(["check", "gate.yaml", "--timezone", "Asia/Shanghai"])
    assert capsys.readouterr().out.endswith("; as of 2026-11-29, Asia/Shanghai\n")
    main(["check", "gate.yaml", "-q", "--timezone", "Asia/Shanghai", "--lang", "zh"])
    assert capsys.readouterr().out.endswith("；截至 2026-11-29（Asia/Shanghai）\n")


@pytest.mark.parametrize(
    "form", ["json", "jsonl", "sarif", "junit", "markdown", "html", "oscal", "in-toto", "text"]
)
def test_reports_carry_the_zone(gate, capsys, form):
    main(["check", "gate.yaml", "--timezone", "Asia/Shanghai", "--format", form])
    out = capsys.readouterr().out
    assert "2026-11-29" in out
    assert "Asia/Shanghai" in out


def test_the_zone_is_in_the_forms_that_the_schemas_describe(gate, capsys):
    main(["check", "gate.yaml", "--timezone", "Asia/Shanghai", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["timezone"] == "Asia/Shanghai"
    main(["check", "gate.yaml", "--timezone", "Asia/Shanghai", "--summary", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["timezone"] == "Asia/Shanghai"
    main(["facts", "gate.yaml", "--timezone", "Asia/Shanghai"])
    (facts,) = json.loads(capsys.readouterr().out)
    assert (facts["asOf"], facts["timezone"]) == ("2026-11-29", "Asia/Shanghai")


def test_the_configuration_names_a_zone(gate, capsys):
    gate.with_name("facepolicy.toml").write_text('timezone = "Asia/Shanghai"\n', encoding="utf-8")
    main(["check", "gate.yaml", "-q"])
    assert "as of 2026-11-29, Asia/Shanghai" in capsys.readouterr().out
    main(["check", "gate.yaml", "-q", "--timezone", "UTC"])
    assert "as of 2026-11-28, UTC" in capsys.readouterr().out
    main(["check", "gate.yaml", "--show-config"])
    assert 'timezone = "Asia/Shanghai"  # facepolicy.toml' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("Asia/Shangai", 'did you mean "Asia/Shanghai"?'),
        ("Shanghai", 'did you mean "Asia/Shanghai"?'),
        ("utc", 'did you mean "UTC"?'),
        ("Asia", "expected a name such as Asia/Shanghai or UTC"),
        ("../../etc/passwd", "expected a name"),
        ("x" * 5000, "expected a name"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--as-of", "2026-10-31"), ("--format", "jsonl")])
def test_an_unknown_zone_is_an_error(gate, capsys, name, reported, more):
    assert main(["check", "gate.yaml", "--timezone", name, *more]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "unknown time zone" in captured.err
    assert reported in captured.err
    assert len(captured.err) < 300


def test_a_zone_of_another_type_is_an_error(gate):
    with pytest.raises(UsageError, match="unknown time zone 8"):
        validator.check(gate, timezone=8)


def test_a_machine_without_zones_is_reported_what_to_install(gate, capsys, monkeypatch):
    def missing(name):
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    assert main(["check", "gate.yaml", "--timezone", "Asia/Shanghai"]) == 2
    assert "pip install tzdata" in capsys.readouterr().err
    assert main(["check", "gate.yaml", "--timezone", "UTC", "-q"]) == 0


@pytest.mark.skipif(not hasattr(__import__("time"), "tzset"), reason="TZ is of POSIX systems")
@pytest.mark.parametrize(
    ("machine", "named"),
    [("UTC", "UTC"), ("Asia/Shanghai", "UTC+08:00"), ("America/St_Johns", "UTC-03:30")],
)
def test_the_zone_of_the_machine_is_named_by_its_offset(machine, named):
    code = (
        "from datetime import datetime, timezone; from validator.run import day;"
        "day.now = lambda: datetime(2026, 11, 28, 18, 30, 5, 123, tzinfo=timezone.utc);"
        "print(*day.day_of(None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": machine},
        capture_output=True,
        text=True,
        check=True,
    )
    day_there = "2026-11-29" if machine == "Asia/Shanghai" else "2026-11-28"
    assert done.stdout == f"{day_there} {named}\n"


@pytest.mark.parametrize("zone", [("--timezone", "Asia/Shanghai"), ("--as-of", "2026-10-31")])
def test_a_report_is_a_baseline_with_and_without_a_zone(gate, capsys, zone):
    assert main(["check", "gate.yaml", *zone, "--format", "json", "-o", "before.json"]) == 0
    assert main(["check", "gate.yaml", *zone, "--baseline", "before.json"]) == 0
    assert capsys.readouterr().err == ""
