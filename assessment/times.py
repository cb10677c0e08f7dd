"""Moments in a visitor's own time zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def with_zone(moment: datetime, zone: str | None) -> str:
    """A moment as people read it, with the time zone it is said in: `30 November 2026, 23:59, Europe/Berlin`."""
    here = local(moment, zone)
    return f"{here.day} {here:%B %Y, %H:%M}, {zone or 'UTC'}"


def is_zone(zone: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return bool(zone)


def at(day: date, clock: time, zone: str) -> datetime:
    """The moment, in UTC, at which a clock in a time zone shows this on a day."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str | None) -> datetime:
    """The moment in a time zone such as `Europe/Berlin`; as it is when there is no such zone."""
    try:
        return moment.astimezone(ZoneInfo(zone)) if zone else moment
    except (KeyError, ValueError, OSError):  # unknown, malformed, or the name of a folder of zones
        return moment
