"""``facepolicy show``: a manifest with the facts of its bases, and where each is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.options import add_output, write_to

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest.model import Manifest

_LONGEST = 300


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("manifest", metavar="MANIFEST", help="a manifest (YAML or JSON)")
    parser.add_argument(
        "--format",
        choices=("yaml", "json"),
        default="yaml",
        help="yaml (default), with file and line of each value in a comment; or json, with "
        "them by JSON pointer",
    )
    add_output(parser)


def run(args: Namespace) -> int:
    """Print each manifest of the file.

    Raises:
        ManifestError: the file or a base cannot be read.
        UsageError: the output cannot be written.
    """
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
    import json

    from validator.model import pointers
    from validator.model.quote import inert_json

    places = {pointers.build(parts): _place(manifest, parts) for parts in _leaves(manifest.value)}
    return inert_json(f"{json.dumps({'manifest': manifest.value, 'places': places})}\n")


def _leaves(value: Any, parts: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    items = _items(value)
    if not items:
        yield parts
    for name, item in items:
        yield from _leaves(item, (*parts, name))


def _items(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list):
        return [(str(index), item) for index, item in enumerate(value)]
    return []


def _place(manifest: Manifest, parts: tuple[str, ...]) -> str:
    return f"{manifest.file_of(parts)}:{manifest.place_of(parts).line}"


def _yaml(manifest: Manifest) -> Iterator[str]:
    if _items(manifest.value):
        yield from _lines(manifest, manifest.value, (), "")
    else:
        yield _leaf(manifest, manifest.value, (), "")


def _lines(manifest: Manifest, value: Any, parts: tuple[str, ...], indent: str) -> Iterator[str]:
    """Yield the lines of a mapping or list that is not empty."""
    from validator.cli.interview.emit import scalar

    for name, item in _items(value):
        place = (*parts, name)
        head = f"{indent}- " if isinstance(value, list) else f"{indent}{scalar(name)}:"
        if not _items(item):
            gap = "" if isinstance(value, list) else " "
            yield _leaf(manifest, item, place, f"{head}{gap}")
        elif isinstance(value, list):
            first, *rest = _lines(manifest, item, place, f"{indent}  ")
            yield head + first[len(head) :]
            yield from rest
        else:
            yield head
            yield from _lines(manifest, item, place, f"{indent}  ")


def _leaf(manifest: Manifest, value: Any, parts: tuple[str, ...], head: str) -> str:
    from validator.cli.interview.emit import scalar
    from validator.model.quote import escape

    shown = "{}" if value == {} else "[]" if value == [] else scalar(value)
    return f"{head}{shown}  # {escape(_place(manifest, parts), _LONGEST)}"
