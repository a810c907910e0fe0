"""The parts of a run over files, from one process or from several."""

from __future__ import annotations

from validator.manifest.reading.paths import STDIN
from validator.run.parts import AT_ONCE, Maker, Order, PartReport, shares

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.run.inputs import Files


def stream(
    order: Order, found: Files, left_out: tuple[str, ...], jobs: int
) -> Iterator[PartReport]:
    """Yield the parts of a run over files, in their order, by one process or several.

    What was not read comes first: ``left_out`` are files that look like manifests.
    """
    files = found.files
    maker = Maker(order)  # problems of packs are reported before any process starts
    if found.problems or left_out or found.excluded:
        yield maker.without_manifests(tuple(found.problems), left_out, found.excluded)
    if jobs > 1 and len(files) > AT_ONCE and STDIN not in files:
        from validator.run.workers import may_start_processes, pooled

        if may_start_processes():
            yield from pooled(order, files, min(jobs, -(-len(files) // AT_ONCE)))
            return
    yield from map(maker.part, shares(files))
