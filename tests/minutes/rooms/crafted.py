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


def steps(*numbers: int) -> bytes:
    """Numbers as they are written: clients and clocks."""
    return b"".join(map(write_uint, numbers))


def element_in(client: int, clock: int, tag: str) -> bytes:
    """An XmlElement inside another."""
    return bytes((7, 0)) + steps(client, clock, 3) + write_bytes(tag.encode())


def chain(client: int, nodes: int) -> bytes:
    """So many nodes, each inside the one before."""
    return update(client, element("role"), *(element_in(client, at, "role") for at in range(nodes - 1)))


def deletion(client: int, clock: int) -> bytes:
    """An update that deletes one step."""
    return steps(0, 1, client, 1, clock, 1)


def together(*updates: bytes) -> bytes:
    """Updates of one client each as one update, in this order."""
    return write_uint(len(updates)) + b"".join(each[1:-1] for each in updates) + write_uint(0)
