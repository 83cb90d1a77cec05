"""The one text form of a document, for its hash: equal content is equal text, and can be read back."""

import json
import re
from typing import Any
from unicodedata import normalize

from minutes.documents.blocks import (
    Block,
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Run,
    Source,
    Statement,
    Table,
    Unknown,
)

SCHEMA = 1
# CJK compatibility ideographs, which NFC would replace by others (U+FA10, 塚 with a dot, by the plain U+585A):
# a person's name stays as they write it.
_NAME_VARIANTS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")

Json = dict[str, Any]


def canonical(blocks: tuple[Block, ...]) -> str:
    """JSON with sorted keys and no spaces; all text in NFC, save the name variants that NFC would change."""
    document = {"schema": SCHEMA, "blocks": [_dump(block) for block in blocks]}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_canonical(text: str) -> tuple[Block, ...]:
    """The blocks that `canonical` wrote. ValueError for any other text."""
    try:
        document = json.loads(text)
        if document["schema"] != SCHEMA:
            raise ValueError("written by another version")
        return tuple(_load(block) for block in document["blocks"])
    except (KeyError, TypeError, RecursionError) as fault:
        raise ValueError("not a canonical document") from fault


def _dump(block: Block) -> Json:
    match block:
        case Paragraph(runs):
            return {"type": "paragraph", "runs": _dump_runs(runs)}
        case Heading(level, runs):
            return {"type": "heading", "level": level, "runs": _dump_runs(runs)}
        case ListBlock(ordered, items):
            return {"type": "list", "ordered": ordered, "items": [_dump_paragraphs(item) for item in items]}
        case Table(header, rows):
            return {"type": "table", "header": header, "rows": [_dump_paragraphs(row) for row in rows]}
        case Unknown(tag, text):
            return {"type": "unknown", "tag": _nfc(tag), "text": _nfc(text)}
        case _:
            return _dump_structured(block)


def _dump_structured(block: Statement | Decision | Roles | Next | Source) -> Json:
    match block:
        case Statement(speaker, agency, paragraphs):
            body = _dump_paragraphs(paragraphs)
            return {"type": "statement", "speaker": _nfc(speaker), "agency": _nfc(agency), "paragraphs": body}
        case Decision(number, paragraphs):
            return {"type": "decision", "number": number, "paragraphs": _dump_paragraphs(paragraphs)}
        case Roles(rows):
            return {"type": "roles", "rows": [_dump_row(row) for row in rows]}
        case Next(day, paragraphs):
            return {"type": "next", "day": _nfc(day), "paragraphs": _dump_paragraphs(paragraphs)}
        case Source(informant, how, day, paragraphs):
            told = {"informant": _nfc(informant), "how": _nfc(how), "day": _nfc(day)}
            return {"type": "source", **told, "paragraphs": _dump_paragraphs(paragraphs)}


def _dump_paragraphs(paragraphs: tuple[Paragraph, ...]) -> list[list[Json]]:
    return [_dump_runs(paragraph.runs) for paragraph in paragraphs]


def _dump_runs(runs: tuple[Run, ...]) -> list[Json]:
    return [{"text": _nfc(run.text), "bold": run.bold, **_dump_extra(run)} for run in runs]


def _dump_extra(run: Run) -> Json:
    """Named only where there is one: what was confirmed before there were links and readings keeps its hash."""
    extra = {"link": run.link, "ruby": _nfc(run.ruby)}
    return {name: value for name, value in extra.items() if value}


def _dump_row(row: RoleRow) -> Json:
    return {"who": _nfc(row.who), "agency": _nfc(row.agency), "what": _nfc(row.what), "due": _nfc(row.due)}


def _load(block: Json) -> Block:
    match block["type"]:
        case "paragraph":
            return Paragraph(_load_runs(block["runs"]))
        case "heading":
            return Heading(block["level"], _load_runs(block["runs"]))
        case "list":
            return ListBlock(block["ordered"], tuple(_load_paragraphs(item) for item in block["items"]))
        case "table":
            return Table(block["header"], tuple(_load_paragraphs(row) for row in block["rows"]))
        case "unknown":
            return Unknown(block["tag"], block["text"])
        case _:
            return _load_structured(block)


def _load_structured(block: Json) -> Block:
    match block["type"]:
        case "statement":
            return Statement(block["speaker"], block["agency"], _load_paragraphs(block["paragraphs"]))
        case "decision":
            return Decision(block["number"], _load_paragraphs(block["paragraphs"]))
        case "roles":
            return Roles(tuple(RoleRow(**row) for row in block["rows"]))
        case "next":
            return Next(block["day"], _load_paragraphs(block["paragraphs"]))
        case "source":
            body = _load_paragraphs(block["paragraphs"])
            return Source(block["informant"], block["how"], block["day"], body)
        case _:
            raise ValueError("not a block of this version")


def _load_paragraphs(paragraphs: list[list[Json]]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(_load_runs(runs)) for runs in paragraphs)


def _load_runs(runs: list[Json]) -> tuple[Run, ...]:
    return tuple(Run(**run) for run in runs)


def _nfc(text: str) -> str:
    parts = _NAME_VARIANTS.split(text)
    return "".join(part if at % 2 else normalize("NFC", part) for at, part in enumerate(parts))
