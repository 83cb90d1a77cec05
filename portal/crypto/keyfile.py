"""Writing the key file: made once, then only ever replaced as a whole, readable by its owner alone."""

import base64
import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.crypto.keys import read

# As long as anything begun under the key before may still be under way: a slow request, a room's last store
STILLNESS = timedelta(minutes=10)


class KeyStillInUse(Exception):
    """The key cannot be taken away (yet)."""


def create_key_file(path: Path) -> None:
    """Write a fresh key file (mode 0600); refuses to overwrite one that exists (``FileExistsError``)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(fresh_keys(), file)


def fresh_keys() -> dict[str, Any]:
    """A new ring, as the file and ``KASANE_KEYS`` hold it."""
    return {"current": "k1", "sealing": {"k1": _random()}, "signing_id": "s1", "signing": _random()}


def add_sealing_key(path: Path) -> str:
    """Put a new key into the file and make it current; the ones before it still open. Answers its name."""
    content = _content(path)
    name = _next("k", content["sealing"])
    content["sealing"][name] = _random()
    content["current"] = name
    content["current_since"] = datetime.now(tz=UTC).isoformat(timespec="seconds")
    _replace(path, content)
    return name


def add_signing_key(path: Path) -> str:
    """Sign with a new key from now on; of the one before it only the public half stays. Answers its name."""
    content = _content(path)
    old = read(json.dumps(content).encode(), str(path))
    public = old.verifying[old.signing_id].public_bytes(Encoding.Raw, PublicFormat.Raw)
    content["verifying"] = {**content.get("verifying", {}), old.signing_id: base64.b64encode(public).decode()}
    content["signing_id"] = _next("s", content["verifying"])
    content["signing"] = _random()
    _replace(path, content)
    return str(content["signing_id"])


def drop_sealing_key(path: Path, name: str) -> None:
    """Take a key out of the file. What it sealed must have been sealed anew: see ``rotation.in_use``.

    Raises ``KeyStillInUse`` for the current key, and while something begun under an older one may
    not have ended (``STILLNESS`` after the key after it became current).
    """
    content = _content(path)
    if name == content["current"]:
        raise KeyStillInUse(f"{name} is the current key.")
    since = content.get("current_since")
    if since and datetime.now(tz=UTC) < (free := datetime.fromisoformat(since) + STILLNESS):
        raise KeyStillInUse(f"{name} may still be in somebody's hands. Try again after {free:%H:%M:%S} UTC.")
    del content["sealing"][name]
    _replace(path, content)


def _content(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _replace(path: Path, content: dict[str, Any]) -> None:
    """Whole or not at all: after kill -9 the file is the old one or the new one."""
    read(json.dumps(content).encode(), str(path))  # never a file that cannot be read again
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)


def _next(letter: str, taken: dict[str, str]) -> str:
    numbers = [int(name[1:]) for name in taken if name[:1] == letter and name[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
