"""Output during a run: ``--format jsonl``, and the counts of ``-q``."""

from __future__ import annotations

import sys

from validator.cli import output
from validator.cli.files import whole_file
from validator.cli.options import wants_colour, write
from validator.cli.progress import watched
from validator.model.errors import ManifestError, Problem, each_once
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
    from validator.model.text import Language
    from validator.report.entries import EntryUse

_HELD_BACK = 1000
"""Problems that are collected before output starts, while no manifest could be used yet."""


def deliver(settings: Config, pairs: Pairs, args: Namespace) -> int:
    """Check, write the results of each file at once, and return the exit code.

    A ManifestError if no manifest could be used; nothing is written then.
    """
    lines = [file for form, file in pairs if form == output.LINES]
    target = lines[0] if lines else None
    form = output.LINES if lines else None
    order = order_of(settings, args)._replace(form=form, target=target)
    found = files_of(settings["manifests"], output.entry_files_of(settings), settings["exclude"])
    left_out = left_out_of(settings["manifests"], settings["exclude"])
    output.refuse_files([target] if target else [], settings, found)
    prepared = run.run_of(order.settings, order.packs)
    if not prepared.in_force:
        demand_rules(prepared.packs, order.settings.selection)
    made = stream(order, found, left_out, args.jobs)
    parts = watched(made, len(found.files), args.lang, lambda part: part.files)
    with whole_file(target) as put:
        printer = _Lines(prepared, put) if lines else _Problems(args.lang)
        totals = _printed(parts, printer)
        # What is in force is known only at the end.
        selection = order.settings.selection
        if prepared.in_force and selection != EVERY_RULE and totals.number("manifests"):
            demand_rules(prepared.packs_of(tuple(printer.packs)), selection)
        if not lines or target:
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
    """Write all parts, and return the counts; a ManifestError if no manifest could be used."""
    totals: Totals | None = None
    uses: tuple[EntryUse, ...] = ()
    held: list[PartReport] = []
    of_bases: tuple[Problem, ...] = ()
    for part in parts:
        of_bases = each_once((*of_bases, *(item for item in part.problems if item.stops)))
        totals = added(totals, part.totals) if totals else part.totals
        uses = run.settled(uses, part.uses) if uses else part.uses
        held.append(part)
        if totals.number("manifests") or totals.number("problems") > _HELD_BACK:
            for item in held:
                printer.print_part(item)
            held.clear()
    if totals is None or held:
        raise ManifestError(each_once(item for part in held for item in part.problems))
    repeated = sum(item.stops - 1 for item in of_bases)
    totals = of_run(totals, totals.number("problems") - repeated, uses)
    printer.print_end(totals, uses, of_bases)
    return totals


class _Problems:
    """Prints why manifests could not be used, and nothing else.

    Attributes:
        packs: ids of the packs that ran.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self.packs: dict[str, None] = {}

    def print_part(self, part: PartReport) -> None:
        """Write a part."""
        self.packs |= dict.fromkeys(part.packs)
        for item in part.problems:
            if not item.stops:
                write(problem(item, self._language))

    def print_end(
        self, _totals: Totals, _uses: tuple[EntryUse, ...], of_bases: tuple[Problem, ...]
    ) -> None:
        """Write the end of the report, with the problems of bases: each once."""
        for item in of_bases:
            write(problem(item, self._language))


class _Lines(_Problems):
    """Writes JSON Lines: each pack before its first result."""

    def __init__(self, prepared: run.Run, put: Write) -> None:
        from validator.report.formats import jsonl

        super().__init__("en")
        self._format = jsonl
        self._prepared = prepared
        self._put = put
        settings = prepared.settings
        self._head = jsonl.head(settings.as_of, settings.timezone, settings.fail_on)

    def print_part(self, part: PartReport) -> None:
        new = tuple(name for name in part.packs if name not in self.packs)
        met = [pack for pack in self._prepared.packs_of(new) if pack.id in new] if new else []
        self.packs |= dict.fromkeys(part.packs)
        self._put("".join((self._head, *map(self._format.pack, met), part.text)))
        self._head = ""

    def print_end(
        self, totals: Totals, uses: tuple[EntryUse, ...], of_bases: tuple[Problem, ...]
    ) -> None:
        self._put(self._format.problems(of_bases) + self._format.tail(totals, uses))
