"""One report, every format: each read by a parser of its own tells the same failures and counts."""

import json
import os
import re
from collections import Counter
from functools import cache

import pytest

import validator
from tests.support import reports
from tests.support.format_readers import READERS
from validator.engine.results import Reason, Status
from validator.report.formats import FORMATS, Style, render
from validator.report.formats.messages import TO_STATE

KINDS = [kind for kind in reports.KINDS if kind != "several"]  # the largest; its own tests read it


def text_of(report, name, **style):
    return render(report, name, Style(**style))


@cache
def text_of_kind(kind, name):
    """Return the report of a kind in a format, rendered once."""
    return text_of(reports.report(kind), name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", READERS)
def test_every_format_tells_the_same_failures(kind, name):
    report = reports.report(kind)
    wanted = Counter(item.rule.id for item in report.failures)
    assert Counter(READERS[name](text_of_kind(kind, name), report)) == wanted


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_formats_for_people_tell_the_counts_of_the_report(kind, language):
    report = reports.report(kind)
    for status in Status:
        number = str(report.by_status[status])
        assert number in text_of(report, "markdown", language=language)
    last = text_of(report, "text", language=language, quiet=True).splitlines()[-1]
    numbers = Counter(re.findall(r"\d+", last))
    reported = [len(report.results), len(report.manifests)]
    for status, number in report.by_status.items():
        if number or status is not Status.NOT_REVIEWED:  # reported where there are any
            reported.append(number)
    for number in reported:
        assert numbers[str(number)]
    assert last.strip() in text_of(report, "github", language=language)


@pytest.fixture
def partly_expired(tmp_path, monkeypatch):
    """A rule fails because one document has expired; when another expires is not stated."""
    monkeypatch.chdir(tmp_path)
    gate = re.sub(r"(id: ev-template.*) expires: [0-9-]+", r"\1 expires: 2026-09-01", reports.LOBBY)
    gate = re.sub(r"(id: ev-capability.*) expires: [0-9-]+,", r"\1", gate)
    (tmp_path / "gate.yaml").write_text(gate, encoding="utf-8")
    return validator.check("gate.yaml", packs=["self-consistency"], as_of=reports.DAY)


def test_what_is_not_stated_is_no_cause_of_a_failure_for_another_reason(partly_expired):
    (failure,) = partly_expired.failures
    assert failure.reason is Reason.EXPIRED
    assert [one.pointer for one in failure.causes] == ["/evidence/3/expires"]
    assert {one.pointer for one in failure.findings} - {"/evidence/3/expires"} == {
        "/evidence/4/expires"
    }
    for name, heading in (("text", "{}\n"), ("markdown", "### {}: 1\n")):
        text = text_of(partly_expired, name).replace("\\", "")
        expired = text.partition(heading.format("Evidence has expired"))[2]
        below, _, to_state = expired.partition(TO_STATE.en)
        entries = [line for line in below.splitlines() if "not stated" in line]
        assert entries == []
        assert to_state.count("evidence[4].expires") == 1


def test_the_formats_for_services_report_what_is_not_stated_beside_the_cause(partly_expired):
    github = text_of(partly_expired, "github")
    assert re.findall(r"title=(evidence\S+)%3A", github) == ["evidence[3].expires"]
    issues = json.loads(text_of(partly_expired, "gitlab"))
    named = [item["description"].split(":")[0] for item in issues if item["severity"] != "info"]
    assert named == ["evidence[3].expires"]
    (run,) = json.loads(text_of(partly_expired, "sarif"))["runs"]
    (result,) = run["results"]
    (beside,) = result["relatedLocations"]
    places = [one["logicalLocations"][0] for one in (*result["locations"], beside)]
    assert [one["fullyQualifiedName"] for one in places] == [
        "/evidence/3/expires",
        "/evidence/4/expires",
    ]
    for message in (github, issues[0]["description"], result["message"]["text"]):
        assert "evidence[4].expires" in message


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_gives_the_same_bytes(kind, name):
    assert text_of(reports.report(kind), name) == text_of_kind(kind, name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_is_no_utf_8_is_reported_in_utf_8(tmp_path, name):
    odd = os.fsdecode(b"odd-\xff\xfe.yaml")
    try:
        (tmp_path / odd).write_text(reports.COMPREFACE, encoding="utf-8")
    except OSError:
        pytest.skip("no such name on this file system")
    report = validator.check(tmp_path / odd, packs=[reports.DRAFT], as_of=reports.DAY)
    assert b"odd-" in text_of(report, name).encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_a_manifest_controls_what_shows_it(name, language):
    """No control character, no direction mark and no line of a value reaches an output raw."""
    text = text_of(reports.report("attacking"), name, language=language)
    for raw in "\x07\x1b\x7f\x9b\u202e\u2028":
        assert raw not in text
    assert not re.search(r"^\s*::(add-mask|stop-commands|set-output)", text, re.MULTILINE)
    if name == "html":
        assert "<script>alert" not in text
