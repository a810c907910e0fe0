"""Configuration files: values, their lines, and what a file alone does not decide."""

import contextlib
import importlib.util
import time

import pytest

from validator.manifest.reading.configuration import (
    UnreadableError,
    found_at,
    read_configuration,
    text_of,
)
from validator.manifest.reading.document import NESTING, UNCLEAR
from validator.model import pointers
from validator.model.pointers import MISSING

HAS_HCL = importlib.util.find_spec("hcl2") is not None
terraform = pytest.mark.skipif(not HAS_HCL, reason="needs the extra terraform")


def at(name, text, pointer):
    """Return the value at a place, and its line."""
    data = text if isinstance(text, bytes) else text.encode()
    value, position = found_at(read_configuration(name, data), pointers.parse(pointer))
    return value, position.line if position else None


def refused(name, text):
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(UnreadableError) as caught:
        read_configuration(name, data)
    return caught.value.why


YAML = """\
save: true
auth: !secret gate_password
nested: !include {a: 1}
copied: &c {deep: [1, yes, 1.5]}
again: *c
shared: &s !vault {x: 1}
alias: *s
hidden: *s
nothing:
"""


@pytest.mark.parametrize(
    ("pointer", "value", "line"),
    [
        ("/save", True, 1),
        ("/auth", UNCLEAR, 2),
        ("/nested", UNCLEAR, 3),
        ("/nested/a", MISSING, 3),
        ("/copied/deep/1", "yes", 4),
        ("/again/deep/2", 1.5, 4),
        ("/shared", UNCLEAR, 6),
        ("/alias", UNCLEAR, 7),
        ("/alias/x", MISSING, 7),
        ("/nothing", None, 9),
    ],
)
def test_yaml(pointer, value, line):
    found = at("a.yml", YAML, pointer)
    assert found[0] == value
    assert found[0] is MISSING or found[1] == line


def test_a_place_of_several_documents_is_unclear():
    text = "a: 1\nb: 1\n---\na: 2\n"
    assert at("a.yaml", text, "/a") == (UNCLEAR, None)
    assert at("a.yaml", text, "/b") == (1, 2)


def test_json():
    assert at("a.JSON", '{"a": {"b~/": [false]}}', "/a/b~0~1/0") == (False, 1)
    assert refused("a.json", '{"a": 1, "a": 2}') == "malformed"
    assert refused("a.json", "a: 1") == "malformed"


TOML = '''\
top.dotted = 1
text = """
a = 2
"""
[camera."left side"]
save = true
since = 2026-01-01
list = [
  "x",
]
[[rules]]
keep = "30d"
'''


@pytest.mark.parametrize(
    ("pointer", "value", "line"),
    [
        ("/top/dotted", 1, 1),
        ("/camera/left side/save", True, 6),
        ("/camera/left side/list/0", "x", 8),
        ("/rules/0/keep", "30d", 11),
        ("/a", MISSING, None),
    ],
)
def test_toml(pointer, value, line):
    found = at("a.toml", TOML, pointer)
    assert found[0] == value
    assert found[0] is MISSING or found[1] == line


def test_a_day_of_toml_has_no_text():
    assert text_of(at("a.toml", TOML, "/camera/left side/since")[0]) is None


ENV = """\
# SAVE=true
SAVE=false
export KEEP='30 days'   # note
NAME="two words"
HASH=a#b # note
EMPTY=

REFERS=$SAVE
BRACES="${SAVE}"
ESCAPED="a\\nb"
LITERAL='$x'
SPACED = true
WORDS=a b
ALONE
JOINED="a"b
LINES="first
SAVE=true
"
  INDENTED=1
CRLF=yes\r
UMLAUT=größe
TILDE=~/faces
LAST=no"""

VALUES = {
    "SAVE": ("false", 2),
    "KEEP": ("30 days", 3),
    "NAME": ("two words", 4),
    "HASH": ("a#b", 5),
    "EMPTY": ("", 6),
    "REFERS": (UNCLEAR, 8),
    "BRACES": (UNCLEAR, 9),
    "ESCAPED": (UNCLEAR, 10),
    "LITERAL": ("$x", 11),
    "SPACED": (UNCLEAR, 12),
    "WORDS": (UNCLEAR, 13),
    "ALONE": (UNCLEAR, 14),
    "JOINED": (UNCLEAR, 15),
    "LINES": ("first\nSAVE=true\n", 16),
    "INDENTED": ("1", 19),
    "CRLF": ("yes", 20),
    "UMLAUT": ("größe", 21),
    "TILDE": (UNCLEAR, 22),
    "LAST": ("no", 23),
}


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("file", [".env", "docs/.env.production", "site.env"])
def test_env(file, name):
    assert at(file, ENV, f"/{name}") == VALUES[name]


def test_of_a_name_that_env_sets_twice_the_last_counts():
    assert at(".env", "A=1\nA=2\n", "/A") == ("2", 2)
    assert at(".env", "A=1\nA=$B\n", "/A") == (UNCLEAR, 2)


@pytest.mark.parametrize("text", ["if true; then\nA=1\nfi\n", "A='x\nB=1\n", "A: 1\n", "=1\n"])
def test_what_is_no_env_file_is_refused_whole(text):
    assert refused(".env", text) == "malformed"


TERRAFORM = """\
variable "keep" { default = true }
locals { first = 1 }
locals { second = "2" }
resource "camera" "gate" {
  save    = false
  name    = "gate"
  region  = var.region
  label   = "gate-${var.region}"
  list    = toset(["a"])
  sum     = 1 + 2
  storage { encrypted = true }
  rule { days = 1 }
  rule { days = 2 }
  text    = <<EOT
x
EOT
}
resource "camera" "yard" { save = true }
"""


@terraform
@pytest.mark.parametrize(
    ("pointer", "value", "line"),
    [
        ("/resource/camera/gate/name", "gate", 6),
        ("/resource/camera/gate/save", False, None),
        ("/resource/camera/yard/save", True, None),
        ("/resource/camera/gate/region", UNCLEAR, 7),
        ("/resource/camera/gate/list", UNCLEAR, 9),
        ("/resource/camera/gate/sum", UNCLEAR, 10),
        ("/resource/camera/gate/text", UNCLEAR, 14),
        ("/resource/camera/gate/rule", UNCLEAR, None),
        ("/resource/camera/gate/storage/encrypted", True, 11),
        ("/locals/first", 1, 2),
        ("/locals/second", "2", 3),
        ("/variable", UNCLEAR, None),
    ],
)
def test_terraform(pointer, value, line):
    assert at("main.tf", TERRAFORM, pointer) == (value, line)


@terraform
@pytest.mark.parametrize("text", ["a {", "\x00", "a = " + "[" * 3000 + "]" * 3000, "a = 1\na {}"])
def test_what_is_no_terraform_is_refused(text):
    assert refused("a.tf", text) == "malformed"


@terraform
@pytest.mark.parametrize("text", ['locals = "x"', "locals = [{ a = 1 }, { a = 2 }]", "locals {}"])
def test_locals_that_are_no_blocks_have_no_names(text):
    assert at("a.tfvars", text, "/locals/a") == (MISSING, None)


def test_terraform_without_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "hcl2", None)
    assert refused("a.tf", "a = 1\n") == "extra-missing"


@pytest.mark.parametrize("name", ["a.ini", "a", "env", "a.tf.bak", "Dockerfile", ".envrc"])
def test_other_names_show_no_form(name):
    assert refused(name, "a=1") == "unknown-form"


DEEP = 20_000
FORMS = ("yaml", "json", "toml", "env", "tf")
HOSTILE = {
    "binary": (bytes(range(256)) * 8, FORMS),
    "utf-16": ("A=1\n".encode("utf-16"), FORMS),
    "a list in a list": ("[" * DEEP + "]" * DEEP, FORMS),
    "a value in lists": ("x = " + "[" * DEEP + "]" * DEEP, ("json", "toml", "tf")),
    "a mapping in a mapping": ("x: " + "{a: " * DEEP + "}" * DEEP, FORMS),
    "a key of many parts": (".".join(["a"] * DEEP) + " = 1", ("json", "toml", "tf")),
    "a quotation mark that is not closed": ("A='" + "x" * DEEP, ("json", "toml", "env", "tf")),
}


@pytest.mark.parametrize(
    ("form", "case"), [(form, case) for case, (_, forms) in HOSTILE.items() for form in forms]
)
def test_hostile_files_are_refused(case, form):
    assert refused(f"a.{form}", HOSTILE[case][0]) in (
        "malformed",
        "extra-missing",
    )


def test_a_document_nested_up_to_the_limit_is_read():
    assert read_configuration("a.yaml", ("[" * NESTING + "]" * NESTING).encode())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".env", "A=" + " " * 1_000_000 + "x\n"),
        (".env", "A='" + "x'y'" * 250_000),
        (".env", "A=x\n" * 250_000),
        ("a.toml", "a = 1 " + " " * 1_000_000),
        ("a.toml", 'a = "' + "= [" * 300_000 + '"'),
        ("a.toml", "".join(f"k{n} = 1\n" for n in range(80_000))),
    ],
)
def test_a_megabyte_takes_seconds_at_most(name, text):
    began = time.thread_time()
    with contextlib.suppress(UnreadableError):
        read_configuration(name, text.encode())
    assert time.thread_time() - began < 10
