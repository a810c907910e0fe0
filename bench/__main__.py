"""``python -m bench``: facepolicy beside other validators, timed on the same machine.

All read the same manifests and check the same rules. The others get the rules as one JSON Schema
and report errors without lines. Prints one Markdown table. The exit code is 0 also where a promise
is missed. ``python -m bench fleet`` measures manifests that are rows of a table.
"""

from __future__ import annotations

import argparse
import json
import operator
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

from packaging.requirements import Requirement

from bench.corpus import PACK, ROOT, rules_schema, write_manifests

_NODE_MODULES = ROOT / "tests" / "node" / "node_modules"
_CHECK_JSONSCHEMA = ("-m", "check_jsonschema", "-o", "json", "--schemafile")
_SIGNS = {"≤": operator.le, "≥": operator.ge, "<": operator.lt, ">": operator.gt}

# A child starts with the peak memory of its parent, so a small process starts what is measured.
_MEASURE = """
import json, os, sys, time
quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
began = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(process, 0)
clock = time.perf_counter() - began
cpu, code = used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)
print(json.dumps({"ms": clock * 1000, "s CPU": cpu, "MiB": used.ru_maxrss / 1024, "code": code}))
"""
_PYYAML_JSONSCHEMA = """
import json, sys, yaml, jsonschema
with open(sys.argv[1]) as rules:
    validator = jsonschema.Draft202012Validator(json.load(rules))
for name in sys.argv[2:]:
    with open(name, "rb") as file:
        for error in validator.iter_errors(yaml.load(file, yaml.CSafeLoader)):
            print(name, error.json_path, error.message)
"""
_AJV = """
const [modules, rules, ...names] = process.argv.slice(1);
const { readFileSync } = require("node:fs");
const { parse } = require(modules + "/yaml");
const Ajv = require(modules + "/ajv/dist/2020").default;
const ajv = new Ajv({ allErrors: true, strict: false });
const validate = ajv.compile(JSON.parse(readFileSync(rules, "utf8")));
for (const name of names)
  if (!validate(parse(readFileSync(name, "utf8")))) console.log(name, validate.errors);
"""

Samples = list[dict[str, float]]
Row = dict[str, Any]


def _row(title: str, unit: str, samples: Samples, promise: str, base: Samples) -> Row:
    """Return a row; the promise is about the ratio to ``base`` if there is one."""
    values = [sample[unit] for sample in samples]
    row: Row = {"measured": title, "unit": unit, "values": values, "promised": promise}
    if values and promise:
        measured = min(values)
        if base:
            measured = row["ratio"] = measured / min(sample[unit] for sample in base)
        sign, limit, _ = promise.split(" ", 2)
        row["met"] = _SIGNS[sign](measured, float(limit))
    return row


def _as_markdown(row: Row) -> str:
    cells = ["not installed"] * 2
    if values := row["values"]:
        cells = [f"{of(values):,.2f} {row['unit']}" for of in (min, median)]
    ratio = f"{row['ratio']:.2f} ×" if "ratio" in row else ""
    result = {None: "", True: "met", False: "missed"}[row.get("met")]
    return f"| {' | '.join([row['measured'], *cells, ratio, row['promised'], result])} |"


def install(folder: Path, *more: metadata.Distribution) -> list[str]:
    """Install facepolicy and others; return the Python and the script of facepolicy.

    The environment is a new one with links to what the two need: extras such as those of
    jsonschema, which other packages pull in, take long to import.
    """
    venv.create(folder, symlinks=True)
    site = Path(sysconfig.get_path("purelib", "posix_prefix", {"base": str(folder)}))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    how = ["--no-deps", "--no-build-isolation", "--target", str(site)]
    subprocess.run([*pip, *how, str(ROOT)], check=True)
    needed = [
        *more,
        metadata.distribution("check-jsonschema"),
        *metadata.distributions(path=[str(site)]),
    ]
    for distribution in needed:  # grows while it is read
        for file in distribution.files or ():
            link = site / file.parts[0]
            if file.parts[0] != ".." and not link.exists():
                link.symlink_to(Path(str(distribution.locate_file(file.parts[0]))))
        for requirement in map(Requirement, distribution.requires or ()):
            if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
                found = metadata.distribution(requirement.name)
                if found.name not in {known.name for known in needed}:
                    needed.append(found)
    return [str(folder / "bin" / "python"), f"{site}/bin/facepolicy"]


def run(commands: dict[str, list[str]], folder: Path, times: int) -> dict[str, Samples]:
    """Run every command once a round, so that a busy machine slows all of them."""
    samples: dict[str, Samples] = {name: [] for name in commands}
    environment = {key: value for key, value in os.environ.items() if key[:6] != "PYTHON"}
    for name, command in list(commands.items()) * times:
        measure = [sys.executable, "-I", "-S", "-c", _MEASURE, *command]
        sample = json.loads(subprocess.check_output(measure, cwd=folder, env=environment))
        if sample["code"] not in (0, 1):
            sys.exit(f"{name}: exit code {sample['code']}")
        samples[name].append(sample)
    return samples


def _cold(program: list[str], check: list[str], rules: str, folder: Path, times: int) -> list[Row]:
    python, name = program[0], "m0001.yaml"
    commands = {
        "python": [python, "-c", ""],
        "check": [*check, name],
        "check --format html": [*check, name, "--format", "html"],
        "explain": [*program, "explain", "FRD21-5-SEC"],
        "list": [*program, "list"],
        "coverage": [*program, "coverage"],
        "--version": [*program, "--version"],
        "check-jsonschema": [python, *_CHECK_JSONSCHEMA, rules, name],
    }
    verbs = list(commands)[1:-1]
    node = shutil.which("node")
    if node and (_NODE_MODULES / "ajv").exists():
        commands["ajv"] = [node, "-e", _AJV, str(_NODE_MODULES), rules, name]
    samples = run(commands, folder, times)
    bare, own = samples["python"], samples["check"]
    rows = [_row("cold: `python -c ''`", "ms", bare, "", [])]
    for verb in verbs:
        promise = f"≤ {7.5 if verb == 'check' else 15} × bare Python"
        rows.append(_row(f"cold: `facepolicy {verb}`", "ms", samples[verb], promise, bare))
    return rows + [
        _row(f"cold: {other}", "ms", samples.get(other, []), "≥ 5 × facepolicy", own)
        for other in ("check-jsonschema", "ajv")
    ]


def _bulk(python: str, jsonl: list[str], rules: str, folder: Path, times: int) -> list[Row]:
    names = sorted(file.name for file in folder.iterdir())
    commands = {
        "facepolicy": jsonl,
        "check-jsonschema": [python, *_CHECK_JSONSCHEMA, rules, *names],
        "PyYAML C + jsonschema": [python, "-c", _PYYAML_JSONSCHEMA, rules, *names],
    }
    samples = run(commands, folder, times)
    own = samples["facepolicy"]
    promises = (f"≤ {3 * len(names) / 1000:g} s CPU", "≥ 9 × facepolicy", "> 1 × facepolicy")
    rows = [
        _row(f"{folder.name}: {name}", "s CPU", found, promise, [] if found is own else own)
        for (name, found), promise in zip(samples.items(), promises, strict=True)
    ]
    return [*rows, _row(f"{folder.name}: memory of facepolicy", "MiB", own, "< 60 MiB", [])]


def main() -> None:
    """Measure, and print the table; ``fleet`` as the first argument measures tables instead."""
    if sys.argv[1:2] == ["fleet"]:
        from bench import fleet

        fleet.main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs and manifests")
    parser.add_argument("--json", action="store_true", help="print every value, as JSON")
    args = parser.parse_args()
    number, cold_runs, bulk_runs = (20, 2, 1) if args.quick else (1000, 20, 3)
    with tempfile.TemporaryDirectory(prefix="facepolicy-bench-") as temporary:
        folder = Path(temporary)
        program = install(folder / "venv")
        check = [*program, "check", "--pack", PACK, "--as-of", "2026-10-31"]
        jsonl = [*check, ".", "--format", "jsonl", "-o", "/dev/null"]
        rules = folder / "rules.json"
        rules.write_text(rules_schema(), encoding="utf-8")
        few, alike = folder / f"{number // 10} alike", folder / f"{number} alike"
        unlike = folder / f"{number} not alike"
        write_manifests(few, number // 10, alike=True)
        write_manifests(alike, number, alike=True)
        write_manifests(unlike, number, alike=False)
        rows = _cold(program, check, str(rules), alike, cold_runs)
        for manifests in (alike, unlike):
            rows += _bulk(program[0], jsonl, str(rules), manifests, bulk_runs)
        samples = run({"facepolicy": jsonl}, few, bulk_runs)["facepolicy"]
        rows.append(_row(f"{few.name}: memory of facepolicy", "MiB", samples, "< 60 MiB", []))
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        print("| measured | minimum | median | ratio | promised | |\n|---|---|---|---|---|---|")
        print("\n".join(map(_as_markdown, rows)))


if __name__ == "__main__":
    main()
