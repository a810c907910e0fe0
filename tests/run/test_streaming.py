"""Runs that are reported while they go on: the same from one process and from several, and bounded."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.support.checkout import ROOT, installed
from validator.cli import main
from validator.model.errors import PackError
from validator.run import parts
from validator.run import stream as streaming
from validator.run import workers as pool
from validator.run.parts import Order
from validator.run.run import Settings

EXAMPLES = ROOT / "examples"
DAY = ("--as-of", "2026-10-31")
GATE = (EXAMPLES / "lobby-gate.yaml").read_text(encoding="utf-8")
DEFAULTS = (EXAMPLES / "compreface-defaults.yaml").read_text(encoding="utf-8")


@pytest.fixture
def sites(tmp_path, monkeypatch):
    """A folder with more manifests than travel at once, some bad and some with two documents."""
    monkeypatch.chdir(tmp_path)
    for module in (streaming, parts):
        monkeypatch.setattr(module, "AT_ONCE", 4)
    folder = tmp_path / "sites"
    folder.mkdir()
    for number in range(18):
        text = (GATE if number % 2 else DEFAULTS).replace(
            "metadata:\n  id: ", f"metadata:\n  id: n{number}-", 1
        )
        (folder / f"{number:04}.yaml").write_text(text, encoding="utf-8")
    (folder / "0007.yaml").write_text("apiVersion: [", encoding="utf-8")
    (folder / "0010.yaml").write_text(f"{GATE}\n---\n{DEFAULTS}", encoding="utf-8")
    (folder / "0015.yaml").write_text(
        GATE.replace("scope: in-scope", "scope: elsewhere"), encoding="utf-8"
    )
    return folder


def run(capsys, *argv):
    code = main(["check", *DAY, *argv])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("more", [("--format", "jsonl"), ("-q",)])
@pytest.mark.parametrize("packs", [(), ("--pack", "cn-tc260-frd-2021-draft")])
def test_several_processes_write_the_same_bytes(sites, capsys, more, packs):
    alone = run(capsys, "sites", *more, *packs)
    assert alone[0] == 2  # two files cannot be used
    assert run(capsys, "sites", "-j", "3", *more, *packs) == alone


def test_the_counts_are_those_of_the_whole_report(sites, capsys):
    _, whole, _ = run(capsys, "sites", "--format", "json")
    _, streamed, _ = run(capsys, "sites", "--format", "jsonl")
    report, summary = json.loads(whole), json.loads(streamed.splitlines()[-1])
    assert summary["counts"] == report["counts"]
    assert summary["exitCode"] == report["exitCode"]
    assert summary["statement"] == report["statement"]
    _, quiet, _ = run(capsys, "sites", "-q")
    _, loud, _ = run(capsys, "sites")
    assert quiet.splitlines()[-1] == loud.splitlines()[-1]


def test_waivers_and_baselines_are_counted_over_all_parts(sites, capsys):
    (sites / "0007.yaml").unlink()
    (sites / "0015.yaml").unlink()
    main(["check", *DAY, "sites", "--write-baseline", "known.json"])
    Path("waivers.yaml").write_text(
        "apiVersion: facepolicy-waivers/v1\nwaivers:\n"
        + "".join(
            f"  - {{rule: {rule}, manifest: {manifest}, justification: They are moved soon., owner: One team, approver: Another team,"
            " compensating: Few people see them., granted: 2026-10-01, expires: 2026-12-01}\n"
            for rule, manifest in (
                ("G22-6-LOCAL", "sites/0000.yaml"),
                ("PIPL-55", "sites/0016.yaml"),
                ("PIPL-55", "sites/0017.yaml"),
                ("PIPL-55", "sites/0001.yaml"),
            )
        ),
        encoding="utf-8",
    )
    for more in (("--waivers", "waivers.yaml"), ("--baseline", "known.json")):
        capsys.readouterr()
        code, whole, err = run(capsys, "sites", "--format", "json", *more)
        assert not err
        report = json.loads(whole)
        for jobs in ("1", "2"):
            again, streamed, _ = run(capsys, "sites", "--format", "jsonl", "-j", jobs, *more)
            summary = json.loads(streamed.splitlines()[-1])
            assert again == code
            assert summary["counts"] == report["counts"]
            uses = (report["waivers"] or {"uses": []})["uses"]
            assert summary["waivers"] == uses
            if report["baseline"]:
                assert summary["regressions"] == report["baseline"]["regressions"]


@pytest.mark.parametrize(("clause", "code"), [("M25-3", 0), ("M25-33", 1)])
def test_an_entry_counts_once_over_the_whole_run(sites, capsys, monkeypatch, clause, code):
    """Of the two sites, one needs the attestation; that of no clause needs attention once."""
    for module in (streaming, parts):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    Path("attestations.yaml").write_text(
        "apiVersion: facepolicy-attestations/v1\nattestations:\n"
        f"  - {{clause: {clause}, manifest: 'sites/*.yaml', outcome: met, by: {{name: Ines, role: Officer}},"
        " attested: 2026-10-01, until: 2027-09-30, reason: Nobody is singled out at these gates.}\n",
        encoding="utf-8",
    )
    (sites / "home.yaml").write_bytes((EXAMPLES / "home-nvr.yaml").read_bytes())
    files = ("sites/0001.yaml", "sites/home.yaml")
    base = (*files, "--attestations", "attestations.yaml")
    whole = run(capsys, *base, "--format", "json")
    loud = run(capsys, *base)[1].splitlines()[-1]
    assert whole[0] == code
    assert ("need attention: 1" in loud) is bool(code)
    for jobs in ("1", "2"):
        assert run(capsys, *base, "-q", "-j", jobs) == (code, f"{loud}\n", "")
        streamed = run(capsys, *base, "--format", "jsonl", "-j", jobs)
        assert streamed[0] == code
        last = json.loads(streamed[1].splitlines()[-1])
        report = json.loads(whole[1])
        for name in ("counts", "statement", "exitCode"):
            assert last[name] == report[name]


def test_where_no_manifest_can_be_used_the_problems_are_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("bad.yaml").write_text("a: [", encoding="utf-8")
    code, out, err = run(capsys, "bad.yaml", "none.yaml", "--format", "jsonl")
    lines = list(map(json.loads, out.splitlines()))
    assert (code, err) == (2, "")
    assert [line["source"] for line in lines if line["type"] == "problem"] == [
        "bad.yaml",
        "none.yaml",
    ]
    for more in (("-q",), ("--format", "jsonl", "-o", "out.jsonl")):
        code, shown, err = run(capsys, "bad.yaml", "none.yaml", *more)
        assert (code, err) == (2, "")
        assert "bad.yaml:1:5: not valid YAML" in shown
        assert "none.yaml: there is no such file" in shown
        assert "0 results: " in shown
    assert Path("out.jsonl").read_text(encoding="utf-8") == out


def test_a_selection_that_names_nothing_is_refused(sites, capsys):
    for packs in ((), ("--pack", "cn-pipl-2021")):
        code, _, err = run(capsys, "sites/0000.yaml", "-q", "--select", "FRD9", *packs)
        assert code == 2
        assert "FRD9: matches no rule, clause or pack of this run; --pack adds a pack" in err


def test_a_file_gets_the_lines_and_the_terminal_the_counts_and_problems(sites, capsys):
    _, lines, _ = run(capsys, "sites", "--format", "jsonl")
    code, out, _ = run(capsys, "sites", "--format", "jsonl", "-o", "out/all.jsonl", "-j", "2")
    assert code == 2
    assert Path("out/all.jsonl").read_text(encoding="utf-8") == lines
    *unusable, counts = out.splitlines()
    assert [line.partition(":")[0] for line in unusable] == ["sites/0007.yaml", "sites/0015.yaml"]
    assert " results: " in counts
    code, _, err = run(capsys, "sites", "--format", "jsonl", "-o", "sites/0000.yaml")
    assert code == 2
    assert "this file is an input of the run" in err


@pytest.mark.parametrize("jobs", ["-1", "x", "1.5", "257"])
def test_numbers_of_processes(jobs, capsys):
    with pytest.raises(SystemExit) as end:
        main(["check", "a.yaml", f"--jobs={jobs}"])
    assert end.value.code == 2
    assert "is no number from 0 to 256" in capsys.readouterr().err


MANY = 20_000
"""Manifests that take long enough to interrupt a run over them."""


@pytest.fixture(scope="module")
def endless(tmp_path_factory):
    """Return a folder of manifests whose check takes longer than any of these tests."""
    return many(tmp_path_factory.mktemp("endless"), MANY)


def many(tmp_path, number):
    """Return a folder of many manifests: hard links, which take no time to make."""
    folder = tmp_path / f"many-{number}"
    folder.mkdir()
    first = folder / "0.yaml"
    first.write_text(DEFAULTS, encoding="utf-8")
    for index in range(1, number):
        os.link(first, folder / f"{index}.yaml")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return installed(tmp_path_factory.mktemp("site"))


def start(site, folder, *argv):
    return subprocess.Popen(
        [sys.executable, "-m", "validator", "check", str(folder), *DAY, *argv],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - these tests have no threads
    )


def _hear_interrupts():
    """Undo what a shell does to programs in the background, such as these tests."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def group(process):
    """Return the processes of a command that are still there."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == process.pid and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def until_gone(process):
    for _ in range(200):
        if not group(process):
            return True
        time.sleep(0.1)
    return False


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@linux
@pytest.mark.parametrize("to_all", [True, False], ids=["group", "parent"])
def test_an_interrupt_ends_all_processes_and_leaves_no_file(site, endless, tmp_path, to_all):
    """A terminal sends the interrupt to the whole group; ``kill -INT`` to one process."""
    process = start(
        site, endless, "--format", "jsonl", "-j", "2", "-o", str(tmp_path / "out.jsonl")
    )
    for _ in range(300):
        if len(group(process)) > 2 and list(tmp_path.glob(".*.tmp")):
            break
        time.sleep(0.1)
    time.sleep(0.5)
    (os.killpg if to_all else os.kill)(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert (out, err) == (b"", b"")
    assert until_gone(process)
    assert list(tmp_path.iterdir()) == []


@linux
@pytest.mark.parametrize("fatal", [signal.SIGTERM, signal.SIGKILL])
def test_processes_end_with_the_one_that_asked(site, endless, fatal):
    process = start(site, endless, "-q", "-j", "2")
    for _ in range(300):
        if len(group(process)) > 2:
            break
        time.sleep(0.1)
    assert len(group(process)) > 2
    os.kill(process.pid, fatal)
    process.wait(timeout=60)
    assert until_gone(process)
    process.stdout.close()
    process.stderr.close()


@linux
def test_a_process_that_is_killed_is_no_answer(site, endless):
    process = start(site, endless, "-q", "-j", "2")
    for _ in range(300):
        others = [pid for pid in group(process) if int(pid) != process.pid]
        if len(others) > 1:
            break
        time.sleep(0.1)
    time.sleep(1)
    os.kill(int(others[0]), signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"a process of this run was killed" in err
    assert b"Traceback" not in err
    assert until_gone(process)


@linux
def test_memory_does_not_grow_with_the_number_of_manifests(site, tmp_path):
    """The peaks of 100 and of 800 manifests."""
    peaks = []
    for number in (100, 800):
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(many(tmp_path, number))],
            cwd=site,
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(int(done.stderr.splitlines()[-1]))
    assert peaks[1] < peaks[0] * 1.2


PEAK = """
import resource, sys
from validator.cli import main
main(["check", sys.argv[1], "--pack", "cn-tc260-frd-2021-draft", "--format", "jsonl"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def test_what_keeps_a_process_from_its_work_is_reported(sites, tmp_path):
    pack = tmp_path / "pack"
    order = Order(Settings(date(2026, 10, 31)), (str(pack),), prints=True)
    files = tuple(str(file) for file in sorted(sites.iterdir()))
    with pytest.raises(PackError, match="pack"):
        list(pool.pooled(order, files, 2))


def test_problems_and_packs_have_one_order_for_any_number_of_processes(tmp_path, capsys):
    (tmp_path / "00.yaml").write_text("apiVersion: [", encoding="utf-8")
    for number in range(1, 40):
        (tmp_path / f"{number:02}.yaml").write_text(GATE, encoding="utf-8")
    alone = run(capsys, str(tmp_path), "--format", "jsonl")
    assert run(capsys, str(tmp_path), "--format", "jsonl", "-j", "2") == alone
