"""Compare durations in ISO 8601, such as ``P3Y`` or ``PT48H``."""

from __future__ import annotations

from typing import NamedTuple

_DAY = 86_400
# A month has 28 to 31 days, twelve have 365 or 366, and of four consecutive years at most one
# is a leap year, which the bounds below respect.
_YEAR = 365 * _DAY
_SHORTEST_MONTH, _LONGEST_MONTH = 28 * _DAY, 31 * _DAY


class Duration(NamedTuple):
    """A duration: months, which vary, and seconds, which do not."""

    months: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration as the manifest schema permits it; any other text is a ValueError."""
        days_on, _, within_day = text.removeprefix("P").partition("T")
        years, months, weeks, days, unread = _numbers(days_on, "YMWD")
        hours, minutes, seconds, more = _numbers(within_day, "HMS")
        if unread or more or not text.startswith("P"):
            raise ValueError(f"not a duration: {text!r}")
        return cls(
            int(years) * 12 + int(months),
            ((int(weeks) * 7 + int(days)) * 24 + int(hours)) * 3600
            + int(minutes) * 60
            + int(seconds),
        )

    def at_least(self, other: Duration) -> bool:
        """Return whether this is certainly not shorter than ``other``, on any day."""
        common = min(self.months, other.months)
        years, months = divmod(self.months - common, 12)
        shortest = years * _YEAR + months * _SHORTEST_MONTH + self.seconds
        years, months = divmod(other.months - common, 12)
        leap_days = (years + 3) // 4 * _DAY
        return shortest >= years * _YEAR + leap_days + months * _LONGEST_MONTH + other.seconds

    def at_most(self, other: Duration) -> bool:
        """Return whether this is certainly not longer than ``other``, on any day."""
        return other.at_least(self)


def _numbers(text: str, units: str) -> list[str]:
    """Return the number before each unit, ``0`` if there is none, and the unread rest."""
    numbers = []
    for unit in units:
        number, found, rest = text.partition(unit)
        stated = found and number.isdecimal()
        numbers.append(number if stated else "0")
        text = rest if stated else text
    return [*numbers, text]
