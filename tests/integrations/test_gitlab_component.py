"""The GitLab component: its inputs filled in as GitLab does, as text, and its script run."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.support.checkout import ROOT
from tests.support.programs import tool
from tests.support.service_schemas import assert_shaped
from validator import __version__

TEMPLATE = ROOT / "templates/facepolicy.yml"
HEAD, BODY = TEMPLATE.read_text(encoding="utf-8").split("\n---\n")
INPUTS = yaml.safe_load(HEAD)["spec"]["inputs"]
EXAMPLE = ROOT / "docs/copy/gitlab-ci.yml"
GOOD = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8")
# Names of files that GitLab lets pass; a shell would act on each of them.
STRANGE = (
    "`touch pwned`",
    "; touch pwned",
    "'; touch pwned; '",
    "gate.yaml & touch pwned",
    "gate.yaml > pwned",
    "gate.yaml | touch pwned",
    "--pack=self-consistency",
    "--help",
    "-qv",
    "部署/门禁.yaml",
    "] : {x: y}, - #",
)
# What would leave the quoted string, or be replaced by the value of a variable.
REFUSED = ('"', "\\", "$CI_JOB_TOKEN", "$(touch pwned)", "a\nb: c", "a\rb", "\x00", "\x1b")


def filled(**inputs):
    """Put inputs into the text, and read what comes of it."""
    values = {name: definition["default"] for name, definition in INPUTS.items()} | inputs
    for name, value in values.items():
        assert permitted(name, value), (name, value)
    text = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: values[match[1]], BODY)
    return yaml.safe_load(text)["facepolicy"]


def permitted(name, value):
    # \z of GitLab's RE2 is \Z in Python.
    return bool(re.search(INPUTS[name]["regex"].replace(r"\z", r"\Z"), value))


@pytest.mark.parametrize("part", [HEAD, BODY], ids=["inputs", "job"])
def test_the_component_is_shaped_as_gitlab_wants(part, tmp_path):
    path = tmp_path / "part.gitlab-ci.yml"
    path.write_text(part, encoding="utf-8")
    assert_shaped("vendor.gitlab-ci", path)


def test_the_file_to_copy_is_shaped_as_gitlab_wants():
    assert_shaped("vendor.gitlab-ci", EXAMPLE)


def test_the_file_to_copy_gives_inputs_that_exist():
    (component,) = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["include"]
    assert set(component["inputs"]) <= set(INPUTS)
    assert component["component"].endswith(f"/facepolicy@{__version__}")


def test_this_version_is_installed():
    assert filled()["variables"]["FACEPOLICY_VERSION"] == __version__


def test_no_script_holds_an_input():
    script = yaml.safe_load(BODY)["facepolicy"]["script"]
    assert not any("$[[" in line for line in script)


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("text", REFUSED)
def test_what_would_leave_its_string_is_refused(name, text):
    assert not permitted(name, text)
    assert not permitted(name, f"x{text}")


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_permitted_stays_one_string(text):
    job = filled(manifests=text, stage=text)
    assert job == {
        **filled(),
        "stage": text,
        "variables": {**filled()["variables"], "FACEPOLICY_INPUT_MANIFESTS": text},
    }


@pytest.mark.parametrize("text", ["3.13 alpine", "-v", "python;x"])
def test_an_image_is_a_name_of_an_image(text):
    assert not permitted("image", text)


@pytest.mark.parametrize("text", ["latest", "1.0 --index-url=x", "1.0;x", "", "-r"])
def test_a_version_is_a_version(text):
    assert not permitted("version", text)


@pytest.fixture
def job(tmp_path):
    """Return how to run the job's script, with a python that notes what pip is asked for."""
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin/python"
    python.write_text(
        f'#!/bin/sh\n[ "$3" = pip ] && {{ printf "%s\\n" "$@" >"{tmp_path}/pip"; exit; }}\nexec "{sys.executable}" "$@"\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (workspace / "gate.yaml").write_text(GOOD, encoding="utf-8")
    (workspace / "yaml.py").write_text("open('pwned', 'w')\n", encoding="utf-8")

    def run(**inputs):
        job = filled(**inputs)
        env = {
            **os.environ,
            **job["variables"],
            "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
        env.pop("GITHUB_OUTPUT", None)
        script = "\n".join(["set -e", *job["script"]])
        done = subprocess.run(
            [tool("sh"), "-c", script],
            cwd=workspace,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        asked = (tmp_path / "pip").read_text(encoding="utf-8").splitlines()
        return done, asked, sorted(path.name for path in workspace.iterdir())

    return run


def test_the_job_installs_this_version_and_writes_its_reports(job):
    done, asked, files = job(manifests="gate.yaml")
    assert asked == ["-I", "-m", "pip", "install", "--quiet", f"facepolicy=={__version__}"]
    assert done.returncode == 0, done.stderr
    assert files == ["facepolicy.junit.xml", "gate.yaml", "gl-code-quality-report.json", "yaml.py"]
    assert done.stdout.startswith("PASSED: ")
    reports = yaml.safe_load(BODY)["facepolicy"]["artifacts"]["reports"]
    assert set(reports.values()) <= set(files)


@pytest.mark.parametrize("text", STRANGE)
def test_the_job_takes_a_strange_name_for_a_name(job, text):
    done, _, files = job(manifests=text)
    assert done.returncode == 2
    assert "0 manifests; as of" in done.stdout
    assert files == ["facepolicy.junit.xml", "gate.yaml", "gl-code-quality-report.json", "yaml.py"]
