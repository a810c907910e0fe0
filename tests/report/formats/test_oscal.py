"""The report as OSCAL: read and validated by compliance-trestle, with our counts, claiming no more."""

import json
import re
import sys
from collections import Counter
from functools import cache

import pytest

from tests.support import format_cases as cases
from tests.support import reports
from validator.engine.results import Reason, Status
from validator.packs.model import Assessment
from validator.report.counts import ClauseState
from validator.report.formats.markup import literal
from validator.report.formats.oscal.terms import NAMESPACE, objective
from validator.report.report import Report

render = reports.renderer("oscal")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return cases.everything(tmp_path_factory.mktemp("oscal"))


def read(report, language="en"):
    return json.loads(render(report, language))["assessment-results"]


@pytest.fixture(scope="module")
def document_of(report):
    """Return the document of the report in a language; each is rendered and read once."""
    return cache(lambda language: read(report, language))


def props(item):
    assert all(prop["ns"] == NAMESPACE for prop in item["props"])
    return {prop["name"]: prop["value"] for prop in item["props"]}


def checked(document):
    """The results on manifests, without the log of the run."""
    return [item for item in document["results"] if "assessment-log" not in item]


def all_of(document, kind):
    return [item for result in document["results"] for item in result.get(kind, [])]


def walk(value):
    yield value
    children = value.values() if isinstance(value, dict) else value
    for child in children if isinstance(value, (dict, list)) else ():
        yield from walk(child)


def by_clause(report):
    """Return the results on each clause of each manifest."""
    found = {}
    for item in report.results:
        key = (item.manifest, item.rule.pack, item.rule.clause.id)
        found.setdefault(key, []).append(item)
    return found


@pytest.fixture(params=["en", "zh"])
def language(request):
    return request.param


@pytest.mark.skipif(sys.version_info < (3, 11), reason="compliance-trestle 5 needs Python 3.11")
def test_trestle_reads_it_and_counts_the_same(report, document_of, language, tmp_path):
    from trestle.core import duplicates_validator, links_validator, refs_validator
    from trestle.oscal.assessment_results import AssessmentResults

    path = tmp_path / "results.json"
    path.write_bytes(render(report, language).encode())
    model = AssessmentResults.oscal_read(path)
    observations = [item for result in model.results for item in result.observations or ()]
    seen = Counter(
        prop.value for item in observations for prop in item.props if prop.name == "status"
    )
    assert seen == {status.value: number for status, number in report.by_status.items() if number}
    assert len(model.results) == len(report.manifests) + 1  # the log of the run
    assert len([item for result in model.results for item in result.risks or ()]) == 2
    for validator in (
        duplicates_validator.DuplicatesValidator(),
        refs_validator.RefsValidator(),
        links_validator.LinksValidator(),
    ):
        assert validator.model_is_valid(model, quiet=True), validator.error_msg()
    model.oscal_write(tmp_path / "again.json")
    again = (tmp_path / "again.json").read_text(encoding="utf-8").replace("+00:00", "Z")
    assert json.loads(again)["assessment-results"] == document_of(language), "nothing is lost"


def test_each_result_is_an_observation(report, document_of, language):
    seen = Counter()
    for manifest, result in zip(report.manifests, checked(document_of(language)), strict=True):
        for item in result["observations"]:
            of = props(item)
            names = ("pack", "rule", "status", "reason", "severity")
            seen[(manifest.name, *map(of.get, names))] += 1
            assert item["methods"] == ["TEST"]
    assert seen == Counter(
        (
            *(item.manifest, item.rule.pack, item.rule.id, item.status.value),
            *(item.reason.value if item.reason else None, item.rule.severity.value),
        )
        for item in report.results
    )


def test_a_clause_is_satisfied_only_where_every_rule_of_it_passed(report, document_of, language):
    satisfied = set()
    for manifest, result in zip(report.manifests, checked(document_of(language)), strict=True):
        for item in result["findings"]:
            of = props(item)
            if item["target"]["status"]["state"] == "satisfied":
                satisfied.add((manifest.name, of["pack"], of["clause"]))
    decided = {
        key: {item.status for item in items} - {Status.NOT_APPLICABLE}
        for key, items in by_clause(report).items()
    }
    assert satisfied == {key for key, statuses in decided.items() if statuses == {Status.PASS}}
    assert satisfied


def test_every_clause_of_which_results_say_something_has_one_finding(report, document_of):
    document = document_of("en")
    found = Counter()
    for manifest, result in zip(report.manifests, checked(document), strict=True):
        for item in result["findings"]:
            of = props(item)
            found[manifest.name, of["pack"], of["clause"]] += 1
            assert item["target"]["target-id"] == objective(of["pack"], of["clause"])
    said = {
        key
        for key, items in by_clause(report).items()
        if any(item.status is not Status.NOT_APPLICABLE for item in items)
    }
    assert found == Counter(said)
    assessed = {
        key[1:]
        for key, items in by_clause(report).items()
        if key[1] != "self-consistency"
        and any(item.status in (Status.PASS, Status.FAIL, Status.WAIVED) for item in items)
    }
    assert assessed <= {key[1:] for key in found}
    states = report.totals.clauses
    decided = (ClauseState.IN_FULL, ClauseState.IN_PART, ClauseState.ATTESTED)
    assert {key for key, state in states.items() if state in decided} <= assessed


def test_the_reason_is_fail_only_where_facts_contradict(report, document_of):
    for manifest, result in zip(report.manifests, checked(document_of("en")), strict=True):
        for item in result["findings"]:
            of, status = props(item), item["target"]["status"]
            results = by_clause(report)[manifest.name, of["pack"], of["clause"]]
            violated = any(item.reason is Reason.VIOLATED for item in results)
            assert (status["reason"] == "fail") == violated
            automated = of["assessment"] == Assessment.AUTOMATED.value
            assert (status["reason"] == "pass") == (status["state"] == "satisfied" and automated)


def test_partial_clauses_say_so(report, document_of, language):
    clauses = {clause.id: clause for pack in report.packs for clause in pack.clauses}
    partial = [
        item
        for item in all_of(document_of(language), "findings")
        if props(item)["assessment"] == "partial"
    ]
    assert partial
    for item in partial:
        reason = clauses[props(item)["clause"]].assessment_reason[language]
        assert literal(reason) in item["target"]["status"]["remarks"]


def test_a_rule_that_was_not_selected_leaves_its_clause_open():
    several = ["G22-5-MGT-policy"]
    passing = cases.one("lobby-gate.yaml", packs=["cn-gbt-41819-2022"], select=several)
    (result,) = read(passing)["results"]
    assert [props(item)["status"] for item in result["observations"]] == ["pass"]
    assert "findings" not in result
    failing = cases.one(packs=["cn-gbt-41819-2022"], select=several)
    (result,) = read(failing)["results"]
    (finding,) = result["findings"]
    assert finding["target"]["status"]["state"] == "not-satisfied"


def test_reviewed_are_the_clauses_with_results_and_the_others_say_why(
    report, document_of, language
):
    packs = {pack.id: pack for pack in report.packs}
    for manifest, result in zip(report.manifests, checked(document_of(language)), strict=True):
        run = [item for item in report.results if item.manifest == manifest.name]
        left = {item.pack for item in report.not_run if item.manifest == manifest.name}
        selections = result["reviewed-controls"]["control-selections"]
        assert [props(item)["pack"] for item in selections] == [
            name for name in packs if name not in left
        ]
        for item in selections:
            pack = packs[props(item)["pack"]]
            inside = [control["control-id"] for control in item["include-controls"]]
            outside = [control["control-id"] for control in item.get("exclude-controls", ())]
            assert set(inside) == {item.rule.clause.id for item in run if item.rule.pack == pack.id}
            assert sorted(inside + outside) == sorted(clause.id for clause in pack.clauses)
            reported = item.get("remarks", "").splitlines()
            assert [line.partition(":")[0] for line in reported] == [
                f"- {name}" for name in outside
            ]
            assert all(line.partition(": ")[2] for line in reported)


def test_a_waiver_is_an_approved_deviation_and_satisfies_nothing(report, document_of):
    document = document_of("en")
    risks = all_of(document, "risks")
    assert len(risks) == len(report.waived) == 2
    for risk in risks:
        assert risk["status"] == "deviation-approved"
        assert risk["deadline"] == "2027-03-31T23:59:59Z"
        assert props(risk)["approver"].endswith(" too")
        assert props(risk)["owner"]
        assert risk["statement"]
        assert risk["mitigating-factors"][0]["description"]
        assert risk["risk-log"]["entries"][0]["start"] == "2026-10-01T00:00:00Z"
    observed = {item["uuid"]: props(item) for item in all_of(document, "observations")}
    for item in all_of(document, "findings"):
        statuses = {
            observed[related["observation-uuid"]]["status"]
            for related in item["related-observations"]
        }
        assert ("waived" in statuses) == ("related-risks" in item)
        if "waived" in statuses:
            assert item["target"]["status"]["state"] == "not-satisfied"


def test_problems_and_idle_waivers_stand_in_the_log_of_the_run(report, document_of):
    document = document_of("en")
    *of_manifests, last = document["results"]
    assert len(of_manifests) == len(report.manifests)
    assert not any("assessment-log" in result for result in of_manifests)
    reported = [entry["description"] for entry in last["assessment-log"]["entries"]]
    assert reported[0] == literal(report.problems[0].line())
    assert len(reported) == len(report.problems) + len(report.idle_entries) == 2
    assert "NO-SUCH-RULE" in reported[1]
    assert "UNREADABLE: 1 of " in document["metadata"]["remarks"]


def test_without_a_manifest_nothing_is_reviewed(report):
    empty = Report((), report.packs, (), report.as_of, problems=report.problems)
    document = read(empty)
    (result,) = document["results"]
    assert "findings" not in result
    assert "observations" not in result
    for item in result["reviewed-controls"]["control-selections"]:
        (pack,) = [pack for pack in report.packs if pack.id == props(item)["pack"]]
        assert "include-controls" not in item
        assert len(item["exclude-controls"]) == len(pack.clauses)
    assert result["assessment-log"]["entries"]


def test_the_baseline_tells_old_from_new(report, document_of):
    reported = Counter(
        props(item).get("baseline") for item in all_of(document_of("en"), "observations")
    )
    assert reported["new"] == len(report.regressions) > 0
    assert reported["known"] == len(report.failures) - len(report.regressions) > 0
    (resource,) = [
        item
        for item in document_of("en")["back-matter"]["resources"]
        if item["title"] == literal(report.baseline.source)
    ]
    assert resource["rlinks"][0]["hashes"][0]["value"] == report.baseline.sha256


def test_passes_say_what_they_rest_on(tmp_path):
    text = (cases.EXAMPLES / "lobby-gate.yaml").read_text().replace("doc://privacy/2026/", "")
    (tmp_path / "gate.yaml").write_text(text)
    (tmp_path / "pia.pdf").write_bytes(b"pia")
    report = cases.check(tmp_path / "gate.yaml", as_of=cases.DAY)
    reported = Counter(props(item).get("basis") for item in all_of(read(report), "observations"))
    assert reported["evidenced"] == len(report.evidenced) > 0
    assert reported["declared"] == report.by_status[Status.PASS] - len(report.evidenced)
    resources = {
        props(item).get("evidence"): item
        for item in read(report)["back-matter"]["resources"]
        if "props" in item
    }
    assert resources["ev-pia"]["rlinks"] == [{"href": "pia.pdf"}]
    assert props(resources["ev-pia"])["standing"] == "present"
    assert "rlinks" not in resources["ev-pad"]


def test_digests_of_all_that_was_read_are_in_the_back_matter(report, document_of):
    resources = document_of("en")["back-matter"]["resources"]
    hashes = {
        hash_["value"]
        for item in resources
        for rlink in item.get("rlinks", ())
        for hash_ in rlink.get("hashes", ())
    }
    for item in (*report.manifests, *report.packs, report.waiver_file, report.baseline):
        assert item.sha256 in hashes
    documents = [item for items in report.documents.values() for item in items]
    assert sum("evidence" in props(item) for item in resources if "props" in item) == len(documents)


def test_every_reference_leads_somewhere(document_of, language):
    document = document_of(language)
    uuids = [item["uuid"] for item in walk(document) if isinstance(item, dict) and "uuid" in item]
    assert len(uuids) == len(set(uuids))
    assert all(map(UUID.fullmatch, uuids))
    objectives = {
        part["id"]
        for item in document["local-definitions"]["objectives-and-methods"]
        for part in item["parts"]
    }
    for item in walk(document):
        for name, value in item.items() if isinstance(item, dict) else ():
            if name.endswith("-uuid"):
                assert value in uuids
            if name == "target-id":
                assert value in objectives
            if name == "href" and value.startswith("#"):
                assert value[1:] in uuids


def test_a_failure_leads_to_its_line(report, document_of):
    failed = [item for item in report.results if item.manifest.endswith("compreface-defaults.yaml")]
    (result,) = [
        item
        for item in document_of("en")["results"]
        if "props" in item and props(item)["manifest"].endswith("compreface-defaults.yaml")
    ]
    for ours, theirs in zip(failed, result["observations"], strict=True):
        seen = theirs.get("relevant-evidence", [])
        assert len(seen) == len(ours.findings)
        for finding, item in zip(ours.findings, seen, strict=True):
            assert item["href"].endswith(f"/compreface-defaults.yaml#L{finding.position.line}")
            assert props(item)["pointer"] == finding.pointer


def test_hostile_text_is_inert(report, document_of, language):
    text = render(report, language)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", text)
    for item in walk(document_of(language)):
        for name, value in item.items() if isinstance(item, dict) else ():
            if name in ("title", "description", "remarks", "statement", "prose"):
                assert "<" not in value
                assert not re.search(r"(?<!\\)[\[`*_]", value), value
            if name == "href":
                assert re.match(
                    r"https://facepolicy\.example/|facepolicy:|#|[/A-Za-z0-9._%-]+(#|$)", value
                )
                assert "javascript" not in value


def test_no_word_of_compliance(report, language):
    own = render(cases.one(packs=["all"]), language)
    assert "ompliant" not in own
    assert "合规" not in own.replace("合规审计", "")  # an audit that the law asks for


def test_same_report_same_bytes(twice, language):
    one, two = twice
    assert render(one, language) == render(one, language) == render(two, language)


def test_the_day_asked_about_drives_every_date_of_the_run():
    document = read(cases.one(as_of=cases.LATER))
    stamps = {
        value
        for item in walk(document)
        if isinstance(item, dict)
        for name, value in item.items()
        if name in ("start", "end", "collected", "last-modified")
    }
    assert stamps == {"2027-02-09T00:00:00Z"}
    earlier = read(cases.one())
    assert earlier["uuid"] != document["uuid"]
    assert earlier["results"][0]["uuid"] != document["results"][0]["uuid"]


def test_a_manifest_in_memory_has_no_file_to_link():
    from validator import evaluate, load_pack
    from validator.manifest.manifest import manifest_from_value

    manifest = manifest_from_value(cases.hostile_value("plain"))
    report = evaluate(manifest, [load_pack("cn-pipl-2021")], as_of=cases.DAY)
    document = read(report)
    (resource,) = [
        item for item in document["back-matter"]["resources"] if item["title"] == literal("<value>")
    ]
    assert "rlinks" not in resource
    seen = [
        item
        for each in all_of(document, "observations")
        for item in each.get("relevant-evidence", ())
    ]
    assert {item["href"] for item in seen} == {f"#{resource['uuid']}"}
