"""What is said of each finding: what is wrong, and what to do (pure)."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from cms.desk.checks.findings import Topic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: Final[dict[str, "_StrPromise"]] = {
    "alt": _(
        "%(block)s has no alternative text. Write in up to 80 characters what it tells, or mark it as decorative."
    ),
    "heading_jump": _("%(block)s: the heading “%(found)s” skips a level. Take the level right below the one before."),
    "heading_empty": _("%(block)s has an empty heading. Write a question or an answer, or take it out."),
    "heading_sign": _(
        "%(block)s: the heading “%(found)s” begins with a sign. Take it out; the page shows headings itself."
    ),
    "link_words": _("%(block)s: the link says only “%(found)s”. Say where it leads."),
    "link_empty": _("%(block)s has a link without words. Say where it leads: %(found)s"),
    "link_address": _("%(block)s: the words of a link are an address (%(found)s). Write the name of the page instead."),
    "anchor_twice": _("%(block)s: the short name “%(found)s” stands twice on this page. Give one of them another."),
    "pdf_summary": _("%(block)s: the PDF has no summary. Write in at least 100 characters what stands in it."),
    "pdf_short": _(
        "%(block)s: the summary of the PDF has %(found)s characters. Write in at least 100 what stands in it."
    ),
    "pdf_in_text": _(
        "%(block)s links to a PDF and does not say what stands in it. Take the PDF block, which asks for a summary."
    ),
    "machine_letters": _(
        "%(block)s has letters that not every machine reads (%(found)s). Write them in plain letters."
    ),
    "wide_letters": _("%(block)s has full-width letters or digits (%(found)s). Write them half-width."),
    "spaces_in_words": _("%(block)s has spaces inside a word (%(found)s). Screen readers split it: take them out."),
    "one_calendar": _("%(block)s: write the year in both calendars, as 令和8年（2026年） (%(found)s)."),
    "phone_typed": _(
        "%(block)s has a telephone number (%(found)s). Keep it in the record of the office and show that."
    ),
    "article_typed": _("%(block)s names an article of a law (%(found)s). Show the law record; it follows amendments."),
    "old_penalty": _("%(block)s says 懲役. Since June 2025 it is 拘禁刑; show the law record."),
    "small_number": _(
        "%(block)s has a number below ten (%(found)s). Write “fewer than 10”, so that nobody is recognised."
    ),
    "title_long": _("The title is longer than 40 characters. Let it say one thing."),
    "title_empty": _("The page has no title. Say in up to 40 characters what it is about."),
    "lead_missing": _("The lead sentence is missing. Say in up to 90 characters what the page is for."),
    "lead_long": _("The lead sentence is longer than 90 characters. Say only what a reader needs first."),
    "sentence_long": _("%(block)s has a sentence of more than 50 characters (%(found)s). Make two of it."),
    "sentence_long_easy": _("%(block)s has a sentence of more than 24 characters (%(found)s). One sentence, one fact."),
    "filler": _("%(block)s says “%(found)s”. Say instead what will happen."),
    "and_so_on": _("%(block)s says “%(found)s”. Name what is meant."),
    "such_as_twice": _("%(block)s says など twice in one sentence (%(found)s). Once is enough."),
    "ruby_missing": _("%(block)s has kanji without a reading (%(found)s). Write it as 漢字《かんじ》."),
    "untranslated": _("%(block)s is still in Japanese (%(found)s). Translate it before the page is shown."),
    "same_as_original": _(
        "%(block)s reads as the Japanese page does (%(found)s). Write it anew before the page is shown."
    ),
    "to_confirm": _("The city has still to confirm something on this page. Ask, then empty the list."),
    "review_passed": _("The day to look at this page again has passed. Read it through and set a new day."),
}

# What the panel says where nothing of the kind was found
GOOD: Final[dict[Topic, "_StrPromise"]] = {
    Topic.HEADINGS: _("Order of headings"),
    Topic.PICTURES: _("Alternative texts of pictures"),
    Topic.LINKS: _("Words of links"),
    Topic.FILES: _("Summaries of PDFs"),
    Topic.LETTERS: _("Letters and spaces"),
    Topic.FACTS: _("Dates, telephone numbers and laws"),
    Topic.SENTENCES: _("Length and tone of sentences"),
    Topic.LANGUAGE: _("Language of the page"),
    Topic.UPKEEP: _("Title, lead and upkeep"),
}
