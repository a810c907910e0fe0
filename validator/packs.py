"""Packs from wherever they are: read, held to what a pack may be, assembled."""

from __future__ import annotations

import json

from validator import prebuilt
from validator.assembly import assemble, card_of
from validator.bounds import problems_of_bounds
from validator.constraints import common_uri, shared
from validator.errors import PackError, Problem
from validator.packfiles import (
    bundle,
    locate,
    read_bundle,
    read_card,
    read_files,
    shipped,
)
from validator.schemaset import references
from validator.text import Text, inert

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from validator.model import Card, Pack
    from validator.packfiles import Bundle


def load_pack(where: str | Path) -> Pack:
    """Load a pack.

    Args:
        where: the name of a shipped pack, a folder, or a prebuilt pack (``.json``).

    Raises:
        PackError: there is no such pack, or it is broken; with everything that is wrong.
    """
    path = locate(where)
    content = bundle(read_files(path)) if path.is_dir() else _vouched(read_bundle(path))
    return build_pack(content, str(path))


def _vouched(content: Bundle) -> Bundle:
    """Return a prebuilt pack with a digest that is true of it.

    The one it bears is over files that nobody has here: anybody could write there that of a
    shipped pack. Only a pack that is a shipped one to the last value keeps it.
    """
    name = content["pack"]["id"]
    if name in shipped() and _told(content) == _told(bundle(read_files(locate(name)))):
        return content
    from hashlib import sha256

    own = _told({**content, "sha256": None})
    return {**content, "sha256": sha256(own.encode()).hexdigest()}


def _told(content: Bundle) -> str:
    """Return content as canonical JSON, in which ``1`` is not ``true`` as it is to Python."""
    return json.dumps(content, sort_keys=True)


def load_card(where: str | Path) -> Card | None:
    """Load what a pack says of its instrument; None for a pack of facepolicy's own checks.

    Raises:
        PackError: there is no such pack, or its card is broken.
    """
    return card_of(inert(_card(where)))


def _card(where: str | Path) -> Bundle:
    if prebuilt.available() and str(where) in prebuilt.cards():
        return prebuilt.cards()[str(where)]
    path = locate(where)
    card: Bundle = read_card(path) if path.is_dir() else read_bundle(path)["pack"]
    return card


def build_pack(content: Bundle, source: str) -> Pack:
    """Build a pack from its well-shaped content.

    Args:
        content: as ``packfiles.bundle`` returns it.
        source: name of the pack's place, for messages.

    Raises:
        PackError: rules that could not be run; with everything that is wrong.
    """
    problems = tuple(_problems(content, source))
    if problems:
        raise PackError(problems)
    return assemble(inert(content))


def _problems(content: Bundle, source: str) -> Iterator[Problem]:
    if not content["rules"]:
        nothing = Text(
            "the pack has no rules: nothing would be checked", "规则包没有规则：无可检查"
        )
        yield Problem(source, None, nothing)
    known = {clause["id"] for clause in content["pack"]["clauses"]}
    seen: set[str] = set()
    for rule in content["rules"]:
        cited = {rule["clause"], rule.get("exception", {}).get("clause", rule["clause"])}
        for clause in sorted(cited - known):
            yield _problem(source, rule, f"no clause {clause}", f"没有条款 {clause}")
        if rule["id"] in seen:
            yield _problem(source, rule, "this id stands twice", "标识重复")
        seen.add(rule["id"])
    common = {common_uri(name): file for name, file in content["common"].items()}
    lost = [item for item in sorted(set(references(content))) if shared(item, common) is None]
    for reference in lost:
        outside = f'"$ref: {reference}" leads out of the pack set, or to no shared constraint'
        outside_zh = f"“$ref: {reference}” 指向规则包之外，或不是共用约束"
        yield Problem(source, None, Text(outside, outside_zh))
    if not lost:
        yield from problems_of_bounds(content, source)


def _problem(source: str, rule: dict[str, Any], en: str, zh: str) -> Problem:
    return Problem(source, None, Text(f"rule {rule['id']}: {en}", f"规则 {rule['id']}：{zh}"))
