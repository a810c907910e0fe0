"""Packs of strangers: bounded, without network, and nothing in them is executed."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import packbuilder
from tests.support.checkout import shared_install
from tests.support.packbuilder import requiring, text
from validator import load_manifest, manifest_from_value
from validator.engine.verdicts import Evaluator
from validator.model.errors import PackError
from validator.packs.files import bundle, read_files
from validator.packs.load import build_pack, load_pack

from .command import environment, facepolicy

ROOT = Path(__file__).parent.parent.parent
GATE = ROOT / "examples" / "lobby-gate.yaml"
FACT = ("deletion", "within")


@pytest.fixture
def folder(tmp_path):
    shutil.copyfile(GATE, tmp_path / "gate.yaml")
    (tmp_path / "pack").mkdir()
    return tmp_path


def write(folder, *rules, **options):
    return packbuilder.write_pack(folder / "pack", *rules, **options)


def check(folder, pack="pack"):
    return facepolicy("check", "gate.yaml", "--pack", pack, cwd=folder)


def refused_with_shared(folder, definitions, constraint, said):
    """Have the sound pack refused with shared constraints of its own and a rule that uses them."""
    content = bundle(read_files(write(folder)))
    content["common"] = {"own": {"$defs": definitions}}
    content["rules"][0]["checks"][0]["requires"] = requiring(constraint, *FACT)
    with pytest.raises(PackError) as raised:
        build_pack(content, "pack")
    assert any(said in problem.text.en for problem in raised.value.problems)


def refused(ended, said):
    assert (ended.code, ended.out) == (2, b"")
    assert said in ended.err.decode()


# Patterns


UNKNOWN = "pattern uses more than packs may"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("^(a+)+$", UNKNOWN),
        ("^" + "a?" * 30 + "a" * 30 + "$", "in too many ways"),
        ("^(a|a)*b$", UNKNOWN),
        ("^[a-z]*[a-z]*[a-z]*!$", "in too many ways"),
        ("^(.*)\\1$", UNKNOWN),
    ],
)
@pytest.mark.parametrize("keyword", ["requires", "appliesWhen"])
def test_a_pattern_that_could_take_for_ever_is_never_run(folder, pattern, said, keyword):
    write(folder, packbuilder.rule(**{keyword: requiring({"pattern": pattern}, *FACT)}))
    refused(check(folder), said)


def test_such_a_pattern_is_found_wherever_it_stands(folder):
    bad = {"pattern": "^(a+)+$"}
    hidden = [
        {"anyOf": [{"const": 1}, {"not": {"items": bad}}]},
        {"if": {"contains": bad}, "then": {"const": 1}},
    ]
    for constraint in hidden:
        shutil.rmtree(folder / "pack")
        (folder / "pack").mkdir()
        write(folder, packbuilder.rule(requires=requiring(constraint, *FACT)))
        refused(check(folder), UNKNOWN)


def test_such_a_pattern_is_found_in_a_shared_constraint(folder):
    constraint = {"allOf": [own("bad")]}
    refused_with_shared(folder, {"bad": {"pattern": "^(a+)+$"}}, constraint, UNKNOWN)


def test_a_long_pattern_is_refused_before_it_is_read(folder):
    pattern = "^" + "a?" * 1_000_000 + "$"
    write(folder, packbuilder.rule(requires=requiring({"pattern": pattern}, *FACT)))
    refused(check(folder), "pattern has more than 200 characters")


# References


@pytest.fixture
def listener():
    """Return a server on this machine that nobody may call; it is asked at the end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_listener_hears_who_calls(listener):
    with socket.create_connection(listener.getsockname()), listener.accept()[0]:
        pass


KEYWORDS = ("$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id", "$anchor", "$vocabulary")
WHERE = ("http://{}/a.json", "//{}/a.json", "http://{}/a.json#/$defs/b", "file://{}", "{}", "#/a")


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_no_reference_leaves_the_pack(folder, listener, keyword):
    (folder / "secret.json").write_text('{"const": 1}', encoding="utf-8")
    host = "{}:{}".format(*listener.getsockname())
    places = [where.format(host) for where in WHERE]
    places += [f"file://{folder}/secret.json", f"{folder}/secret.json", "../secret.json"]
    rules = [
        packbuilder.rule(id=f"T-1-{index}", requires=requiring({keyword: place}, *FACT))
        for index, place in enumerate(places)
    ]
    write(folder, *rules)
    refused(check(folder), keyword)


@pytest.mark.parametrize(
    "reference",
    [
        "facepolicy:common/own#/$defs",
        "facepolicy:common/own#/$defs/none",
        "facepolicy:common/own#/$defs/one/required",
        "facepolicy:common/other#/$defs/one",
    ],
)
def test_a_reference_to_no_constraint(folder, reference):
    definitions = {"one": {"required": ["a"]}}
    refused_with_shared(folder, definitions, {"$ref": reference}, "$ref: ")


def test_a_reference_to_a_whole_file(folder):
    reference = {"$ref": "facepolicy:common/consent"}
    write(folder, packbuilder.rule(requires=requiring(reference, *FACT)))
    refused(check(folder), "$ref is ")


def own(name):
    return {"$ref": f"facepolicy:common/own#/$defs/{name}"}


REFERRING = {
    "itself": ({"a": own("a")}, "nested more than 20 deep"),
    "in a circle": ({"a": {"not": own("b")}, "b": {"allOf": [own("a")]}}, "nested more than 20"),
    "in many circles": (
        {name: {"allOf": [own(other) for other in "abcdef"]} for name in "abcdef"},
        "nested more than 20 deep",
    ),
    "doubling": (
        {f"a{i}": {"allOf": [own(f"a{i + 1}")] * 10} for i in range(8)}
        | {"a8": {"const": 1}, "a": own("a0")},
        "more than 100000 characters once references are written out",
    ),
    "in a long row": (
        {f"a{i}": own(f"a{i + 1}") for i in range(50)} | {"a50": {"const": 1}, "a": own("a0")},
        "nested more than 20 deep",
    ),
}


@pytest.mark.parametrize("name", REFERRING)
def test_constraints_that_refer_without_end(folder, name):
    definitions, said = REFERRING[name]
    refused_with_shared(folder, definitions, own("a"), said)


# Size and depth


def nested(keyword, depth):
    constraint = {"const": 1}
    for _ in range(depth):
        value = [constraint] * (2 if keyword == "anyOf" and depth < 3 else 1)
        value += [{"const": 2}] if keyword == "anyOf" else []
        constraint = {keyword: value if keyword.endswith("Of") else constraint}
    return constraint


@pytest.mark.parametrize("keyword", ["items", "contains", "not", "allOf", "anyOf"])
def test_nesting(folder, keyword):
    write(folder, packbuilder.rule(requires=nested(keyword, 19)))
    assert check(folder).code in (0, 1)
    shutil.rmtree(folder / "pack")
    (folder / "pack").mkdir()
    write(folder, packbuilder.rule(requires=nested(keyword, 20)))
    refused(check(folder), "constraints are nested more than 20 deep")


def test_nesting_that_no_file_may_have(folder):
    write(folder, packbuilder.rule(requires=nested("not", 150)))
    refused(check(folder), "nested more than 100 deep")


@pytest.mark.parametrize(("rules", "entries"), [(1, 7_000), (10, 700)])
def test_large_constraints(folder, rules, entries):
    requires = requiring({"allOf": [{"minLength": 1}] * entries}, *FACT)
    write(folder, *(packbuilder.rule(id=f"T-1-{i}", requires=requires) for i in range(rules)))
    refused(check(folder), "the constraints have more than 100000 characters")


def test_a_fact_that_no_manifest_can_state(folder):
    write(folder, packbuilder.rule(requires=requiring({"const": 1}, "no", "such", "fact")))
    ended = check(folder)
    assert ended.code == 1
    assert b"1 violated" in ended.out


def test_a_hundred_thousand_files(folder):
    rules = write(folder) / "rules"
    for index in range(100_000):
        (rules / f"{index}.yaml").symlink_to("T-1.yaml")
    refused(check(folder), "the pack has more than 502 files, or more than 4194304 bytes")


def test_large_files(folder):
    pack = write(folder)
    with (pack / "rules" / "T-1.yaml").open("a", encoding="utf-8") as stream:
        stream.write("#" * 5_000_000)
    refused(check(folder), "the pack has more than 502 files, or more than 4194304 bytes")


def test_long_texts(folder):
    write(folder, packbuilder.rule(message=text("a" * 5_001)))
    refused(check(folder), "at most 5000 characters")


@pytest.mark.parametrize("kind", ["fifo", "loop", "folder", "device"])
def test_files_that_are_none(folder, kind):
    rule = write(folder) / "rules" / "T-2.yaml"
    make = {
        "fifo": lambda: os.mkfifo(rule),
        "loop": lambda: rule.symlink_to(rule.name),
        "folder": rule.mkdir,
        "device": lambda: rule.symlink_to("/dev/zero"),
    }
    make[kind]()
    refused(check(folder), f"{rule.relative_to(folder)}: ")


def test_two_packs_of_one_name(folder):
    (folder / "other").mkdir()
    write(folder)
    other = packbuilder.rule(requires=requiring({"const": "P1D"}, *FACT))
    packbuilder.write_pack(folder / "other", other)
    ended = facepolicy("check", "gate.yaml", "-p", "pack", "-p", "other", cwd=folder)
    refused(ended, "xx-test: two packs that differ have this id")


def test_two_rules_of_one_name(folder):
    (folder / "other").mkdir()
    write(folder)
    packbuilder.write_pack(
        folder / "other", packbuilder.RULE, card={**packbuilder.CARD, "id": "xx-other"}
    )
    ended = facepolicy("check", "gate.yaml", "-p", "pack", "-p", "other", cwd=folder)
    refused(ended, "xx-other: T-1 is a rule of xx-test as well; packs that run together")


def test_a_pack_in_the_place_of_the_one_that_always_runs(folder):
    card = {**packbuilder.CARD, "id": "self-consistency"}
    version = load_pack("self-consistency").version
    write(folder, card={**card, "version": version})
    refused(check(folder), f"pack: has the id and version of self-consistency {version}")
    shutil.rmtree(folder / "pack" / "rules")
    write(folder, card={**card, "version": "9.0.0"})
    refused(check(folder), "self-consistency: two packs that differ have this id")


# Execution

OWNED = "owned"
EVIL = f"import pathlib; pathlib.Path({OWNED!r}).touch()"
_CALL = f"__import__('pathlib').Path('{OWNED}').touch()"
CODE = (
    f"'+{_CALL}+'",
    f'"+{_CALL}+"',
    f"\n{_CALL}\n#",
    f"{{{_CALL}}}",
    f"\\'+{_CALL}+\\'",
    f"'''+{_CALL}+'''",
    f"$({OWNED})`touch {OWNED}`",
)


def isolated(folder, *argv):
    """Run the command as its own program does: the current folder is no place for modules."""
    code = f"import sys; sys.path.insert(1, {str(shared_install())!r}); from validator.cli import main; exit(main())"
    command = [sys.executable, "-c", code, *argv]
    env = environment(PYTHONSAFEPATH="1", PYTHONPATH="")
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)


def test_code_beside_the_rules_is_not_executed(folder):
    pack = write(folder)
    names = ("__init__.py", "conftest.py", "setup.py", "pack.py", "sitecustomize.py", "evil.pth")
    for place in (pack, pack / "rules"):
        for name in names:
            (place / name).write_text(EVIL, encoding="utf-8")
    (pack / "entry_points.txt").write_text("[facepolicy]\na = pack:main\n", encoding="utf-8")
    assert isolated(folder, "check", "gate.yaml", "--pack", "pack").returncode in (0, 1)
    assert isolated(folder, "lint", "pack").returncode in (0, 1)
    assert isolated(folder, "test", "pack", "--mutate").returncode in (0, 1)
    assert not list(folder.rglob(OWNED))


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!python/module:os"]
)
def test_tags_of_python_are_refused(folder, tag):
    pack = write(folder)
    with (pack / "pack.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f'x: {tag} "touch {OWNED}"\n')
    refused(check(folder), "is not accepted")
    assert not list(folder.rglob(OWNED))


@pytest.mark.parametrize("code", CODE)
def test_no_text_of_a_pack_becomes_code(folder, monkeypatch, code):
    """Whatever stands in a constraint stays a value."""
    leaf = {
        "anyOf": [
            {"const": code},
            {"enum": [code, 1, None, {code: [code]}]},
            {"const": {code: code}},
        ],
        "allOf": [
            {"properties": {code: {"const": code}}, "required": [code]},
            {"items": {"required": [code]}, "description": code},
        ],
    }
    write(folder, packbuilder.rule(requires=requiring(leaf, *FACT)))
    monkeypatch.chdir(folder)
    (rule,) = load_pack("pack").rules
    gate = load_manifest("gate.yaml")
    evaluator = Evaluator([load_pack("pack")])
    (result,) = evaluator.results(gate, _day())
    assert (result.rule.id, result.status.value) == (rule.id, "fail")
    gate.value["deletion"]["within"] = code
    (result,) = evaluator.results(manifest_from_value(gate.value), _day())
    assert result.status.value == "pass"
    assert not list(folder.rglob(OWNED))


def _day():
    from datetime import date

    return date(2026, 10, 31)


@pytest.mark.parametrize(
    "said",
    ["{0}", "{}", "{__class__}", "{0.__class__}", "%s %(a)s %n", "{/controller/__class__}", "{/0/0}", "{{", "$a"],
)  # fmt: skip
def test_messages_are_no_format_strings(folder, said):
    requires = requiring({"const": "P1D"}, *FACT)
    write(folder, packbuilder.rule(requires=requires, message=text(said)))
    ended = check(folder)
    assert ended.code == 1
    assert b"<class" not in ended.out


def test_as_many_patterns_of_ids_as_may_be_named(folder):
    names = [f"*x{number}*y" for number in range(500)]
    (folder / "facepolicy.toml").write_text(f"select = {names}\n", encoding="utf-8")
    ended = facepolicy("check", "gate.yaml", "--pack", "all", cwd=folder)
    place = "facepolicy.toml:1:1"
    reported = [
        f"{place}: {name}: matches no rule, clause or pack of this run; --pack adds a pack"
        for name in names
    ]
    assert (ended.code, ended.problems) == (2, reported)


def test_a_pack_without_a_folder_is_held_to_the_same_bounds(folder):
    write(folder, packbuilder.rule(requires=requiring({"pattern": "^(a+)+$"}, *FACT)))
    content = bundle(read_files(folder / "pack"))
    with pytest.raises(PackError, match=UNKNOWN):
        build_pack(content, "memory")
