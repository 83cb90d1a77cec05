"""Rows of a roster's file as people to invite, and a sentence for every cell that cannot stay so."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from meetings.bodies.models import RUNNING, Appointment
from meetings.bodies.terms import a_year_after
from meetings.imports.reading import CannotRead, Cell, Row
from portal.dates.wareki import parse_date, wareki

COLUMNS = (
    "姓",
    "名",
    "メールアドレス",
    "所属",
    "職名",
    "役割",
    "だれの代理か",
    "受託者",
    "任期の始まり",
    "任期の終わり",
)
FAMILY, GIVEN, MAIL, AGENCY, POST, ROLE, PLACE, CONTRACTOR, STARTS, ENDS = COLUMNS
NAME = "氏名"  # in one column, with a space between
OTHER_NAMES = {
    "名字": FAMILY, "苗字": FAMILY, "名前": NAME, "email": MAIL, "eメール": MAIL, "メール": MAIL, "アドレス": MAIL,
    "機関": AGENCY, "所属機関": AGENCY, "所属先": AGENCY, "機関名": AGENCY, "役職": POST, "職": POST, "肩書": POST,
    "区分": ROLE, "代理される人": PLACE, "代理元": PLACE, "任期の初め": STARTS, "任期のはじめ": STARTS, "任期開始": STARTS, "任期開始日": STARTS,
    "任期の終り": ENDS, "任期のおわり": ENDS, "任期終了": ENDS, "任期終了日": ENDS, "任期満了日": ENDS,
}  # fmt: skip
NEEDED = (MAIL, AGENCY, STARTS, ENDS)
ROLES = {
    "": "member", "構成員": "member", "委員": "member", "会長": "chair", "座長": "chair", "委員長": "chair",
    "事務局": "secretariat", "アドバイザー": "adviser", "助言者": "adviser", "オブザーバー": "observer",
    "オブザーバ": "observer", "代理": "proxy", "代理出席": "proxy",
}  # fmt: skip
PROXY = "proxy"
GUESTS = ("adviser", "observer", PROXY)
YES = ("はい", "○", "〇", "◯", "1", "有", "受託", "受託者", "yes")
NO = ("", "いいえ", "×", "✕", "0", "無", "-", "ー", "no")
LONGEST = {FAMILY: 60, GIVEN: 60, MAIL: 254, PLACE: 254, AGENCY: 120, POST: 80}
# addresses that an office reads together: the invitation would come into many hands
SHARED = frozenset(
    [
        "info",
        "office",
        "mail",
        "contact",
        "admin",
        "support",
        "help",
        "desk",
        "staff",
        "all",
        "soumu",
        "jimu",
        "jimukyoku",
        "kouhou",
        "fukushi",
        "soudan",
        "renraku",
        "center",
        "kodomo",
        "kenkou",
        "hogo",
        "webmaster",
        "postmaster",
        "reception",
        "uketsuke",
        "daihyo",
    ]
)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # Excel's days from 1954 to 2119
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Entry:
    """One person to invite; ``row`` is its number in the file."""

    row: int
    email: str
    family_name: str
    given_name: str
    organisation: str
    post: str
    role: str
    contractor: bool
    starts_on: date
    ends_on: date
    stands_for: str = ""  # the mail address of the member in whose place a proxy comes

    @property
    def full_name(self) -> str:
        """Family name first."""
        return f"{self.family_name} {self.given_name}"

    @property
    def role_words(self) -> str:
        """The role as the roster says it."""
        return str(Appointment.Role(self.role).label)

    def stored(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat()}

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> "Entry":
        """From JSON."""
        days = {key: date.fromisoformat(stored[key]) for key in ("starts_on", "ends_on")}
        return cls(**{**stored, **days})


@dataclass(frozen=True)
class Remark:
    """What is to be said of one cell."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = _("Row %(row)s") % {"row": self.row}
        return f"{place} {self.column}：{self.sentence}" if self.column else f"{place}：{self.sentence}"


@dataclass(frozen=True)
class Known:
    """What the portal knows of the addresses in the file."""

    seated: Collection[str] = ()  # who has a seat in this body in that time
    places: Collection[str] = ()  # the body's own members, in whose place a proxy may come
    people: Collection[str] = ()  # who has an account, of those whom the reader may know of


@dataclass
class Judged:
    """The whole file: whom to invite, what must be mended, what to look at once more."""

    entries: list[Entry] = field(default_factory=list)
    wrong: list[Remark] = field(default_factory=list)
    doubtful: list[Remark] = field(default_factory=list)


def read_people(rows: list[tuple[int, Row]], today: date) -> Judged:
    """Everybody in the file. Raises ``CannotRead`` where the heading does not say which column is which."""
    (_first, head), *lines = rows
    places = _places(head)
    if not lines:
        raise CannotRead(_("There is a heading, but nobody under it. Please fill in one person a row."))
    judged = Judged()
    for number, row in lines:
        reader = _Reader(number, {column: row[at] if at < len(row) else "" for column, at in places.items()}, judged)
        entry = reader.entry(today)
        if entry is not None:
            judged.entries.append(entry)
    _twice(judged)
    return judged


def look_up(judged: Judged, known: Known) -> None:
    """Add what the portal knows: who has a seat already, who has an account, which mailbox looks shared."""
    theirs = {entry.email for entry in judged.entries if entry.role not in GUESTS}
    for entry in judged.entries:
        if entry.role == PROXY and entry.stands_for not in {*known.places, *theirs} - {entry.email}:
            sentence = _("No member of this body, nor of this file, has this address.")
            judged.wrong.append(Remark(entry.row, PLACE, sentence))
        if entry.email in known.seated:
            judged.wrong.append(Remark(entry.row, MAIL, _("This person has a seat in this body in that time already.")))
        elif entry.email in known.people:
            sentence = _("This person has an account already and only gets the seat.")
            judged.doubtful.append(Remark(entry.row, "", sentence))
        if entry.role in RUNNING:
            sentence = _("Runs the body only once a second chair or secretariat, not you, has agreed.")
            judged.doubtful.append(Remark(entry.row, ROLE, sentence))
        if entry.email.partition("@")[0] in SHARED:
            sentence = _("This looks like a mailbox that several people read. Everybody needs an address of their own.")
            judged.doubtful.append(Remark(entry.row, MAIL, sentence))


def _places(head: Row) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, cell in enumerate(head):
        column = _column(cell)
        if column and column in places:
            raise CannotRead(_("The heading names “%(column)s” twice.") % {"column": column})
        if column:
            places[column] = at
    named = NAME in places or (FAMILY in places and GIVEN in places)
    missing = [column for column in NEEDED if column not in places] + ([] if named else [f"{FAMILY}・{GIVEN}"])
    if missing:
        sentence = _("The heading lacks “%(columns)s”. Please use the template's first row as it is.")
        raise CannotRead(sentence % {"columns": "」「".join(missing)})
    return places


def _column(cell: Cell) -> str:
    word = "".join(_half(str(cell)).split()).casefold()
    word = word.partition("(")[0]
    return word if word in (*COLUMNS, NAME) else OTHER_NAMES.get(word, "")


def _twice(judged: Judged) -> None:
    first: dict[str, int] = {}
    for entry in judged.entries:
        if entry.email in first:
            sentence = _("The same address stands in row %(row)s.") % {"row": first[entry.email]}
            judged.wrong.append(Remark(entry.row, MAIL, sentence))
        first.setdefault(entry.email, entry.row)


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


class _Reader:
    """Reads one row; every cell that cannot stay so is remarked on."""

    def __init__(self, row: int, cells: dict[str, Cell], judged: Judged) -> None:
        self.row, self.cells, self.judged = row, cells, judged
        self.fine = True

    def entry(self, today: date) -> Entry | None:
        """The person, or None where something is wrong."""
        family, given = self._names()
        email, agency, post = self._mail(), self._words(AGENCY, needed=True), self._words(POST)
        role, contractor = self._role(), self._contractor()
        place = self._place(role)
        starts, ends = self._day(STARTS), self._day(ENDS)
        if starts and ends:
            self._term(starts, ends, role, today)
        if not self.fine or starts is None or ends is None:
            return None
        return Entry(self.row, email, family, given, agency, post, role, contractor, starts, ends, place)

    def _wrong(self, column: str, sentence: str) -> None:
        self.fine = False
        self.judged.wrong.append(Remark(self.row, column, sentence))

    def _text(self, column: str) -> str:
        cell = self.cells.get(column, "")
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

    def _words(self, column: str, *, needed: bool = False) -> str:
        text = self._text(column).strip()
        if needed and not text:
            self._wrong(column, _("This is empty."))
        elif any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text):
            self._wrong(column, _("Please write this on one line."))
        elif len(text) > LONGEST[column]:
            self._wrong(column, _("At most %(n)s letters.") % {"n": LONGEST[column]})
        return text

    def _names(self) -> tuple[str, str]:
        if FAMILY in self.cells and GIVEN in self.cells:
            return self._words(FAMILY, needed=True), self._words(GIVEN, needed=True)
        parts = self._text(NAME).split(maxsplit=1)
        if len(parts) != 2:
            self._wrong(NAME, _("Please put a space between family name and given name."))
            return "", ""
        self.cells = {**self.cells, FAMILY: parts[0], GIVEN: parts[1]}
        return self._words(FAMILY), self._words(GIVEN)

    def _mail(self) -> str:
        address = _half(self._text(MAIL)).casefold()
        if not address:
            self._wrong(MAIL, _("This is empty."))
        elif "@" not in address:
            self._wrong(MAIL, _("There is no “@”. Example: name@example.jp"))
        elif not _is_address(address) or len(address) > LONGEST[MAIL]:
            self._wrong(MAIL, _("This does not look like a mail address. Example: name@example.jp"))
        return address

    def _role(self) -> str:
        word = _half(self._text(ROLE))
        if word not in ROLES:
            self._wrong(ROLE, _("Please write one of 構成員, 会長, 事務局, アドバイザー, オブザーバー, 代理."))
        return ROLES.get(word, "member")

    def _place(self, role: str) -> str:
        address = _half(self._text(PLACE)).casefold()
        if role == PROXY and not address:
            self._wrong(PLACE, _("Please write the mail address of the member in whose place the proxy comes."))
        elif role != PROXY and address:
            self._wrong(
                PLACE, _("Only a proxy comes in somebody's place. Please empty this, or write 代理 as the role.")
            )
        return address

    def _contractor(self) -> bool:
        word = _half(self._text(CONTRACTOR)).casefold()
        if word not in YES and word not in NO:
            self._wrong(CONTRACTOR, _("Please write はい, or leave it empty."))
        return word in YES

    def _day(self, column: str) -> date | None:
        cell = self.cells.get(column, "")
        if isinstance(cell, date):
            return cell if self._in_an_era(cell) else self._no_day(column)
        if isinstance(cell, (int, float)) and _FIRST_SERIAL < cell < _LAST_SERIAL:
            return _DAY_ZERO + timedelta(days=int(cell))
        if cell == "":
            self._wrong(column, _("This is empty."))
            return None
        try:
            found = parse_date(self._text(column))
        except (ValueError, OverflowError):
            return self._no_day(column)
        return found if self._in_an_era(found) else self._no_day(column)

    def _no_day(self, column: str) -> date | None:
        self._wrong(column, _("Please write the day like 令和8年11月30日 or 2026/11/30."))
        return None

    @staticmethod
    def _in_an_era(day: date) -> bool:
        return 1950 <= day.year <= 2150

    def _term(self, starts: date, ends: date, role: str, today: date) -> None:
        if ends < starts:
            self._wrong(ENDS, _("Please choose a day after the beginning (%s).") % wareki(starts))
        elif ends < today:
            self._wrong(ENDS, _("This day has passed. Please choose a day from today on."))
        elif role in GUESTS and ends >= a_year_after(starts):
            self._wrong(ENDS, _("Advisers, observers and proxies are invited for a year at most."))


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address.isascii()


def remarks_in_order(remarks: Iterable[Remark]) -> list[Remark]:
    """As one goes through the file from top to bottom."""
    return sorted(remarks, key=lambda remark: remark.row)
