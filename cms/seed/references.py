"""Names in starter content become the numbers of what stands (pure)."""

import re
from typing import Any

LINK = re.compile(r'<a href="(/[^"#]*)(#[^"]*)?">')


def resolved(value: Any, ids: dict[str, dict[str, int]]) -> Any:
    """``value`` with every ``page:/…``, ``office:…`` and ``document:…`` as a number, and links of running text too.

    Raises ``LookupError`` where a name stands for nothing.
    """
    if isinstance(value, dict):
        return {key: resolved(inner, ids) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [resolved(inner, ids) for inner in value]
    if not isinstance(value, str):
        return value
    kind, colon, name = value.partition(":")
    if colon and kind in ids and "\n" not in name and (kind != "page" or name.startswith("/")):
        return ids[kind][name]
    return LINK.sub(lambda found: f'<a linktype="page" id="{ids["page"][found[1]]}">', value)
