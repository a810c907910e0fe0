"""The bill of materials: facepolicy, what it runs on, the packs, and nothing of this machine."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.utils import canonicalize_name

import validator
from tests.support.checkout import ROOT, copy_to
from validator.run.inputs import load_packs

from .test_dependencies import installed

SCRIPT = ROOT / ".ci/sbom.py"
NOT_NEEDED = (metadata.distribution("pluggy"),)
"""What lies beside it in the environment, and is nothing of ours."""


@dataclass(frozen=True)
class Installed:
    """A wheel, and the Python of an environment where it is installed with what it needs."""

    wheel: Path
    python: Path


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    base = tmp_path_factory.mktemp("user")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    source = copy_to(base / "checkout")
    subprocess.run(command, cwd=source, capture_output=True, check=True)
    (wheel,) = source.glob("dist/*.whl")
    venv.create(base / "venv", symlinks=True)
    (packages,) = base.glob("venv/lib/python*/site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    for name in set(chain.from_iterable(map(places, [*installed(), *NOT_NEEDED]))):
        (packages / name.name).symlink_to(name)
    return Installed(wheel, base / "venv/bin/python")


def places(distribution):
    """Return the folders and files in which a distribution is installed."""
    tops = {file.parts[0] for file in distribution.files} - {"..", "__pycache__"}
    return {Path(distribution.locate_file(top)) for top in tops}


def printed(user, **environment):
    command = [sys.executable, SCRIPT, user.wheel, user.python]
    environment = {"PATH": os.environ["PATH"], **environment}
    return subprocess.check_output(command, env=environment, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def text(user):
    return printed(user, PYTHONHASHSEED="0")


@pytest.fixture(scope="module")
def bom(text):
    return json.loads(text)


def of_type(bom, kind):
    return [item for item in bom["components"] if item["type"] == kind]


def test_it_is_about_facepolicy(bom, user):
    about = bom["metadata"]["component"]
    assert (about["name"], about["version"]) == ("facepolicy", validator.__version__)
    assert [item["license"]["id"] for item in about["licenses"]] == ["Apache-2.0"]
    digest = hashlib.sha256(user.wheel.read_bytes()).hexdigest()
    assert about["hashes"] == [{"alg": "SHA-256", "content": digest}]


def test_it_holds_what_facepolicy_needs_and_nothing_else(bom):
    reported = {
        (canonicalize_name(item["name"]), item["version"]) for item in of_type(bom, "library")
    }
    assert reported == {(canonicalize_name(item.name), item.version) for item in installed()}
    assert all(item["licenses"] for item in of_type(bom, "library"))


def test_it_holds_the_packs_as_reports_tell_them(bom):
    reported = [
        (item["name"], item["version"], item["hashes"][0]["content"])
        for item in of_type(bom, "data")
    ]
    assert reported == [(pack.id, pack.version, pack.sha256) for pack in load_packs(["all"])]


def test_everything_in_it_is_needed_by_something(bom):
    needed = {ref for edge in bom["dependencies"] for ref in edge.get("dependsOn", [])}
    assert needed == {item["bom-ref"] for item in bom["components"]}


def test_it_tells_neither_when_nor_where_it_was_made(text, user):
    assert printed(user, PYTHONHASHSEED="1") == text
    assert "file:" not in text
    assert str(user.wheel.parent) not in text
    assert "timestamp" not in text


def test_one_that_the_schema_refuses_is_not_written():
    spec = importlib.util.spec_from_file_location("sbom", SCRIPT)
    sbom = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sbom)
    good = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    assert sbom._valid(json.dumps(good))
    with pytest.raises(ValueError, match="versoin"):
        sbom._valid(json.dumps(good | {"versoin": 1}))
