"""Derived facts: computed before rules read them, because JSON Schema cannot compute them.

Each is true, false, or absent: if a source is not stated,
or if it cannot be determined. A rule that needs an absent one is open.

Working days are those of the library ``chinesecalendar``, which follows the yearly notices of
the State Council, public holidays and make-up days included.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from validator.engine import messages
from validator.engine.durations import Duration
from validator.engine.placeholders import has_placeholder
from validator.engine.results import Bounds, PartialList, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from validator.model.pointers import Pattern
    from validator.model.text import Text

    Facts = dict[str, Any]
    Compute = Callable[[Facts, Facts, date], bool | None]
    """From the section of the fact, all facts, and the day of the check."""

TEXTS_WRITTEN = "textsWritten"
"""Whether no text of a manifest is a placeholder (``validator.engine.placeholders``)."""

AGREEMENT = "configurationAgrees"
"""Whether configuration files agree with what is stated (``validator.engine.configuration``)."""

READABLE = "readable"
"""Whether the file of an entry of the evidence list counts, or is stored elsewhere."""

NEVER = "never"
"""The word in a manifest for evidence that does not expire."""

NONE = "none"
"""The word in a manifest for a change or an incident that never happened."""

UNLIMITED = "unlimited"
"""The word in a manifest for templates that are kept without end."""

FILING_THRESHOLD = 100_000
"""Number of stored persons from which a filing is due (Measures 2025, art. 15)."""
MILLION = 1_000_000
"""Number of stored persons from which PIPL art. 40 and 52 apply (recalled)."""
FILING_WORKING_DAYS = 30
"""Working days for filing, changing and cancelling (Measures 2025, art. 15)."""
MEASURES_IN_FORCE = date(2025, 6, 1)
"""From this day the period of art. 15 runs, also for those already above the threshold."""


class Derived(NamedTuple):
    """One derived fact.

    Attributes:
        pattern: the place where rules read it.
        title: its meaning when it is true.
        source: the source of the figures and the rule.
        when_missing: the fact to state if it is absent.
        when_wrong: the fact to report if it is false.
        compute: the pure function that computes it.
        inputs: the facts from which it is computed, besides the day.
        reason: why a rule fails that requires it to be true.
        moot_with: a fact and its value with which nothing has to be computed: without any notice,
            none covers a purpose. A rule that fails for that fact is not said to fail twice.
    """

    pattern: Pattern
    title: Text
    source: str
    when_missing: Pattern
    when_wrong: Pattern
    compute: Compute
    inputs: tuple[Pattern, ...]
    reason: Reason = Reason.VIOLATED
    moot_with: tuple[Pattern, Any] | None = None


def add(facts: Facts, as_of: date) -> None:
    """Add every derived fact that can be determined to the facts."""
    for derived in DERIVED.values():
        *section, name = derived.pattern
        for _, parent in _placed(facts, section):
            value = derived.compute(parent, facts, as_of)
            if value is not None:
                parent[name] = value


def computed(facts: Facts) -> Iterator[tuple[Pattern, Derived, bool | None]]:
    """Yield every derived fact of a manifest: its place, its definition, and its value."""
    for derived in DERIVED.values():
        *section, name = derived.pattern
        for place, parent in _placed(facts, section):
            yield (*place, name), derived, parent.get(name)


def _placed(facts: Facts, section: list[str]) -> list[tuple[Pattern, Any]]:
    """Return the values of the section of a fact, with their places; most sections are absent."""
    if section and section[0] not in facts:
        return []
    found: list[tuple[Pattern, Any]] = [((), facts)]
    for step in section:
        if step == "*":
            found = [
                ((*place, str(index)), item)
                for place, items in found
                for index, item in enumerate(items)
            ]
        else:
            found = [((*place, step), item[step]) for place, item in found if step in item]
        if not found:
            break
    return found


def is_current(entry: Facts, as_of: date) -> bool:
    """Return whether an entry of the evidence list counts on a day, its last day included."""
    expires = entry.get("expires")
    return expires is not None and (expires == NEVER or date.fromisoformat(expires) >= as_of)


def is_early(entry: Facts, as_of: date) -> bool:
    """Return whether an entry of the evidence list was not issued yet on a day."""
    return bool(entry.get("issued", "") > as_of.isoformat())  # ISO 8601 dates sort as text


def _in_place(representative: Facts, _facts: Facts, _as_of: date) -> bool | None:
    if representative.get("appointed") is False:
        return False
    named = "name" in representative and "contact" in representative
    return named or representative.get("reported") or None


def _notified(purpose: Facts, facts: Facts, _as_of: date) -> bool | None:
    notice = facts.get("notice", {})
    if notice.get("given") == "never":
        return False
    covered = notice.get("purposesCovered")
    if covered is None:
        return None
    return True if purpose["id"] in covered else None if isinstance(covered, PartialList) else False


def _reviewed_since_change(assessment: Facts, facts: Facts, as_of: date) -> bool | None:
    """Compare dates; stated dates are enough for false, all dates are needed for true."""
    governance, reviewed = facts["governance"], assessment.get("reviewedOn")
    # ISO 8601 dates of one width sort as text in the order of time.
    if reviewed is None or reviewed > as_of.isoformat():  # a future review does not count
        return None
    names = ("lastMaterialChange", "lastMajorIncident")
    stated = [governance[name] for name in names if name in governance]
    # A month whose day is not stated is later if its first day is, and earlier if its last is.
    if any(change != NONE and f"{change}-01"[:10] > reviewed for change in stated):
        return False
    before = [change == NONE or f"{change}-31"[:10] <= reviewed for change in stated]
    return True if all(before) and len(stated) == len(names) else None


def _below(number: int) -> Compute:
    """Return whether fewer persons are stored; those stored here are part of the total."""

    def compute(_section: Facts, facts: Facts, _as_of: date) -> bool | None:
        here = _bounds(facts.get("subjects", {}).get("enrolled"))
        total = _bounds(facts.get("governance", {}).get("filing", {}).get("storedPersonsTotal"))
        if max(here.low, total.low) >= number:
            return False
        return True if total.high is not None and total.high < number else None

    return compute


def _bounds(number: int | Bounds | None) -> Bounds:
    """Return the bounds of a number, which may not be stated."""
    if isinstance(number, Bounds):
        return number
    return Bounds(0, None) if number is None else Bounds(number, number)


def known_years() -> tuple[int, int]:
    """Return the first and the last year whose working days are known."""
    from chinese_calendar.constants import holidays

    return min(holidays).year, max(holidays).year


def deadline(start: date, working_days: int) -> date | None:
    """Return the last of a number of working days after a day, at least 1.

    None if it depends on a year whose calendar is not known.
    """
    from chinese_calendar import find_workday

    try:
        last: date = find_workday(working_days - 1, start + timedelta(days=1))
    except (NotImplementedError, OverflowError):  # an unknown year; no day is after 9999-12-31
        return None
    return last


def _in_time(start: str, done: str, *, unless: str, before: bool) -> Compute:
    """Return whether the date ``done`` is within the working days after ``start``.

    While it is not done, it is in time as long as the day of the check is not after the deadline.
    A date after the day of the check is not done yet; nor is a date before there was anything to
    do, unless it may be done ``before`` the period starts, and nor is any date in the state
    ``unless`` of a filing. A period that starts in future decides nothing.
    """

    def compute(filing: Facts, _facts: Facts, as_of: date) -> bool | None:
        stated = filing[done] if done in filing and filing.get("state") != unless else None
        if start not in filing:
            # No period starts before the Measures: until the end of the first one, what is
            # done is in time whenever the period starts.
            if not (before and stated):
                return None
            first_end = deadline(MEASURES_IN_FORCE, FILING_WORKING_DAYS) or MEASURES_IN_FORCE
            in_first = MEASURES_IN_FORCE <= date.fromisoformat(stated) <= min(first_end, as_of)
            return True if in_first else None
        if filing[start] == NONE:
            return True
        begun = date.fromisoformat(filing[start])
        if begun > as_of >= MEASURES_IN_FORCE:
            return None
        first = MEASURES_IN_FORCE if before else begun
        begun = max(begun, MEASURES_IN_FORCE)
        finished = date.fromisoformat(stated) if stated else as_of
        if not first <= finished <= as_of:
            finished = as_of
        if finished <= begun:
            return True
        return _within_period(begun, finished)

    return compute


def _within_period(begun: date, finished: date) -> bool | None:
    last = deadline(begun, FILING_WORKING_DAYS)
    if last is None:  # the period ends after the years that are known
        return True if finished.year <= known_years()[1] else None
    return finished <= last


def _about(fact: Pattern, name: str, title: Text, source: str, compute: Compute) -> Derived:
    """Return the derived fact ``name`` beside the one fact that it is computed from."""
    return Derived((*fact[:-1], name), title, source, fact, fact, compute, (fact,))


def _lasting(
    fact: Pattern, name: str, title: Text, source: str, fits: Callable[[Duration], bool]
) -> Derived:
    """Return the derived fact ``name`` for a duration: whether it has an end, and fits."""

    def compute(parent: Facts, _facts: Facts, _as_of: date) -> bool | None:
        stated = parent.get(fact[-1])
        return None if stated is None else stated != UNLIMITED and fits(Duration.parse(stated))

    return _about(fact, name, title, source, compute)


_REPRESENTATIVE = ("controller", "cnRepresentative")
_FILING = ("governance", "filing")
_STORED = ((*_FILING, "storedPersonsTotal"), ("subjects", "enrolled"))


def _of_filing(
    name: str, title: Text, dates: tuple[str, str], *, unless: str = "", before: bool = False
) -> Derived:
    """Return the derived fact ``name`` of a filing: whether it was done ``_in_time``."""
    inputs = tuple((*_FILING, fact) for fact in (*dates, "state"))
    source = "Measures 2025, art. 15; undetermined outside the years whose working days are known"
    compute = _in_time(*dates, unless=unless, before=before)
    return Derived((*_FILING, name), title, source, inputs[0], inputs[1], compute, inputs)


_ALL = (
    _about(
        ("evidence", "*", "expires"),
        "current",
        messages.EVIDENCE_CURRENT,
        "requirements catalogue, section 8.2; the last day counts",
        lambda entry, _facts, as_of: is_current(entry, as_of) if "expires" in entry else None,
    )._replace(reason=Reason.EXPIRED),
    _about(
        ("evidence", "*", "uri"),
        READABLE,
        messages.EVIDENCE_READABLE,
        "requirements catalogue, section 8.2; what is stored elsewhere is taken as declared",
        # Opening the file has shown it, before the facts are derived.
        lambda entry, _facts, _as_of: bool(entry.get(READABLE, True)),
    )._replace(reason=Reason.UNEVIDENCED),
    _about(
        ("evidence",),
        AGREEMENT,
        messages.CONFIGURATION_AGREES,
        "requirements catalogue, section 8.2",
        # What the files show: they are opened before the facts are derived, as evidence is.
        lambda _section, facts, _as_of: facts.get(AGREEMENT),
    ),
    _about(
        ("metadata",),
        TEXTS_WRITTEN,
        messages.TEXTS_WRITTEN,
        "reports from users of such tools",
        lambda _section, facts, _as_of: not has_placeholder(facts),
    ),
    Derived(
        ("purposes", "*", "notified"),
        messages.PURPOSE_NOTIFIED,
        "requirements catalogue, section 8.2",
        ("notice", "purposesCovered"),
        ("purposes", "*", "id"),
        _notified,
        (("purposes", "*", "id"), ("notice", "purposesCovered"), ("notice", "given")),
        moot_with=(("notice", "given"), "never"),
    ),
    Derived(
        (*_REPRESENTATIVE, "inPlace"),
        messages.REPRESENTATIVE_IN_PLACE,
        "PIPL art. 53: one that is named with its contact, or reported, is there",
        (*_REPRESENTATIVE, "reported"),
        (*_REPRESENTATIVE, "appointed"),
        _in_place,
        tuple((*_REPRESENTATIVE, name) for name in ("appointed", "name", "contact", "reported")),
    ),
    Derived(
        ("governance", "impactAssessment", "reviewedSinceChange"),
        messages.ASSESSMENT_REVIEWED_SINCE_CHANGE,
        "Measures 2025, art. 9; requirements catalogue, section 8.2",
        ("governance", "impactAssessment", "reviewedOn"),
        ("governance", "impactAssessment", "reviewedOn"),
        _reviewed_since_change,
        (
            ("governance", "impactAssessment", "reviewedOn"),
            ("governance", "lastMaterialChange"),
            ("governance", "lastMajorIncident"),
        ),
    ),
    _lasting(
        ("governance", "impactAssessment", "keptFor"),
        "keptThreeYears",
        messages.ASSESSMENT_KEPT_THREE_YEARS,
        "PIPL art. 56; Measures 2025, art. 9",
        lambda stated: stated.at_least(Duration.parse("P3Y")),
    ),
    _lasting(
        ("sharing", "recipients", "*", "contract", "recordsKeptFor"),
        "recordsKeptThreeYears",
        messages.RECORDS_KEPT_THREE_YEARS,
        "Network Data Security Regulations 2024, art. 12",
        lambda stated: stated.at_least(Duration.parse("P3Y")),
    ),
    _lasting(
        ("storage", "templates", "retention"),
        "keptADayAtMost",
        messages.TEMPLATES_KEPT_A_DAY,
        "Measures 2025, art. 8; PIPL art. 19: the shortest time; a day at most is our reading",
        lambda stated: stated.at_most(Duration.parse("P1D")),
    ),
    _lasting(
        ("consent", "reprompt", "interval"),
        "intervalAtLeast48Hours",
        messages.PROMPT_INTERVAL_48_HOURS,
        "GB/T 41819-2022 as reported: more than one prompt in 48 hours counts as often",
        lambda stated: stated.at_least(Duration.parse("PT48H")),
    ),
    _lasting(
        ("capture", "maxDuration"),
        "stopsWithinOneMinute",
        messages.CAPTURE_STOPS_IN_A_MINUTE,
        "TC260 payment guide as reported",
        lambda stated: stated.at_most(Duration.parse("PT1M")),
    ),
    Derived(
        (*_FILING, "belowThreshold"),
        messages.STORED_PERSONS_BELOW_THRESHOLD,
        "Measures 2025, art. 15: persons stored now, all scenarios, each counted once",
        *_STORED,
        _below(FILING_THRESHOLD),
        _STORED,
    ),
    Derived(
        ("belowMillionPersons",),
        messages.STORED_PERSONS_BELOW_MILLION,
        "PIPL, art. 40 and 52: the number set by the authority (recalled)",
        *_STORED,
        _below(MILLION),
        _STORED,
    ),
    _of_filing(
        "filedInTime",
        messages.FILED_IN_TIME,
        ("thresholdReachedOn", "date"),
        unless="due",
        before=True,
    )._replace(moot_with=((*_FILING, "state"), "overdue")),
    _of_filing(
        "changeFiledInTime",
        messages.CHANGE_FILED_IN_TIME,
        ("changedOn", "changeFiledOn"),
    ),
    _of_filing(
        "deregisteredInTime",
        messages.FILING_CANCELLED_IN_TIME,
        ("endedOn", "deregisteredOn"),
        unless="filed",
    ),
)

DERIVED = {item.pattern: item for item in _ALL}
"""Every derived fact, by the place where rules read it."""
MOOT_WITH = {item.title: item.moot_with for item in _ALL if item.moot_with}
"""``Derived.moot_with`` by the title, as outcomes have it."""
