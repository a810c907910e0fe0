"""Mutation: a constraint that no test sees fail is named; a rule well tested leaves no survivor."""

import pytest

from tests.support.packbuilder import CARD, RULE, requiring, rule, text, write_pack
from validator.authoring.mutation import mutants, weakened
from validator.authoring.pack_tests import applicability_failures, failures
from validator.packs.load import load_pack


def ok(patch=None, **more):
    return {"name": "ok", "expect": "pass", "patch": patch or {}, **more}


def bad(reason, patch=None, **more):
    return {"name": "bad", "expect": "fail", "reason": reason, "patch": patch or {}, **more}


def unstated(*places, patch=None):
    return {"name": "unstated", "expect": "fail", "reason": "undeclared"} | {
        "patch": patch or {},
        "remove": list(places),
    }


def at(place, *values):
    return {"set": {"at": place, "values": list(values)}}


def survivors(tmp_path, one, card=CARD):
    """Return owner and place of the survivors, once all tests of the pack have passed."""
    pack = load_pack(write_pack(tmp_path, one, card=card))
    (loaded,) = pack.rules
    assert [*failures(loaded, pack), *applicability_failures(pack)] == []
    return {(mutant.owner, mutant.place) for mutant in mutants(pack) if mutant.survived}


METHOD = ("deletion", "method")
PRESENT = "/properties/deletion/properties/method"
NOT_STATED = unstated("/deletion/method", "/deletion")
ERASED = at("/deletion/method", "erase", "anonymise")
DISABLED = at("/deletion/method", "disable-only")
EVIDENCE = "facepolicy:common/evidence#/$defs/evidenced"
JUSTIFIED = "facepolicy:common/exception#/$defs/justified"

WHY = {"reason": "r", "basis": "b", "evidence": ["ev-pia"]}
EXCEPTED = {"alternatives": {"legalException": WHY}}

KEPT = {"storage": {"images": {"retained": True, "consent": "separate-written"}}}
IF_KEPT = {
    "properties": {"retained": {}},
    "if": requiring({"const": True}, "retained"),
    "then": requiring({"enum": ["separate-written"]}, "consent"),
    "else": requiring({"enum": ["match-complete"]}, "deletedAt"),
}
OTHER_CONSENTS = ("none", "implied", "bundled", "explicit", "separate", "not-required-by-law")
OTHER_TIMES = ("enrolment-complete", "fixed-period", "never")

WELL_TESTED = {
    "enum": (
        requiring({"enum": ["erase", "anonymise"]}, *METHOD),
        [ok(**ERASED), bad("violated", **DISABLED), NOT_STATED],
    ),
    "const": (
        requiring({"const": "individual-login"}, "security", "access"),
        [
            ok(),
            bad("violated", **at("/security/access", "open", "shared-login")),
            unstated("/security/access", "/security"),
        ],
    ),
    "boolean": (
        requiring({"const": True}, "deletion", "includesBackups"),
        [
            ok(),
            bad("violated", {"deletion": {"includesBackups": False}}),
            unstated("/deletion/includesBackups", "/deletion"),
        ],
    ),
    "contains": (
        requiring(
            {"contains": requiring({"const": "all"}, "offeredTo")}, "alternatives", "offered"
        ),
        [
            ok(),
            bad(
                "violated",
                **at("/alternatives/offered", [], [{"method": "m", "offeredTo": "some"}]),
            ),
            unstated("/alternatives/offered", "/alternatives"),
            unstated(
                "/alternatives/offered/0/offeredTo",
                patch={"alternatives": {"offered": [{"method": "m", "offeredTo": "all"}]}},
            ),
        ],
    ),
    "items": (
        requiring({"items": {"const": "CN"}}, "storage", "countries"),
        [
            ok(),
            bad("violated", {"storage": {"countries": ["CN", "US"]}}),
            unstated("/storage/countries", "/storage"),
        ],
    ),
    "not": (
        requiring({"not": {"const": "disable-only"}}, *METHOD),
        [ok(**ERASED), bad("violated", **DISABLED), NOT_STATED],
    ),
    "minItems": (
        requiring({"minItems": 2}, "storage", "countries"),
        [
            ok({"storage": {"countries": ["CN", "US"]}}),
            bad("violated"),
            unstated("/storage/countries", "/storage"),
        ],
    ),
    "anyOf": (
        {
            "anyOf": [
                requiring({"const": False}, "storage", "images", "retained"),
                requiring({"const": True}, "terms", "unlimitedGrant"),
            ]
        },
        [
            ok(),
            ok({"storage": {"images": {"retained": True}}, "terms": {"unlimitedGrant": True}}),
            bad("undeclared", {"storage": {"images": {"retained": None}}}),
            bad("undeclared", {"storage": {"images": None}}),
            bad("undeclared", {"storage": None}),
            bad(
                "violated",
                {"storage": {"images": {"retained": True}}, "terms": {"unlimitedGrant": False}},
            ),
            bad("undeclared", {"storage": None, "terms": {"x-note": 1}}),
        ],
    ),
    "allOf": (
        requiring(
            {
                "allOf": [
                    requiring({"const": True}, "renewable"),
                    requiring({"const": True}, "unlinkable"),
                ]
            },
            "templates",
        ),
        [
            ok(),
            bad("violated", {"templates": {"renewable": False}}),
            bad("violated", {"templates": {"unlinkable": False}}),
            unstated("/templates/renewable", "/templates/unlinkable", "/templates"),
        ],
    ),
    "if": (
        requiring(IF_KEPT, "storage", "images"),
        [
            ok(),
            ok(KEPT, byException=False),
            bad("violated", KEPT, **at("/storage/images/consent", *OTHER_CONSENTS)),
            bad("violated", **at("/storage/images/deletedAt", *OTHER_TIMES)),
            unstated("/storage/images/consent", patch=KEPT),
            unstated("/storage/images/deletedAt", "/storage/images/retained"),
            unstated("/storage/images", "/storage"),
        ],
    ),
    "$ref": (
        requiring({"$ref": EVIDENCE}, "templates", "evidence"),
        [
            ok(),
            bad("unevidenced", remove=["/templates/evidence"]),
            bad("expired", asOf="2028-03-02"),
            unstated("/templates"),
        ],
    ),
    "$ref by way of another": (
        requiring({"$ref": JUSTIFIED}, "alternatives", "legalException"),
        [
            ok(EXCEPTED),
            unstated("/alternatives/legalException/reason", patch=EXCEPTED),
            unstated("/alternatives/legalException/basis", patch=EXCEPTED),
            bad("violated", EXCEPTED, remove=["/alternatives", "/alternatives/legalException"]),
            bad("unevidenced", EXCEPTED, remove=["/alternatives/legalException/evidence"]),
            bad("expired", EXCEPTED, asOf="2027-02-11"),
        ],
    ),
}


@pytest.mark.parametrize("kind", WELL_TESTED)
def test_a_rule_that_is_well_tested_leaves_no_survivor(tmp_path, kind):
    requires, tests = WELL_TESTED[kind]
    left = survivors(tmp_path, rule(requires=requires, tests=tests))
    # Either branch of "anyOf" is distinguished from the other by its own tests only in part.
    assert {place for _, place in left} <= ALLOWED.get(kind, set())


ALLOWED = {}


@pytest.mark.parametrize(
    ("kind", "dropped", "owner", "left"),
    [
        ("enum", [0], "T-1", {f"{PRESENT}/enum ~ erase", f"{PRESENT}/enum ~ anonymise"}),
        ("enum", [1], "T-1", {f"{PRESENT}/enum ~ disable-only"}),
        ("const", [1], "T-1", {"~ open", "~ shared-login"}),
        ("const", [0], "T-1", {"~ individual-login"}),
        ("boolean", [1], "T-1", {"/properties/includesBackups/const ~ False"}),
        ("contains", [1], "T-1", {"/properties/offeredTo/const ~ some"}),
        ("contains", [1, 3], "T-1", {"/properties/offered/contains"}),
        ("items", [1], "T-1", {"/properties/countries/items"}),
        ("not", [1], "T-1", {f"{PRESENT}/not", f"{PRESENT}/not/const ~ disable-only"}),
        ("not", [0], "T-1", {"/not/const ~ erase", "/not/const ~ anonymise"}),
        ("minItems", [1], "T-1", {"/properties/countries/minItems"}),
        ("anyOf", [1], "T-1", {"checks/0/requires/anyOf/1"}),
        ("anyOf", [0], "T-1", {"checks/0/requires/anyOf/0"}),
        ("anyOf", [2, 3, 4, 5, 6], "T-1", {"checks/0/requires/anyOf"}),
        ("allOf", [1], "T-1", {"/allOf/0/properties/renewable/const ~ False"}),
        ("allOf", [2, 3], "T-1", {"/allOf/1"}),
        ("if", [2, 4, 5], "T-1", {"/images/then"}),
        ("if", [3, 5], "T-1", {"/images/else"}),
        ("if", [2, 3, 4, 5], "T-1", {"/images/if"}),
        ("if", [1], "T-1", {"/images/then/properties/consent/enum ~ separate-written"}),
    ],
)
def test_a_missing_test_leaves_a_survivor(tmp_path, kind, dropped, owner, left):
    requires, tests = WELL_TESTED[kind]
    kept = [test for index, test in enumerate(tests) if index not in dropped]
    found = survivors(tmp_path, rule(requires=requires, tests=kept))
    places = [place for of, place in found if of == owner]
    assert all(any(place.endswith(end) for place in places) for end in left), places


def test_a_description_in_either_language_is_not_weakened(tmp_path):
    requires, tests = WELL_TESTED["enum"]
    described = {**requires, "description": "One.", "x-description-zh": "一。"}
    assert survivors(tmp_path, rule(requires=described, tests=tests)) == set()


# Conditions


ROLE = requiring({"enum": ["handler", "joint-handler"]}, "controller", "role")
APPLIES = at("/controller/role", "handler", "joint-handler")
DOES_NOT = at("/controller/role", "entrusted-processor")
SCOPED = [{"name": "a", "expect": "pass", **APPLIES}]
SCOPED += [{"name": "b", "expect": "not-applicable", **DOES_NOT}]
FLIPS = "/properties/controller/properties/role/enum ~ "


@pytest.mark.parametrize(
    ("tests", "left"),
    [
        (SCOPED, set()),
        (SCOPED[:1], {"entrusted-processor"}),
        (SCOPED[1:], {"handler", "joint-handler"}),
    ],
)
def test_applies_when_of_the_pack(tmp_path, tests, left):
    card = {**CARD, "appliesWhen": ROLE, "tests": tests}
    expected = {("xx-test", f"appliesWhen{FLIPS}{role}") for role in left}
    assert survivors(tmp_path, RULE, card=card) == expected


@pytest.mark.parametrize(
    ("tests", "left"),
    [
        (SCOPED, set()),
        (SCOPED[:1], {"entrusted-processor"}),
        (SCOPED[1:], {"handler", "joint-handler"}),
    ],
)
def test_applies_when_of_a_rule(tmp_path, tests, left):
    one = rule(appliesWhen=ROLE, appliesTo=text(), tests=RULE["tests"][1:] + tests)
    found = survivors(tmp_path, one)
    scope = {place for _, place in found if place.startswith("appliesWhen")}
    # The other tests run with the role handler, and so notice when it no longer counts.
    assert scope == {f"appliesWhen{FLIPS}{role}" for role in left - {"handler"}}


def test_exception(tmp_path):
    requires, tests = WELL_TESTED["if"]
    when = requiring(requiring({"const": True}, "retained"), "storage", "images")
    exception = {"when": when, "note": text()}
    reported = [{**test, "byException": True} if "byException" in test else test for test in tests]
    one = rule(requires=requires, tests=reported, exception=exception)
    assert survivors(tmp_path, one) == set()


def test_exception_that_nobody_relies_on(tmp_path):
    when = requiring({"const": "on-device"}, "matching", "locus")
    tests = [{**RULE["tests"][0], "byException": True}, *RULE["tests"][1:]]
    one = rule(tests=tests, exception={"when": when, "note": text()})
    place = "exception/when/properties/matching/properties/locus/const"
    assert ("T-1", place) in survivors(tmp_path, one)


# What is changed, and how


def changes(schema, **kinds):
    return dict(weakened(schema, condition=False, **kinds))


def test_required_loses_each_name():
    schema = {"required": ["storage", "deletion"]}
    assert changes(schema) == {
        "/required/0": {"required": ["deletion"]},
        "/required/1": {"required": ["storage"]},
    }


def test_required_stays_in_conditions():
    inner = {"required": ["storage"]}
    assert dict(weakened(inner, condition=True)) == {}
    assert set(changes({"not": inner, "if": inner, "then": inner})) == {
        "/not",
        "/if",
        "/then",
        "/then/required/0",
    }


def test_values_change_sides():
    schema = requiring({"enum": ["erase", "anonymise"]}, *METHOD)
    found = changes(schema)
    flipped = {
        place.rpartition(" ")[2]: mutant["properties"]["deletion"]["properties"]["method"]
        for place, mutant in found.items()
        if "~" in place
    }
    assert flipped == {
        "erase": {"enum": ["anonymise"]},
        "anonymise": {"enum": ["erase"]},
        "disable-only": {"enum": ["erase", "anonymise", "disable-only"]},
    }


def test_long_lists_of_values_are_taken_out_whole():
    leaf = {"items": {"const": "CN"}}
    found = changes(requiring(leaf, "storage", "countries"))
    place = "/properties/storage/properties/countries/items"
    assert {name for name in found if name.startswith(place)} == {place, f"{place}/const"}


def test_the_constraint_itself_stays_as_it_is():
    schema = requiring({"anyOf": [{"const": "erase"}, {"const": "anonymise"}]}, *METHOD)
    before = repr(schema)
    assert all(mutant != schema for mutant in changes(schema).values())
    assert repr(schema) == before
