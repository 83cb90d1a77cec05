"""Walks a running public site from its sitemap and front page, and keeps what every address answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup

# not of the public site, whoever links to it
ELSEWHERE = ("/portal/", "/editorial/", "/demo/")


@dataclass
class Answer:
    """What one address answered."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    found_on: str
    _soup: BeautifulSoup | None = field(default=None, repr=False)

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page that stands."""
        return self.status == 200 and self.headers.get("content-type", "").startswith("text/html")

    @property
    def soup(self) -> BeautifulSoup:
        """The page, read once."""
        if self._soup is None:
            self._soup = BeautifulSoup(self.body, "lxml")
        return self._soup

    @property
    def path(self) -> str:
        """The path of the address."""
        return urlsplit(self.url).path


def crawl(base: str, limit: int = 2000) -> dict[str, Answer]:
    """Every address of the site that can be reached, by address without fragment; at most ``limit``.

    Raises ``httpx.HTTPError`` where the site does not answer at all.
    """
    answers: dict[str, Answer] = {}
    host = urlsplit(base).netloc
    waiting = [(f"{base}/", "")]
    with httpx.Client(follow_redirects=False, timeout=30) as client:
        sitemap = client.get(f"{base}/sitemap.xml")
        waiting += [(urljoin(base, urlsplit(found).path), "/sitemap.xml") for found in locations(sitemap.text)]
        while waiting and len(answers) < limit:
            url, found_on = waiting.pop(0)
            if url in answers:
                continue
            response = client.get(url)
            answer = Answer(url, response.status_code, response.headers, response.content, found_on)
            answers[url] = answer
            if answer.is_page:
                waiting += [(each, answer.path) for each in inside(answer, host)]
    return answers


def locations(sitemap: str) -> list[str]:
    """The addresses that a sitemap names (pure)."""
    return re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", sitemap)


def inside(answer: Answer, host: str) -> Iterator[str]:
    """Addresses of this host that the page leads to or loads."""
    for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
        for element in answer.soup.find_all(tag):
            target = str(element.get(name) or "")
            if not target or target.startswith(("mailto:", "tel:", "data:", "#")):
                continue
            url = urldefrag(urljoin(answer.url, target)).url
            parts = urlsplit(url)
            if parts.netloc == host and not parts.path.startswith(ELSEWHERE):
                yield url
