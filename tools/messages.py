"""The catalogue of words: compile it, collect what is to be translated, check that nothing is missing.

Usage: python tools/messages.py compile | collect | check
Compiling needs no gettext (polib does it); collecting and checking call xgettext through Django.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "meetings", "minutes", "cms")
LANGUAGE = "ja"
PO = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
# やさしい日本語 (ja-simple), written by hand for the public pages only; what it lacks comes from Japanese
EASY_PO = Path("locale") / "ja_Simple" / "LC_MESSAGES" / "django.po"
SOURCES = {".py", ".html", ".txt"}
MAKEMESSAGES = ("--no-obsolete", "--no-wrap", "--add-location=file", "--verbosity=0")
KANJI = re.compile(r"[\u3400-\u9fff々〆ヶ]")
READ = re.compile(
    r"(?:｜[^｜《》]+|[\u3400-\u9fff々〆ヶ]+)《[^《》]+》"
)  # 漢字《かんじ》, as cms/words/ruby.py reads it
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Write each .mo that is missing or older than its .po; returns what was written."""
    written = []
    for source in sorted((root / "locale").rglob("LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written


def copy_sources(root: Path, target: Path) -> None:
    """Copy to ``target`` what strings can stand in, and the catalogue."""
    for app in APPS:
        for path in (root / app).rglob("*"):
            inside = path.relative_to(root)
            if path.suffix in SOURCES and "node_modules" not in inside.parts and "migrations" not in inside.parts:
                (target / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target / inside)
    (target / PO).parent.mkdir(parents=True)
    if (root / PO).exists():
        shutil.copy2(root / PO, target / PO)


def collected(root: Path = ROOT) -> polib.POFile:
    """The catalogue as it would be after collecting: what the code says now, translated as far as known."""
    if not shutil.which("xgettext"):
        sys.exit("gettext is missing: install the package gettext (Debian: apt-get install gettext).")
    with tempfile.TemporaryDirectory() as folder:
        copy_sources(root, Path(folder))
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", f"--locale={LANGUAGE}", *MAKEMESSAGES],
            cwd=folder,
            check=True,
        )
        made = Path(folder) / PO
        return polib.pofile(made.read_text(encoding="utf-8"), wrapwidth=0) if made.exists() else polib.POFile()


def kept(root: Path = ROOT, po: Path = PO) -> polib.POFile:
    """The catalogue as it stands in the tree; empty where there is none yet."""
    return polib.pofile(str(root / po)) if (root / po).exists() else polib.POFile()


def collect(root: Path = ROOT) -> None:
    """Bring the catalogue up to what the code says."""
    catalogue = collected(root)
    catalogue.metadata.pop("POT-Creation-Date", None)  # would change at every run and make needless conflicts
    catalogue.save(str(root / PO))


def faults(code: polib.POFile, catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong with a catalogue, seen from the code: one sentence per fault."""
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}
    said = {(entry.msgctxt, entry.msgid) for entry in code}
    for entry in code:
        where = ", ".join(sorted({path for path, _line in entry.occurrences}))
        if (entry.msgctxt, entry.msgid) not in known:
            yield f"not collected: {entry.msgid!r} ({where})"
        elif entry.fuzzy or not entry.translated():
            yield f"not translated: {entry.msgid!r} ({where})"
        else:
            yield from placeholders(entry, where)
    for _context, msgid in sorted(known - said, key=str):
        yield f"no longer in the code: {msgid!r}"


def easy_faults(code: polib.POFile, easy: polib.POFile) -> Iterator[str]:
    """What is wrong with the catalogue in easy Japanese: it may lack words, but holds those of public pages only,
    and a reading on every kanji."""
    public = {
        (entry.msgctxt, entry.msgid): entry
        for entry in code
        if any(path.startswith("cms/") for path, _line in entry.occurrences)
    }
    for entry in easy:
        if (entry.msgctxt, entry.msgid) not in public:
            yield f"no longer in the public pages: {entry.msgid!r}"
            continue
        yield from placeholders(entry, "easy Japanese")
        for text in _texts(entry):
            if missing := unread(text):
                yield f"no reading on {missing}: {entry.msgid!r}"


def unread(text: str) -> str:
    """The kanji of ``text`` that have no reading."""
    return "".join(KANJI.findall(READ.sub("", text)))


def _texts(entry: polib.POEntry) -> list[str]:
    return list(filter(None, [entry.msgstr, *entry.msgstr_plural.values()]))


def placeholders(entry: polib.POEntry, where: str) -> Iterator[str]:
    """What is wrong with the placeholders of a translation."""
    # Japanese has one plural form; a placeholder of either English form may stand in it.
    allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    for text in _texts(entry):
        if unknown := set(PLACEHOLDER.findall(text)) ^ allowed:
            yield f"placeholders differ {sorted(unknown)}: {entry.msgid!r} ({where})"


def check(root: Path = ROOT) -> int:
    """Print every fault of the catalogue; returns how many."""
    code = collected(root)
    found = [f"{PO}: {fault}" for fault in faults(code, kept(root))]
    found += [f"{EASY_PO}: {fault}" for fault in easy_faults(code, kept(root, EASY_PO))]
    for fault in found:
        print(fault)
    print(f"{len(found)} faults; run `make messages`." if found else f"{PO}: complete.")
    return len(found)


if __name__ == "__main__":
    verb = sys.argv[1] if len(sys.argv) == 2 else ""
    if verb == "compile":
        compile_catalogues()
    elif verb == "collect":
        collect()
    elif verb == "check":
        sys.exit(1 if check() else 0)
    else:
        sys.exit(__doc__)
