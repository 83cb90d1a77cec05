"""Wagtail's choosers without their inline scripts, which our content policy forbids; static/cms/desk.js starts them."""

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser

# what Wagtail writes into the script: ``new PageChooser("id_x", {…});`` or ``createTaskChooser("id_x");``
CALL = re.compile(r"(new )?([\w.]+)\((.*)\);", re.DOTALL)


def render(self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
    """As ``BaseChooser.render``, with the call as data."""
    data = self.get_value_data(value)
    call = CALL.fullmatch(self.render_js_init((attrs or {})["id"], name, data))
    if call is None:
        raise ValueError("a chooser that starts in another way: see CALL")
    return format_html(
        '{}<template data-start="{}" data-args="[{}]"{}></template>',
        self.render_html(name, data, attrs),
        call[2],
        call[3],
        SafeString(" data-new") if call[1] else "",
    )


def without_inline_scripts() -> None:
    """Let every chooser of the desk render so."""
    BaseChooser.render = render
