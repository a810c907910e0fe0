"""What a check does not need, it does not import: that is where the time of a short run goes."""

import subprocess
import sys

import pytest

from tests.support.checkout import ROOT, installed

HEAVY = {
    *("asyncio", "concurrent", "csv", "email", "hashlib", "importlib.resources", "logging"),
    *("multiprocessing", "shutil", "socket", "subprocess", "tempfile", "unittest", "xml"),
    *("argcomplete", "chinese_calendar", "jinja2", "jsonschema", "referencing"),
}
RUN = """
import sys
sys.path.insert(0, sys.argv.pop(1))
before = set(sys.modules)
from validator.cli import main
try:
    main(sys.argv[1:])
finally:
    print(file=sys.stderr)
    print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return installed(tmp_path_factory.mktemp("site"))


def imported(site, *argv):
    """Return the modules that a command imports beyond those of an empty Python."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(site), *argv],
        capture_output=True,
        text=True,
        cwd=site,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("example", ["lobby-gate", "compreface-defaults"])
@pytest.mark.parametrize(
    "more", [[], ["-q"], ["--pack", "cn-tc260-frd-2021-draft", "--fail-on", "warning"]]
)
def test_a_check_imports_nothing_heavy(site, example, more):
    found = imported(
        site, "check", str(ROOT / "examples" / f"{example}.yaml"), "--as-of", "2026-10-31", *more
    )
    assert "validator.report.report" in found
    assert not found & HEAVY


def test_formats_and_verbs_that_are_not_asked_for_stay_out(site):
    found = imported(site, "check", str(ROOT / "examples" / "lobby-gate.yaml"))
    ours = {name for name in found if name.startswith("validator.")}
    strange = (
        "validator.cli.init",
        "validator.cli.interview",
        "validator.authoring",
    )
    assert not {name for name in ours if name.startswith(strange)}
    assert {name for name in ours if name.startswith("validator.report.formats.")} <= {
        "validator.report.formats.text",
        "validator.report.formats.messages",
    }


def test_what_is_needed_is_imported_then(site):
    path = str(ROOT / "examples" / "lobby-gate.yaml")
    assert {"json", "hashlib"} <= imported(site, "check", path, "--format", "json")
    (site / "strict.yaml").write_text("a: &b c\n", encoding="utf-8")
    assert "yaml" in imported(site, "check", "strict.yaml")
