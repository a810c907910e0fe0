"""What binds on a day: the instruments chosen, the others with the reason."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

import validator
from tests.support import packbuilder
from tests.support.checkout import ROOT
from tests.support.packbuilder import write_pack
from validator.cli import main
from validator.model.resources import shipped
from validator.packs.in_force import Absence, absence
from validator.packs.load import shipped_instruments
from validator.report.formats import Style, render

LOBBY = str(ROOT / "examples" / "lobby-gate.yaml")


def chosen(day, *places):
    packs = shipped_instruments().items()
    absent = {name: absence(instrument, places or ("CN",), day) for name, instrument in packs}
    left = {name: why[0] for name, why in absent.items() if why}
    return absent.keys() - left.keys(), left


def test_each_day_has_its_own_law():
    early = {"cn-gbt-35273-2020"}
    middle = early | {"cn-pipl-2021", "cn-spc-2021-15", "cn-gbt-41819-2022"}
    late = middle | {"cn-ndsr-2024"}
    assert chosen("2021-06-01")[0] == early
    assert chosen("2023-06-01")[0] == middle
    assert chosen("2025-05-31")[0] == late
    assert chosen("2025-06-01")[0] == late | {"cn-frt-measures-2025"}


@pytest.mark.parametrize(
    ("pack", "last_day_before", "first_day"),
    [
        ("cn-pipl-2021", "2021-10-31", "2021-11-01"),
        ("cn-spc-2021-15", "2021-07-31", "2021-08-01"),
        ("cn-gbt-41819-2022", "2023-04-30", "2023-05-01"),
        ("cn-ndsr-2024", "2024-12-31", "2025-01-01"),
        ("cn-frt-measures-2025", "2025-05-31", "2025-06-01"),
    ],
)
def test_the_first_day_in_force_counts(pack, last_day_before, first_day):
    assert chosen(last_day_before)[1][pack] is Absence.NOT_YET
    assert pack in chosen(first_day)[0]


def test_drafts_and_guidance_are_not_run_and_say_so():
    _, left = chosen("2026-10-31")
    assert left["cn-tc260-frd-2021-draft"] is Absence.DRAFT
    assert left["cn-payment-guide-2025"] is Absence.ADVISORY
    assert left["us-wa-king-county-19296"] is Absence.ELSEWHERE


@pytest.mark.parametrize(
    ("place", "runs"), [("US", True), ("US-WA", True), ("US-WA-KING", True), ("US-WA-PIERCE", False), ("US-OR", False), ("UM", False)]
)  # fmt: skip
def test_a_local_law_runs_where_the_deployment_may_be_in_its_place(place, runs):
    assert ("us-wa-king-county-19296" in chosen("2026-10-31", place)[0]) is runs


@pytest.mark.parametrize("place", ["HK", "MO", "TW", "SG"])
def test_mainland_law_runs_in_mainland_china_only(place):
    names, _ = chosen("2026-10-31", place)
    assert not {name for name in names if name.startswith("cn-")}
    assert "cn-pipl-2021" in chosen("2026-10-31", place, "CN")[0]


def check(capsys, *argv):
    main(["check", LOBBY, *argv])
    return capsys.readouterr().out


def test_the_report_tells_what_was_not_run_and_why(capsys):
    out = check(capsys, "--pack", "in-force", "--as-of", "2025-05-31", "-v")
    assert "cn-frt-measures-2025: not yet in force, starts on 2025-06-01" in out
    assert "cn-tc260-frd-2021-draft: a draft that never came into force (2021-04-23)" in out
    report = json.loads(check(capsys, "--as-of", "2025-05-31", "--format", "json"))
    reasons = {item["pack"]: item["reason"] for item in report["notRun"]}
    assert reasons["cn-frt-measures-2025"] == "not-yet-in-force"
    assert reasons["us-nlc-2021"] == "other-jurisdiction"


def test_what_is_in_force_is_the_default(capsys):
    day = ("--as-of", "2026-10-31")
    assert check(capsys, *day) == check(capsys, "--pack", "in-force", *day)


def test_packs_asked_for_by_name_run_on_any_day(capsys):
    out = check(
        capsys, "--pack", "cn-frt-measures-2025", "--as-of", "2021-06-01", "--format", "json"
    )
    report = json.loads(out)
    assert {pack["id"] for pack in report["packs"]} == {"cn-frt-measures-2025", "self-consistency"}
    assert report["notRun"] == []


def test_all_packs(capsys):
    report = json.loads(check(capsys, "--pack", "all", "--format", "json", "--as-of", "2026-10-31"))
    assert {pack["id"] for pack in report["packs"]} == set(shipped())


def own_pack(folder, rule):
    (folder / "house").mkdir()
    return str(write_pack(folder / "house", packbuilder.rule(id=rule)))


@pytest.fixture
def house_rules(tmp_path):
    return own_pack(tmp_path, "T-1")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_own_rules_run_beside_what_is_in_force(capsys, tmp_path, house_rules, form):
    given = ("--pack", house_rules, "--pack", "in-force", "--as-of", "2026-10-31")
    alone = check(capsys, "--as-of", "2026-10-31", "--format", form)
    both = check(capsys, *given, "--format", form)

    def ran(text):
        parts = map(json.loads, text.splitlines() if form == "jsonl" else [text])
        results = [item for part in parts for item in part.get("results", [part])]
        return {item["pack"] for item in results if "rule" in item}

    assert set(ran(both)) == {*ran(alone), "xx-test"}
    assert "cn-frt-measures-2025" in ran(both)


def test_own_rules_run_where_nothing_is_in_force(capsys, house_rules, tmp_path):
    text = Path(LOBBY).read_text(encoding="utf-8")
    elsewhere = tmp_path / "sg.yaml"
    elsewhere.write_text(text.replace("jurisdictions: [CN]", "jurisdictions: [SG]"), "utf-8")
    report = validator.check(elsewhere, packs=[house_rules, "in-force"], as_of="2026-10-31")
    assert {pack.id for pack in report.packs} == {"xx-test", "self-consistency"}


def test_a_draft_that_is_named_runs_beside_what_is_in_force():
    named = "cn-tc260-frd-2021-draft"
    report = validator.check(LOBBY, packs=[named, "in-force"], as_of="2026-10-31")
    assert {named, "cn-frt-measures-2025"} <= {pack.id for pack in report.packs}
    assert named not in {item.pack for item in report.not_run}
    assert report.not_run


def test_a_rule_of_ones_own_cannot_have_the_id_of_one_in_force(tmp_path):
    packs = [own_pack(tmp_path, "M25-10-1"), "in-force"]
    with pytest.raises(validator.PackError, match="M25-10-1"):
        validator.check(LOBBY, packs=packs, as_of="2026-10-31")


@pytest.mark.parametrize(("rule", "known"), [("T-1", True), ("M25-*", True), ("NLC-1a", False)])
def test_a_selection_may_name_own_rules_and_those_in_force(house_rules, rule, known):
    given = {"packs": [house_rules, "in-force"], "as_of": "2026-10-31", "select": rule}
    if known:
        assert validator.check(LOBBY, **given).results
    else:
        with pytest.raises(validator.UsageError, match="NLC-1a"):
            validator.check(LOBBY, **given)


def test_manifests_of_several_places_each_get_their_own_law(capsys, tmp_path):
    text = Path(LOBBY).read_text(encoding="utf-8")
    (tmp_path / "cn.yaml").write_text(text, encoding="utf-8")
    elsewhere = text.replace("jurisdictions: [CN]", "jurisdictions: [SG]")
    (tmp_path / "sg.yaml").write_text(elsewhere, encoding="utf-8")
    main(["check", str(tmp_path), "--as-of", "2026-10-31", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    packs = {
        name: {item["pack"] for item in report["results"] if item["manifest"].endswith(name)}
        for name in ("cn.yaml", "sg.yaml")
    }
    assert packs["sg.yaml"] == {"self-consistency"}
    assert "cn-pipl-2021" in packs["cn.yaml"]


def test_rules_that_a_selection_leaves_out_are_reported(tmp_path):
    """Else a report with half of its rules ignored would look like a whole one."""
    whole = validator.check(LOBBY, as_of=date(2026, 10, 31))
    report = validator.check(LOBBY, as_of=date(2026, 10, 31), ignore=["M25-*", "PIPL-13"])
    left = {item.pack: item.detail for item in report.not_run if item not in whole.not_run}
    assert left["cn-pipl-2021"] == "1 (PIPL-13)"
    assert left["cn-frt-measures-2025"].startswith("30 (M25-3, M25-4, M25-5-1, ")
    assert set(left) == {"cn-frt-measures-2025", "cn-pipl-2021"}
    reported = {item.reason.value for item in report.not_run if item.pack in left}
    assert reported == {"not-selected"}


@pytest.mark.parametrize("name", ["text", "json", "markdown", "html", "oscal", "csv"])
def test_every_report_tells_what_was_left_out(name):
    report = validator.check(LOBBY, as_of=date(2026, 10, 31), ignore=["PIPL-13"])
    text = render(report, name, Style(verbose=True))
    if name == "csv":
        rows = [
            row
            for row in csv.DictReader(text.removeprefix("\ufeff").splitlines())
            if row["rule"] == "PIPL-13"
        ]
        assert [row["status"] for row in rows] == ["not-run"]
    else:
        assert "PIPL-13" in text
