"""What the parts of a run add up to: a report without manifests, for the head and the tail."""

from __future__ import annotations

from validator.model.errors import each_once
from validator.report.counts import added
from validator.report.ending import ending_soon, in_order
from validator.report.report import Whole
from validator.run.inputs import CONSISTENCY_PACK
from validator.run.run import settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.errors import Problem
    from validator.packs.model import Pack
    from validator.report.baseline import Known
    from validator.report.ending import Ending
    from validator.report.public import Report


class Frame:
    """Adds up the reports on the parts of a run, and keeps none of them."""

    def __init__(self, nothing: Report) -> None:
        """Start with a report without manifests, which has the settings of the run."""
        self._report = nothing
        self._totals = nothing.totals
        self._uses = nothing.uses
        self._problems: tuple[Problem, ...] = ()
        self._packs: dict[str, Pack] = {}
        self._improved: dict[Known, None] = {}
        self._ending: dict[Ending, None] = {}
        self._collect(nothing)

    def add(self, part: Report) -> None:
        """Add the report on a part of the run."""
        self._totals = added(self._totals, part.totals)
        self._uses = settled(self._uses, part.uses)
        self._collect(part)

    def _collect(self, part: Report) -> None:
        if part.problems:
            self._problems = each_once((*self._problems, *part.problems))
        if part.manifests:
            self._packs |= {pack.id: pack for pack in part.packs}
        self._improved |= dict.fromkeys(part.improved)
        self._ending |= dict.fromkeys(ending_soon(part))

    def report(self) -> Report:
        """Return the report without manifests and results, but with all counts."""
        packs = dict(self._packs)
        last = [packs.pop(CONSISTENCY_PACK)] if CONSISTENCY_PACK in packs else []
        idle = sum(use.state.fails for use in self._uses)
        # A problem of a base, and an entry without effect, count once and not for each part.
        numbers = {"problems": len(self._problems), "idle_entries": idle}
        totals = self._totals._replace(numbers=self._totals.numbers | numbers)
        return self._report._replace(
            packs=(*packs.values(), *last),
            problems=self._problems,
            uses=self._uses,
            whole=Whole(totals, tuple(sorted(self._improved)), in_order(self._ending)),
        )
