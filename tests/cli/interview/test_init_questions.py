"""What the schema marks as worth asking, and the order in which it is asked."""

from datetime import date
from functools import cache

import pytest

from tests.support.checkout import ROOT
from tests.support.interviewee import Interviewee, replies, spoken
from validator import evaluate, load_manifest
from validator.cli.interview.answers import completed, state_of, written
from validator.cli.interview.interview import Interview
from validator.cli.interview.questions import applies, leaves, node_at, sections
from validator.cli.interview.replies import Refused, read_reply
from validator.cli.interview.state import Question, State, settle
from validator.cli.interview.waiting import Waiting, facts_read
from validator.engine.derived import DERIVED
from validator.manifest.manifest import manifest_from_value
from validator.model.merge import merge_patch
from validator.model.pointers import MISSING
from validator.model.text import Text
from validator.packs.files import shipped
from validator.packs.load import load_pack
from validator.run.inputs import choose_in_force, load_packs

DAY = date(2026, 10, 31)
LOBBY = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value
FORMALITIES = {"today": "2026-10-31", "file-name": "gate"}


def nodes(level):
    for node in level:
        yield node
        yield from nodes(node.children)


NODES = list(nodes(sections()))
PACKS = [load_pack(name) for name in shipped()]
IN_FORCE = [pack for pack in PACKS if pack.force in ("binding", "recommended", "none")]
READ = {
    pattern
    for pack in IN_FORCE
    for rule in pack.rules
    for constraint in (pack.applies_when, rule.applies_when, rule.requires)
    for pattern in facts_read(constraint, pack)
}


def asked_leaves():
    return [leaf for node in sections() if node.asked for leaf in leaves(node)]


def test_whatever_a_manifest_cannot_be_without_is_asked_but_for_constants():
    required = [
        node
        for node in NODES
        # What a configuration file proves is written by hand, beside that file.
        if node.required and "const" not in node.shape and "proves" not in node.pattern
    ]
    assert [node.pattern for node in required if not node.asked] == []
    assert {node.name for node in required} == {"metadata", "id"}


def test_whatever_is_asked_first_is_asked_but_for_constants():
    first = [node for node in NODES if node.leads and "const" not in node.shape]
    assert len(first) > 25
    assert [node.pattern for node in first if not node.asked] == []


def test_every_fact_that_a_rule_in_force_reads_is_asked():
    asked = {leaf.pattern for leaf in asked_leaves()}
    sections_read = {node.pattern for node in NODES if node.children}
    own = {pattern for pattern in READ if pattern[0] == "evidence"}
    assert READ - asked - sections_read - own == set()


def test_beyond_what_comes_first_no_fact_is_asked_that_no_rule_in_force_waits_for():
    for leaf in asked_leaves():
        followed = {(*leaf.pattern[:-1], name) for name in leaf.when if name[0] != "/"}
        assert leaf.first or leaf.pattern in READ or followed & READ, leaf.pattern


def test_conditions_name_facts_that_exist():
    patterns = {node.pattern for node in NODES}
    for node in NODES:
        for name in node.when:
            place = name.strip("/").split("/") if name[0] == "/" else [*node.pattern[:-1], name]
            assert tuple(place) in patterns, (node.pattern, name)


def interview(truth):
    asked, state = [], State()
    for question, _, after in replies(Interviewee(truth), DAY):
        asked.append(question)
        state = after
    return asked, completed(state, FORMALITIES)


@cache
def varied(name):
    return interview(merge_patch(LOBBY, VARIATIONS[name]))


def undecided(manifest, packs):
    report = evaluate(manifest_from_value(manifest), packs, as_of=DAY)
    return {item.rule.id: item.reason for item in report.failures}


ENTRUSTED = {
    "name": "Cloud Ltd.",
    "relation": "entrust",
    "country": "SG",
    "capabilityReviewed": True,
    "assessment": {"performed": "before", "evidence": ["ev-pia"]},
    "contract": {
        "covers": ["purpose", "term", "manner", "data-categories", "safeguards", "rights-and-duties", "supervision"],
        "recordsKeptFor": "P3Y",
        "evidence": ["ev-policy"],
    },
    "subprocessing": "none",
}  # fmt: skip
SHARED = {
    **ENTRUSTED,
    "name": "Partner Ltd.",
    "relation": "share",
    "businessNeed": {"reason": "r", "basis": "b", "evidence": ["ev-pia"]},
    "notice": {"separate": True, "states": ["purpose", "manner", "recipient-identity"]},
    "consent": "separate",
}
ABROAD = {
    "occurs": True,
    "mechanism": "standard-contract",
    "evidence": ["ev-policy"],
    "notice": {"states": ["purpose", "manner", "recipient-identity", "recipient-contact"]},
    "consent": "separate",
}
VARIATIONS = {
    "the lobby": {},
    "recipients": {"sharing": {"recipients": [ENTRUSTED, SHARED]}, "crossBorder": ABROAD},
    "children": {
        "subjects": {
            "under14": {
                "policy": "included",
                "guardianConsent": "separate",
                "specialRules": ["ev-policy"],
                "justification": {"reason": "r", "basis": "b", "evidence": ["ev-pia"]},
            }
        }
    },
    "images": {
        "storage": {
            "images": {
                "retained": True,
                "deletedAt": "fixed-period",
                "consent": "separate",
                "purpose": "p",
                "retention": "P30D",
            }
        }
    },
    "from abroad": {
        "controller": {
            "country": "SG",
            "cnRepresentative": {"name": "n", "contact": "c", "reported": True},
        }
    },
    "many": {
        "subjects": {"enrolled": 2_000_000},
        "controller": {"responsiblePerson": {"role": "r", "name": "n", "published": True}},
        "governance": {
            "filing": {
                "state": "filed",
                "storedPersonsTotal": 2_000_000,
                "thresholdReachedOn": "2026-01-05",
                "date": "2026-01-20",
                "contents": ["handler-particulars", "purpose-and-manner", "number-and-measures", "rules-and-procedures", "impact-assessment-report"],
                "changedOn": "2026-03-02",
                "changeFiledOn": "2026-03-20",
            }
        },
    },
    "ended": {
        "metadata": {"status": "retired"},
        "governance": {"serviceTermination": {"plan": "delete-and-notify"}},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", VARIATIONS)
def test_an_interview_asks_whatever_the_rules_in_force_wait_for(name):
    truth = merge_patch(LOBBY, VARIATIONS[name])
    manifest = manifest_from_value(truth)
    packs = load_packs(choose_in_force([manifest], DAY).packs[manifest.name])
    _, answered = varied(name)
    assert undecided(answered, packs) == undecided(truth, packs)


def test_the_variations_ask_what_the_lobby_does_not():
    places = {name: {question.node.pattern for question in varied(name)[0]} for name in VARIATIONS}
    plain = places.pop("the lobby")
    assert ("crossBorder", "mechanism") in places["recipients"] - plain
    assert ("sharing", "recipients", "*", "businessNeed", "basis") in places["recipients"] - plain
    assert ("subjects", "under14", "guardianConsent") in places["children"] - plain
    assert ("storage", "images", "retention") in places["images"] - plain
    assert ("controller", "cnRepresentative", "reported") in places["from abroad"] - plain
    assert ("governance", "filing", "changeFiledOn") in places["many"] - plain
    assert ("governance", "serviceTermination", "plan") in places["ended"] - plain


def test_what_decides_which_rules_apply_comes_first_and_sections_in_the_order_of_the_schema():
    asked, _ = varied("the lobby")
    asked = [question for question in asked if question.place[0] != "evidence"]
    parts = [question.part for question in asked]
    assert parts == sorted(parts)
    assert set(parts) == {1, 2}
    order = [node.name for node in sections()]
    for part in (1, 2):
        places = [question.place[0] for question in asked if question.part == part]
        assert places == sorted(places, key=order.index)


def test_a_named_document_is_asked_about_at_once():
    asked, _ = varied("the lobby")
    places = [question.place for question in asked]
    at = places.index(("necessity", "comparison", 0, "evidence"))
    assert places[at + 1 : at + 4] == [("evidence", 0, name) for name in ("type", "title", "expires")]  # fmt: skip


def test_nothing_more_is_asked_of_a_household():
    truth = merge_patch(LOBBY, {"scenario": {"scope": "personal-household"}})
    asked, _ = interview(truth)
    assert {question.part for question in asked} == {1}


def test_a_section_that_is_passed_by_is_left_out_whole():
    asked, answered = interview({name: value for name, value in LOBBY.items() if name != "consent"})
    offered = [question.place for question in asked if question.place[0] == "consent"]
    assert offered == [("consent", "grade")]
    assert "consent" not in answered


def test_a_state_survives_its_file_at_every_question(tmp_path):
    path = tmp_path / "a.yaml.answers"
    waiting = Waiting(DAY)
    for question, _, state in list(replies(Interviewee(LOBBY), DAY))[::7]:
        path.write_text(written(state, "zh"), encoding="utf-8")
        again, language = state_of(load_manifest(path))
        assert (again, language) == (state, "zh"), question.place
        assert Interview(again, waiting).next() == Interview(state, waiting).next()


def question(*pattern, place=None, must=False, kind="fact"):
    node = node_at(tuple(part for part in pattern if not isinstance(part, int)))
    return Question(kind, node, place or pattern, must, 1)


ID = question("metadata", "id", must=True)
STATUS = question("metadata", "status")
MODES = question("scenario", "modes")
ENROLLED = question("subjects", "enrolled")
NAME = question("controller", "name")
SETTING = question("scenario", "setting")
OCCURS = question("crossBorder", "occurs")
DATE = question("metadata", "updated")
CHANNELS = question("consent", "withdrawal", "channels")
COVERED = question("notice", "purposesCovered")
POLICY = question("governance", "policy")
KNOWN = State({"purposes": [{"id": "unlock"}, {"id": "count"}], "evidence": [{"id": "ev-a"}]})


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (STATUS, "2", "pilot"),
        (STATUS, " Pilot ", "pilot"),
        (STATUS, "２", "pilot"),
        (MODES, "1,3", ["verification-1-1", "analysis"]),
        (MODES, "1、2", ["verification-1-1", "identification-1-n"]),
        (MODES, "1-3", ["verification-1-1", "identification-1-n", "analysis"]),
        (MODES, "all", ["verification-1-1", "identification-1-n", "analysis"]),
        (MODES, "analysis, 3", ["analysis"]),
        (ENROLLED, "1,840", 1840),
        (ENROLLED, "１８４０", 1840),
        (NAME, " 滨江物业 ", "滨江物业"),
        (NAME, '"stop"', "stop"),
        (NAME, '"-"', "-"),
        (NAME, "no: 012 # x", "no: 012 # x"),
        (SETTING, "-", MISSING),
        (SETTING, "", MISSING),
        (OCCURS, "n", False),
        (OCCURS, "是", True),
        (OCCURS, "-", MISSING),
        (DATE, "２０２６-10-31", "2026-10-31"),
        (CHANNELS, "app，柜台", ["app", "柜台"]),
        (CHANNELS, "", MISSING),
        (CHANNELS, "-", MISSING),
        (COVERED, "2", ["count"]),
        (COVERED, "unlock,count", ["unlock", "count"]),
        (POLICY, "1,ev-new", ["ev-a", "ev-new"]),
    ],
)
def test_replies(asked, typed, value):
    assert read_reply(typed, asked, KNOWN, None) == value


@pytest.mark.parametrize(
    ("asked", "typed", "says"),
    [
        (STATUS, "pilott", 'did you mean "pilot"'),
        (STATUS, "9", "one of planned"),
        (ID, "-", "has to be stated"),
        (ID, "", "has to be stated"),
        (OCCURS, "3", "one of true, false"),
        (MODES, "4", "one of verification-1-1"),
        (ENROLLED, "many", "a whole number"),
        (ENROLLED, "-3", "a whole number"),
        (ENROLLED, "1.840", "a whole number"),
        (NAME, "a\x1b[Ab", "control characters"),
        (NAME, "x" * 501, "at most 500 characters"),
        (DATE, "2026-02-30", "A calendar date"),
        (DATE, "31.10.2026", "A calendar date"),
        (COVERED, "unlok", 'did you mean "unlock"'),
        (POLICY, "Ev New", "Lower-case letters"),
        (question("purposes", "id", place=("purposes", 2, "id")), "count", "more than once"),
    ],
)
def test_refused_replies(asked, typed, says):
    with pytest.raises(Refused) as refused:
        read_reply(typed, asked, KNOWN, None)
    (text, *_) = refused.value.texts
    assert isinstance(text, Text)
    assert says in text.en
    assert text.zh != text.en


@pytest.mark.parametrize(
    ("place", "known", "gone"),
    [
        (("consent", "reprompt", "policy"), {}, "/consent/reprompt"),
        (("consent", "reprompt", "policy"), {"consent": {"reprompt": {"interval": "P2D"}}}, "/consent/reprompt/policy"),
        (("controller", "role"), {}, "/controller/role"),
        (("purposes", 0, "id"), {}, "/purposes"),
        (("purposes", 0, "use"), {"purposes": [{"id": "unlock"}]}, "/purposes/0/use"),
    ],
)  # fmt: skip
def test_what_nobody_has_begun_is_left_out_with_its_first_fact(place, known, gone):
    after = settle(State(known), question(*place), MISSING)
    assert after == State(known, {gone: "left-out"})


def unanswered():
    """Ask somebody who leaves out whatever can be left out."""
    state, waiting, asked = State(), Waiting(DAY), []
    while (question := Interview(state, waiting).next()) is not None:
        asked.append(question)
        typed = "gate" if question.must else "-"
        state = settle(state, question, read_reply(typed, question, state, None))
    return asked, state


def test_whoever_knows_nothing_is_asked_everything_once_and_only_the_id_is_insisted_on():
    asked, state = unanswered()
    places = [question.place for question in asked]
    assert len(places) == len(set(places))
    assert [question.place for question in asked if question.must] == [("metadata", "id")]
    assert ("scenario", "jurisdictions") in places
    assert ("notice", "given") in places, "any instrument may apply"
    assert completed(state, FORMALITIES) == {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "gate"},
    }


def test_sections_of_the_second_part_are_those_that_ask():
    asked, state = unanswered()
    sections_asked = {question.place[0] for question in asked if question.part == 2}
    counted = [node.name for node in Interview(state, Waiting(DAY)).sections(2)]
    assert set(counted) == sections_asked


def test_nothing_is_asked_twice():
    for name in VARIATIONS:
        asked = [(one.place, one.kind) for one in varied(name)[0] if one.kind == "fact"]
        assert len(asked) == len(set(asked)), name


def test_settling_leaves_the_state_before_as_it_was():
    before = State({"metadata": {"id": "a"}})
    settle(before, STATUS, "pilot")
    assert before == State({"metadata": {"id": "a"}})


def test_derived_facts_are_asked_by_the_facts_behind_them():
    assert not READ & set(DERIVED)


def test_what_is_not_stated_fulfils_no_condition():
    node = node_at(("storage", "images", "retention"))
    assert applies(node, {"retained": True}, {})
    assert not applies(node, {"retained": False}, {})
    assert not applies(node, {}, {})


def test_every_listed_value_can_be_spoken():
    for leaf in asked_leaves():
        for choice in leaf.choices:
            assert spoken(choice.value, leaf)
