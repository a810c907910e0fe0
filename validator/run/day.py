"""The day of a check: the one that is named, or today in a time zone, which reports name."""

from __future__ import annotations

from datetime import date, datetime, timezone, tzinfo
from typing import NamedTuple

from validator.model.errors import Problem, UsageError
from validator.model.quote import quote
from validator.run import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.text import Text


class Day(NamedTuple):
    """The day of a check, and the zone whose today it is; None for a day that was named."""

    date: date
    timezone: str | None = None


def day_of(named: date | None, zone: str | None = None) -> Day:
    """Return the day that was named, or today in a zone such as ``Asia/Shanghai``.

    Without a zone it is that of the machine. One that is unknown is a UsageError.
    """
    where = None if zone is None else _zone(zone)
    if named:
        return Day(named)
    moment = now().astimezone(where)
    # The machine's own name of its zone may mean several zones: say UTC+08:00.
    offset = moment.isoformat()[len("2026-11-28T12:00:00") :].lstrip(".0123456789")
    return Day(moment.date(), zone or ("UTC" if offset == "+00:00" else f"UTC{offset}"))


def now() -> datetime:
    """Return the time in UTC: the one place that reads the clock, for tests to replace."""
    return datetime.now(timezone.utc)


def _zone(name: str) -> tzinfo:
    if name == "UTC":  # needs no database
        return timezone.utc
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, TypeError, ValueError, OSError):  # unknown, no name, or a folder of zones
        raise UsageError((Problem("timezone", None, _why_not(name)),)) from None


def _why_not(name: object) -> Text:
    from zoneinfo import available_timezones

    from validator.model.names import nearest

    known = available_timezones()
    if not known:
        return messages.NO_TIME_ZONES
    wanted = str(name)[:100].casefold()
    places = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in sorted(known)}
    near = places.get(wanted.rsplit("/", 1)[-1])
    if near is None:
        of_letter = [zone for zone in sorted(known) if zone[:1].casefold() == wanted[:1]]
        near = nearest(wanted, of_letter)
    text = messages.UNKNOWN_TIME_ZONE_NEAR if near else messages.UNKNOWN_TIME_ZONE
    return text.format(name=quote(name), near=near)
