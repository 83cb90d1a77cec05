"""Reads a page as a machine for the blind would: its headings, its links, its numbers of things."""

from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Page(HTMLParser):
    """The headings, ids, link targets and attributes of one HTML page."""

    def __init__(self, html):
        super().__init__()
        self.levels = []
        self.ids = []
        self.targets = []
        self.actions = []
        self.attributes = set()
        self.tags = set()
        self.loaded = []
        self.scripts = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        given = dict(attrs)
        if tag == "script":
            self.scripts.append("src" if given.get("src") else given.get("type") or "inline")
        if given.get("src"):
            self.loaded.append(given["src"])
        if tag == "link" and given.get("rel") not in ("canonical", "alternate"):
            self.loaded.append(given["href"])
        if tag in HEADINGS:
            self.levels.append(int(tag[1]))
        if tag == "form":
            self.actions.append(given.get("action", ""))
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.targets.append(value)
