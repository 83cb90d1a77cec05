"""Django's session engine on our list of logins: its key is hashed, its end is absolute, idleness ends it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from portal.sessions.kept import KeptQuestion
from portal.sessions.models import LoginSession, Over, stored_key

# what a login remembers of itself in its data; the columns of the list are made from it
SHARED_PC, DEVICE, ADDRESS, BROWSER = "shared_pc", "device_name", "address", "browser"
_along: dict[str, Callable[[], Any]] = {}
TOLD_FOR = timedelta(days=1)
SEEN_AGAIN_AFTER = timedelta(minutes=1)  # a reader costs at most one write a minute


def fetch_along(name: str, expression: Callable[[], Any]) -> None:
    """Let a concept above have one fact of the person fetched with every login, as ``row.<name>``.

    ``expression`` reads ``OuterRef("user")``. For what every page shows: it saves a query on each.
    """
    _along[name] = expression
    _row_of_one.cache_clear()


@lru_cache(maxsize=2)
def _row_of_one(_on: date) -> KeptQuestion[LoginSession]:
    """The question for one login, its person and what is fetched along, of a day."""
    return KeptQuestion(LoginSession, "session_key", "user", {name: make() for name, make in _along.items()})


class SessionStore(db.SessionStore):
    """``row`` is the stored login, with its person; ``over`` says why a stored one opened nothing."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: LoginSession | None = None
        self.over: Over = ""
        self.was_shared = False  # the one that is over, on a computer that others use too

    @classmethod
    def get_model_class(cls) -> type[LoginSession]:
        """The list."""
        return LoginSession

    @classmethod
    def of_row(cls, session_key: str, row: LoginSession) -> "SessionStore":
        """A session that was fetched together with others."""
        session = cls(session_key)
        session._session_cache = session.decode(row.session_data) if session._takes(row) else {}  # type: ignore[attr-defined]
        return session

    def _takes(self, row: LoginSession | None) -> bool:
        """Whether the row is a login in progress; then it is this session's own."""
        self.over = row.over(timezone.now()) if row is not None else ""
        if row is None or self.over:
            self.was_shared = row is not None and row.shared_pc
            self._session_key = None
            return False
        self.row = row
        return True

    def _get_session_from_db(self) -> LoginSession | None:
        row = _row_of_one(timezone.localdate()).ask(stored_key(self.session_key or ""))
        return row if self._takes(row) else None

    async def _aget_session_from_db(self) -> LoginSession | None:
        return await sync_to_async(self._get_session_from_db)()

    def exists(self, session_key: str) -> bool:
        """Whether there is a login with this cookie's key."""
        return LoginSession.objects.filter(session_key=stored_key(session_key)).exists()

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    def delete(self, session_key: str | None = None) -> None:
        """End the login with this cookie's key."""
        key = session_key or self.session_key
        if key is not None:
            LoginSession.objects.filter(session_key=stored_key(key)).delete()

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    @classmethod
    def clear_expired(cls) -> None:
        """Forget the logins that ended long enough ago: until then, whoever comes back is told that theirs ended."""
        cls.get_model_class().objects.filter(expire_date__lt=timezone.now() - TOLD_FOR).delete()

    @classmethod
    async def aclear_expired(cls) -> None:
        await sync_to_async(cls.clear_expired)()

    def create_model_instance(self, data: dict[str, Any]) -> LoginSession:
        """The row as it is to be stored. A new key of the same person is the same login: its end stays."""
        now, user_id = timezone.now(), data.get(SESSION_KEY)
        before = self.row if self.row is not None and str(self.row.user_id) == str(user_id) else None
        row = LoginSession(
            session_key=stored_key(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            user_id=user_id,
            created_at=before.created_at if before else now,
            last_seen_at=before.last_seen_at if before else now,
            shared_pc=bool(data.get(SHARED_PC)),
            device=data.get(DEVICE, "")[:120],
            address=data.get(ADDRESS),
            browser=data.get(BROWSER, "")[:300],
        )
        row.expire_date = row.created_at + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if before is not None and before.session_key == row.session_key:
            row.number = before.number
        if data:  # Django creates a new key with nothing in it, then stores what the old one held
            self.row = row
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> LoginSession:
        return self.create_model_instance(data)


def load(session_keys: Iterable[str]) -> dict[str, SessionStore]:
    """The logins in progress among these cookies' keys, with their people; one query."""
    by_stored = {stored_key(key): key for key in session_keys}
    rows = LoginSession.objects.filter(session_key__in=by_stored).select_related("user")
    found = {by_stored[row.session_key]: SessionStore.of_row(by_stored[row.session_key], row) for row in rows}
    return {key: session for key, session in found.items() if session.row is not None}


def seen(session_keys: Iterable[str]) -> None:
    """Something came from these browsers just now; one write for all. A login that is over stays over."""
    now = timezone.now()
    keys = [stored_key(key) for key in session_keys]
    LoginSession.objects.in_progress(now).filter(session_key__in=keys).update(last_seen_at=now)


def seconds_left(session: SessionStore) -> int:
    """Until the login is over if nothing more comes; 0 for a session that is not stored."""
    return session.row.seconds_left(timezone.now()) if session.row is not None else 0


def surely_left(session: SessionStore) -> int:
    """The same for a page that is being made, as a lower bound: a person was seen at most ``SEEN_AGAIN_AFTER`` ago.

    Of two pages made one after the other it says the same, so that it tells them not apart.
    """
    if session.row is None:
        return 0
    until_the_end = session.row.expire_date - timezone.now()
    return max(0, int(min(session.row.idle_limit - SEEN_AGAIN_AFTER, until_the_end).total_seconds()))


def go_on(session: SessionStore) -> int:
    """Somebody is there; seconds until the login is over if nothing more comes."""
    if session.row is not None and session.session_key is not None:
        seen([session.session_key])
        session.row.last_seen_at = timezone.now()
    return seconds_left(session)
