"""``facepolicy show``: a manifest with the facts of its bases, and where each is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli.options import add_output, write_to

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from validator.manifest.model import Manifest

_LONGEST = 300


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("manifest", metavar="MANIFEST", help="a manifest")
    parser.add_argument("--format", choices=("yaml", "json"), default="yaml", help="show --format")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print each manifest of the file."""
    from validator.manifest.manifest import load_manifests

    manifests = load_manifests(args.manifest)
    if args.format == "json":
        text = "".join(map(_json, manifests))
    else:
        text = "---\n".join("".join(f"{line}\n" for line in _yaml(item)) for item in manifests)
    bases = [base.name for manifest in manifests for base in manifest.bases]
    write_to(args.output, text, [args.manifest, *bases])
    return 0


def _json(manifest: Manifest) -> str:
    from validator.model import pointers
    from validator.model.quote import to_json

    leaves = (parts for _, parts in _lines(manifest.value) if parts is not None)
    places = {pointers.build(parts): _place(manifest, parts) for parts in leaves}
    return f"{to_json({'manifest': manifest.value, 'places': places})}\n"


def _yaml(manifest: Manifest) -> Iterator[str]:
    from validator.model.quote import escape

    for line, parts in _lines(manifest.value):
        comment = f"  # {escape(_place(manifest, parts), _LONGEST)}" if parts is not None else ""
        yield f"{line}{comment}"


def _lines(
    value: Any, parts: tuple[str, ...] = (), indent: str = ""
) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Yield the lines of a value as YAML; a line that ends in a scalar comes with its place."""
    from validator.cli.interview.emit import inline, scalar

    if not _items(value):
        yield f"{indent}{inline(value)}", parts
    for name, item in _items(value):
        lines = _lines(item, (*parts, name), f"{indent}  ")
        head = f"{indent}- " if isinstance(value, list) else f"{indent}{scalar(name)}:"
        if isinstance(value, dict) and _items(item):
            yield head, None
        else:
            line, place = next(lines)
            gap = "" if isinstance(value, list) else " "
            yield f"{head}{gap}{line[len(indent) + 2 :]}", place
        yield from lines


def _items(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(str(index), it) for index, it in enumerate(value)] if isinstance(value, list) else []


def _place(manifest: Manifest, parts: tuple[str, ...]) -> str:
    return f"{manifest.file_of(parts)}:{manifest.place_of(parts).line}"
