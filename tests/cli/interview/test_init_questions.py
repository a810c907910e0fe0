"""Which questions ``facepolicy init`` asks, and what answers to them state."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.support.checkout import ROOT
from tests.support.interviewee import Interviewee, replies
from validator import evaluate, load_manifest
from validator.cli.interview.answers import (
    Asked,
    State,
    completed,
    load_template,
    settle,
    state_of,
    written,
)
from validator.cli.interview.catalogue import catalogue, plain_question, topics
from validator.cli.interview.dialogue import Refused, read_reply
from validator.cli.interview.interview import open_questions, waits_of
from validator.manifest.manifest import manifest_from_value
from validator.manifest.structure import manifest_problems
from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers
from validator.model.merge import merge_patch
from validator.model.pointers import MISSING
from validator.model.text import Text
from validator.run.inputs import choose_in_force, load_packs

DAY = date(2026, 11, 28)
LOBBY = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value
MOST_QUESTIONS = 40
OFFICE = {
    "scenario": {"sector": "workplace"},
    "subjects": {"categories": ["employees", "visitors"]},
    "storage": {"templates": {"basis": "ends-when-the-person-leaves"}},
}


def interview(truth, state=None):
    return list(replies(Interviewee(truth), DAY, state))


def report_of(answers):
    manifest = manifest_from_value(completed(answers, Path("gate"), DAY))
    assert manifest_problems(manifest) == ()
    packs = load_packs(choose_in_force([manifest], DAY).packs[manifest.name])
    return evaluate(manifest, packs, as_of=DAY)


@pytest.mark.parametrize("template", [None, "office-lobby"])
def test_an_office_lobby_is_decided_by_forty_questions(template):
    preset = load_template("office-lobby").answers
    truth = merge_patch(LOBBY, OFFICE)
    truth["purposes"] = [{**truth["purposes"][0], **preset["purposes"][0]}]
    asked = interview(truth, State(preset) if template else None)
    assert len(asked) <= MOST_QUESTIONS
    report = report_of(asked[-1][2].answers)
    assert report.passed
    assert not waits_of(asked[-1][2].answers, DAY)


VARIATIONS = {
    "the lobby": {},
    "recipients": {"sharing": {"recipients": [{"name": "Cloud Ltd.", "relation": "entrust", "country": "SG"}]}},
    "shared": {"sharing": {"recipients": [{"name": "Partner Ltd.", "relation": "share", "country": "CN", "consent": "separate"}]}},
    "a county": {"scenario": {"jurisdictions": ["US-WA-KING"]}, "controller": {"country": "US", "publicBody": {"kind": "county"}}},
    "children": {"subjects": {"under14": {"policy": "included", "guardianConsent": "separate"}}},
    "images": {"storage": {"images": {"retained": True, "deletedAt": "fixed-period", "consent": "separate", "retention": "P30D"}}},
    "from abroad": {"controller": {"country": "SG", "cnRepresentative": {"name": "n", "contact": "c", "reported": True}}},
    "many": {"governance": {"filing": {"state": "filed", "storedPersonsTotal": 2_000_000}}},
    "ended": {"metadata": {"status": "retired"}, "governance": {"serviceTermination": {"plan": "delete-and-notify"}, "filing": {"state": "filed", "storedPersonsTotal": 200_000}}},
    "abroad": {"crossBorder": {"occurs": True, "mechanism": "standard-contract", "consent": "separate"}},
    "public place": {"scenario": {"setting": "public-place"}},
}  # fmt: skip
DETAILS = {
    "recipients": "/sharing/recipients/0/contract/covers",
    "shared": "/sharing/recipients/0/notice/states",
    "a county": "/sharing/received",
    "children": "/subjects/under14/guardianConsent",
    "images": "/storage/images/retention",
    "from abroad": "/controller/cnRepresentative/reported",
    "many": "/governance/filing/contents",
    "ended": "/governance/serviceTermination/plan",
    "abroad": "/crossBorder/mechanism",
    "public place": "/capture/trigger",
}


@cache
def varied(name):
    return interview(merge_patch(LOBBY, VARIATIONS[name]))


def places(asked):
    return [pointers.build(place) for one, _, _ in asked for place in one.places]


@pytest.mark.parametrize("name", DETAILS)
def test_details_are_asked_when_an_answer_makes_rules_wait_for_them(name):
    assert DETAILS[name] in places(varied(name))
    assert DETAILS[name] not in places(varied("the lobby"))


@pytest.mark.parametrize("name", VARIATIONS)
def test_whatever_rules_wait_for_is_asked(name):
    asked = varied(name)
    state = asked[-1][2]
    left = {pointers.build(place) for place in waits_of(state.answers, DAY)}
    assert left <= state.passed, "asked, and answered with: I do not know"


def test_every_fact_that_can_wait_has_a_question():
    for pattern in facts():
        question = plain_question(pattern)
        assert question.ask.en
        assert question.ask.zh


def unanswered(answers=None):
    """Ask somebody who knows nothing."""
    state, asked = State(answers or {}), []
    while left := open_questions(state, waits_of(state.answers, DAY)):
        asked.append(left[0])
        state = settle(state, left[0], read_reply("", left[0], state))
    return asked, state


def test_whoever_knows_nothing_states_nothing():
    asked, state = unanswered()
    assert state.answers == {}
    assert len({one.question.key for one in asked}) == len(asked)


def test_a_household_is_asked_little():
    answers = {"scenario": {"scope": "personal-household", "jurisdictions": ["CN"], "useCase": "access-control"}}  # fmt: skip
    assert len(unanswered(answers)[0]) < 5


def test_what_decides_most_comes_first_and_a_topic_is_finished_before_the_next():
    asked = varied("the lobby")
    order = [one.question.topic for one, _, _ in asked]
    assert order[0] == 0
    assert [number for number, before in zip(order, [None, *order], strict=False) if number != before] == list(dict.fromkeys(order))  # fmt: skip
    last = [topics()[number].last for number in order]
    assert last == sorted(last)


def test_questions_have_keys_of_their_own_and_state_only_facts_of_the_schema():
    keys = [question.key for question in catalogue()]
    assert len(keys) == len(set(keys))
    for question in catalogue():
        assert question.patterns <= set(facts()), question.key
        assert question.ask.zh != question.ask.en
        assert question.why.zh != question.why.en


@pytest.mark.parametrize("question", [q for q in catalogue() if not q.fact], ids=lambda q: q.key)
def test_each_option_is_valid_and_states_its_facts(question):
    entries = {
        "purposes": [{"id": "a"}],
        "alternatives": {"offered": [{"method": "card"}]},
        "necessity": {"comparison": [{"method": "card"}]},
        "capture": {"devices": [{"id": "one"}]},
    }
    waits = question.patterns - {("evidence",)}
    asked = Asked(question, tuple(tuple(p.replace("*", "0") for p in place) for place in waits))
    answers = {} if ("purposes",) in waits else entries
    if any(pattern in waits for pattern in (("alternatives", "offered"), ("necessity", "comparison"))):  # fmt: skip
        answers = {}
    for number, option in enumerate(question.options, 1):
        state = State(answers)
        after = settle(state, asked, read_reply(str(number), asked, state))
        assert state.answers == answers, "the state before is as it was"
        assert after.answers != answers
        assert manifest_problems(manifest_from_value(completed(after.answers, Path("a"), DAY))) == ()  # fmt: skip
        for pattern in option.says:
            assert after.at(tuple(part.replace("*", "0") for part in pattern)) is not MISSING


def test_a_state_survives_its_file_at_every_question(tmp_path):
    path = tmp_path / "a.yaml.answers"
    for _, _, state in varied("the lobby")[::7]:
        path.write_text(written(state, "zh"), encoding="utf-8")
        again, language = state_of(load_manifest(path))
        assert (again, language) == (state, "zh")
        waits = waits_of(state.answers, DAY)
        assert open_questions(again, waits) == open_questions(state, waits)


def about(pointer):
    place = pointers.parse(pointer)
    pattern = pattern_of(place)
    own = (question for question in catalogue() if question.fact == pattern)
    return Asked(next(own, None) or plain_question(pattern), (place,))


def called(start):
    (question,) = [question for question in catalogue() if question.ask.en.startswith(start)]
    return Asked(question, ())


STATUS = about("/metadata/status")
MODES = about("/scenario/modes")
PLACES = about("/scenario/jurisdictions")
TOTAL = about("/governance/filing/storedPersonsTotal")
NAME = about("/controller/name")
SETTING = about("/scenario/setting")
TRIGGERS = about("/deletion/triggers")
REVIEWED = about("/governance/impactAssessment/reviewedOn")
INCIDENT = about("/governance/lastMajorIncident")
KEPT = about("/storage/templates/retention")
DEVICES = about("/capture/devices")
RECIPIENTS = about("/sharing/recipients")
POLICY = about("/governance/policy")
COVERED = about("/notice/purposesCovered")
LOCAL = about("/matching/localFeasible")
KNOWN = State({"purposes": [{"id": "unlock"}, {"id": "count"}], "evidence": [{"id": "ev-a"}]})


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (STATUS, "2", "pilot"),
        (STATUS, " Pilot ", "pilot"),
        (STATUS, "２", "pilot"),
        (STATUS, "2  Tried with real people on a small scale.", "pilot"),
        (STATUS, "in use", "production"),
        (STATUS, "在用", "production"),
        (STATUS, "regular", "production"),
        (MODES, "1,3", ["verification-1-1", "analysis"]),
        (MODES, "1、2", ["verification-1-1", "identification-1-n"]),
        (MODES, "1-3", ["verification-1-1", "identification-1-n", "analysis"]),
        (MODES, "all", ["verification-1-1", "identification-1-n", "analysis"]),
        (MODES, "analysis, 3", ["analysis"]),
        (MODES, "1:n", ["identification-1-n"]),
        (PLACES, "China", ["CN"]),
        (PLACES, "中国，US-WA", ["CN", "US-WA"]),
        (SETTING, "office", "semi-public"),
        (SETTING, "大堂", "semi-public"),
        (SETTING, "-", MISSING),
        (SETTING, "", MISSING),
        (TOTAL, "1,840", 1840),
        (TOTAL, "１８４０", 1840),
        (NAME, " 滨江物业 ", "滨江物业"),
        (NAME, '"stop"', "stop"),
        (NAME, "no: 012 # x", "no: 012 # x"),
        (REVIEWED, "２０２６-10-31", "2026-10-31"),
        (INCIDENT, "没有", "none"),
        (INCIDENT, "2026-03-01", "2026-03-01"),
        (KEPT, "24 hours", "PT24H"),
        (KEPT, "30 天", "P30D"),
        (KEPT, "a year", "P1Y"),
        (KEPT, "P3Y", "P3Y"),
        (DEVICES, "2", [{"id": "device-1"}, {"id": "device-2"}]),
        (DEVICES, "gate-1, gate-2", [{"id": "gate-1"}, {"id": "gate-2"}]),
        (RECIPIENTS, "nobody", []),
        (RECIPIENTS, "Cloud Ltd.", [{"name": "Cloud Ltd."}]),
        (COVERED, "unlock,count", ["unlock", "count"]),
        (POLICY, "ev-a,ev-new", ["ev-a", "ev-new"]),
        (POLICY, "none", []),
        (LOCAL, "y", True),
        (LOCAL, "否", False),
        (LOCAL, "2", False),
    ],
)
def test_replies(asked, typed, value):
    assert read_reply(typed, asked, KNOWN) == value


@pytest.mark.parametrize(
    ("asked", "typed", "says"),
    [
        (STATUS, "pilott", 'did you mean "pilot"'),
        (STATUS, "9", "from 1 to 5"),
        (MODES, "4", "from 1 to 3"),
        (MODES, "none", "at least 1"),
        (LOCAL, "maybe", "answer yes or no"),
        (TOTAL, "many", "a whole number"),
        (TOTAL, "-3", "a whole number"),
        (NAME, "a\x1b[Ab", "control characters"),
        (NAME, "x" * 501, "at most 500 characters"),
        (REVIEWED, "2026-02-30", "A calendar date"),
        (KEPT, "soon", "A length of time"),
        (DEVICES, "501", "at most 500"),
        (COVERED, "unlok", 'did you mean "unlock"'),
        (POLICY, "Ev New", "Lower-case letters"),
        (called("Why may these"), "1-2", "choose one"),
        (called("What happens when somebody says no"), "1,3", "1 and 3 contradict"),
        (called("How can people take"), "1,2", "1 and 2 contradict"),
        (called("What else can people use"), "1,5", "1 and 5 contradict"),
        (called("What else can people use"), "they", '"they" is none of'),
    ],
)
def test_refused_replies(asked, typed, says):
    with pytest.raises(Refused) as refused:
        read_reply(typed, asked, KNOWN)
    (text, *_) = refused.value.args
    assert isinstance(text, Text)
    assert says in text.en
    assert text.zh != text.en


def test_a_document_that_an_answer_names_is_listed():
    after = settle(KNOWN, POLICY, ["ev-a", "ev-new"])
    assert after.answers["evidence"] == [{"id": "ev-a"}, {"id": "ev-new"}]


def test_what_is_not_chosen_is_denied_asked_or_not_stated():
    asked = called("What is true of the cameras")
    devices = {"capture": {"devices": [{"id": "one"}]}}
    places_asked = (
        ("capture", "devices", "0", "signage"),
        ("capture", "devices", "0", "captureArea", "limited"),
    )
    asked = Asked(asked.question, places_asked)
    after = settle(State(devices), asked, [])
    assert after.answers["capture"]["devices"] == [{"id": "one", "captureArea": {"limited": False}}]
    assert after.passed == {asked.question.key}, "the sign is asked for by itself"
    papers = called("Which of these papers")
    papers = Asked(papers.question, (("governance", "policy"),))
    assert settle(State(), papers, []).passed == {papers.question.key, "/governance/policy"}


def test_an_answer_is_never_overwritten():
    asked = called("What is kept of a face")
    stated = {"storage": {"images": {"retained": True}}}
    asked = Asked(asked.question, (("storage", "images", "deletedAt"),))
    after = settle(State(stated), asked, list(asked.question.options[:1]))
    assert after.answers["storage"]["images"] == {"retained": True, "deletedAt": "match-complete"}
