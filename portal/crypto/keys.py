"""The key ring: AES keys by id and the signing key, from a file outside the database."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class KeyRing:
    """``current`` names the key that seals; every key in ``sealing`` can still open."""

    current: str
    sealing: dict[str, bytes]
    signing_id: str
    signing: Ed25519PrivateKey


def create_key_file(path: Path) -> None:
    """Write a fresh key file (mode 0600); refuses to overwrite one that exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "current": "k1",
        "sealing": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()},
        "signing_id": "s1",
        "signing": base64.b64encode(secrets.token_bytes(32)).decode(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)


@lru_cache(maxsize=4)
def _read(path: Path) -> KeyRing:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ImproperlyConfigured(f"No key file at {path}. Create one with: manage.py create_keys") from error
    return KeyRing(
        current=content["current"],
        sealing={key_id: base64.b64decode(key) for key_id, key in content["sealing"].items()},
        signing_id=content["signing_id"],
        signing=Ed25519PrivateKey.from_private_bytes(base64.b64decode(content["signing"])),
    )


def ring() -> KeyRing:
    """The keys of this installation.

    Raises ``ImproperlyConfigured`` where the key file is missing.
    """
    return _read(settings.KEY_FILE)
