"""The library as its users meet it: in a session, a notebook, a table, a service."""

import inspect
import io
import json
import pydoc
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from rlcompleter import Completer

import pytest
import yaml

import validator
from tests.support.checkout import ROOT, shared_environment
from validator.report.formats import Style, render

GATE = ROOT / "examples" / "lobby-gate.yaml"
POOR = ROOT / "examples" / "compreface-defaults.yaml"
DAY = "2026-10-31"
REPORT = validator.check(GATE, POOR, as_of=DAY)
COLUMNS = [
    *("as_of", "manifest", "manifest_id", "pack", "clause", "place", "rule", "title", "topic"),
    *("severity", "status", "reason", "message", "fix", "file", "line", "pointer", "in_baseline"),
]


def of(status):
    return next(result for result in REPORT.results if result.status == status)


# --- names


def test_the_module_lists_its_public_names():
    assert dir(validator) == sorted(validator.__all__)
    assert all(hasattr(validator, name) for name in dir(validator))


def test_help_shows_signature_and_arguments():
    text = pydoc.plain(pydoc.render_doc(validator.check))
    assert "check(*manifests:" in text
    assert " at 0x" not in text
    assert "Raises:" in text
    assert {"text", "packs", "as_of"} < inspect.signature(validator.check).parameters.keys()


@pytest.mark.parametrize("public", [REPORT, REPORT.results[0]], ids=["report", "result"])
def test_each_name_of_dir_is_documented_and_has_a_value(public):
    documented = inspect.getdoc(type(public))
    for name in dir(public):
        getattr(public, name)
        own = inspect.getattr_static(type(public), name, None)
        in_class = f"{name}:" in documented or f"{name}`" in documented
        assert in_class or (own is not None and inspect.getdoc(own)), name


def test_the_tabulator_completes():
    completer = Completer({"report": REPORT, "result": REPORT.results[0], "validator": validator})
    assert completer.complete("report.to_j", 0) == "report.to_json()"
    assert completer.complete("result.mess", 0) == "result.message"
    assert completer.complete("validator.load_man", 0).startswith("validator.load_manifest(")


@pytest.mark.parametrize(
    "item",
    [
        REPORT,
        *(REPORT.results[0], REPORT.results[0].rule, REPORT.results[0].rule.checks),
        *(REPORT.failures[0].findings[0], REPORT.manifests, REPORT.packs[0]),
        *(REPORT.results[0].clause, REPORT.not_run[0]),
    ],
    ids=lambda item: type(item).__name__,
)
def test_representations_fit_a_terminal(item):
    assert len(repr(item)) < 400
    assert "\n" not in repr(item)


def test_a_representation_says_what_it_is():
    assert repr(REPORT) == f"<Report {REPORT.statement}>"
    failed = REPORT.failures[0]
    assert (
        repr(failed)
        == f"<Result {failed.rule.id} {failed.manifest!r}: fail ({failed.reason.value})>"
    )
    finding = failed.findings[0]
    assert repr(finding).startswith(f"<Finding {finding.pointer!r} in ")


# --- results


def test_a_result_has_message_fix_place_and_clause():
    result = of("fail")
    assert str(result.message) == result.message["en"] == f"{result.message}"
    assert result.message["zh"] != result.message["en"]
    assert result.message.en[:9] in result.message
    assert "no such words" not in result.message
    assert result.fix["zh"]
    assert (result.file, result.line) == (result.findings[0].file, result.position.line)
    assert result.clause is result.rule.clause
    assert result.pack in REPORT.packs


@pytest.mark.parametrize("status", sorted({item.status.value for item in REPORT.results}))
def test_every_result_has_a_message(status):
    assert of(status).message["en"].strip()
    assert of(status).message["zh"].strip()
    assert (of(status).fix is None) == (status != "fail")


def test_the_place_is_that_of_the_fact_that_gave_the_reason():
    """And not that of a fact that is only missing."""
    violated = [item for item in REPORT.failures if item.reason is validator.Reason.VIOLATED]
    mixed = [item for item in violated if item.findings[0].reason is not item.reason]
    assert mixed
    for result in mixed:
        first = next(fact for fact in result.findings if fact.reason is result.reason)
        assert (result.pointer, result.position) == (first.pointer, first.position)


def test_words_print_as_the_page_has_them():
    """In every version of Python, which differ in how they print such an Enum."""
    failed = next(item for item in REPORT.failures if item.reason is validator.Reason.VIOLATED)
    words = (failed.status, failed.reason, failed.rule.severity, validator.Standing.DECLARED)
    assert [str(word) for word in words] == [word.value for word in words]
    assert f"{failed.status} {failed.reason}" == "fail violated"
    assert str(validator.EntryState.UNUSED) == "unused"


def test_a_problem_prints_as_a_line():
    with pytest.raises(validator.ManifestError) as refused:
        validator.manifest_from_value({"a/b": [{"c": (1, 2)}], "d": float("nan")})
    first, second = map(str, refused.value.problems)
    assert first.startswith('<value>:1:1: /a~1b/0/c: a value of type "tuple" is not JSON; give')
    assert second.startswith('<value>:1:1: /d: "nan" is not a finite number')


def test_a_report_is_neither_true_nor_false():
    with pytest.raises(TypeError, match=r"use report\.passed"):
        bool(REPORT)


def test_json_is_that_of_the_format():
    assert REPORT.to_json() == render(REPORT, "json", Style())
    assert json.loads(REPORT.to_json()) == REPORT.to_dict()


def test_rows_are_flat_and_have_the_same_columns():
    rows = REPORT.rows()
    assert len(rows) == len(REPORT.results)
    assert all(list(row) == COLUMNS for row in rows)
    for name in COLUMNS:
        types = {type(row[name]) for row in rows} - {type(None)}
        assert types <= {str} or types in ({int}, {bool}), name
    assert [row["message"] for row in REPORT.rows("zh")] == [
        result.message.zh for result in REPORT.results
    ]
    assert all(f"``{name}``" in pydoc.getdoc(validator.Report.rows) for name in COLUMNS)


def test_a_language_that_does_not_exist_is_refused():
    with pytest.raises(validator.UsageError, match="language: 'de' is not one of en, zh"):
        REPORT.rows("de")


@pytest.mark.parametrize(
    ("name", "style", "reported"),
    [
        ("parquet", Style(), "name: 'parquet' is not one of text, json, "),
        ("nope", Style(), "name: 'nope' is not one of text, json, "),
        (3, Style(), "name: 3 is not one of text, json, "),
        ("html", "zh", "style: expected a Style, not str"),
        ("html", Style("de"), "language: 'de' is not one of en, zh"),
    ],
)
def test_a_format_that_does_not_exist_is_refused(name, style, reported):
    with pytest.raises(validator.UsageError, match=reported):
        render(REPORT, name, style)


class Cells(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.texts.append(data)


def test_a_notebook_shows_the_verdict_and_the_gravest_failures():
    cells = Cells(REPORT._repr_html_())
    assert cells.tags == {"p", "strong", "table", "tr", "th", "td", "code"}
    assert cells.texts[0] == REPORT.statement.en
    violated = [
        item.rule.id for item in REPORT.failures if item.reason is validator.Reason.VIOLATED
    ]
    assert set(violated) <= set(cells.texts)
    assert f"{len(REPORT.failures) - 50} more in " in cells.texts


def test_values_do_nothing_in_a_notebook():
    value = yaml.safe_load(POOR.read_text(encoding="utf-8"))
    source = "<script>alert(1)</script>\x1b[2J"
    manifest = validator.manifest_from_value(value, source)
    shown = validator.check(manifest, as_of=DAY)._repr_html_()
    assert "alert(1)" in shown
    assert "<script" not in shown
    assert "\x1b" not in shown


# --- what can be checked


def outcome(report):
    return [(item.rule.id, item.status, item.reason) for item in report.results]


@pytest.mark.parametrize(
    "given",
    [
        lambda text: validator.check(yaml.safe_load(text), as_of=DAY),
        lambda text: validator.check(text=text, as_of=date(2026, 10, 31)),
        lambda text: validator.check(text=text.encode(), as_of=DAY),
        lambda text: validator.check(text=json.dumps(yaml.safe_load(text), default=str), as_of=DAY),
        lambda text: validator.check(validator.manifest_from_text(text), as_of=DAY),
        lambda text: validator.check(validator.load_manifest(POOR), as_of=DAY),
        lambda text: validator.check(str(POOR), as_of=DAY),
    ],
    ids=["mapping", "text", "bytes", "JSON", "from text", "loaded", "path"],
)
def test_a_path_a_mapping_a_text_and_a_manifest_give_the_same(given):
    expected = [item for item in REPORT.results if item.manifest == str(POOR)]
    assert outcome(given(POOR.read_text(encoding="utf-8"))) == [
        (item.rule.id, item.status, item.reason) for item in expected
    ]


def test_several_kinds_at_once_have_different_names():
    value = yaml.safe_load(GATE.read_text(encoding="utf-8"))
    text = POOR.read_text(encoding="utf-8")
    report = validator.check(value, GATE, dict(value), text=text, as_of=DAY)
    assert [item.name for item in report.manifests] == [
        *(str(GATE), "<value 1>", "<value 2>", "<text>")
    ]


def test_two_manifests_of_one_name_are_refused():
    manifest = validator.load_manifest(GATE)
    packs = validator.load_packs("cn-pipl-2021")
    for refused in (
        lambda: validator.check(manifest, manifest),
        lambda: validator.check(manifest, str(GATE)),
        lambda: validator.evaluate([manifest, manifest], packs),
    ):
        with pytest.raises(validator.UsageError, match="two manifests are named"):
            refused()


def test_a_value_that_is_no_manifest_is_a_problem_of_the_report():
    report = validator.check(GATE, {"kind": "Pod"}, as_of=DAY)
    assert [item.name for item in report.manifests] == [str(GATE)]
    assert {item.source for item in report.problems} == {"<value>"}
    assert report.exit_code == 2
    with pytest.raises(validator.ManifestError):
        validator.check({"kind": "Pod"}, as_of=DAY)


@pytest.mark.parametrize(
    ("given", "more", "reported"),
    [
        (["kind: x\n"], {}, "a text is given where a path is expected; use check"),
        ([io.StringIO()], {}, "expected a path, a mapping or a Manifest, not StringIO"),
        ([], {"text": Path("gate.yaml")}, "text: expected str or bytes, not PosixPath"),
    ],
)
def test_what_is_neither_is_refused(given, more, reported):
    with pytest.raises(validator.UsageError, match=reported):
        validator.check(*given, **more)


def test_a_day_may_be_text_wherever_one_is_taken():
    manifest, packs = validator.load_manifest(GATE), validator.load_packs("cn-pipl-2021")
    days = {
        validator.evaluate(manifest, packs, as_of=DAY).as_of,
        validator.check(manifest, as_of=DAY).as_of,
        validator.prepare(as_of=DAY).of_manifests([manifest]).as_of,
    }
    assert days == {date(2026, 10, 31)}
    with pytest.raises(validator.UsageError, match="is not a date"):
        validator.evaluate(manifest, packs, as_of="31.10.2026")


THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
import validator

def checked(path):
    return validator.check(path, as_of="2026-10-31").to_json()

sys.setswitchinterval(1e-6)
paths = sys.argv[1:] * 3
with ThreadPoolExecutor(4) as pool:
    together = list(pool.map(checked, paths))
assert together == [checked(path) for path in paths]
print(len(together))
"""


def test_threads_that_start_together_get_the_same_reports():
    """In a process of its own, so that nothing is loaded yet: each of the threads loads the packs."""
    paths = sorted(str(path) for path in (ROOT / "examples").glob("*.yaml"))
    done = subprocess.run(
        [sys.executable, "-c", THREADS, *paths],
        capture_output=True,
        text=True,
        check=False,
        env=shared_environment(),
    )
    assert done.stdout == f"{3 * len(paths)}\n", done.stderr
