"""Facts that ``facepolicy init`` adds to an existing manifest, and what it leaves alone."""

import json
from datetime import date

import pytest

from tests.support.checkout import ROOT
from tests.support.interviewee import Interviewee, replies
from validator import load_manifest
from validator.cli.interview.interview import waits_of
from validator.cli.interview.writer import add_facts, commented
from validator.model.merge import merge_patch

LOBBY = ROOT / "examples" / "lobby-gate.yaml"

BLOCK = """\
# mine
metadata:
  id: gate   # short
  # who
scenario: {setting: semi-public}
notice:
  # When: before
  #given: before-collection
  manner:   # how
  - prominent
consent:
  # Grade
  #grade: separate

  #onRefusal: service-denied
evidence: null
capture:
  devices:
  - id: one
    privateSpace: none  # none
  - {id: two}
transport: []
"""
ADDED = [
    ({"metadata": {"status": "pilot"}}, "  id: gate   # short\n  status: pilot\n  # who\n"),
    ({"scenario": {"scope": "in-scope"}}, 'scenario: {"scope": "in-scope", setting: semi-public}\n'),
    ({"notice": {"given": "after"}}, "  # When: before\n  given: after\n  manner:   # how\n"),
    ({"notice": {"changes": "not-notified"}}, "  - prominent\n  changes: not-notified\n"),
    ({"consent": {"grade": "none"}}, "consent:\n  # Grade\n  grade: none\n\n  #onRefusal"),
    ({"consent": {"pressure": "none"}}, "consent:\n  pressure: none\n  # Grade\n"),
    ({"evidence": [{"id": "ev-a"}]}, 'evidence: [{"id": "ev-a"}]\n'),
    ({"sharing": {"recipients": []}}, "transport: []\nsharing:\n  recipients: []\n"),
]  # fmt: skip


def stated(text, path):
    path.write_text(text, encoding="utf-8")
    return load_manifest(path).stated


@pytest.mark.parametrize(("more", "shown"), ADDED)
def test_a_fact_is_added_in_its_place(more, shown, tmp_path):
    before = stated(BLOCK, tmp_path / "m.yaml")
    after = merge_patch(before, more)
    text = add_facts(BLOCK, before, after)
    assert shown.replace('"scope": "in-scope"', 'scope: "in-scope"') in text
    assert stated(text, tmp_path / "m.yaml") == after


def test_all_at_once_and_nothing_else_changes(tmp_path):
    before = stated(BLOCK, tmp_path / "m.yaml")
    after = before
    for more, _ in ADDED:
        after = merge_patch(after, more)
    devices = [{**device, "signage": "prominent"} for device in before["capture"]["devices"]]
    after = merge_patch(after, {"capture": {"devices": devices}, "transport": [{"from": "a"}]})
    text = add_facts(BLOCK, before, after)
    assert stated(text, tmp_path / "m.yaml") == after
    gone = [line for line in BLOCK.splitlines() if line not in text.splitlines()]
    assert gone == [
        "scenario: {setting: semi-public}",
        "  #given: before-collection",
        "  #grade: separate",
        "evidence: null",
        "  - {id: two}",
        "transport: []",
    ]


def test_entries_are_appended_to_a_list(tmp_path):
    text = "evidence:\n- id: ev-a\n  type: plan   # one\n# end\nterms: {}\n"
    before = stated(text, tmp_path / "m.yaml")
    after = {**before, "evidence": [*before["evidence"], {"id": "ev-b"}]}
    changed = add_facts(text, before, after)
    assert '  type: plan   # one\n- {"id": "ev-b"}\n# end\n' in changed


def test_json_stays_json(tmp_path):
    text = '{"metadata": {"id": "a"}, "scenario": {}, "evidence": [{"id": "ev-a"}]}\n'
    before = json.loads(text)
    after = merge_patch(before, {"scenario": {"scope": "in-scope"}, "evidence": [{"id": "ev-a"}, {"id": "ev-b"}], "terms": {"unlimitedGrant": False}})  # fmt: skip
    assert json.loads(add_facts(text, before, after)) == after


def test_a_block_of_text_at_the_end(tmp_path):
    text = "metadata:\n  id: a\n  x-note: |\n    one\n    two\n"
    before = stated(text, tmp_path / "m.yaml")
    after = merge_patch(before, {"metadata": {"status": "pilot"}})
    assert add_facts(text, before, after) == text + "  status: pilot\n"


def test_facts_of_a_base_are_not_copied(tmp_path):
    text = "metadata: {id: a}\nextends: [base.yaml]\n"
    before = {"metadata": {"id": "a"}, "scenario": {"scope": "in-scope"}, "extends": ["base.yaml"]}
    after = merge_patch(before, {"scenario": {"setting": "online"}})
    assert add_facts(text, before, after) == text + "scenario:\n  setting: online\n"


def test_an_alias_is_refused(tmp_path):
    text = "scenario: &same {scope: in-scope}\nx-other: *same\n"
    before = stated(text, tmp_path / "m.yaml")
    assert add_facts(text, before, merge_patch(before, {"scenario": {"setting": "online"}})) is None


def test_what_init_wrote_is_completed_in_place(tmp_path):
    whole = load_manifest(LOBBY).stated
    part = {name: value for name, value in whole.items() if name not in ("consent", "deletion")}
    waits = frozenset((("consent", "grade"), ("consent", "withdrawal", "effect"), ("deletion", "method")))  # fmt: skip
    text = commented(part, waits, "en")
    before = stated(text, tmp_path / "m.yaml")
    after = merge_patch(
        before, {"consent": {"grade": "separate", "withdrawal": {"effect": "none"}}}
    )
    changed = add_facts(text, before, after)
    assert changed.count("#") == text.count("#") - 2
    assert len(changed.splitlines()) == len(text.splitlines())


def test_a_stopped_manifest_can_be_completed_at_any_question(tmp_path):
    day = date(2026, 11, 28)
    states = [
        state.answers for _, _, state in replies(Interviewee(load_manifest(LOBBY).value), day)
    ]
    for answers in states[1::4]:
        text = commented(answers, frozenset(waits_of(answers, day)), "zh")
        before = stated(text, tmp_path / "m.yaml")
        after = stated(commented(states[-1], frozenset(), "en"), tmp_path / "m.yaml")
        changed = add_facts(text, before, merge_patch(before, after))
        assert stated(changed, tmp_path / "m.yaml") == merge_patch(before, after)
        assert [line for line in text.splitlines() if line.lstrip()[:2] == "# "] == [
            line for line in changed.splitlines() if line.lstrip()[:2] == "# "
        ]
