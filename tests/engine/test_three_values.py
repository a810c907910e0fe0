"""The evaluator: holds, open or contradicted, and the facts that decided it."""

from datetime import date

import pytest

from validator import Expected, Reason, Status, load_manifests
from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint
from validator.engine.facts import derive
from validator.engine.results import Result

DAY = date(2026, 1, 1)
JUSTIFIED = {
    "properties": {"reason": {}, "evidence": {"minItems": 1}},
    "required": ["reason", "evidence"],
}
REGISTER = "evidence:\n  - {id: ev-a, expires: 2025-06-30}\n  - {id: ev-b, expires: never}\n"


def section(name, node, *others):
    return {"properties": {name: node}, "required": [name, *others]}


def manifest_of(tmp_path, text):
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    (manifest,) = load_manifests(path)
    return manifest


def decided(tmp_path, constraint, text, as_of=DAY):
    """Return the state of a constraint, and the facts that decided it as a result tells them."""
    manifest = manifest_of(tmp_path, text)
    facts = derive(manifest.stated, as_of)
    state, found = compile_constraint(constraint)(facts)
    return state, Result("m", None, None, Status.PASS, manifest, found).facts


def reported(facts):
    return [(item.pointer, item.reason.value if item.reason else None) for item in facts]


GRADE = section("consent", section("grade", {"enum": ["explicit", "separate"]}))


def test_a_stated_fact_decides(tmp_path):
    state, (fact,) = decided(tmp_path, GRADE, "consent:\n  grade: separate\n")
    assert (state, fact.pointer, fact.reason, fact.actual) == (
        HOLDS,
        "/consent/grade",
        None,
        "separate",
    )


def test_a_contradiction_is_at_the_value(tmp_path):
    state, (fact,) = decided(tmp_path, GRADE, "consent:\n  grade: implied\n")
    assert state == CONTRADICTED
    assert (fact.pointer, fact.reason, fact.actual) == (
        "/consent/grade",
        Reason.VIOLATED,
        "implied",
    )
    assert fact.expected == (Expected("one-of", ["explicit", "separate"]),)
    assert (fact.position.line, fact.position.column) == (2, 10)
    assert fact.file.endswith("m.yaml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x-a: 1\nconsent:\n  onRefusal: service-denied\n", 2),
        ("x-a: 1\nconsent:\n  grade: null\n", 3),
        ("x-a: 1\n", 1),
    ],
)
def test_a_fact_that_is_not_stated_is_open_at_its_nearest_parent(tmp_path, text, line):
    state, (fact,) = decided(tmp_path, GRADE, text)
    assert (state, fact.pointer, fact.reason) == (OPEN, "/consent/grade", Reason.UNDECLARED)
    assert fact.position.line == line


BOTH = {"allOf": [GRADE, section("storage", section("separation", {"const": "logical"}))]}


def test_one_contradiction_is_enough_and_what_is_open_comes_along(tmp_path):
    state, facts = decided(tmp_path, BOTH, "consent: {grade: none}\n")
    assert state == CONTRADICTED
    assert reported(facts) == [
        ("/storage/separation", "undeclared"),
        ("/consent/grade", "violated"),
    ]


EITHER = {
    "anyOf": [
        section("storage", section("separation", {"enum": ["physical", "logical"]})),
        section("storage", section("templates", section("retained", {"const": False}))),
    ]
}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("storage: {separation: none}\n", OPEN),
        ("storage: {separation: none, templates: {retained: true}}\n", CONTRADICTED),
        ("storage: {templates: {retained: false}}\n", HOLDS),
        ("storage: {}\n", OPEN),
        ("x-a: 1\n", OPEN),
    ],
)
def test_alternatives(tmp_path, text, state):
    assert decided(tmp_path, EITHER, text)[0] == state


def test_of_contradicted_alternatives_the_closest_says_what_to_change(tmp_path):
    text = "storage: {separation: none, templates: {retained: true}}\n"
    _, facts = decided(tmp_path, EITHER, text)
    assert reported(facts) == [
        ("/storage/separation", "violated"),
        ("/storage/templates/retained", None),
    ]


BRANCH = {
    "if": section("consent", section("onRefusal", {"const": "service-denied"})),
    "then": section("consent", section("grade", {"const": "separate"})),
    "else": section("consent", section("pressure", {"const": "none"})),
}


@pytest.mark.parametrize(
    ("consent", "state"),
    [
        ("onRefusal: service-denied, grade: separate", HOLDS),
        ("onRefusal: service-denied, grade: none", CONTRADICTED),
        ("onRefusal: basic-service-continues, pressure: none", HOLDS),
        ("grade: separate", OPEN),
        ("grade: separate, pressure: none", HOLDS),
        ("grade: none, pressure: coercion", CONTRADICTED),
        ("grade: none, pressure: none", OPEN),
    ],
)
def test_an_open_condition_is_decided_where_both_branches_agree(tmp_path, consent, state):
    assert decided(tmp_path, BRANCH, f"consent: {{{consent}}}\n")[0] == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("consent: {grade: separate}\n", CONTRADICTED),
        ("consent: {grade: none}\n", HOLDS),
        ("consent: {}\n", OPEN),
    ],
)
def test_negation(tmp_path, text, state):
    assert decided(tmp_path, {"not": GRADE}, text)[0] == state


SOME = section("purposes", {"contains": section("legalBasis", {"const": "consent"})})
EVERY = section("purposes", {"items": section("legalBasis", {"const": "consent"})})


@pytest.mark.parametrize(
    ("bases", "some", "every"),
    [
        (["consent", "consent"], HOLDS, HOLDS),
        (["consent", "contract"], HOLDS, CONTRADICTED),
        (["contract", "contract"], CONTRADICTED, CONTRADICTED),
        (["contract", "null"], OPEN, CONTRADICTED),
        (["consent", "null"], HOLDS, OPEN),
    ],
)
def test_lists_are_complete_and_their_entries_may_be_open(tmp_path, bases, some, every):
    entries = [f"{{id: p{at}, legalBasis: {base}}}" for at, base in enumerate(bases)]
    text = f"purposes: [{', '.join(entries)}]\n"
    assert decided(tmp_path, SOME, text)[0] == some
    assert decided(tmp_path, EVERY, text)[0] == every


def test_a_list_that_is_not_stated_is_open_and_an_empty_one_is_a_statement(tmp_path):
    states = section("notice", section("states", {"contains": {"const": "purpose"}}))
    assert decided(tmp_path, states, "notice: {}\n")[0] == OPEN
    assert decided(tmp_path, states, "notice: {states: []}\n")[0] == CONTRADICTED
    assert decided(tmp_path, states, "notice: {states: [purpose]}\n")[0] == HOLDS


def test_the_entry_that_contradicts_is_pointed_at(tmp_path):
    text = "purposes: [{id: a, legalBasis: consent}, {id: b, legalBasis: contract}]\n"
    _, facts = decided(tmp_path, EVERY, text)
    assert reported(facts) == [("/purposes/1/legalBasis", "violated")]


UNLESS = {
    "if": section("notice", section("given", {"const": "never"})),
    "then": section("notice", section("legalException", JUSTIFIED)),
}


def test_a_claim_that_nobody_makes_is_absent(tmp_path):
    state, facts = decided(tmp_path, UNLESS, "notice: {given: never}\n")
    assert state == CONTRADICTED
    # The fix is at the fact, and nobody is asked for a legal excuse.
    assert [item.pointer for item in facts if item.reason] == ["/notice/given"]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("{reason: Secret, evidence: [ev-b]}", None),
        ("{reason: Secret, evidence: [ev-a]}", "expired"),
        ("{reason: Secret}", "unevidenced"),
        ("{evidence: [ev-b]}", "undeclared"),
    ],
)
def test_a_claim_that_is_made_in_part_is_open(tmp_path, claim, reason):
    text = f"notice: {{given: never, legalException: {claim}}}\n{REGISTER}"
    state, facts = decided(tmp_path, UNLESS, text)
    assert state == (OPEN if reason else HOLDS)
    assert {item.reason.value for item in facts if item.reason} == ({reason} if reason else set())


EVIDENCED = section("templates", section("evidence", {"minItems": 1}))


@pytest.mark.parametrize(
    ("templates", "day", "reason"),
    [
        ("{evidence: [ev-a]}", "2025-06-30", None),
        ("{evidence: [ev-a]}", "2025-07-01", Reason.EXPIRED),
        ("{evidence: [ev-a, ev-b]}", "2025-07-01", None),
        ("{evidence: []}", "2025-07-01", Reason.UNEVIDENCED),
        ("{renewable: true}", "2025-07-01", Reason.UNEVIDENCED),
        ("null", "2025-07-01", Reason.UNDECLARED),
    ],
)
def test_evidence_is_never_contradicted(tmp_path, templates, day, reason):
    text = f"templates: {templates}\n{REGISTER}"
    state, (fact,) = decided(tmp_path, EVIDENCED, text, date.fromisoformat(day))
    assert (state, fact.reason) == (OPEN if reason else HOLDS, reason)
    assert fact.pointer == "/templates/evidence"


POLICY = section("governance", section("policy", {"minItems": 1}))


@pytest.mark.parametrize(
    ("governance", "outcome", "reason"),
    [
        ("{policy: [ev-a]}", HOLDS, None),
        ("{policy: []}", CONTRADICTED, Reason.VIOLATED),
        ("{processingRecords: kept}", OPEN, Reason.UNDECLARED),
        ("null", OPEN, Reason.UNDECLARED),
    ],
)
def test_an_empty_list_of_documents_states_that_there_is_none(
    tmp_path, governance, outcome, reason
):
    text = f"governance: {governance}\n{REGISTER}"
    state, (fact,) = decided(tmp_path, POLICY, text, date(2025, 6, 30))
    assert (state, fact.reason, fact.pointer) == (outcome, reason, "/governance/policy")


def test_documents_that_have_ended_are_not_taken_for_none(tmp_path):
    text = f"governance: {{policy: [ev-a]}}\n{REGISTER}"
    state, (fact,) = decided(tmp_path, POLICY, text, date(2025, 7, 1))
    assert (state, fact.reason) == (OPEN, Reason.EXPIRED)


def test_a_derived_fact_is_reported_at_the_stated_ones_behind_it(tmp_path):
    asked = section("capture", section("stopsWithinOneMinute", {"const": True}))
    for duration, state in (("PT30S", HOLDS), ("PT2M", CONTRADICTED), ("null", OPEN)):
        found, facts = decided(tmp_path, asked, f"capture: {{maxDuration: {duration}}}\n")
        assert found == state
        assert [item.pointer for item in facts] == ["/capture/maxDuration"]


def test_a_fact_that_no_manifest_can_state_contradicts(tmp_path):
    assert decided(tmp_path, section("nowhere", {"const": 1}), "x-a: 1\n")[0] == CONTRADICTED


def test_facts_are_flat_however_deep_a_constraint_is():
    node = {"const": "separate"}
    for _ in range(40):
        node = {"allOf": [node]}
    evaluate = compile_constraint(section("consent", section("grade", node)))
    state, facts = evaluate({"consent": {"grade": "separate"}})
    assert state == HOLDS
    assert [item.parts for item in facts] == [("consent", "grade")]


@pytest.mark.parametrize(
    ("bounds", "state"),
    [
        ("{atMost: 0}", HOLDS),
        ("{atLeast: 0, atMost: 0}", HOLDS),
        ("{atMost: 1}", OPEN),
        ("{atLeast: 1, atMost: 1}", CONTRADICTED),
    ],
)
@pytest.mark.parametrize("node", [{"const": 0}, {"enum": [0]}])
def test_bounds_that_meet_are_a_number(tmp_path, node, bounds, state):
    constraint = section("subjects", section("enrolled", node))
    text = f"""apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {{id: a}}
subjects: {{enrolled: {bounds}}}
"""
    assert decided(tmp_path, constraint, text)[0] == state
