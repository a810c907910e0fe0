"""The report as CSV: read back by Python and by a database, and inert in a spreadsheet."""

import csv
import io
import json
from collections import Counter

import duckdb
import pytest

import validator
from tests.support import format_cases as cases
from tests.support import reports
from validator.engine.results import Reason, Status
from validator.report.formats import tables
from validator.report.formats.csv import COLUMNS, NO_ANSWER, NO_EFFECT, NO_RULE, NOT_RUN
from validator.report.messages import ENTRY_STATES
from validator.report.wording import fix

render = reports.renderer("csv")
RESULTS = {status.value for status in Status}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("csv")


@pytest.fixture(scope="module")
def report(folder):
    return cases.everything(folder)


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def results_in(rows):
    return [row for row in rows if row["status"] in RESULTS]


def inert(name):
    """The hostile file's name parts cells where semicolons do."""
    return name.replace(";=", ";'=")


def key(result):
    reason = result.reason.value if result.reason else ""
    return inert(result.manifest), result.rule.pack, result.rule.id, result.status.value, reason


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_result_is_a_row(report, language):
    rows = rows_of(render(report, language))
    found = [
        (row["manifest"], row["pack"], row["rule"], row["status"], row["reason"])
        for row in results_in(rows)
    ]
    assert Counter(found) == Counter(map(key, report.results))
    for row in rows:
        assert list(row) == list(COLUMNS)
        assert row["as_of"] == "2026-10-31"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_database_reads_the_same_counts(report, folder, language):
    path = folder / f"report.{language}.csv"
    path.write_bytes(render(report, language).encode())
    query = "select status, reason, severity, typeof(line) from read_csv(?, strict_mode = true)"
    rows = duckdb.connect().execute(query, [str(path)]).fetchall()
    failed = [row for row in rows if row[0] == "fail"]

    def wanted(counts):
        return {key.value: number for key, number in counts.items() if number}

    assert Counter(row[0] for row in rows if row[0] in RESULTS) == wanted(report.by_status)
    assert Counter(row[1] for row in failed) == wanted(report.by_reason)
    assert Counter(row[2] for row in failed) == wanted(report.by_severity)
    assert {row[3] for row in rows} == {"BIGINT"}


def test_every_clause_of_every_pack_run_has_a_row(report):
    rows = rows_of(render(report))
    for manifest in report.manifests:
        left = {item.pack for item in report.not_run if item.manifest == manifest.name}
        wanted = {
            (pack.id, clause.id)
            for pack in report.packs
            for clause in pack.clauses
            if pack.id not in left
        }
        of_manifest = [row for row in rows if row["manifest"] == inert(manifest.name)]
        assert {(row["pack"], row["clause"]) for row in of_manifest} == wanted


def test_a_clause_without_a_rule_says_why():
    for row in rows_of(render(cases.one(packs=["all"]))):
        if row["status"] == NO_RULE:
            assert row["assessment_reason"]
            assert not row["rule"]
        if row["assessment"] == "partial":
            assert row["assessment_reason"]


def test_a_rule_that_was_not_selected_is_no_result():
    report = cases.one(packs=["cn-pipl-2021"], select=["PIPL-29"])
    rows = rows_of(render(report))
    assert [row["rule"] for row in results_in(rows)] == ["PIPL-29"]
    rules = sum(len(pack.every_rule) for pack in report.packs)
    assert Counter(row["status"] for row in rows)[NOT_RUN] == rules - 1


def test_an_exception_without_a_rule_of_its_own_names_who_may_lean_on_it():
    rows = {row["clause"]: row for row in rows_of(render(cases.one()))}
    assert rows["M25-10-3"]["status"] == NO_RULE
    assert (
        rows["M25-10-3"]["assessment_reason"]
        == "an exception that M25-10-1, M25-10-2, M25-12-choice may use"
    )


def test_what_could_not_be_read_is_a_row_and_no_silence(report):
    (row,) = [row for row in rows_of(render(report)) if row["status"] == NO_ANSWER]
    (problem,) = report.problems
    assert (row["file"], row["message"]) == (problem.source, problem.text.en)
    assert (int(row["line"]), int(row["column"])) == (1, 14)


def test_each_waiver_that_fails_the_run_is_a_row(report):
    rows = [row for row in rows_of(render(report, "zh")) if row["status"] == NO_EFFECT]
    assert len(rows) == len(report.idle_entries) > 0
    for row, use in zip(rows, report.idle_entries, strict=True):
        assert (row["file"], row["line"]) == (use.entry.source, str(use.entry.position.line))
        assert row["reason"] == use.state.value
        assert use.entry.subject in row["message"]
        assert ENTRY_STATES[use.state].zh in row["message"]
        assert row["waiver_expires"] == use.entry.expires.isoformat()
        assert not row["attested_by"]


def test_each_attestation_that_fails_the_run_is_a_row(tmp_path):
    judged = {
        "rule": "NO-SUCH-RULE",
        "manifest": "gate.yaml",
        "outcome": "met",
        "by": {"name": "C", "role": "Officer"},
        "attested": "2026-09-01",
        "until": "2027-08-01",
        "reason": "Looked at it on site.",
    }
    (tmp_path / "gate.yaml").write_text(reports.LOBBY, encoding="utf-8")
    file = tmp_path / "attestations.yaml"
    content = {"apiVersion": "facepolicy-attestations/v1", "attestations": [judged]}
    file.write_text(json.dumps(content), encoding="utf-8")
    report = validator.check(tmp_path / "gate.yaml", as_of=reports.DAY, attestations=file)
    (row,) = [row for row in rows_of(render(report)) if row["status"] == NO_EFFECT]
    assert (row["attested_by"], row["attested_until"]) == ("C", "2027-08-01")
    assert row["message"] == "NO-SUCH-RULE (gate.yaml): no such rule or clause"


def test_a_failure_says_where_what_and_how_to_mend_it():
    report = cases.one()
    rows = {(row["pack"], row["rule"]): row for row in rows_of(render(report, "zh"))}
    for result in report.failures:
        row = rows[result.rule.pack, result.rule.id]
        (first, *_) = [item for item in result.findings if item.reason is result.reason]
        place = (first.position.line, first.position.column, first.pointer)
        assert (int(row["line"]), int(row["column"]), row["pointer"]) == place
        assert row["fix_engineer"] == fix(result).zh
        assert row["fix_officer"] == result.rule.officer.zh
        assert len(result.findings) == 1 + len(row["further_findings"].split("; ")) * bool(
            row["further_findings"]
        )


def test_a_waived_failure_stays_visible_with_who_answers_for_it(report):
    rows = [row for row in rows_of(render(report)) if row["status"] == "waived"]
    assert {row["rule"] for row in rows} == {"M25-10-1", "M25-4"}
    for row in rows:
        assert row["reason"] in {reason.value for reason in Reason}
        assert row["waiver_expires"] == "2027-03-31"
        assert row["waiver_approver"].endswith(" too")
        assert not row["in_baseline"]


def test_the_baseline_tells_old_from_new(report):
    new = [row for row in rows_of(render(report)) if row["in_baseline"] == "false"]
    known = [row for row in rows_of(render(report)) if row["in_baseline"] == "true"]
    assert len(new) == len(report.regressions)
    assert len(known) == len(report.failures) - len(report.regressions) > 0
    assert {row["in_baseline"] for row in rows_of(render(cases.one()))} == {""}


def test_passes_say_what_they_rest_on(tmp_path):
    text = (cases.EXAMPLES / "lobby-gate.yaml").read_text().replace("doc://privacy/2026/", "")
    (tmp_path / "gate.yaml").write_text(text)
    (tmp_path / "pia.pdf").write_bytes(b"pia")
    report = cases.check(tmp_path / "gate.yaml", as_of=cases.DAY)
    basis = Counter(row["basis"] for row in rows_of(render(report)) if row["status"] == "pass")
    assert basis["evidenced"] == len(report.evidenced) > 0
    assert basis["declared"] == report.by_status[Status.PASS] - len(report.evidenced) > 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_cell_is_a_formula_or_breaks_its_row(report, language):
    text = render(report, language)
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == len(rows_of(text)) + 1
    for row in rows_of(text):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
            assert cell.isprintable(), cell


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("formula", cases.FORMULAS)
def test_formulas_are_inert_wherever_a_spreadsheet_parts_cells(formula, delimiter):
    text = tables.as_csv([["a", formula, 'say "hi"', 3]])
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            assert not cell.lstrip("\"'").startswith(("=", "+", "-", "@", "＝")) or "'" in cell


def test_a_formula_of_a_manifest_arrives_as_text(tmp_path):
    for number, formula in enumerate(cases.FORMULAS):
        path = cases.hostile_file(tmp_path, formula, f"{number}.json")
        rows = rows_of(render(cases.check(path, as_of=cases.DAY, packs=["cn-pipl-2021"])))
        cells = [cell for row in rows for cell in row.values() if formula.lstrip() in cell]
        assert not any(cell.startswith(formula[0]) for cell in cells)


def test_numbers_stay_numbers():
    assert tables.as_csv([["a", 12]]) == "a,12\r\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_same_report_same_bytes(twice, language):
    one, two = twice
    assert render(one, language) == render(one, language) == render(two, language)


def test_the_day_asked_about_is_the_only_day():
    text = render(cases.one(as_of=cases.LATER))
    assert {row["as_of"] for row in rows_of(text)} == {"2027-02-09"}
    assert "2026-10-31" not in text
