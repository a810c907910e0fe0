"""Measures facepolicy and its peers side by side: ``python -m bench``. Not part of the wheel."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(tempfile.gettempdir()) / "facepolicy-bench"
"""Where peers are installed and manifests written; deleting it makes the next run start anew.

It is outside the checkout, whose ``pyproject.toml`` speaks of facepolicy as no other does and
would be read as a configuration.
"""
PACK = "cn-tc260-frd-2021-draft"
"""The pack of every comparison that names no other: the founding one."""
AS_OF = date(2026, 10, 31)
"""The day asked about; evidence of the manifests is current on it, or expired."""


class BenchError(Exception):
    """The bench cannot go on: verdicts differ, or a program did not do what it was asked."""
