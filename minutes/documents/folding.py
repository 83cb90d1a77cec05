"""Many updates become one, whatever stands in them (pure)."""

import threading
from typing import Any

from pycrdt import Doc, merge_updates

SMALL = 64 * 1024  # octets of updates: nothing in them is nested so deeply that an ordinary stack ends
# a node takes 8 octets and more, and yrs some 250 octets of stack to delete it
STACK_PER_OCTET, STACK_MOST = 64, 1024**3
# Yrs looks through all updates for each that it merges, and nobody else runs meanwhile: 8,000 keystrokes of ten people
# take 300 ms in one go, 20 ms each by itself, 10 ms so
TOGETHER = 32
_one_at_a_time = threading.Lock()  # the size of a stack is set for the whole process


def folded(updates: list[bytes]) -> bytes:
    """The full state that these updates make together, as one.

    Yrs deletes nested nodes by recursion on the C stack, and an overflow ends the process. No room takes such nesting
    any more (``rooms/levels.py``), but what was stored before must be read, too: long logs are folded on a stack that
    lasts. It is only reserved; memory is used as deep as the nesting goes.
    """
    octets = sum(map(len, updates))
    if octets <= SMALL:
        return _folded(updates)
    answer: list[bytes | BaseException] = []
    with _one_at_a_time:
        before = threading.stack_size(min(STACK_MOST, max(16 * 1024**2, octets * STACK_PER_OCTET // 4096 * 4096)))
        try:
            thread = threading.Thread(target=_answered, args=(updates, answer), name="folding")
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if isinstance(answer[0], BaseException):
        raise answer[0]
    return answer[0]


def _folded(updates: list[bytes]) -> bytes:
    doc: Doc[Any] = Doc()
    for first in range(0, len(updates), TOGETHER):
        doc.apply_update(merge_updates(*updates[first : first + TOGETHER]))
    return doc.get_update()


def _answered(updates: list[bytes], answer: list[bytes | BaseException]) -> None:
    try:
        answer.append(_folded(updates))
    except BaseException as error:
        answer.append(error)
