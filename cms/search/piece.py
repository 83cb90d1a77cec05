"""A word of a query (pure)."""

from dataclasses import dataclass

# they say how one asks, not after what
EMPTY = frozenset(
    {"何", "私", "僕", "俺", "方", "事", "時", "為", "様", "今", "所", "下", "教", "知", "欲", "言", "思"}
    | {"場合", "方法", "自分", "問題", "必要", "出来", "質問", "詳細", "一番"}
)


@dataclass(frozen=True)
class Piece:
    """A word of a query, folded, and how much a page must have it."""

    text: str
    strong: bool = True
    also: tuple[str, ...] = ()  # the same word as a dictionary writes it
    inside: tuple[str, ...] = ()  # the words that it is made of, where these are known
