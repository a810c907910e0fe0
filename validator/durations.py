"""Comparing lengths of time written as in ISO 8601, such as ``P3Y`` or ``PT48H``."""

from __future__ import annotations

import re

from validator.record import Record

_FORM = r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
_DAY = 86_400
# A month has 28 to 31 days; twelve have 365 or 366, which the bounds below respect.
_SHORTEST_YEAR, _LONGEST_YEAR = 365 * _DAY, 366 * _DAY
_SHORTEST_MONTH, _LONGEST_MONTH = 28 * _DAY, 31 * _DAY


class Duration(Record):
    """A length of time: months, which vary, and seconds, which do not."""

    months: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration as the manifest schema permits it.

        Raises:
            ValueError: the text is none.
        """
        match = re.fullmatch(_FORM, text)
        if match is None:
            raise ValueError(f"not a duration: {text!r}")
        years, months, weeks, days, hours, minutes, seconds = (
            int(part or 0) for part in match.groups()
        )
        return cls(
            years * 12 + months,
            ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds,
        )

    def at_least(self, other: Duration) -> bool:
        """Return whether this is certainly not shorter than ``other``, from any day on."""
        if self.months >= other.months and self.seconds >= other.seconds:
            return True
        return self._shortest() >= other._longest()

    def at_most(self, other: Duration) -> bool:
        """Return whether this is certainly not longer than ``other``, from any day on."""
        return other.at_least(self)

    def _shortest(self) -> int:
        years, months = divmod(self.months, 12)
        return years * _SHORTEST_YEAR + months * _SHORTEST_MONTH + self.seconds

    def _longest(self) -> int:
        years, months = divmod(self.months, 12)
        return years * _LONGEST_YEAR + months * _LONGEST_MONTH + self.seconds
