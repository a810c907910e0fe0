"""The parts of a run over files, from one process or from several."""

from __future__ import annotations

from validator.manifest.reading.paths import STDIN
from validator.run.parts import AT_ONCE, Maker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.run.parts import Order, Part


def stream(order: Order, files: Sequence[str], jobs: int = 1) -> Iterator[Part]:
    """Yield the parts of a run over files, in their order.

    Args:
        order: what the run is asked.
        files: those that ``validator.run.inputs.files_of`` returns.
        jobs: how many processes work; with one, each file is a part.

    Raises:
        PackError: a pack is missing or broken.
        WaiverError, AttestationError: that file is unreadable or malformed.
        UsageError: the baseline is none.
    """
    maker = Maker(order)  # what is wrong with packs is reported before any process starts
    if jobs == 1 or len(files) <= AT_ONCE or STDIN in files:
        yield from (maker.part([file]) for file in files)
        return
    from validator.run.workers import pooled

    yield from pooled(order, files, min(jobs, -(-len(files) // AT_ONCE)))
