"""Four loud readers of the environment: a wrong setting stops the start and says which."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def env_str(name: str, default: str | None = None) -> str:
    """The value of ``name``; without a default its absence is an error."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} must be set; see .env.example.")
    return value


def env_int(name: str, default: int) -> int:
    """The value of ``name`` as a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


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
