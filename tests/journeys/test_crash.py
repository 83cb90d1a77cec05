"""The plug is pulled while two people write: their rooms come back by themselves, and nothing told as saved is gone."""

import re
from dataclasses import dataclass, field
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser import Visit
from tests.journeys.acts import until
from tests.journeys.rooms import Ear, composing, editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey

# when the server dies: with the last words just sent, with half a word under the caret, just after it told "stored"
MOMENTS = ("in flight", "while composing", "once told")
SERVER_GONE = re.compile(
    r"^error: (WebSocket connection to 'ws://127\.0\.0\.1:\d+/.*' failed"
    r"|Failed to load resource: net::ERR_(CONNECTION_(RESET|REFUSED|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)$)"
)


@dataclass
class Writer:
    """One person in the room, and the words they wrote."""

    name: str
    visit: Visit
    ear: Ear
    numbers: count = field(default_factory=count)
    words: list[str] = field(default_factory=list)

    def write(self) -> str:
        """One more word, never written before."""
        # It begins and ends unlike its neighbours: else the difference that is sent may lie one letter aside of the word.
        word = f"{self.name}{next(self.numbers):03}"
        self.visit.page.keyboard.insert_text(word)
        self.words.append(word)
        return word

    def told(self, word: str) -> bool:
        """Whether the browser was told that the word is stored."""
        return self.ear.told_saved(word)

    def text(self) -> str:
        """What stands in the editor."""
        return text_of(self.visit.page)


def test_what_was_told_as_saved_outlives_the_server(kasane, page_factory):
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    room = meeting["items"][0]["url"]
    writers = []
    for name, role in (("甲", "member2"), ("乙", "member4")):
        visit = page_factory(cookie=kasane.cookie(role), url=kasane.url)
        writers.append(Writer(name, visit, enter_room(visit, room)))
        editor(visit.page).click()
        visit.page.evaluate("window.sameDocument = true")

    for moment in MOMENTS:
        told = the_server_dies(kasane, writers, moment)
        assert told
        they_go_on_without_it(writers)
        kasane.start()
        they_are_together_again(writers, told)

    reader = page_factory(cookie=kasane.cookie("member6"), url=kasane.url)
    enter_room(reader, room)
    assert text_of(reader.page) == writers[0].text()
    for writer in writers:
        assert writer.visit.errors == []
        assert [line for line in writer.visit.console if not SERVER_GONE.match(line)] == []


def the_server_dies(kasane, writers: list[Writer], moment: str) -> list[str]:
    """Both write, word by word in turn; answers every word that was told as saved when the process was killed."""
    first, second = writers
    for _turn in range(4):
        first.write()
        second.write()
    until(lambda: any(first.told(word) for word in first.words[-4:]), first.visit.page)
    if moment == "while composing":
        with composing(second.visit.page) as show:
            show("はん")
            first.write()
            kasane.kill()
            show("半分")
    else:
        last = first.write()
        if moment == "once told":
            until(lambda: first.told(last), first.visit.page)
        kasane.kill()
    for writer in writers:
        save_state(writer.visit.page, "pending")  # all that the socket still had to say has been heard by now
    return [word for writer in writers for word in writer.words if writer.told(word)]


def they_go_on_without_it(writers: list[Writer]) -> None:
    """Writing goes on; the room says that it is not sent, and asks not to close the screen."""
    for writer in writers:
        word = writer.write()
        assert word in writer.text()
        assert not writer.told(word)
        save_state(writer.visit.page, "pending")
        expect(writer.visit.page.locator("#room-banner .banner")).to_be_visible()


def they_are_together_again(writers: list[Writer], told: list[str]) -> None:
    """Nobody reloaded anything; both have the same text, with every word once."""
    first, second = writers
    for writer in writers:
        save_state(writer.visit.page, "saved")
        assert writer.visit.page.evaluate("window.sameDocument")
        expect(writer.visit.page.locator("#room-banner .banner")).to_be_hidden()
    until(lambda: first.text() == second.text(), first.visit.page)
    words = first.text()
    assert [word for word in told if words.count(word) != 1] == []
    # what was only on the devices came along too
    assert [word for writer in writers for word in writer.words if words.count(word) != 1] == []
