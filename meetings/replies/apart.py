"""Reading a stranger's mail in a process of its own, with a bound on time and memory: it may break that one only."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from meetings.replies.inbound import Answer, Bounce, NoAnswer, Reading, Refresh, read

SECONDS = 5
OCTETS = 400 * 1024 * 1024
WALL_SECONDS = 15  # on a busy machine five seconds of work take longer
ROOT = Path(__file__).resolve().parents[2]
KINDS = {"Answer": Answer, "Refresh": Refresh, "Bounce": Bounce, "NoAnswer": NoAnswer}


def read_apart(raw: bytes, *, host: str, own: str) -> Reading:
    """As ``inbound.read``; a mail that costs too much is rejected, whatever it is."""
    asked = [sys.executable, "-s", "-m", "meetings.replies.apart", host, own]
    try:
        done = subprocess.run(  # noqa: S603  # our own program, and no word of the mail among its arguments
            asked, input=raw, cwd=ROOT, env={}, capture_output=True, timeout=WALL_SECONDS, check=True
        )
        return _told(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return Reading(NoAnswer("rejected", "too_costly"))


def _told(told: dict[str, Any]) -> Reading:
    kind, found = KINDS[told.pop("kind")], told.pop("found")
    for name in ("stamp", "start", "end"):
        if found.get(name):
            found[name] = datetime.fromisoformat(found[name])
    if kind is Bounce:
        found["addresses"] = tuple(found["addresses"])
    return Reading(found=kind(**found), **told)


def main() -> None:
    """The other process: bounds first, then the mail from the standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (OCTETS, OCTETS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write but its answer
    host, own = sys.argv[1:]
    reading = read(sys.stdin.buffer.read(), host=host, own=own)
    told = {**asdict(reading), "kind": type(reading.found).__name__}
    sys.stdout.write(json.dumps(told, default=lambda moment: moment.isoformat()))


if __name__ == "__main__":
    main()
