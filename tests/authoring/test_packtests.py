"""Running the tests that rules carry: the cases they make, and what is reported of them."""

from datetime import date

import pytest

from tests.support.packbuilder import CARD, RULE, damaged, requiring, rule, text, write_pack
from validator.authoring.pack_tests import (
    SharedConstraint,
    applicability_failures,
    cases,
    failures,
    merge_patch,
    shared_failures,
)
from validator.model.errors import PackError
from validator.packs.load import load_pack

RFC_7396_APPENDIX_A = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


@pytest.mark.parametrize(("target", "patch", "result"), RFC_7396_APPENDIX_A)
def test_merge_patch_as_in_the_rfc(target, patch, result):
    assert merge_patch(target, patch) == result


def test_merge_patch_changes_neither_side():
    target, patch = {"a": {"b": 1}}, {"a": {"c": {"d": None}}}
    assert merge_patch(target, patch) == {"a": {"b": 1, "c": {}}}
    assert (target, patch) == ({"a": {"b": 1}}, {"a": {"c": {"d": None}}})


# Cases


MANIFEST = {"metadata": {"updated": "2026-10-31"}, "a": {"b": 1, "c": [1, 2]}}


def made(**test):
    return cases(({"name": "t", "expect": "pass", **test},), MANIFEST)


def test_a_test_without_changes_is_one_case():
    (case,) = made()
    assert (case.name, case.manifest.value, case.as_of) == ("t", MANIFEST, date(2026, 10, 31))


def test_as_of():
    (case,) = made(asOf="2027-01-31")
    assert case.as_of == date(2027, 1, 31)


def test_set_makes_a_case_for_each_value_after_the_patch():
    found = made(patch={"a": {"b": 2}}, set={"at": "/a/c", "values": [[], None, "x"]})
    assert [case.manifest.value["a"] for case in found] == [
        {"b": 2, "c": []},
        {"b": 2, "c": None},
        {"b": 2, "c": "x"},
    ]
    assert [case.name for case in found] == ["t (/a/c = [])", "t (/a/c = null)", 't (/a/c = "x")']


def test_set_puts_what_was_not_there():
    (case,) = made(set={"at": "/a/d", "values": [3]})
    assert case.manifest.value["a"] == {"b": 1, "c": [1, 2], "d": 3}


def test_set_in_a_list():
    (case,) = made(set={"at": "/a/c/1", "values": [3]})
    assert case.manifest.value["a"]["c"] == [1, 3]


def test_remove_makes_a_case_for_each_place():
    found = made(remove=["/a/b", "/a/c/0", "/a"])
    assert [case.manifest.value.get("a") for case in found] == [
        {"c": [1, 2]},
        {"b": 1, "c": [2]},
        None,
    ]
    assert [case.name for case in found] == [
        "t (without /a/b)",
        "t (without /a/c/0)",
        "t (without /a)",
    ]


def test_the_compliant_manifest_stays_as_it_is():
    made(set={"at": "/a/b", "values": [2]})
    made(remove=["/a"])
    assert MANIFEST == {"metadata": {"updated": "2026-10-31"}, "a": {"b": 1, "c": [1, 2]}}


@pytest.mark.parametrize(
    "test",
    [
        {"remove": ["/d"]},
        {"remove": ["/a/d"]},
        {"remove": ["/a/c/2"]},
        {"remove": ["/a/c/x"]},
        {"remove": ["/a/c/00"]},
        {"remove": ["/a/b/c"]},
        {"patch": {"a": None}, "remove": ["/a/b"]},
        {"set": {"at": "/d/e", "values": [1]}},
        {"set": {"at": "/a/c/2", "values": [1]}},
        {"set": {"at": "/a/b/c", "values": [1]}},
    ],
)
def test_a_place_that_is_not_there(test):
    place = test["remove"][0] if "remove" in test else test["set"]["at"]
    with pytest.raises(PackError) as caught:
        made(**test)
    (problem,) = caught.value.problems
    assert problem.text.en == f"a test names {place}, which its manifest does not have"
    assert place in problem.text.zh


# Expectations


def failing(tmp_path, *tests, **changes):
    """Return the failures of one rule with these tests: name of the case, and detail."""
    pack = load_pack(write_pack(tmp_path, rule(tests=list(tests), **changes)))
    (one,) = pack.rules
    found = list(failures(one, pack))
    assert {failure.rule for failure in found} <= {"T-1"}
    return [(failure.case, failure.detail) for failure in found]


def test_of_the_sound_rule(tmp_path):
    assert failing(tmp_path, *RULE["tests"]) == []


KEPT = {"patch": {"storage": {"images": {"retained": True}}}}
AT = "; findings at /storage/images/retained"


@pytest.mark.parametrize(
    ("test", "detail"),
    [
        ({"expect": "fail", "reason": "violated"}, f"expected fail, got pass{AT}"),
        ({"expect": "not-applicable"}, f"expected not-applicable, got pass{AT}"),
        ({"expect": "pass", "byException": True}, "byException is false"),
        ({**KEPT, "expect": "pass"}, f"expected pass, got fail{AT}"),
        (
            {**KEPT, "expect": "fail", "reason": "undeclared"},
            f"expected undeclared, got violated{AT}",
        ),
        ({**KEPT, "expect": "fail"}, f"expected None, got violated{AT}"),
        (
            {**KEPT, "expect": "fail", "reason": "violated", "at": "/storage"},
            f"no finding at /storage{AT}",
        ),
    ],
)
def test_expectation_that_is_not_met(tmp_path, test, detail):
    assert failing(tmp_path, {"name": "t", **test}) == [("t", detail)]


def test_each_case_stands_for_itself(tmp_path):
    test = {"name": "t", "expect": "pass"}
    test["set"] = {"at": "/storage/images/retained", "values": [True, False]}
    found = failing(tmp_path, test)
    assert found == [("t (/storage/images/retained = true)", f"expected pass, got fail{AT}")]


def test_a_message_that_shows_what_is_not_stated(tmp_path):
    shown = "/storage/images/deletedAt"
    test = {"name": "t", **KEPT, "expect": "fail", "reason": "violated"}
    test["patch"] = {"storage": {"images": {"retained": True, "deletedAt": None}}}
    (check,) = RULE["checks"]

    def with_message(folder, words):
        (tmp_path / folder).mkdir()
        return failing(tmp_path / folder, test, checks=[{**check, "message": text(words)}])

    detail = f"the message shows {shown}, not stated here: put the part in brackets"
    assert with_message("bare", f"kept until {{{shown}}}") == [("t", detail)]
    assert with_message("optional", f"kept[ until {{{shown}}}]") == []


def test_pass_by_exception_has_to_be_expected(tmp_path):
    when = requiring({"const": False}, "storage", "images", "retained")
    test = {"name": "t", "expect": "pass"}
    exception = {"when": when, "note": text()}
    assert failing(tmp_path, test, exception=exception) == [("t", "byException is true")]


@pytest.mark.parametrize(
    ("test", "detail"),
    [
        ({"patch": {"storage": {"imagse": {}}}}, "imagse"),
        ({"patch": {"storage": {"images": {"retained": "no"}}}}, "storage.images.retained"),
        ({"patch": {"evidence": [{"id": "ev-x", "expires": "soon"}]}}, "evidence[0].expires"),
        ({"remove": ["/evidence/0/id"]}, "evidence[0].id is missing"),
        ({"remove": ["/purposes/0/id"]}, "purposes[0].id is missing"),
        ({"patch": {"governance": {"policy": ["ev-polcy"]}}}, 'did you mean "ev-policy"?'),
        (
            {"patch": {"notice": {"purposesCovered": ["x"]}}},
            '"x" is not an id in the list purposes',
        ),
    ],
)
def test_case_that_is_no_manifest(tmp_path, test, detail):
    found = failing(tmp_path, {"name": "t", "expect": "pass", **test})
    assert found
    assert any(detail in printed for _, printed in found)


def test_what_is_left_out_on_purpose_is_no_defect(tmp_path):
    test = {"name": "t", "remove": ["/metadata", "/subjects/under14/policy"]}
    assert failing(tmp_path, {**test, "expect": "pass"}) == []


# Applicability


SCOPE = requiring({"enum": ["handler", "joint-handler"]}, "controller", "role")


def of_the_pack(tmp_path, *tests):
    card = {**CARD, "appliesWhen": SCOPE, "tests": list(tests)}
    pack = load_pack(write_pack(tmp_path, damaged(RULE, "/tests/2"), card=card))
    return [
        (failure.rule, failure.case, failure.detail) for failure in applicability_failures(pack)
    ]


PROCESSOR = {"patch": {"controller": {"role": "entrusted-processor"}}}


def test_applicability_as_expected(tmp_path):
    applies = {"name": "a", "expect": "pass"}
    assert (
        of_the_pack(tmp_path, applies, {"name": "b", "expect": "not-applicable", **PROCESSOR}) == []
    )


def test_applicability_that_is_not_as_expected(tmp_path):
    tests = (
        {"name": "a", "expect": "not-applicable"},
        {"name": "b", "expect": "pass", **PROCESSOR},
    )
    assert of_the_pack(tmp_path, *tests) == [
        ("xx-test", "a", "expected not-applicable, got pass"),
        ("xx-test", "b", "expected pass, got not-applicable"),
    ]


def test_applicability_over_what_is_no_manifest(tmp_path):
    test = {"name": "a", "expect": "not-applicable", "patch": {"controller": {"role": "handlr"}}}
    ((pack, case, detail),) = of_the_pack(tmp_path, test)
    assert (pack, case) == ("xx-test", "a")
    assert 'did you mean "handler"?' in detail


# Shared constraints


def shared(*tests, schema):
    uri = "facepolicy:common/t"
    manifest = {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "t", "updated": "2026-10-31"},
        "sharing": {"recipients": [{"relation": "share"}, {"relation": "entrust"}]},
    }
    one = SharedConstraint(uri, "c", schema, cases(tests, manifest))
    return [item.detail for item in shared_failures(one, {uri: {"$defs": {"c": schema}}})]


ENTRUSTED = {"properties": {"relation": {"const": "entrust"}}, "required": ["relation"]}


def test_a_shared_constraint_is_put_at_its_place():
    test = {"name": "t", "at": "/sharing/recipients/0"}
    one = {"patch": {"sharing": {"recipients": [{"relation": "entrust"}]}}}
    assert shared({**test, **one, "expect": "holds"}, schema=ENTRUSTED) == []
    assert shared({**test, "expect": "contradicted"}, schema=ENTRUSTED) == []
    assert shared({**test, "alone": True, "expect": "open"}, schema=ENTRUSTED) == []


def test_another_state_than_the_expected_one():
    test = {"name": "t", "at": "/sharing/recipients/0", "expect": "holds"}
    assert shared(test, schema=ENTRUSTED) == ["expected holds, got contradicted"]


def test_a_shared_constraint_is_tested_on_possible_manifests():
    test = {"name": "t", "patch": {"sharing": {"recipients": 1}}, "expect": "holds"}
    assert "expected: a list" in shared(test, schema={})[0]
