"""Pages of the documentation that are generated from packs and schemas, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.pages.manifest import manifest_pages
from docs.pages.pack import index_page, pack_page
from docs.pages.rule import rule_page
from validator.manifest.vocabulary import facts
from validator.packs.load import load_pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from validator.model.text import Language
    from validator.packs.model import Pack


def pages(where: Sequence[str | Path], language: Language) -> dict[str, str]:
    """Return the pages of packs and of the manifest, in Markdown, by their path in the site.

    Args:
        where: the packs, as ``load_pack`` takes them.
        language: of the pages.

    Raises:
        PackError: a pack is missing or broken; with everything that is wrong.
    """
    packs = [load_pack(one) for one in where]
    made = {"rules/index.md": index_page(packs, language)}
    for pack in packs:
        made[f"packs/{pack.id}/index.md"] = pack_page(pack, language)
        for rule in pack.rules:
            made[f"rules/{rule.id}.md"] = rule_page(rule, pack, packs, language)
    return made | manifest_pages(packs, language)


def contents(where: Sequence[str | Path]) -> dict[str, list[Any]]:
    """Return the tables of contents of the folders ``rules/`` and ``manifest/``.

    Args:
        where: the packs, as ``load_pack`` takes them.

    Returns:
        For each folder: paths of pages, or mappings from a title to a path or to such a list.
    """
    sections = [pattern[0] for pattern in facts() if len(pattern) == 1]
    return {
        "rules/": ["rules/index.md", *({one.id: _of_pack(one)} for one in map(load_pack, where))],
        "manifest/": ["manifest/index.md", *({name: f"manifest/{name}.md"} for name in sections)],
    }


def _of_pack(pack: Pack) -> list[Any]:
    return [f"packs/{pack.id}/index.md", *({rule.id: f"rules/{rule.id}.md"} for rule in pack.rules)]
