"""Paths that other services read start at the root of the repository."""

import json
import shutil
from datetime import date

import pytest

import validator
from tests.support.checkout import ROOT
from validator.report.formats import Style, paths, render


@pytest.fixture
def folder(tmp_path, monkeypatch):
    below = tmp_path / "repository" / "deployments" / "sites"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return below


@pytest.fixture(params=["git folder", "git file", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def repository(request, folder, monkeypatch):
    root = folder.parent.parent
    if request.param == "git folder":
        (root / ".git").mkdir()
    elif request.param == "git file":
        (root / ".git").touch()
    else:
        monkeypatch.setenv(request.param, str(root))
    return root


def test_the_folder_is_reported_from_the_root(repository):
    assert paths.folder_in_repository() == "deployments/sites"


def test_without_a_repository_paths_stay_as_they_are(folder, monkeypatch):
    assert paths.folder_in_repository() == "."
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent / "elsewhere"))
    assert paths.folder_in_repository() == "."
    assert paths.uri("a.yaml") == "a.yaml"


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("a.yaml", "deployments/sites/a.yaml"),
        ("../a.yaml", "deployments/a.yaml"),
        ("<stdin>", "<stdin>"),
        ("/elsewhere/a.yaml", "/elsewhere/a.yaml"),
    ],
)
def test_a_relative_path_starts_at_the_root(repository, source, path):
    assert paths.path(source) == path


def test_sarif_gitlab_and_github_name_the_file_in_the_repository(repository, folder):
    shutil.copy(ROOT / "examples" / "compreface-defaults.yaml", folder / "a.yaml")
    report = validator.check("a.yaml", packs=["cn-tc260-frd-2021-draft"], as_of=date(2026, 10, 31))
    style = Style("en", colour=False)
    sarif = json.loads(render(report, "sarif", style))["runs"][0]["results"]
    places = [item["locations"][0]["physicalLocation"]["artifactLocation"] for item in sarif]
    assert {place["uri"] for place in places} == {"deployments/sites/a.yaml"}
    gitlab = json.loads(render(report, "gitlab", style))
    assert {item["location"]["path"] for item in gitlab} == {"deployments/sites/a.yaml"}
    assert "file=deployments/sites/a.yaml" in render(report, "github", style)


def test_a_name_that_is_not_utf8_is_reported_by_its_bytes():
    assert paths.uri("caf\udce9.yaml") == "caf%E9.yaml"
    assert paths.uri("\ud800.yaml") == "%5Cud800.yaml"
