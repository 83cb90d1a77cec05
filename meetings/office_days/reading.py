"""The list of national holidays that the Cabinet Office publishes (内閣府「国民の祝日」CSV), read (pure)."""

import csv
import io
from datetime import date

from portal.dates.closed import holiday_name
from portal.uploads.checking import check_upload, text_of
from portal.uploads.kinds import Kind
from portal.uploads.refusals import UploadRefused

LARGEST = 256 * 1024
TAKEN = frozenset({Kind.CSV})


class CannotRead(Exception):
    """This is not that list."""


def holidays_in(content: bytes, name: str) -> dict[date, str]:
    """Days and their names, in Shift_JIS as published or in UTF-8. Raises ``CannotRead`` only."""
    try:
        check_upload(content, name, allowed=TAKEN, largest=LARGEST)
        rows = list(csv.reader(io.StringIO(text_of(content), newline="")))
    except (UploadRefused, csv.Error) as refusal:
        raise CannotRead from refusal
    found = {_day(row[0]): row[1].strip() for row in rows[1:] if len(row) >= 2 and row[0].strip()}
    if not found or "祝日" not in "".join(rows[0]):
        raise CannotRead
    return found


def differences(listed: dict[date, str], today: date) -> dict[date, tuple[bool, str]]:
    """The days to come that the list knows otherwise than the calendar here: closed or not, and what the day is.

    Of years that the list does not cover it says nothing.
    """
    years = {day.year for day in listed if day >= today}
    found = {day: (True, name) for day, name in listed.items() if day >= today and not holiday_name(day)}
    for year in years:
        for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
            day = date.fromordinal(number)
            if day >= today and day not in listed and holiday_name(day):
                found[day] = (False, holiday_name(day))
    return found


def _day(text: str) -> date:
    try:
        year, month, day = (int(part) for part in text.strip().replace("-", "/").split("/"))
        return date(year, month, day)
    except ValueError as error:
        raise CannotRead from error
