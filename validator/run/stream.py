"""The parts of a run over files, from one process or from several."""

from __future__ import annotations

from validator.manifest.reading.paths import STDIN
from validator.run.parts import AT_ONCE, Maker, Order, PartReport, shares

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def stream(order: Order, files: Sequence[str], jobs: int = 1) -> Iterator[PartReport]:
    """Yield the parts of a run over files, in their order.

    Args:
        order: what each process needs.
        files: the files of ``validator.run.inputs.files_of``.
        jobs: the number of processes.

    Raises:
        PackError: a pack is missing or broken.
    """
    maker = Maker(order)  # problems of packs are reported before any process starts
    if jobs > 1 and len(files) > AT_ONCE and STDIN not in files:
        from validator.run.workers import may_start_processes, pooled

        if may_start_processes():
            yield from pooled(order, files, min(jobs, -(-len(files) // AT_ONCE)))
            return
    yield from map(maker.part, shares(files))
