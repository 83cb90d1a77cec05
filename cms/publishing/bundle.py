"""The public site for a host of its own, which holds nothing else: no portal, no desk, no database."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _

from cms.publishing.asking import Asking
from cms.publishing.nginx import lines
from cms.publishing.rendering import Rendering
from cms.publishing.tree import feeds_in

INSIDE = (b"/portal/", b"/editorial/", b"wagtail")
SITE, SNIPPET = "site", "nginx.conf"


class NotFit(Exception):
    """The bundle cannot be given away; the sentence says why."""


def export(out: Path, *, address: str = "", search_at: str = "") -> int:
    """Write the bundle to a new directory, or to a .zip; how many addresses it has. NotFit if something is in the way.

    ``address`` is the root under which the other host is reached; ``search_at`` the address of a search that answers there.
    """
    if out.exists() and (out.is_file() or any(out.iterdir())):
        raise NotFit(_("There is something at this place already: %(place)s") % {"place": out})
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=".bundle-") as kept:
        tree = Path(kept)
        rendering = Rendering(
            tree, asking=Asking(forms_answered=False, search_at=search_at), address=address.rstrip("/")
        )
        entries = rendering.write()["entries"]
        _look_through(tree / "files", entries)
        (tree / SNIPPET).write_text(_snippet(entries, search_at))
        (tree / "files").rename(tree / SITE)
        if out.suffix == ".zip":
            _pack(tree, out)
        else:
            out.mkdir(exist_ok=True)
            for name in (SITE, SNIPPET):
                shutil.move(tree / name, out / name)
    return len(entries)


def _look_through(files: Path, entries: dict[str, Any]) -> None:
    """No page may know of what the other host has not."""
    for path, entry in entries.items():
        if entry["uses"] or entry["page"]:
            words = (files / entry["file"]).read_bytes()
            found = [word.decode() for word in INSIDE if word in words]
            if found:
                raise NotFit(
                    _("The page %(page)s names what only this house has: %(words)s") % {"page": path, "words": found}
                )


def _snippet(entries: dict[str, Any], search_at: str) -> str:
    headers: list[tuple[str, str]] = next((entry["headers"] for entry in entries.values() if entry["page"]), [])
    search = urlsplit(search_at)
    if search.netloc:  # a form may send to the search of the house
        there = f"form-action 'self' {search.scheme}://{search.netloc}"
        headers = [(name, value.replace("form-action 'self'", there)) for name, value in headers]
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return lines(f"/srv/kasane-public/{SITE}", headers, others, feeds=feeds_in(entries))


def _pack(tree: Path, out: Path) -> None:
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for file in sorted((tree / SITE).rglob("*")):
            if file.is_file():
                packed.write(file, file.relative_to(tree))
        packed.write(tree / SNIPPET, SNIPPET)
