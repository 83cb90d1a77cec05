"""Comments on the words of a small meeting."""

from minutes.comments.models import Entry, Thread
from minutes.comments.services import begin_thread
from portal.accounts.models import User
from tests.minutes.rooms.scene import Scene

QUOTE, WORDS = "12月の第1週", "この日は地区の行事と重なります。"


def a_thread(scene: Scene, actor: User | None = None, text: str = WORDS) -> Thread:
    """Somebody (the member) says something about words of the record."""
    return begin_thread(
        actor=actor or scene.member,
        document=scene.document,
        part="minutes",
        anchor=b"\x01\x02\x03",
        quote=QUOTE,
        text=text,
    )


def comment_of(thread: Thread) -> Entry:
    """The comment with which it began."""
    return Entry.objects.get(thread=thread, number=1)
