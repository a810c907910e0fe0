"""Manifests as rows of a table: one row in is one row out, whatever is in it."""

import hashlib
import json
import subprocess
import sys

import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
import pytest

import validator
from tests.support.checkout import ROOT
from validator import fleet

DAY = "2026-10-31"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SOUND = (ROOT / "examples" / "lobby-gate.yaml").read_text()
HEAD = "apiVersion: face-manifest/v2\nkind: FaceRecognitionDeployment\nmetadata: {id: a}\n"
SITES = sorted((ROOT / "examples" / "fleet" / "sites").glob("*.yaml"))
BASES = {
    f"../{name}.yaml": (ROOT / "examples" / "fleet" / f"{name}.yaml").read_text()
    for name in ("product", "company")
}

UNUSABLE = {
    "null": (None, "it is null"),
    "empty": ("", "is empty"),
    "broken": ("a: [", "not valid YAML"),
    "binary": (b"\xff\xfe\x00", "UTF-16"),
    "not UTF-8": (b"a: \xff", "not UTF-8"),
    "control": ("a: \x07", "character"),
    "number": ("7", "expected: a mapping"),
    "list": ("[1]", "expected: a mapping"),
    "two documents": ("--- {}\n--- {}\n", "expected one document"),
    "no manifest": ("a: 1\n", "missing"),
    "version 1": ("apiVersion: face-manifest/v1\n", "no longer read"),
    "a base": (BASES["../company.yaml"], "a base is not checked by itself"),
    "bases not given": (f"{HEAD}extends: [nope.yaml]\n", "no text was given"),
    "huge": ("#" * 5_000_000, "larger than"),
    "deep": ("[" * 200_000, ""),
    "bomb": ("a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n" * 2, ""),
    "wide": ("{" + ",".join(f"k{i}: 1" for i in range(60_000)) + "}", ""),
}


def table(*texts, kind=None):
    keys = [f"k{number}" for number in range(len(texts))]
    return pa.table({"key": keys, "manifest": pa.array(texts, kind)})


def checked(data, **more):
    return fleet.check(data, as_of=DAY, **more).read_all().to_pylist()


def test_verdicts_are_those_of_the_command():
    rows = checked(table(*(file.read_text() for file in EXAMPLES)), results="all")
    words = {0: {"pass", "not-applicable", "incomplete"}, 1: {"fail", "incomplete"}}
    for file, row in zip(EXAMPLES, rows, strict=True):
        report = validator.check(file, as_of=DAY)
        assert row["verdict"] in words[report.exit_code]
        assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert row["manifest_id"] == report.manifests[0].get("/metadata/id")
        assert row["counts"]["fail"] == len(report.failures)
        found = [
            [item["pack"], item["rule"], item["status"], item["reason"]]
            + [(at["pointer"], at["line"], at["column"]) for at in item["findings"]]
            for item in row["results"]
        ]
        assert found == [
            [item.rule.pack, item.rule.id, item.status, item.reason]
            + [(at.pointer, *at.position) for at in item.findings]
            for item in report.results
        ]


def test_only_failures_are_listed_unless_all_are_asked_for():
    text = (ROOT / "examples" / "double-take-defaults.yaml").read_text()
    (failed,), (every,) = (checked(table(text), results=what) for what in ("failed", "all"))
    assert {item["status"] for item in failed["results"]} == {"fail"}
    assert len(failed["results"]) == failed["counts"]["fail"] < len(every["results"])
    assert failed["counts"] == every["counts"]
    counts = every["counts"]
    reasons = [counts[name] for name in ("violated", "expired", "unevidenced", "undeclared")]
    assert sum(reasons) == counts["fail"]


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_row_that_cannot_be_used_is_a_row(name):
    text, why = UNUSABLE[name]
    kind = pa.binary() if isinstance(text, bytes) else pa.string()
    before, row, after = checked(table(SOUND, text, SOUND, kind=kind))
    assert (before["verdict"], row["verdict"], after["verdict"]) == ("pass", "unusable", "pass")
    assert row["results"] == []
    assert row["problems"]
    assert why in row["problems"][0]["message"]
    assert row["manifest_id"] is row["counts"] is None
    data = text.encode() if isinstance(text, str) else text
    if name not in ("null", "huge"):
        assert row["sha256"] == hashlib.sha256(data).hexdigest()


def test_a_text_that_arrow_says_is_utf8_and_is_not():
    bad = pa.array([b"a: \xff"]).view(pa.string())
    (row,) = checked(pa.table({"key": [1], "manifest": bad}))
    assert row["verdict"] == "unusable"
    assert row["problems"][0]["line"] == 1


@pytest.mark.parametrize(
    "array",
    [
        pa.array([1, None]),
        pa.array([{"apiVersion": "x"}, None]),
        pa.array([["a"], []]),
        pa.nulls(2),
        pa.array([True, False]),
    ],
    ids=["numbers", "structs", "lists", "nulls", "booleans"],
)
def test_rows_of_another_type_are_unusable(array):
    rows = checked(pa.table({"key": ["a", "b"], "manifest": array}))
    assert [row["verdict"] for row in rows] == ["unusable", "unusable"]


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.dictionary(pa.int32(), pa.string()),
    ],
    ids=str,
)
def test_texts_of_every_type(kind):
    rows = checked(
        table(SOUND, None, kind=pa.string()).cast(pa.schema({"key": pa.string(), "manifest": kind}))
    )
    assert [row["verdict"] for row in rows] == ["pass", "unusable"]


def test_keys_keep_type_order_nulls_and_duplicates():
    keys = pa.array([3, None, 3, 1], pa.int16())
    data = pa.table({"site": keys, "text": [SOUND, "", None, SOUND]})
    found = fleet.check(data, as_of=DAY, key="site", manifest="text").read_all()
    assert found.column("site").combine_chunks() == keys
    assert found.schema.field("site").type == pa.int16()


def test_every_form_of_arrow_data(tmp_path):
    data = table(SOUND, "")
    pa.parquet.write_table(data, tmp_path / "a.parquet")
    forms = [
        data,
        data.to_batches(),
        iter(data.to_batches()),
        data.to_batches()[0],
        data.to_reader(),
        pa.dataset.dataset(tmp_path / "a.parquet"),
        pa.dataset.dataset(tmp_path / "a.parquet").scanner(),
        pl.from_arrow(data),
    ]
    assert all(checked(form) == checked(data) for form in forms)
    assert checked([]) == []
    empty = fleet.check(data.slice(0, 0), as_of=DAY).read_all()
    assert (empty.num_rows, empty.column_names[0]) == (0, "key")


def test_rows_are_checked_while_the_result_is_read():
    taken = []

    def batches():
        for number in range(1000):
            taken.append(number)
            yield table(SOUND).to_batches()[0]

    reader = fleet.check(batches(), as_of=DAY)
    reader.read_next_batch()
    assert len(taken) < 5


def test_a_large_batch_comes_out_in_pieces():
    sizes = [batch.num_rows for batch in fleet.check(table(*[""] * 600), as_of=DAY)]
    assert sum(sizes) == 600
    assert max(sizes) <= 256


def test_bases_of_all_rows_and_of_each_row():
    texts = [file.read_text() for file in SITES]
    common = checked(table(*texts), bases=BASES, packs="all")
    run = validator.prepare(as_of=DAY, packs="all")
    of_files = [run.of_file(str(file)) for file in SITES]
    assert [row["counts"]["fail"] for row in common] == [len(item.failures) for item in of_files]
    assert [row["sha256"] for row in common] == [item.manifests[0].sha256 for item in of_files]
    data = table(*texts)
    maps = pa.array([list(BASES.items())] * len(texts), pa.map_(pa.string(), pa.string()))
    own = data.append_column("bases", maps)
    assert checked(own, bases="bases", packs="all") == common
    every = checked(table(*texts), bases=BASES, packs="all", results="all")
    inherited = {at["file"] for row in every for item in row["results"] for at in item["findings"]}
    assert inherited == {None, *BASES}


def test_a_row_with_null_for_its_bases_is_unusable_alone():
    texts = [SITES[0].read_text()] * 3
    maps = [list(BASES.items()), None, list(BASES.items())]
    data = table(*texts).append_column("b", pa.array(maps, pa.map_(pa.string(), pa.string())))
    words = [row["verdict"] for row in checked(data, bases="b")]
    assert words[1] == "unusable" != words[0] == words[2]


def test_evidence_files_are_not_opened_and_problems_say_so(tmp_path, monkeypatch):
    (tmp_path / "pad.pdf").write_text("x")
    monkeypatch.chdir(tmp_path)
    text = SOUND.replace("doc://lab/pad.pdf", "pad.pdf")
    (row,) = checked(table(text))
    (problem,) = row["problems"]
    assert 'evidence "ev-pad" is a file and is not opened here' in problem["message"]
    assert problem["line"] == 1 + text[: text.index("pad.pdf")].count("\n")
    assert row["verdict"] == "pass"


def test_values_found_are_left_out_unless_asked_for():
    text = (ROOT / "examples" / "double-take-defaults.yaml").read_text()
    (without,), (with_values,) = (checked(table(text), found=found) for found in (False, True))

    def values(row):
        return [at["found"] for item in row["results"] for at in item["findings"]]

    assert set(values(without)) == {None}
    (manifest,) = validator.check(ROOT / "examples" / "double-take-defaults.yaml").manifests
    places = [at["pointer"] for item in with_values["results"] for at in item["findings"]]
    stated = [manifest.get(place) for place in places]
    assert [value and json.loads(value) for value in values(with_values)] == [
        None if value is validator.MISSING else value for value in stated
    ]
    assert any(values(with_values))


def test_the_schema_says_what_was_run():
    reader = fleet.check(table(SOUND), as_of=DAY, packs="cn-frt-measures-2025", snapshot="v42")
    found = {key.decode(): value.decode() for key, value in reader.schema.metadata.items()}
    packs = json.loads(found["facepolicy.packs"])
    assert [pack["id"] for pack in packs] == ["cn-frt-measures-2025", "self-consistency"]
    assert packs[0]["sha256"] == validator.load_pack("cn-frt-measures-2025").sha256
    assert found["facepolicy.as_of"] == DAY
    assert found["facepolicy.timezone"] == ""  # the day was named
    assert found["facepolicy.version"] == validator.__version__
    assert found["facepolicy.snapshot"] == "v42"
    assert reader.schema.equals(fleet.schema())


def test_problems_in_chinese():
    (row,) = checked(table(None), language="zh")
    assert row["problems"][0]["message"].endswith("值为 null")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"manifest": "nope"}, 'one column "nope"'),
        ({"key": "nope"}, 'one column "nope"'),
        ({"results": "some"}, "not one of failed, all"),
        ({"bases": "key"}, "expected: a map"),
        ({"packs": "all", "select": "NO-SUCH"}, "NO-SUCH"),
    ],
)
def test_wrong_arguments_are_refused_before_any_row(arguments, why):
    with pytest.raises(validator.UsageError, match=why):
        fleet.check(table(SOUND), as_of=DAY, **arguments)


@pytest.mark.parametrize("data", [7, [7], ["text"], table(SOUND).to_pylist()])
def test_other_data_are_refused(data):
    with pytest.raises(validator.UsageError, match="expected Arrow data"):
        fleet.check(data, as_of=DAY)


def test_a_fault_of_a_rule_is_the_problem_of_its_row(monkeypatch):
    real = validator.Run.of_manifests

    def sometimes(self, manifests, problems=()):
        if manifests[0].get("/x-kill") is True:
            raise RecursionError
        return real(self, manifests, problems)

    monkeypatch.setattr(validator.Run, "of_manifests", sometimes)
    rows = checked(table(SOUND, SOUND + "x-kill: true\n", SOUND))
    assert [row["verdict"] for row in rows] == ["pass", "unusable", "pass"]
    assert "RecursionError" in rows[1]["problems"][0]["message"]


def test_without_pyarrow_the_message_says_what_to_install():
    code = "import sys; sys.modules['pyarrow'] = None; import validator.fleet"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert 'pip install "facepolicy[arrow]"' in done.stderr.splitlines()[-1]
