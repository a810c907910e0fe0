"""The summary of many sites as one HTML file, with a section for each site if they are given.

Like the report on one site, the file is complete, loads nothing and runs nothing.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from validator.engine.results import Reason
from validator.model.quote import escape
from validator.model.text import TAGS
from validator.report import wording
from validator.report.formats.html.markup import policy
from validator.report.formats.site_summary import messages, words
from validator.report.messages import REASONS, SEVERITIES
from validator.report.site_summary import Verdict, findings_by_fact
from validator.report.summary import counts, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.engine.results import Finding, Result
    from validator.manifest.manifest import Manifest
    from validator.model.text import Language, Text
    from validator.report.report import Report
    from validator.report.site_summary import LabelRank, SiteSummary

_STYLE = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif;
  --line: #d8dde3; --soft: #57606a; --failed: #a1242b; --incomplete: #7b4a00; --passed: #1d6636; }
@media screen and (prefers-color-scheme: dark) { :root { --line: #363d46; --soft: #a4adb8;
  --failed: #f19a95; --incomplete: #e8ba6e; --passed: #8bd0a0; } }
body { max-width: 70rem; margin: 0 auto; padding: 1rem clamp(1rem, 4vw, 2.5rem) 4rem; }
h1 { font-size: 1.6rem; line-height: 1.3; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 2rem 0 .25rem; } .verdict { font-size: 1.15rem; font-weight: 600; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1rem; }
.tiles b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.failed, .unreadable { color: var(--failed); } .incomplete { color: var(--incomplete); }
.passed { color: var(--passed); } small, footer { color: var(--soft); font-size: .8125rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; } th { white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: .875em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; } @page { size: A4; margin: 15mm; } }
"""
_NUMBERS = ("sites", "violated", "waiting")
"""Columns of numbers."""


def render(summary: SiteSummary, language: Language = "en") -> str:
    """Return the summary as an HTML document without sections for the sites."""
    return "".join(document(summary, language))


def document(
    summary: SiteSummary, language: Language, sections: Iterable[str] | None = None
) -> Iterator[str]:
    """Yield the document in parts.

    Args:
        summary: the summary, which comes first.
        language: of the document.
        sections: what ``section`` returns for each site; the list of sites links to them.
    """
    title, style = messages.REPORT_TITLE[language], _STYLE
    totals = summary.totals
    yield (
        f'<!DOCTYPE html>\n<html lang="{TAGS[language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, "")}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n<style>{style}</style>\n'
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<p class="verdict">{_text(statement(totals)[language])}</p>\n'
    )
    yield from _tiles(summary, language)
    problems = [[_text(item.line(language))] for item in summary.problems]
    yield from _table(messages.UNREADABLE, ("where",), problems, language)
    yield from _facts(summary, language)
    yield from _rules(summary, language)
    for label in summary.labels:
        yield from _label(label, language)
    yield from _sites(summary, language, linked=sections is not None)
    yield from sections or ()
    yield f"</main>\n<footer>\n<p>{_text(counts(totals)[language])}</p>\n"
    yield f"<p>{messages.NOT_ADVICE[language]} facepolicy {summary.version}</p>\n</footer>\n"
    yield "</body>\n</html>\n"


def section(manifest: Manifest, report: Report, number: int, language: Language) -> str:
    """Return the section of one site: its facts to fix, each with what it fails.

    Args:
        manifest: the site.
        report: the report that contains it.
        number: its number in the run.
        language: of the document.
    """
    failures = [item for item in report.regressions if item.manifest == manifest.name]
    found = findings_by_fact(failures)
    order = sorted(found, key=lambda key: -key[1].gravity)
    rows = [_fact_row(found[key], key[1], language) for key in order]
    name = _text(manifest.name)
    columns = ("fact", "reason", "found", "rules", "where")
    body = "".join(_grid(columns, rows, language)) if rows else _nothing(language)
    return f'<section>\n<h3 id="{anchor(number)}">{name}</h3>\n{body}</section>\n'


def anchor(number: int) -> str:
    """Return the anchor of the section of a site, by its number in the run."""
    return f"site-{number}"


def _nothing(language: Language) -> str:
    return f"<p>{messages.NOTHING[language]}</p>\n"


def _fact_row(
    pairs: Sequence[tuple[Result, Finding]], reason: Reason, language: Language
) -> list[str]:
    first = pairs[0][1]
    rules = dict.fromkeys(result.rule.id for result, _ in pairs)
    differs = wording.difference(first)[language] if reason is Reason.VIOLATED else ""
    return [
        f"<code>{_text(wording.place(first.pointer))}</code>",
        _text(REASONS[reason.value][language]),
        _text(differs),
        _text(", ".join(rules)),
        f"<code>{_text(words.jump(first.file, first.position))}</code>",
    ]


def _text(value: str) -> str:
    return html.escape(escape(value, 10 * words.LONGEST))


def _tiles(summary: SiteSummary, language: Language) -> Iterator[str]:
    yield '<ul class="tiles">\n'
    for kind, number in summary.verdicts.items():
        if number:
            word = messages.VERDICTS[kind.value][language]
            yield f'<li class="{kind.value}"><b>{number:,}</b> {word}</li>\n'
    yield "</ul>\n"


def _facts(summary: SiteSummary, language: Language) -> Iterator[str]:
    rows = [
        [
            f"{item.sites:,}",
            f"{_text(item.title[language])}<br><code>{_text(item.name)}</code>",
            _text(REASONS[item.reason.value][language]),
            _text(words.found(item)[language]),
            _text(words.where(item)[language]),
            _text(", ".join(item.rules)),
        ]
        for item in summary.facts
    ]
    columns = ("sites", "fact", "reason", "found", "where", "rules")
    yield from _table(messages.FACTS, columns, rows, language)


def _rules(summary: SiteSummary, language: Language) -> Iterator[str]:
    rows = [
        [
            f"{item.violated:,}",
            f"{item.waiting:,}",
            (
                f"<code>{_text(item.rule.id)}</code> {_text(item.rule.title[language])}"
                f"<br><small>{_text(item.rule.pack)}</small>"
            ),
            SEVERITIES[item.rule.severity][language],
        ]
        for item in summary.rules
    ]
    yield from _table(messages.RULES, ("violated", "waiting", "rule", "severity"), rows, language)


def _label(label: LabelRank, language: Language) -> Iterator[str]:
    kinds = [kind for kind in Verdict if any(found[kind] for found in label.values.values())]
    head = [messages.COLUMNS["value"][language], messages.COLUMNS["sites"][language]]
    head += [messages.VERDICTS[kind.value][language] for kind in kinds]
    rows = [
        [
            _text(words.named(value)[language]),
            f"{sum(found.values()):,}",
            *(f"{found[kind]:,}" for kind in kinds),
        ]
        for value, found in label.values.items()
    ]
    yield f"<h2>{_text(messages.BY_LABEL.format(label.name)[language])}</h2>\n"
    yield from _rows(head, rows, range(1, len(head)))


def _sites(summary: SiteSummary, language: Language, *, linked: bool) -> Iterator[str]:
    rows = []
    for site in summary.sites:
        name = f"<code>{_text(site.name)}</code>"
        if linked:
            name = f'<a href="#{anchor(site.number)}">{name}</a>'
        word = messages.VERDICTS[site.verdict.value][language]
        rows.append(
            [
                name,
                _text(site.title[language] or site.id),
                f'<span class="{site.verdict.value}">{word}</span>',
                f"{site.violated} / {site.waiting}",
            ]
        )
    yield from _table(messages.SITES, ("site", "title", "verdict", "facts"), rows, language)


def _table(
    title: Text, columns: Sequence[str], rows: Sequence[list[str]], language: Language
) -> Iterator[str]:
    if rows:
        yield f"<h2>{title[language]}</h2>\n"
        yield from _grid(columns, rows, language)


def _grid(columns: Sequence[str], rows: Iterable[list[str]], language: Language) -> Iterator[str]:
    head = [messages.COLUMNS[name][language] for name in columns]
    yield from _rows(head, rows, [n for n, name in enumerate(columns) if name in _NUMBERS])


def _rows(head: Sequence[str], rows: Iterable[list[str]], numbers: Sequence[int]) -> Iterator[str]:
    """Yield a table of cells that are HTML already; some columns hold numbers."""
    marks = [' class="n"' if place in numbers else "" for place in range(len(head))]
    cells = "".join(
        f'<th scope="col"{mark}>{name}</th>' for mark, name in zip(marks, head, strict=True)
    )
    yield f'<div class="wide"><table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n'
    for row in rows:
        cells = "".join(f"<td{mark}>{cell}</td>" for mark, cell in zip(marks, row, strict=True))
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody></table></div>\n"
