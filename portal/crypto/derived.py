"""Keys made from the ring for one purpose, where a secret must leave the server without the ring's own keys."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.crypto.keys import ring

LENGTH = 32


def derived(context: str) -> list[bytes]:
    """Keys for ``context`` (purpose and owner, as one string): one for each sealing key, the current one's first.

    Seal with the first, try all of them to open. When a key leaves the ring, so does what was derived from it.
    """
    keys = ring()
    names = sorted(keys.sealing, key=lambda name: name != keys.current)
    return [_derive(keys.sealing[name], context) for name in names]


def _derive(key: bytes, context: str) -> bytes:
    info = f"kasane-derived-v1\0{context}".encode()
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=None, info=info).derive(key)
