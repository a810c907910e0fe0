"""What a check does not need, it does not import: that is where the time of a short run goes."""

import subprocess
import sys

import pytest

from tests.support.checkout import ROOT, installed

HEAVY = {
    *("ast", "asyncio", "concurrent", "csv", "dataclasses", "email", "hashlib", "inspect"),
    *("importlib.resources", "logging", "multiprocessing", "pathlib", "shutil", "socket"),
    *("subprocess", "tempfile", "unittest", "urllib", "uuid", "xml"),
    *("argcomplete", "chinese_calendar", "jsonschema", "referencing"),
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
        "validator.manifest.reading.json_reader",
        "validator.packs.limits",
        "validator.report.baseline",
        "validator.report.entries",
        "validator.report.entry_files",
    )
    assert not {name for name in ours if name.startswith(strange)}
    assert {name for name in ours if name.startswith("validator.report.formats.")} <= {
        "validator.report.formats.text",
        "validator.report.formats.lines",
        "validator.report.formats.messages",
    }


@pytest.mark.parametrize(
    "form",
    [
        *("csv", "github", "gitlab", "html", "in-toto", "json", "jsonl", "junit", "markdown"),
        *("oscal", "sarif"),
    ],
)
def test_no_format_defines_dataclasses(site, form):
    path = str(ROOT / "examples" / "lobby-gate.yaml")
    found = imported(site, "check", path, "--format", form)
    assert f"validator.report.formats.{form.replace('-', '_')}" in found
    assert not found & {"dataclasses", "inspect"}


def test_a_check_reads_the_packs_in_force_alone(site):
    """Without their tests, which are half of them."""
    path = str(ROOT / "examples" / "lobby-gate.yaml")
    kept = site / "validator" / "_data" / "packs"
    unread = [kept / "us-nlc-2021.json", *kept.glob("*.tests.json")]
    try:
        for file in unread:
            file.rename(file.with_suffix(".away"))
        imported(site, "check", path, "--as-of", "2026-10-31")
    finally:
        for file in unread:
            file.with_suffix(".away").rename(file)


def test_what_is_needed_is_imported_then(site):
    path = str(ROOT / "examples" / "lobby-gate.yaml")
    assert {"json", "hashlib"} <= imported(site, "check", path, "--format", "json")
    (site / "strict.yaml").write_text("a: &b c\n", encoding="utf-8")
    assert "yaml" in imported(site, "check", "strict.yaml")
