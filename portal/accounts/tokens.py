"""Tokens of links and codes of paper, in the form in which they are compared (pure)."""

import hashlib
import unicodedata


def sha256(text: str) -> str:
    """Hex digest of a link's token; only the digest is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def typed_code(text: str) -> str:
    """A setup code as typed: half width, capitals, without hyphens and spaces."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isascii() and char.isalnum())
