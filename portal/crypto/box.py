"""Sealing bytes with AES-256-GCM, bound to the place they belong to."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.crypto.keys import ring

NONCE_LENGTH = 12


class CannotOpen(Exception):
    """The sealed bytes were altered, moved to another row, or their key is gone."""


def seal(plain: bytes, context: str) -> bytes:
    """Seal ``plain`` for ``context`` (table, column and owner of the row, as one string).

    Shape: one length byte, key id, 12 bytes nonce, ciphertext with tag.
    """
    keys = ring()
    key_id = keys.current.encode()
    nonce = os.urandom(NONCE_LENGTH)
    sealed = AESGCM(keys.sealing[keys.current]).encrypt(nonce, plain, context.encode())
    return bytes([len(key_id)]) + key_id + nonce + sealed


def unseal(sealed: bytes, context: str) -> bytes:
    """The plain bytes that were sealed for ``context``.

    Raises ``CannotOpen`` for altered or misplaced bytes and for an unknown key.
    """
    length = sealed[0] if sealed else 0
    key = ring().sealing.get(sealed[1 : 1 + length].decode(errors="replace"))
    if key is None:
        raise CannotOpen("unknown key")
    start = 1 + length
    try:
        return AESGCM(key).decrypt(
            sealed[start : start + NONCE_LENGTH], sealed[start + NONCE_LENGTH :], context.encode()
        )
    except (InvalidTag, ValueError) as error:  # ValueError: cut short within the nonce
        raise CannotOpen("altered or misplaced") from error
