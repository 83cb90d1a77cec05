"""How printed codes look: "3-ABCD-EFGH-JKLM-NPQR", sixteen letters of 32, 80 bits each."""

import secrets
import unicodedata

from portal.accounts.tokens import LETTERS

COUNT = 10


def new_word() -> str:
    """Sixteen random letters."""
    return "".join(secrets.choice(LETTERS) for _ in range(16))


def shown(index: int, word: str) -> str:
    """A code as printed."""
    return f"{index}-" + "-".join(word[start : start + 4] for start in range(0, 16, 4))


def typed(text: str) -> str:
    """What a person typed, in the form that is compared: half width, capitals, no spaces."""
    clean = unicodedata.normalize("NFKC", text).upper().replace(" ", "")
    return "".join("-" if char in "‐‑–—−ー" else char for char in clean)
