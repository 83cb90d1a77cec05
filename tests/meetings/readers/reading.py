"""Calendar programs that nobody here wrote: each reads calendars in a process of its own, in any time zone of the machine."""

import json
import os
import subprocess
import sys
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

from icalendar import Calendar

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
READERS = {
    "libical": "programs/libical.py",
    "vobject": "programs/vobjects.py",
    "khal": "programs/khals.py",
    "radicale": "programs/radicales.py",
    "ical.js": "js/ical.mjs",
    "node-ical": "js/node-ical.mjs",
}
NEED_A_TIME = ("khal", "radicale", "node-ical")  # they keep entries, and an entry has a time


@cache
def node() -> str:
    """The program that runs the readers in JavaScript, which are installed once."""
    done = subprocess.run([ROOT / "tools/readers.sh"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def read_by(reader: str, calendars: list[bytes], *, zone: str = "UTC") -> list[dict[str, Any]]:
    """What the program reads out of each; moments as ISO 8601 in UTC. ``zone`` is the machine's."""
    file = HERE / READERS[reader]
    program = node() if file.suffix == ".mjs" else sys.executable
    done = subprocess.run(
        [program, file],
        input=json.dumps([each.decode() for each in calendars]),
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "TZ": zone, "PYTHONUTF8": "1"},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def read_here(ics: bytes) -> dict[str, Any]:
    """The same by icalendar, with which we write."""
    calendar: Any = Calendar.from_ical(ics)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []

    def moment(name: str) -> str:
        return event.decoded(name).astimezone(UTC).isoformat() if name in event else ""

    return {
        "method": calendar["METHOD"],
        "uid": str(event["UID"]),
        "sequence": int(event.get("SEQUENCE", 0)),
        "stamp": moment("DTSTAMP"),
        "start": moment("DTSTART"),
        "end": moment("DTEND"),
        "summary": str(event.get("SUMMARY", "")),
        "location": str(event.get("LOCATION", "")),
        "description": str(event.get("DESCRIPTION", "")),
        "status": str(event.get("STATUS", "")),
        "organizer": str(event["ORGANIZER"]),
        "attendees": [str(each) for each in event.attendees],
        "partstat": [each.params.get("PARTSTAT", "") for each in event.attendees],
        "names": [each.params.get("CN", "") for each in event.attendees],
    }
