"""The hook, run by pre-commit itself, installed from a repository of this checkout."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.support.checkout import ROOT, copy_to
from tests.support.programs import tool

LOBBY = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8")
STORED_OPENLY = LOBBY.replace(
    "encryption: {atRest: sm4, keyManagement: hsm}", "encryption: {atRest: none}"
)
LINE = STORED_OPENLY[: STORED_OPENLY.index("{atRest: none}")].count("\n") + 1
HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]


# Not the configuration of the machine, nor the repository in whose hook the tests may run.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "PRE_COMMIT_COLOR": "never",
}


def git(folder, *argv):
    command = (
        tool("git"),
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@facepolicy.example",
        *argv,
    )
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit_all(folder):
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """Return a repository that uses the hook as the documentation tells, and pre-commit in it."""
    base = tmp_path_factory.mktemp("pre-commit")
    origin = copy_to(base / "facepolicy")
    config = yaml.safe_load((ROOT / "docs/copy/pre-commit-config.yaml").read_text(encoding="utf-8"))
    config["repos"][0] |= {"repo": str(origin), "rev": commit_all(origin)}
    config["repos"][0]["hooks"][0]["args"] = ["--as-of=2026-10-31"]
    home = base / "team"
    (home / "deployments").mkdir(parents=True)
    (home / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (home / "values.yaml").write_text("image: nginx\n", encoding="utf-8")
    commit_all(home)

    def run(manifest):
        (home / "deployments/gate.yaml").write_text(manifest, encoding="utf-8")
        git(home, "add", "--all")
        env = {**ENVIRONMENT, "PRE_COMMIT_HOME": str(base / "home")}
        command = [sys.executable, "-m", "pre_commit", "run", "--verbose"]
        return subprocess.run(
            command, cwd=home, env=env, capture_output=True, text=True, check=False
        )

    return run


def test_a_manifest_that_meets_what_is_in_force_passes(team):
    done = team(LOBBY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^facepolicy\.+Passed$", done.stdout, re.MULTILINE)
    assert "1 manifest; as of 2026-10-31" in done.stdout


def test_a_manifest_that_contradicts_a_requirement_fails_with_its_line(team):
    done = team(STORED_OPENLY)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"^facepolicy\.+Failed$", done.stdout, re.MULTILINE)
    assert re.search(rf"^deployments/gate\.yaml:{LINE}:\d+: FAIL ", done.stdout, re.MULTILINE)


def test_a_file_that_is_no_manifest_fails(team):
    done = team("kind: Deployment\n")
    assert done.returncode == 1
    assert "deployments/gate.yaml:1:1: apiVersion is missing" in done.stdout


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("facepolicy.yaml", True),
        ("deployments/facepolicy.yml", True),
        ("deployments/lobby.face.yaml", True),
        ("lobby.face.json", True),
        ("values.yaml", False),
        (".face.yaml", False),
        ("myfacepolicy.yaml", False),
        ("surface.yaml", False),
        ("lobby.face.yaml.orig", False),
    ],
)
def test_without_files_only_names_that_say_manifest_are_checked(name, ours):
    assert bool(re.search(HOOK["files"], name)) is ours
