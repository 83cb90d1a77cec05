"""Radicale: each calendar is put on the server and fetched again; JSON of what it then holds out, read by vobject."""

import json
import runpy
import sys
import tempfile
from io import StringIO
from pathlib import Path

import httpx
from radicale import config
from radicale.app import Application

asked = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as home:
    settings = config.load()
    settings.update(
        {
            "storage": {"filesystem_folder": home},
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
            "logging": {"level": "critical"},
        },
        "test",
    )
    transport = httpx.WSGITransport(app=Application(settings))
    held = []
    with httpx.Client(transport=transport, base_url="http://127.0.0.1", auth=("kaigi", "x")) as client:
        client.request("MKCALENDAR", "/kaigi/calendar/").raise_for_status()
        for number, ics in enumerate(asked):
            where = f"/kaigi/calendar/{number}.ics"
            client.put(where, content=ics.encode(), headers={"Content-Type": "text/calendar"}).raise_for_status()
            held.append(client.get(where).raise_for_status().text)
            client.delete(where).raise_for_status()
sys.stdin = StringIO(json.dumps(held))
runpy.run_path(str(Path(__file__).with_name("vobjects.py")))
