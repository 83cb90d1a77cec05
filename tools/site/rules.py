"""What holds on every public page, by number of public-site.md §7's fifteen checks; each rule yields sentences (pure)."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tools.site.crawl import ELSEWHERE, Answer

LANGUAGES = {"ja", "ja-simple", "en"}
FRONTS = ("/", "/en/", "/ja-simple/")
SIZE = re.compile(r"PDF(?:：|: )([0-9.]+)(KB|MB)")


def faults(answers: dict[str, Answer]) -> Iterator[str]:
    """Every fault of the site, one line each."""
    pages = {url: answer for url, answer in answers.items() if answer.is_page}
    yield from broken(answers, pages)
    yield from same_titles(pages)
    yield from languages(pages)
    for answer in pages.values():
        for rule in (frame, headings, pictures, quiet, policy, links_and_ids):
            for fault in rule(answer):
                yield f"{answer.path}: {fault}"
        yield from (f"{answer.path}: {fault}" for fault in files(answer, answers))


def broken(answers: dict[str, Answer], pages: dict[str, Answer]) -> Iterator[str]:
    """1: no link leads nowhere, no anchor is missing."""
    for answer in answers.values():
        if answer.status >= 400:
            yield f"{answer.found_on}: leads to {answer.path}, which answers {answer.status}"
    ids = {url: {str(each["id"]) for each in page.soup.find_all(id=True)} for url, page in pages.items()}
    for page in pages.values():
        for link in page.soup.find_all("a", href=True):
            url, anchor = urldefrag(urljoin(page.url, str(link["href"])))
            if anchor and url in ids and unquote(anchor) not in ids[url]:
                yield f"{page.path}: leads to #{anchor} on {urlsplit(url).path}, which has no such place"


def same_titles(pages: dict[str, Answer]) -> Iterator[str]:
    """5: titles tell pages apart."""
    titles = Counter(page.soup.title.get_text() if page.soup.title else "" for page in listed(pages))
    yield from (f"{count} pages are called {title!r}" for title, count in titles.items() if count > 1)


def listed(pages: dict[str, Answer]) -> list[Answer]:
    """Each page once: not again with another question behind it."""
    return [page for page in pages.values() if not urlsplit(page.url).query]


def languages(pages: dict[str, Answer]) -> Iterator[str]:
    """15: links to other languages lead back."""
    told = {
        page.path: {
            str(link["hreflang"]): urlsplit(str(link["href"])).path
            for link in page.soup.find_all("link", rel="alternate", hreflang=True)
        }
        for page in listed(pages)
    }
    for path, links in told.items():
        for code, target in links.items():
            if path not in told.get(target, {}).values():
                yield f"{path}: its {code} page {target} does not lead back"


def frame(page: Answer) -> Iterator[str]:
    """1 and 5: language, title, skip link, one h1, way here, page number, date, contact."""
    soup = page.soup
    html = soup.find("html")
    if not html or html.get("lang") not in LANGUAGES:
        yield "the language is missing"
    if not soup.title or not soup.title.get_text().strip():
        yield "the title is missing"
    first = soup.find("a", href=True)
    if not first or first["href"] != "#main" or not soup.find(id="main"):
        yield "the first link does not lead to the text"
    if len(soup.find_all("h1")) != 1:
        yield f"{len(soup.find_all('h1'))} first headings"
    if not soup.find("meta", attrs={"name": "description", "content": True}):
        yield "no description"
    if page.path not in FRONTS and "/search/" not in page.path:
        yield from below_the_front(page)


def below_the_front(page: Answer) -> Iterator[str]:
    """5: what every page but the front pages and the search shows."""
    soup = page.soup
    crumbs = soup.find("nav", class_="crumbs")
    if not crumbs or crumbs.find_all("li")[-1].find("a"):
        yield "the way here is missing, or its last step is a link"
    facts = soup.find(class_="facts")
    if not facts or not re.search(r"[0-9]{1,9}", facts.get_text()):
        yield "the page number is missing"
    if not soup.select_one(".facts time[datetime]"):
        yield "the date of the last change is missing"
    if not soup.find(class_="contact"):
        yield "nobody answers for it"


def headings(page: Answer) -> Iterator[str]:
    """1: no level is skipped."""
    levels = [int(each.name[1]) for each in page.soup.select("main :is(h1, h2, h3, h4, h5, h6)")]
    for upper, lower in pairwise(levels):
        if lower - upper > 1:
            yield f"after h{upper} comes h{lower}"


def pictures(page: Answer) -> Iterator[str]:
    """1: what is drawn is said."""
    for image in page.soup.find_all("img"):
        if image.get("alt") is None:
            yield f"{image.get('src')} has no alternative text"
    for svg in page.soup.find_all("svg"):
        named = svg.get("aria-label") or svg.find("title")
        if svg.get("aria-hidden") != "true" and not named and not svg.find_parent("svg"):
            yield "a drawing is neither named nor hidden"


def quiet(page: Answer) -> Iterator[str]:
    """12: no cookie, nothing that differs by reader, nothing from elsewhere."""
    if "set-cookie" in page.headers:
        yield "sets a cookie"
    if {"cookie", "accept-language"} & {part.strip().lower() for part in page.headers.get("vary", "").split(",")}:
        yield f"differs by reader: Vary: {page.headers['vary']}"
    host = urlsplit(page.url).netloc
    for element in page.soup.find_all(["script", "img", "link", "iframe", "source", "video", "audio"]):
        rel: list[str] = [*(element.get("rel") or [])]
        target = str(element.get("src") or ("" if {"canonical", "alternate"} & set(rel) else element.get("href")) or "")
        if urlsplit(target).netloc not in ("", host):
            yield f"loads {target}"
    for link in page.soup.find_all("a", href=True):
        if urlsplit(urljoin(page.url, str(link["href"]))).path.startswith(ELSEWHERE) and not urlsplit(
            str(link["href"])
        ).netloc.replace(host, ""):
            yield f"leads into the member area: {link['href']}"


def policy(page: Answer) -> Iterator[str]:
    """12: a content policy without holes, and nothing in the page that it would refuse."""
    told = page.headers.get("content-security-policy", "")
    if not told or "unsafe" in told:
        yield f"content policy: {told or 'none'}"
    if "nonce" in told:
        yield "the content policy names a nonce: the page cannot be a file"
    for script in page.soup.find_all("script"):
        if not script.get("src") and script.get("type") != "application/ld+json":
            yield "a script stands in the page"
    if page.soup.select("style, [style]"):
        yield "a style stands in the page"
    if any(name.startswith("on") for element in page.soup.find_all(True) for name in element.attrs):
        yield "an element carries a script"


def links_and_ids(page: Answer) -> Iterator[str]:
    """1: every id once, every link with words."""
    ids = Counter(str(each["id"]) for each in page.soup.find_all(id=True))
    yield from (f"the id {name} stands {count} times" for name, count in ids.items() if count > 1)
    for link in page.soup.find_all("a", href=True):
        named = link.get_text().strip() or link.get("aria-label") or link.select_one("[aria-label]")
        if not named:
            yield f"the link to {link['href']} has no words"
        if link.get("target"):
            yield f"the link to {link['href']} opens a new window"


def files(page: Answer, answers: dict[str, Answer]) -> Iterator[str]:
    """6: beside every PDF stand its kind and size, within 12 % of the file."""
    for link in page.soup.select("main a[href$='.pdf']"):
        url = urljoin(page.url, str(link["href"]))
        around = link.find_parent("li") or link.find_parent("p") or link
        told = SIZE.search(around.get_text())
        if not told:
            yield f"{link['href']}: neither kind nor size beside the link"
            continue
        size = float(told[1]) * (1_000_000 if told[2] == "MB" else 1000)
        if url in answers and abs(size - len(answers[url].body)) > max(0.12 * len(answers[url].body), 600):
            yield f"{link['href']}: says {told[0]}, is {len(answers[url].body)} bytes"
