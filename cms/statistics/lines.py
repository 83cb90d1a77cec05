"""Reads lines of nginx's access log (combined format) for pages that a person read (pure)."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import unquote

# 203.0.113.9 - - [01/Oct/2026:08:30:00 +0900] "GET /sodan/ HTTP/1.1" 200 5120 "-" "Mozilla/5.0 …"
LINE = re.compile(
    r'^\S+ \S+ [^\[]*\[(?P<at>[^\]]{1,40})\] "(?P<method>[A-Z]+) (?P<target>\S+)[^"]*" (?P<status>\d{3}) \S+'
    r'(?: "(?P<referer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|go-http|headless|feed", re.IGNORECASE
)
NOT_PAGES = ("/portal/", "/editorial/", "/static/", "/media/", "/documents/", "/images/", "/demo/", "/ws/", "/_util/")
FEED = "/rss/"  # cms/pages/news.py: programs ask for it, hour by hour
LONGEST = 300
SHOWN = {"200", "304"}


def page_of(target: str) -> str | None:
    """The page that an address asks for, without what follows the question mark; None for what is no page."""
    path = unquote(target.split("?", 1)[0].split("#", 1)[0], errors="replace")
    if not path.startswith("/") or not path.endswith("/") or len(path) > LONGEST:
        return None
    if path.startswith(NOT_PAGES) or path.endswith(FEED):
        return None
    return path if path.isprintable() else None


def visits(lines: Iterable[str]) -> Counter[tuple[date, str]]:
    """How often each page was read on each day; lines that are none are passed over. Nothing of the reader is kept."""
    counted: Counter[tuple[date, str]] = Counter()
    for line in lines:
        found = LINE.match(line)
        if not found or found["method"] != "GET" or found["status"] not in SHOWN:
            continue
        if MACHINES.search(found["agent"] or ""):
            continue
        path, day = page_of(found["target"]), _day(found["at"])
        if path is not None and day is not None:
            counted[day, path] += 1
    return counted


def _day(at: str) -> date | None:
    """The day as the server's clock had it."""
    try:
        return datetime.strptime(at, "%d/%b/%Y:%H:%M:%S %z").date()
    except ValueError:
        return None
