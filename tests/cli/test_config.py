"""Configuration files: found, validated, beaten by the command line, and shown."""

import json
import shutil

import pytest

from tests.support.checkout import ROOT
from validator.cli import main

EXAMPLES = ROOT / "examples"
DRAFT = "cn-tc260-frd-2021-draft"
DAY = ("--as-of", "2026-10-31")


@pytest.fixture
def site(tmp_path, monkeypatch):
    (tmp_path / "sites").mkdir()
    shutil.copy(EXAMPLES / "compreface-defaults.yaml", tmp_path / "sites" / "gate.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(folder, text, name="facepolicy.toml"):
    (folder / name).write_text(text, encoding="utf-8")


def run(capsys, *argv):
    code = main(["check", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def report(capsys, *argv):
    code, out, err = run(capsys, *DAY, "--format", "json", *argv)
    assert err == ""
    return code, json.loads(out)


def packs(value):
    return [item["id"] for item in value["packs"]]


def test_a_configuration_says_what_is_checked(site, capsys):
    configure(
        site,
        f'manifests = ["sites"]\npack = ["{DRAFT}"]\nfail-on = "warning"\nselect = ["FRD21-5-SEG"]\n',
    )
    code, value = report(capsys)
    assert [item["source"] for item in value["manifests"]] == ["sites/gate.yaml"]
    assert packs(value) == [DRAFT, "self-consistency"]
    assert value["failOn"] == "warning"
    assert [item["rule"] for item in value["results"]] == ["FRD21-5-SEG"]
    assert code == 1


def test_pyproject_serves_as_well(site, capsys):
    configure(
        site,
        f'[project]\nname = "x"\n[tool.facepolicy]\nmanifests = ["sites"]\npack = ["{DRAFT}"]\n',
        "pyproject.toml",
    )
    _, value = report(capsys)
    assert packs(value) == [DRAFT, "self-consistency"]


def test_the_own_file_beats_pyproject_and_the_nearest_folder_wins(site, capsys, monkeypatch):
    configure(site, '[tool.facepolicy]\nlang = "zh"\n', "pyproject.toml")
    configure(site, 'fail-on = "info"\n')
    assert 'fail-on = "info"  # facepolicy.toml' in run(capsys, "--show-config")[1]
    assert 'lang = "en"  # default' in run(capsys, "--show-config")[1]
    monkeypatch.chdir(site / "sites")
    assert 'fail-on = "info"  # ../facepolicy.toml' in run(capsys, "--show-config")[1]
    configure(site / "sites", 'lang = "zh"\n')
    out = run(capsys, "--show-config")[1]
    assert 'lang = "zh"  # facepolicy.toml' in out
    assert 'fail-on = "error"  # default' in out


def test_a_pyproject_without_the_table_is_passed_over(site, capsys, monkeypatch):
    configure(site, 'fail-on = "info"\n')
    configure(site / "sites", "[tool.other]\nx = 1\n", "pyproject.toml")
    monkeypatch.chdir(site / "sites")
    assert 'fail-on = "info"  # ../facepolicy.toml' in run(capsys, "--show-config")[1]


def test_paths_are_relative_to_the_file(site, capsys, monkeypatch):
    configure(
        site, 'manifests = ["sites/gate.yaml"]\nwaivers = "waivers.yaml"\nbaseline = "b.json"\n'
    )
    monkeypatch.chdir(site / "sites")
    out = run(capsys, "--show-config")[1]
    assert 'manifests = ["gate.yaml"]' in out
    assert 'waivers = "../waivers.yaml"' in out
    assert 'baseline = "../b.json"' in out


def test_the_command_line_beats_the_file(site, capsys):
    configure(
        site, 'manifests = ["none.yaml"]\npack = ["us-nlc-2021"]\nfail-on = "info"\nlang = "zh"\n'
    )
    given = ("sites/gate.yaml", "-p", DRAFT, "--fail-on", "error", "--lang", "en")
    _, value = report(capsys, *given)
    assert packs(value) == [DRAFT, "self-consistency"]
    assert value["failOn"] == "error"
    shown = run(capsys, *given, "--show-config")[1]
    assert 'fail-on = "error"  # command line' in shown
    assert 'lang = "en"  # command line' in shown


def test_in_force_beats_the_packs_of_the_file(site, capsys):
    configure(site, f'pack = ["{DRAFT}"]\n')
    _, value = report(capsys, "sites", "--pack", "in-force")
    assert "cn-frt-measures-2025" in packs(value)
    assert DRAFT not in packs(value)


def test_no_config_reads_none(site, capsys):
    configure(site, "fail-on = ")
    assert 'fail-on = "error"  # default' in run(capsys, "--no-config", "--show-config")[1]


def test_a_named_file_is_used_and_has_to_exist(site, capsys):
    configure(site, 'lang = "zh"\n', "other.toml")
    assert 'lang = "zh"  # other.toml' in run(capsys, "--config", "other.toml", "--show-config")[1]
    code, _, err = run(capsys, "--config", "none.toml", "--show-config")
    assert (code, err) == (2, "none.toml: there is no such file; check the path\n")


def test_the_language_of_the_file_speaks(site, capsys):
    configure(site, f'lang = "zh"\nmanifests = ["sites"]\npack = ["{DRAFT}"]\n')
    assert run(capsys, *DAY, "-q")[1].startswith("共 68 项结果")


def test_all_that_is_wrong_is_reported_with_its_line(site, capsys):
    configure(
        site,
        '# ours\nfail-on = "eror"\nmanifest = ["a"]\nlang = "fr"\nrequire-applicable = 1\nselect = ["a", 3]\n',
    )
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    lines = sorted(err.splitlines())
    assert lines == [
        'facepolicy.toml:2:1: fail-on is "eror"; expected: one of error, warning, info; did you mean "error"?',
        'facepolicy.toml:3:1: unknown key "manifest"; did you mean "manifests"?',
        'facepolicy.toml:4:1: lang is "fr"; expected: one of en, zh',
        "facepolicy.toml:5:1: require-applicable is 1; expected: true or false",
        "facepolicy.toml:6:1: select[1] is 3; expected: text; put it in quotes",
    ]


@pytest.mark.parametrize(
    ("name", "text", "reported"),
    [
        (
            "facepolicy.toml",
            'manifests=["sites"]\nfail-on="error"\nas-of="2026-01-01"\n',
            '3:1: unknown key "as-of"; known here: manifests, ',
        ),
        (
            "pyproject.toml",
            '[tool.other]\n"fail-on" = "x"\n[tool.facepolicy]\n# fail-on = "x"\n"fail-on" = "eror"\n',
            '5:1: fail-on is "eror"; expected: one of error, warning, info; did you mean "error"?',
        ),
        ("pyproject.toml", "[tool]\nfacepolicy = {lang = 3}\n", "2:1: lang is 3; expected: "),
        (
            "facepolicy.toml",
            "fail-on = 10:00:00\n",
            ' /fail-on: a value of type "time" is not JSON',
        ),
        (
            "facepolicy.toml",
            '# ours\n[facepolicy]\nlang="en"\n',
            "2:1: the settings of facepolicy.toml are in no table; write them without [facepolicy]",
        ),
        (
            "facepolicy.toml",
            '[tool.facepolicy]\nlang="en"\n',
            "1:1: the settings of facepolicy.toml are in no table; write them without [tool.facep",
        ),
        ("facepolicy.toml", 'tool = "x"\n', '1:1: unknown key "tool"; known here: manifests, '),
        (
            "facepolicy.toml",
            'lang="en"\nmanifests = sites\n',
            "2:13: cannot be read: this is no value; put a text in quotes",
        ),
        ("facepolicy.toml", 'lang="en"\n[[', "2:3: cannot be read: "),
        ("facepolicy.toml", 'lang="en"\nbaseline = """x', "2:16: cannot be read: "),
    ],
)
def test_each_mistake_has_its_place(site, capsys, name, text, reported):
    configure(site, text, name)
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith(f"{name}:{reported}")
    assert "(at " not in err
    assert "x-" not in err


@pytest.mark.parametrize("text", ["[[", "fail-on = 2026-01-01\n", "\x00", 'lang = "\\ud800"\n'])
def test_what_is_no_configuration_is_refused(site, capsys, text):
    configure(site, text)
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("facepolicy.toml:")


def test_bytes_that_are_no_text_are_refused(site, capsys):
    (site / "facepolicy.toml").write_bytes(b"\xff\xfe")
    assert run(capsys)[0] == 2


def test_without_a_manifest_there_is_no_answer(site, capsys):
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "name a manifest, or list manifests in facepolicy.toml" in err


def test_a_pack_of_the_folder_is_found_from_below(site, capsys, monkeypatch):
    shutil.copytree(EXAMPLES.parent / "policies" / "us-nlc-2021", site / "own")
    configure(site, 'pack = ["own"]\n')
    monkeypatch.chdir(site / "sites")
    assert 'pack = ["../own"]' in run(capsys, "--show-config")[1]


def test_what_is_shown_is_a_configuration(site, capsys):
    tomllib = pytest.importorskip("tomllib")
    configure(site, 'manifests = ["sites"]\nignore = ["G22-*"]\n')
    shown = tomllib.loads(run(capsys, "--show-config")[1])
    assert shown["manifests"] == ["sites"]
    assert shown["ignore"] == ["G22-*"]


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_more_ids_than_anybody_names(site, capsys, key):
    configure(site, f"{key} = {['*'] * 501}\n")
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith(f"facepolicy.toml:1:1: {key}")
    assert "at most 500 in the list" in err


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            'select = ["M25-99"]',
            "M25-99: matches no rule, clause or pack of this run; --pack adds a pack",
        ),
        (
            'ignore = [\n  "M25-*",\n  "M25-99",\n]',
            "M25-99: matches no rule, clause or pack of this run; --pack adds a pack",
        ),
        ('waivers = "none.yaml"', "none.yaml: there is no such file; check the path"),
        ('baseline = "none.json"', "none.json: there is no such file; check the path"),
        ('pack = ["no-pack"]', "no-pack: no such pack; available: "),
        ('timezone = "Mars/Base"', 'timezone: unknown time zone "Mars/Base"'),
    ],
)
@pytest.mark.parametrize("above", ["", "[tool.facepolicy]\n"])
def test_a_wrong_setting_is_reported_at_its_line(site, capsys, setting, told, above):
    name, line = ("pyproject.toml", 3) if above else ("facepolicy.toml", 2)
    configure(site, f'{above}fail-on = "error"\n{setting}\n', name)
    for more in ((), ("--format", "jsonl"), ("--summary",)):
        code, _, err = run(capsys, "sites", *more)
        assert code == 2
        assert err.startswith(f"{name}:{line}:1: {told}")


def test_a_wrong_option_is_not_reported_in_the_file(site, capsys):
    configure(site, 'select = ["M25-99"]\n')
    assert run(capsys, "sites", "--select", "M25-98")[2].startswith("M25-98: matches no rule")
    broken = site / "w.yaml"
    broken.write_text("a: [", encoding="utf-8")
    configure(site, 'waivers = "w.yaml"\n')
    assert run(capsys, "sites")[2].startswith("w.yaml:1:5: not valid YAML")


def test_verbs_that_look_up_rules_know_the_packs_of_the_configuration(site, capsys):
    shutil.copytree(EXAMPLES / "house-pack", site / "house")
    configure(site, 'pack = ["in-force", "house"]\n')
    for verb in ("explain", "list", "coverage"):
        assert main([verb, "HOUSE-1"]) == 0
        assert "HOUSE-1" in capsys.readouterr().out
    assert main(["explain", "M25-4"]) == 0
    entry = "--manifest sites/gate.yaml --owner it@a.example --approver dpo@a.example"
    texts = "--justification accepted --compensating accepted --expires 2027-01-31"
    words = ["waiver", "add", "--rule", "HOUSE-1", *entry.split(), *texts.split()]
    assert main(words) == 0
    assert main([*words, "waivers.yaml", "--pack", "cn-pipl-2021"]) == 2
    assert main(["waiver", "lint"]) == 0
    configure(site, "")
    assert main(["waiver", "lint"]) == 1
    assert main(["explain", "HOUSE-1"]) == 2


def test_a_broken_pack_of_the_configuration_is_named(site, capsys):
    configure(site, 'pack = ["no-pack"]\n')
    assert main(["explain", "M25-4"]) == 2
    assert "no-pack: no such pack" in capsys.readouterr().err


def test_the_example_of_a_pack_is_sound(capsys):
    house = str(EXAMPLES / "house-pack")
    assert main(["lint", house]) == 0
    assert main(["test", house, "--mutate"]) == 0
    assert "survivors: 0" in capsys.readouterr().out


def test_a_text_without_quotes_is_said_to_need_them(site, capsys):
    configure(site, "fail-on = error\n")
    code, _, err = run(capsys, "sites")
    assert (code, err) == (
        2,
        "facepolicy.toml:1:11: cannot be read: this is no value; put a text in quotes\n",
    )


def test_a_folder_that_is_no_pack_is_said_not_to_be_there(site, capsys):
    assert run(capsys, "sites", "--pack", "./our-pack")[2] == (
        "./our-pack: there is no such folder; a pack is a folder with a pack.yaml\n"
    )


def test_lint_says_what_was_released(site, capsys):
    shutil.copytree(EXAMPLES / "house-pack", site / "house")
    assert main(["lint", "--release", "house"]) == 0
    assert capsys.readouterr().out.startswith("house: its version and content are recorded")
    assert (site / "house" / "released.yaml").is_file()
