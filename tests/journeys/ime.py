"""Japanese input while another person writes in the same place: scripts drawn by a seed, played in two browsers.

A script is one composition, kana by kana through the browser's own door for input methods, and what the other does
between its steps. Afterwards the word must stand exactly once, the caret behind it, and both must see the same text.
"""

import random
from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Page

from tests.journeys.acts import until
from tests.journeys.rooms import editor, text_of

# Words as they are typed: the kana, then what the input method offers one after the other. The last is meant.
WORDS = (
    ("ほうもん", ("砲門", "訪問")),
    ("じゅしん", ("受信", "受診")),
    ("きたむらさん", ("北村さん",)),
    ("ちいきほうかつしえんせんたー", ("地域包括支援センター",)),
    ("じゅうにがつのだいいっしゅう", ("十二月の第一週", "12月の第1週")),
    ("みまもりとしえんほうしんのかくにんをきょうどうでおこなう", ("見守りと支援方針の確認を共同で行う",)),
    ("はは", ("ハハ", "ﾊﾊ", "母")),
)
ENDS = ("commit", "commit", "commit", "commit", "blur", "kana")
BASE = "あの件は来月にまた話す。長い文の中ほどに書く。"
ACTS = ("before", "after", "inside", "inside", "delete", "split", "elsewhere", "newline")

PLACE = """([part, line, offset]) => {
    const root = document.querySelector(`#${part}-editor .editor`);
    const lines = [...root.querySelectorAll("p, td, .role__what")];
    const walker = document.createTreeWalker(lines[line], NodeFilter.SHOW_TEXT, node =>
        node.parentElement.closest(".cursor, [contenteditable=false]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let left = offset, node, last = null;
    while ((node = walker.nextNode())) { last = node; if (left <= node.length) break; left -= node.length; }
    root.focus({ preventScroll: true });
    const at = node ?? last;
    if (at) getSelection().collapse(at, Math.min(left, at.length));
    else getSelection().collapse(lines[line], 0);
    return new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""


@dataclass
class Typist:
    """One browser with its input method."""

    page: Page
    session: CDPSession
    composed: str = ""

    @classmethod
    def at(cls, page: Page) -> "Typist":
        """A typist with the caret in the minutes."""
        editor(page).click()
        return cls(page, page.context.new_cdp_session(page))

    def lines(self) -> list[str]:
        """The paragraphs as they stand, half-typed kana included."""
        return text_of(self.page).split("\n")

    def place(self, line: int, offset: int, part: str = "minutes") -> None:
        """Put the caret there, as a press with the mouse does."""
        self.page.evaluate(PLACE, [part, line, offset])

    def show(self, text: str, *, over: tuple[int, int] | None = None) -> None:
        """One state of the composition under the caret; ``over`` takes back that range: 再変換."""
        self.composed = text
        place = {"replacementStart": over[0], "replacementEnd": over[1]} if over else {}
        caret = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.session.send("Input.imeSetComposition", {"text": text, **caret, **place})

    def commit(self, text: str | None = None) -> None:
        """Confirm what is meant."""
        self.session.send("Input.insertText", {"text": self.composed if text is None else text})
        self.composed = ""

    def look_away(self) -> None:
        """The focus leaves in the middle of the word, which confirms it, and comes back."""
        self.page.evaluate("document.activeElement.blur()")
        editor(self.page).evaluate("root => root.focus({ preventScroll: true })")
        self.composed = ""

    def type(self, text: str) -> None:
        """Plain letters."""
        self.page.keyboard.insert_text(text)


@dataclass
class Script:
    """What happens, drawn from a seed."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def states(self) -> tuple[list[str], str]:
        """All states of one composition, and the word that is meant."""
        kana, offers = self.chance.choice(WORDS)
        grown = [kana[: at + 1] for at in range(len(kana))]
        if len(grown) > 8:
            grown = [*sorted(self.chance.sample(grown[:-1], 7), key=len), kana]
        if self.chance.random() < 0.3:  # a slip, taken back
            grown.insert(self.chance.randrange(1, len(grown) + 1), kana[0] + "っ")
            grown.append(kana)
        return [*grown, *offers], offers[-1]


def start_over(typist: Typist, other: Typist) -> None:
    """Three lines to write in, the same for both."""
    page = typist.page
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    for at in range(3):
        if at:
            page.keyboard.press("Enter")
        typist.type(f"{at}{BASE}")
    until(lambda: typist.lines() == other.lines() == [f"{at}{BASE}" for at in range(3)], page)


def disturb(script: Script, other: Typist, line: int, at: int, tick: int) -> None:
    """One act of the other person: before, after or inside the paragraph in which somebody composes."""
    chance = script.chance
    lines = other.lines()
    line = min(line, len(lines) - 1)
    act = chance.choice(ACTS)
    if act == "elsewhere":
        line = chance.choice([each for each in range(len(lines)) if each != line] or [0])
    length = len(lines[line])
    spot = {"before": 0, "after": length, "newline": length}.get(act, chance.randint(0, length))
    if act == "inside" and chance.random() < 0.5:
        spot = min(at, length)  # just where the word is being written
    other.place(line, spot)
    if act == "delete":
        for _ in range(chance.randint(1, 3)):
            if spot > 1:  # never the line itself
                other.page.keyboard.press("Backspace")
                spot -= 1
    elif act in ("split", "newline"):
        other.page.keyboard.press("Enter")
    else:
        other.type(f"[{tick}]")


def play(seed: int, typist: Typist, other: Typist) -> None:
    """One script, and what must hold after it."""
    script = Script(seed)
    start_over(typist, other)
    line, at = script.chance.randrange(3), script.chance.randint(1, len(BASE) + 1)
    states, word = script.states()
    typist.place(line, at)
    rate = script.chance.choice((0.0, 0.3, 0.7))
    for tick, state in enumerate(states):
        if script.chance.random() < rate:
            disturb(script, other, line, at, tick)
        typist.show(state)
    end = script.chance.choice(ENDS)
    if end == "kana":  # unconverted, by another offer at the last moment
        word = states[0] + "ゝ"
        typist.show(word)
    if script.chance.random() < rate:
        disturb(script, other, line, at, 99)
    if end == "blur":
        typist.look_away()
    else:
        typist.commit(word)
    if end != "blur" and script.chance.random() < 0.3:  # the next letter comes at once, before anything has settled
        typist.type("◎")
    else:
        until(lambda: settled(typist, other), typist.page)
        typist.type("◎")
    until(lambda: settled(typist, other), typist.page)
    assert "".join(typist.lines()).count(word) == 1, (seed, end, word, typist.lines())
    assert word + "◎" in "".join(typist.lines()), (seed, end, word, typist.lines())
    left = "".join(typist.lines()).replace(word, "")
    assert not any(state in left for state in states if len(state) > 1), (seed, end, left)


def settled(typist: Typist, other: Typist) -> bool:
    """Both say that all is stored, and both show the same."""
    saved = all(one.page.locator("#save-state").get_attribute("data-save") == "saved" for one in (typist, other))
    return saved and typist.lines() == other.lines()
