"""Programs of the ecosystem that tests hold facepolicy against."""

from __future__ import annotations

import os
import shutil

import pytest


def tool(name: str) -> str:
    """Return the path of a program; skip the test where it is missing, fail where CI demands it."""
    path = shutil.which(name)
    if path is None and os.environ.get("FACEPOLICY_REQUIRE_TOOLS"):
        pytest.fail(f"{name} is not installed, and FACEPOLICY_REQUIRE_TOOLS asks for it")
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path
