"""Refuse to overwrite an input file with an output."""

from __future__ import annotations

from validator.manifest.model import holds_manifest
from validator.manifest.reading.paths import place_of
from validator.model.errors import Problem, UsageError
from validator.run import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.report.report import Report


def refuse_inputs(files: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse to overwrite inputs.

    Args:
        files: the output files.
        inputs: the input files.

    Raises:
        UsageError: with all such files.
    """
    written = {file: place_of(file) for file in files}
    read = set(written.values()).intersection(map(place_of, inputs))
    problems = [
        Problem(file, None, messages.OVERWRITES_INPUT) for file in written if written[file] in read
    ]
    if problems:
        raise UsageError(tuple(problems))


def without_reports(files: Iterable[str], outputs: Iterable[str]) -> Iterator[str]:
    """Yield the files of a run, without outputs of an earlier run that its folders hold.

    Args:
        files: the files to check.
        outputs: the output files. One that has no manifest may be written again.
    """
    places = set(map(place_of, outputs))
    for file in files:
        if place_of(file) not in places or holds_manifest(file):
            yield file


def inputs_of(report: Report) -> Iterator[str]:
    """Yield the input files of a report, except configuration and packs."""
    from validator.engine.evidence import files_of

    yield from (problem.source for problem in report.problems)
    others = (report.waiver_file, report.attestation_file, report.baseline)
    yield from (file.source for file in others if file)
    for manifest in report.manifests:
        yield manifest.source
        yield from files_of(manifest, report.documents[manifest.name])
