"""The result of a rule as reports and users of the library have it: with words and a place."""

from __future__ import annotations

from functools import cached_property

from validator.engine import results
from validator.engine.results import Status
from validator.report import wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.text import Text
    from validator.packs.model import Clause


class Result(results.Result):
    """The result of one rule for one manifest.

    Attributes:
        manifest: name of the manifest (file, and document where a file has several).
        document: the manifest itself.
        rule: the rule; ``rule.id`` is its name.
        pack: the pack of the rule.
        status: pass, fail, not-applicable, waived or not-reviewed.
        reason: why it failed: undeclared, unevidenced, expired or violated; otherwise None.
        by_exception: True for a pass by an exception in the instrument.
        waiver: the waiver of the failure, if any; reason and findings stay.
        attestation: the judgement of a person that decided it, if any.
    """

    @property
    def clause(self) -> Clause:
        """The clause that the rule checks."""
        return self.rule.clause

    @cached_property
    def message(self) -> Text:
        """The result in a sentence: what contradicts the rule, what is missing, what decided it.

        ``str()`` returns the English text, ``message["zh"]`` the Chinese one.
        """
        if self.status is Status.NOT_APPLICABLE:
            return wording.applicability(self)
        if self.status is Status.PASS:
            return wording.decisive(self)
        return wording.message(self)

    @cached_property
    def fix(self) -> Text | None:
        """The change for the engineer; None where nothing failed."""
        return wording.fix(self) if self.reason else None

    @property
    def line(self) -> int:
        """The line in ``file`` of the fact that decided, counted from 1."""
        return self.position.line

    def __repr__(self) -> str:
        """Return rule, manifest and status; the facts may be long and confidential."""
        reason = f" ({self.reason.value})" if self.reason else ""
        return f"<Result {self.rule.id} {self.manifest!r}: {self.status.value}{reason}>"

    def __dir__(self) -> list[str]:
        """Return the names for users; what only the formats read is left out."""
        return _NAMES


_NAMES = sorted(
    (
        *("attestation", "by_exception", "clause", "document", "facts", "file", "findings", "fix"),
        *("line", "manifest", "message", "pack", "pointer", "position", "reason", "rule"),
        *("status", "waiver"),
    )
)
