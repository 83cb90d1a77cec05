"""The published directory: whole trees of files, of which one is current; no database.

::

    current -> trees/<name>     what is served; nginx: root …/current/files
    trees/<name>/files/         one file for each address, with .gz beside it
    trees/<name>/manifest.json  addresses, headers, which page each is of
    generation                  replaced whenever what is served changes; who serves looks at its inode and time
    wanted                      replaced whenever what is published ought to be written anew
    withdrawn                   what was taken out while a tree was being written

Whatever changes what is served holds ``switch.lock`` (for milliseconds), whoever writes a tree ``render.lock``.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from cms.publishing.entries import Entry

Manifest = dict[str, Any]


class Published:
    """The published directory at ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.current = root / "current"
        self.generation = root / "generation"
        self._wanted = root / "wanted"
        self._withdrawn = root / "withdrawn"

    # --- what ought to be ------------------------------------------------------------------------

    def ask(self) -> None:
        """Say that what is published is no longer what ought to be."""
        self._prepare()
        _replace(self._wanted, uuid4().hex)

    def wanted(self) -> str:
        """The name of the latest wish."""
        return _read(self._wanted)

    def made_for(self) -> str:
        """The wish that what is served answers; "" if nothing is served."""
        return _read(self.current / "made_for")

    # --- what is served --------------------------------------------------------------------------

    def manifest(self) -> Manifest | None:
        """Of the current tree; None before the first."""
        try:
            found: Manifest = json.loads((self.current / "manifest.json").read_text())
        except FileNotFoundError:
            return None
        return found

    def withdraw(self, pages: Collection[int] = (), prefixes: Collection[str] = ()) -> None:
        """Take pages, lists for programs, and files that no other page shows out of what is served, at once."""
        self._prepare()
        with self._locked("switch.lock"):
            with self._withdrawn.open("a") as journal:
                journal.write(json.dumps({"pages": list(pages), "prefixes": list(prefixes)}) + "\n")
            manifest = self.manifest()
            if manifest is not None and self._take_out(self.current.resolve(), manifest, pages, prefixes):
                _replace(self.generation, uuid4().hex)

    def withdrawals(self) -> int:
        """How much was withdrawn so far: a mark to hand to ``switch``."""
        return self._withdrawn.stat().st_size if self._withdrawn.exists() else 0

    # --- a new tree ------------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[bool]:
        """Be the only one who writes a tree; False where another does and ``wait`` is not wanted."""
        self._prepare()
        with self._locked("render.lock", wait=wait) as mine:
            yield mine

    def begin(self) -> Path:
        """A new, empty tree."""
        tree = self.root / "trees" / f"{datetime.now(UTC):%Y%m%d%H%M%S}-{uuid4().hex[:8]}"
        _directory(tree / "files")
        return tree

    def switch(self, tree: Path, manifest: Manifest, made_for: str, since: int) -> None:
        """Serve ``tree`` from now on, without what was withdrawn since the mark; older trees go."""
        with self._locked("switch.lock"):
            write(tree / "made_for", made_for.encode())
            write(tree / "manifest.json", json.dumps(manifest).encode(), safe=True)
            for line in self._withdrawn.read_text()[since:].splitlines() if self._withdrawn.exists() else ():
                said = json.loads(line)
                self._take_out(tree, manifest, said["pages"], said["prefixes"])
            _sync(tree)
            link = self.root / f"next-{uuid4().hex[:8]}"
            link.symlink_to(Path("trees") / tree.name)
            link.replace(self.current)
            _sync(self.root)
            self._withdrawn.unlink(missing_ok=True)
            _replace(self.generation, uuid4().hex)
        self.clean()

    def clean(self) -> None:
        """Remove trees that are not served; only who holds ``writing`` may."""
        kept = self.current.resolve()
        for tree in (self.root / "trees").iterdir():
            if tree != kept:
                shutil.rmtree(tree, ignore_errors=True)

    def _take_out(self, tree: Path, manifest: Manifest, pages: Collection[int], prefixes: Collection[str]) -> bool:
        entries, gone = manifest["entries"], set(pages)
        lost = {path for path, entry in entries.items() if _is_withdrawn(path, entry, gone, tuple(prefixes))}
        named = [path.encode() for path in lost if entries[path]["page"] is not None]
        lost |= {path for path, entry in entries.items() if path not in lost and _names(tree, entry, named)}
        still = {used for path, entry in entries.items() if path not in lost for used in entry["uses"]}
        for path in list(lost):
            lost |= {used for used in entries[path]["uses"] if used not in still and used in entries}
        if not lost:
            return False
        files = [entries.pop(path)["file"] for path in lost]
        for number in gone:
            manifest["pages"].pop(str(number), None)
        _replace(tree / "manifest.json", json.dumps(manifest))
        for file in files:
            (tree / "files" / file).unlink(missing_ok=True)
            (tree / "files" / f"{file}.gz").unlink(missing_ok=True)
        return True

    def _prepare(self) -> None:
        if not (self.root / "trees").is_dir():
            _directory(self.root / "trees")

    @contextmanager
    def _locked(self, name: str, *, wait: bool = True) -> Iterator[bool]:
        with (self.root / name).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


def _is_withdrawn(path: str, entry: dict[str, Any], pages: set[int], prefixes: tuple[str, ...]) -> bool:
    if prefixes and path.startswith(prefixes):
        return True
    # lists for programs (sitemap, feeds) name every page, and are cheap to make by request
    return bool(pages) and (entry["page"] in pages or entry["file"].endswith(".xml"))


def _names(tree: Path, entry: dict[str, Any], addresses: list[bytes]) -> bool:
    """Whether this page links to one of these: lists say the title and the first words of what was taken back."""
    if not addresses or not entry["file"].endswith(".html"):
        return False
    try:
        content = (tree / "files" / entry["file"]).read_bytes()
    except OSError:
        return True
    return any(b'href="' + address + b'"' in content for address in addresses)


def keep(tree: Path, entry: Entry, content: bytes, zipped: bytes | None) -> None:
    """Write the file of an address, and its compressed copy."""
    write(tree / "files" / entry.file, content)
    if zipped is not None:
        write(tree / "files" / f"{entry.file}.gz", zipped)


def keep_again(tree: Path, old: Path, was: dict[str, Any], entry: Entry) -> bool:
    """Take the file over from the old tree, where it is the same; False if it is not there as it should be."""
    if was["etag"] != entry.etag or was["file"] != entry.file or was["zipped"] != entry.zipped:
        return False
    names = [entry.file] + ([f"{entry.file}.gz"] if entry.zipped else [])
    try:
        if (old / "files" / entry.file).stat().st_size != entry.size:  # cut off by a crash of the machine
            return False
        for name in names:
            _directory((tree / "files" / name).parent)
            os.link(old / "files" / name, tree / "files" / name)
    except OSError:
        for name in names:
            (tree / "files" / name).unlink(missing_ok=True)
        return False
    return True


def write(path: Path, content: bytes, *, safe: bool = False) -> None:
    """Write a file that everybody may read, whatever the umask; ``safe``: on the disk before this returns."""
    _directory(path.parent)
    with path.open("wb") as file:
        file.write(content)
        if safe:
            file.flush()
            os.fsync(file.fileno())
    path.chmod(0o644)


def feeds_in(entries: dict[str, Any]) -> list[str]:
    """The addresses that end in a slash and are no pages to read."""
    return sorted(path for path, entry in entries.items() if entry["file"].endswith("/index.xml"))


def _replace(path: Path, words: str) -> None:
    new = path.with_name(f"{path.name}-{uuid4().hex[:8]}")
    write(new, words.encode())
    new.replace(path)


def _directory(path: Path) -> None:
    missing = [each for each in (path, *path.parents) if not each.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for each in missing:
        each.chmod(0o755)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
