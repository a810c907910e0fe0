"""Working days of the People's Republic of China, public holidays and make-up days included.

The calendar is that of the library ``chinesecalendar``, which follows the yearly
notices of the State Council. Other years than those it contains give no answer.
"""

from __future__ import annotations

from datetime import date, timedelta


def known_years() -> tuple[int, int]:
    """Return the first and the last year whose working days are known."""
    from chinese_calendar.constants import holidays

    return min(holidays).year, max(holidays).year


def deadline(start: date, working_days: int) -> date | None:
    """Return the last of a number of working days after a day.

    Args:
        start: the day before the first day that counts.
        working_days: the number of working days, at least 1.

    Returns:
        The day; None if it depends on a year whose calendar is not known.
    """
    from chinese_calendar import is_workday

    first, last = known_years()
    day, left = start, working_days
    while left:
        if day >= date(last, 12, 31):  # checked first: there is no day after 9999-12-31
            return None
        day += timedelta(days=1)
        if day.year < first:
            return None
        left -= is_workday(day)
    return day
