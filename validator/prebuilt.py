"""The packs as a wheel carries them: modules made by ``validator.prebuild``.

In a source tree there are none, and packs are read from their files.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from validator.rulecode import PackCode, RuleCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from validator.model import Pack
    from validator.rulecode import Holds

    Shape: TypeAlias = tuple[Holds, dict[str, Holds]]
    """Verdicts on an object: on what it is but for its members, and on each of them."""

_PACKAGE = "validator._prebuilt"


@cache
def available() -> bool:
    """Return whether this installation carries prebuilt packs."""
    try:
        import_module(_PACKAGE)
    except ModuleNotFoundError:
        return False
    return True


def module_of(pack: str) -> str:
    """Return the name of the module that holds a pack."""
    return f"pack_{pack.replace('-', '_')}"


def cards() -> dict[str, dict[str, Any]]:
    """Return what each pack says of its instrument, by the packs' names."""
    found: dict[str, dict[str, Any]] = import_module(_PACKAGE).CARDS
    return found


def pack(name: str) -> Pack:
    """Return a shipped pack, ready to run and without its tests."""
    from validator.assembly import assemble

    module = import_module(f"{_PACKAGE}.{module_of(name)}")
    rules = {rule: RuleCode(*functions) for rule, functions in module.RULES.items()}
    return assemble(module.CONTENT, PackCode(module.APPLIES, rules))


def arguments() -> dict[str, Any]:
    """Return the options of ``check``, as ``validator.cli.plain.table_of`` tells them."""
    table: dict[str, Any] = import_module(f"{_PACKAGE}.arguments").CHECK
    return table


def outline() -> tuple[Any, ...]:
    """Return what ``validator.vocabulary.Outline`` is made of."""
    fields: tuple[Any, ...] = import_module(f"{_PACKAGE}.manifest").OUTLINE
    return fields


def sketches() -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Return a sketch of every fact, as ``validator.vocabulary.told_of`` tells it."""
    found: dict[tuple[str, ...], tuple[Any, ...]] = import_module(f"{_PACKAGE}.facts").FACTS
    return found


def manifest_shape() -> Shape:
    """Return the verdict on the shape of manifests, as ``validator.structure`` divides it."""
    module = import_module(f"{_PACKAGE}.manifest")
    return module.OUTER, module.SECTIONS


def section_shapes() -> dict[str, Shape]:
    """Return the verdicts on the shape of sections, divided likewise."""
    found: dict[str, Shape] = import_module(f"{_PACKAGE}.sections").SECTIONS
    return found
