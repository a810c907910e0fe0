"""Lint: every way in which a rule could pass in silence is refused, at its place in the file."""

import random

import pytest
from packbuilder import (
    CARD,
    CLAUSE,
    GONE,
    RULE,
    claiming,
    damaged,
    lint,
    place,
    requiring,
    rule,
    text,
    write_pack,
)

from validator.constraints import Constraint
from validator.errors import PackError
from validator.lint import lint_pack
from validator.lint.constraint import flaws_of_requirement
from validator.lint.references import resolver

FILE = "rules/T-1.yaml"
IMAGES = "/requires/properties/storage/properties/images"
RECIPIENTS = "/requires/properties/sharing/properties/recipients"


def only_flaw(tmp_path, one, pointer, gist, file=FILE, **kinds):
    """The pack with this rule has one flaw: of this gist, at this place of this file."""
    folder = write_pack(tmp_path, one, **kinds)
    [(*where, said)] = lint(folder)
    assert gist in said
    assert tuple(where) == place(folder, file, pointer)


def one_flaw(tmp_path, one, pointer, gist):
    """The pack with this rule has a flaw of this gist at this place, and no other of the gist."""
    folder = write_pack(tmp_path, one)
    assert [flaw[:3] for flaw in lint(folder) if gist in flaw[3]] == [place(folder, FILE, pointer)]


def sound(tmp_path, one, **kinds):
    assert lint(write_pack(tmp_path, one, **kinds)) == []


def test_the_sound_pack_has_no_flaw(tmp_path):
    sound(tmp_path, RULE)


def test_a_folder_that_is_no_pack(tmp_path):
    with pytest.raises(PackError, match="no such pack"):
        lint_pack(tmp_path)


# Shapes


@pytest.mark.parametrize(
    ("pointer", "item", "gist"),
    [
        ("/requires/propertise", {}, 'unknown key "propertise"; did you mean "properties"?'),
        (f"{IMAGES}/requird", ["retained"], 'unknown key "requird"; did you mean "required"?'),
        (f"{IMAGES}/oneOf", [{}], 'unknown key "oneOf"'),
        (f"{IMAGES}/dependentRequired", {}, 'unknown key "dependentRequired"'),
        (f"{IMAGES}/format", "date", 'unknown key "format"'),
        ("/requires", True, "requires is true"),
        ("/expect", "pass", 'unknown key "expect"'),
        ("/tests/0/patsh", {}, 'did you mean "patch"?'),
        ("/tests/1/reason", "violatd", 'did you mean "violated"?'),
        ("/tests/1/asOf", "2026-02-30", "tests[1].asOf"),
        ("/title/fr", "mots", 'unknown key "fr"'),
        ("/title/en", "", "title.en"),
        ("/message/violated/zh", "", "message.violated.zh"),
        ("/remediation/officer/zh", "", "remediation.officer.zh"),
        ("/requires/$ref", "file:///etc/passwd", '"file:///etc/passwd"'),
        ("/requires/$ref", "https://example.org/a.json", '"https://example.org/a.json"'),
        ("/requires/$ref", "#/properties/storage", '"#/properties/storage"'),
    ],
)
def test_misshapen(tmp_path, pointer, item, gist):
    only_flaw(tmp_path, damaged(RULE, pointer, item), pointer, gist)


@pytest.mark.parametrize("part", ["title", "why", "message/violated", "remediation/engineer"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_missing_language(tmp_path, part, language):
    broken = damaged(RULE, f"/{part}/{language}")
    only_flaw(tmp_path, broken, f"/{part}", f"{part.replace('/', '.')}.{language} is missing")


@pytest.mark.parametrize("part", ["clause", "why", "requires", "message", "remediation", "tests"])
def test_missing_part(tmp_path, part):
    only_flaw(tmp_path, damaged(RULE, f"/{part}"), "", f"{part} is missing")


def test_compliant_manifest_has_to_be_valid(tmp_path):
    folder = write_pack(tmp_path)
    file = folder / "compliant.yaml"
    file.write_text(file.read_text("utf-8").replace("scope: in-scope", "scope: inscope"), "utf-8")
    [(*where, said)] = lint(folder)
    assert 'did you mean "in-scope"?' in said
    assert tuple(where) == place(folder, "compliant.yaml", "/scenario/scope")


# Facts


@pytest.mark.parametrize(
    ("path", "at"),
    [
        (("storage", "image"), "/requires/properties/storage/properties/image"),
        (("storrage",), "/requires/properties/storrage"),
        (("purposes", "use"), "/requires/properties/purposes/properties/use"),
    ],
)
def test_fact_that_is_not_in_the_manifest_schema(tmp_path, path, at):
    folder = write_pack(tmp_path, claiming(requiring({"const": "x"}, *path)))
    flaw = (*place(folder, FILE, at), f"no fact {'/'.join(path)} in the manifest schema")
    assert flaw in lint(folder)


def test_name_in_required_that_is_no_fact(tmp_path):
    requires = damaged(RULE["requires"], "/properties/storage/required/0", "imagse")
    folder = write_pack(tmp_path, claiming(requires))
    at = "/requires/properties/storage/required/0"
    flaw = (*place(folder, FILE, at), "no fact storage/imagse in the manifest schema")
    assert flaw in lint(folder)


UNREQUIRED = "without requiring it: a missing fact would pass"
ENTRY = {"properties": {"consent": {"const": "separate"}}}
BRANCHES = [requiring({"const": False}, "retained"), {"properties": {"consent": {"const": "none"}}}]


@pytest.mark.parametrize(
    ("leaf", "path", "at"),
    [
        (
            {"properties": {"retained": {"const": False}}},
            ("storage", "images"),
            f"{IMAGES}/properties/retained",
        ),
        (
            {"minItems": 1, "items": ENTRY},
            ("sharing", "recipients"),
            f"{RECIPIENTS}/items/properties/consent",
        ),
        (
            {"contains": ENTRY},
            ("sharing", "recipients"),
            f"{RECIPIENTS}/contains/properties/consent",
        ),
        (
            {"anyOf": BRANCHES},
            ("storage", "images"),
            f"{IMAGES}/anyOf/1/properties/consent",
        ),
        (
            {"allOf": [requiring({}, "retained"), {"properties": {"consent": {"const": "none"}}}]},
            ("storage", "images"),
            f"{IMAGES}/allOf/1/properties/consent",
        ),
        (
            {
                **requiring({}, "retained"),
                "if": requiring({"const": True}, "retained"),
                "then": {"properties": {"consent": {"const": "separate"}}},
            },
            ("storage", "images"),
            f"{IMAGES}/then/properties/consent",
        ),
        (
            {
                **requiring({}, "retained"),
                "if": requiring({"const": False}, "retained"),
                "then": requiring({"const": False}, "retained"),
                "else": {"properties": {"consent": {"const": "separate"}}},
            },
            ("storage", "images"),
            f"{IMAGES}/else/properties/consent",
        ),
    ],
    ids=["member", "items", "contains", "anyOf", "allOf", "then", "else"],
)
def test_fact_that_is_read_and_not_required(tmp_path, leaf, path, at):
    one_flaw(tmp_path, claiming(requiring(leaf, *path)), at, UNREQUIRED)


def test_only_what_every_alternative_requires_is_certain(tmp_path):
    either = [requiring({}, "retained"), requiring({"const": "none"}, "consent")]
    leaf = {"anyOf": either, "properties": {"consent": {"const": "none"}}}
    broken = claiming(requiring(leaf, "storage", "images"))
    only_flaw(tmp_path, broken, f"{IMAGES}/properties/consent", UNREQUIRED)


def test_shared_constraints_are_read_at_the_reference(tmp_path):
    evidence = {"$ref": "facepolicy:common/evidence#/$defs/evidenced"}
    leaf = {"properties": {"evidence": evidence, "renewable": {"const": True}}}
    leaf["required"] = ["renewable"]
    at = "/requires/properties/templates/properties/evidence"
    only_flaw(tmp_path, claiming(requiring(leaf, "templates")), at, UNREQUIRED)


MAY_BE_MISSING = "which may be missing; require it outside"
KEPT = requiring({"const": True}, "retained")
SEPARATE = requiring({"const": "separate"}, "consent")


@pytest.mark.parametrize(
    ("leaf", "path", "at"),
    [
        (
            {"if": KEPT, "then": SEPARATE},
            ("storage", "images"),
            f"{IMAGES}/if/properties/retained",
        ),
        (
            {**requiring({}, "retained"), "not": requiring({"const": "none"}, "consent")},
            ("storage", "images"),
            f"{IMAGES}/not/properties/consent",
        ),
        (
            {**requiring({}, "retained"), "not": {"required": ["consent"]}},
            ("storage", "images"),
            f"{IMAGES}/not/required/0",
        ),
        (
            {**requiring({}, "retained"), "if": {"required": ["consent"]}, "then": SEPARATE},
            ("storage", "images"),
            f"{IMAGES}/if/required/0",
        ),
        (
            {"minItems": 1, "not": {"contains": requiring({"const": "none"}, "consent")}},
            ("sharing", "recipients"),
            f"{RECIPIENTS}/not/contains/properties/consent",
        ),
        # What is mandatory in a manifest may be not-assessed, and rules do not see that word.
        (
            {"not": {"contains": requiring({"const": "none"}, "legalBasis")}},
            ("purposes",),
            "/requires/properties/purposes/not/contains/properties/legalBasis",
        ),
        (
            {
                **requiring({}, "storage", "images", "retained"),
                "not": requiring({"const": True}, "crossBorder", "occurs"),
            },
            (),
            "/requires/not/properties/crossBorder/properties/occurs",
        ),
        # A derived fact is absent where what it is derived from is.
        (
            {"not": {"contains": requiring({"const": False}, "notified")}},
            ("purposes",),
            "/requires/properties/purposes/not/contains/properties/notified",
        ),
    ],
    ids=[
        "if",
        "not",
        "not required",
        "if required",
        "not contains",
        "not-assessed in a list",
        "not-assessed",
        "derived",
    ],
)
def test_condition_on_a_fact_that_may_be_missing(tmp_path, leaf, path, at):
    one_flaw(tmp_path, claiming(requiring(leaf, *path)), at, MAY_BE_MISSING)


def test_condition_on_what_every_manifest_states(tmp_path):
    unwanted = {"not": {"contains": requiring({"const": "share"}, "relation")}, "minItems": 1}
    sound(tmp_path, claiming(requiring(unwanted, "sharing", "recipients")))


@pytest.mark.parametrize("keyword", ["if", "not"])
def test_condition_without_required(tmp_path, keyword):
    leaf = {**requiring({}, "retained"), keyword: {"properties": {"retained": {"const": True}}}}
    if keyword == "if":
        leaf["then"] = SEPARATE
    gist = "a condition on storage/images/retained without required"
    at = f"{IMAGES}/{keyword}/properties/retained"
    only_flaw(tmp_path, claiming(requiring(leaf, "storage", "images")), at, gist)


def test_condition_with_required_inside_and_outside(tmp_path):
    leaf = {**requiring({}, "retained"), "if": KEPT, "then": SEPARATE}
    sound(tmp_path, claiming(requiring(leaf, "storage", "images")))


def test_then_may_read_what_the_condition_made_certain(tmp_path):
    leaf = {
        **requiring({}, "retained"),
        "if": KEPT,
        "then": {"properties": {"retained": {"const": True}}, "required": ["consent"]},
    }
    sound(tmp_path, claiming(requiring(leaf, "storage", "images")))


def test_exception_reads_with_required_too(tmp_path):
    when = damaged(requiring({"const": False}, "storage", "images", "retained"), "/required")
    broken = rule(exception={"when": when, "note": text()})
    gist = "a condition on storage without required"
    only_flaw(tmp_path, broken, "/exception/when/properties/storage", gist)


# Values and types


@pytest.mark.parametrize(
    ("leaf", "path", "at", "quoted"),
    [
        ({"const": "sepparate"}, ("consent", "grade"), "const", '"sepparate"'),
        ({"enum": ["separate", "explicit", "ex"]}, ("consent", "grade"), "enum/2", '"ex"'),
        ({"const": "true"}, ("templates", "renewable"), "const", '"true"'),
        ({"const": "PT1X"}, ("storage", "images", "retention"), "const", '"PT1X"'),
        ({"contains": {"const": "cn"}}, ("storage", "countries"), "contains/const", '"cn"'),
        # Rules do not see this word: not-assessed is the same as not stated.
        ({"enum": [True, "not-assessed"]}, ("crossBorder", "occurs"), "enum/1", '"not-assessed"'),
    ],
)
def test_value_that_the_fact_cannot_have(tmp_path, leaf, path, at, quoted):
    where = "/requires" + "".join(f"/properties/{name}" for name in path)
    gist = f"{quoted} is no value of {'/'.join(path)}"
    only_flaw(tmp_path, claiming(requiring(leaf, *path)), f"{where}/{at}", gist)


@pytest.mark.parametrize(
    ("leaf", "path", "keyword"),
    [
        ({"maximum": 30}, ("deletion", "within"), "maximum"),
        ({"minItems": 1}, ("templates", "renewable"), "minItems"),
        ({"contains": {"const": "x"}}, ("templates", "renewable"), "contains"),
        ({"items": {"enum": ["x"]}, "minItems": 1}, ("consent", "grade"), "items"),
        ({"pattern": "^x$"}, ("subjects", "enrolled"), "pattern"),
        ({"maxLength": 3}, ("storage", "countries"), "maxLength"),
        ({"required": ["use"]}, ("purposes",), "required"),
        ({"type": "string"}, ("templates", "renewable"), "type"),
        # true or false, or the word not-assessed
        ({"pattern": "^not-assessed$"}, ("crossBorder", "occurs"), "pattern"),
    ],
)
def test_keyword_that_says_nothing_about_the_fact(tmp_path, leaf, path, keyword):
    folder = write_pack(tmp_path, claiming(requiring(leaf, *path)))
    where = "/requires" + "".join(f"/properties/{name}" for name in path) + f"/{keyword}"
    found = [flaw for flaw in lint(folder) if f"{keyword} says nothing about" in flaw[3]]
    assert [flaw[:3] for flaw in found] == [place(folder, FILE, where)]


@pytest.mark.parametrize("kind", ["integer", "number"])
def test_whole_numbers_are_numbers(tmp_path, kind):
    leaf = {"type": kind, "minimum": 3}
    sound(tmp_path, claiming(requiring(leaf, "security", "mlpsLevel")))


def test_whole_objects_are_not_compared(tmp_path):
    leaf = {**requiring({}, "retained"), "not": {"const": {"retained": True}}}
    at = f"{IMAGES}/not/const"
    gist = "constrain the members, not whole objects"
    only_flaw(tmp_path, claiming(requiring(leaf, "storage", "images")), at, gist)


# Patterns


@pytest.mark.parametrize(
    "pattern",
    ["P1Y", "^P1Y", "P1Y$", "^P1Y\\$", "^P1Y|P2Y$", "^(P1Y)|(P2Y)$", "\\^P1Y$", "^[(]|[)]$"],
)
def test_pattern_that_is_not_anchored(tmp_path, pattern):
    check_pattern(tmp_path, pattern, "not anchored by ^ and $")


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a|ab)*$",
        "^(?:a*){3}$",
        "^((ab)+)?$",
        "^a++$",
        "^[a-z]*[a-c]*$",
        "^a+a{2,}$",
        "^.*a.*b$",
        "^(?=a)a$",
        "^(?!a)b$",
        "^(?<=a)b$",
        "^(?i)a$",
        "^(?P<x>a)$",
        "^(a)\\1$",
        "^\\d$",
        "^[\\d-]$",
        "^\\w$",
        "^\\Sx$",
        "^\\bx$",
        "^\\x41$",
        "^\\u0041$",
        "^\\Aa\\Z$",
        "^[]a]$",
        "^[^]a]$",
        "^[[a]$",
        "^a{,3}$",
        "^(a$",
        "^[z-a]$",
    ],
)
def test_pattern_that_is_unsafe_or_means_two_things(tmp_path, pattern):
    check_pattern(tmp_path, pattern, "unsafe or not portable")


def check_pattern(tmp_path, pattern, gist):
    at = "/requires/properties/deletion/properties/within/pattern"
    only_flaw(tmp_path, claiming(requiring({"pattern": pattern}, "deletion", "within")), at, gist)


@pytest.mark.parametrize(
    "pattern",
    [
        "^P[0-9]+D$",
        "^P(?:[0-9]{1,3}Y)?(?:[0-9]{1,2}M)?$",
        "^(P1Y|P2Y)$",
        "^P[|]?1Y$",
        "^\\.\\$\\\\d$",
        "^[(+*]x[)+*]$",
        "^[^/]+/.*$",
    ],
)
def test_pattern_that_is_fine(tmp_path, pattern):
    sound(tmp_path, claiming(requiring({"pattern": pattern}, "deletion", "within")))


# Empty lists


EMPTY = "an empty list would pass"
SHARE = requiring({"const": "share"}, "relation")
NOT_SHARED = {"not": {"contains": SHARE}}
HAS_RECIPIENTS = requiring({"contains": {}}, "sharing", "recipients")


@pytest.mark.parametrize(
    ("leaf", "at"),
    [
        ({"items": SHARE}, ""),
        (NOT_SHARED, "/not"),
        ({"not": {"allOf": [{"contains": SHARE}, {"contains": SHARE}]}}, "/not/allOf/0"),
        ({"anyOf": [{"minItems": 1}, {"maxItems": 3}], "items": SHARE}, ""),
        ({"not": {"not": {"items": SHARE}}}, "/not/not"),
    ],
)
def test_list_without_a_bound_on_emptiness(tmp_path, leaf, at):
    folder = write_pack(tmp_path, claiming(requiring(leaf, "sharing", "recipients")))
    found = lint(folder)
    assert {flaw[3] for flaw in found} == {f"{EMPTY}; add minItems or contains"}
    assert place(folder, FILE, RECIPIENTS + at) in [flaw[:3] for flaw in found]


def test_contains_deep_under_not(tmp_path):
    stated = requiring({}, "sharing", "recipients")
    shared = requiring({"contains": SHARE}, "sharing", "recipients")
    at = "/requires/not/properties/sharing/properties/recipients"
    only_flaw(tmp_path, claiming({**stated, "not": shared}), at, EMPTY)


@pytest.mark.parametrize(
    "leaf",
    [
        {"items": SHARE, "minItems": 1},
        {"items": SHARE, "contains": SHARE},
        {"minItems": 1, **NOT_SHARED},
        {"contains": requiring({"const": "entrust"}, "relation"), **NOT_SHARED},
        {"allOf": [{"minItems": 1}, {"items": SHARE}], "minItems": 1},
        {"anyOf": [{"minItems": 1}, {"contains": SHARE}], "items": SHARE},
    ],
)
def test_list_bounded_by_the_rule(tmp_path, leaf):
    sound(tmp_path, claiming(requiring(leaf, "sharing", "recipients")))


@pytest.mark.parametrize(
    "leaf", [{"items": {"const": "CN"}}, {"not": {"contains": {"const": "US"}}}]
)
def test_list_bounded_by_the_manifest_schema(tmp_path, leaf):
    sound(tmp_path, claiming(requiring(leaf, "storage", "countries")))


@pytest.mark.parametrize("leaf", [{"items": SHARE}, NOT_SHARED])
@pytest.mark.parametrize("bound", [{"contains": {}}, {"minItems": 1}])
def test_list_bounded_by_applies_when(tmp_path, leaf, bound):
    condition = requiring(bound, "sharing", "recipients")
    requires = requiring(leaf, "sharing", "recipients")
    sound(tmp_path, claiming(requires, appliesWhen=condition))


def test_list_bounded_by_one_alternative_of_applies_when_is_not_bounded(tmp_path):
    other = requiring({"const": "entrusted-processor"}, "controller", "role")
    broken = claiming(
        requiring({"items": SHARE}, "sharing", "recipients"),
        appliesWhen={"anyOf": [HAS_RECIPIENTS, other]},
    )
    only_flaw(tmp_path, broken, RECIPIENTS, EMPTY)


@pytest.mark.parametrize("leaf", [{}, {"maxItems": 3}, {"items": {"pattern": "^ev-.*$"}}])
def test_evidence_needs_an_entry_because_what_has_ended_is_taken_out(tmp_path, leaf):
    requires = requiring(
        {"properties": {"renewable": {"const": True}, "evidence": leaf}}, "templates"
    )
    requires["properties"]["templates"]["required"] = ["renewable", "evidence"]
    folder = write_pack(tmp_path, claiming(requires))
    at = place(folder, FILE, "/requires/properties/templates/properties/evidence")
    gist = "asks for templates/evidence without minItems: evidence that has ended would pass"
    assert (*at, gist) in lint(folder)


def test_evidence_that_is_only_named(tmp_path):
    requires = requiring({**requiring({"const": True}, "renewable")}, "templates")
    requires["properties"]["templates"]["required"].append("evidence")
    at = "/requires/properties/templates/required/1"
    only_flaw(tmp_path, claiming(requires), at, "evidence that has ended would pass")


# appliesWhen


ESCAPE = "which a manifest may leave out to escape the rule"


@pytest.mark.parametrize(
    ("condition", "at", "fact"),
    [
        (requiring({"const": "always"}, "terms"), "/properties/terms", "terms"),
        (
            requiring({"contains": requiring({}, "consent")}, "sharing", "recipients"),
            "/properties/sharing/properties/recipients/contains/properties/consent",
            "sharing/recipients/*/consent",
        ),
        ({"required": ["templates"]}, "/required/0", "templates"),
        ({"not": {"required": ["templates"]}}, "/not/required/0", "templates"),
        (
            {"anyOf": [HAS_RECIPIENTS, {"required": ["transport"]}]},
            "/anyOf/1/required/0",
            "transport",
        ),
    ],
)
def test_applies_when_on_an_optional_fact(tmp_path, condition, at, fact):
    folder = write_pack(tmp_path, claiming(RULE["requires"], appliesWhen=condition))
    found = [flaw for flaw in lint(folder) if ESCAPE in flaw[3]]
    assert found == [
        (*place(folder, FILE, f"/appliesWhen{at}"), f"appliesWhen reads {fact}, {ESCAPE}")
    ]


def test_applies_when_of_the_pack_on_an_optional_fact(tmp_path):
    scope = {"required": ["templates"]}
    tests = [{"name": word, "expect": word} for word in ("pass", "not-applicable")]
    card = {**CARD, "appliesWhen": scope, "tests": tests}
    only_flaw(tmp_path, RULE, "/appliesWhen/required/0", ESCAPE, file="pack.yaml", card=card)


def test_applies_when_reads_no_derived_fact(tmp_path):
    condition = requiring({"contains": requiring({"const": True}, "notified")}, "purposes")
    at = "/appliesWhen/properties/purposes/contains/properties/notified"
    broken = claiming(RULE["requires"], appliesWhen=condition)
    only_flaw(tmp_path, broken, at, "no fact purposes/*/notified")


def test_applies_when_without_required(tmp_path):
    condition = {"properties": {"controller": requiring({"const": "handler"}, "role")}}
    broken = claiming(RULE["requires"], appliesWhen=condition)
    gist = "a condition on controller without required"
    only_flaw(tmp_path, broken, "/appliesWhen/properties/controller", gist)


SILENCE = "may be not-assessed, which would silence the rule"


@pytest.mark.parametrize(
    ("leaf", "at"),
    [
        ({"const": "public-place"}, ""),
        ({"enum": ["public-place", "semi-public"]}, ""),
        ({"pattern": "^p.*$"}, ""),
        ({"maxLength": 11}, ""),
        ({"not": {"const": "not-assessed"}}, "/not"),
        ({"not": {"enum": ["online", "not-assessed"]}}, "/not"),
        ({"not": {"not": {"const": "online"}}}, "/not/not"),
        ({"not": {"minLength": 7}}, "/not"),
    ],
)
def test_applies_when_that_not_assessed_would_silence(tmp_path, leaf, at):
    condition = requiring(leaf, "scenario", "setting")
    at = f"/appliesWhen/properties/scenario/properties/setting{at}"
    broken = claiming(RULE["requires"], appliesWhen=condition)
    only_flaw(tmp_path, broken, at, f"scenario/setting {SILENCE}")


@pytest.mark.parametrize(
    "leaf",
    [
        {"enum": ["public-place", "not-assessed"]},
        {"not": {"enum": ["online", "private-space"]}},
        {"not": {"const": "online"}},
    ],
)
def test_applies_when_that_not_assessed_does_not_silence(tmp_path, leaf):
    condition = requiring(leaf, "scenario", "setting")
    sound(tmp_path, claiming(RULE["requires"], appliesWhen=condition))


def test_applies_when_that_not_assessed_would_silence_in_a_list(tmp_path):
    condition = requiring({"contains": requiring({"const": "consent"}, "legalBasis")}, "purposes")
    at = "/appliesWhen/properties/purposes/contains/properties/legalBasis"
    only_flaw(tmp_path, claiming(RULE["requires"], appliesWhen=condition), at, SILENCE)


def test_applies_when_that_branches_on_what_may_be_not_assessed(tmp_path):
    either = {
        "if": requiring({"const": "online"}, "scenario", "setting"),
        "then": HAS_RECIPIENTS,
    }
    at = "/appliesWhen/if/properties/scenario/properties/setting"
    only_flaw(tmp_path, claiming(RULE["requires"], appliesWhen=either), at, SILENCE)


# Constraints that constrain nothing


NOTHING = "holds for a manifest that states nothing"


@pytest.mark.parametrize(
    "requires",
    [
        {},
        {"description": "words only"},
        {"type": "object"},
        {"minLength": 1},
        {"properties": {"storage": {}}},
        {"anyOf": [RULE["requires"], {"type": "object"}]},
        {"anyOf": [RULE["requires"], {"not": {"required": ["storage"]}}]},
        {"not": {"required": ["storage"]}},
        {"not": {"not": {}}},
        {"if": {"required": ["storage"]}, "then": RULE["requires"]},
        {"then": RULE["requires"]},
        {"items": RULE["requires"]},
        {"$ref": "facepolicy:common/evidence#/$defs/evidenced"},
        requiring({}, "storage"),
        requiring({"type": "object"}, "storage", "images"),
        requiring({"anyOf": [requiring({"const": False}, "retained"), {}]}, "storage", "images"),
    ],
)
def test_requirement_that_an_empty_manifest_fulfils(tmp_path, requires):
    folder = write_pack(tmp_path, claiming(requires))
    assert (*place(folder, FILE, "/requires"), NOTHING) in lint(folder)


@pytest.mark.parametrize("keyword", ["items", "not", "if", "then", "else"])
@pytest.mark.parametrize("part", [{}, {"description": "words"}, {"type": "object"}])
def test_part_that_asks_for_nothing(tmp_path, keyword, part):
    holder = {"if": KEPT, "then": SEPARATE, "else": SEPARATE} if keyword != "not" else {}
    leaf = {**requiring({}, "retained"), **holder, keyword: part}
    folder = write_pack(tmp_path, claiming(requiring(leaf, "storage", "images")))
    at = place(folder, FILE, f"{IMAGES}/{keyword}")
    assert (*at, "this part asks for nothing") in lint(folder)


@pytest.mark.parametrize("keyword", ["allOf", "anyOf"])
def test_alternative_that_asks_for_nothing(tmp_path, keyword):
    leaf = {**requiring({"const": False}, "retained"), keyword: [{"type": "object"}, SEPARATE]}
    at = f"{IMAGES}/{keyword}/0"
    gist = "this part asks for nothing"
    only_flaw(tmp_path, claiming(requiring(leaf, "storage", "images")), at, gist)


@pytest.mark.parametrize("keyword", ["if", "then", "else"])
def test_half_a_condition(tmp_path, keyword):
    leaf = {**requiring({"const": False}, "retained"), keyword: KEPT}
    only_flaw(
        tmp_path,
        claiming(requiring(leaf, "storage", "images")),
        IMAGES,
        "if goes with then or else",
    )


def test_object_that_is_asked_for_with_nothing_in_it(tmp_path):
    requires = {"allOf": [RULE["requires"], requiring({}, "storage", "templates")]}
    at = "/requires/allOf/1/properties/storage/properties/templates"
    gist = "asks for storage/templates and for nothing in it"
    only_flaw(tmp_path, claiming(requires), at, gist)


# References


@pytest.mark.parametrize(
    "reference",
    [
        "facepolicy:common/nowhere#/$defs/evidenced",
        "facepolicy:common/evidence#/$defs/unknown",
        "facepolicy:other/evidence#/$defs/evidenced",
        # Inside the pack set, and yet no constraint: such a reference would ask for nothing.
        "facepolicy:common/evidence#",
        "facepolicy:common/evidence#/$defs",
        "facepolicy:common/evidence#/description",
        "facepolicy:common/evidence#/$defs/evidenced/minItems",
        "facepolicy:common/exception#/$defs/justified/properties",
    ],
)
@pytest.mark.parametrize("part", ["requires", "appliesWhen", "exception"])
def test_reference_that_leads_nowhere(tmp_path, reference, part):
    broken = claiming({"allOf": [RULE["requires"], RULE["requires"]]})
    at = {
        "requires": "/requires/allOf/1",
        "appliesWhen": "/appliesWhen",
        "exception": "/exception/when",
    }
    if part == "exception":
        broken["exception"] = {"when": {}, "note": text()}
    if part == "appliesWhen":
        broken["appliesTo"] = text()
    broken = damaged(broken, at[part], {"$ref": reference})
    folder = write_pack(tmp_path, broken)
    where = place(folder, FILE, f"{at[part]}/$ref")
    said = [flaw[3] for flaw in lint(folder) if flaw[:3] == where]
    assert said == [f'"$ref: {reference}" leads out of the pack set, or to no shared constraint']


def test_reference_with_neighbours(tmp_path):
    evidence = {"$ref": "facepolicy:common/evidence#/$defs/evidenced", "maxItems": 9}
    requires = requiring(evidence, "templates", "evidence")
    at = "/requires/properties/templates/properties/evidence/$ref"
    only_flaw(tmp_path, claiming(requires), at, "$ref stands alone")


# Tests and messages


@pytest.mark.parametrize(("index", "outcome"), [(0, "pass"), (1, "violated"), (2, "undeclared")])
def test_missing_test(tmp_path, index, outcome):
    broken = damaged(RULE, f"/tests/{index}")
    only_flaw(tmp_path, broken, "/tests", f"no test expects {outcome}")


@pytest.mark.parametrize("outcome", ["unevidenced", "expired"])
def test_missing_test_for_evidence(tmp_path, outcome):
    evidence = {"$ref": "facepolicy:common/evidence#/$defs/evidenced"}
    whole = claiming(requiring(evidence, "templates", "evidence"))
    whole["tests"] = [test for test in whole["tests"] if test["name"] != outcome]
    only_flaw(tmp_path, whole, "/tests", f"no test expects {outcome}")


def test_missing_test_for_not_applicable(tmp_path):
    whole = claiming(RULE["requires"], appliesWhen=HAS_RECIPIENTS)
    whole["tests"].pop()
    only_flaw(tmp_path, whole, "/tests", "no test expects not-applicable")


def test_missing_test_for_too_few_entries(tmp_path):
    whole = claiming(requiring({"minItems": 2}, "storage", "countries"))
    del whole["tests"][0]
    only_flaw(tmp_path, whole, "/tests", "no test expects violated")


@pytest.mark.parametrize("outcome", ["pass", "not-applicable"])
def test_missing_test_of_the_pack(tmp_path, outcome):
    tests = [{"name": word, "expect": word} for word in ("pass", "not-applicable")]
    kept = [test for test in tests if test["name"] != outcome]
    card = {**CARD, "appliesWhen": HAS_RECIPIENTS, "tests": kept}
    gist = f"no test expects {outcome}"
    only_flaw(tmp_path, RULE, "/tests", gist, file="pack.yaml", card=card)


def test_test_of_the_pack_that_expects_a_failure(tmp_path):
    words = ("pass", "not-applicable")
    tests = [{"name": word, "expect": word} for word in words]
    tests.append({"name": "fail", "expect": "fail", "reason": "violated"})
    card = {**CARD, "appliesWhen": HAS_RECIPIENTS, "tests": tests}
    gist = "a pack applies (pass) or not"
    only_flaw(tmp_path, RULE, "/tests/2/expect", gist, file="pack.yaml", card=card)


@pytest.mark.parametrize("reason", ["violated", "undeclared"])
def test_missing_message(tmp_path, reason):
    broken = damaged(RULE, f"/message/{reason}")
    only_flaw(tmp_path, broken, "/message", f"no message for {reason}")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("said", "gist"),
    [
        ("{/storage/image/retained}", "/storage/image/retained is no fact"),
        ("{/purposes/use}", "/purposes/use is no fact"),
        ("{storage/images/retained}", "storage/images/retained is no fact"),
        ("{}", " is no fact"),
    ],
)
def test_pointer_in_a_message_that_is_no_fact(tmp_path, language, said, gist):
    broken = damaged(RULE, f"/message/violated/{language}", said)
    only_flaw(tmp_path, broken, f"/message/violated/{language}", gist)


def test_pointer_in_a_message_into_a_list(tmp_path):
    sound(tmp_path, damaged(RULE, "/message/violated/en", "{/purposes/0/use}"))


@pytest.mark.parametrize(
    ("pointer", "item"), [("/tests/0/reason", "violated"), ("/tests/1/reason", GONE)]
)
def test_reason_goes_with_fail(tmp_path, pointer, item):
    folder = write_pack(tmp_path, damaged(RULE, pointer, item))
    at = place(folder, FILE, pointer.removesuffix("/reason"))
    assert (*at, "reason goes with expect: fail, and only with it") in lint(folder)


@pytest.mark.parametrize(
    ("index", "name", "item"),
    [
        (0, "at", "/storage"),
        (1, "byException", True),
        (2, "set", {"at": "/storage/separation", "values": ["none"]}),
    ],
)
def test_test_that_says_what_nobody_looks_at(tmp_path, index, name, item):
    broken = damaged(RULE, f"/tests/{index}/{name}", item)
    idle = "remove" if name == "set" else name
    gist = f"{idle} has no effect here"
    only_flaw(tmp_path, broken, f"/tests/{index}/{idle}", gist)


# Names, clauses, scope


def test_clause_that_is_not_in_the_catalogue(tmp_path):
    broken = rule(id="T-2", clause="T-2")
    file = "rules/T-2.yaml"
    folder = write_pack(tmp_path, RULE, broken)
    assert lint(folder) == [(*place(folder, file, "/clause"), "no clause T-2 in pack.yaml")]


def test_clause_of_an_exception_that_is_not_in_the_catalogue(tmp_path):
    when = requiring({"const": False}, "storage", "images", "retained")
    broken = rule(exception={"clause": "T-9", "when": when, "note": text()})
    only_flaw(tmp_path, broken, "/exception/clause", "no clause T-9")


@pytest.mark.parametrize("kind", ["automated", "partial"])
def test_clause_that_should_have_a_rule(tmp_path, kind):
    other = {**CLAUSE, "id": "T-2", "assessment": {"kind": kind, "reason": text()}}
    card = {**CARD, "clauses": [CLAUSE, other]}
    at = "/clauses/1/assessment"
    only_flaw(tmp_path, RULE, at, "no rule assesses it", file="pack.yaml", card=card)


@pytest.mark.parametrize("kind", ["manual", "out-of-scope"])
def test_clause_that_should_have_no_rule(tmp_path, kind):
    clause = {**CLAUSE, "assessment": {"kind": kind, "reason": text()}}
    card = {**CARD, "clauses": [clause]}
    at = "/clauses/0/assessment"
    only_flaw(tmp_path, RULE, at, "yet a rule assesses it", file="pack.yaml", card=card)


@pytest.mark.parametrize(
    "assessment",
    [
        {"kind": "automated", "through": "applicability"},
        {"kind": "manual", "reason": text()},
        {"kind": "out-of-scope", "reason": text()},
    ],
)
def test_clause_that_has_its_answer_elsewhere(tmp_path, assessment):
    other = {**CLAUSE, "id": "T-2", "assessment": assessment}
    sound(tmp_path, RULE, card={**CARD, "clauses": [CLAUSE, other]})


def test_clause_that_is_granted_by_an_exception(tmp_path):
    when = requiring({"const": False}, "storage", "images", "retained")
    excepted = rule(exception={"clause": "T-2", "when": when, "note": text()})
    card = {**CARD, "clauses": [CLAUSE, {**CLAUSE, "id": "T-2", "modality": "exception"}]}
    sound(tmp_path, excepted, card=card)


def test_clause_that_stands_twice(tmp_path):
    folder = write_pack(tmp_path, card={**CARD, "clauses": [CLAUSE, CLAUSE]})
    places = [place(folder, "pack.yaml", f"/clauses/{index}/id") for index in (0, 1)]
    assert lint(folder) == [(*where, "this id stands twice") for where in places]


def test_manual_clause_needs_a_reason(tmp_path):
    card = {**CARD, "clauses": [{**CLAUSE, "assessment": {"kind": "manual"}}]}
    at = "/clauses/0/assessment"
    gist = "clauses[0].assessment.reason is missing"
    only_flaw(tmp_path, RULE, at, gist, file="pack.yaml", card=card)


def test_rule_id_that_stands_twice(tmp_path):
    folder = write_pack(tmp_path, RULE, RULE, names=("T-1", "T-1-b"))
    files = [FILE, "rules/T-1-b.yaml"]
    expected = [(*place(folder, file, "/id"), "this id stands twice") for file in files]
    expected.append((*place(folder, files[1], "/id"), "the file is named T-1-b"))
    assert sorted(lint(folder)) == sorted(expected)


def test_file_that_is_not_named_after_its_rule(tmp_path):
    gist = "the file is named T-1-images"
    only_flaw(tmp_path, RULE, "/id", gist, file="rules/T-1-images.yaml", names=("T-1-images",))


def test_rule_that_is_not_named_after_its_clause(tmp_path):
    gist = "the id is not the clause's, with or without a suffix"
    only_flaw(tmp_path, rule(id="T-10"), "/id", gist, file="rules/T-10.yaml")


def test_rule_may_have_a_suffix(tmp_path):
    sound(tmp_path, rule(id="T-1-images"))


def test_applies_to_missing(tmp_path):
    whole = claiming(RULE["requires"], appliesWhen=HAS_RECIPIENTS)
    gist = "appliesTo and a condition in appliesWhen go together"
    only_flaw(tmp_path, damaged(whole, "/appliesTo"), "/appliesTo", gist)


def test_applies_to_superfluous(tmp_path):
    gist = "appliesTo and a condition in appliesWhen go together"
    only_flaw(tmp_path, rule(appliesTo=text()), "/appliesTo", gist)


@pytest.mark.parametrize("word", ["fail", "not-applicable"])
def test_instruments_have_no_lenient_rules(tmp_path, word):
    whole = claiming(RULE["requires"], whenNotStated=word)
    gist = "a missing fact fails every rule of an instrument"
    only_flaw(tmp_path, whole, "/whenNotStated", gist)


def test_own_checks_may_be_lenient(tmp_path):
    lenient = claiming(RULE["requires"], whenNotStated="not-applicable")
    sound(tmp_path, lenient, card=damaged(CARD, "/instrument"))


# All at once


def test_all_flaws_are_told_in_the_order_of_the_files(tmp_path):
    first = damaged(RULE, "/tests/1")
    first = damaged(first, "/message/undeclared/en", "{/nowhere}")
    second = rule(id="T-2", clause="T-2", whenNotStated="fail", appliesTo=text())
    unruled = {**CLAUSE, "id": "T-3"}
    folder = write_pack(tmp_path, first, second, card={**CARD, "clauses": [CLAUSE, unruled]})
    other = "rules/T-2.yaml"
    expected = [
        (*place(folder, "pack.yaml", "/clauses/1/assessment"), "no rule assesses it"),
        (*place(folder, FILE, "/message/undeclared/en"), "/nowhere is no fact"),
        (*place(folder, FILE, "/tests"), "no test expects violated"),
        (*place(folder, other, "/clause"), "no clause T-2 in pack.yaml"),
        (
            *place(folder, other, "/whenNotStated"),
            "a missing fact fails every rule of an instrument",
        ),
        (
            *place(folder, other, "/appliesTo"),
            "appliesTo and a condition in appliesWhen go together",
        ),
    ]
    assert lint(folder) == sorted(expected)


def test_all_misshapen_files_are_told(tmp_path):
    first = damaged(RULE, "/requires/propertise", {})
    second = damaged(rule(id="T-2"), "/title/zh")
    folder = write_pack(tmp_path, first, second, card=damaged(CARD, "/version", "one"))
    assert {flaw[0] for flaw in lint(folder)} == {"pack.yaml", FILE, "rules/T-2.yaml"}


# Whatever passes the lint


@pytest.mark.parametrize("leaf", [{"maxItems": 1}, {"items": {"pattern": "^ev-.*$"}}])
def test_evidence_is_asked_for_and_not_limited(tmp_path, leaf):
    requires = requiring({"minItems": 1, **leaf}, "templates", "evidence")
    (keyword,) = leaf
    at = f"/requires/properties/templates/properties/evidence/{keyword}"
    gist = f"{keyword} could hold for lack of evidence"
    only_flaw(tmp_path, claiming(requires), at, gist)


STATED = ["none", "separate"]
TREE = {
    "storage": {"images": {"retained": [True, False], "consent": STATED}},
    "crossBorder": {"occurs": [True, False]},
    "sharing": {"recipients": ({"relation": ["share", "entrust"], "consent": STATED},)},
    "purposes": ({"legalBasis": ["consent", "none"], "notified": [True, False]},),
    "templates": {"renewable": [True, False], "evidence": (["ev-1", "ev-2"],)},
}
"""Facts to write rules about: a mapping by name, a list in a tuple, or values to choose from."""

ALWAYS = {
    ("crossBorder",),
    ("sharing",),
    ("sharing", "recipients"),
    ("sharing", "recipients", "*", "relation"),
    ("purposes",),
}


def any_constraint(draw, tree, depth):
    kind = draw.random()
    if depth and kind < 0.3:
        keyword = draw.choice(["allOf", "anyOf"])
        return {keyword: [any_constraint(draw, tree, depth - 1) for _ in range(2)]}
    if depth and kind < 0.4:
        return {"not": any_constraint(draw, tree, depth - 1)}
    node = SIMPLE[type(tree)](draw, tree, depth)
    for keyword in ("if", "then", "else") if depth and kind < 0.55 else ():
        if keyword == "if" or draw.random() < 0.7:
            node[keyword] = any_constraint(draw, tree, depth - 1)
    return node


def any_object(draw, tree, depth):
    names = draw.sample(sorted(tree), draw.randint(1, min(2, len(tree))))
    required = [name for name in tree if draw.random() < (0.9 if name in names else 0.15)]
    inner = {name: any_constraint(draw, tree[name], max(depth - 1, 0)) for name in names}
    return {"properties": inner, **({"required": required} if required else {})}


def any_list(draw, tree, depth):
    below = max(depth - 1, 0)
    node = {
        "minItems": 1,
        "items": any_constraint(draw, tree[0], below),
        "contains": any_constraint(draw, tree[0], below),
        "not": {"contains": any_constraint(draw, tree[0], below)},
    }
    return {keyword: value for keyword, value in node.items() if draw.random() < 0.45}


def any_choice(draw, tree, _depth):
    return draw.choice([{}, {"const": draw.choice(tree)}, {"enum": tree}])


SIMPLE = {dict: any_object, tuple: any_list, list: any_choice}


def any_facts(draw, tree, path=()):
    if isinstance(tree, dict):
        stated = [name for name in tree if (*path, name) in ALWAYS or draw.random() < 0.85]
        return {name: any_facts(draw, tree[name], (*path, name)) for name in stated}
    if isinstance(tree, tuple):
        least = int(path == ("purposes",))
        return [any_facts(draw, tree[0], (*path, "*")) for _ in range(draw.randint(least, 2))]
    return draw.choice(tree)


def omissions(value, path=()):
    """Yield the value with one optional fact left out, or one piece of evidence ended."""
    if isinstance(value, dict):
        for name, child in value.items():
            if (*path, name) not in ALWAYS:
                yield {other: value[other] for other in value if other != name}
            yield from ({**value, name: less} for less in omissions(child, (*path, name)))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            before, after = value[:index], value[index + 1 :]
            if path == ("templates", "evidence"):
                yield before + after
            yield from ([*before, less, *after] for less in omissions(child, (*path, "*")))


def test_no_omission_makes_a_failing_manifest_pass_a_rule_without_flaw():
    """The promise itself, tried on random rules: silence never passes."""
    draw = random.Random(2021)
    tried = 0
    while tried < 150:
        requires = any_constraint(draw, TREE, draw.randint(2, 5))
        if any(flaws_of_requirement(requires, resolver({}), {})):
            continue
        tried += 1
        constraint = Constraint(requires)
        for _ in range(40):
            facts = any_facts(draw, TREE)
            if not constraint.holds(facts):
                assert not any(map(constraint.holds, omissions(facts))), requires
