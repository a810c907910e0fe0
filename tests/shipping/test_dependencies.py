"""What comes along with facepolicy: each package is a decision, and under a licence that we permit."""

import subprocess
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.support import locks
from tests.support import pyproject as declared
from tests.support.checkout import ROOT

# Whoever adds a name here has looked at who maintains it, what it may do, and its licence.
DECIDED = {
    "argcomplete",
    "attrs",
    "chinesecalendar",
    "jsonschema",
    "jsonschema-specifications",
    "pathspec",
    "pyyaml",
    "referencing",
    "rpds-py",
    "tomli",
    "typing-extensions",
}
PERMITTED = {
    "Apache-2.0",
    "Apache Software License",
    "BSD License",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "ISC License (ISCL)",
    "MIT",
    "MIT License",
    # It binds changes of the package's own files, and nothing that uses them.
    "MPL-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)",
    "PSF-2.0",
    "Python Software Foundation License",
}
"""Licences by their SPDX identifier, or as the classifiers of older packages name them."""


def licences(distribution):
    """Return how a distribution names its licences; its classifiers where it has no SPDX name."""
    reported = distribution.metadata
    if reported["License-Expression"]:
        return {reported["License-Expression"]}
    classifiers = reported.get_all("Classifier", [])
    return {item.rpartition(" :: ")[2] for item in classifiers if item.startswith("License :: ")}


def installed():
    """Return the distributions of this environment that facepolicy needs."""
    found = {canonicalize_name(item.name): item for item in metadata.distributions()}
    return [found[name] for name in sorted(DECIDED & found.keys())]


def test_nothing_comes_along_that_nobody_decided_on():
    assert locks.names(locks.RUNTIME) == DECIDED
    assert locks.names(locks.LOWEST) <= DECIDED


def test_everything_declared_is_here():
    here = {canonicalize_name(item.name) for item in installed()}
    assert here >= declared.names(declared.RUNTIME) - {"tomli"}


@pytest.mark.parametrize("distribution", installed(), ids=lambda item: item.name)
def test_its_licence_is_permitted(distribution):
    assert licences(distribution)
    assert licences(distribution) <= PERMITTED


@pytest.mark.parametrize("requirement", declared.RUNTIME, ids=lambda item: item.name)
def test_its_bounds_are_lower_ones(requirement):
    """Without a lower bound nothing is proved; a cap needs a reason, and a change of this test."""
    assert [item.operator for item in requirement.specifier] == [">="]


def imports_reported_by_deptry(folder):
    command = [
        Path(sysconfig.get_path("scripts"), "deptry"),
        "facepolicy",
        "validator",
        "--no-ansi",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_what_is_imported_is_declared_and_the_other_way_round():
    done = imports_reported_by_deptry(ROOT)
    assert done.returncode == 0, done.stderr


def test_an_import_that_is_not_declared_is_noticed(tmp_path):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(text.replace('  "argcomplete', '#  "argcomplete'))
    for name in ("facepolicy", "validator"):
        (tmp_path / name).symlink_to(ROOT / name)
    done = imports_reported_by_deptry(tmp_path)
    assert "'argcomplete' imported but it is a transitive dependency" in done.stderr
