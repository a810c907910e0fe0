"""``facepolicy facts``: print the facts of manifests, stated and derived, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli.options import add_day, add_output, write_to

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from validator.manifest.model import Manifest
    from validator.run.day import Day

    Json = dict[str, Any]


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("path", metavar="MANIFEST", help="facts MANIFEST")
    add_day(parser, "facts --as-of")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print a list with an object for each manifest of the file."""
    from validator.manifest.manifest import load_manifests
    from validator.model.errors import ManifestError
    from validator.model.quote import to_json
    from validator.run.day import day_of
    from validator.run.run import sort_out

    sound, problems = sort_out(load_manifests(args.path))
    if problems:
        raise ManifestError(tuple(problems))
    on = day_of(args.as_of, args.timezone)
    text = f"{to_json([_facts(manifest, on) for manifest in sound], indent=2)}\n"
    bases = [base.name for manifest in sound for base in manifest.bases]
    write_to(args.output, text, [args.path, *bases])
    return 0


def _facts(manifest: Manifest, on: Day) -> Json:
    from validator.engine import derived, evidence
    from validator.engine.facts import derive
    from validator.model import pointers

    as_of = on.date
    documents = evidence.register(manifest, as_of)
    broken, proofs = evidence.broken_and_proofs(documents)
    computed = derived.computed(derive(manifest.stated, as_of, broken, proofs))
    return {
        "manifest": manifest.name,
        "asOf": as_of.isoformat(),
        "timezone": on.timezone,
        "stated": list(_stated(manifest, manifest.stated, ())),
        "derived": [
            {
                "pointer": pointers.build(place),
                "title": fact.title.en,
                "value": "undetermined" if value is None else value,
            }
            for place, fact, value in computed
        ],
    }


def _stated(manifest: Manifest, value: Any, parts: tuple[str, ...]) -> Iterator[Json]:
    """Yield each fact: a scalar, a list of scalars, or an empty list or section."""
    from validator.model import pointers

    inside: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        inside = [(str(index), item) for index, item in enumerate(value)]
    for name, item in inside:
        yield from _stated(manifest, item, (*parts, name))
    if not inside:
        position = manifest.place_of(parts)
        place = {"line": position.line, "column": position.column}
        file = manifest.file_of(parts)
        yield {"pointer": pointers.build(parts), "value": value, "file": file, **place}
