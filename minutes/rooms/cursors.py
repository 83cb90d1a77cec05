"""What a client may say of itself in presence: where its cursor is, whether it writes, what it is (pure).

Every browser in the room follows the cursors it is told, so only what the editor itself makes is told on.
Source: yjs ``RelativePosition.js``, y-prosemirror ``cursor-plugin.js``, editor/src/company.ts.
"""

from collections.abc import Callable, Mapping
from typing import Any

from minutes.rooms.protocol import MAX_UINT

DEVICES = ("computer", "phone", "away")
PARTS = ("agenda", "minutes")
PLACE = {"type", "tname", "item", "assoc"}


def told_on(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Of a client's own words those that may be told on, each as the editor makes it."""
    return {key: fields[key] for key, fits in KEPT.items() if key in fields and fits(fields[key])}


def _is_cursor(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict) and value.keys() == {"anchor", "head"} and all(map(_is_place, value.values()))
    )


def _is_place(value: Any) -> bool:
    """A Yjs relative position: before or after a step, or in a type or part by itself."""
    return (
        isinstance(value, dict)
        and value.keys() <= PLACE
        and any(value.get(key) is not None for key in ("type", "item", "tname"))
        and all(_is_step(value.get(key)) for key in ("type", "item"))
        and (value.get("tname") is None or value["tname"] in PARTS)
        and ("assoc" not in value or _is_whole(value["assoc"], -MAX_UINT))
    )


def _is_step(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict) and value.keys() == {"client", "clock"} and all(map(_is_whole, value.values()))
    )


def _is_whole(value: Any, least: int = 0) -> bool:
    return type(value) is int and least <= value <= MAX_UINT


KEPT: Mapping[str, Callable[[Any], bool]] = {
    "cursor": _is_cursor,
    "writing": lambda value: isinstance(value, bool),
    "device": lambda value: isinstance(value, str) and value in DEVICES,
}
