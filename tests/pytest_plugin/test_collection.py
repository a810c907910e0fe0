"""Every manifest that was asked for is collected, or the run ends as a wrong usage."""

import subprocess
import sys

import pytest

from tests.support.checkout import ROOT, shared_environment

GOOD = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8")
BASE = "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\n"
CONFIGURATION = 'pack = ["cn-tc260-frd-2021-draft"]\nselect = ["FRD21-5-SEC"]\n'
PASSED_OVER = ("build", ".face", ".config/x", "dist", "venv", "node_modules", "a/build/b")
"""Folders that pytest does not walk into, by their names or by a file in them."""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    write(tmp_path / "facepolicy.toml", CONFIGURATION)
    write(tmp_path / "test_own.py", "def test_of_ones_own(): pass\n")
    for folder in PASSED_OVER:
        write(tmp_path / folder / "gate.yaml", GOOD)
        write(tmp_path / folder / "test_of_a_copy.py", "def test_of_a_copy(): pass\n")
    write(tmp_path / "venv" / "pyvenv.cfg", "home = /usr/bin\n")
    write(tmp_path / "sites" / "gate.yaml", GOOD)
    return tmp_path


def run(folder, *argv):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "facepolicy", "-p", "no:cacheprovider", *argv],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=shared_environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", PYTEST_ADDOPTS=""),
    )


def collected(folder, *argv):
    """Return the files whose tests are collected, each as often as it has tests."""
    done = run(folder, "--collect-only", "-q", *argv)
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line)


def manifests(folder, *argv):
    return [name for name in collected(folder, *argv) if name.endswith(".yaml")]


OWN = "test_own.py"
ALL_AND_OWN = sorted([*(f"{folder}/gate.yaml" for folder in PASSED_OVER), OWN])


def test_folders_that_pytest_passes_over_are_collected_and_only_their_manifests(project):
    assert collected(project, *(f"--facepolicy={name}" for name in PASSED_OVER)) == ALL_AND_OWN


def test_the_same_with_the_setting(project):
    names = " ".join(PASSED_OVER)
    write(project / "pytest.ini", f"[pytest]\nfacepolicy_manifests = {names}\n")
    assert collected(project) == ALL_AND_OWN
    assert collected(project, "test_own.py") == [OWN]
    assert manifests(project, "a") == ["a/build/b/gate.yaml"]
    assert manifests(project, "build/gate.yaml::FRD21-5-SEC") == ["build/gate.yaml"]
    assert collected(project, ".", OWN) == ALL_AND_OWN


@pytest.mark.parametrize(
    "setting",
    [
        "norecursedirs = sites .* build dist venv node_modules",
        "testpaths = .",
        "testpaths = test_own.py",
    ],
)
def test_settings_that_lead_elsewhere_hide_no_manifest(project, setting):
    write(project / "pytest.ini", f"[pytest]\n{setting}\n")
    asked = ("--facepolicy=sites", "--facepolicy=.face")
    assert collected(project, *asked) == [".face/gate.yaml", "sites/gate.yaml", OWN]


def test_a_path_with_dots_is_the_same_file(project):
    assert manifests(project, "--facepolicy=sites/../sites/gate.yaml") == ["sites/gate.yaml"]
    assert manifests(project / "sites", "--facepolicy=../sites") == ["gate.yaml"]


def test_a_file_outside_the_root_folder_is_named_as_it_was_asked_for(project):
    argv = ("--collect-only", "-q", "--rootdir=.", "--facepolicy=../build/gate.yaml")
    assert "::../build/gate.yaml::FRD21-5-SEC\n" in run(project / "sites", *argv).stdout


def test_a_file_is_collected_once_however_it_is_reached(project):
    asked = ("--facepolicy=sites", "--facepolicy=./sites/gate.yaml", "--facepolicy=s*/*.yaml")
    for more in ([], ["sites"], ["."], ["sites/gate.yaml"], ["sites/gate.yaml::FRD21-5-SEC"]):
        assert manifests(project, *asked, *more) == ["sites/gate.yaml"]
    assert manifests(project, "--facepolicy=build", "build/gate.yaml") == ["build/gate.yaml"]


def test_a_failure_in_such_a_folder_fails_the_run(project):
    write(project / "build" / "gate.yaml", "apiVersion: face-manifest/v2\n")
    done = run(project, "--facepolicy=build")
    assert done.returncode == pytest.ExitCode.INTERRUPTED
    assert "ERROR build/gate.yaml" in done.stdout


def test_workers_collect_the_same(project):
    done = run(project, "--facepolicy=build", "--facepolicy=.face", "-p", "xdist", "-n2")
    assert done.returncode == 0
    assert "\n3 passed" in done.stdout.replace("=", "").replace(" 3", "3")


def test_what_is_ignored_by_option_is_left_out_of_a_folder(project):
    write(project / "sites" / "more" / "gate.yaml", GOOD)
    for option in ("--ignore=sites/more", "--ignore-glob=*/more"):
        assert manifests(project, "--facepolicy=sites", option) == ["sites/gate.yaml"]


def test_what_the_configuration_excludes_is_left_out_of_a_folder_and_counted(project):
    write(project / "sites" / "more" / "gate.yaml", GOOD)
    write(project / "facepolicy.toml", f'{CONFIGURATION}exclude = ["sites/more/"]\n')
    assert manifests(project, "--facepolicy=sites") == ["sites/gate.yaml"]
    argv = ("--facepolicy=sites", "--facepolicy=.")
    assert "facepolicy: files excluded by patterns: 1\n" in run(project, *argv).stdout
    named = "--facepolicy=sites/more/gate.yaml"
    assert manifests(project, named) == ["sites/more/gate.yaml"]
    assert "excluded by patterns" not in run(project, *argv, named).stdout


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--facepolicy=nowhere.yaml"], "nowhere.yaml: no such file or folder"),
        (["--facepolicy=empty"], "empty: no manifest to collect"),
        (["--facepolicy=sites", "--ignore=sites"], "sites: no manifest to collect"),
        (["--facepolicy=.", "--facepolicy=empty"], "empty: no manifest to collect"),
        (["--facepolicy=sites", "-n1", "-p", "xdist", "--ignore-glob=*/gate.yaml"], "sites: no"),
    ],
)
def test_where_nothing_can_be_collected_the_usage_is_wrong(project, argv, said):
    write(project / "empty" / "base.yaml", BASE)
    done = run(project, *argv)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: facepolicy: {said}" in done.stderr
