"""The command and the pytest plugin start beside other modules named ``validator``."""

import subprocess
import sys

import pytest

from tests.support.checkout import ROOT, shared_environment, shared_install
from validator import __version__

STRANGE = "from pathlib import Path\nPath('ran').touch()\ndef is_email(text): return '@' in text\n"
COMMAND = ("-m", "facepolicy", "--version")
OWN_TEST = "import validator\n\ndef test_of_ones_own(): assert validator.is_email('a@b')\n"
GATE = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8")
# As the console script of pytest does, it leaves the current folder out of the path.
PYTEST = "import sys; sys.path.pop(0); import pytest; sys.exit(pytest.main(sys.argv[1:]))"


def run(folder, *argv, **environment):
    environment = shared_environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **environment)
    return subprocess.run(
        [sys.executable, *argv],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def run_pytest(folder, *argv):
    return run(folder, *argv[:2], "-p", "facepolicy", "-p", "no:cacheprovider", *argv[2:])


@pytest.fixture
def project(tmp_path):
    (tmp_path / "validator.py").write_text(STRANGE, encoding="utf-8")
    (tmp_path / "test_own.py").write_text(OWN_TEST, encoding="utf-8")
    (tmp_path / "gate.yaml").write_text(GATE, encoding="utf-8")
    return tmp_path


def test_the_command_starts(tmp_path):
    done = run(tmp_path, *COMMAND)
    assert (done.returncode, done.stdout) == (0, f"facepolicy {__version__}\n")


def test_a_module_of_the_project_is_named_and_not_run(project):
    done = run(project, *COMMAND)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"facepolicy: {str(project / 'validator.py')!r} hides ")
    assert done.stderr.count("\n") == 1
    assert not (project / "ran").exists()


def test_a_package_earlier_on_the_path_is_named(tmp_path):
    package = tmp_path / "src" / "validator"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(STRANGE, encoding="utf-8")
    done = run(tmp_path, *COMMAND, PYTHONPATH=f"src:{shared_install()}")
    assert done.returncode == 2
    assert repr(str(package / "__init__.py")) in done.stderr


def test_a_folder_without_a_module_is_not_in_the_way(tmp_path):
    (tmp_path / "validator").mkdir()
    assert run(tmp_path, *COMMAND).returncode == 0


@pytest.mark.parametrize("start", [("-m", "pytest"), ("-c", PYTEST)])
def test_who_does_not_use_the_plugin_sees_nothing_of_it(project, start):
    done = run_pytest(project, *start)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


@pytest.mark.parametrize("start", [("-m", "pytest"), ("-c", PYTEST)])
def test_who_uses_the_plugin_learns_what_is_in_the_way(project, start):
    """At once, or once the folder of the tests has come first in the path."""
    done = run_pytest(project, *start, "--facepolicy=gate.yaml")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: facepolicy: {str(project / 'validator.py')!r} and " in done.stderr
    assert "Traceback" not in done.stderr
