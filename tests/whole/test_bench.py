"""The benchmark prints a row for everything it measures. No time is asserted here."""

import subprocess
import sys

from tests.support.checkout import ROOT

MEASURED = [
    "cold: `python -c ''`",
    "cold: `facepolicy check`",
    "cold: `facepolicy check --format html`",
    "cold: `facepolicy explain`",
    "cold: `facepolicy list`",
    "cold: `facepolicy coverage`",
    "cold: `facepolicy --version`",
    "cold: check-jsonschema",
    "cold: ajv",
    "20 alike: facepolicy",
    "20 alike: check-jsonschema",
    "20 alike: PyYAML C + jsonschema",
    "20 alike: memory of facepolicy",
    "20 not alike: facepolicy",
    "20 not alike: check-jsonschema",
    "20 not alike: PyYAML C + jsonschema",
    "20 not alike: memory of facepolicy",
    "2 alike: memory of facepolicy",
]


def test_the_table_has_a_row_for_everything_measured():
    command = [sys.executable, "-m", "bench", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == MEASURED
    promised = [row for row in rows[1:] if "not installed" not in row]
    assert {row[-1] for row in promised} <= {"met", "missed"}


def test_the_tables_about_fleets_have_their_rows():
    command = [sys.executable, "-m", "bench", "fleet", "--rows", "70", "--most", "1000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if "---" not in line]
    names = [row[0] for row in rows if row[0]]
    assert names == [
        "rows",
        "1,000",
        "measured",
        "`check --format jsonl -j 2`",
        "`pool.py`, two processors",
    ]
