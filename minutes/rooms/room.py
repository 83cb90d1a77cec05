"""One open document: the live text, who is connected, and what is not yet stored."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pycrdt import Doc, Subscription, TransactionEvent

from minutes.documents.services import News
from minutes.rooms import protocol
from minutes.rooms.changes import Answer, Change, changes_in, frame_of, kept, merged
from minutes.rooms.connection import Connection
from minutes.rooms.levels import Levels, levels_of
from minutes.rooms.owners import Owners
from minutes.rooms.presence import Presence
from minutes.rooms.protocol import state_vector
from minutes.rooms.rights import MALFORMED, TOO_SLOW
from minutes.rooms.services import Proposal
from minutes.rooms.updates import settled, survey
from portal.gate.rules import Visitor

DOCUMENT_BYTES = 16 * 1024 * 1024  # encoded; a hundred times the longest minutes we know of
ANSWERS, ANSWER_BYTES = 8, 2 * 1024 * 1024  # many who come back at once ask the same
HELD = 16  # edits of one connection that wait for their predecessors


class Room:
    """Lives on the event loop thread; a pycrdt ``Doc`` must not leave it.

    Edits wait in ``inbox`` until they are taken in together. The live text may be ahead of the store by ``pending`` and
    ``committing``; whatever shows that lead waits in the same list. ``tainted`` means that the live text holds something that will
    never be stored: it takes nothing more and is built again from the store (``begin``).

    The live text is given only what it can take at once: an edit whose predecessors are missing is
    ``held`` beside it. So when an edit breaks, it is the fault of nobody but its author.
    """

    def __init__(self, document_id: UUID) -> None:
        self.document_id = document_id
        self.seq = 0
        self.size = 0
        self.connections: dict[Connection, None] = {}
        self.presence = Presence()
        self.inbox: dict[Connection, list[bytes]] = {}
        self.pending: list[Change | Answer] = []
        self.committing: list[Change | Answer] = []
        self.held: list[Change] = []
        self.tainted = False
        self.forgotten = False  # this process let go of it; who comes gets another
        self.owners = Owners(self.presence)
        self.talked = 0  # how far the talk about it has come, as those in the room were told
        self.log_rows = 0
        self.log_bytes = 0
        self._waiting_bytes = 0  # of the inbox
        self._known: dict[int, int] = {}  # the state vector of the live text
        self._levels = Levels()
        self._doc: Doc[Any] = Doc()
        self._subscription: Subscription | None = None
        self._effective: bytes | None = None
        self._answers: dict[bytes, bytes] = {}

    @property
    def settled(self) -> bool:
        """Whether the live text is exactly the stored one."""
        return not (self.inbox or self.pending or self.committing or self.tainted)

    def begin(self, seq: int, state: bytes) -> None:
        """Take the stored state as the live text, then what still waits to be stored."""
        waiting = [*self.committing, *self.pending, *self.held]
        self.pending, self.committing, self.held = [], [], []
        self.seq, self.size, self.tainted = seq, len(state), False
        self.close()
        self._doc, self._answers = Doc(), {}
        self._levels = levels_of(state)
        self._doc.apply_update(state)
        self._known = state_vector(self._doc.get_state())
        self._subscription = self._doc.observe(self._note)
        for each in waiting:
            if isinstance(each, Answer):
                self.answer(each.reader, each.vector)
            else:
                self._take_or_end(each)
        self.take_in()

    def close(self) -> None:
        """Let go of the live text: an observer and its ``Doc`` keep each other alive for ever."""
        if self._subscription is not None:
            self._doc.unobserve(self._subscription)
            self._subscription = None

    def edit(self, author: Connection, raw: bytes) -> bool:
        """Take an edit; it goes on its way with the next ``take_in``. False if the document is full, or stored too deep."""
        if self._levels.closed or not self._has_room_for(len(raw)):
            return False
        self.inbox.setdefault(author, []).append(raw)
        self._waiting_bytes += len(raw)
        author.flying(1)
        return True

    def take_in(self) -> None:
        """Apply what waits in the inbox and put it on its way to the store.

        What one connection sent is merged, and what plainly follows on what is known is applied in one step for all:
        most of what an edit costs is the step. Who sent what is no edit of this document is sent away.
        """
        if self.tainted:
            return  # its turn comes when the live text begins again
        inbox, self.inbox, self._waiting_bytes = self.inbox, {}, 0
        plain: list[Change] = []
        rest: list[tuple[Connection, bytes]] = []
        ahead = dict(self._known)
        for author, edits in inbox.items():
            change = self._merged(author, edits)
            if change is not None and change.news.follows(ahead) and self._levels.takes(change.news):
                plain.append(change)
            else:
                rest += [(author, raw) for raw in edits]
        self._take_plain(plain)
        for author, raw in rest:
            self._take_one(author, raw)

    def _merged(self, author: Connection, edits: list[bytes]) -> Change | None:
        """The edits of one connection as one change; None if they must be looked at one by one."""
        try:
            raw = merged(edits)
            change = Change(author, raw, survey(raw), raw, len(edits))
            self.owners.claim(change.author.visitor.user_id, change.news, self._known)
        except ValueError:
            return None
        return change

    def _take_plain(self, changes: list[Change]) -> None:
        if not changes:
            return
        everything = merged([each.raw for each in changes])
        try:
            self._apply(everything)
        except ValueError:
            if len(changes) == 1:
                changes[0].author.end(MALFORMED)
            else:  # one of them: each is tried by itself when the live text begins again
                self.pending += changes
            return
        self.pending += changes
        self.size += len(everything)
        for change in changes:
            change.news.note(self._known)
        if self.held:
            self._release()

    def _take_one(self, author: Connection, raw: bytes) -> None:
        if author.code == MALFORMED:  # sent away for an edit before this one
            return
        try:
            change = Change(author, raw, survey(raw))
            self.owners.claim(change.author.visitor.user_id, change.news, self._known)
            self._take(change)
        except ValueError:
            author.end(MALFORMED)

    def answer(self, reader: Connection, vector: bytes) -> None:
        """Send what the reader lacks, as soon as all of it is stored."""
        if self.tainted:
            self.pending.append(Answer(reader, vector, b""))  # made anew when the live text begins again
            return
        frame = self._answers.pop(vector, None) or protocol.step2(self._doc.get_update(vector))
        self._answers[vector] = frame  # the youngest stands last
        while len(self._answers) > 1 and (
            len(self._answers) > ANSWERS or sum(map(len, self._answers.values())) > ANSWER_BYTES
        ):
            del self._answers[next(iter(self._answers))]
        if self.settled:
            reader.tell(frame)
        else:
            self.pending.append(Answer(reader, vector, frame))

    def question(self) -> bytes:
        """The step 1 frame that asks for what the live text lacks."""
        return protocol.step1(self._doc.get_state())

    def propose(self) -> Proposal:
        """Move what is pending into the running commit; one part for each author."""
        self.committing, self.pending = self.pending, []
        changes = changes_in(self.committing)
        if len(changes) == 1:  # as where one person types
            return Proposal(self.document_id, ((changes[0].author.visitor, changes[0].effective or b""),))
        by_author: dict[Visitor, list[bytes]] = {}
        for change in changes:
            by_author.setdefault(change.author.visitor, []).append(change.effective or b"")
        parts = tuple((visitor, merged(data)) for visitor, data in by_author.items())
        return Proposal(self.document_id, parts)

    def committed(self, proposal: Proposal, seq: int) -> None:
        """The running commit is durable: tell the others, then acknowledge, then answer."""
        done, self.committing, self.seq = self.committing, [], seq
        self.log_rows += len(proposal.parts)
        for _, data in proposal.parts:
            self.log_bytes += len(data)
        self._tell_others(changes_in(done))
        for each in done:
            if isinstance(each, Change):
                each.author.flying(-each.edits)
                each.author.acknowledge(each.edits)
        for each in done:
            if isinstance(each, Answer):
                each.reader.tell(each.frame)

    def follow(self, news: News) -> None:
        """Take over what another process stored, and tell it to everybody here."""
        self._effective = None
        everything = merged([news.whole] if news.whole else [data for _, data in news.parts])
        self._levels.take(survey(everything, names=False))
        self._doc.apply_update(everything)
        self.owners.know(news)
        self._known = state_vector(self._doc.get_state())
        self.seq = news.seq
        if self._effective is not None:
            self.size += len(self._effective)
            self.tell(protocol.update(self._effective))
        if self.held:
            self._release()

    def authors(self) -> set[Connection]:
        """Whose edits are in the running commit or wait for the next."""
        waiting = [*self.committing, *self.pending, *self.held]
        return {*self.inbox, *(each.author for each in waiting if isinstance(each, Change))}

    def without(self, gone: Iterable[Connection]) -> None:
        """Drop what these connections still had on its way; the live text must begin again."""
        out = set(gone)
        for author in out:
            author.flying(-len(self.inbox.pop(author, ())))
        self._waiting_bytes = sum(len(raw) for edits in self.inbox.values() for raw in edits)
        for each in [*self.committing, *self.pending, *self.held]:
            if isinstance(each, Change) and each.author in out:
                self.tainted = True
                each.author.flying(-each.edits)
        self.pending = [*kept(self.committing, out), *kept(self.pending, out)]
        self.committing = []
        self.held = [change for change in self.held if change.author not in out]

    def drop_pending(self, author: Connection) -> None:
        """Drop what the connection has on its way, but for a commit that is running already."""
        running, self.committing = self.committing, []
        self.without([author])
        self.committing = running

    def leave(self, connection: Connection) -> None:
        """A connection ended: what it sent is still stored, but for edits that never got their predecessors."""
        self.connections.pop(connection, None)
        self.held = [change for change in self.held if change.author is not connection]
        self._answers.clear()
        gone = self.presence.leave(connection)
        if gone:
            self.tell(protocol.awareness(gone))

    def tell(self, frame: bytes, but: Connection | None = None) -> None:
        """Send a frame to everybody in the room, ``but`` one."""
        for connection in self.connections:
            if connection is not but:
                connection.tell(frame)

    def end(self, code: int) -> None:
        """Close every connection."""
        for connection in self.connections:
            connection.end(code)

    def _note(self, event: TransactionEvent) -> None:
        self._effective = event.update
        self._answers.clear()

    def _has_room_for(self, octets: int) -> bool:
        octets += self._waiting_bytes + sum(len(change.raw) for change in self.held)
        if self.size + octets > DOCUMENT_BYTES and not self.tainted:
            # edits add up to more than the text they leave: keystrokes are folded together, erased words forgotten
            self.size = len(self._doc.get_update())
        return self.size + octets <= DOCUMENT_BYTES

    def _take(self, change: Change) -> None:
        """Put an edit on its way; raises ``ValueError`` if it is broken, and taints the live text."""
        if self.tainted:
            self.pending.append(change)  # its turn comes when the live text begins again
            return
        if not change.news.is_ready(self._known):
            self._hold(change)
            return
        if not self._levels.takes(change.news):
            raise ValueError("nested as no editor of ours nests")
        effective = self._apply(change.raw)
        for client, _, end in change.news.runs:
            self._known[client] = max(end, self._known.get(client, 0))
        self.size += len(effective or b"")
        self._on_its_way(change._replace(effective=effective))
        if self.held:
            self._release()

    def _apply(self, raw: bytes) -> bytes | None:
        """What an edit adds to the live text. Whatever goes wrong, a part of it may have been taken."""
        self._effective = None
        try:
            self._doc.apply_update(raw)
            if self._effective != raw and not settled(raw, self._doc.get_state()):
                raise ValueError("it waits for itself")
        except BaseException as error:  # yrs: RuntimeError for a parent that has no children; a panic is no Exception
            self.tainted = True
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            raise ValueError("no edit of this document") from error
        return self._effective

    def _take_or_end(self, change: Change) -> None:
        try:
            self._take(change)
        except ValueError:
            change.author.end(MALFORMED)

    def _on_its_way(self, change: Change) -> None:
        if change.effective is None and self.settled:
            change.author.flying(-change.edits)
            change.author.acknowledge(change.edits)
        else:
            self.pending.append(change)

    def _hold(self, change: Change) -> None:
        """Keep an edit whose predecessors are missing, and ask its author for them."""
        waiting = sum(1 for each in self.held if each.author is change.author)
        if waiting >= HELD:
            change.author.end(TOO_SLOW)
            return
        if not waiting:
            change.author.tell(self.question())
        self.held.append(change)

    def _release(self) -> None:
        """Take what was held and now has its predecessors; each may be the one that others wait for."""
        held, self.held = self.held, []
        for change in held:
            if change.news.is_ready(self._known):
                self._take_or_end(change)
            else:
                self.held.append(change)

    def _tell_others(self, changes: list[Change]) -> None:
        if not changes:
            return
        first = changes[0].author
        # where several wrote at once, each hears its own words again: to Yjs that is nothing, and one frame serves all
        alone = all(change.author is first for change in changes)
        self.tell(frame_of(changes), but=first if alone else None)
