"""One report, every format: each read by a parser of its own tells the same failures and counts."""

import os
import re
from collections import Counter
from functools import cache

import pytest

import validator
from tests.support import reports
from tests.support.format_readers import READERS
from validator.engine.results import Status
from validator.report.formats import FORMATS, Style, render

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
