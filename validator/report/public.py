"""The report as users of the library have it: what formats read, and ways out of it."""

from __future__ import annotations

from validator.model.arguments import expect_one_of
from validator.model.text import LANGUAGES
from validator.report import report, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from validator.model.text import Language, Text
    from validator.report.notebook import Row


class Report(report.Report):
    """The results of some packs over some manifests.

    Attributes:
        manifests: those that were evaluated, in the order given.
        problems: why others could not be; with any, there is no full answer.
        packs: the packs that ran.
        not_run: the packs that were not chosen for a manifest, with the reason.
        results: one for each rule and manifest, in the order of manifests and clauses.
        as_of: the day of the check.
        fail_on: the lightest severity at which a failed rule fails the run.
        documents: the evidence register of each manifest, by its name.
        uses: the state of each waiver and each attestation.
        baseline: the known failures, if any.
    """

    @property
    def statement(self) -> Text:
        """The verdict in a sentence: the first line of every format."""
        return summary.statement(self.totals)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as the format ``json`` has it (``schema/report.schema.json``)."""
        import json

        value: dict[str, Any] = json.loads(self.to_json())
        return value

    def to_json(self) -> str:
        """Return the text that ``facepolicy check --format json`` prints."""
        from validator.report.formats import Style, render

        return render(self, "json", Style())

    def rows(self, language: Language = "en") -> list[Row]:
        """Return the results as flat rows, such as for ``pandas.DataFrame(report.rows())``.

        Args:
            language: of title, message and fix: ``en`` or ``zh``.

        Returns:
            A row for each result. All have the same columns, in the same order: ``as_of``,
            ``manifest``, ``manifest_id``, ``pack``, ``clause``, ``place``, ``rule``, ``title``,
            ``topic``, ``severity``, ``status``, ``reason``, ``message``, ``fix``, ``file``,
            ``line``, ``pointer``, ``in_baseline``. Manifests that could not be used are in
            ``problems`` only.

        Raises:
            UsageError: there is no such language.
        """
        expect_one_of("Report.rows", "language", language, LANGUAGES)
        from validator.report.notebook import rows_of

        return rows_of(self, language)

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        from validator.report.notebook import table

        return table(self)

    def __bool__(self) -> NoReturn:
        """Refuse: it could mean that there is a report, or that it passed.

        Raises:
            TypeError: always.
        """
        raise TypeError("a Report is neither true nor false; use report.passed")

    def __repr__(self) -> str:
        """Return the verdict; the results may be long and confidential."""
        return f"<Report {self.statement.en}>"

    def __dir__(self) -> list[str]:
        """Return the names for users; what only the formats read is left out."""
        return _NAMES


_NAMES = sorted(
    (
        *("as_of", "attested", "baseline", "by_reason", "by_severity", "by_status", "documents"),
        *("exit_code", "fail_on", "failures", "manifests", "not_run", "packs", "passed"),
        *("problems", "regressions", "results", "rows", "statement", "to_dict", "to_json"),
        *("unreviewed", "uses", "waived"),
    )
)
