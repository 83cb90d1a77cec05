"""Whether a form came from our own pages, told without a cookie (pure).

Browsers send Sec-Fetch-Site since 2023 and Origin with every POST before that; a page elsewhere can forge neither
(Fetch Metadata, W3C; OWASP CSRF cheat sheet). Programs may: what they could do is count, and that is limited.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit


def came_from_here(headers: Mapping[str, str], host: str) -> bool:
    """Whether ``headers`` name this host as where the form stood."""
    origin = headers.get("Origin", "")
    if origin and origin != "null":
        return urlsplit(origin).netloc == host
    return headers.get("Sec-Fetch-Site", "") == "same-origin"
