"""Constraints in sentences: a sentence for each keyword, and for each fact of each shipped rule."""

import re

import pytest

from tests.support.golden import LANGUAGES, explanation, explanation_file
from validator import load_pack
from validator.authoring.lint.constraint import facts_read
from validator.jsonschema.keywords import is_remark
from validator.model import resources
from validator.model.resources import shipped
from validator.report.sentences import Writer, as_list, rule_sentences

PACKS = [load_pack(name) for name in shipped()]
RULES = [(rule, pack) for pack in PACKS for rule in pack.rules]
KEYWORDS = resources.schema("rule")["$defs"]["constraint"]["properties"].keys()


def obj(**members):
    return {"properties": members, "required": list(members)}


def at(path, schema):
    for name in reversed(path.split(".")):
        schema = obj(**{name: schema})
    return schema


BEFORE = at("notice.given", {"const": "before-collection"})
NO_IMAGES = at("storage.images.retained", {"const": False})
NO_TEMPLATES = at("storage.templates.retained", {"const": False})
COMMON = {
    "facepolicy:common/notice": {
        "$defs": {
            "before": {
                "description": "People are informed before.",
                "x-description-zh": "事前告知。",
                **BEFORE,
            },
            "bare": {"description": "No Chinese here.", **BEFORE},
            "grade": {"description": "Of a value.", "enum": ["separate", "separate-written"]},
        }
    }
}


def shared(name):
    return {"$ref": f"facepolicy:common/notice#/$defs/{name}"}


CASES = {
    "const": (
        BEFORE,
        ["- notice.given is before-collection"],
        ["- notice.given（告知时间）为采集前（before-collection）"],
    ),
    "enum": (
        at("scenario.setting", {"enum": ["public-place", "semi-public"]}),
        ["- scenario.setting is one of public-place, semi-public"],
        ["- scenario.setting（场所）为以下之一：公共场所（public-place）、半公共场所（semi-public）"],
    ),
    "required": (
        obj(consent={"required": ["grade"]}),
        ["- consent.grade is stated"],
        ["- consent.grade（同意等级）已说明"],
    ),
    "properties": (
        obj(consent=obj(grade={}, pressure={"const": "none"})),
        ["- consent.grade is stated", "- consent.pressure is none"],
        ["- consent.grade（同意等级）已说明", "- consent.pressure（压力）为无（none）"],
    ),
    "evidence": (
        at("governance.policy", {"minItems": 1}),
        ["- governance.policy refers to current evidence"],
        ["- governance.policy（制度和操作规程）引用有效的证据"],
    ),
    "a derived fact": (
        at("capture.stopsWithinOneMinute", {"const": True}),
        ['- capture.stopsWithinOneMinute ("A capture stops after one minute at the latest") is true'],
        ["- capture.stopsWithinOneMinute（采集最多持续一分钟）为 true"],
    ),
    "an unknown fact": (
        at("a.b", {"const": 1}),
        ["- a.b is 1"],
        ["- a.b 为 1"],
    ),
    "minimum, maximum": (
        at("subjects.enrolled", {"minimum": 1, "maximum": 100000}),
        ["- subjects.enrolled is at least 1", "- subjects.enrolled is at most 100000"],
        ["- subjects.enrolled（存储人数）不少于 1", "- subjects.enrolled（存储人数）不多于 100000"],
    ),
    "minItems, maxItems": (
        at("capture.devices", {"minItems": 1, "maxItems": 3}),
        [
            "- the number of items of capture.devices is at least 1",
            "- the number of items of capture.devices is at most 3",
        ],
        ["- capture.devices（设备）的项数不少于 1", "- capture.devices（设备）的项数不多于 3"],
    ),
    "minLength, maxLength": (
        at("controller.name", {"minLength": 1, "maxLength": 9}),
        [
            "- the length of controller.name is at least 1",
            "- the length of controller.name is at most 9",
        ],
        ["- controller.name（名称）的长度不少于 1", "- controller.name（名称）的长度不多于 9"],
    ),
    "pattern": (
        at("controller.name", {"pattern": "^[A-Z]$"}),
        ['- controller.name matches the pattern "^[A-Z]$"'],
        ['- controller.name（名称）匹配模式 "^[A-Z]$"'],
    ),
    "type": (
        at("controller.name", {"type": "string"}),
        ["- controller.name is of the type string"],
        ["- controller.name（名称）的类型为 string"],
    ),
    "items of values": (
        at("scenario.modes", {"items": {"const": "analysis"}}),
        ["- every item of scenario.modes is analysis"],
        ["- scenario.modes（处理方式）的每一项为人脸分析（analysis）"],
    ),
    "items": (
        at("purposes", {"items": obj(basicService={})}),
        ["- every item of purposes: basicService is stated"],
        ["- purposes（目的）的每一项：basicService（基本业务功能）已说明"],
    ),
    "items of either kind": (
        at("scenario.modes", {"items": {"anyOf": [{"const": "a"}, {"const": "b"}]}}),
        ["- every item of scenario.modes: at least one of these:", "    - it is a", "    - it is b"],
        [
            "- scenario.modes（处理方式）的每一项：至少满足一项：",
            "    - 该项为 a",
            "    - 该项为 b",
        ],
    ),
    "contains a value": (
        at("scenario.modes", {"contains": {"enum": ["a", "b"]}}),
        ["- scenario.modes includes one of a, b"],
        ["- scenario.modes（处理方式）包含以下之一：a、b"],
    ),
    "contains": (
        at("alternatives.offered", {"contains": obj(availability={"const": "always"}, offeredTo={"const": "all"})}),
        ["- at least one item of alternatives.offered: availability is always, and offeredTo is all"],
        ["- alternatives.offered（提供的方式）中至少一项：availability（可用性）为始终可用（always），且 offeredTo（提供对象）为所有人（all）"],
    ),
    "contains anything": (
        at("capture.devices", {"contains": {}}),
        ["- the number of items of capture.devices is at least 1"],
        ["- capture.devices（设备）的项数不少于 1"],
    ),
    "allOf": (
        {"allOf": [BEFORE]},
        ["- notice.given is before-collection"],
        ["- notice.given（告知时间）为采集前（before-collection）"],
    ),
    "allOf of values": (
        at("security.measures", {"allOf": [{"contains": {"const": "a"}}, {"contains": {"const": "b"}}]}),
        ["- security.measures includes all of a, b"],
        ["- security.measures（措施）包含全部：a、b"],
    ),
    "anyOf": (
        {"anyOf": [BEFORE, {"allOf": [NO_IMAGES, NO_TEMPLATES]}, {"allOf": [BEFORE, NO_IMAGES, NO_TEMPLATES]}, {}]},
        [
            "- at least one of these:",
            "    - notice.given is before-collection",
            "    - storage.images.retained is false, and storage.templates.retained is false",
            "    - all of these:",
            "        - notice.given is before-collection",
            "        - storage.images.retained is false",
            "        - storage.templates.retained is false",
            "    - in all cases",
        ],
        [
            "- 至少满足一项：",
            "    - notice.given（告知时间）为采集前（before-collection）",
            "    - storage.images.retained（存储）为否（false），且 storage.templates.retained（存储）为否（false）",
            "    - 同时满足：",
            "        - notice.given（告知时间）为采集前（before-collection）",
            "        - storage.images.retained（存储）为否（false）",
            "        - storage.templates.retained（存储）为否（false）",
            "    - 所有情形",
        ],
    ),
    "not a value": (
        at("controller.country", {"not": {"const": "CN"}}),
        ["- controller.country is not CN"],
        ["- controller.country（设立地）不为 CN"],
    ),
    "not stated": (
        obj(consent={"not": {"required": ["grade"]}}),
        ["- consent.grade is not stated"],
        ["- consent.grade（同意等级）未说明"],
    ),
    "not": (
        {"not": BEFORE},
        ["- this is not so: notice.given is before-collection"],
        ["- 以下不成立：notice.given（告知时间）为采集前（before-collection）"],
    ),
    "not several": (
        {"not": {"allOf": [BEFORE, NO_IMAGES, NO_TEMPLATES]}},
        [
            "- not all of these:",
            "    - notice.given is before-collection",
            "    - storage.images.retained is false",
            "    - storage.templates.retained is false",
        ],
        [
            "- 以下不同时成立：",
            "    - notice.given（告知时间）为采集前（before-collection）",
            "    - storage.images.retained（存储）为否（false）",
            "    - storage.templates.retained（存储）为否（false）",
        ],
    ),
    "if, then, else": (
        {"if": BEFORE, "then": NO_IMAGES, "else": {"anyOf": [NO_IMAGES, NO_TEMPLATES]}},
        [
            "- if notice.given is before-collection, then storage.images.retained is false",
            "- otherwise: at least one of these:",
            "    - storage.images.retained is false",
            "    - storage.templates.retained is false",
        ],
        [
            "- 如果 notice.given（告知时间）为采集前（before-collection），则 storage.images.retained（存储）为否（false）",
            "- 否则：至少满足一项：",
            "    - storage.images.retained（存储）为否（false）",
            "    - storage.templates.retained（存储）为否（false）",
        ],
    ),
    "if of several": (
        {"if": {"anyOf": [NO_IMAGES, NO_TEMPLATES]}, "then": BEFORE},
        [
            "- if: at least one of these:",
            "    - storage.images.retained is false",
            "    - storage.templates.retained is false",
            "- then: notice.given is before-collection",
        ],
        [
            "- 如果：至少满足一项：",
            "    - storage.images.retained（存储）为否（false）",
            "    - storage.templates.retained（存储）为否（false）",
            "- 则：notice.given（告知时间）为采集前（before-collection）",
        ],
    ),
    "if, else": (
        {"if": obj(consent={"required": ["grade"]}), "else": BEFORE},
        ["- if this is not so: consent.grade is stated, then notice.given is before-collection"],
        ["- 如果 以下不成立：consent.grade（同意等级）已说明，则 notice.given（告知时间）为采集前（before-collection）"],
    ),
    "$ref": (
        shared("before"),
        ["- People are informed before: notice.given is before-collection"],
        ["- 事前告知：notice.given（告知时间）为采集前（before-collection）"],
    ),
    "$ref to what has no description in Chinese": (
        shared("bare"),
        ["- No Chinese here: notice.given is before-collection"],
        ["- notice.given（告知时间）为采集前（before-collection）"],
    ),
    "$ref at a value": (
        at("consent.grade", shared("grade")),
        ["- consent.grade is one of separate, separate-written"],
        ["- consent.grade（同意等级）为以下之一：单独同意（separate）、书面单独同意（separate-written）"],
    ),
    "nothing": ({}, ["- in all cases"], ["- 所有情形"]),
}  # fmt: skip


def written(schema, language):
    return list(as_list(Writer(COMMON, language).sentences(schema), str))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_constraint_in_sentences(name, language):
    schema, english, chinese = CASES[name]
    assert written(schema, language) == {"en": english, "zh": chinese}[language]


def test_every_keyword_of_constraints_has_a_case():
    seen = re.findall(r"'([$\w]+)':", str([schema for schema, *_ in CASES.values()]))
    assert {keyword for keyword in KEYWORDS if not is_remark(keyword)} <= set(seen)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rule", "pack"), RULES, ids=[rule.id for rule, _ in RULES])
def test_the_sentences_of_a_rule_name_every_fact_and_no_keyword(rule, pack, language):
    sections = list(rule_sentences(rule, pack, language))
    text = "\n".join(line for section in sections for line in as_list(section.sentences, str))
    words = set(re.findall(r"[\w.$-]+", text))
    schemas = [rule.applies_when, rule.requires, rule.review.when if rule.review else {}]
    read = {fact for schema in schemas for fact in facts_read(pack.inlined(schema))}
    for fact in read - {longer[:-1] for longer in read} - {longer[:-2] for longer in read}:
        last = len(fact) - fact[::-1].index("*") if "*" in fact else 0
        assert ".".join(fact[last:]) in words
    scaffolding = KEYWORDS - {"type", "not", "if", "then", "else", "required", "description", "items", "contains"}  # fmt: skip
    assert not scaffolding & words
    assert len(sections) == 1 + bool(rule.applies_when) + bool(rule.review)


@pytest.mark.parametrize("pack", PACKS, ids=[pack.id for pack in PACKS])
def test_checks_are_numbered_where_there_are_several(pack):
    for rule in pack.rules:
        (section,) = [made for made in rule_sentences(rule, pack, "en") if made.title.en == "Requires"]  # fmt: skip
        assert section.numbered == (len(rule.checks) > 1)
        assert not section.numbered or len(section.sentences) == len(rule.checks)
    assert Writer(pack.common, "en").sentences(pack.applies_when)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation(language):
    assert explanation(language) == explanation_file(language).read_text(encoding="utf-8")
