"""The checkout as its users get it: a copy without what tools leave behind, or installed."""

import atexit
import compileall
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent.parent
_LEFT_BEHIND = (
    ".git",
    ".venv",
    "node_modules",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    "build",
    "dist",
)


def copy_to(folder):
    """Copy the checkout, changes that are not committed included, and return the folder."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_LEFT_BEHIND))
    return folder


def installed(folder):
    """Lay the package out as a wheel installs it, packs as JSON, and return the folder."""
    from validator.packs.load import shipped_json

    package = folder / "validator"
    for name in ("facepolicy", "validator"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "_data" / "packs").mkdir(parents=True)
    for name, text in shipped_json().items():
        (package / "_data" / "packs" / name).write_text(text, encoding="utf-8")
    for name in ("policies", "schema"):
        (package / "_data" / name).symlink_to(ROOT / name)
    compileall.compile_dir(folder, quiet=1)  # as pip does
    _write_entry_points(folder)
    return folder


def _write_entry_points(folder):
    """Write those of this checkout: an editable install has those of the day it was made."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = folder / "facepolicy-0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: facepolicy\nVersion: 0\n")
    plugins = project["entry-points"]["pytest11"].items()
    lines = "".join(f"{name} = {module}\n" for name, module in plugins)
    (about / "entry_points.txt").write_text(f"[pytest11]\n{lines}")


@cache
def shared_install():
    """Return a folder with the package as a wheel installs it, one for all tests of a process.

    From a checkout each command reads the YAML of all packs: half a second of a processor.
    """
    temporary = tempfile.TemporaryDirectory()
    atexit.register(temporary.cleanup)
    folder = Path(temporary.name)
    folder.chmod(0o755)  # some tests run the command as nobody
    return installed(folder)


def shared_environment(**more):
    """Return the environment of the tests, in which ``-m validator`` runs the shared install."""
    return {**os.environ, "PYTHONPATH": str(shared_install()), **more}
