"""The key ring: AES keys by id and signing keys, from the environment or from a file outside the database."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class KeyRing:
    """``current`` names the key that seals; every key in ``sealing`` can still open.

    ``signing`` signs under the name ``signing_id``; ``verifying`` holds its public key and those of
    the signing keys before it, by name, so that old signatures stay valid when the key changes.
    """

    current: str
    sealing: Mapping[str, bytes]
    signing_id: str
    signing: Ed25519PrivateKey
    verifying: Mapping[str, Ed25519PublicKey]


def ring() -> KeyRing:
    """The keys of this installation; a key file that was changed is read anew, without a restart.

    Raises ``ImproperlyConfigured`` where there are none, or where they cannot be read.
    """
    if settings.KEYS:
        return _from_environment(settings.KEYS)
    path: Path = settings.KEY_FILE
    try:
        seen = path.stat()
    except FileNotFoundError as error:
        raise ImproperlyConfigured(f"No key file at {path}. Create one with: manage.py create_keys") from error
    # a key file is only ever replaced as a whole (keyfile.py): another file, another inode or time
    return _from_file(path, (seen.st_ino, seen.st_mtime_ns, seen.st_size))


@lru_cache(maxsize=4)
def _from_file(path: Path, seen: tuple[int, int, int]) -> KeyRing:
    return read(path.read_bytes(), str(path))


@lru_cache(maxsize=4)
def _from_environment(value: str) -> KeyRing:
    try:
        content = value.encode() if value.lstrip().startswith("{") else base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured("KASANE_KEYS is neither JSON nor its base64.") from error
    return read(content, "KASANE_KEYS")


def read(content: bytes, where: str) -> KeyRing:
    """The ring that ``content`` (JSON, as in the key file) describes; ``where`` is named in errors, keys never."""
    try:
        found: dict[str, Any] = json.loads(content)
        signing = Ed25519PrivateKey.from_private_bytes(base64.b64decode(found["signing"]))
        public = {name: base64.b64decode(key) for name, key in found.get("verifying", {}).items()}
        keys = KeyRing(
            current=found["current"],
            sealing={name: base64.b64decode(key) for name, key in found["sealing"].items()},
            signing_id=found["signing_id"],
            signing=signing,
            verifying={name: Ed25519PublicKey.from_public_bytes(key) for name, key in public.items()}
            | {found["signing_id"]: signing.public_key()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(f"The keys in {where} cannot be read.") from error
    sound = keys.current in keys.sealing and all(len(key) == 32 for key in keys.sealing.values())
    if not sound or not all(0 < len(name.encode()) < 256 for name in keys.sealing):
        raise ImproperlyConfigured(f"The keys in {where} are not whole: each has a name and 32 bytes, one is current.")
    return keys
