"""Pages made of one text, for the rules."""

from datetime import date

from cms.desk.checks.findings import Place
from cms.desk.checks.judging import judge
from cms.desk.checks.parts import Part, Read, Words

TODAY = date(2026, 10, 1)


def block(kind="text", name="文章1", facts=None, rich=(), **texts):
    """A block with plain fields; those named in ``rich`` hold HTML."""
    words = tuple(Words(field, text, field in rich) for field, text in texts.items())
    return Part(kind, Place(name, f"block-{name}"), words, facts or {})


def page(*parts, language="ja", original=None):
    return Read(language, parts, TODAY, original)


def codes(*parts, language="ja", original=None):
    """The codes of all that is found on a page of these blocks."""
    verdict = judge(page(*parts, language=language, original=original))
    return {finding.code for finding in verdict.must + verdict.should}


def musts(*parts, language="ja", original=None):
    return {finding.code for finding in judge(page(*parts, language=language, original=original)).must}


def said(text, language="ja", **more):
    return codes(block(text=text, **more), language=language)


def html(text, language="ja", **more):
    return codes(block(text=text, rich=("text",), **more), language=language)
