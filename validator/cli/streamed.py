"""Output during a run: ``--format jsonl``, and the counts of ``-q``."""

from __future__ import annotations

import sys
from typing import cast

from validator.cli import output
from validator.cli.files import whole_file
from validator.cli.options import wants_colour, write
from validator.cli.progress import watched
from validator.model.errors import each_once
from validator.packs.model import Severity
from validator.packs.selection import EVERY_RULE, Selection, demand_rules
from validator.report.counts import Totals, added
from validator.report.formats import Style
from validator.report.formats.text import counts, problem
from validator.run import run
from validator.run.day import day_of
from validator.run.inputs import files_of, left_out_of
from validator.run.parts import Order, PartReport, of_run
from validator.run.stream import stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from validator.cli.config import Config
    from validator.cli.files import Write
    from validator.cli.output import Pairs
    from validator.model.errors import Problem
    from validator.model.text import Language
    from validator.report.entries import EntryUse


def deliver(settings: Config, pairs: Pairs, args: Namespace) -> int:
    """Check, write the results of each file at once, and return the exit code.

    Where standard output gets no results, it gets the problems and the counts.
    """
    lines = [file for form, file in pairs if form == output.LINES]
    target = lines[0] if lines else None
    order = order_of(settings, args)._replace(prints=bool(lines), target=target)
    found = files_of(settings["manifests"], output.entry_files_of(settings), settings["exclude"])
    left_out = left_out_of(settings["manifests"], settings["exclude"])
    output.refuse_files([target] if target else [], settings, found)
    prepared = run.run_of(order.settings, order.packs)
    if not prepared.in_force:
        demand_rules(prepared.packs, order.settings.selection)
    made = stream(order, found, left_out, args.jobs)
    parts = watched(made, len(found.files), args.lang, lambda part: part.files)
    with whole_file(target) as put:
        printer = (
            _Lines(prepared, put, args.lang, shows=target is not None)
            if lines
            else _Problems(args.lang)
        )
        totals = _printed(parts, printer)
        # What is in force is known only at the end.
        selection = order.settings.selection
        if prepared.in_force and selection != EVERY_RULE and totals.number("manifests"):
            demand_rules(prepared.packs_of(tuple(printer.packs)), selection)
        if printer.shows:
            write(counts(totals, Style(args.lang, wants_colour(args.color), quiet=True)))
            sys.stdout.flush()  # before the file appears: all is written or none
    output.print_not_read(left_out, found.excluded, args.lang)
    return totals.exit_code


def order_of(settings: Config, args: Namespace) -> Order:
    """Return the settings of a run in parts."""
    day = day_of(args.as_of, settings["timezone"])
    of_run = run.Settings(
        day.date,
        Selection(tuple(settings["select"]), tuple(settings["ignore"])),
        Severity(settings["fail-on"]),
        settings["require-applicable"],
        fail_on_unreviewed=settings["fail-on-unreviewed"],
        named=frozenset(settings["manifests"]),
        timezone=day.timezone,
    )
    files = (settings[name] for name in ("waivers", "attestations", "baseline"))
    return Order(of_run.with_files(*files), tuple(settings["pack"]))


def _printed(parts: Iterable[PartReport], printer: _Problems) -> Totals:
    """Write all parts, of which there is at least one, and return the counts."""
    totals: Totals | None = None
    uses: tuple[EntryUse, ...] = ()
    of_bases: tuple[Problem, ...] = ()
    for part in parts:
        of_bases = each_once((*of_bases, *(item for item in part.problems if item.stops)))
        totals = added(totals, part.totals) if totals else part.totals
        uses = run.settled(uses, part.uses) if uses else part.uses
        printer.print_part(part)
    of_parts = cast("Totals", totals)
    repeated = sum(item.stops - 1 for item in of_bases)
    totals = of_run(of_parts, of_parts.number("problems") - repeated, uses)
    printer.print_end(totals, uses, of_bases)
    return totals


class _Problems:
    """Prints why manifests could not be used, and nothing else.

    Attributes:
        packs: ids of the packs that ran.
        shows: whether standard output is free for it.
    """

    def __init__(self, language: Language, *, shows: bool = True) -> None:
        self.shows = shows
        self._language = language
        self.packs: dict[str, None] = {}

    def print_part(self, part: PartReport) -> None:
        """Write a part."""
        self.packs |= dict.fromkeys(part.packs)
        self._show(item for item in part.problems if not item.stops)

    def print_end(
        self, _totals: Totals, _uses: tuple[EntryUse, ...], of_bases: tuple[Problem, ...]
    ) -> None:
        """Write the end of the report, with the problems of bases: each once."""
        self._show(of_bases)

    def _show(self, problems: Iterable[Problem]) -> None:
        for item in problems if self.shows else ():
            write(problem(item, self._language))


class _Lines(_Problems):
    """Writes JSON Lines: each pack before its first result."""

    def __init__(self, prepared: run.Run, put: Write, language: Language, *, shows: bool) -> None:
        from validator.report.formats import jsonl

        super().__init__(language, shows=shows)
        self._format = jsonl
        self._prepared = prepared
        self._put = put
        settings = prepared.settings
        self._head = jsonl.head(settings.as_of, settings.timezone, settings.fail_on)

    def print_part(self, part: PartReport) -> None:
        new = tuple(name for name in part.packs if name not in self.packs)
        met = [pack for pack in self._prepared.packs_of(new) if pack.id in new] if new else []
        super().print_part(part)
        self._put("".join((self._head, *map(self._format.pack, met), part.text)))
        self._head = ""

    def print_end(
        self, totals: Totals, uses: tuple[EntryUse, ...], of_bases: tuple[Problem, ...]
    ) -> None:
        self._put(self._format.problems(of_bases) + self._format.tail(totals, uses))
        super().print_end(totals, uses, of_bases)
