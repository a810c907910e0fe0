"""Strict YAML: how scalars resolve, what is refused and where it stands."""

from pathlib import Path

import pytest

from validator.manifest.reading import messages
from validator.manifest.reading.yaml_reader import read_yaml
from validator.model.errors import ManifestError


def value(text):
    (document,) = read_yaml(text, "f.yaml")
    return document.value


def refusals(text):
    with pytest.raises(ManifestError) as caught:
        read_yaml(text, "f.yaml")
    problems = caught.value.problems
    assert all(problem.text.zh and problem.text.zh != problem.text.en for problem in problems)
    return [(p.position.line, p.position.column, p.text.en) for p in problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, word) for word in ("NO", "no", "No", "on", "off", "yes", "Yes", "y", "n")),
        *((word, word) for word in ("1:30", "2026-01-01", "2026-01-01T00:00:00Z", "1_000", "0b1")),
        *((word, word) for word in ("0O14", "0X0C", "-0x1", "0o8", "1e", ".", "+", "..", "1.2.3")),
        *(
            (word, word)
            for word in ("NaN", "Infinity", "inf", "nan", "tRUE", "nULL", "None", "<<", "=")
        ),
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        ("012", 12),
        ("014", 14),
        ("0o14", 12),
        ("0x0C", 12),
        ("0xff", 255),
        ("-12", -12),
        ("+12", 12),
        ("-0", 0),
        ("999999999999999999", 10**18 - 1),
        ("0" * 5000 + "7", 7),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("+1.5E-1", 0.15),
        ("'12'", "12"),
        ('"true"', "true"),
        ("|-\n  12", "12"),
        (">-\n  null", "null"),
        ("''", ""),
        ("one\n  two", "one two"),
    ],
)
def test_scalars_resolve_as_in_yaml_1_2(written, meant):
    found = value(f"a: {written}\n")["a"]
    assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize("directive", ["%YAML 1.1", "%YAML 1.2", "%TAG !e! tag:example.com,2026:"])
def test_directives_change_nothing(directive):
    assert value(f"{directive}\n---\na: no\n") == {"a": "no"}


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        # duplicate keys
        ("a: 1\nb: 2\na: 3\n", 3, 1, 'the key "a" is a duplicate, first used at 1:1'),
        ("x:\n  - {a: 1, a: 2}\n", 2, 12, "first used at 2:6"),
        ("a: 1\n'a': 2\n", 2, 1, "first used at 1:1"),
        ("<<: 1\n<<: 2\n", 2, 1, 'the key "<<" is a duplicate'),
        # keys that are not strings
        ("1: x\n", 1, 1, "the key 1 is not a string"),
        ("a: {true: x}\n", 1, 5, "the key true is not a string"),
        ("~: x\n", 1, 1, "the key null is not a string"),
        ("?\n: x\n", 1, 2, "the key null is not a string"),
        ("1.5: x\n", 1, 1, "the key 1.5 is not a string"),
        ("a:\n  ? [b]\n  : c\n", 2, 5, 'the key ["b"] is not a string'),
        ("{a: 1}: b\n", 1, 1, "the key {…} is not a string"),
        # numbers
        ("a: .nan\n", 1, 4, '".nan" is not a finite number'),
        ("a: [.inf]\n", 1, 5, '".inf" is not a finite number'),
        ("a: -.INF\n", 1, 4, '"-.INF" is not a finite number'),
        ("a: 1e999\n", 1, 4, '"1e999" is too large'),
        ("a: -1e999\n", 1, 4, '"-1e999" is too large'),
        ("a: 1000000000000000000\n", 1, 4, "more than 18 digits"),
        ("a: -1000000000000000000\n", 1, 4, "more than 18 digits"),
        ("a: 0xFFFFFFFFFFFFFFFF\n", 1, 4, "more than 18 digits"),
        ("a: 0x" + "F" * 30 + "\n", 1, 4, "more than 18 digits"),
        # tags
        ("a: !x b\n", 1, 4, 'the tag "!x" is not accepted'),
        ("a: !!str 1\n", 1, 4, 'the tag "tag:yaml.org,2002:str"'),
        ("a: ! 12\n", 1, 4, 'the tag "!"'),
        ("a: ! '12'\n", 1, 4, 'the tag "!"'),
        ("a: &b ! 12\n", 1, 4, 'the tag "!"'),
        ("a: ! [b]\n", 1, 4, 'the tag "!"'),
        ("!!map {a: b}\n", 1, 1, 'the tag "tag:yaml.org,2002:map"'),
        ("a: !!python/object:os.system {}\n", 1, 4, "python/object:os.system"),
        ("a: !<tag:x> b\n", 1, 4, 'the tag "tag:x"'),
        ("!k a: b\n", 1, 1, 'the tag "!k"'),
        # anchors and aliases
        ("a: *b\n", 1, 4, 'the alias "b" has no anchor before it'),
        ("a: *b\nc: &b 1\n", 1, 4, 'the alias "b" has no anchor before it'),
        ("a: &a 1\n---\nb: *a\n", 3, 4, 'the alias "a" has no anchor before it'),
        ("a: &a [*a]\n", 1, 8, 'the alias "a" is inside its own anchor'),
        ("&a x: &b {y: {z: *b}}\n", 1, 18, 'the alias "b" is inside its own anchor'),
        ("a: &a [1]\n*a : 2\n", 2, 1, "the key [1] is not a string"),
        # empty
        ("", 1, 1, "the file is empty"),
        ("\n# nothing\n", 1, 1, "the file is empty"),
        ("---\n", 1, 1, "this document is empty"),
        ("a: 1\n---\n", 2, 1, "this document is empty"),
        ("a: 1\n---\n# b\n---\nc: 1\n", 2, 1, "this document is empty"),
        ("--- &a\n", 1, 1, "this document is empty"),
        # syntax
        ("a: [1\n", 2, 1, "not valid YAML: expected ',' or ']' (in a list in brackets"),
        ("a: [1", 1, 6, "not valid YAML: expected ',' or ']' (in a list in brackets"),
        ("a: b: c\n", 1, 5, "not valid YAML: ':' is not permitted here"),
        ("a:\n\t- b\n", 2, 1, "a tab; YAML is indented with spaces"),
        ("a: 'b\n", 2, 1, "the file ends before the text (in a text in quotes"),
        ("a: 1\n  b: 2\n", 2, 4, "not valid YAML: ':' is not permitted here"),
        ("{a: b}}\n", 1, 7, "expected nothing more after the end of the document"),
        ("%YAML 2.0\n---\na: 1\n", 1, 1, "found incompatible YAML document"),
        ('a: "\\ud800"\n', 1, 7, "the escape is no Unicode character"),
        # characters
        ("é: \U0001f600 b\n? !x c\n", 2, 3, 'the tag "!x"'),
        ("a: \U0001f600 \u2028\n", 1, 6, r'the character "\u2028" ends a line'),
        ("# note \u2029consent: explicit\n", 1, 8, r'the character "\u2029" ends a line'),
        ("a: 1\r\nb: 2\rb: 3\n", 3, 1, "first used at 2:1"),
    ],
)
def test_refused_at_its_place(text, line, column, said):
    ((found_line, found_column, message), *_) = refusals(text)
    assert (found_line, found_column) == (line, column)
    assert said in message


@pytest.mark.parametrize(
    ("text", "place"),
    [("? a", (1, 4)), ("? a\n", (2, 1)), ("a:", (1, 3)), ("? é\n# b\n? a", (3, 4))],
)
def test_what_is_left_out_at_the_end_has_a_place_that_there_is(text, place):
    (document,) = read_yaml(text, "f")
    line, column, _ = document.marks[2]["a"]
    assert (line, column) == place


@pytest.mark.parametrize(("text", "since"), [("a: [", ""), ("a: [\n", ""), ("\na: [b\n", "line 2")])
def test_a_message_names_no_line_behind_the_end(text, since):
    ((*_, said),) = refusals(text)
    assert f"began at {since}" in said if since else "began at" not in said


def test_all_problems_come_at_once_in_the_order_of_the_file():
    text = "a: !x 1\na: .nan\n? {b: *c}\n: 1\n2: 3\nz: [\n"
    places = [(line, column) for line, column, _ in refusals(text)]
    assert places == [(1, 4), (2, 1), (2, 4), (3, 3), (3, 7), (5, 1), (7, 1)]


def test_a_flood_of_problems_is_cut_off():
    assert len(refusals("a: 1\n" * 100_000)) == 100


def test_several_documents():
    documents = read_yaml("# first\na: 1\n---\nb: 2\n...\n---\nc: 3\n...\n", "f.yaml")
    assert [document.value for document in documents] == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert [document.marks[:2] for document in documents] == [(1, 1), (3, 1), (6, 1)]


@pytest.mark.parametrize(
    ("text", "root"), [("null", None), ("--- ~", None), ("- 1", [1]), ('""', "")]
)
def test_the_root_may_be_any_type(text, root):
    assert value(text) == root


def test_merge_keys_stay_literal():
    assert value("a: &a {x: 1}\nb:\n  <<: *a\n") == {"a": {"x": 1}, "b": {"<<": {"x": 1}}}


def test_the_last_anchor_of_a_name_counts():
    assert value("a: &x 1\nb: &x 2\nc: *x\n") == {"a": 1, "b": 2, "c": 2}
    assert value("a: &x [&x 1, *x]\nb: *x\n") == {"a": [1, 1], "b": 1}


def test_an_alias_may_be_a_key():
    assert value("a: &k name\n*k : 1\n") == {"a": "name", "name": 1}


def test_marks():
    text = (
        "# comment\n"
        "name: 人脸\n"
        "storage:\n"
        "    images:  {kept: no}\n"
        "list:\n"
        "  - one\n"
        "  - two: 2\n"
        "  -\n"
        "  - [a,  b]\n"
        "? long\n"
        ":   value\n"
        "none:\n"
        "shared: &s {x: 1}\n"
        "again: *s\n"
        "flat: &f text\n"
        "twice: [*f, *s]\n"
    )
    (document,) = read_yaml(text, "f.yaml")
    shared = {"x": (13, 16, None)}
    assert document.marks == (
        1,
        1,
        {
            "name": (2, 7, None),
            "storage": (3, 1, {"images": (4, 5, {"kept": (4, 21, None)})}),
            "list": (
                5,
                1,
                [
                    (6, 5, None),
                    (7, 5, {"two": (7, 10, None)}),
                    (8, 4, None),
                    (9, 5, [(9, 6, None), (9, 10, None)]),
                ],
            ),
            "long": (11, 5, None),
            "none": (12, 6, None),
            "shared": (13, 1, shared),
            "again": (14, 1, shared),
            "flat": (15, 7, None),
            "twice": (16, 1, [(16, 9, None), (16, 13, shared)]),
        },
    )


def test_aliases_share_their_value():
    read = value("a: &a {x: 1}\nb: *a\n")
    assert read["a"] is read["b"]


@pytest.fixture
def without_libyaml(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "yaml.cyaml", None)


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\na: 2\n", 2, 1),
        ("a: ! 12\n", 1, 4),
        ("---\n", 1, 1),
        ("a: [1\n", 2, 1),
        ('a: "\\ud800"\n', 1, 4),
        ('a: "\\UFFFFFFFF"\n', 1, 7),
        ("%YAML 1." + "9" * 5000 + "\n---\na: 1\n", 1, 9),
        ("a: \x01\n", 1, 1),
        ("[" * 200_000, 1, 101),
    ],
)
def test_pyyaml_without_libyaml_refuses_the_same(text, line, column):
    ((found_line, found_column, _),) = refusals(text)
    assert (found_line, found_column) == (line, column)


@pytest.mark.usefixtures("without_libyaml")
def test_pyyaml_without_libyaml_reads_the_same():
    (document,) = read_yaml("a: [no, 012, &x ~]\nb: {c: *x}\n", "f.yaml")
    assert document.value == {"a": ["no", 12, None], "b": {"c": None}}
    marks = [(1, 5, None), (1, 9, None), (1, 14, None)]
    assert document.marks == (1, 1, {"a": (1, 1, marks), "b": (2, 1, {"c": (2, 8, None)})})


def test_each_phrase_of_libyaml_in_the_table_is_one_of_libyaml():
    library = Path(
        pytest.importorskip("yaml._yaml", reason="PyYAML has no libyaml").__file__
    ).read_bytes()
    if b"while parsing" not in library:
        pytest.skip("libyaml is a library of its own")
    phrases = {**messages.PHRASES, **messages.READING}
    assert not [phrase for phrase in phrases if phrase.encode() not in library]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1\n", "此处应为 “,” 或 “]”（在方括号列表中，始于第 1 行）"),
        ("a: {b: 1\n", "此处应为 “,” 或 “}”（在花括号映射中，始于第 1 行）"),
        ("a: 'b\n", "文件结束而文本未结束（在引号文本中，始于第 1 行）"),
        ("a: b: c\n", "此处不能有 “:”"),
        ("a:\n- 1\nb:\n  - c\n  d: 2\n", "此处应为 “-”（在列表中，始于第 4 行）"),
        ("a: @x\n", "以此字符开头的文本须加引号"),
    ],
)
def test_common_mistakes_have_no_english_in_chinese(text, expected):
    with pytest.raises(ManifestError) as caught:
        read_yaml(text, "f")
    (problem,) = caught.value.problems
    assert problem.text.zh == f"不是有效的 YAML：{expected}；请检查此处或前文的缩进、引号与括号"
