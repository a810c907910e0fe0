"""Programs of the ecosystem that tests hold facepolicy against."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def tool(name: str) -> str:
    """Return the path of a program; skip the test where it is missing, fail where CI demands it."""
    return shutil.which(name) or missing(name)


def missing(name: str) -> NoReturn:
    """Skip the test for want of something; fail where CI demands it."""
    if os.environ.get("FACEPOLICY_REQUIRE_TOOLS"):
        pytest.fail(f"{name} is not installed, and FACEPOLICY_REQUIRE_TOOLS asks for it")
    pytest.skip(f"{name} is not installed")
