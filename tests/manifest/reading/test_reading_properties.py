"""What must hold for any input."""

import json
import re
import string
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.support import jsonreference
from validator.manifest.manifest import load_manifests, manifest_from_value
from validator.manifest.reading.json_reader import NotJsonError, read_json
from validator.manifest.reading.yaml_reader import read_yaml
from validator.model import pointers
from validator.model.errors import ManifestError

steady = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=30,
)


def exact(value):
    """Tell 1 from 1.0 and from True, which are equal in Python."""
    return json.dumps(value, sort_keys=True)


def places(document):
    """Yield each value with its pointer, its place and whether it is the value of a key."""
    waiting = [((), document.value, document.marks, False)]
    while waiting:
        parts, value, (line, column, children), keyed = waiting.pop()
        yield parts, value, line, column, keyed
        if isinstance(value, dict):
            waiting += [((*parts, k), v, children[k], True) for k, v in value.items()]
        elif isinstance(value, list):
            waiting += [((*parts, str(i)), v, children[i], False) for i, v in enumerate(value)]


def rest_of(text, line, column):
    return "".join(re.split(r"(?<=\n)", text)[line - 1 :])[column - 1 :]


@steady
@given(values, st.booleans(), st.sampled_from([None, 0, 2, "\t"]))
def test_json_reads_back(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    document = read_json(text, "f")
    assert exact(document.value) == exact(value)
    decoder = json.JSONDecoder()
    for parts, found, line, column, keyed in places(document):
        assert pointers.resolve(value, parts) == found
        begins, _ = decoder.raw_decode(rest_of(text, line, column))
        container = isinstance(found, dict | list)
        assert begins == (parts[-1] if keyed and container else found)


@steady
@given(
    values.filter(lambda value: not isinstance(value, float)),
    st.sampled_from([False, True, None]),
    st.booleans(),
    st.sampled_from([2, 4]),
)
def test_yaml_reads_back(value, flow, unicode, indent):
    # Every string quoted: PyYAML leaves plain what only YAML 1.1 reads as a string.
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data):
            return True

    def represent(dumper, data):
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"')

    Dumper.add_representer(str, represent)
    text = yaml.dump(
        value, Dumper=Dumper, default_flow_style=flow, allow_unicode=unicode, indent=indent
    )
    assume("\ufeff" not in text)
    (document,) = read_yaml(text, "f")
    assert exact(document.value) == exact(value)
    for parts, found, line, column, keyed in places(document):
        if isinstance(found, str) and parts:
            assert rest_of(text, line, column).startswith('"')
        if isinstance(found, dict | list) and keyed:
            assert rest_of(text, line, column).lstrip("? ").startswith('"')


@steady
@given(values)
def test_json_is_yaml(value):
    text = json.dumps(value, ensure_ascii=False)
    assume(not re.search("[\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]", text))
    (document,) = read_yaml(text, "f")
    assert exact(document.value) == exact(value)


@steady
@given(values)
def test_a_value_is_its_own_manifest(value):
    assert exact(manifest_from_value(value).value) == exact(value)


yamlish = st.text(
    st.sampled_from("ab1 \n\t-:?,[]{}#&*!|>'\"%@`~.<=\\é\ud7ff\U0001f600"), max_size=40
)
jsonish = st.text(st.sampled_from('{}[]",:\\u0dae1-.+E \nntfrlsNIy'), max_size=40)
pieces = st.lists(
    st.sampled_from(
        ["a: ", "- ", "? ", "\n", "  ", "&a ", "*a", "!x ", "---\n", "...\n", "[", "]", "{", "}", ", ",
         "1", "'", '"', "|\n", ">-\n", "#", ".nan", "0x", "%YAML 1.1\n", "<<: ", "b", "\r\n", "\t"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(steady, max_examples=300)
@given(st.binary(max_size=200) | (st.text() | yamlish | jsonish | pieces).map(str.encode))
@example(b"")
@example(b"\xef\xbb\xbf")
def test_random_bytes_never_crash(data):
    with TemporaryDirectory() as folder:
        for name in ("f.yaml", "f.json", "f"):
            path = Path(folder, name)
            path.write_bytes(data)
            try:
                manifests = load_manifests(path)
            except ManifestError as error:
                check_problems(error, data)
            else:
                assert manifests


def check_problems(error, data):
    lines = len(re.split(rb"\r\n|\r|\n", data))
    assert error.problems
    for problem in error.problems:
        assert problem.text.en
        assert problem.text.zh
        assert problem.position is None or 1 <= problem.position.line <= lines
        assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]", problem.line())


@settings(steady, max_examples=300)
@given(st.text(st.characters()) | yamlish | jsonish | pieces)
def test_random_text_never_crashes_a_reader(text):
    for read in (read_yaml, read_json):
        with suppress(ManifestError):
            assert read(text, "f")


fragments = st.lists(
    st.sampled_from(
        ["{", "}", "[", "]", ",", ":", '"a"', '"b"', "1", "-0", "1.5", "1e5", "1e999", "null", "true",
         "NaN", "-Infinity", '"\\ud83d\\ude00"', '"\\ud800"', '"\\u12"', " ", "\n", "0", "00", '"', "\\",
         "123456789012345678", "1234567890123456789", "\ufeff", '"\t"', "'a'", "//"]
    ),
    max_size=12,
).map("".join)  # fmt: skip
damaged = st.builds(
    lambda text, at, junk: text[: at % (len(text) + 1)] + junk + text[at % (len(text) + 1) + 1 :],
    values.map(json.dumps),
    st.integers(0, 10_000),
    jsonish.map(lambda text: text[:2]),
)


@settings(steady, max_examples=600)
@given(fragments | damaged | jsonish | values.map(json.dumps))
@example("[1,]")
@example('{"a":1,"a":1}')
@example("NaN")
@example('"\\ud800"')
@example("")
@example("-")
def test_json_accepts_what_the_standard_library_accepts(text):
    try:
        expected = jsonreference.loads(text)
    except ValueError:
        with pytest.raises(ManifestError):
            read_json(text, "f")
    else:
        assert exact(read_json(text, "f").value) == exact(expected)


@settings(steady, max_examples=300)
@given(fragments | damaged | jsonish)
def test_not_json_means_the_grammar_and_nothing_else(text):
    try:
        read_json(text, "f")
    except NotJsonError:
        with pytest.raises(json.JSONDecodeError):
            json.loads(text)
    except ManifestError:
        if text.strip(" \t\r\n"):
            json.loads(text)


plain = st.text(string.ascii_letters + string.digits + ".+-_~:", min_size=1, max_size=8)


@settings(steady, max_examples=300)
@given(plain | st.from_regex(r"[-+]?[0-9.]{1,6}([eE][-+]?[0-9]{1,3})?", fullmatch=True))
def test_plain_scalars_are_numbers_only_if_they_are_decimals(written):
    assume(not written.startswith(("- ", "-", "---", "...", ":")) and not written.endswith(":"))
    try:
        ((found,),) = (read_yaml(f"[{written}]", "f")[0].value,)
    except ManifestError:
        return
    if (
        isinstance(found, int | float)
        and not isinstance(found, bool)
        and written[:2] not in ("0x", "0o")
    ):
        assert float(Decimal(written)) == found
