"""Whose words are whose in one document."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from minutes.documents.services import News
from minutes.rooms.presence import Presence
from minutes.rooms.updates import Survey, survey

TEMPLATE_CLIENTS = (1, 2)  # with these the server writes the beginnings (minutes/documents/content.py)


class Owners:
    """A Yjs client id belongs to the user whose presence or whose text was first seen with it.

    Nobody else can go on in its name, where the owner's own next words would pass for words already there. Who wrote
    stays known when the log is folded and the room closed (``Writer``). What remains: of ids folded before that was kept,
    the first to write on is taken for the owner. Who claims another's so makes that person's open page end with 4400, and
    what it had not yet sent is not stored; what was acknowledged is never touched.
    """

    def __init__(self, presence: Presence) -> None:
        self.by_client: dict[int, UUID] = {}
        self._presence = presence

    def know(self, news: News) -> None:
        """Take over who wrote what is stored."""
        for client, author in news.writers.items():
            self.by_client.setdefault(client, author)
        for author_id, data in news.parts:
            with suppress(ValueError):  # stored before the grammar was what it is now
                for client, _, _ in survey(data).runs:
                    if author_id is not None and client not in TEMPLATE_CLIENTS:
                        self.by_client.setdefault(client, author_id)

    def claim(self, user_id: UUID, brings: Survey, known: Mapping[int, int]) -> None:
        """The clients that bring something new are the user's, or become so; ``ValueError`` if they are another's."""
        for client, _, end in brings.runs:
            if end <= known.get(client, 0):
                continue
            owner = self.by_client.get(client) or self._presence.user_of(client) or user_id
            if owner != user_id or client in TEMPLATE_CLIENTS:
                raise ValueError("written in the name of somebody else")
            self.by_client[client] = user_id
