"""Strict JSON: what is refused, where it stands, and the marks of what is read."""

import pytest

from validator.manifest.reading.json_reader import NotJsonError, read_json
from validator.model.errors import ManifestError


def refused(text):
    with pytest.raises(ManifestError) as caught:
        read_json(text, "f.json")
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("[1,]", 1, 4, 'found "]", expected a value'),
        ('{"a": 1,}', 1, 9, 'found "}", expected a key in double quotes'),
        ("{,}", 1, 2, "expected a key in double quotes or '}'"),
        ("[,]", 1, 2, 'found ",", expected a value'),
        ("[1 2]", 1, 4, "expected ',' or ']'"),
        ('{"a": 1 "b": 2}', 1, 9, "expected ',' or '}'"),
        ('{"a" 1}', 1, 6, "expected ':' after the key"),
        ("{a: 1}", 1, 2, 'found "a", expected a key'),
        ("{1: 1}", 1, 2, 'found "1", expected a key'),
        ("{'a': 1}", 1, 2, "expected a key in double quotes"),
        ("[1}", 1, 3, "found \"}\", expected ',' or ']'"),
        ("]", 1, 1, 'found "]", expected a value'),
        ("[1\n", 2, 1, "found the end of the file"),
        ("{", 1, 2, "found the end of the file"),
        ('{"a":\r\n', 2, 1, "found the end of the file"),
        ("{} {}", 1, 4, 'found "{", expected nothing after the value'),
        ("1 x", 1, 3, "expected nothing after the value"),
        ("// c\n1", 1, 1, 'found "//"'),
        ("[1, # c\n2]", 1, 5, 'found "#"'),
        ("nul", 1, 1, 'found "nul", expected a value'),
        ("True", 1, 1, 'found "True"'),
        ("01", 1, 1, 'found "01"'),
        ("+1", 1, 1, 'found "+1"'),
        ("[.5]", 1, 2, 'found ".5"'),
        ("1.", 1, 1, 'found "1."'),
        ("1e", 1, 1, 'found "1e"'),
        ("-", 1, 1, 'found "-"'),
        ("0x1", 1, 1, 'found "0x1"'),
        ("１", 1, 1, 'found "１"'),
        ("\ufeff1", 1, 1, r'found "\ufeff1"'),
        ("\u00a01", 1, 1, r'found "\u00a01"'),
        ('["a', 1, 2, "expected a string that ends on its line"),
        ('["a\nb"]', 1, 4, r'found "\n"'),
        ('["a\tb"]', 1, 4, r'found "\t"'),
        ('["\\x41"]', 1, 3, "expected a string that ends"),
        ('["\\u12g4"]', 1, 4, "expected a string that ends"),
    ],
)
def test_not_json(text, line, column, said):
    error = refused(text)
    (problem,) = error.problems
    assert isinstance(error, NotJsonError)
    assert (problem.position.line, problem.position.column) == (line, column)
    assert problem.text.en.startswith("not valid JSON: ")
    assert problem.text.zh.startswith("不是有效的 JSON：")
    assert said in problem.text.en


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("", 1, 1, "the file is empty"),
        (" \r\n\t", 1, 1, "the file is empty"),
        ('{"a": 1,\n "a": 2}', 2, 2, 'the key "a" is a duplicate, first used at 1:2'),
        ('{"a": 1, "\\u0061": 2}', 1, 10, 'the key "a" is a duplicate'),
        ("[NaN]", 1, 2, '"NaN" is not a finite number'),
        ("[Infinity]", 1, 2, '"Infinity" is not'),
        ('{"é": -Infinity}', 1, 7, '"-Infinity" is not'),
        ("1e400", 1, 1, "too large"),
        ("[-1e400]", 1, 2, "too large"),
        ("1000000000000000000", 1, 1, "more than 18 digits"),
        ("1" * 10_000, 1, 1, "more than 18 digits"),
        ('["\\ud800"]', 1, 2, r'"\ud800" contains half a surrogate pair'),
        ('["\\ude00\\ud83d"]', 1, 2, "half a surrogate pair"),
        ('{"\\udfff": 1}', 1, 2, "half a surrogate pair"),
    ],
)
def test_json_that_is_refused(text, line, column, said):
    error = refused(text)
    (problem,) = error.problems
    assert not isinstance(error, NotJsonError)
    assert (problem.position.line, problem.position.column) == (line, column)
    assert said in problem.text.en
    assert problem.text.zh


def test_all_problems_come_at_once():
    places = [p.position.column for p in refused('{"a": NaN, "a": ["\\ud800"], 1}').problems]
    assert places == [7, 12, 18, 29]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"\\ud83d\\ude00\\/\\u0000"', "\U0001f600/\x00"),
        ("-0", 0),
        ("-0.0", 0.0),
        ("1E+2", 100.0),
        ("999999999999999999", 10**18 - 1),
        ("1e-999", 0.0),
        (" [ ] ", []),
        ("\n{\t}\r", {}),
        ("null", None),
        ('{"": true}', {"": True}),
    ],
)
def test_read(text, value):
    found = read_json(text, "f.json").value
    assert (found, type(found)) == (value, type(value))


def test_marks():
    text = '\n{"a": 1, "列": {"b":\r\n [ true, {"c": null}, []]},\r "d" : "x"}'
    assert read_json(text, "f.json").marks == (
        1,
        1,
        {
            "a": (2, 7, None),
            "列": (
                2,
                10,
                {"b": (2, 16, [(3, 4, None), (3, 10, {"c": (3, 16, None)}), (3, 23, [])])},
            ),
            "d": (4, 8, None),
        },
    )
