"""Template tags of the design system: icons, chips, fields, error summaries, and dates in 和暦."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.dates import wareki as words
from portal.dates.fiscal import days_left_words
from portal.templatetags.icons import ICONS

register = template.Library()

CHIP_KINDS = frozenset({"done", "need", "info", "plain", "changed"})
JUSO_WORDS = ("plan_review", "重層")
CODE_ATTRS = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}


# --- icons, marks, chips -----------------------------------------------------------------------
@register.simple_tag
def icon(name: str) -> SafeString:
    """One drawing of the icon set; a word must stand beside it, so it is hidden from screen readers."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon named {name!r}.")
    return format_html(
        '<svg class="icon icon--{}" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">'
        "{}</svg>",
        name,
        mark_safe(ICONS[name]),
    )


@register.simple_tag
def chip(kind: str, text: str, icon: str = "") -> SafeString:
    """A status in words with a tint; kind is done, need, info, plain or changed."""
    if kind not in CHIP_KINDS:
        raise template.TemplateSyntaxError(f"There is no chip of kind {kind!r}.")
    drawing = _icon(icon) if icon else ""
    return format_html('<span class="chip chip--{}">{}{}</span>', kind, drawing, text)


_icon = icon


@register.simple_tag
def kind_mark(kind: Any) -> SafeString:
    """The petal and the word of a kind of meeting: 支援会議, or 重層的支援会議 with its petal mirrored.

    kind is a choice with a label, its stored value, or the word itself.
    """
    juso = _is_juso(kind)
    label = _("Multi-layer support meeting") if juso else _("Support meeting")
    return format_html(
        '<span class="kind kind--{}"><span class="kind__petal" aria-hidden="true"></span>{}</span>',
        "juso" if juso else "shien",
        label,
    )


def _is_juso(kind: Any) -> bool:
    return any(str(word).startswith(JUSO_WORDS) for word in (kind, getattr(kind, "label", "")))


# --- dates and times -----------------------------------------------------------------------------
@register.filter
def wareki(value: date | None) -> str:
    """A day in full: 令和8年11月30日（月）."""
    return words.wareki(value) if value else ""


@register.filter
def wareki_year(value: date | None) -> str:
    """The year of the era: 令和8年."""
    return words.wareki_year(value) if value else ""


@register.filter
def day(value: date | None) -> str:
    """Month, day and weekday, for a page that has already said the year: 11月30日（月）."""
    return words.day(value) if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """Hours and minutes: 14:00."""
    return words.clock(value) if value is not None else ""


@register.filter
def days_left(value: date | None) -> str:
    """How long until a day: あと5日, あす, 今日; nothing once it is past."""
    return days_left_words(value, localdate()) if value else ""


@register.simple_tag
def span(start: datetime, end: datetime, plain: bool = False) -> str:
    """From when to when, as <time> whose day and hours do not break inside; plain=True gives the words alone."""
    text = words.span(start, end)
    if plain:
        return text
    head = words.wareki(start)
    return format_html(
        '<time datetime="{}"><span class="nowrap">{}</span><span class="nowrap">{}</span></time>',
        localtime(start).isoformat(timespec="minutes"),
        head,
        text.removeprefix(head),
    )


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    """The entry of a table under a key, or nothing."""
    return table.get(key)


@register.filter
def at(rows: Sequence[Any], number: int) -> Any:
    """The entry of a list at a place, or nothing."""
    return rows[number] if number < len(rows) else None


# --- forms -----------------------------------------------------------------------------------------
TICKS = (forms.CheckboxInput, forms.CheckboxSelectMultiple)


@register.inclusion_tag("portal/parts/field.html")
def field(bound: BoundField, *, big: bool = False, label: str = "", hint: str = "") -> dict[str, Any]:
    """A field as ui.md §6 wants it: label, hint, error, control; big=True is the field for a one-time code.

    label and hint replace those of the form.
    """
    words_under = hint or bound.help_text
    shape = _shape(bound)
    return {
        "field": bound,
        "shape": shape,
        "label": label or bound.label,
        "hint": words_under,
        # boxes to tick say themselves that they may be left alone
        "optional": not bound.field.required and not isinstance(bound.field.widget, TICKS),
        "control": _control(bound, big=big, hint=bool(words_under)) if shape in {"line", "check"} else "",
        "choices": list(bound.subwidgets) if shape == "group" else [],
        "described_by": _described_by(bound, hint=bool(words_under)),
    }


def _shape(bound: BoundField) -> str:
    """hidden, check (one box), group (several boxes or radios) or line (all that has one label above)."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def _described_by(bound: BoundField, *, hint: bool) -> str:
    parts = [f"{bound.auto_id}_helptext"] if hint else []
    return " ".join([*parts, f"{bound.auto_id}_error"] if bound.errors else parts)


def _control(bound: BoundField, *, big: bool, hint: bool) -> SafeString:
    """The control itself; what the form says about its attributes wins over what we would say."""
    own = bound.field.widget.attrs
    attrs: dict[str, Any] = {name: text for name, text in CODE_ATTRS.items() if big and name not in own}
    given = f" {own['class']}" if "class" in own else ""
    if _shape(bound) == "line":
        attrs["class"] = ("field__control field__control--code" if big else "field__control") + given
    if described := _described_by(bound, hint=hint):
        attrs["aria-describedby"] = described
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("portal/parts/error_summary.html")
def error_summary(*given: forms.BaseForm) -> dict[str, Any]:
    """All that must be mended, above the form, each sentence a link to its field (screen 11, sheet 2)."""
    errors = [entry for form in given for entry in _errors(form)]
    often = Counter(entry["sentence"] for entry in errors)
    alike = Counter(entry["label"] for entry in errors)
    vague = str(forms.Field.default_error_messages["required"])
    for entry in errors:  # what stands there twice, or is said of any empty field, says which one, if a label can tell
        unclear = often[entry["sentence"]] > 1 or entry["sentence"] == vague
        tells = unclear and alike[entry["label"]] == 1
        entry["whose"] = entry["label"] if tells else ""
    count = len(errors)
    title = ngettext("%(count)s thing needs mending", "%(count)s things need mending", count)
    return {"errors": errors, "title": title % {"count": count}}


def _errors(form: forms.BaseForm) -> Iterable[dict[str, str]]:
    if not form.is_bound:
        return
    for name, sentences in form.errors.items():
        target, label = ("", "") if name == NON_FIELD_ERRORS else (_target(form[name]), str(form[name].label))
        for sentence in sentences:
            yield {"target": target, "label": label, "sentence": str(sentence)}


def _target(bound: BoundField) -> str:
    """The id that a link to this field must name: a group of radios has none of its own, its first box has."""
    if _shape(bound) == "hidden":
        return ""
    if _shape(bound) == "group":
        return next((str(choice.id_for_label) for choice in bound.subwidgets), "")
    return bound.id_for_label
