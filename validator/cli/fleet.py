"""Reports on many sites: each file is read, checked, written and dropped."""

from __future__ import annotations

from functools import partial
from typing import Any

from validator.cli import messages, output, streamed
from validator.cli.progress import watched
from validator.engine.evidence import files_of
from validator.model.arguments import refuse
from validator.model.errors import ManifestError, Problem, UsageError
from validator.model.names import first_of
from validator.model.quote import quote
from validator.packs.selection import EVERY_RULE, demand_rules
from validator.report import formats
from validator.report.formats import WHOLE, render, site_summary
from validator.report.formats.streams import Spool, stream
from validator.report.site_summary import SiteCounter, SiteSummary
from validator.run.inputs import Files, left_out_of, no_manifest, refuse_inputs
from validator.run.parts import Frame
from validator.run.run import joined, run_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from validator.cli.config import Config
    from validator.cli.output import Pairs
    from validator.report.public import Report


def deliver(settings: Config, pairs: Pairs, args: Namespace, found: Files) -> int:
    """Check the files found, write all reports, and return the exit code."""
    _demand_formats(pairs, args)
    order = streamed.order_of(settings, args)
    targets = [file for _, file in pairs if file]
    output.refuse_files(targets, settings, found)
    run = run_of(order.settings, order.packs)
    left_out = left_out_of(settings["manifests"], settings["exclude"])
    nothing = run.of_manifests((), tuple(found.problems))._replace(
        left_out=left_out, excluded=found.excluded
    )
    documents, frame = _Documents(pairs, args), Frame(nothing)
    documents.add(nothing)
    for file in watched(found.files, len(found.files), args.lang):
        part = run.of_file(file)
        for manifest in part.manifests if targets else ():  # what it names is known only now
            refuse_inputs(targets, files_of(manifest, part.documents[manifest.name]))
        frame.add(part)
        documents.add(part)
    whole = frame.report()
    if whole.totals.number("manifests"):
        if order.settings.selection != EVERY_RULE:
            demand_rules(whole.packs, order.settings.selection)
        documents.demand_labels()
    else:
        pairs = output.without_manifests(pairs)
        if not (pairs and whole.problems):
            raise ManifestError(whole.problems or no_manifest(settings["manifests"]))
    documents.write(whole, pairs)
    output.print_not_read(left_out, found.excluded, args.lang)
    output.print_repeated_ids(documents.counter.ids, args.lang)
    return whole.exit_code


_LABELS = 20
"""The most labels that a message names."""


class _Documents:
    """The reports of one run in all formats that are asked for."""

    def __init__(self, pairs: Pairs, args: Namespace) -> None:
        self._args = args
        self.counter = SiteCounter(args.summary_by or ())
        self._kept: list[Report] | None = None if _sums(args) else []
        self._sites = 0
        # For each file its own: what is read once is gone, and a format may be given twice.
        self._sections = {pair: Spool() for pair in pairs if pair[0] == "html" and not _sums(args)}
        self._streams = {
            (form, file): _stream(form, args)
            for form, file in pairs
            if form == output.PARQUET or (form not in WHOLE and not _sums(args))
        }

    def add(self, part: Report) -> None:
        self.counter.add(part)
        for one in self._streams.values():
            one.add(part)
        if self._sections:
            from validator.report.formats.html.sites import sections

            for section in sections(part, self._sites):
                for spool in self._sections.values():
                    spool.write(section)
        self._sites += len(part.manifests)
        if self._kept is not None:
            self._kept.append(part)
            if self._sites > formats.MANY:
                self._kept = None

    def demand_labels(self) -> None:
        """Refuse a label that no site has: its table would be empty, and replace the others."""
        names = self.counter.label_names
        problems = []
        wrong = messages.NO_SUCH_LABEL if names else messages.NO_LABELS
        for name in self._args.summary_by or ():
            if name not in names:
                text = wrong.format(label=quote(name), names=first_of(names, most=_LABELS))
                problems.append(Problem("--summary-by", None, text))
        if problems:
            raise UsageError(tuple(problems))

    def write(self, frame: Report, pairs: Pairs) -> None:
        summary = self.counter.summary(frame)
        texts = [(file, self._text(form, file, frame, summary)) for form, file in pairs]
        of_step = partial(site_summary.render, summary, "markdown")
        output.put(texts, frame, pairs, self._args, of_step)

    def _text(
        self, form: str, file: str | None, frame: Report, summary: SiteSummary
    ) -> Iterable[str | bytes]:
        style = output.style_of(self._args, file)
        if (form, file) in self._streams:
            pieces: Iterable[str | bytes] = self._streams[form, file].document(frame)
            return pieces
        if self._kept is not None:
            return [render(joined(self._kept), form, style)]
        if form == "text" and style.quiet:
            return [render(frame, form, style)]
        if (form, file) in self._sections:
            from validator.report.formats.html.sites import document

            return document(summary, style.language, self._sections[form, file].pieces())
        return [site_summary.render(summary, form, style)]


def _sums(args: Namespace) -> bool:
    """Return whether the summary is asked for, whatever the number of sites."""
    return bool(args.summary or args.summary_by)


def _stream(form: str, args: Namespace) -> Any:
    if form != output.PARQUET:
        return stream(form, args.lang)
    try:
        from validator.report.formats.parquet import Table
    except ImportError:
        raise UsageError((Problem("--format parquet", None, messages.NEEDS_ARROW),)) from None
    return Table()


def _demand_formats(pairs: Pairs, args: Namespace) -> None:
    """Refuse a format that has no summary, and Parquet without a file."""
    for form, file in pairs:
        if _sums(args) and form not in (*site_summary.FORMATS, output.PARQUET):
            names = ", ".join(site_summary.FORMATS)
            text = messages.NO_SUMMARY.format(form=form, names=names)
            refuse("--summary", text)
        if form == output.PARQUET and not file:
            refuse("--format parquet", messages.PARQUET_NEEDS_FILE)
    if args.write_baseline:
        refuse("--summary", messages.SUMMARY_AND_BASELINE)
