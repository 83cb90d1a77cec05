"""A roster's file as rows of cells (pure): CSV as Japanese Excel and everybody else write it, and Excel."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

import openpyxl
from django.utils.translation import gettext as _

from portal.uploads.checking import check_upload, text_of
from portal.uploads.kinds import Kind
from portal.uploads.refusals import UploadRefused

LARGEST = 1024 * 1024  # bytes
MOST_ROWS = 500  # people
MOST_COLUMNS = 40
TAKEN = frozenset({Kind.CSV, Kind.TEXT, Kind.XLSX})

Cell = str | date | int | float
Row = list[Cell]


class CannotRead(Exception):
    """The file as a whole is not taken; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def rows_of(content: bytes, name: str) -> list[tuple[int, Row]]:
    """The rows that hold something, with their numbers as a spreadsheet counts them. Raises ``CannotRead`` only."""
    try:
        kind = check_upload(content, name, allowed=TAKEN, largest=LARGEST)
        filled = _filled(_sheet(content) if kind == Kind.XLSX else _table(text_of(content)))
        rows = list(
            islice(filled, MOST_ROWS + 2)
        )  # one row more than is taken is enough to know that there are too many
    except UploadRefused as refusal:
        raise CannotRead(str(refusal.sentence)) from refusal
    if not rows:
        raise CannotRead(_("There is nothing in this file. Please fill in the template."))
    if len(rows) > MOST_ROWS + 1:
        raise CannotRead(_("At most %(n)s people at once. Please split the file.") % {"n": MOST_ROWS})
    return rows


def _table(text: str) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",")
    try:
        for row in reader:
            yield [cell.strip() for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:  # a quote that never ends
        raise CannotRead(_("Row %(n)s cannot be read. Please save the file anew.") % {"n": reader.line_num}) from error


def _sheet(content: bytes) -> Iterator[Row]:
    """The first sheet; formulas by the value they had when the file was saved."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not to be believed
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        found = [[_cell(value) for value in row] for row in islice(rows, 20 * MOST_ROWS)]
    except Exception as error:  # whatever is wrong inside: the reader of such files knows no one kind of failure
        raise CannotRead(_("This file cannot be read. Please save it anew in the program that made it.")) from error
    yield from found


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return "" if value is None else str(value).strip()


def _filled(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, 1):
        if any(cell != "" for cell in row):
            yield number, row
