"""Moments in a visitor's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo


def local(moment: datetime, zone: str | None) -> datetime:
    """The moment in a time zone such as `Europe/Berlin`; as it is when there is no such zone."""
    try:
        return moment.astimezone(ZoneInfo(zone)) if zone else moment
    except (KeyError, ValueError, OSError):  # unknown, malformed, or the name of a folder of zones
        return moment
