"""The results of each manifest, as OSCAL results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report import wording
from validator.report.formats import clauses
from validator.report.formats.oscal import controls, messages, terms
from validator.report.formats.oscal.findings import decided, finding
from validator.report.formats.oscal.observations import Subject
from validator.report.formats.oscal.terms import Json, props, text
from validator.report.messages import COLON, ENTRY_STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.report import Report


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
    own = [item for item in report.results if item.manifest == manifest.name]
    packs = [pack for name, pack in clauses.run_over(report) if name == manifest.name]
    of_pack = {pack.id: [item for item in own if item.rule.pack == pack.id] for pack in packs}
    day = report.as_of.isoformat()
    remarks = list(_remarks(subject))
    content: Json = {
        "uuid": terms.identifier("result", manifest.name, manifest.sha256, day),
        "title": text(messages.RESULT_TITLE[language].format(manifest.name)),
        "description": text(messages.RESULT_DESCRIPTION[language].format(len(own), len(packs))),
        "start": terms.start_of(report.as_of),
        "end": terms.start_of(report.as_of),
        "props": props(manifest=manifest.name, sha256=manifest.sha256),
        "local-definitions": _definitions(subject),
        "reviewed-controls": _reviewed(packs, own, language),
        "observations": [
            subject.observation(item, pack) for pack in packs for item in of_pack[pack.id]
        ],
        "risks": [
            subject.risk(item, pack, item.waiver)
            for pack in packs
            for item in of_pack[pack.id]
            if item.waiver
        ],
        "findings": [
            finding(found, subject) for pack in packs for found in decided(pack, of_pack[pack.id])
        ],
        "remarks": "\n\n".join(map(text, remarks)),
    }
    # OSCAL has no empty lists.
    return {name: value for name, value in content.items() if value}


def _reviewed(packs: Sequence[Pack], own: Sequence[Result], language: Language) -> Json:
    reviewed = {(item.rule.pack, item.rule.clause.id) for item in own}
    selections = []
    for pack in packs:
        inside = {clause for name, clause in reviewed if name == pack.id}
        selections.append(controls.selection(pack, inside, language))
    return {"control-selections": selections}


def _definitions(subject: Subject) -> Json:
    """Return the deployment, and the tool that checked its manifest."""
    language, manifest = subject.language, subject.manifest
    metadata = manifest.stated["metadata"]
    titles = metadata.get("title", {})
    named = titles.get("zh-Hans" if language == "zh" else "en") or next(iter(titles.values()), None)
    description = (
        f"{messages.DEPLOYMENT[language]}{COLON[language]}{named}"
        if named
        else messages.DEPLOYMENT[language]
    )
    tool = terms.tool(manifest)
    platform = {
        "uuid": terms.identifier("platform", manifest.name),
        "uses-components": [{"component-uuid": tool}],
    }
    return {
        "components": [
            {
                "uuid": terms.component(manifest),
                "type": "system",
                "title": text(metadata["id"]),
                "description": text(description),
                "props": props(version=metadata.get("version"), stage=metadata.get("status")),
                "status": {"state": _STATES.get(metadata.get("status"), "other")},
            }
        ],
        "assessment-assets": {
            "components": [
                {
                    "uuid": tool,
                    "type": "software",
                    "title": "facepolicy",
                    "description": messages.TOOL[language],
                    "props": props(version=subject.report.version),
                    "status": {"state": "operational"},
                }
            ],
            "assessment-platforms": [platform],
        },
    }


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


def _remarks(subject: Subject) -> Iterator[str]:
    for item in subject.report.not_run:
        if item.manifest == subject.manifest.name:
            yield messages.NOT_RUN[subject.language].format(item.pack, item.text[subject.language])
