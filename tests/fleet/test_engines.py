"""The recipes for engines: 50 rows, a broken one among them, and a worker that dies once."""

import importlib.util
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.checkout import ROOT
from tests.support.programs import missing, tool

ENGINES = ROOT / "examples" / "fleet" / "engines"
NEEDED = {"pool": "pyarrow", "dask_partitions": "dask", "ray_batches": "ray", "spark": "pyspark"}
SOUND = (ROOT / "examples" / "lobby-gate.yaml").read_text()
BROKEN, DEADLY = 7, 23
DAY = "2026-10-31"


def asked_for(name):
    """Skip an engine that is not here, or fail where all have to be."""
    if importlib.util.find_spec(NEEDED[name]) is None:
        missing(NEEDED[name])  # it is in the extra engines
    if name == "spark":
        tool("java")


def run(name, folder, *, dies):
    texts = [SOUND] * 50
    texts[BROKEN] = "a: ["
    texts[DEADLY] = f"{SOUND}x-kill: true\n" if dies else SOUND
    rows = pa.table({"key": [f"site-{number:02}" for number in range(50)], "manifest": texts})
    pq.write_table(rows, folder / "manifests.parquet", row_group_size=10)
    command = [sys.executable, str(ENGINES / f"{name}.py"), "manifests.parquet", "verdicts", DAY]
    path = os.pathsep.join([str(Path(__file__).parent / "dies_once"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "DIED": str(folder / "died")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "died").exists() is dies
    verdicts = pq.read_table(folder / "verdicts", columns=["key", "verdict"]).to_pylist()
    return sorted((row["key"], row["verdict"]) for row in verdicts)


WANTED = [(f"site-{number:02}", "unusable" if number == BROKEN else "pass") for number in range(50)]


DIES = {"spark": True, "ray_batches": True, "pool": True, "dask_partitions": False}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Start the engines two at a time: they wait for servers and retries most of the time."""
    with ThreadPoolExecutor(2) as pool:
        yield {
            name: pool.submit(run, name, tmp_path_factory.mktemp(name), dies=dies)
            for name, dies in DIES.items()
            if importlib.util.find_spec(NEEDED[name]) and (name != "spark" or shutil.which("java"))
        }


@pytest.mark.parametrize("name", ["pool", "ray_batches", "spark"])
def test_every_row_has_one_verdict_although_a_worker_died(name, runs):
    asked_for(name)
    assert runs[name].result() == WANTED


def test_every_row_has_one_verdict_in_dask(runs):
    asked_for("dask_partitions")
    assert runs["dask_partitions"].result() == WANTED


def test_a_recipe_for_each_engine():
    assert {file.stem for file in ENGINES.glob("*.py")} == set(NEEDED)
