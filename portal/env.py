"""Six loud readers of the environment: a wrong setting stops the start and says which."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
MOST_DAYS = 30
FALSE = {"0", "false", "no", "off", ""}


def env_str(name: str, default: str | None = None) -> str:
    """The value of ``name``; without a default its absence is an error."""
    value = os.environ.get(name, default)
    if value is None or (value == "" and default is None):
        raise ImproperlyConfigured(f"{name} must be set; see .env.example.")
    return value


def env_int(name: str, default: int) -> int:
    """The value of ``name`` as a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def env_days(name: str, default: str) -> tuple[int, ...]:
    """The value of ``name`` as numbers of days, like 14,3; empty for none."""
    value = os.environ.get(name, default)
    days = [each.strip() for each in value.split(",") if each.strip()]
    if not all(each.isdecimal() and 1 <= int(each) <= MOST_DAYS for each in days):
        raise ImproperlyConfigured(f"{name} must be numbers from 1 to {MOST_DAYS} with commas between, not {value!r}.")
    return tuple(int(each) for each in days)


def env_bool(name: str, default: bool) -> bool:
    """The value of ``name`` as yes or no."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def env_path(name: str, default: Path) -> Path:
    """The value of ``name`` as an absolute path."""
    return Path(os.environ.get(name) or default).resolve()


def env_workers(name: str) -> int:
    """How many server processes share this command: ``--workers`` on its command line, else ``name`` (as uvicorn reads it)."""
    said = [following for word, following in zip(sys.argv, sys.argv[1:], strict=False) if word == "--workers"]
    said += [word.partition("=")[2] for word in sys.argv if word.startswith("--workers=")]
    return int(said[0]) if said and said[0].isdigit() else env_int(name, 1)
