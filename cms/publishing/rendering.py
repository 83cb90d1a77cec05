"""Writing the whole public site into a tree: each address asked for once, and the files that its pages show."""

import gzip
import logging
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cms.publishing.addresses import Address, addresses, home_address, missing_pages, public_pages
from cms.publishing.asking import Answer, Asking, NotTheSameForAll
from cms.publishing.entries import FILES, SMALL, Entry, file_of, files_shown, is_compressed
from cms.publishing.tree import Manifest, keep, keep_again

BREATH = 0.001  # seconds between two addresses: in the one process, requests go first
log = logging.getLogger(__name__)


class Rendering:
    """One tree being written; what did not change is taken over from the ``old`` one."""

    def __init__(
        self,
        tree: Path,
        old: Path | None = None,
        was: Manifest | None = None,
        asking: Asking | None = None,
        address: str = "",
    ) -> None:
        self.tree, self.old, self.address = tree, old, address
        self.was: dict[str, Any] = was["entries"] if was else {}
        self.asking = asking or Asking()
        self.home = home_address()
        self.entries: dict[str, Entry] = {}

    def write(self) -> Manifest:
        """Write everything; returns the manifest. Addresses that are not for everybody are left to the house."""
        shown = public_pages()
        for address in addresses():
            self._write(address)
            time.sleep(BREATH)
        for asked, kept in missing_pages().items():
            answer = self._ask(asked)
            if answer is not None and answer.status == 404:
                self._keep(Address(kept), answer)
        self._write_files()
        entries = {path: entry.stored() for path, entry in self.entries.items()}
        return {"pages": {str(pk): state for pk, state in shown.items()}, "entries": entries}

    def _write(self, address: Address) -> None:
        answer = self._ask(address.path)
        if answer is not None and answer.status == 200:
            self._keep(address, answer)
        elif answer is not None and answer.status >= 500:
            log.error("a public page cannot be published: it broke (page %s)", address.page)

    def _file_of(self, address: Address, answer: Answer) -> str:
        name = file_of(address.path, answer.content_type)
        if address.answers_queries and self.asking.forms_answered:
            # a web server in front must not answer for it: it would not look at what stands behind the question mark
            return name.removesuffix("index.html") + "plain.html"
        return name

    def _write_files(self) -> None:
        asked: set[str] = set()
        asking = {path for entry in self.entries.values() for path in entry.uses}
        while asking:
            for path in sorted(asking):
                self._write_file(path)
            asked |= asking
            asking = {path for entry in self.entries.values() for path in entry.uses} - asked

    def _write_file(self, path: str) -> None:
        was = self.was.get(path)
        answer = self._ask(path, was["etag"] if was and path.startswith(FILES) else "")
        if answer is None or answer.status not in (200, 304):
            return
        if answer.status == 304 and was is not None and self.old is not None:
            entry = Entry(**was)
            if keep_again(self.tree, self.old, was, entry):
                self.entries[path] = entry
                return
            answer = self._ask(path)
        if answer is not None and answer.status == 200:
            self._keep(Address(path), answer)

    def _ask(self, path: str, etag: str = "") -> Answer | None:
        try:
            return self.asking.ask(path, etag)
        except NotTheSameForAll:
            log.warning("not published: the answer at a public address is not the same for everybody")
            return None

    def _keep(self, address: Address, answer: Answer) -> None:
        readable = is_compressed(answer.content_type)
        uses = files_shown(answer.content.decode(errors="replace"), address.path, self.home) if readable else []
        if readable and self.address and self.home:
            answer = replace(answer, content=answer.content.replace(self.home.encode(), self.address.encode()))
        etag = answer.etag or f'"{sha256(answer.content).hexdigest()[:32]}"'
        zipped = readable and len(answer.content) >= SMALL
        entry = Entry(
            file=self._file_of(address, answer),
            headers=answer.headers,
            etag=etag,
            size=len(answer.content),
            status=answer.status,
            zipped=zipped,
            page=address.page,
            answers_queries=address.answers_queries,
            uses=uses,
        )
        self.entries[address.path] = entry
        was = self.was.get(address.path)
        if self.old is None or was is None or not keep_again(self.tree, self.old, was, entry):
            smaller = gzip.compress(answer.content, 9, mtime=0) if zipped else None
            keep(self.tree, entry, answer.content, smaller)
