"""From a path to a clean text: sizes, kinds of files, encodings, syntax."""

import io
import os
import sys
from pathlib import Path

import pytest

from validator.manifest.manifest import load_manifest
from validator.manifest.reading.source import SIZE_LIMIT, read_source, source_of
from validator.model.errors import ManifestError

unix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix file system")


def problem(path, **options):
    with pytest.raises(ManifestError) as caught:
        read_source(path, **options)
    (found,) = caught.value.problems
    assert found.text.zh
    return found


class Stdin:
    def __init__(self, data):
        self.buffer = io.BytesIO(data)


@pytest.fixture
def file(tmp_path):
    def write(data, name="f.yaml"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_a_source(file):
    path = file("\ufeffa: é\r\n".encode())
    source = read_source(path)
    assert source.name == str(path)
    assert source.text == "a: é\r\n"
    assert source.content == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "syntax"),
    [
        ("f.json", "a: 1", "json"),
        ("f.JSON", "a: 1", "json"),
        ("f.yaml", "{}", "yaml"),
        ("f.yml", "{}", "yaml"),
        ("f.YML", "{}", "yaml"),
        ("f", "a: 1", "yaml"),
        ("f.txt", "\n {}", "json-or-yaml"),
        (".json", "[]", "json-or-yaml"),
        ("f.yaml.bak", "a: 1", "yaml"),
    ],
)
def test_syntax(file, name, content, syntax):
    assert read_source(file(content.encode(), name)).syntax == syntax


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        ("{a: no}", {"a": "no"}),
        ("[a, b,]", ["a", "b"]),
        ('{"a": NaN, b: 1}', {"a": "NaN", "b": 1}),
        ("a: 1", {"a": 1}),
    ],
)
def test_without_a_telling_name_json_is_tried_first(file, content, value):
    assert load_manifest(file(content.encode(), "f")).value == value


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": 1, "a": 2}', "is a duplicate"),
        ('{"a": NaN}', "not a finite number"),
        ('["\\ud800"]', "half a surrogate pair"),
        ('{"a": 1, "a": 2', "not valid YAML"),
        ('{"a": 1, "a": 2,}', "is a duplicate"),
    ],
)
def test_what_json_refuses_is_not_read_as_yaml(file, content, said):
    with pytest.raises(ManifestError, match=said):
        load_manifest(file(content.encode(), "f"))


def test_a_json_file_is_never_yaml(file):
    with pytest.raises(ManifestError, match="not valid JSON"):
        load_manifest(file(b"{a: 1}", "f.json"))


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (b"\xff\xfea\x00", (1, 1), "the file is in UTF-16"),
        (b"\xfe\xff\x00a", (1, 1), "the file is in UTF-16"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", (1, 1), "the file is in UTF-32"),
        (b"\x00\x00\xfe\xff\x00\x00\x00a", (1, 1), "the file is in UTF-32"),
        (b"a\x00:\x00", (1, 2), r'the character "\u0000"'),
        (b"a: b\nc: d\x00e: f\n", (2, 5), r'the character "\u0000"'),
        (b"a: \xe9\n", (1, 4), "the byte 0xe9 is not UTF-8"),
        ("é\r\n\r日本".encode() + b"\xff", (3, 3), "the byte 0xff"),
        (b"\xef\xbb\xbfa\xc3", (1, 2), "the byte 0xc3"),
        (b"a: \xed\xa0\x80", (1, 4), "the byte 0xed"),
        (b"a: \xc0\x80", (1, 4), "the byte 0xc0"),
        (b"a: 1\n\x1b[2J", (2, 1), r'the character "\u001b"'),
        (b"\x0c", (1, 1), r'the character "\u000c"'),
        (b"a\x7f", (1, 2), r'the character "\u007f"'),
        ("a\x85b".encode(), (1, 2), r'the character "\u0085"'),
        ("a\x9f".encode(), (1, 2), r'the character "\u009f"'),
        ("a\n\n\ufffe".encode(), (3, 1), r'the character "\ufffe"'),
        ("\uffff".encode(), (1, 1), r'the character "\uffff"'),
        ("\ufeff\ufeffa: 1".encode(), (1, 1), r'the character "\ufeff"'),
        ("a: b\ufeff".encode(), (1, 5), r'the character "\ufeff"'),
    ],
)
@pytest.mark.parametrize("name", ["f.yaml", "f.json", "f"])
def test_unclean_text(file, name, data, place, said):
    found = problem(file(data, name))
    assert (found.position.line, found.position.column) == place
    assert said in found.text.en


def test_tabs_and_every_line_break_are_clean(file):
    assert read_source(file(b"#\ta\r\nb: 1\rc: 2\n")).text == "#\ta\r\nb: 1\rc: 2\n"


def test_the_size_limit(file):
    assert len(read_source(file(b"#" * SIZE_LIMIT)).text) == SIZE_LIMIT
    found = problem(file(b"#" * (SIZE_LIMIT + 1)))
    assert "larger than 4194304 bytes" in found.text.en
    assert found.position is None


def test_missing(tmp_path):
    assert "no such file" in problem(tmp_path / "no.yaml").text.en
    (tmp_path / "f").touch()
    assert "no such file" in problem(tmp_path / "f" / "no.yaml").text.en


def test_directory(tmp_path):
    assert "this is a directory" in problem(tmp_path).text.en
    assert "this is a directory" in problem("").text.en


def test_impossible_paths():
    assert "a character that paths cannot contain" in problem("a\0b.yaml").text.en
    assert "cannot be read: File name too long" in problem("x" * 5000).text.en


@unix
def test_pipes_and_devices(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "not a regular file" in problem(tmp_path / "pipe.yaml").text.en
    assert "not a regular file" in problem("/dev/zero").text.en
    assert "not a regular file" in problem("/dev/null").text.en


@unix
def test_links(tmp_path):
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert "cannot be read" in problem(tmp_path / "loop.yaml").text.en
    (tmp_path / "dangling.yaml").symlink_to("nowhere")
    assert "no such file" in problem(tmp_path / "dangling.yaml").text.en


@unix
def test_a_pipe_put_in_the_place_of_a_file(file, monkeypatch):
    path = file(b"a: 1")
    regular = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _path: regular)
    assert "not a regular file" in problem(path).text.en


def test_unreadable(file, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    path = file(b"a: 1")
    monkeypatch.setattr(os, "open", refuse)
    assert "may not be read" in problem(path).text.en


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Stdin(b"a: 1"))
    source = read_source("-")
    assert (source.name, source.text, source.syntax) == ("<stdin>", "a: 1", "yaml")


def test_a_text_by_the_name_of_a_file():
    source = source_of("{}", "gate.json")
    assert (source.name, source.syntax) == ("gate.json", "json")


def test_standard_input_has_a_limit(monkeypatch):
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert 0 < size <= SIZE_LIMIT + 1
            return b"#" * size

    stdin = Stdin(b"")
    stdin.buffer = Endless()
    monkeypatch.setattr(sys, "stdin", stdin)
    assert "larger than" in problem("-").text.en


def closed():
    stdin = Stdin(b"a: 1")
    stdin.buffer.close()
    return stdin


@pytest.mark.parametrize("closed", [None, io.StringIO("a: 1"), closed()])
def test_no_standard_input(monkeypatch, closed):
    monkeypatch.setattr(sys, "stdin", closed)
    found = problem("-")
    assert found.source == "<stdin>"
    assert "cannot be read: there is no standard input" in found.text.en
