"""Questions about Yjs updates that pycrdt does not answer by itself (pure)."""

from pycrdt import get_update

from minutes.rooms.protocol import Reader, state_vector


def settled(update: bytes, vector: bytes) -> bool:
    """Whether a document with state ``vector`` holds all that ``update`` brings.

    An update whose predecessors are missing is kept aside by Yjs: it raises no event and is not
    in the encoded document. Such an update may not be acknowledged yet.
    """
    missing = Reader(get_update(update, vector))
    if missing.uint():  # number of clients with structs the document lacks
        return False
    known = state_vector(vector)
    return all(end <= known.get(client, 0) for client, end in _deletions(missing))


def _deletions(reader: Reader) -> list[tuple[int, int]]:
    """The delete set: (client, end of the range). Source: yjs ``DeleteSet.js``, ``readDeleteSet``."""
    ends = []
    for _ in range(reader.uint()):
        client = reader.uint()
        for _ in range(reader.uint()):
            start, length = reader.uint(), reader.uint()
            ends.append((client, start + length))
    return ends
