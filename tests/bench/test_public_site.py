"""Published pages: through nginx against a plain file of nginx, and by the one process; all with the same wrk, in turn.

The plain file is sent with the same headers, so that it is the same bytes; how it does without them is printed, too.
Needs nginx and wrk (Debian: ``apt-get install nginx-light wrk``); says so where they are missing. Wanted, as shares of the
plain file in the same rounds: nginx 90 %, embedded 25 %. Beside it, how many queries a page costs that is in no file.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

pytestmark = pytest.mark.bench
ROOT = Path(__file__).resolve().parents[2]
SECONDS, ROUNDS = 5, 3
NEIGHBOURS = os.getloadavg()[0]  # before we load the machine ourselves
THROUGH_NGINX, EMBEDDED, QUERIES = 0.90, 0.25, 12
PAGE = "/shikumi/toha/"

NGINX = """
worker_processes 1; pid {at}/nginx.pid; error_log stderr; daemon off; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; include /etc/nginx/mime.types; client_body_temp_path {at}/t1; proxy_temp_path {at}/t2;
  fastcgi_temp_path {at}/t3; uwsgi_temp_path {at}/t4; scgi_temp_path {at}/t5;
  server {{ listen 127.0.0.1:{bare}; root {at}/plain; }}
  server {{ listen 127.0.0.1:{plain}; root {at}/plain; {headers} }}
  server {{ listen 127.0.0.1:{front}; include {at}/kasane.conf; }}
}}
"""


def a_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answered(port: int, path: str = "/") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                line.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
                if b" 200 " in line.recv(64):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(port)


def rate(port: int, path: str) -> float:
    told = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{SECONDS}s", f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Non-2xx" not in told, told
    (found,) = re.findall(r"Requests/sec:\s+([\d.]+)", told)
    return float(found)


@pytest.fixture
def servers(tmp_path):
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not nginx or not shutil.which("wrk"):
        pytest.skip("needs nginx and wrk: apt-get install nginx-light wrk")
    bare, plain, front, embedded = a_port(), a_port(), a_port(), a_port()
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    env |= {
        "KASANE_MODE": "demo",
        "KASANE_DATA": str(tmp_path / "data"),
        "KASANE_BASE_URL": f"http://127.0.0.1:{embedded}",
    }
    env |= {
        "PUBLISHED_DIR": str(tmp_path / "published"),
        "OUTBOX_INSIDE": "no",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    (tmp_path / "data").mkdir()

    def manage(*words):
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        )

    for words in (["create_keys"], ["migrate", "-v0"], ["seed_public_site"]):
        manage(*words)
    told = manage("publish", "--nginx", f"http://127.0.0.1:{embedded}").stdout
    (tmp_path / "kasane.conf").write_text(told)
    headers = " ".join(re.findall(r"add_header [^\n]+;", told.split("location / {")[1].split("}")[0]))
    file = tmp_path / "plain" / "page.html"
    file.parent.mkdir()
    shutil.copy(tmp_path / "published/current/files" / PAGE.strip("/") / "index.html", file)
    user = "user root;" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(
        NGINX.format(at=tmp_path, bare=bare, headers=headers, plain=plain, front=front, user=user)
    )
    started = [
        subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL),
        # as docs/deploy.md starts it
        subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "portal.asgi:application", "--host", "127.0.0.1", "--port", str(embedded),
             "--ws", "minutes.rooms.wire:Wire", "--no-access-log", "--no-proxy-headers", "--log-level", "warning"],
            cwd=ROOT, env=env,
        ),
    ]  # fmt: skip
    try:
        answered(plain, "/page.html")
        answered(embedded, PAGE)
        answered(front, PAGE)
        time.sleep(3)  # the server writes the site anew when it starts
        yield bare, plain, front, embedded
    finally:
        for each in started:
            each.send_signal(signal.SIGTERM)
        for each in started:
            each.wait(30)


def test_how_fast_a_published_page_is(servers, capsys):
    bare, plain, front, embedded = servers
    rounds = [
        (rate(plain, "/page.html"), rate(front, PAGE), rate(embedded, PAGE), rate(bare, "/page.html"))
        for _round in range(ROUNDS)
    ]
    through = median(each[1] / each[0] for each in rounds)
    inside = median(each[2] / each[0] for each in rounds)
    with capsys.disabled():
        load = " ".join(f"{each:.1f}" for each in os.getloadavg())
        print(f"\nA published page, wrk -t1 -c16, {ROUNDS} rounds of {SECONDS} s; load {load}:")
        print(f"  nginx, plain file: {median(each[0] for each in rounds):.0f}/s")
        print(f"  nginx, published:  {through:.0%} of it")
        print(f"  embedded:          {inside:.0%} of it ({median(each[2] for each in rounds):.0f}/s)")
        print(f"  nginx, plain file without the headers: {median(each[3] / each[0] for each in rounds):.0%} of it")
    if (os.cpu_count() or 1) < NEIGHBOURS:  # else the neighbours are measured
        pytest.skip("other work waits for the processors: the shares say nothing")
    assert through >= THROUGH_NGINX
    assert inside >= EMBEDDED


@pytest.mark.django_db
def test_what_a_page_costs_that_is_in_no_file(client, capsys):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cms.seed.services import seed_public_site
    from tests.cms.publishing.pages import a_page, to_page

    home = seed_public_site().home
    others = [a_page(home) for _number in range(30)]
    page = a_page(home, "", *map(to_page, others))
    client.get(page.url)
    with CaptureQueriesContext(connection) as asked:
        began = time.process_time()
        assert client.get(page.url).status_code == 200
        taken = time.process_time() - began
    with capsys.disabled():
        print(
            f"\nA page with 30 links in 30 texts, from the database: {len(asked)} queries, {taken * 1000:.1f} ms of the processor"
        )
    assert len(asked) <= QUERIES
