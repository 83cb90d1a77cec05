"""The server's own signature (Ed25519) over canonical bytes of a record."""

import base64
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from portal.crypto.keys import ring


def canonical(kind: str, record: Mapping[str, str | int | None]) -> bytes:
    """The exact bytes that are signed: a domain prefix and compact JSON with sorted keys.

    ``kind`` keeps a signature of one kind of record from being used for another.
    """
    body = json.dumps(dict(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return f"kasane-{kind}-v1\0{body}".encode()


def sign(kind: str, record: Mapping[str, str | int | None]) -> str:
    """Sign ``record``; shape: "<key id>:<base64>"."""
    keys = ring()
    signature = keys.signing.sign(canonical(kind, record))
    return f"{keys.signing_id}:{base64.b64encode(signature).decode()}"


def verify(kind: str, record: Mapping[str, str | int | None], seal: str) -> bool:
    """Whether ``seal`` is this server's signature over exactly ``record``, by today's key or one before it."""
    key = ring().verifying.get(seal.partition(":")[0])
    return key is not None and _holds(key, kind, record, seal)


def verify_by(public: str, kind: str, record: Mapping[str, str | int | None], seal: str) -> bool:
    """The same by a public key that came with the record (base64), whatever keys this host has."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
    except ValueError:
        return False
    return _holds(key, kind, record, seal)


def public_key(key_id: str) -> str:
    """The public key of this name (base64); empty where this host knows none."""
    key = ring().verifying.get(key_id)
    return base64.b64encode(key.public_bytes_raw()).decode() if key is not None else ""


def _holds(key: Ed25519PublicKey, kind: str, record: Mapping[str, str | int | None], seal: str) -> bool:
    signature = seal.partition(":")[2]
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, canonical(kind, record))
    except (InvalidSignature, ValueError):
        return False
    # one signature is written in one way: else an altered column would still hold (RFC 4648 §3.5)
    return base64.b64encode(raw).decode() == signature
