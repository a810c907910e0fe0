"""A manifest of the wrong shape: all that is wrong at once, with positions and suggestions."""

import json

import pytest
import yaml

from tests.support.checkout import ROOT
from validator import ManifestError, load_manifest
from validator.jsonschema.constraint import Constraint
from validator.manifest import structure
from validator.manifest.structure import manifest_problems
from validator.manifest.vocabulary import shapes
from validator.model.resources import schema

LOBBY = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")


def lines(tmp_path, text, language="en"):
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    problems = manifest_problems(load_manifest(path))
    return [problem.line(language).removeprefix(f"{path}:") for problem in problems]


def line_of(text, fragment):
    return next(n for n, line in enumerate(text.splitlines(), 1) if fragment in line)


def test_sound_manifest_has_no_problem(tmp_path):
    assert lines(tmp_path, LOBBY) == []


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("  onRefusal:", "  onRefusl:", 13, 'unknown key "onRefusl"; did you mean "onRefusal"?'),
        ("  grade: separate", "  grade: seperate", 10, 'consent.grade is "seperate"; expected: one of none, implied, bundled, explicit, separate, separate-written, not-required-by-law; did you mean "separate"?'),
        ("  onRefusal: basic-service-continues", "  onRefusal: service-denid", 14, 'consent.onRefusal is "service-denid"; expected: one of basic-service-continues, '),
        ("  country: CN", "  country: cn", 12, 'controller.country is "cn"; expected: did you mean "CN"?'),
        ("  version: 2.3.0", "  version: 2.3", 12, "metadata.version is 2.3; expected: text; put it in quotes"),
        ("within: P7D", "within: 7", None, 'deletion.within is 7; expected: A length of time as ISO 8601 writes it, in this order: years, months, weeks, days, then T and hours, minutes, seconds. Such as "P30D".'),
        ("  updated: 2026-10-31", "  updated: 31.10.2026", 12, 'metadata.updated is "31.10.2026"; expected: A calendar date as ISO 8601 writes it, year-month-day. Such as "2026-10-31".'),
        ("  languages: [zh-Hans, en]", "  languages: [zh_Hans]", 15, 'notice.languages[0] is "zh_Hans"; expected: A language tag as BCP 47 writes it, its parts separated by hyphens. Such as "zh-Hans".'),
        ("  jurisdictions: [CN]", "  jurisdictions: CN", 18, "scenario.jurisdictions is \"CN\"; expected: a list, such as [CN]"),
        ("  occurs: false", "  occurs: No", 11, 'crossBorder.occurs is "No"; expected: one of true, false; did you mean "false"?'),
        ("  images: {retained: false,", "  images: {retained: yes,", 22, 'storage.images.retained is "yes"; expected: true or false; did you mean "true"?'),
        ("  enrolled: 1840", "  enrolled: {atleast: 5}", 23, 'unknown key "atleast"; did you mean "atLeast"?'),
        ("  enrolled: 1840", "  enrolled: {}", 3, 'subjects.enrolled is {}; expected: Bounds of a number that is not known exactly: atLeast, atMost or both. Such as {"atLeast": 10000}.'),
        ("  enrolled: 1840", "  enrolled: yes", 13, 'subjects.enrolled is "yes"; expected: a whole number'),
        ("  enrolled: 1840", "  enrolled: -1", 13, "subjects.enrolled is -1; expected: at least 0"),
        ("  modes: [identification-1-n]", "  modes: []", 3, "scenario.modes is []; expected: at least 1 in the list"),
        ("  occurs: false", "  occurs: maybe", None, "crossBorder.occurs"),
        ("  integrity: [signed-frames, device-attestation, tls]", "  integrity: [none, tls]", 3, 'capture.integrity is ["none", "tls"]; expected: none alone'),
    ],
)  # fmt: skip
def test_one_mistake_is_reported_with_its_place(tmp_path, old, new, column, message):
    source = LOBBY.replace("crossBorder: {occurs: false}", "crossBorder:\n  occurs: false")
    assert source.count(old) >= 1
    text = source.replace(old, new, 1)
    (found,) = lines(tmp_path, text)
    place, reported = found.split(": ", 1)
    assert place.split(":")[0] == str(line_of(text, new))
    if column:
        assert place.split(":")[1] == str(column)
    assert reported.startswith(message)


def test_a_document_that_may_be_a_file_of_passwords_is_not_printed(tmp_path):
    for text, shown in (("[hunter2]", "[…]"), ("hunter2", '"…"'), ("[]", "[]")):
        (found,) = lines(tmp_path, text)
        assert f"the document is {shown}; expected: a mapping" in found


def test_missing_identity_is_reported_where_it_belongs(tmp_path):
    text = LOBBY.replace("  id: riverside-tower-lobby\n", "")
    (found,) = lines(tmp_path, text)
    assert (
        found
        == f"{line_of(text, 'metadata:')}:1: metadata.id is missing: Stable name used in every report."
    )


@pytest.mark.parametrize("value", ["null", "~", ""])
def test_null_states_nothing_and_is_no_mistake(tmp_path, value):
    assert lines(tmp_path, LOBBY.replace("status: production", f"status: {value}")) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("consent:\n", "concent:\nconsent:\n", "concent:", 'unknown key "concent"; did you mean "consent"?'),
        ("  onRefusal:", "  onRefusall:\n  onRefusal:", "onRefusall:", 'did you mean "onRefusal"?'),
        ("{occurs: false}", "{occurs:false}", "occurs:false", 'unknown key "occurs:false"; YAML needs a space after the colon'),
        ("{occurs: false}", "{occurs\uff1afalse}", "occurs\uff1a", 'unknown key "occurs\uff1afalse": "\uff1a" is a full-width'),
        ("purposes:\n  - id: unlock", "purposes:\n  - usee:\n    id: unlock", "usee:", 'unknown key "usee"; did you mean "use"?'),
        ("  enrolled: 1840", "  enrolled: {atLeast: 9, fewer: }", "fewer:", 'unknown key "fewer"'),
        ("recipients: []", "recipients: [{name: Acme, contry: ~}]", "contry:", 'unknown key "contry"; did you mean "country"?'),
    ],
)  # fmt: skip
def test_an_unknown_key_is_reported_also_if_it_is_null(tmp_path, old, new, key, message):
    """It states nothing, but was meant to: the fact would be lost."""
    assert old in LOBBY
    text = LOBBY.replace(old, new, 1)
    (found,) = lines(tmp_path, text)
    line = line_of(text, key)
    assert found.startswith(f"{line}:")
    assert message in found


def test_keys_that_are_known_or_free_may_be_null_beside_one_that_is_not(tmp_path):
    free = "status: ~\n  labels: {a: ~}\n  x-own: ~\n  wrong: ~"
    text = LOBBY.replace("status: production", free, 1) + "x-team: ~\noversight: ~\n"
    (found,) = lines(tmp_path, text)
    assert 'unknown key "wrong"' in found


def test_an_unknown_key_that_is_null_is_reported_in_a_base_and_over_one(tmp_path):
    start = "apiVersion: face-manifest/v2\nkind: "
    base = tmp_path / "base.yaml"
    site = tmp_path / "site.yaml"
    extends = "FaceRecognitionDeployment\nextends: [base.yaml]\nmetadata: {id: a}\n"
    base.write_text(f"{start}FaceRecognitionBase\nconsent: {{grade: explicit}}\n", encoding="utf-8")
    site.write_text(f"{start}{extends}consent: {{gradee: ~}}\n", encoding="utf-8")
    (found,) = manifest_problems(load_manifest(site))
    assert found.line("en").startswith(f"{site}:5:")
    base.write_text(f"{start}FaceRecognitionBase\nconsent: {{gradee: ~}}\n", encoding="utf-8")
    with pytest.raises(ManifestError, match='unknown key "gradee"'):
        load_manifest(site)


def test_an_entry_of_a_list_may_not_be_null(tmp_path):
    text = LOBBY.replace("modes: [identification-1-n]", "modes: [null]")
    (found,) = lines(tmp_path, text)
    assert "scenario.modes[0]" in found


def test_version_1_is_refused_with_advice(tmp_path):
    text = LOBBY.replace("face-manifest/v2", "face-manifest/v1")
    (found,) = lines(tmp_path, text)
    assert "facepolicy migrate" in found


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file(tmp_path):
    text = (
        LOBBY.replace("role: handler", "role: owner")
        .replace("  chosenBy: subject", "  choosenBy: subject")
        .replace("atRest: sm4", "atRest: sm5")
    )
    found = lines(tmp_path, text)
    assert [int(line.split(":")[0]) for line in found] == sorted(
        [line_of(text, "owner"), line_of(text, "choosenBy"), line_of(text, "sm5")]
    )


def test_an_empty_mapping_lacks_identity_alone(tmp_path):
    found = lines(tmp_path, "{}")
    assert len(found) == 3
    assert all(line.startswith("1:1: ") and " is missing" in line for line in found)


def test_merge_keys_are_refused_with_their_reason(tmp_path):
    (found,) = lines(tmp_path, LOBBY.replace("notice:\n", "notice:\n  <<: {given: never}\n"))
    assert "not part of YAML 1.2" in found


def test_own_keys_are_free_below_x(tmp_path):
    assert lines(tmp_path, LOBBY + "x-team: {anything: [1, {y: z}]}\n") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("evidence: [ev-pad]", "evidence: [ev-bad]", '"ev-bad" is not an id in the list evidence; did you mean "ev-pad"?'),
        ("purposesCovered: [unlock]", "purposesCovered: [unlok]", '"unlok" is not an id in the list purposes; did you mean "unlock"?'),
        ("{id: ev-pia,", "{id: ev-pad,", 'the id "ev-pad" is used more than once'),
    ],
)  # fmt: skip
def test_references_lead_somewhere(tmp_path, old, new, message):
    found = lines(tmp_path, LOBBY.replace(old, new))
    assert any(message in line for line in found)


def test_chinese(tmp_path):
    (found,) = lines(tmp_path, LOBBY.replace("grade: separate", "grade: seperate"), "zh")
    assert found.endswith(
        'consent.grade 的值为 "seperate"；应为：以下之一：none, implied, bundled, explicit, separate, separate-written, not-required-by-law；可能是 “separate”'
    )


def test_control_characters_of_the_file_do_not_reach_the_message(tmp_path):
    (found,) = lines(tmp_path, LOBBY.replace("grade: separate", 'grade: "\\e[31mred"'))
    assert "\x1b" not in found
    assert "\\u001b" in found


BLANKS = ["", " ", "\t", "\u00a0", "\u3000", "\u200b", "\u2800", "\u3164", " \u200b\ufe0f\u2060 "]


@pytest.mark.parametrize("blank", BLANKS)
def test_no_text_may_be_blank(blank):
    constraints = [
        Constraint(shape) for shape in shapes().values() if shape.get("type") == "string"
    ]
    assert len(constraints) >= 97
    assert not [item.schema for item in constraints if item.holds(blank)]


@pytest.mark.parametrize("text", ["x", "。", " a ", "\u200b一", "é", "🙂", "-"])
def test_a_text_with_anything_to_see_is_one(text):
    assert Constraint(schema("manifest")["$defs"]["text"]).holds(text)


def test_a_blank_text_is_reported_with_its_place(tmp_path):
    text = LOBBY.replace("  name: Riverside Property Services Co., Ltd.", '  name: "\u3000"', 1)
    line = line_of(text, 'name: "\u3000"')
    expected = 'controller.name is "\\u3000"; expected: A text with at least one character that can be seen.'
    (problem,) = lines(tmp_path, text)
    assert problem.startswith(f"{line}:9: {expected}")
    assert "至少含一个可见字符的文字" in lines(tmp_path, text, "zh")[0]


def refusable(node, *, reported=True):
    """Yield the nodes whose own words are the message for a value that they refuse."""
    if isinstance(node, list):
        for item in node:
            yield from refusable(item, reported=reported)
    elif isinstance(node, dict):
        besides = node.get("anyOf", [{}])[-1].get("$ref") in structure._BESIDES
        if reported and "properties" not in node:
            own = {"pattern", "format", "not", "contains"} | (set() if besides else {"anyOf"})
            yield from [node] if own & node.keys() else []
        for keyword, child in node.items():
            if keyword in ("properties", "$defs"):
                yield from refusable([*child.values()], reported=reported)
            elif keyword not in ("examples", "enum", "const", "if", "not"):
                inside = reported and (keyword != "anyOf" or besides)
                yield from refusable(child, reported=inside)


@pytest.mark.parametrize("name", ["manifest", "waivers", "attestations", "baseline", "config", "pack", "rule", "common"])  # fmt: skip
def test_every_form_is_described_in_both_languages(name):
    nodes = [node for node in refusable(schema(name)) if set(node) - {"$ref"}]
    lacking = [node for node in nodes if not node.keys() >= {"description", "x-description-zh"}]
    assert not lacking


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_a_schema_for_editors_may_be_named(tmp_path, syntax):
    value = {
        "$schema": "https://schemas.example/manifest.json",
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "site"},
    }
    text = json.dumps(value) if syntax == "json" else yaml.safe_dump(value, allow_unicode=True)
    assert lines(tmp_path, text) == []
    unknown = json.dumps({**value, "extra": 1})
    (problem,) = lines(tmp_path, unknown)
    assert 'unknown key "extra"' in problem


@pytest.mark.parametrize("name", ["waivers", "attestations"])
def test_so_it_may_be_in_files_of_waivers_and_attestations(name):
    value = {"apiVersion": f"facepolicy-{name}/v1", name: []}
    assert Constraint(schema(name)).breaches(value) == Constraint(schema(name)).breaches(
        {"$schema": "https://schemas.example/file.json", **value}
    )


def test_a_key_that_lost_its_indent_and_what_a_file_starts_with(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_text("metadata: {id: m}\nscenario:\nsector: retail\n", encoding="utf-8")
    version, kind, key = manifest_problems(load_manifest(file))
    assert version.text.en.endswith("Write apiVersion: face-manifest/v2.")
    assert kind.text.en.endswith("Write kind: FaceRecognitionDeployment.")
    assert key.text.en == 'unknown key "sector"; it belongs under scenario: indent it'
    assert "scenario" in key.text.zh
