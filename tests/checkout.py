"""The checkout as its users get it: a copy without what tools leave behind."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
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
