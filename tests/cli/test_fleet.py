"""Reports on many sites: the summary, and formats that are written part by part."""

import csv
import importlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest

from tests.support.checkout import ROOT
from validator.cli import main
from validator.report.formats import FORMATS, Style, render, streams
from validator.run.api import check

FLEET = ROOT / "examples" / "fleet"
SITES = 24  # more than are reported one by one
DAY = ("--as-of", "2026-11-30", "-p", "cn-frt-measures-2025")
IN_PARTS = ("json", "jsonl", "csv", "junit", "sarif", "gitlab", "oscal", "in-toto")


@pytest.fixture
def fleet(tmp_path, monkeypatch):
    """Sites that inherit one flaw, of which six have another and one cannot be read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    company = (FLEET / "company.yaml").read_text(encoding="utf-8")
    assert "grade: separate" in company
    Path("company.yaml").write_text(
        company.replace("grade: separate", "grade: implied"), encoding="utf-8"
    )
    Path("product.yaml").write_bytes((FLEET / "product.yaml").read_bytes())
    site = (FLEET / "sites" / "amber-court.yaml").read_text(encoding="utf-8")
    Path("sites").mkdir()
    for number in range(SITES):
        text = site.replace("id: amber-court", f"id: site-{number}")
        if number % 4 == 0:
            text += "consent: {onRefusal: service-denied}\n"
        Path(f"sites/{number:02}.yaml").write_text(text, encoding="utf-8")
    Path("sites/01.yaml").write_text("apiVersion: [", encoding="utf-8")
    return tmp_path


def run(capsys, *argv):
    code = main(["check", "sites", *DAY, *argv])
    out, err = capsys.readouterr()
    return code, out, err


def summary(capsys, *argv):
    return json.loads(run(capsys, "--summary", "--format", "json", *argv)[1])


def test_the_summary_counts_sites_and_ranks_facts(fleet, capsys):
    printed = summary(capsys)
    assert printed["verdicts"] == {
        "fail": SITES - 1,
        "unusable": 1,
        "incomplete": 0,
        "pass": 0,
        "not-applicable": 0,
    }
    assert [(fact["fact"], fact["sites"]) for fact in printed["facts"]] == [
        ("consent.grade", SITES - 1),
        ("consent.onRefusal", 6),
    ]
    assert len(printed["sites"]) == SITES - 1
    assert printed["rules"][0]["rule"] == "M25-6-1"
    assert printed["rules"][0]["violated"] == SITES - 1
    assert printed["exitCode"] == 2


def test_a_flaw_of_a_base_is_reported_once_with_the_number_of_sites(fleet, capsys):
    grade, refusal = summary(capsys)["facts"]
    (base,) = grade["inherited"]
    assert (base["file"], base["sites"]) == ("company.yaml", SITES - 1)
    assert grade["own"] == {"sites": 0, "first": None}
    assert refusal["inherited"] == []
    assert refusal["own"]["sites"] == 6
    assert refusal["own"]["first"]["file"] == "sites/00.yaml"
    text = run(capsys, "--summary")[1]
    assert text.count(f"company.yaml:{base['line']}:{base['column']}") == 1
    assert f"({SITES - 1} sites inherit it)" in text


def schema_of_summary():
    schema = json.loads((ROOT / "schema" / "summary.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_summary_fulfils_its_schema(fleet, capsys):
    checker = schema_of_summary()
    printed = summary(capsys)
    assert [error.message for error in checker.iter_errors(printed)] == []
    printed["facts"][0]["sites"] = -1
    assert not checker.is_valid(printed)


def rows_of(capsys, *argv):
    text = run(capsys, "--summary", "--format", "csv", *argv)[1].removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_summary_as_csv_has_a_row_for_each_thing(fleet, capsys):
    rows = rows_of(capsys)
    (whole,) = [row for row in rows if row["by"] == "all"]
    assert (whole["sites"], whole["fail"], whole["unusable"]) == (str(SITES), "23", "1")
    facts = {row["key"]: row["sites"] for row in rows if row["by"] == "fact"}
    assert facts == {"consent.grade": "23", "consent.onRefusal": "6"}
    assert sum(row["by"] == "site" for row in rows) == SITES - 1
    assert not [row for row in rows if row["by"] == "skipped"]


def test_the_summary_and_parquet_count_what_the_folder_leaves_out(fleet, capsys):
    Path("sites/.02.yaml").write_bytes(Path("sites/02.yaml").read_bytes())
    Path("sites/service.yaml").write_text("{apiVersion: v1, kind: Service}")
    argv = ("--exclude", "1*.yaml", "--summary")
    for form in ("text", "markdown", "html", "github", "csv"):
        out = run(capsys, *argv, "--format", form)[1]
        assert "documents skipped that are no manifests: 1" in out
        assert "hidden or have another suffix: 1" in out
        assert "files excluded by patterns: 10" in out
    counts = summary(capsys, *argv)["counts"]
    assert (counts["othersSkipped"], counts["leftOut"], counts["excluded"]) == (1, 1, 10)
    parquet = module("pyarrow.parquet")
    run(capsys, *argv, "--format", "parquet", "-o", "out.parquet")
    assert json.loads(parquet.read_metadata("out.parquet").metadata[b"facepolicy"]) == counts


@pytest.mark.parametrize("form", ["text", "markdown", "github", "html"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_unreadable_file_does_not_hide_that_others_fail(fleet, capsys, form, language):
    code, out, _ = run(capsys, "--format", form, "--lang", language)
    assert code == 2
    words = {"en": ("UNREADABLE: 1 of 24", "FAILED:"), "zh": ("无法读取：", "不通过：")}
    assert all(word in out for word in words[language])
    assert "01.yaml" in out


@pytest.fixture
def labelled(fleet):
    """Sites of which three have a region, and all but the unreadable one a customer."""
    for number in range(SITES):
        file = Path(f"sites/{number:02}.yaml")
        region = {2: ", region: north", 3: ", region: south", 4: ", region: north"}.get(number, "")
        text = file.read_text(encoding="utf-8")
        labels = f"metadata:\n  labels: {{customer: x{region}}}\n"
        file.write_text(text.replace("metadata:\n", labels), encoding="utf-8")


def test_the_summary_counts_by_label(labelled, capsys):
    printed = summary(capsys)
    regions = {name: counted["fail"] for name, counted in printed["labels"]["region"].items()}
    assert regions == {"": SITES - 4, "north": 2, "south": 1}
    assert printed["labelsUnread"] == 1
    assert list(summary(capsys, "--summary-by", "region")["labels"]) == ["region"]


def test_the_rows_of_a_label_add_up_to_all_sites(labelled, capsys):
    text = run(capsys, "--summary-by", "region")[1]
    assert "      1  (unreadable): 1 unreadable\n" in text
    rows = [row for row in rows_of(capsys) if row["by"].endswith(":region")]
    assert sum(int(row["sites"]) for row in rows) == SITES
    assert [row["unusable"] for row in rows if row["by"] == "unread:region"] == ["1"]
    markdown = run(capsys, "--summary", "--format", "markdown")[1]
    assert "| (unreadable) | 1 | 0 | 1 | 0 | 0 | 0 |" in markdown
    page = run(capsys, "--format", "html")[1]
    assert page.count("(unreadable)") == 2  # of each label


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", 'no manifest has the label "regoin"; labels: customer, region'),
        ("zh", '没有清单带有标签 "regoin"；现有标签：customer、region'),
    ],
)
def test_a_label_that_no_manifest_has_is_refused(labelled, capsys, language, message):
    argv = ("--summary-by", "customer", "--summary-by", "regoin", "--lang", language)
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.count("--summary-by") == 1
    assert message in err


def test_a_label_that_is_like_no_other_gets_the_list(labelled, capsys):
    err = run(capsys, "--summary-by", "zzz")[2]
    assert err.endswith('no manifest has the label "zzz"; labels: customer, region\n')


def test_without_labels_none_can_be_chosen(fleet, capsys):
    code, out, err = run(capsys, "--summary-by", "region")
    assert (code, out) == (2, "")
    assert 'no manifest has the label "region": no manifest has labels\n' in err


WAIVER = """\
apiVersion: facepolicy-waivers/v1
waivers:
  - fact: consent.onRefusal
    manifest: sites/04.yaml
    justification: Card readers come in January.
    owner: Facility <facility@riverside.example>
    approver: Privacy <privacy@riverside.example>
    compensating: A guard opens the door.
    granted: 2026-11-01
    expires: 2027-01-10
"""


@pytest.fixture
def accepted(fleet, capsys):
    """Options of a run of which all failures are known from the baseline, or waived.

    All sites have one known failure; 04 has three waived ones, and five others have three more.
    """
    Path("sites/01.yaml").unlink()
    Path("waivers.yaml").write_text(WAIVER, encoding="utf-8")
    assert run(capsys, "-q", "--write-baseline", "baseline.json")[0] == 0
    return ("--baseline", "baseline.json", "--waivers", "waivers.yaml")


def test_the_summary_has_the_known_and_the_waived_failures(accepted, capsys):
    printed = summary(capsys, *accepted)
    assert printed["verdicts"]["pass"] == SITES - 1
    numbers = {
        site["manifest"]: (site["knownFailures"], site["waivedFailures"])
        for site in printed["sites"]
    }
    own = ("00", "08", "12", "16", "20")
    expected = {f"sites/{number:02}.yaml": (1, 0) for number in range(SITES) if number != 1}
    expected |= {f"sites/{number}.yaml": (4, 0) for number in own}
    assert numbers == expected | {"sites/04.yaml": (1, 3)}
    assert printed["accepted"] == {
        "known": {"sites": SITES - 1, "failures": SITES - 1 + 3 * len(own)},
        "waived": {"sites": 1, "failures": 3},
    }
    rows = rows_of(capsys, *accepted)
    (whole,) = [row for row in rows if row["by"] == "all"]
    assert (whole["known"], whole["waived"]) == ("38", "3")
    sites = {row["key"]: row for row in rows if row["by"] == "site"}
    assert {name: (int(row["known"]), int(row["waived"])) for name, row in sites.items()} == numbers


def test_people_see_which_sites_have_known_and_waived_failures(accepted, capsys):
    text = run(capsys, *accepted)[1]
    assert "     23  with failures known from the baseline (38)\n" in text
    assert "      1  with waived failures (3)\n" in text
    site = "  sites/04.yaml: passed; facts to fix 0, to state 0; known failures 1, waived 3\n"
    assert site in text
    markdown = run(capsys, "--format", "markdown", *accepted)[1]
    assert "| with waived failures (3) | 1 |" in markdown
    assert "| `sites/04.yaml` | Amber Court lobby | passed | 0 / 0 | 1 / 3 |" in markdown
    assert "已知的不通过 1 项，已豁免 3 项" in run(capsys, "--lang", "zh", *accepted)[1]


def test_the_summary_lists_the_known_failures_that_are_gone(accepted, capsys):
    assert summary(capsys, *accepted)["improved"] == []
    site = Path("sites/08.yaml")
    site.write_text(
        site.read_text("utf-8").replace("service-denied", "basic-service-continues"), "utf-8"
    )
    gone = summary(capsys, *accepted)["improved"]
    assert {one["file"] for one in gone} == {"sites/08.yaml"}
    assert {one["pointer"] for one in gone} == {"/consent/onRefusal"}
    first = f"sites/08.yaml: {gone[0]['rule']} /consent/onRefusal"
    assert f"\nBetter than the baseline\n  {first}\n" in run(capsys, *accepted)[1]
    markdown = run(capsys, "--format", "markdown", *accepted)[1]
    assert f"| `sites/08.yaml` | `{gone[0]['rule']}` `/consent/onRefusal` |" in markdown
    page = run(capsys, "--format", "html", *accepted)[1]
    assert 'id="ranking-improved"' in page


def test_the_section_of_a_site_lists_its_known_and_waived_failures(accepted, capsys):
    page = run(capsys, "--format", "html", *accepted)[1]
    section = page.partition('id="site-3"')[2].partition("</details>")[0]  # 01 is gone
    assert "Nothing to fix or to state but what is known or waived." in section
    known, waived = section.partition('id="site-3-waived"')[::2]
    assert "Known from the baseline" in known
    assert ("consent.grade" in known, "consent.onRefusal" in known) == (True, False)
    assert "consent.onRefusal" in waived
    assert "until 2027-01-10, by Privacy" in waived
    assert "<td>1 / 3</td>" in page
    assert "with waived failures" in page


UNUSED = """\
  - rule: M25-10-2
    manifest: sites/02.yaml
    justification: Card readers come in January.
    owner: Facility <facility@riverside.example>
    approver: Privacy <privacy@riverside.example>
    compensating: A guard opens the door.
    granted: 2026-11-01
    expires: 2027-01-10
"""
ENDS = "the waiver of consent.onRefusal (sites/04.yaml) ends on 2027-01-10, in 41 days"
WAIVER_ENDS = ("waiver", "waivers.yaml")
IDLE = "M25-10-2 (sites/02.yaml): unused: no result needs it"


@pytest.mark.parametrize("form", ["text", "markdown", "github", "html"])
@pytest.mark.parametrize("options", [(), ("--summary",)])
def test_many_sites_show_what_ends_soon_and_which_entries_need_attention(
    accepted, capsys, form, options
):
    Path("waivers.yaml").write_text(WAIVER + UNUSED, encoding="utf-8")
    code, out, _ = run(capsys, "--format", form, *accepted, *options)
    assert code == 1
    assert ENDS in out
    assert IDLE in out
    assert "waivers.yaml:3:5" in out or "waivers.yaml,line=3" in out
    assert "waivers.yaml:11:5" in out or "waivers.yaml,line=11" in out
    without = run(capsys, "--format", form, *accepted[:2], *options)[1]
    assert "the waiver of" not in without
    assert "need attention" not in without


def test_programs_read_what_ends_soon_and_which_entries_need_attention(accepted, capsys):
    Path("waivers.yaml").write_text(WAIVER + UNUSED, encoding="utf-8")
    printed = summary(capsys, *accepted)
    assert list(schema_of_summary().iter_errors(printed)) == []
    ends = [(item["kind"], item["file"]) for item in printed["ending"]]
    assert ends == [("evidence", "company.yaml"), ("evidence", "company.yaml"), WAIVER_ENDS]
    assert printed["ending"][2:] == [
        {
            "kind": "waiver",
            "name": "consent.onRefusal",
            "manifest": "sites/04.yaml",
            "file": "waivers.yaml",
            "line": 3,
            "column": 5,
            "day": "2027-01-10",
            "daysLeft": 41,
        }
    ]
    (entry,) = printed["entriesToCheck"]
    assert (entry["name"], entry["manifest"]) == ("M25-10-2", "sites/02.yaml")
    assert (entry["line"], entry["state"]) == (11, "unused")
    rows = rows_of(capsys, *accepted)
    titles = {row["by"]: row["title"] for row in rows}  # of several, the last
    assert (titles["ending"], titles["entry"]) == (ENDS, IDLE)


def test_files_not_read_are_named(fleet, capsys):
    for number in range(7):
        Path(f"sites/{number}.txt").write_bytes(Path("sites/02.yaml").read_bytes())
    names = ", ".join(f"sites/{number}.txt" for number in range(5))
    for options in ((), ("--summary",)):
        _, out, err = run(capsys, *options)
        assert f"\n  {names} and 2 more\n" in out
        assert err.endswith(f": {names} and 2 more\n")
    assert main(["check", "sites", *DAY, "--exclude", "*.yaml", "--exclude", "!02.yaml"]) == 1
    assert f"\n  {names} and 2 more\n" in capsys.readouterr().out


def test_a_flaw_of_a_base_names_the_sites_that_it_stops(fleet, capsys):
    product = Path("product.yaml").read_text(encoding="utf-8")
    Path("broken.yaml").write_text(f"{product}surprise: 1\n", encoding="utf-8")
    for number in (3, 5):
        site = Path(f"sites/{number:02}.yaml")
        text = site.read_text(encoding="utf-8").replace("../product.yaml", "../broken.yaml")
        site.write_text(text, encoding="utf-8")
    assert "(stops 2 manifests: sites/03.yaml, sites/05.yaml)" in run(capsys)[1]


def test_markdown_of_many_sites_is_the_ranking(fleet, capsys):
    out = run(capsys, "--format", "markdown")[1]
    assert out.count("M25-6-1`") == 1


def test_html_of_many_sites_links_to_a_section_of_each(fleet, capsys):
    out = run(capsys, "--format", "html")[1]
    for number in range(SITES - 1):
        assert out.count(f'href="#site-{number}"') == out.count(f'id="site-{number}"') == 1
    assert "Facts to fix first" in out
    assert "首先应处理的事实" in out


@pytest.mark.parametrize("form", IN_PARTS)
def test_what_is_written_in_parts_is_what_is_written_at_once(fleet, capsys, form):
    run(capsys, "--format", form, "-o", "parts.out", "--format", "text", "-o", "text.out")
    report = check("sites", packs=DAY[3], as_of=DAY[1])
    parts = Path("parts.out").read_bytes().decode()
    if form == "jsonl":  # problems come last in a stream
        assert sorted(parts.splitlines()) == sorted(render(report, form, Style()).splitlines())
    else:
        assert parts == render(report, form, Style())


def test_every_format_is_for_people_or_written_in_parts():
    assert {*IN_PARTS, "text", "markdown", "html", "github"} == set(FORMATS)


class Document(streams.JsonStream):
    depths: ClassVar = {"x": 2}

    def _whole(self, frame):
        return {"a": [*self._items("x"), *frame], "b": []}


@pytest.mark.parametrize("items", [[], ["one"], ["one", 'a "facepolicy:stream:x"']])
def test_the_items_of_a_list_stand_in_its_place(items):
    document = Document()
    for item in items:
        document.write("x", json.dumps(item))
    assert json.loads("".join(document.document([1]))) == {"a": [*items, 1], "b": []}


@pytest.mark.parametrize("form", [*IN_PARTS, "html", "parquet"])
def test_a_format_can_be_written_to_two_files(fleet, capsys, form):
    run(capsys, "--format", form, "-o", "one.out", "--format", form, "-o", "two.out")
    assert len(Path("one.out").read_bytes()) > 1000
    assert Path("one.out").read_bytes() == Path("two.out").read_bytes()


def test_where_no_manifest_can_be_used_a_file_has_the_problems(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("bad.yaml").write_text("apiVersion: [", encoding="utf-8")
    assert main(["check", "bad.yaml", "--summary", "-o", "out.txt"]) == 2
    assert "bad.yaml:1:14: not valid YAML" in Path("out.txt").read_text(encoding="utf-8")
    assert "bad.yaml:1:14: not valid YAML" in capsys.readouterr().out
    assert main(["check", "bad.yaml", "--summary"]) == 2
    assert "bad.yaml:1:14: not valid YAML" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["sarif", "junit", "oscal"])
def test_a_format_without_summary_is_refused(fleet, capsys, form):
    code, out, err = run(capsys, "--summary", "--format", form)
    assert (code, out) == (2, "")
    assert f"there is no summary as {form}" in err


def module(name):
    """Import a reader; a machine without it skips the test, unless all tools are required."""
    if os.environ.get("FACEPOLICY_REQUIRE_TOOLS"):
        return importlib.import_module(name)
    return pytest.importorskip(name)


def test_parquet_has_a_row_for_each_result(fleet, capsys):
    duckdb = module("duckdb")
    run(capsys, "--format", "parquet", "-o", "out.parquet")
    report = check("sites", packs=DAY[3], as_of=DAY[1])
    query = "select count(*), count(distinct manifest) from 'out.parquet'"
    assert duckdb.sql(query).fetchall() == [(len(report.results), SITES - 1)]
    query = (
        "select file, line, count(*) from 'out.parquet' where rule = 'M25-6-1' "
        "and status = 'fail' and reason = 'violated' group by all"
    )
    assert duckdb.sql(query).fetchall() == [("company.yaml", 37, SITES - 1)]


def test_parquet_says_that_sites_are_missing(fleet, capsys):
    parquet = module("pyarrow.parquet")
    run(capsys, "--format", "parquet", "-o", "out.parquet")
    metadata = parquet.read_metadata("out.parquet").metadata
    assert (metadata[b"facepolicy.verdict"], metadata[b"facepolicy.exitCode"]) == (
        b"unusable",
        b"2",
    )
    (problem,) = json.loads(metadata[b"facepolicy.problems"])
    assert problem["source"] == "sites/01.yaml"


def test_parquet_needs_a_file(fleet, capsys):
    code, out, err = run(capsys, "--format", "parquet")
    assert (code, out, err) == (2, "", "--format parquet: name a file with -o FILE\n")


def test_without_pyarrow_the_extra_is_named(fleet, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "validator.report.formats.parquet", raising=False)
    code, _, err = run(capsys, "--format", "parquet", "-o", "out.parquet")
    assert code == 2
    assert 'pip install "facepolicy[arrow]"' in err
    assert not Path("out.parquet").exists()


PEAK = """
import resource, sys
from validator.cli import main
main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


@pytest.mark.parametrize("form", ["oscal", "json"])
def test_memory_does_not_grow_with_the_sites(fleet, form):
    site = Path("sites/02.yaml").read_text(encoding="utf-8")
    peaks = []
    for number in (30, 180):
        for more in range(number):
            Path(f"sites/more-{more:03}.yaml").write_text(site, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-c", PEAK, "check", "sites", *DAY, "--format", form, "-o", "out"],
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(int(ended.stderr.splitlines()[-1]))
    assert peaks[1] - peaks[0] < 15


COPIES = {
    "en": "warning: 3 manifests have the metadata.id site-2, as copies do: sites/02.yaml, sites/a.yaml, "
    "sites/b.yaml\n",
    "zh": "提示：3 份清单的 metadata.id 同为 site-2，可能是复制所致：sites/02.yaml、sites/a.yaml、sites/b.yaml\n",
}


@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_manifests_with_the_same_id_are_a_warning(fleet, capsys, few, language):
    Path("sites/01.yaml").unlink()
    options = ("--exclude", "[01]?.yaml", "--exclude", "2?.yaml", "--exclude", "!02.yaml")
    options = (*(options if few else ()), "--lang", language)
    code, out, err = run(capsys, *options)
    assert "metadata.id" not in out + err
    for name in "ab":
        Path(f"sites/{name}.yaml").write_bytes(Path("sites/02.yaml").read_bytes())
    warned, _, err = run(capsys, *options)
    assert warned == code
    assert err.endswith(COPIES[language])


def test_ids_that_are_repeated_are_named_up_to_20(fleet, capsys):
    Path("sites/01.yaml").unlink()
    for number in range(2, SITES):
        copied = Path(f"sites/{number:02}.yaml").read_bytes()
        Path(f"sites/{number:02}-copy.yaml").write_bytes(copied)
    err = run(capsys)[2]
    assert err.count("2 manifests have the metadata.id") == 20
    assert err.endswith(f"warning: {SITES - 2 - 20} more ids belong to several manifests\n")


def test_the_text_beside_a_new_baseline_of_many_sites_is_their_counts(fleet, capsys):
    Path("sites/01.yaml").unlink()
    code, out, err = run(capsys, "--write-baseline", "base.json")
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    assert "known from the baseline" in out
    assert len(run(capsys, "--write-baseline", "base.json", "-v")[1].splitlines()) > 100
