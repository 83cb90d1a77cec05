"""Sealing bytes with AES-256-GCM, bound to the place they belong to."""

import os
from collections.abc import Iterable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.crypto.keys import KeyRing, ring

NONCE_LENGTH = 12


class CannotOpen(Exception):
    """The sealed bytes were altered, moved to another row, or their key is gone.

    Where a row was read, ``row`` is its instance and ``column`` the field, for the record and the alarm.
    """

    row: object | None = None
    column: str = ""


def seal(plain: bytes, context: str) -> bytes:
    """Seal ``plain`` for ``context`` (table, column and owner of the row, as one string).

    Shape: one length byte, key id, 12 bytes nonce, ciphertext with tag.
    """
    return seal_all([(plain, context)])[0]


def seal_all(values: Iterable[tuple[bytes, str]]) -> list[bytes]:
    """The same for pairs of plain bytes and context, all under the key that is current now."""
    keys, given = ring(), list(values)
    begun, cipher = header(keys.current), _cipher(keys.sealing[keys.current])
    chance = os.urandom(NONCE_LENGTH * len(given))  # at once: it costs as much as to seal
    sealed = []
    for number, (plain, context) in enumerate(given):
        nonce = chance[number * NONCE_LENGTH : (number + 1) * NONCE_LENGTH]
        sealed.append(begun + nonce + cipher.encrypt(nonce, plain, context.encode()))
    return sealed


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    """Made once for each key: every keystroke is sealed."""
    return AESGCM(key)


def header(key_id: str) -> bytes:
    """How everything begins that the key of this name has sealed."""
    name = key_id.encode()
    return bytes([len(name)]) + name


def is_current(sealed: bytes) -> bool:
    """Whether the key that seals today sealed this."""
    return sealed.startswith(header(ring().current))


def unseal(sealed: bytes, context: str, keys: KeyRing | None = None) -> bytes:
    """The plain bytes that were sealed for ``context``; who opens many asks for the ``ring`` once.

    Raises ``CannotOpen`` for altered or misplaced bytes and for an unknown key.
    """
    length = sealed[0] if sealed else 0
    key = (keys or ring()).sealing.get(sealed[1 : 1 + length].decode(errors="replace"))
    if key is None:
        raise CannotOpen("unknown key")
    start = 1 + length
    try:
        return _cipher(key).decrypt(
            sealed[start : start + NONCE_LENGTH], sealed[start + NONCE_LENGTH :], context.encode()
        )
    except (InvalidTag, ValueError) as error:  # ValueError: cut short within the nonce
        raise CannotOpen("altered or misplaced") from error
