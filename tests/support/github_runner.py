"""A GitHub runner, just large enough to run the steps of this repository's action."""

import os
import re
import subprocess
from pathlib import Path

import yaml

from tests.support.checkout import ROOT
from tests.support.programs import tool

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
_FROM_THE_MACHINE = ("PATH", "HOME", "LANG", "PIP_")


def environment(temporary):
    """Return what a runner sets, and of this machine what pip needs to find its packages."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(_FROM_THE_MACHINE)}
    return {**kept, "RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(ROOT)}


def run_step(step, temporary, workspace, inputs):
    """Run a step as a runner does; return what came of it, and its outputs."""
    values = {name: definition["default"] for name, definition in ACTION["inputs"].items()} | inputs
    given = {name: _evaluate(text, values) for name, text in step.get("env", {}).items()}
    files = {name: workspace.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    script = temporary / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    done = subprocess.run(
        [tool("bash"), "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=workspace,
        env={
            **environment(temporary),
            **given,
            **{name: str(file) for name, file in files.items()},
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = Path(files["GITHUB_OUTPUT"]).read_text(encoding="utf-8").splitlines()
    return done, dict(line.split("=", 1) for line in lines)


def _evaluate(text, inputs):
    """Put values in, once and without looking at what they hold."""
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: inputs[match[1]], text)
