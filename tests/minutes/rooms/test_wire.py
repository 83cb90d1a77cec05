"""The short way of frames is the long one. That a reader who is slow, and a writer who floods, are served alike is in test_hostile."""

import pytest
from websockets.frames import Frame, Opcode

from minutes.rooms.wire import _header


@pytest.mark.parametrize("octets", [0, 1, 125, 126, 127, 65_535, 65_536, 1 << 20])
def test_a_frame_has_the_header_that_the_library_gives_it(octets):
    frame = bytes(octets)
    assert _header(octets) + frame == Frame(Opcode.BINARY, frame).serialize(mask=False)
