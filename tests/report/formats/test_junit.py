"""JUnit XML, held against the schema of Jenkins' xUnit plugin and a reader."""

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from tests.support import archives, reports
from validator.engine.results import Status

render = reports.renderer("junit")
LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def schema():
    """The schema of Jenkins' xUnit plugin; pytest carries it, and is held against it as well."""
    with archives.opened("pytest") as archive:
        (name,) = [name for name in archive.getnames() if name.endswith("/junit-10.xsd")]
        return etree.XMLSchema(etree.parse(archive.extractfile(name)))


def read(kind, language="en"):
    return JUnitXml.fromstring(render(reports.report(kind), language).encode())


def cases(kind, language="en"):
    return [case for suite in read(kind, language) for case in suite]


def failures(kind, language="en"):
    every = (item for case in cases(kind, language) for item in case.result)
    return [item for item in every if isinstance(item, Failure)]


def outcomes(kind, sort):
    return [item for case in cases(kind) for item in case.result if isinstance(item, sort)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", reports.KINDS)
def test_fulfils_the_schema(schema, kind, language):
    schema.assertValid(etree.fromstring(render(reports.report(kind), language).encode()))


def test_the_schema_refuses_what_it_does_not_know(schema):
    text = render(reports.report("passing"), "en").replace('time="0" />', 'line="3" />', 1)
    assert not schema.validate(etree.fromstring(text.encode()))


@pytest.mark.parametrize("kind", reports.KINDS)
def test_a_reader_counts_as_we_do(kind):
    report, read_back = reports.report(kind), read(kind)
    stated = (read_back.tests, read_back.failures, read_back.errors)
    read_back.update_statistics()
    assert stated == (read_back.tests, read_back.failures, read_back.errors)
    unanswered = len(report.problems) + len(report.idle_entries)
    grave = sum(map(report.is_grave, report.regressions))
    light = len(report.failures) - grave  # of a severity with which the run passes, or known
    assert read_back.tests == len(report.results) + unanswered
    assert read_back.failures == grave
    assert (read_back.failures + read_back.errors > 0) == (report.exit_code != 0)
    assert read_back.errors == unanswered
    skipped = (Status.NOT_APPLICABLE, Status.WAIVED, Status.NOT_REVIEWED)
    aside = sum(report.by_status[status] for status in skipped)
    assert read_back.skipped == aside + light


def test_a_failure_with_which_the_run_passes_is_skipped_and_keeps_its_text():
    (case,) = [case for case in cases("failing") if case.name.startswith("FRD21-63-TPL-renewable ")]
    (skipped,) = [item for item in case.result if isinstance(item, Skipped)]
    assert (skipped.type, skipped.message) == ("warning", "Templates cannot be renewed.")
    assert "templates.renewable: found false, expected true" in case.system_out
    assert "\nfix: " in case.system_out


@pytest.mark.parametrize("kind", reports.KINDS)
def test_each_suite_states_its_own_counts(kind):
    for suite in read(kind):
        stated = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == stated


@pytest.mark.parametrize("kind", reports.KINDS)
def test_the_properties_add_up_to_the_report(kind):
    report = reports.report(kind)
    reported = [{item.name: item.value for item in suite.properties()} for suite in read(kind)]
    for status in Status:
        total = sum(int(item.get(status.value, 0)) for item in reported)
        assert total == report.by_status[status]
    assert [item["sha256"] for item in reported if item] == [
        item.sha256 for item in report.manifests
    ]


def test_a_suite_for_each_manifest_and_a_case_for_each_rule():
    report = reports.report("documents")
    suites = list(read("documents"))
    assert [suite.name for suite in suites] == ["sites/both.yaml#1", "sites/both.yaml#2"]
    named = [(case.classname, case.name) for case in cases("documents")]
    assert named == [
        (item.rule.pack, f"{item.rule.id} [{item.manifest}]") for item in report.results
    ]


def test_a_failure_tells_reason_place_and_fix():
    (failure,) = [
        item
        for item in outcomes("failing", Failure)
        if item.message.startswith("Stored face data have no protection")
    ]
    assert failure.type == "violated"
    title, first, second, *_, last = failure.text.strip().splitlines()
    assert title == "Face data are protected where they are stored and wherever they move"
    assert first.startswith("[error] Stored face data have no protection")
    assert second == (
        "compreface-defaults.yaml:43:24: storage.encryption.atRest: found none, "
        "expected one of sm4, aes-256, provider-managed"
    )
    assert last.startswith("fix: Encrypt stored face data")


def test_what_does_not_apply_is_skipped_and_says_why():
    skipped = {item.message: item.type for item in outcomes("passing", Skipped)}
    assert set(skipped.values()) == {"not-applicable", "not-reviewed"}
    outside = [message for message, kind in skipped.items() if kind == "not-applicable"]
    assert any(message.endswith("; crossBorder.occurs is false") for message in outside)


def test_what_a_person_must_judge_is_skipped_and_asks_the_question():
    left = [item.message for item in outcomes("passing", Skipped) if item.type == "not-reviewed"]
    assert len(left) == reports.report("passing").by_status[Status.NOT_REVIEWED] == 7
    assert any("whether a law or regulation demands written consent" in item for item in left)


def test_a_waived_failure_is_skipped_and_says_by_whom():
    (waived,) = [item for item in outcomes("waived", Skipped) if item.type == "waived"]
    assert waived.message.startswith("waived until 2027-03-31, by Privacy office")
    assert waived.message.endswith("[The face can be reconstructed from the template.]")


def test_a_known_failure_is_skipped_and_says_so():
    report = reports.report("known")
    known = [item for item in outcomes("known", Skipped) if item.type == "known"]
    assert len(known) == len(report.failures) - len(report.regressions) > 0
    assert all(item.message.startswith("known from the baseline: ") for item in known)


def test_what_keeps_the_run_from_an_answer_is_an_error():
    reported = [(item.type, item.message.split(":")[0]) for item in outcomes("broken", Error)]
    assert reported == [("problem", "bad.yaml"), ("problem", "odd.yaml"), ("problem", "wrong.yaml")]
    (idle,) = outcomes("waived", Error)
    assert (idle.type, idle.message) == (
        "waiver",
        "waivers.yaml:11:5: FRD21-5-SEC (gone.yaml): no such manifest",
    )


def test_chinese():
    report = reports.report("failing")
    titles = [item.text.strip().splitlines()[0] for item in failures("failing", "zh")]
    assert titles == [item.rule.title.zh for item in report.failures if report.is_grave(item)]


@pytest.mark.parametrize("kind", reports.KINDS)
def test_a_case_is_distinct_and_the_same_in_every_language(kind):
    """GitLab identifies a case by job, class and name, and keeps one of those that are alike."""
    identities = [(case.classname, case.name) for case in cases(kind)]
    assert len(set(identities)) == len(identities)
    assert [(case.classname, case.name) for case in cases(kind, "zh")] == identities


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["attacking", "waived"])
def test_no_text_is_active(kind, language):
    root = etree.fromstring(render(reports.report(kind), language).encode())
    assert {node.tag for node in root.iter()} <= {
        *("testsuites", "testsuite", "properties", "property", "testcase"),
        *("failure", "skipped", "error", "system-out"),
    }
    for node in root.iter():
        for text in (*node.attrib.values(), (node.text or "").replace("\n", "")):
            assert text.isprintable()


def test_a_hostile_value_is_reported_without_effect():
    (failure,) = outcomes("attacking", Failure)
    assert "<script>alert(1)</script> ]]> &amp; <b>" in failure.message
    assert "\\u0007\\u001b[31m \\u007f\\u009b31m \\u202e\\u2028 end" in failure.message
    (suite, *_) = read("attacking")
    assert suite.name == "a\\u001b[31m%0A::error::,]]> \\u202eb|c.yaml"


@pytest.mark.parametrize("kind", ["waived", "known"])
def test_the_same_run_gives_the_same_bytes(kind):
    text = render(reports.fresh(kind), "en")
    assert text == render(reports.report(kind), "en")
    assert "timestamp" not in text
    assert "hostname" not in text
