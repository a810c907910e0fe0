"""Differences between two runs: one module for each format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.differences import Comparison

FORMATS = ("text", "json", "markdown")
"""The formats of differences; each is a module of this package."""


def render(comparison: Comparison, name: str, language: Language) -> str:
    """Return differences in a format of ``FORMATS``."""
    module = import_module(f"validator.report.formats.diff.{name}")
    text: str = module.render(comparison, language)
    return text
