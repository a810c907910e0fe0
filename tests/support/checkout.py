"""The checkout as its users get it: a copy without what tools leave behind, or installed."""

import atexit
import compileall
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

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
    shutil.copytree(ROOT / "validator", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "_data" / "packs").mkdir(parents=True)
    for name, text in shipped_json().items():
        (package / "_data" / "packs" / name).write_text(text, encoding="utf-8")
    for name in ("policies", "schema"):
        (package / "_data" / name).symlink_to(ROOT / name)
    compileall.compile_dir(package, quiet=1)  # as pip does
    return folder


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
