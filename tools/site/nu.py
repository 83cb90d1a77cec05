"""The Nu HTML checker (vnu.jar) over pages of a crawl; where there is no Java, it says so and finds nothing."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.site.crawl import Answer

JAR = Path(__file__).resolve().parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# CSS that is newer than the checker knows; each is a progressive nicety that other browsers pass over
NEWER = ("auto-phrase", "text-wrap", "details-content")


def present() -> bool:
    """Whether the checker can run here."""
    return shutil.which("java") is not None and JAR.exists()


def faults(pages: list[Answer]) -> Iterator[str]:
    """Errors that the checker finds, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, page in enumerate(pages):
            file = Path(folder) / f"{number:04d}.html"
            file.write_bytes(page.body)
            names[file.name] = page.url
        command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", folder]
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    for message in json.loads(told.stdout)["messages"]:
        if message["type"] != "error" or any(word in message["message"] for word in NEWER):
            continue
        name = Path(message.get("url", "")).name
        yield f"{names.get(name, name)} line {message.get('lastLine')}: {message['message']}"
