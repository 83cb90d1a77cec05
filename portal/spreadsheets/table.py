"""A table that spreadsheets open as text (pure): rosters, registers, the record of acts."""

import csv
import io
from collections.abc import Iterable, Sequence

# a spreadsheet would calculate what begins so (ASVS 1.2.10); a Japanese one full-width signs too
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads Japanese; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def harmless(cell: str) -> str:
    """The cell, never a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_RISKY) else cell
