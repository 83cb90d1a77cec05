"""khal: JSON calendars in, JSON of what it imports out. It shows no counters and no stamps, and takes no entry without a time."""

import json
import sys
from datetime import UTC

import pytz
from khal.icalendar import split_ics
from khal.khalendar.event import Event

TOKYO = pytz.timezone("Asia/Tokyo")
LOCALE = {
    "default_timezone": TOKYO,
    "local_timezone": TOKYO,
    "dateformat": "%Y-%m-%d",
    "longdateformat": "%Y-%m-%d",
    "timeformat": "%H:%M",
    "datetimeformat": "%Y-%m-%d %H:%M",
    "longdatetimeformat": "%Y-%m-%d %H:%M",
    "unicode_symbols": True,
    "weeknumbers": False,
    "firstweekday": 0,
}


def read(ics):
    (imported,) = split_ics(ics)
    event = Event.fromString(imported, locale=LOCALE)
    return {
        "uid": str(event.uid),
        "start": event.start.astimezone(UTC).isoformat(),
        "end": event.end.astimezone(UTC).isoformat(),
        "summary": str(event.summary),
        "location": str(event.location),
        "description": str(event.description),
        "status": str(event.status),
        "organizer": "mailto:" + event.organizer.rpartition("(")[2].rstrip(")"),
        "attendees": [f"mailto:{each}" for each in event.attendees.split(", ")],
    }


json.dump([read(ics) for ics in json.load(sys.stdin)], sys.stdout)
