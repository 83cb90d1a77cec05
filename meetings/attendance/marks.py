"""出席・遅刻・早退・欠席・代理: what is entered of one person at one item, and its words (pure)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from portal.dates.wareki import TOKYO, clock

PRESENT, ABSENT, PROXY = "present", "absent", "proxy"
LATE, LEFT = "late", "left"  # only said, not stored: they are there, and a time tells it


@dataclass(frozen=True)
class Mark:
    """``presence`` is present, absent, proxy, or empty while nobody has said. The times are aware: 遅刻 and 早退."""

    presence: str = ""
    came_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def kind(self) -> str:
        """The one word for it: late before left."""
        if self.presence != PRESENT:
            return self.presence
        return LATE if self.came_at else LEFT if self.left_at else PRESENT

    @property
    def there(self) -> bool:
        """Whether they were there, for however long."""
        return self.presence == PRESENT


def words(mark: Mark, *, proxies: tuple[str, ...] = (), in_place_of: str = "") -> str:
    """遅刻（14:20から）. ``proxies``: who came in their place; ``in_place_of``: for whom they came themselves."""
    if mark.presence == PROXY:
        return _("Proxy: %(names)s") % {"names": "、".join(proxies)} if proxies else _("A proxy comes")
    said = _said(mark)
    if not in_place_of:
        return said
    if mark.kind == PRESENT:
        return _("Proxy of %(name)s") % {"name": in_place_of}
    return _("%(said)s (proxy of %(name)s)") % {"said": said, "name": in_place_of}


def _said(mark: Mark) -> str:
    if mark.came_at and mark.left_at:
        return _("Late, left early (%(came)s–%(left)s)") % {"came": clock(mark.came_at), "left": clock(mark.left_at)}
    if mark.came_at:
        return _("Late (from %(time)s)") % {"time": clock(mark.came_at)}
    if mark.left_at:
        return _("Left early (until %(time)s)") % {"time": clock(mark.left_at)}
    return {PRESENT: _("Present"), ABSENT: _("Absent")}.get(mark.presence, _("Not entered"))


def on_the_day(at: time, start: datetime, end: datetime) -> datetime:
    """A time of day as a moment of the meeting: of its second day, where it goes on over midnight and it is early."""
    first, last = start.astimezone(TOKYO), end.astimezone(TOKYO)
    day: date = first.date()
    if last.date() > day and at < first.time() and at <= time(12):
        day += timedelta(days=1)
    return datetime.combine(day, at, TOKYO)


def expected(answer: str) -> str:
    """What an answer to the invitation (PARTSTAT) lets expect."""
    return {"ACCEPTED": PRESENT, "DECLINED": ABSENT}.get(answer, "")
