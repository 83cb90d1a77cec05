"""The sentences of the search page that depend on what was found."""

from django.utils.translation import gettext, ngettext

from cms.search.backend.results import MOST


def kinds() -> list[tuple[str, str]]:
    """The kinds of results to choose from."""
    return [
        ("all", gettext("All results")),
        ("page", gettext("Pages that explain")),
        ("news", gettext("News")),
        ("pdf", "PDF"),
    ]


def count_sentence(query: str, count: int) -> str:
    """How many pages have the words; where none has, which words are meant."""
    words = query.split()
    if count >= MOST:
        return gettext("More than %(count)s pages with “%(query)s”") % {"query": query, "count": MOST}
    if count:
        said = ngettext("%(count)s page with “%(query)s”", "%(count)s pages with “%(query)s”", count)
        return said % {"query": query, "count": count}
    if len(words) == 2:
        return gettext("No page has both “%(one)s” and “%(other)s”") % {"one": words[0], "other": words[1]}
    if len(words) > 2:
        return gettext("No page has all the words of “%(query)s”") % {"query": query}
    return gettext("No page has “%(query)s”") % {"query": query}
