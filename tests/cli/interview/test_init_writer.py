"""What ``facepolicy init`` writes is read back as it was, however hostile."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.checkout import ROOT
from tests.support.random_manifests import manifests
from validator import load_manifest
from validator.cli.interview.answers import State, state_of, written
from validator.cli.interview.emit import member, scalar
from validator.cli.interview.writer import commented
from validator.manifest.manifest import manifest_from_value
from validator.manifest.reading.scalars import resolve
from validator.model.errors import ManifestError
from validator.model.merge import merge_patch
from validator.report.formats.lines import width, wrap

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
LOBBY = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value
NOTHING = frozenset()
HOSTILE = [
    "no", "NO", "off", "Yes", "y", "null", "~", "true", "False", "012", "0o14", "0x1F", "0b1", "1_000",
    "1e3", ".5", "-1", "+1", ".inf", "1:30", "2026-10-31", "2.0", "", " ", " a", "a ", "a: b", "a #b",
    "# a", "- a", "? a", "a:", ":a", "{a}", "[a]", "&a", "*a", "!a", "|", ">", "%TAG", "@a", "`a", "'a'",
    '"a"', "a\nb", "a\tb", "a\r\nb", "\\", "\\n", "---", "...", "--- a", "<<", "=", "中文：说明", "“引号”",
    "\u2028", "\ufeff", "\u202e", "\x00", "\x1b[31m", "\x7f", "\x85", "\U0001f600", "\U000e0001", "a" * 500,
]  # fmt: skip


def read(text, path):
    path.write_text(text, encoding="utf-8")
    return load_manifest(path).value


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("written") / "m.yaml"


@settings(max_examples=60, deadline=None)
@given(manifest=manifests(), language=st.sampled_from(["en", "zh"]))
def test_any_manifest_is_read_back_as_it_was(path, manifest, language):
    assert read(commented(manifest, NOTHING, language), path) == manifest


TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"])))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(key=TEXTS, value=JSON)
def test_any_value_is_read_back_as_it_was(path, key, value):
    text = "\n".join(member(key, value, 0))
    try:
        wanted = manifest_from_value({key: value}).value
    except ManifestError:  # numbers and texts that no manifest may hold, however they are written
        return
    assert read(text, path) == wanted


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_in_every_place(text, path):
    manifest = merge_patch(
        LOBBY,
        {
            "controller": {"name": text, "x-" + text: {text: [text, {text: text}]}},
            "consent": {"withdrawal": {"channels": [text, "app"]}},
            "x-own": [[text], {}, [], [{"a": text, "b": [[]]}], None, 1.5, -0.0],
        },
    )
    wanted = manifest_from_value(manifest).value
    assert read(commented(wanted, NOTHING, "en"), path) == wanted


@pytest.mark.parametrize("text", HOSTILE)
def test_other_readers_see_a_text_as_well(text):
    again = yaml.safe_load(scalar(text))
    assert again == text or str(again) == text == "2026-10-31"


def test_keys_longer_than_libyaml_likes(path):
    manifest = {**LOBBY, "x-" + "k" * 3000: {"y" * 3000: ["z" * 3000]}}
    assert read(commented(manifest, NOTHING, "en"), path) == manifest


def test_no_plain_text_is_anything_but_a_text():
    for text in HOSTILE:
        if not scalar(text).startswith('"'):
            assert resolve(text) == text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_examples(example, language, path):
    manifest = load_manifest(example).value
    text = commented(manifest, NOTHING, language)
    assert read(text, path) == manifest
    assert text == commented(manifest, NOTHING, language)
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")][1:]
    prose = [line for line in comments if ":  #" not in line]
    assert max(map(width, prose)) <= 96


def test_entries_of_a_list_are_explained_once():
    text = commented(LOBBY, NOTHING, "en")
    assert text.count("- id: gate-") == 2
    assert text.count("# Device id: ") == 1


def test_comments_hold_no_text_of_the_manifest():
    manifest = merge_patch(LOBBY, {"controller": {"name": "x\n# y: injected"}})
    assert "\n# y: injected" not in commented(manifest, NOTHING, "en")


@settings(max_examples=30, deadline=None)
@given(manifest=manifests(), language=st.sampled_from(["en", "zh"]))
def test_any_answers_survive_their_file(path, manifest, language):
    state = State(manifest, frozenset(("/consent/grade", "kind-of-case")))
    path.write_text(written(state, language), encoding="utf-8")
    assert state_of(load_manifest(path)) == (state, language)


def test_bookkeeping_that_somebody_broke_is_passed_over():
    for kept in ("x", [], {"passed": 7, "language": "fr"}, {"passed": [{}, 7]}):
        manifest = manifest_from_value({"metadata": {"id": "a"}, "x-init": kept})
        assert state_of(manifest) == (State({"metadata": {"id": "a"}}), "en")


def test_chinese_takes_two_columns_and_no_line_begins_with_closing_punctuation():
    text = "处理者在所有场景中存储的人数，每人只计一次。按 ISO 8601 书写：never。"
    for columns in range(12, 40):
        lines = list(wrap(text, columns))
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(width(line) <= columns + 2 for line in lines)
        assert not any(line[0] in "，。：" for line in lines)
    assert list(wrap("  1  one two three", 14, " " * 5)) == ["  1  one two", "     three"]
