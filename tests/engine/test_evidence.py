"""Evidence that is a file beside the manifest: opened, compared, and never beyond its folder."""

import hashlib
import json
import os
import shutil
from datetime import date

import pytest

import validator
from tests.support.checkout import ROOT
from validator import Reason, Standing, Status
from validator.cli import main
from validator.manifest.reading import evidence_files
from validator.report import messages, wording

LOBBY = ROOT / "examples" / "lobby-gate.yaml"
DRAFT = "cn-tc260-frd-2021-draft"
DAY = date(2026, 10, 31)
URI = '"doc://privacy/2026/pia.pdf"'
CONTENT = b"impact assessment"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
LEANING = {"FRD21-5-BASE", "FRD21-61-MIN", "FRD21-7-PIA"}
"""The rules of the draft that lean on the document in this manifest."""
OF_BROKEN = LEANING | {"SC-EVIDENCE-CURRENT"}
"""The rules that fail where the document does not count."""


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "site"
    (inner / "docs").mkdir(parents=True)
    (inner / "docs" / "pia.pdf").write_bytes(CONTENT)
    (tmp_path / "outside.pdf").write_bytes(CONTENT)
    return inner


def checked(folder, uri, digest=None):
    text = LOBBY.read_text(encoding="utf-8")
    stated = json.dumps(uri) + (f', sha256: "{digest}"' if digest else "")
    (folder / "gate.yaml").write_text(text.replace(URI, stated), encoding="utf-8")
    return validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=DAY)


def document(report):
    (documents,) = report.documents.values()
    return next(item for item in documents if item.id == "ev-pia")


def standing(report):
    return document(report).standing


def test_a_file_with_the_digest_stated_is_evidence(folder):
    report = checked(folder, "docs/pia.pdf", DIGEST)
    assert standing(report) is Standing.VERIFIED
    assert report.failures == ()
    assert {item.rule.id for item in report.evidenced} == LEANING


def test_a_file_without_digest_is_present(folder):
    report = checked(folder, "docs/pia.pdf")
    assert standing(report) is Standing.PRESENT
    assert {item.rule.id for item in report.evidenced} == LEANING


@pytest.mark.parametrize("uri", ["doc://privacy/pia.pdf", "https://riverside.example/pia", "urn:x"])
def test_what_is_kept_elsewhere_is_declared(folder, uri):
    report = checked(folder, uri, DIGEST)
    assert standing(report) is Standing.DECLARED
    assert (report.failures, report.evidenced) == ((), ())


def test_a_document_without_a_place_is_declared(folder):
    text = LOBBY.read_text(encoding="utf-8").replace(f"uri: {URI}, ", "")
    (folder / "gate.yaml").write_text(text, encoding="utf-8")
    report = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=DAY)
    assert standing(report) is Standing.DECLARED


def outside(folder):
    (folder / "link.pdf").symlink_to(folder.parent / "outside.pdf")
    (folder / "up").symlink_to(folder.parent)
    (folder / "loop.pdf").symlink_to(folder / "loop.pdf")
    os.mkfifo(folder / "pipe")


BROKEN = {
    "missing": ("docs/pai.pdf", None, Standing.MISSING),
    "below a file": ("docs/pia.pdf/x", None, Standing.MISSING),
    "another digest": ("docs/pia.pdf", "0" * 64, Standing.CHANGED),
    "up": ("../outside.pdf", None, Standing.REFUSED),
    "down and up": ("docs/../docs/pia.pdf", None, Standing.REFUSED),
    "absolute": ("/etc/hostname", None, Standing.REFUSED),
    "an address of a file": ("file:///etc/hostname", None, Standing.REFUSED),
    "backslash": ("docs\\pia.pdf", None, Standing.REFUSED),
    "a drive": ("C:/pia.pdf", None, Standing.REFUSED),
    "link out": ("link.pdf", None, Standing.REFUSED),
    "folder link out": ("up/outside.pdf", None, Standing.REFUSED),
    "link loop": ("loop.pdf", None, Standing.REFUSED),
    "folder": ("docs", None, Standing.REFUSED),
    "pipe": ("pipe", None, Standing.REFUSED),
    "too long": ("x" * 300, None, Standing.REFUSED),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_readable_file_below_the_folder_is_no_evidence(folder, case):
    uri, digest, expected = BROKEN[case]
    outside(folder)
    report = checked(folder, uri, digest)
    assert standing(report) is expected
    assert {item.rule.id for item in report.failures} == OF_BROKEN
    assert {item.reason for item in report.failures} == {Reason.UNEVIDENCED}


WORDS = {
    "up": ("the path contains ..", "路径含有 .."),
    "down and up": ("the path contains ..", "路径含有 .."),
    "absolute": ("the path is absolute", "这是绝对路径"),
    "an address of a file": ("a file: address", "这是 file: 地址"),
    "backslash": ("the path contains a backslash", "路径含有反斜杠"),
    "a drive": ("the path contains a colon", "路径含有冒号"),
    "link out": ("a link leads out", "链接指向"),
    "folder link out": ("a link leads out", "链接指向"),
    "link loop": ("the file cannot be read", "无法读取文件"),
    "folder": ("this is a folder", "这是文件夹"),
    "pipe": ("this is not a regular file", "这不是普通文件"),
    "too long": ("the file cannot be read", "无法读取文件"),
}


def test_there_are_words_for_each_refused_file():
    assert set(WORDS) == {case for case in BROKEN if BROKEN[case][2] is Standing.REFUSED}


@pytest.mark.parametrize("case", WORDS)
def test_the_reason_of_a_refusal_is_in_the_report(folder, case, capsys):
    outside(folder)
    described = document(checked(folder, BROKEN[case][0])).described
    english, chinese = WORDS[case]
    assert described.en.startswith(english)
    assert described.zh.startswith(chinese)
    main(["check", str(folder / "gate.yaml"), "-p", DRAFT])
    assert described.en in capsys.readouterr().out


def test_a_file_beyond_the_size_limit_is_refused(folder, monkeypatch):
    monkeypatch.setattr(evidence_files, "SIZE_LIMIT", len(CONTENT) - 1)
    found = document(checked(folder, "docs/pia.pdf", DIGEST))
    assert found.standing is Standing.REFUSED
    assert found.described.en == "the file is too large to read"
    monkeypatch.setattr(evidence_files, "SIZE_LIMIT", len(CONTENT))
    assert standing(checked(folder, "docs/pia.pdf", DIGEST)) is Standing.VERIFIED


def listing(folder, *uris, digest=DIGEST):
    """Write a manifest that names these files, and return the standings of all."""
    value = validator.load_manifest(LOBBY).value
    first = {**value["evidence"][0], "sha256": digest}
    value["evidence"] += [
        {**first, "id": f"n-{index}", "uri": uri} for index, uri in enumerate(uris)
    ]
    (folder / "gate.json").write_text(json.dumps(value), encoding="utf-8")
    report = validator.check(folder / "gate.json", packs=[DRAFT], as_of=DAY)
    (documents,) = report.documents.values()
    return [item.standing for item in documents if item.id.startswith("n-")]


def test_a_file_is_read_once_by_whatever_names(folder, monkeypatch):
    (folder / "latest.pdf").symlink_to(folder / "docs" / "pia.pdf")
    os.link(folder / "docs" / "pia.pdf", folder / "same.pdf")
    monkeypatch.setattr(evidence_files, "READ_LIMIT", len(CONTENT))
    names = ("docs/pia.pdf", "latest.pdf", "same.pdf", "docs/../docs/pia.pdf", "docs/pia.pdf")
    expected = [Standing.VERIFIED] * 5
    expected[3] = Standing.REFUSED
    assert listing(folder, *names) == expected


def test_what_a_file_holds_is_not_kept_for_the_next_manifest(folder):
    assert listing(folder, "docs/pia.pdf") == [Standing.VERIFIED]
    (folder / "docs" / "pia.pdf").write_bytes(CONTENT[::-1])
    assert listing(folder, "docs/pia.pdf") == [Standing.CHANGED]


def test_all_files_of_a_manifest_together_are_bounded(folder, monkeypatch):
    for name in "abc":
        (folder / name).write_bytes(CONTENT)
    monkeypatch.setattr(evidence_files, "READ_LIMIT", 2 * len(CONTENT))
    refused = [Standing.VERIFIED, Standing.VERIFIED, Standing.REFUSED, Standing.VERIFIED]
    assert listing(folder, "a", "b", "c", "a") == refused


def test_a_file_without_digest_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(evidence_files, "READ_LIMIT", 0)
    assert standing(checked(folder, "docs/pia.pdf")) is Standing.PRESENT


def test_a_link_within_the_folder_is_followed(folder):
    (folder / "latest.pdf").symlink_to(folder / "docs" / "pia.pdf")
    assert standing(checked(folder, "latest.pdf", DIGEST)) is Standing.VERIFIED


def test_a_broken_document_beside_a_sound_one_leaves_the_rule_backed(folder):
    text = LOBBY.read_text(encoding="utf-8").replace(URI, "docs/none.pdf")
    both = text.replace(
        "assessed: true, evidence: [ev-pia]", "assessed: true, evidence: [ev-pia, ev-pad]"
    )
    (folder / "gate.yaml").write_text(both, encoding="utf-8")
    report = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=DAY)
    assert {item.rule.id for item in report.failures} == {"FRD21-7-PIA", "SC-EVIDENCE-CURRENT"}


def test_without_a_folder_no_file_is_evidence(folder):
    value = validator.load_manifest(LOBBY).value
    value = json.loads(json.dumps(value).replace("doc://privacy/2026/pia.pdf", "docs/pia.pdf"))
    pack = [validator.load_pack(DRAFT)]
    lost = validator.evaluate(validator.manifest_from_value(value), pack, as_of=DAY)
    found = validator.evaluate(validator.manifest_from_value(value, folder=folder), pack, as_of=DAY)
    assert {item.rule.id for item in lost.failures} == LEANING
    assert found.failures == ()


def test_expired_and_missing_is_reported_as_missing(folder):
    checked(folder, "docs/none.pdf")
    report = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=date(2027, 6, 1))
    reasons = {item.rule.id: item.reason for item in report.failures if item.rule.id in LEANING}
    assert set(reasons.values()) == {Reason.UNEVIDENCED}


def test_the_register_counts_the_days_and_says_where_a_document_is_used(folder):
    report = checked(folder, "docs/pia.pdf")
    (documents,) = report.documents.values()
    pia = next(item for item in documents if item.id == "ev-pia")
    assert pia.days_left == (date(2027, 2, 10) - DAY).days
    assert "/governance/impactAssessment/evidence" in pia.used_at
    assert not pia.expired


@pytest.mark.parametrize(
    ("as_of", "expired"), [(date(2027, 2, 10), False), (date(2027, 2, 11), True)]
)
def test_a_document_counts_through_its_last_day(folder, as_of, expired):
    checked(folder, "docs/pia.pdf")
    report = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=as_of)
    (documents,) = report.documents.values()
    assert next(item for item in documents if item.id == "ev-pia").expired is expired
    evidenced = {item.rule.id for item in report.evidenced}
    assert evidenced == (set() if expired else LEANING)


@pytest.mark.parametrize(("as_of", "early"), [(date(2026, 2, 9), True), (date(2026, 2, 10), False)])
def test_a_document_counts_from_the_day_it_was_issued(folder, as_of, early):
    checked(folder, "docs/pia.pdf")
    report = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=as_of)
    (documents,) = report.documents.values()
    assert next(item for item in documents if item.id == "ev-pia").early is early
    leaning = [item for item in report.results if item.rule.id in LEANING]
    assert {item.reason for item in leaning} == {Reason.UNEVIDENCED if early else None}
    reported = {
        wording.all_expected(item).en
        for result in leaning
        for item in result.findings
        if item.reason
    }
    wanted = "evidence issued on or before the day of the check; not true of [ev-pia]"
    assert reported == ({wanted} if early else set())
    if early:
        assert not LEANING & {item.rule.id for item in report.evidenced}


def test_why_a_document_does_not_count_is_reported_of_each_manifest(folder):
    text = LOBBY.read_text(encoding="utf-8")
    dates = "issued: 2026-02-10, expires: 2027-02-10"
    assert dates in text
    terms = ("issued: 2026-11-01, expires: never", "issued: 2025-01-01, expires: 2025-12-31")
    for number in range(6):
        changed = text.replace(dates, terms[number % 2])
        (folder / f"{number}.yaml").write_text(changed, encoding="utf-8")
    report = validator.check(folder, packs=[DRAFT], as_of=DAY)
    for number in range(6):
        found = [item for item in report.results if item.manifest.endswith(f"{number}.yaml")]
        reasons = {item.reason for item in found if item.rule.id in LEANING}
        assert reasons == {(Reason.UNEVIDENCED, Reason.EXPIRED)[number % 2]}


@pytest.mark.parametrize(
    ("uri", "as_of", "reported"),
    [
        ("doc://pia", date(2027, 2, 11), "Renew the expired document"),
        ("doc://pia", date(2026, 2, 9), "Put the document at its uri"),
        ("docs/none.pdf", DAY, "Put the document at its uri"),
    ],
)
def test_what_to_do_is_reported_of_the_document(folder, uri, as_of, reported):
    checked(folder, uri)
    report = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=as_of)
    leaning = [item for item in report.failures if item.rule.id == "FRD21-7-PIA"]
    assert [wording.fix(item).en[: len(reported)] for item in leaning] == [reported]


def test_what_to_do_is_reported_of_the_statement_where_none_is_referred_to(folder):
    checked(folder, "docs/pia.pdf")
    file = folder / "gate.yaml"
    text = file.read_text(encoding="utf-8").replace(", evidence: [ev-training]", "")
    file.write_text(text, encoding="utf-8")
    (failure,) = validator.check(file, packs=[DRAFT], as_of=DAY).failures
    assert failure.reason is Reason.UNEVIDENCED
    assert wording.fix(failure).en == (
        "Enter the document in the list evidence, and refer to it in governance.training.evidence."
    )


def test_text_and_json_tell_declared_from_evidenced(folder, capsys):
    checked(folder, "docs/pia.pdf", DIGEST)
    argv = ["check", str(folder / "gate.yaml"), "-p", DRAFT, "--as-of", "2026-10-31"]
    main(argv)
    assert "(3 on opened evidence)" in capsys.readouterr().out
    main([*argv, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    basis = {item["rule"]: item["basis"] for item in report["results"] if item["status"] == "pass"}
    assert {rule for rule, what in basis.items() if what == "evidenced"} == LEANING
    assert report["counts"]["evidenced"] == 3
    register = {item["id"]: item["standing"] for item in report["manifests"][0]["evidence"]}
    assert register["ev-pia"] == "verified"
    assert register["ev-policy"] == "declared"


def test_text_tells_the_broken_document_with_its_line(folder, capsys):
    checked(folder, "docs/none.pdf")
    assert main(["check", str(folder / "gate.yaml"), "-p", DRAFT, "--as-of", "2026-10-31"]) == 1
    line = 1 + LOBBY.read_text(encoding="utf-8").splitlines().index(
        next(row for row in LOBBY.read_text(encoding="utf-8").splitlines() if "id: ev-pia," in row)
    )
    out = capsys.readouterr().out
    reported = f'{folder / "gate.yaml"}:{line}:5: ev-pia: "docs/none.pdf": no such file beside'
    assert reported in out


def test_the_list_of_evidence_does_not_pass_with_a_broken_document(folder):
    report = checked(folder, "docs/pia.pdf", 64 * "0")
    (found,) = [item for item in report.failures if item.rule.id == "SC-EVIDENCE-CURRENT"]
    assert (found.reason, found.rule.severity.value) == (Reason.UNEVIDENCED, "error")
    (document,) = [item for item in report.documents[found.manifest] if item.id == "ev-pia"]
    (finding,) = found.findings
    assert (finding.pointer, finding.actual) == ("/evidence/1/uri", "docs/pia.pdf")
    assert finding.position.line == document.position.line
    assert found.fix == messages.REPLACE_EVIDENCE
    assert not report.passed


@pytest.mark.parametrize("uri", ["doc://none.pdf", "https://none.example/pia.pdf", "docs/pia.pdf"])
def test_the_list_of_evidence_passes_with_what_is_not_opened_or_sound(folder, uri):
    assert checked(folder, uri).failures == ()


def test_no_result_but_of_leaning_rules_changes(folder):
    sound, broken = checked(folder, "docs/pia.pdf"), checked(folder, "docs/none.pdf")
    changed = {
        after.rule.id
        for before, after in zip(sound.results, broken.results, strict=True)
        if before.status is not after.status
    }
    assert changed == OF_BROKEN
    assert all(item.status is not Status.WAIVED for item in broken.results)


def test_the_folder_may_be_reached_by_a_link(folder, tmp_path):
    checked(folder, "docs/pia.pdf", DIGEST)
    (tmp_path / "here").symlink_to(folder)
    report = validator.check(tmp_path / "here" / "gate.yaml", packs=[DRAFT], as_of=DAY)
    assert standing(report) is Standing.VERIFIED
    shutil.rmtree(folder)


POINTER = b"""version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
"""
NO_DOCUMENTS = {
    "nothing": (b"", Standing.EMPTY, "the file is empty"),
    "blanks": (b"\xef\xbb\xbf \r\n\t\n", Standing.EMPTY, "the file is empty"),
    "a pointer": (POINTER, Standing.LFS_POINTER, "a pointer of Git LFS"),
}


@pytest.mark.parametrize("digest", [False, True])
@pytest.mark.parametrize("case", NO_DOCUMENTS)
def test_what_is_no_document_is_no_evidence_with_or_without_digest(folder, case, digest):
    content, expected, _ = NO_DOCUMENTS[case]
    (folder / "docs" / "pia.pdf").write_bytes(content)
    stated = hashlib.sha256(content).hexdigest() if digest else None
    report = checked(folder, "docs/pia.pdf", stated)
    assert standing(report) is expected
    assert {item.rule.id for item in report.failures} == OF_BROKEN
    assert {item.reason for item in report.failures} == {Reason.UNEVIDENCED}


@pytest.mark.parametrize("name", ["gate.yaml", "copy.yaml", "link.yaml"])
def test_the_manifest_is_no_evidence_for_itself(folder, name):
    checked(folder, name)
    shutil.copy(folder / "gate.yaml", folder / "copy.yaml")
    (folder / "link.yaml").symlink_to(folder / "gate.yaml")
    report = checked(folder, name)
    assert standing(report) is Standing.MANIFEST
    assert {item.rule.id for item in report.failures} == OF_BROKEN


def test_a_document_that_mentions_git_lfs_is_a_document(folder):
    (folder / "docs" / "pia.pdf").write_bytes(POINTER + b"x" * 1024)
    assert standing(checked(folder, "docs/pia.pdf")) is Standing.PRESENT


@pytest.mark.parametrize("case", NO_DOCUMENTS)
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "markdown", "html", "oscal"])
def test_every_format_with_a_register_says_why_a_file_is_no_document(folder, capsys, case, form):
    content, expected, reason = NO_DOCUMENTS[case]
    (folder / "docs" / "pia.pdf").write_bytes(content)
    checked(folder, "docs/pia.pdf")
    options = ["--pack", DRAFT, "--as-of", DAY.isoformat(), "--format", form]
    main(["check", *options, str(folder / "gate.yaml")])
    shown = f'"{expected.value}"' if form.startswith("json") else reason
    assert shown in capsys.readouterr().out
