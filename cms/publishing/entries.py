"""What is kept of one published address, and which files a page shows (pure)."""

import re
from dataclasses import asdict, dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote, urljoin

FILES = ("/documents/", "/media/")
FOLLOWED = (*FILES, "/static/")
COMPRESSED = (
    "text/",
    "application/xml",
    "application/rss+xml",
    "application/json",
    "image/svg+xml",
    "application/javascript",
)
NAMED = re.compile(r"""\b(?:href|src|srcset|content|poster)=(?:"([^"]*)"|'([^']*)')""")
IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)""")
SMALL = 400  # bytes: what is smaller fits into one packet anyway


@dataclass(frozen=True)
class Entry:
    """One address: its file below the tree, what it is answered with, the page it is of and the files it shows."""

    file: str
    headers: list[tuple[str, str]]
    etag: str
    size: int
    status: int = 200
    zipped: bool = False
    page: int | None = None
    answers_queries: bool = False
    uses: list[str] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def is_compressed(content_type: str) -> bool:
    """Whether a compressed copy is worth keeping."""
    return content_type.startswith(COMPRESSED)


def file_of(path: str, content_type: str) -> str:
    """The name of the file for an address: "/toha/" is toha/index.html, a feed index.xml, the rest itself.

    ValueError for an address that would lead out of the tree.
    """
    parts = path.removeprefix("/").split("/")
    if not path.startswith("/") or any(part in (".", "..") or "\0" in part for part in parts) or "" in parts[:-1]:
        raise ValueError(path)
    if parts[-1] == "":
        parts[-1] = "index.xml" if "xml" in content_type and "html" not in content_type else "index.html"
    return "/".join(parts)


def files_shown(text: str, at: str, home: str) -> list[str]:
    """The documents, pictures, styles and scripts that a page or style sheet at ``at`` names, in order.

    ``home`` is the root of the site as absolute addresses write it.
    """
    named = [one or other for one, other in NAMED.findall(text)] + IN_STYLES.findall(text)
    found: dict[str, None] = {}
    for value in named:
        for part in unescape(value).split(","):  # a srcset names several
            address = part.strip().split(" ")[0].removeprefix(home)
            path = unquote(urljoin(at, address)).partition("#")[0].partition("?")[0] if address else ""
            if path.startswith(FOLLOWED):
                found[path] = None
    return list(found)
