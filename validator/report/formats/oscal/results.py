"""What came of each manifest, as an OSCAL result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.text import Text
from validator.report import wording
from validator.report.entries import STATES
from validator.report.formats import clauses
from validator.report.formats.oscal import controls, terms
from validator.report.formats.oscal.findings import decided, finding
from validator.report.formats.oscal.observations import Subject
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.report import Report

_NO_ANSWER = Text("No answer: no manifest could be used", "没有结论：没有可用的清单")
_TITLE = Text("Results for {}", "{} 的结果")
_TOLD = Text(
    "{} rules of {} packs were run over one manifest, on the facts that it states.",
    "就一份清单所述事实，运行了 {1} 个规则包的 {0} 条规则。",
)
_DEPLOYMENT = Text("The deployment that the manifest describes", "清单所描述的部署")
_TOOL = Text("Checks manifests against packs of rules", "对照规则包检查清单")
_PROBLEM = Text("Could not be used", "无法使用")
_IDLE = Text("Waiver or attestation without effect", "未生效的豁免或人工判断")
_NOT_RUN = Text("Not run: {}: {}", "未纳入检查：{}：{}")

_STATES = {
    "planned": "under-development",
    "pilot": "operational",
    "production": "operational",
    "suspended": "other",
    "retired": "disposition",
}
"""OSCAL's words for the stages of a deployment."""


def results(report: Report, language: Language) -> Iterator[Json]:
    """Yield a result for each manifest; OSCAL demands one where there is none to speak of."""
    for manifest in report.manifests:
        yield _result(Subject(report, language, manifest))
    if not report.manifests:
        yield {
            "uuid": terms.identifier("result", report.as_of.isoformat()),
            "title": _NO_ANSWER[language],
            "description": _NO_ANSWER[language],
            "start": terms.start_of(report.as_of),
            "end": terms.start_of(report.as_of),
            "reviewed-controls": _reviewed(report.packs, (), language),
            **_log(report, language, ""),
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
        "title": text(_TITLE[language].format(manifest.name)),
        "description": text(_TOLD[language].format(len(own), len(packs))),
        "start": terms.start_of(report.as_of),
        "end": terms.start_of(report.as_of),
        "props": props(manifest=manifest.name, sha256=manifest.sha256),
        "local-definitions": _definitions(subject),
        "reviewed-controls": _reviewed(packs, own, language),
        **_log(report, language, manifest.name),
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
    """Return the deployment, and the tool that looked at its manifest."""
    language, manifest = subject.language, subject.manifest
    metadata = manifest.stated["metadata"]
    titles = metadata.get("title", {})
    named = titles.get("zh-Hans" if language == "zh" else "en") or next(iter(titles.values()), None)
    told = f"{_DEPLOYMENT[language]}: {named}" if named else _DEPLOYMENT[language]
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
                "description": text(told),
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
                    "description": _TOOL[language],
                    "props": props(version=subject.report.version),
                    "status": {"state": "operational"},
                }
            ],
            "assessment-platforms": [platform],
        },
    }


def _log(report: Report, language: Language, name: str) -> Json:
    """Return what else happened in the run: files that could not be used, idle waivers."""
    told = [(_PROBLEM, problem.line(language)) for problem in report.problems]
    for use in report.idle_entries:
        where = wording.jump(use.entry.source, use.entry.position)
        told.append((_IDLE, f"{where} {use.entry.subject}: {STATES[use.state][language]}"))
    day = report.as_of
    entries = [
        {
            "uuid": terms.identifier("log", name, day.isoformat(), str(number), line),
            "title": title[language],
            "description": text(line),
            "start": terms.start_of(day),
        }
        for number, (title, line) in enumerate(told)
    ]
    return {"assessment-log": {"entries": entries}} if entries else {}


def _remarks(subject: Subject) -> Iterator[str]:
    for item in subject.report.not_run:
        if item.manifest == subject.manifest.name:
            yield _NOT_RUN[subject.language].format(item.pack, item.text[subject.language])
