"""Full-width punctuation is reported at its own line, and not where YAML notices."""

import pytest

import validator
from validator import ManifestError
from validator.manifest.reading.full_width import cause
from validator.model.quote import quote

HEAD = "apiVersion: face-manifest/v2\nkind: FaceRecognitionDeployment\nmetadata: {id: gate}\n"
CASES = {
    "a section": ("consent：\n  grade: separate\nscenario: {sector: other}\n", (4, 8, "：", ":")),
    "a fact": ("controller:\n  name： Acme\n  country: CN\n", (5, 7, "：", ":")),
    "no blank": ("controller:\n  name：Acme\n  country: CN\n", (5, 7, "：", ":")),
    "the last line": ("scenario:\n  sector: other\n  setting：public\n", (6, 10, "：", ":")),
    "an entry": ("purposes:\n  - id：a\n    use: other\n", (5, 7, "：", ":")),
    "a brace": ("scenario: ｛sector: other｝\n", (4, 11, "｛", "{")),
    "a comma": ("subjects: {categories: [staff]，enrolled: 1}\n", (4, 31, "，", ",")),
    "a quote": ("controller:\n  name: “Acme: gates”\n", (5, 9, "“", '"')),
    "a comment": ("controller:\n  ＃ who\n  name: Acme\n", (5, 3, "＃", "#")),
    "a blank": ("controller:\n  name:\u3000Acme\n  country: CN\n", (5, 8, "\u3000", " ")),
    "a dash": ("purposes:\n  － id: a\n", (5, 9, "－", "-")),
    "lines between": (
        "controller:\n  name： Acme\n    of the\n    north\n  country: CN\n",
        (5, 7, "：", ":"),
    ),
}


def problems(text):
    with pytest.raises(ManifestError) as caught:
        validator.check(text=text, packs="self-consistency", as_of="2026-10-31")
    return caught.value.problems


@pytest.mark.parametrize("case", CASES)
def test_it_is_reported_at_its_line(case):
    text, (line, column, found, meant) = CASES[case]
    (problem,) = problems(HEAD + text)
    assert problem.position == (line, column)
    expected = f"not valid YAML: found {quote(found)}, a full-width or typographic character; "
    assert problem.text.en == f"{expected}YAML needs {quote(meant)}"
    assert f"全角或排版字符 {quote(found)}" in problem.text.zh


def test_several_in_a_row_are_all_reported():
    text = f"{HEAD}controller：\n  name：Acme\n  country：CN\nscenario: {{}}\n"
    assert [item.position for item in problems(text)] == [(4, 11), (5, 7), (6, 10)]


def test_a_file_of_nothing_else_is_reported_line_by_line():
    text = "apiVersion：face-manifest/v2\nkind：FaceRecognitionDeployment\n"
    assert [item.position for item in problems(text)] == [(1, 11), (2, 5)]


@pytest.mark.parametrize(
    ("text", "lines", "printed"),
    [
        ("metadata: {id：gate}\n", [3], 'found "：", a full-width'),
        (
            "metadata: {id: gate, version：1}\nconsent: {grade：x: 1}\n",
            [3, 4],
            '"：" is a full-width',
        ),
        ("controller:\n\u3000\u3000name: Acme\n", [5], '"\\u3000" is a full-width'),
        ("scenario:\n  modes: 【verification-1-1】\n", [5], 'a list ("【" is a full-width'),
        ("scenario:\n  modes: [none，none]\n", [5], '("，" is a full-width'),
    ],
)
def test_where_yaml_is_valid_the_value_is_reported_with_the_reason(text, lines, printed):
    head = HEAD.replace("metadata: {id: gate}\n", "") if "metadata" in text else HEAD
    found = [item for item in problems(head + text) if printed in item.text.en]
    assert [item.position.line for item in found] == lines


def test_the_same_characters_in_texts_are_texts():
    text = f"{HEAD}controller:\n  name: “滨江物业”，A：B【C】\n  contact: '：，'\n"
    report = validator.check(text=text, packs="self-consistency", as_of="2026-10-31")
    assert report.manifests[0].get("/controller/name") == "“滨江物业”，A：B【C】"


def test_an_error_without_them_is_reported_as_before():
    (problem,) = problems(f"{HEAD}controller:\n  name: 名：称\n  contact: [a\n")
    assert problem.text.en.startswith("not valid YAML: expected ',' or ']'")


def test_only_lines_near_the_error_are_searched():
    far = "a：b\n" + "x: 1\n" * 20
    assert cause(far, 21) == ()
    assert [place for place, _ in cause(far, 3)] == [(1, 2)]


def test_long_lines_take_no_time():
    assert cause("[" * 1_000_000 + "，", 1) == ()
