"""``facepolicy diff``: changed facts with what changes because of them, and later days."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.support.checkout import ROOT
from validator.cli import main

LOBBY = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
DAY = ("--as-of", "2026-10-31")


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(LOBBY, encoding="utf-8")


def edited(*changes, name="new.yaml"):
    text = LOBBY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    Path(name).write_text(text, encoding="utf-8")
    return next(
        (n for n, row in enumerate(text.splitlines(), 1) if changes and changes[0][1] in row), 0
    )


def run(capsys, *argv):
    code = main(["diff", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys, *argv):
    return json.loads(run(capsys, *argv, "--format", "json")[1])


GRADE = ("grade: separate", "grade: implied")
REPROMPT = ("{policy: subject-initiated}", "{policy: periodic, interval: P1D}")


def test_a_changed_fact_is_printed_with_both_values_and_its_requirements(capsys):
    line = edited(GRADE)
    code, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert code == 1
    assert out.splitlines()[:2] == [
        "old.yaml → new.yaml",
        "Changed facts: 1; newly failing: 9; newly applicable, and met: 1",
    ]
    (block,) = out.split("\n\n")[1:]
    assert block.startswith(f"new.yaml:{line}:10: consent.grade: separate → implied\n")
    assert "  Newly failing (9)\n    M25-6-1 " in block
    assert block.count("[violated] (before: pass)") == 9


def test_rules_and_packs_of_the_configuration_are_compared(capsys):
    edited(GRADE)

    def failing(*more):
        return set(
            re.findall(r"(?m)^    (\S+) ", run(capsys, "old.yaml", "new.yaml", *DAY, *more)[1])
        )

    every = failing()
    assert {"M25-6-1", "PIPL-29"} <= every
    own = Path("facepolicy.toml")
    own.write_text('ignore = ["M25-6-1"]\n', encoding="utf-8")
    assert failing() == every - {"M25-6-1"}
    own.write_text('pack = ["cn-pipl-2021"]\nselect = ["PIPL-29"]\n', encoding="utf-8")
    assert failing() == {"PIPL-29"}
    own.write_text('pack = ["cn-pipl-2021"]\n', encoding="utf-8")
    assert "M25-6-1" in failing("--pack", "cn-frt-measures-2025")
    assert failing("--no-config") == every
    own.write_text('\nselect = ["M25-99"]\n', encoding="utf-8")
    code, out, err = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert (code, out) == (2, "")
    assert err.startswith("facepolicy.toml:2:1: M25-99: matches no rule")


def test_chinese_has_labels(capsys):
    edited(GRADE)
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY, "--lang", "zh")
    assert "同意等级（consent.grade）：单独同意（separate）→默示（implied）" in out
    assert "变化的事实：1；新增不通过：9" in out
    assert "［违反］（此前：通过）" in out


def test_each_requirement_is_below_the_fact_that_it_reads(capsys):
    edited(GRADE, REPROMPT)
    reported = as_json(capsys, "old.yaml", "new.yaml", *DAY)
    (manifest,) = reported["manifests"]
    rules = {
        fact["fact"]: [manifest["requirements"][number]["rule"] for number in fact["requirements"]]
        for fact in manifest["facts"]
    }
    assert "PIPL-29" in rules["consent.grade"]
    assert "PIPL-29" not in rules["consent.reprompt.policy"]
    assert "G22-5-NAG" in {*rules["consent.reprompt.policy"], *rules["consent.reprompt.interval"]}
    assert "G22-5-NAG" not in rules["consent.grade"]
    assert {fact["fact"] for fact in manifest["facts"]} == {
        "consent.grade",
        "consent.reprompt.policy",
        "consent.reprompt.interval",
    }


def test_a_fact_that_no_requirement_reads(capsys):
    edited(("version: 2.3.0", "version: 2.4.0"))
    code, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert code == 0
    assert "metadata.version: 2.3.0 → 2.4.0\n  No requirement changes because of it.\n" in out


def test_facts_that_are_new_or_gone(capsys):
    edited(("  onRefusal: basic-service-continues\n", ""), ("  pressure: none\n", ""))
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert "consent.onRefusal: basic-service-continues → not stated\n" in out
    assert re.search(r"^old\.yaml:\d+:\d+: consent\.pressure: none → not stated$", out, re.M)
    _, out, _ = run(capsys, "new.yaml", "old.yaml", *DAY)
    assert "consent.pressure: not stated → none\n  Newly passing" in out


def test_entries_of_a_list_are_compared_by_their_ids(capsys):
    rows = [
        row for row in LOBBY.splitlines(keepends=True) if row.lstrip().startswith("- {id: gate")
    ]
    edited(("".join(rows), "".join(reversed(rows))))
    code, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert (code, out) == (0, "old.yaml → new.yaml\nNo difference.\n")
    one = rows[0]
    edited((one, one.replace("signage: prominent", "signage: none")))
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert "capture.devices[0].signage: prominent → none\n" in out
    assert "Changed facts: 1;" in out
    edited((one, ""))
    facts = as_json(capsys, "old.yaml", "new.yaml", *DAY)["manifests"][0]["facts"]
    assert {fact["before"]["pointer"].rsplit("/", 1)[0] for fact in facts} <= {
        "/capture/devices/0",
        "/capture/devices/0/captureArea",
    }
    assert all(fact["after"]["pointer"] is None for fact in facts)


def test_evidence_that_ends_is_behind_the_statements_that_refer_to_it(capsys):
    edited(("issued: 2026-02-10, expires: 2027-02-10", "issued: 2026-02-10, expires: 2026-03-10"))
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    (block,) = out.split("\n\n")[1:]
    assert "evidence[1].expires: 2027-02-10 → 2026-03-10\n  Newly failing" in block
    assert "M25-9-1 " in block
    assert "[evidence expired]" in block


def test_evidence_that_is_new_or_gone_is_one_entry(capsys):
    paper = (
        "  - {id: ev-new, type: plan, title: Paper, uri: 'doc://x', expires: 2027-01-01, by: DPO}\n"
    )
    changed = ("expires: 2027-02-10", "expires: 2028-02-10")
    edited(("  - {id: ev-necessity", f"{paper}  - {{id: ev-necessity"), changed)
    line = Path("new.yaml").read_text(encoding="utf-8").partition(paper)[0].count("\n") + 1
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    assert "Changed facts: 2\n" in out
    assert f"\nnew.yaml:{line}:5: evidence[0]: added document ev-new\n" in out
    assert "evidence[2].expires: 2027-02-10 → 2028-02-10\n" in out
    new, _ = as_json(capsys, "old.yaml", "new.yaml", *DAY)["manifests"][0]["facts"]
    assert (new["fact"], new["before"]["pointer"]) == ("evidence[0]", None)
    assert (new["after"]["pointer"], new["after"]["text"]["en"]) == ("/evidence/0", "ev-new")
    _, out, _ = run(capsys, "new.yaml", "old.yaml", *DAY)
    assert f"\nnew.yaml:{line}:5: evidence[0]: removed document ev-new\n" in out
    _, out, _ = run(capsys, "new.yaml", "old.yaml", *DAY, "--lang", "zh")
    assert "证据 1（evidence[0]）：删除证据 ev-new\n" in out
    _, out, _ = run(capsys, "new.yaml", "old.yaml", *DAY, "--format", "markdown")
    assert "| evidence\\[0\\] | ev-new | not stated | " in out


def test_what_changes_because_of_a_new_document_is_below_it(capsys):
    policy = re.search(r"  - \{id: ev-policy.*\n", LOBBY)[0]
    edited((policy, ""), ("  policy: [ev-policy]\n", ""))
    _, out, _ = run(capsys, "new.yaml", "old.yaml", *DAY)
    block = out.split("evidence[5]: added document ev-policy\n")[1].split("\n\n")[0]
    assert "G22-5-MGT-policy " in block


def test_documents_are_compared_by_their_ids(capsys):
    other = LOBBY.replace("riverside-tower-lobby", "north-lobby")
    third = LOBBY.replace("riverside-tower-lobby", "south-lobby")
    Path("two.yaml").write_text(f"{LOBBY}---\n{other}", encoding="utf-8")
    changed = other.replace(*GRADE)
    Path("new.yaml").write_text(f"{changed}---\n{third}", encoding="utf-8")
    reported = as_json(capsys, "two.yaml", "new.yaml", *DAY)
    pairs = {(item["before"], item["after"]): item for item in reported["manifests"]}
    assert set(pairs) == {("two.yaml#2", "new.yaml#1"), (None, "new.yaml#2"), ("two.yaml#1", None)}
    (fact,) = pairs["two.yaml#2", "new.yaml#1"]["facts"]
    assert fact["fact"] == "consent.grade"
    text = run(capsys, "two.yaml", "new.yaml", *DAY)[1]
    assert "New manifest: new.yaml#2" in text
    assert "Manifest no longer there: two.yaml#1" in text


def pairs_of(capsys, old, new):
    """Return which manifests of two folders are compared, after writing them with these ids."""
    for top, ids in (("old", old), ("new", new)):
        for file, name in ids.items():
            Path(top, file).parent.mkdir(parents=True, exist_ok=True)
            text = LOBBY.replace("id: riverside-tower-lobby", f"id: {name}")
            Path(top, file).write_text(text, encoding="utf-8")
    manifests = as_json(capsys, "old", "new", *DAY)["manifests"]
    return {(item["before"], item["after"]) for item in manifests}


def test_a_copy_with_the_id_of_another_file_is_new(capsys):
    pairs = pairs_of(capsys, {"gate.yaml": "g"}, {"copy.yaml": "g", "gate.yaml": "g"})
    assert pairs == {("old/gate.yaml", "new/gate.yaml"), (None, "new/copy.yaml")}


def test_two_files_of_one_id_are_compared_by_their_paths(capsys):
    files = {"a/gate.yaml": "g", "b/gate.yaml": "g"}
    assert pairs_of(capsys, files, files) == {(f"old/{file}", f"new/{file}") for file in files}


def test_a_file_that_moved_is_found_by_its_id_and_one_that_is_renamed_by_its_path(capsys):
    old = {"a.yaml": "one", "b.yaml": "two", "c.yaml": "three"}
    new = {"a.yaml": "one", "moved/b.yaml": "two", "c.yaml": "four"}
    assert pairs_of(capsys, old, new) == {
        ("old/a.yaml", "new/a.yaml"),
        ("old/b.yaml", "new/moved/b.yaml"),
        ("old/c.yaml", "new/c.yaml"),
    }


def test_files_without_a_common_root_are_compared_by_their_ids(capsys, monkeypatch):
    def on_another_drive(path, start):
        raise ValueError(path, start)

    monkeypatch.setattr("validator.report.baseline.os.path.relpath", on_another_drive)
    old, new = {"a.yaml": "one", "b.yaml": "two"}, {"a.yaml": "two", "c.yaml": "one"}
    assert pairs_of(capsys, old, new) == {
        ("old/a.yaml", "new/c.yaml"),
        ("old/b.yaml", "new/a.yaml"),
    }


@pytest.mark.parametrize("broken", ["old", "new"])
def test_a_file_that_cannot_be_read_does_not_stop_the_others(capsys, broken):
    files = {"a.yaml": "one", "b.yaml": "two"}
    pairs_of(capsys, files, files | {"c.yaml": "three"})
    Path(broken, "b.yaml").write_text("apiVersion: face-manifest/v2\na: [", encoding="utf-8")
    code, out, err = run(capsys, "old", "new", *DAY, "--format", "json")
    reported = json.loads(out)
    assert (code, err, reported["exitCode"]) == (2, "", 2)
    (problem,) = reported["problems"]
    assert (problem["source"], problem["line"]) == (f"{broken}/b.yaml", 2)
    pairs = {(item["before"], item["after"]) for item in reported["manifests"]}
    new = {(None, "new/c.yaml")} if broken == "new" else set()
    assert pairs == {("old/a.yaml", "new/a.yaml")} | new
    for form, start in (("text", "  "), ("markdown", "- `")):
        out = run(capsys, "old", "new", *DAY, "--format", form)[1]
        assert f"{start}{broken}/b.yaml:2:5: not valid YAML" in out
        assert "Could not be read, and not compared: 1" in out


def test_two_readable_files_of_two_folders_are_not_taken_for_one_another(capsys):
    pairs_of(capsys, {"a.yaml": "one", "b.yaml": "two"}, {"a.yaml": "one", "b.yaml": "two"})
    Path("old/a.yaml").write_text("apiVersion: face-manifest/v2\na: [", encoding="utf-8")
    Path("new/b.yaml").write_text("apiVersion: face-manifest/v2\na: [", encoding="utf-8")
    code, out, _ = run(capsys, "old", "new", *DAY, "--format", "json")
    assert (code, json.loads(out)["manifests"]) == (2, [])


def test_the_place_decides_which_packs_run(capsys):
    edited(("jurisdictions: [CN]", "jurisdictions: [US-WA]"))
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY)
    block = out.split("scenario.jurisdictions: [CN] → [US-WA]\n")[1]
    assert "No longer required" in block.split("\n\n")[0]
    assert "Instruments that no longer run (6)\n  cn-frt-measures-2025 " in out


DAYS = ("--from-date", "2026-11-01")


def test_two_days(capsys):
    code, out, _ = run(capsys, "old.yaml", *DAYS, "--to-date", "2027-01-15")
    assert code == 1
    assert out.startswith("2026-11-01 → 2027-01-15\nNewly failing: ")
    assert "evidence ev-policy ends on 2027-01-01, in 61 days" in out
    assert "ev-necessity" not in out  # ends later
    assert re.search(r"governance\.policy: \[ev-policy\]\n    G22-5-MGT-policy .*expired\]", out)


def test_the_last_day_itself_still_counts(capsys):
    code, out, _ = run(capsys, "old.yaml", *DAYS, "--to-date", "2027-01-01")
    assert (code, out) == (0, "2026-11-01 → 2027-01-01\nNo difference.\n")
    assert run(capsys, "old.yaml", *DAYS, "--to-date", "2027-01-02")[0] == 1


def test_laws_come_into_force(capsys):
    argv = ("old.yaml", "--from-date", "2024-12-31", "--to-date", "2025-01-01")
    code, out, _ = run(capsys, *argv)
    assert code == 1
    assert "Failing in both" not in out  # it is no change
    assert "Comes into force (1)\n  cn-ndsr-2024 " in out
    assert "(2025-01-01)" in out
    (manifest,) = as_json(capsys, *argv)["manifests"]
    assert [pack["id"] for pack in manifest["started"]] == ["cn-ndsr-2024"]
    changed = [item for item in manifest["requirements"] if item["change"] != "still-failing"]
    assert {item["pack"] for item in changed} == {"cn-ndsr-2024"}


WAIVERS = """\
apiVersion: facepolicy-waivers/v1
waivers:
  - rule: PIPL-29
    manifest: new.yaml
    justification: Readers come in March.
    owner: Facility
    approver: Privacy
    compensating: A guard opens the door.
    granted: 2026-10-01
    expires: 2026-12-01
"""


def test_a_waiver_that_ends(capsys):
    edited(GRADE)
    Path("w.yaml").write_text(WAIVERS, encoding="utf-8")
    only = ("--pack", "cn-pipl-2021", "--waivers", "w.yaml")
    code, out, _ = run(capsys, "new.yaml", *DAYS, "--to-date", "2026-12-02", *only)
    assert code == 1
    assert "the waiver of PIPL-29 (new.yaml) ends on 2026-12-01, in 30 days" in out
    assert "PIPL-29 " in out.split("Newly failing (1)")[1]
    assert "(before: waived, violated)" in out
    code, out, _ = run(
        capsys, "new.yaml", "--from-date", "2026-09-01", "--to-date", "2026-10-02", *only
    )
    assert (code, "Newly waived (1)" in out) == (0, True)


def test_several_manifests_and_folders_between_two_days(capsys):
    Path("sites").mkdir()
    for name in ("a", "b"):
        Path(f"sites/{name}.yaml").write_text(LOBBY, encoding="utf-8")
    code, out, _ = run(capsys, "sites", *DAYS, "--to-date", "2027-01-15")
    assert code == 1
    assert "== sites/a.yaml" in out
    assert "== sites/b.yaml" in out


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (("old.yaml", *DAYS), "--to-date"),
        (("old.yaml", *DAYS, "--to-date", "2026-11-01"), "expected a day after 2026-11-01"),
        (("old.yaml", *DAYS, "--to-date", "2027-11-01", *DAY), "not together with"),
        (
            ("old.yaml", "--from", "cn-pipl-2021", "--to", "cn-ndsr-2024", "--pack", "all"),
            "not toge",
        ),
        (("old.yaml", "new.yaml", *DAYS), "two manifests"),
        (("old.yaml", "old.yaml", "-o", "old.yaml"), "would be overwritten"),
    ],
)
def test_unclear_requests_are_refused(argv, word, capsys):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert word in err
    assert Path("old.yaml").read_text(encoding="utf-8") == LOBBY


def test_markdown(capsys):
    line = edited(GRADE)
    _, out, _ = run(capsys, "old.yaml", "new.yaml", *DAY, "--format", "markdown", "-o", "d.md")
    assert out == ""
    text = Path("d.md").read_text(encoding="utf-8")
    (row,) = [row for row in text.splitlines() if row.startswith("| consent.grade |")]
    assert row.startswith("| consent.grade | separate | implied | Newly failing: [M25-6-1](")
    assert row.endswith(f"| `new.yaml:{line}` |")
    _, out, _ = run(capsys, "old.yaml", *DAYS, "--to-date", "2027-01-15", "--format", "markdown")
    assert "### Ends in between\n\n- evidence ev-policy ends on 2027-01-01" in out
    assert "| governance.policy: \\[ev-policy\\] |" in out


def test_values_are_printed_inert(capsys):
    edited(("name: Riverside Property Services Co., Ltd.", 'name: "a|b @x\\e[1m\\n<b>"'))
    for form in ("text", "markdown", "json"):
        out = run(capsys, "old.yaml", "new.yaml", *DAY, "--format", form)[1]
        assert "controller.name" in out
        assert "\x1b" not in out
        assert "a|b @x" not in out or form != "markdown"
        assert "<b>" not in out or form != "markdown"


def test_json_fulfils_its_schema(capsys):
    schema = json.loads((ROOT / "schema" / "diff.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema)
    edited(GRADE, REPROMPT)
    Path("w.yaml").write_text(WAIVERS, encoding="utf-8")
    Path("sites").mkdir()
    Path("sites/a.yaml").write_text(LOBBY, encoding="utf-8")
    Path("sites/b.yaml").write_text("kind: FaceRecognitionDeployment\n", encoding="utf-8")
    for argv in (
        ("old.yaml", "new.yaml", *DAY),
        ("old.yaml", "--from", "cn-gbt-41819-2022", "--to", "cn-frt-measures-2025", *DAY),
        ("new.yaml", "--from-date", "2020-01-01", "--to-date", "2027-03-01", "--waivers", "w.yaml"),
        ("sites", "sites", *DAY),
    ):
        reported = as_json(capsys, *argv)
        assert [error.message for error in checker.iter_errors(reported)] == []
        numbers = {name: number for name, number in reported["counts"].items() if name != "facts"}
        assert sum(numbers.values()) == sum(len(it["requirements"]) for it in reported["manifests"])
    del reported["manifests"][0]["facts"]
    assert not checker.is_valid(reported)
