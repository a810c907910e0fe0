"""Writes the shipped packs as Python modules, so that a run neither parses nor compiles them.

``python -m validator.prebuild FOLDER`` does what the build of a wheel does. The modules hold
the content of the packs as literals, and the code made of their schemas; their tests stay
behind. ``validator.prebuilt`` reads them.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator import resources
from validator.cli import check
from validator.cli.plain import VERB, table_of
from validator.codegen import Writer
from validator.constraints import closed_set, common_uri
from validator.packfiles import bundle, locate, read_files, shipped
from validator.prebuilt import module_of
from validator.schemaset import SchemaSet
from validator.structure import outer_shape
from validator.text import inert
from validator.vocabulary import facts, outline_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model import Schema
    from validator.packfiles import Bundle


_ABOUT = '"""Packs as code, made by validator.prebuild; not to be edited."""'


def write(folder: Path) -> None:
    """Write the package of prebuilt packs into a folder.

    Raises:
        PackError: a pack is broken.
        UnknownKeywordError: a pack leaves the closed set of keywords.
    """
    folder.mkdir(parents=True, exist_ok=True)
    contents = {name: bundle(read_files(locate(name))) for name in shipped()}
    cards = {name: _card(content) for name, content in contents.items()}
    texts = {f"{module_of(name)}.py": _pack(content) for name, content in contents.items()}
    texts["manifest.py"] = _manifest()
    texts["sections.py"] = _sections()
    told = {pattern: told_of(fact) for pattern, fact in facts().items()}
    texts["facts.py"] = f"{_ABOUT}\n\nFACTS = {told!r}\n"
    texts["arguments.py"] = f"{_ABOUT}\n\nCHECK = {_arguments()!r}\n"
    texts["__init__.py"] = f"{_ABOUT}\n\nCARDS = {cards!r}\n"
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _card(content: Bundle) -> dict[str, Any]:
    names = ("id", "title", "jurisdiction", "instrument")
    card: Bundle = inert({name: content["pack"].get(name) for name in names})
    return {name: value for name, value in card.items() if value is not None}


def _pack(content: Bundle) -> str:
    common = {common_uri(name): schema for name, schema in content["common"].items()}
    writer = Writer(closed_set(common))
    code = {rule["id"]: _rule(rule, writer) for rule in content["rules"]}
    applies = _function(content["pack"]["appliesWhen"], writer)
    rows = "".join(f"    {rule!r}: ({', '.join(names)}),\n" for rule, names in code.items())
    return "\n\n".join(
        (
            writer.source().rstrip(),
            f"CONTENT = {_to_run(content)!r}",
            f"APPLIES = {applies}",
            f"RULES = {{\n{rows}}}\n",
        )
    )


def _rule(rule: dict[str, Any], writer: Writer) -> Iterator[str]:
    """Yield the names of a rule's functions: applies, requires, and exception or None."""
    schemas = (rule["appliesWhen"], rule["requires"], rule.get("exception", {}).get("when"))
    return (_function(schema, writer) for schema in schemas)


def _function(schema: dict[str, Any] | None, writer: Writer) -> str:
    return "None" if schema is None else writer.function(schema, schema)


def _to_run(content: Bundle) -> Bundle:
    """Return what a run needs of a pack: all but its tests."""
    rules = [{**rule, "tests": []} for rule in content["rules"]]
    card = {name: value for name, value in content["pack"].items() if name != "tests"}
    return {**content, "pack": inert(card), "rules": inert(rules), "compliant": {}}


def _arguments() -> dict[str, Any]:
    parsers = ArgumentParser().add_subparsers()
    check.add_to(parsers)
    return table_of(parsers.choices[VERB])


def _manifest() -> str:
    writer = Writer(SchemaSet())
    outer, members = _shape(resources.schema("manifest"), writer)
    known = outline_of(facts())
    # Sets have no order, and two builds have the same bytes.
    sets = (known.evidence, known.purpose, known.exceptions)
    told = ", ".join((repr(known.order), *(f"frozenset({sorted(item)!r})" for item in sets)))
    shape = f"OUTER = {outer}\nSECTIONS = {members}\n"
    return f"{writer.source()}\n\n{shape}OUTLINE = ({told})\n"


def _sections() -> str:
    writer = Writer(SchemaSet())
    sections = resources.schema("manifest")["properties"].items()
    shapes = {name: _shape(shape, writer) for name, shape in sections if "properties" in shape}
    rows = "".join(f"    {name!r}: ({', '.join(shape)}),\n" for name, shape in shapes.items())
    return f"{writer.source()}\n\nSECTIONS = {{\n{rows}}}\n"


def _shape(shape: Schema, writer: Writer) -> tuple[str, str]:
    """Return code for what a schema says of an object, and of each of its members."""
    root = resources.schema("manifest")
    members = {name: writer.function(item, root) for name, item in shape["properties"].items()}
    rows = ", ".join(f"{name!r}: {function}" for name, function in members.items())
    return writer.function(outer_shape(shape), root), f"{{{rows}}}"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
