"""SARIF, held against the schema of the standard, Microsoft's validator and a reader."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from urllib.parse import unquote

import jsonschema
import pytest

from tests.support import reports
from tests.support.format_readers import of_sarif
from tests.support.npm import installed
from validator.packs.model import Severity
from validator.report import baseline
from validator.report.formats import paths, sarif

render = reports.renderer("sarif")
LANGUAGES = ("en", "zh")
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def run_of(kind, language="en"):
    (run,) = json.loads(render(reports.report(kind), language))["runs"]
    return run


def results_of(kind, language="en"):
    return run_of(kind, language)["results"]


def fact(result):
    (location,) = result["locations"]
    return location["logicalLocations"][0]["fullyQualifiedName"]


def result_of(kind, pointer):
    (found,) = [item for item in results_of(kind) if fact(item) == pointer]
    return found


def region(result):
    return result["locations"][0]["physicalLocation"]["region"]


def uri(result):
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for child in value.values() if isinstance(value, dict) else value:
            yield from strings(child)


def objects(value):
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, (dict, list)):
            yield from objects(child)


@pytest.fixture(scope="module")
def schema():
    """The schema of SARIF 2.1.0 as Microsoft's validator carries it."""
    (file,) = installed("@microsoft").glob("sarif-multitool-*/sarif-2.1.0.json")
    return jsonschema.Draft202012Validator(json.loads(file.read_text(encoding="utf-8-sig")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", reports.KINDS)
def test_fulfils_the_schema(schema, kind, language):
    log = json.loads(render(reports.report(kind), language))
    assert [error.message for error in schema.iter_errors(log)] == []


def complaints(folder):
    """Return what Microsoft's validator finds wrong with the logs of a folder, notes apart."""
    reported = folder / "checked.json"
    arguments = ["validate", *map(str, folder.glob("*.sarif")), "-o", str(reported)]
    arguments += ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    subprocess.run(
        [installed(".bin/sarif-multitool"), *map(shlex.quote, arguments)],
        env={
            **os.environ,
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
            "HTTPS_PROXY": "http://127.0.0.1:9",  # it would look for the schema at its address
        },
        capture_output=True,
        check=False,
    )
    (run,) = json.loads(reported.read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"]
    return {result["ruleId"] for result in run["results"]}


def test_neither_the_standard_nor_github_has_a_complaint(tmp_path):
    for kind in reports.KINDS:
        text = render(reports.report(kind), "en")
        (tmp_path / f"{kind}.sarif").write_text(text, encoding="utf-8")
    text = render(reports.report("waived"), "zh")
    (tmp_path / "chinese.sarif").write_text(text, encoding="utf-8")
    assert complaints(tmp_path) == set()


def test_the_validator_would_complain(tmp_path):
    log = json.loads(render(reports.report("failing"), "en"))
    del log["runs"][0]["results"][0]["locations"]
    log["runs"][0]["results"][1]["ruleIndex"] = 999
    (tmp_path / "bad.sarif").write_text(json.dumps(log), encoding="utf-8")
    assert {name[:2] for name in complaints(tmp_path)} == {"GH", "SA"}


@pytest.fixture(scope="module")
def summaries(tmp_path_factory):
    """The folder of what sarif-tools counts in the log of each kind of report."""
    folder = tmp_path_factory.mktemp("summaries")
    for kind in reports.KINDS:
        text = render(reports.report(kind), "en")
        (folder / f"{kind}.sarif").write_text(text, encoding="utf-8")
    command = ["-m", "sarif", "summary", ".", "-o", "."]
    subprocess.run([sys.executable, *command], cwd=folder, check=True, capture_output=True)
    return folder


def severities(report):
    """Return the gravest severity at each fact that fails, waived or not."""
    found = {}
    for item in (*report.failures, *report.waived):
        for one in item.causes:
            fact = (item.manifest, one.pointer, item.status)
            found[fact] = max(
                item.rule.severity, found.get(fact, Severity.INFO), key=lambda level: level.weight
            )
    return found


@pytest.mark.parametrize("kind", reports.KINDS)
def test_a_reader_counts_as_we_do(summaries, kind):
    report = reports.report(kind)
    summary = (summaries / f"{kind}_summary.txt").read_text(encoding="utf-8")
    counted = {level: int(number) for level, number in re.findall(r"(?m)^(\w+): (\d+)$", summary)}
    weights = Counter(LEVELS[severity] for severity in severities(report).values())
    assert counted == {level: weights[level] for level in LEVELS.values()}


@pytest.mark.parametrize("kind", reports.KINDS)
def test_each_fact_to_fix_is_a_result_and_everything_is_counted(kind):
    report, run = reports.report(kind), run_of(kind)
    reported = [
        (item["properties"]["manifest"], fact(item), item["properties"]["status"])
        for item in run["results"]
    ]
    if kind != "attacking":
        assert sorted(reported) == sorted(severities(report))
    failed = Counter(item.rule.id for item in report.failures)
    assert Counter(of_sarif(json.dumps({"runs": [run]}), report)) == failed
    for item in run["results"]:
        assert item["properties"]["rules"][0] == item["ruleId"]
        assert all(f"{rule}" in item["message"]["text"] for rule in item["properties"]["rules"])
    assert run["properties"]["counts"] == report.to_dict()["counts"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[item["ruleIndex"]]["id"] for item in run["results"]] == [
        item["ruleId"] for item in run["results"]
    ]
    assert {rule["id"] for rule in rules} == {item.rule.id for item in report.results}


def test_a_result_stands_where_its_fact_does():
    result = result_of("failing", "/storage/encryption/atRest")
    manifest = reports.COMPREFACE.splitlines()
    places_ = [result["locations"][0], *result["relatedLocations"]]
    lines = [manifest[place["physicalLocation"]["region"]["startLine"] - 1] for place in places_]
    assert "encryption: {atRest: none}" in lines[0]
    assert lines[0][region(result)["startColumn"] - 1 :].startswith("none}")
    assert result["level"] == "error"
    assert result["properties"]["rules"] == ["FRD21-5-SEC", "FRD21-5-ENC-rest"]
    assert result["message"]["text"].startswith(
        "storage.encryption.atRest: found none, expected one of sm4, aes-256, provider-managed. "
        "Stored face data have no protection"
    )
    assert places_[0]["message"]["text"] == "storage.encryption.atRest: violated"


def test_what_its_rules_miss_besides_is_related():
    result = result_of("failing", "/templates/irreversible")
    named = [
        place["logicalLocations"][0]["fullyQualifiedName"]
        for place in (result["locations"][0], *result["relatedLocations"])
    ]
    assert named == ["/templates/irreversible", "/templates/evidence"]


def test_a_rule_tells_what_to_do_and_where_to_read_more():
    rules = {rule["id"]: rule for rule in run_of("failing", "zh")["tool"]["driver"]["rules"]}
    rule = rules["FRD21-5-SEC"]
    assert rule["helpUri"] == "https://facepolicy.example/zh/rules/FRD21-5-SEC/"
    assert "工程师应做的修改" in rule["help"]["text"]
    assert "负责人应做的工作" in rule["help"]["markdown"]
    assert rule["properties"]["tags"] == ["security", reports.DRAFT]
    assert (rule["properties"]["force"], rule["properties"]["confidence"]) == ("draft", "quoted")
    assert run_of("failing", "zh")["language"] == "zh-CN"


def test_github_takes_texts_and_tags_of_this_length():
    for rule in run_of("several")["tool"]["driver"]["rules"]:
        assert len(rule["name"]) <= 255
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["properties"]["tags"]) <= 20


def test_a_rule_of_a_foreign_pack_has_no_page():
    rules = {rule["id"]: rule for rule in run_of("attacking")["tool"]["driver"]["rules"]}
    assert "helpUri" not in rules["T-1"]
    assert "helpUri" in rules["SC-WATCHLIST"]


def test_fingerprints_stay_when_lines_move():
    before, after = results_of("failing"), results_of("moved")
    prints = [item["partialFingerprints"] for item in before]
    assert [item["partialFingerprints"] for item in after] == prints
    assert len({item["facepolicy/v1"] for item in prints}) == len(before)
    moved = [
        (region(old)["startLine"], region(new)["startLine"])
        for old, new in zip(before, after, strict=True)
    ]
    assert {new - old for old, new in moved if (old, new) != (1, 1)} == {2}


def test_a_waived_failure_is_suppressed_and_says_by_whom():
    suppressed = [item for item in results_of("waived") if item["suppressions"]]
    assert [item["ruleId"] for item in suppressed] == ["FRD21-63-TPL-irreversible"]
    assert fact(suppressed[0]) == "/templates/irreversible"
    (suppression,) = suppressed[0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert "until 2027-03-31, by Privacy office" in suppression["justification"]
    assert not any("suppressions" in item for item in results_of("failing"))


def test_a_baseline_tells_old_from_new():
    report, run = reports.report("known"), run_of("known")
    new = {(item.manifest, item.rule.id) for item in report.regressions}
    states = Counter()
    for item in run["results"]:
        named = {(item["properties"]["manifest"], rule) for rule in item["properties"]["rules"]}
        some, every = bool(named & new), named <= new
        expected = "new" if every else "updated" if some else "unchanged"
        assert item["baselineState"] == expected
        states[item["baselineState"]] += 1
    assert states["new"]
    assert states["unchanged"]
    improved = run["properties"]["baseline"]["improved"]
    assert "/storage/encryption/atRest" in [item["pointer"] for item in improved]
    assert not any("baselineState" in item for item in results_of("failing"))


def test_a_known_fact_that_fails_a_new_rule_is_updated(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gate.yaml").write_text(reports.COMPREFACE, encoding="utf-8")

    def checked(**more):
        return reports.validator.check(
            "gate.yaml", packs=[reports.DRAFT], as_of=reports.DAY, **more
        )

    old = [item for item in checked().failures if item.rule.id != "FRD21-5-ENC-rest"]
    (tmp_path / "known.json").write_text(baseline.render(old, reports.DAY, "known.json"), "utf-8")
    (run,) = json.loads(render(checked(baseline="known.json"), "en"))["runs"]
    (updated,) = [item for item in run["results"] if item["baselineState"] == "updated"]
    assert fact(updated) == "/storage/encryption/atRest"


def test_one_waived_rule_of_a_fact_is_a_suppressed_result_beside_the_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gate.yaml").write_text(reports.COMPREFACE, encoding="utf-8")
    waiver = reports.WAIVERS.split("  - rule")[1].replace("compreface-defaults.yaml", "gate.yaml")
    waiver = waiver.replace("FRD21-63-TPL-irreversible", "FRD21-5-ENC-rest")
    text = f"apiVersion: facepolicy-waivers/v1\nwaivers:\n  - rule{waiver}"
    (tmp_path / "waivers.yaml").write_text(text, encoding="utf-8")
    report = reports.validator.check(
        "gate.yaml", packs=[reports.DRAFT], as_of=reports.DAY, waivers="waivers.yaml"
    )
    (run,) = json.loads(render(report, "en"))["runs"]
    found = [item for item in run["results"] if fact(item) == "/storage/encryption/atRest"]
    assert [(item["properties"]["rules"], len(item["suppressions"])) for item in found] == [
        (["FRD21-5-SEC"], 0),
        (["FRD21-5-ENC-rest"], 1),
    ]
    prints = [item["partialFingerprints"]["facepolicy/v1"] for item in run["results"]]
    assert len(set(prints)) == len(prints)


def test_of_more_results_than_github_shows_the_gravest_are_kept(monkeypatch):
    assert sarif.SHOWN == 5000
    shown = 500  # as with 5,000, in a tenth of the time
    monkeypatch.setattr(sarif, "SHOWN", shown)
    parts = ["waived", "failing", "documents"] * 12
    stream, all_ranks = sarif.Stream("en"), []
    for kind in parts:
        stream.add(reports.report(kind))
        all_ranks += map(rank, results_of(kind))
    frame = reports.report("several")
    (run,) = json.loads("".join(stream.document(frame)))["runs"]
    kept = [rank(item) for item in run["results"]]
    assert len(all_ranks) > 4 * shown
    assert sorted(kept) == sorted(all_ranks)[:shown]
    assert len(set(kept)) > 1
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["level"] == "warning"
    assert notice["message"]["text"].startswith(
        f"{len(all_ranks) - shown:,} results are left out: this log has the gravest {shown}"
    )


def rank(item):
    reasons = ["violated", "expired", "unevidenced", "undeclared"]
    if item.get("suppressions"):
        return (9,)
    levels = ["error", "warning", "note"]
    return levels.index(item["level"]), reasons.index(item["properties"]["reason"])


def test_an_unusable_manifest_is_a_notification():
    (invocation,) = run_of("broken")["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    reported = invocation["toolExecutionNotifications"]
    named = [item["locations"][0]["physicalLocation"] for item in reported]
    assert [place["artifactLocation"]["uri"] for place in named] == [
        "bad.yaml",
        "odd.yaml",
        "wrong.yaml",
    ]
    assert all(place["region"]["startLine"] > 0 for place in named)


def test_a_waiver_that_does_nothing_is_a_notification():
    (invocation,) = run_of("waived")["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    (reported,) = invocation["toolConfigurationNotifications"]
    assert reported["message"]["text"] == "FRD21-5-SEC (gone.yaml): no such manifest"
    place = reported["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "waivers.yaml"
    assert "FRD21-5-SEC" in reports.WAIVERS.splitlines()[place["region"]["startLine"] - 1]


def test_the_files_read_are_listed_with_their_digests():
    run, report = run_of("several"), reports.report("several")
    assert [item["location"]["uri"] for item in run["artifacts"]] == [
        "sites/gate%201.yaml",
        "sites/%E4%BA%BA%E8%84%B8.yaml",
    ]
    assert [item["hashes"]["sha-256"] for item in run["artifacts"]] == [
        manifest.sha256 for manifest in report.manifests
    ]
    for result in run["results"]:
        named = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][named["index"]]["location"]["uri"] == named["uri"]


def test_documents_of_one_file_share_its_address():
    results = results_of("documents")
    assert {uri(item) for item in results} == {"sites/both.yaml"}
    assert {item["properties"]["manifest"] for item in results} == {"sites/both.yaml#2"}
    assert [item["location"]["uri"] for item in run_of("documents")["artifacts"]] == [
        "sites/both.yaml"
    ]


def test_standard_input_has_an_address():
    assert {uri(item) for item in results_of("from memory")} == {"%3Cstdin%3E"}


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("./a//b/../c.yaml", "a/c.yaml"),
        ("sites\\gate.yaml", "sites/gate.yaml"),
        ("a b%20#?:.yaml", "a%20b%2520%23%3F%3A.yaml"),
        ("/srv/门.yaml", "file:///srv/%E9%97%A8.yaml"),
        ("C:\\sites\\gate.yaml", "file:///C:/sites/gate.yaml"),
        ("../gate.yaml", "../gate.yaml"),
        ("a\udc80.yaml", "a%80.yaml"),
    ],
)
def test_addresses(source, address):
    assert paths.uri(source) == address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["attacking", "waived"])
def test_no_text_is_active(kind, language):
    run = run_of(kind, language)
    for text in strings(run):
        assert text.replace("\n", "").isprintable()
    messages = [value["text"] for value in objects(run) if "text" in value]
    assert not any(re.search(r"\]\(|\{\d+\}", text) for text in messages)


def test_a_hostile_value_is_reported_without_effect():
    result = result_of("attacking", "/storage/templates/basis")
    text = result["message"]["text"]
    assert "\\u007b0} \\u007b1} [g]\\u0028http://h.example) ![i]\\u00281)" in text
    assert "\\u0007\\u001b[31m \\u007f\\u009b31m \\u202e\\u2028 end" in text
    assert unquote(uri(result)) == reports.HOSTILE_NAME
    (rule,) = [
        item for item in run_of("attacking")["tool"]["driver"]["rules"] if item["id"] == "T-1"
    ]
    assert r"\*a\* ::error::" in rule["help"]["markdown"]


@pytest.mark.parametrize("kind", ["waived", "known"])
def test_the_same_run_gives_the_same_bytes(kind):
    assert render(reports.fresh(kind), "en") == render(reports.report(kind), "en")
