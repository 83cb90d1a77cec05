"""Yjs updates made by hand, octet by octet, as no editor makes them."""

from minutes.rooms.protocol import write_bytes, write_uint


def update(client: int, *structs: bytes, clock: int = 0) -> bytes:
    """An update of one client with these structs."""
    return b"".join(map(write_uint, (1, len(structs), client, clock))) + b"".join(structs) + write_uint(0)


def element(tag: str, root: str = "minutes") -> bytes:
    """An XmlElement at the beginning of a root."""
    return bytes((7, 1)) + write_bytes(root.encode()) + write_uint(3) + write_bytes(tag.encode())


def text_in(client: int, clock: int) -> bytes:
    """An XmlText inside that element."""
    return bytes((7, 0)) + write_uint(client) + write_uint(clock) + write_uint(6)


def words_in(client: int, clock: int, words: str) -> bytes:
    """Words inside whatever stands there."""
    return bytes((4, 0)) + write_uint(client) + write_uint(clock) + write_bytes(words.encode())


def paragraph(client: int, words: str, clock: int = 0) -> bytes:
    """A paragraph in the minutes, as an editor makes it."""
    inner = (element("paragraph"), text_in(client, clock), words_in(client, clock + 1, words))
    return update(client, *inner, clock=clock)


def half_valid(client: int, words: str) -> bytes:
    """A paragraph and, in the same update, words inside its words: pycrdt takes the one and breaks at the other."""
    inner = (element("paragraph"), text_in(client, 0), words_in(client, 1, words), words_in(client, 2, "x"))
    return update(client, *inner)
