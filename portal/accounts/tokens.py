"""Tokens of links and codes of paper, in the form in which they are compared (pure)."""

import hashlib
import secrets
import unicodedata

# without 0, 1, I and O, which people confuse on paper
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def sha256(text: str) -> str:
    """Hex digest of a link's token; only the digest is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def new_code() -> str:
    """A setup code: eight random letters, as they are compared."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def shown_code(code: str) -> str:
    """A setup code as printed."""
    return f"{code[:4]}-{code[4:]}"


def typed_code(text: str) -> str:
    """A setup code as typed: half width, capitals, without hyphens and spaces."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isascii() and char.isalnum())
