"""The queries of docs/fleet.md answer what the page says, in DuckDB and in Polars."""

import re

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.checkout import ROOT
from validator import fleet

PAGE = (ROOT / "docs" / "fleet.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SOUND = (ROOT / "examples" / "lobby-gate.yaml").read_text()
PACK = "cn-frt-measures-2025"
WAITING = SOUND.replace("onRefusal:", "x-onRefusal:")
VIOLATING = re.sub(r"onRefusal: \S+?([,}\n])", r"onRefusal: service-denied\1", SOUND)


@pytest.fixture(autouse=True)
def runs(tmp_path, monkeypatch):
    """Two runs over four sites: one was mended, one got worse, one is broken."""
    monkeypatch.chdir(tmp_path)
    now, before = [SOUND, VIOLATING, WAITING, "a: ["], [VIOLATING, SOUND, WAITING, "a: ["]
    for folder, texts in (("verdicts", now), ("last", before)):
        keys, regions = ["a", "b", "c", "d"], ["north", "north", "south", "south"]
        rows = pa.table({"key": keys, "region": regions, "manifest": texts})
        pq.write_table(rows, "manifests.parquet")
        verdicts = fleet.check(rows, packs=PACK, as_of="2026-10-31")
        (tmp_path / folder).mkdir()
        pq.write_table(verdicts.read_all(), tmp_path / folder / "part.parquet")


def answer(number):
    return duckdb.sql(QUERIES[number]).fetchall()


def test_the_manifests_differ_as_meant():
    assert len({SOUND, VIOLATING, WAITING}) == 3
    assert duckdb.sql("SELECT verdict FROM 'verdicts/*.parquet'").fetchall() == [
        ("pass",),
        ("fail",),
        ("incomplete",),
        ("unusable",),
    ]


def test_rules_by_sites():
    rows = answer(0)
    assert rows[0][2:] == (2, 1)
    assert sum(row[2] for row in rows) == sum(
        len(row["results"]) for row in pq.read_table("verdicts").to_pylist()
    )


def test_the_sites_of_a_rule():
    rule = answer(0)[0][1]
    rows = duckdb.sql(QUERIES[1].replace("M25-10-2", rule)).fetchall()
    assert {row[0] for row in rows} == {"b", "c"}
    line = 1 + VIOLATING[: VIOLATING.index("onRefusal")].count("\n")
    assert ("b", "/consent/onRefusal", None, line) in rows


def test_verdicts_by_region():
    assert answer(2) == [
        ("north", "fail", 1),
        ("north", "pass", 1),
        ("south", "incomplete", 1),
        ("south", "unusable", 1),
    ]


def test_what_changed():
    changes = answer(3)
    assert {(change, key) for change, key, _ in changes} == {("new", "b"), ("gone", "a")}


def test_what_could_not_be_checked():
    ((key, line, why),) = answer(4)
    assert (key, line) == ("d", 1)
    assert "not valid YAML" in why


def test_polars():
    (code,) = re.findall(r"^```python\n(pl\..*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    found = eval(code, {"pl": pl})  # noqa: S307 - of our own page
    assert found.rows() == [("fail", 1), ("incomplete", 1), ("pass", 1), ("unusable", 1)]


def test_every_query_of_the_page_is_tested():
    assert len(QUERIES) == 5
