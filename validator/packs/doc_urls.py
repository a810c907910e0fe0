"""Addresses of the documentation, for links in reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from validator.model.resources import shipped
from validator.packs.model import Assessment

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.packs.model import Rule

SITE: Final = "https://facepolicy.example/"
"""The public home of the project, with the documentation."""


def rule_page(rule: Rule, language: Language = "en") -> str | None:
    """Return the address of the page of a rule in one language; None where its pack has none.

    A clause that only a person can judge is on the page of its pack.
    """
    if not has_pages(rule.pack):
        return None
    folder = "" if language == "en" else f"{language}/"
    if rule.clause.assessment is Assessment.MANUAL:
        return f"{SITE}{folder}packs/{rule.pack}/"
    return f"{SITE}{folder}rules/{rule.id}/"


def has_pages(pack_id: str) -> bool:
    """Return whether the rules of a pack have pages; those of shipped packs do."""
    return pack_id in shipped()
