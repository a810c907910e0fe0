"""Addresses of the documentation, for links in reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from validator.packs.files import shipped

if TYPE_CHECKING:
    from validator.model.text import Language

SITE: Final = "https://facepolicy.example/"
"""The public home of the project, with the documentation."""


def rule_page(rule_id: str, language: Language = "en") -> str:
    """Return the address of the page of a rule, in one language."""
    folder = "" if language == "en" else f"{language}/"
    return f"{SITE}{folder}rules/{rule_id}/"


def has_pages(pack_id: str) -> bool:
    """Return whether the rules of a pack have pages; those of shipped packs do."""
    return pack_id in shipped()
