"""Files that ``--exclude`` and the configuration leave out of folders."""

import json
import shutil
import subprocess
import sys

import pytest

import validator
from tests.support.checkout import ROOT, shared_environment
from validator.cli import main
from validator.model.errors import UsageError
from validator.report.formats import FORMATS

GATE = ROOT / "examples" / "compreface-defaults.yaml"
PACK = ("-p", "cn-tc260-frd-2021-draft", "--as-of", "2026-10-31")
FILES = ("a.yaml", "drafts/b.yaml", "drafts/keep.yaml", "sub/drafts/c.yaml", "sub/d.gen.yaml")


@pytest.fixture
def sites(tmp_path, monkeypatch):
    for number, name in enumerate(FILES):
        file = tmp_path / "sites" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        own = GATE.read_text(encoding="utf-8").replace(
            "id: compreface-defaults", f"id: site-{number}"
        )
        file.write_text(own, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *argv):
    code = main(argv)
    return code, *capsys.readouterr()


def checked(capsys, *argv):
    """Return the names of the checked files, and the number of the excluded ones."""
    code, out, err = run(capsys, "check", *PACK, "--format", "json", *argv)
    assert code == 1, err
    value = json.loads(out)
    excluded = value["counts"].get("excluded", 0)
    assert (f"excluded by patterns and not read: {excluded}\n" in err) == bool(excluded)
    names = [item["source"].replace("\\", "/") for item in value["manifests"]]
    return sorted(name.partition("sites/")[2] for name in names), excluded


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["drafts/"], ["a.yaml", "sub/d.gen.yaml"]),
        (["/sites/drafts"], ["a.yaml", "sub/d.gen.yaml", "sub/drafts/c.yaml"]),
        (["drafts"], ["a.yaml", "sub/d.gen.yaml"]),
        (["*.gen.yaml"], [*FILES[:4]]),
        (["sites/**/c.yaml"], ["a.yaml", "drafts/b.yaml", "drafts/keep.yaml", "sub/d.gen.yaml"]),
        (["*", "!a.yaml"], ["a.yaml"]),
        (["**/drafts/*", "!keep.yaml"], ["a.yaml", "drafts/keep.yaml", "sub/d.gen.yaml"]),
        (["/a.yaml", "# a.yaml", " "], [*FILES]),
    ],
)
def test_patterns_are_those_of_gitignore(sites, capsys, patterns, left):
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    assert checked(capsys, "sites", *options) == (sorted(left), len(FILES) - len(left))


def test_the_configuration_is_relative_to_its_folder(sites, capsys, monkeypatch):
    (sites / "sites" / "facepolicy.toml").write_text('exclude = ["/drafts"]', encoding="utf-8")
    monkeypatch.chdir(sites / "sites" / "sub")
    (sites / "sites" / "sub" / "drafts" / "drafts.yaml").write_bytes(GATE.read_bytes())
    assert checked(capsys, "..")[1] == 2
    assert checked(capsys, "..", "--no-config")[1] == 0
    assert checked(capsys, "..", "--exclude", "d.gen.yaml")[1] == 1
    code, out, _ = run(capsys, "check", "--show-config")
    assert code == 0
    assert 'exclude = ["/drafts"]  # ../facepolicy.toml\n' in out


def test_a_file_that_is_named_is_checked_all_the_same(sites, capsys):
    files, excluded = checked(capsys, "sites", "sites/drafts/b.yaml", "--exclude", "drafts/")
    assert files == ["a.yaml", "drafts/b.yaml", "sub/d.gen.yaml"]
    assert excluded == 2
    assert checked(capsys, "sites/a.yaml", "--exclude", "*") == (["a.yaml"], 0)


def test_a_pattern_of_the_shell_is_no_name(sites, capsys):
    assert checked(capsys, "sites/**/*.yaml", "--exclude", "drafts")[1] == 3


@pytest.mark.parametrize("form", FORMATS)
def test_standard_error_tells_them_beside_any_format(sites, capsys, form):
    assert (
        "patterns and not read: 3\n"
        in (run(capsys, "check", "sites", *PACK, "--format", form, "--exclude", "drafts/")[2])
    )
    assert run(capsys, "check", "sites", *PACK, "--format", form)[2] == ""
    assert (
        "按模式排除而未读取的文件：3 个"
        in (run(capsys, "check", "sites", *PACK, "--lang", "zh", "--exclude", "drafts/")[2])
    )


def test_a_fleet_counts_them(sites, capsys):
    for number in range(30):
        shutil.copy(GATE, sites / "sites" / f"{number}.yaml")
    for more in (["-q"], ["-q", "-j2"], [], ["--format", "jsonl"]):
        code, out, err = run(capsys, "check", "sites", *PACK, "--exclude", "drafts", *more)
        assert code == 1
        assert "patterns and not read: 3\n" in err
        assert "excluded by patterns: 3" in out or '"excluded":3' in out.replace('": ', '":')


def test_where_every_file_is_excluded_there_is_no_answer(sites, capsys):
    code, out, err = run(capsys, "check", "sites", *PACK, "--exclude", "*")
    assert (code, out) == (2, "")
    assert "sites: every file here is excluded, by --exclude or by the configuration" in err


@pytest.mark.parametrize("pattern", ["!", "a\\"])
def test_what_is_no_pattern_is_refused(sites, capsys, pattern):
    code, out, err = run(capsys, "check", "sites", *PACK, "--exclude", pattern)
    assert (code, out) == (2, "")
    assert err.startswith("--exclude: not a pattern as in .gitignore: ")
    (sites / "facepolicy.toml").write_text(f"exclude = ['{pattern}']", encoding="utf-8")
    for verb in (("check", *PACK), ("validate",)):
        code, out, err = run(capsys, *verb, "sites")
        assert (code, out) == (2, "")
        assert err.startswith("facepolicy.toml: not a pattern as in .gitignore: ")
    with pytest.raises(UsageError):
        validator.check("sites", exclude=pattern)


def test_hidden_files_that_are_excluded_are_not_missed(sites, capsys):
    shutil.copy(GATE, sites / "sites" / ".hidden.yaml")
    assert "hidden or have another suffix: 1" in run(capsys, "check", "sites", *PACK)[2]
    options = ("--exclude", ".hidden.yaml")
    assert run(capsys, "check", "sites", *PACK, *options)[2] == ""


def test_validate_and_diff_leave_them_out_too(sites, capsys):
    (sites / "sites" / "drafts" / "b.yaml").write_text("apiVersion: [", encoding="utf-8")
    assert run(capsys, "validate", "sites")[0] == 2
    code, out, err = run(capsys, "validate", "sites", "--exclude", "drafts/")
    assert (code, out) == (0, "2 manifests are valid\n")
    assert err == "facepolicy: files excluded by patterns and not read: 3\n"
    (sites / "facepolicy.toml").write_text('exclude = ["drafts/"]', encoding="utf-8")
    assert run(capsys, "validate", "sites")[0] == 0
    assert run(capsys, "validate", "sites", "--no-config")[0] == 2
    days = ("--from-date", "2026-10-31", "--to-date", "2026-11-30")
    code, _, err = run(capsys, "diff", "sites", *days)
    assert (code, err) == (0, "facepolicy: files excluded by patterns and not read: 3\n")


def test_a_malformed_configuration_is_refused_beside_the_option(sites, capsys):
    (sites / "facepolicy.toml").write_text("exclude = 1", encoding="utf-8")
    days = ("--from-date", "2026-10-31", "--to-date", "2026-11-30")
    for verb in (("check",), ("validate",), ("diff", *days)):
        code, out, err = run(capsys, *verb, "sites", "--exclude", "drafts/")
        assert (code, out) == (2, "")
        assert err.startswith("facepolicy.toml:1:")


def test_the_library_for_patterns_is_loaded_for_patterns_alone(sites):
    code = (
        "import sys; from validator.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code if code > 1 else int('pathspec' in sys.modules))"
    )

    def loads(*more):
        argv = [sys.executable, "-c", code, "check", "sites", *PACK, *more]
        return subprocess.run(argv, env=shared_environment(), capture_output=True, check=False)

    assert loads().returncode == 0
    assert loads("--exclude", "drafts/").returncode == 1
    (sites / "facepolicy.toml").write_text('exclude = ["drafts/"]', encoding="utf-8")
    assert loads().returncode == 1
    file = sites / "sites" / "a.yaml"
    argv = [sys.executable, "-c", code, "check", str(file), *PACK]
    done = subprocess.run(argv, env=shared_environment(), capture_output=True, check=False)
    assert done.returncode == 0  # no folder is looked into
