"""The results of each manifest, as OSCAL results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report import wording
from validator.report.formats import clauses
from validator.report.formats.oscal import controls, messages, terms
from validator.report.formats.oscal.subject import Subject
from validator.report.formats.oscal.terms import Json, props, text
from validator.report.messages import COLON, ENTRY_STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.report import Report
    from validator.report.result import Result


_STATES = {
    "planned": "under-development",
    "pilot": "operational",
    "production": "operational",
    "suspended": "other",
    "retired": "disposition",
}
"""OSCAL's words for the stages of a deployment."""


def results(report: Report, language: Language) -> Iterator[Json]:
    """Yield a result for each manifest."""
    for manifest in report.manifests:
        yield _result(Subject(report, language, manifest))


def of_run(report: Report, language: Language) -> Iterator[Json]:
    """Yield a result with the log of the run, if there is one or there are no manifests."""
    checked = report.totals.number("manifests")
    if checked and not report.problems and not report.idle_entries:
        return
    title = messages.LOG_OF_RUN if checked else messages.NO_ANSWER
    yield {
        "uuid": terms.identifier("result", report.as_of.isoformat()),
        "title": title[language],
        "description": title[language],
        "start": terms.start_of(report.as_of),
        "end": terms.start_of(report.as_of),
        "reviewed-controls": _reviewed(report.packs, (), language),
        **_log(report, language),
    }


def _result(subject: Subject) -> Json:
    report, language, manifest = subject.report, subject.language, subject.manifest
    packs = [pack for name, pack in clauses.run_over(report) if name == manifest.name]
    of_pack: dict[str, list[Result]] = {pack.id: [] for pack in packs}
    for item in report.results:
        if item.manifest == manifest.name:
            of_pack[item.rule.pack].append(item)
    own = [item for pack in packs for item in of_pack[pack.id]]
    remarks = [
        messages.NOT_RUN[language].format(item.pack, item.text[language])
        for item in report.not_run
        if item.manifest == manifest.name
    ]
    day = report.as_of.isoformat()
    return terms.element(
        uuid=terms.identifier("result", manifest.name, manifest.sha256, day),
        title=text(messages.RESULT_TITLE[language].format(manifest.name)),
        description=text(messages.RESULT_DESCRIPTION[language].format(len(own), len(packs))),
        start=terms.start_of(report.as_of),
        end=terms.start_of(report.as_of),
        props=props(manifest=manifest.name, sha256=manifest.sha256),
        local_definitions=_definitions(subject),
        reviewed_controls=_reviewed(packs, own, language),
        observations=[subject.observation(item) for item in own],
        risks=[subject.risk(item, item.waiver) for item in own if item.waiver],
        findings=[
            finding
            for pack in packs
            for finding in controls.findings(pack, of_pack[pack.id], subject)
        ],
        remarks="\n\n".join(map(text, remarks)),
    )


def _reviewed(packs: Sequence[Pack], own: Sequence[Result], language: Language) -> Json:
    reviewed: dict[str, set[str]] = {pack.id: set() for pack in packs}
    for item in own:
        reviewed[item.rule.pack].add(item.rule.clause.id)
    selections = [controls.selection(pack, reviewed[pack.id], language) for pack in packs]
    return {"control-selections": selections}


def _definitions(subject: Subject) -> Json:
    """Return the deployment, and the tool that checked its manifest."""
    language, manifest = subject.language, subject.manifest
    metadata = manifest.stated["metadata"]
    titles = metadata.get("title", {})
    named = titles.get("zh-Hans" if language == "zh" else "en") or next(iter(titles.values()), None)
    description = messages.DEPLOYMENT[language]
    if named:
        description += f"{COLON[language]}{named}"
    deployment = {
        "uuid": subject.component,
        "type": "system",
        "title": text(metadata["id"]),
        "description": text(description),
        "props": props(version=metadata.get("version"), stage=metadata.get("status")),
        "status": {"state": _STATES.get(metadata.get("status"), "other")},
    }
    tool = {
        "uuid": subject.tool,
        "type": "software",
        "title": "facepolicy",
        "description": messages.TOOL[language],
        "props": props(version=subject.report.version),
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": terms.identifier("platform", manifest.name),
        "uses-components": [{"component-uuid": subject.tool}],
    }
    assets = {"components": [tool], "assessment-platforms": [platform]}
    return {"components": [deployment], "assessment-assets": assets}


def _log(report: Report, language: Language) -> Json:
    """Return the log of the run: files that could not be used, idle waivers."""
    entries = [(messages.COULD_NOT_BE_USED, problem.line(language)) for problem in report.problems]
    for use in report.idle_entries:
        where = wording.jump(use.entry.source, use.entry.position)
        line = f"{where} {use.entry.subject}: {ENTRY_STATES[use.state][language]}"
        entries.append((messages.ENTRY_WITHOUT_EFFECT, line))
    day = report.as_of
    logged = [
        {
            "uuid": terms.identifier("log", day.isoformat(), str(number), line),
            "title": title[language],
            "description": text(line),
            "start": terms.start_of(day),
        }
        for number, (title, line) in enumerate(entries)
    ]
    return {"assessment-log": {"entries": logged}} if logged else {}
