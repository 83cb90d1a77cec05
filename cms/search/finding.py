"""What a visitor's search finds: live public pages of one language, and the documents that these use."""

from dataclasses import dataclass

from django.db.models import QuerySet
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.search.access import lexicon, of_kind, picks, shown_documents, shown_pages
from cms.search.asked import Asked, ask
from cms.search.backend.results import MOST
from cms.search.normal import fold

KINDS = ("all", "page", "news", "pdf")
TOP = 20
FEW = 3  # with fewer pages, those with some of the words are shown, too


@dataclass(frozen=True)
class Thing:
    """A page, or a document with the page that uses it."""

    page: int
    document: int | None = None


@dataclass(frozen=True)
class Finding:
    """All that was found, the best first; ``others`` have only some of the words."""

    picked: list[Thing]
    things: list[Thing]
    others: list[Thing]

    @property
    def count(self) -> int:
        """How many have all the words; what editors picked counts, too."""
        return len(self.picked) + len(self.things)


def find(query: str, home: Page, kind: str = "all") -> Finding:
    """The pages and documents for ``query`` from ``home`` on; ``kind`` is one of ``KINDS``."""
    asked = ask(query, lexicon())
    if not asked.parts:
        return Finding([], [], [])
    shown = shown_pages(home)
    picked = [Thing(page.pk) for page in picks(query, shown)] if kind == "all" else []
    things = [thing for thing in _ranked(query, asked, shown, kind) if thing not in picked]
    others: list[Thing] = []
    if len(picked) + len(things) < FEW:
        others = [
            thing for thing in _ranked(query, asked, shown, kind, any_word=True) if thing not in [*picked, *things]
        ]
    return Finding(picked, things, others[:10])


def _ranked(query: str, asked: Asked, public: QuerySet[Page], kind: str, *, any_word: bool = False) -> list[Thing]:
    """What the index finds, as far as it may be shown."""
    document_type = get_content_type_pk(get_document_model())
    types = [] if kind == "pdf" else list(get_descendants_content_types_pks(Page))
    types += [document_type] if kind in ("all", "pdf") else []
    ranking = get_search_backend().results_class.ranking
    found = ranking.find(asked, types, ("title", "body"), most=MOST, any_word=any_word)
    pages = public if kind == "all" else of_kind(public, kind)
    numbers = [each.pk for each in found if each.content_type != document_type]
    shown = {pk: (path, title) for pk, path, title in pages.filter(pk__in=numbers).values_list("pk", "path", "title")}
    documents = shown_documents(public, [int(each.pk) for each in found if each.content_type == document_type])
    things = []
    for each in found:
        number = int(each.pk)
        if each.content_type != document_type and number in shown:
            things.append(Thing(number))
        elif each.content_type == document_type and number in documents:
            things.append(Thing(documents[number].pk, number))
    return _parents_first(things, shown, fold(query))


def _parents_first(things: list[Thing], shown: dict[int, tuple[str, str]], query: str) -> list[Thing]:
    """A page whose title has the query stands before those of its parts whose titles have it, too."""
    paths = {shown[each.page][0]: each for each in things if not each.document and query in fold(shown[each.page][1])}
    for thing in list(things[:TOP]):
        path = "" if thing.document else shown[thing.page][0]
        parent = paths.get(path[: -Page.steplen]) if path in paths else None
        if parent and things.index(parent) > things.index(thing):
            things.remove(parent)
            things.insert(things.index(thing), parent)
    return things
