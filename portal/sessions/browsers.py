"""A browser in words, from what it says of itself (pure). Only for recognising one's own: anybody can say anything."""

import re

# The first that fits counts: Edge and Chrome call themselves Safari too, a phone calls itself Linux or Macintosh.
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Chromebook", r"CrOS"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)


def described(user_agent: str) -> tuple[str, str]:
    """Browser and system; empty where it does not say."""
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, sign in names if re.search(sign, text)), "")
