"""Times into a recording as transcripts write them: 3:05, 00:03:05, 00:03:05.250, #00:03:05-2#."""

from __future__ import annotations

import re

TIME = r"\d{1,3}:[0-5]?\d(?::[0-5]?\d)?(?:[.,]\d{1,3}|-\d(?=\#))?(?:\s?[AaPp][Mm]\b)?"
"""Pattern of a time, without groups: minutes and seconds or hours, minutes and seconds, with or without fractions."""

FULL_TIME = r"\d{1,3}:[0-5]?\d:[0-5]?\d(?:[.,]\d{1,3})?"
"""Pattern of a time that has hours and cannot be taken for the time of day in a sentence."""

_PARTS = re.compile(r"(?:(\d+):)?(\d+):(\d+)(?:[.,-](\d{1,3}))?\s?([AaPp]?)")


def milliseconds(time: str) -> int:
    """Return a time that matches ``TIME`` as milliseconds into the recording."""
    found = _PARTS.match(time)
    if found is None:
        raise ValueError(f"{time!r} is not a time")
    hours, minutes, seconds, fraction, half = found.groups()
    whole = int(hours or 0)
    if half:
        whole = whole % 12 + (12 if half in "pP" else 0)
    return (whole * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int((fraction or "0").ljust(3, "0"))
