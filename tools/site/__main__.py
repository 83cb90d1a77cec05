"""``python -m tools.site URL``: crawls a running site and says what is wrong with it; ends with 1 if anything is."""

import argparse
import shutil
import sys
from collections.abc import Iterator

import httpx

from tools.site import nu, rules, seen
from tools.site.crawl import Answer, crawl

# asked beside what links lead to: nothing found, much found, an address that does not exist
BESIDE = ("/search/?q=支援", "/search/?q=ぬるぽゔ", "/search/?q=%22%27%28", "/no-such-page/", "/en/no-such-page/")
# pages that differ by what is asked are looked at by the browser in their first form only
LEAST = 25


def main() -> int:
    """Check and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="where the site answers, e.g. http://127.0.0.1:8000")
    parser.add_argument("--fast", action="store_true", help="without the browser and the Nu checker")
    options = parser.parse_args()
    answers = crawl(options.url.rstrip("/"))
    pages = [answer for answer in answers.values() if answer.is_page]
    print(f"{len(answers)} addresses, {len(pages)} pages")
    found = list(rules.faults(answers))
    if len(pages) < LEAST:
        found.append(f"only {len(pages)} pages")
    if not options.fast:
        found += looked_deeper(options.url.rstrip("/"), pages)
    for fault in found:
        print(f"- {fault}")
    print("nothing wrong" if not found else f"{len(found)} faults")
    return 1 if found else 0


def looked_deeper(base: str, pages: list[Answer]) -> Iterator[str]:
    """The checkers that take minutes."""
    beside = [ask(base, path) for path in BESIDE]
    if nu.present():
        yield from nu.faults([*pages, *beside])
    else:
        print("The Nu checker did not run: it needs Java.")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        yield "no Chromium to look with"
        return
    urls = [page.url for page in pages if "?" not in page.url]
    yield from seen.faults([*urls, *(page.url for page in beside)], chromium)


def ask(base: str, path: str) -> Answer:
    """One address beside the crawl."""
    response = httpx.get(base + path, timeout=30)
    return Answer(base + path, response.status_code, response.headers, response.content, "")


if __name__ == "__main__":
    sys.exit(main())
