"""Where peers come from: their registries, each into a folder of the build."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from bench import BUILD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class MissingError(Exception):
    """A contestant is not to be had here; the message says why."""


def python_of(name: str) -> Path:
    """Return the interpreter of a virtual environment, made with the Python that runs this."""
    python = BUILD / name / "bin" / "python"
    if not python.exists():
        _done([sys.executable, "-m", "venv", str(BUILD / name)])
    return python


def pip(python: Path, *requirements: str) -> None:
    """Install from PyPI.

    Raises:
        MissingError: pip refuses.
    """
    _done([str(python), "-m", "pip", "install", "--quiet", *requirements])


def version(python: Path, distribution: str) -> str:
    """Return the version of an installed distribution."""
    code = f"from importlib.metadata import version; print(version({distribution!r}))"
    return _done([str(python), "-c", code]).strip()


def node_modules(*packages: str) -> Path:
    """Install from npm, and return the folder ``node_modules``.

    Raises:
        MissingError: there is no npm, or it refuses.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError("npm is not installed")
    folder = BUILD / "node"
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / "node_modules" / package).exists() for package in packages):
        _done([npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *packages])
    return folder / "node_modules"


def npm_version(modules: Path, package: str) -> str:
    """Return the version of an installed package."""
    text = (modules / package / "package.json").read_text(encoding="utf-8")
    found: str = json.loads(text)["version"]
    return found


def program(name: str) -> str:
    """Return the path of a program.

    Raises:
        MissingError: it is not installed.
    """
    path = shutil.which(name)
    if path is None:
        raise MissingError(f"{name} is not installed")
    return path


def _done(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise MissingError(said[-1])
    return done.stdout
