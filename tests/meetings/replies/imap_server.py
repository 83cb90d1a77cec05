"""A real IMAP server (Dovecot) of one test: on loopback, in a directory of its own, ended by its process id."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "kaigi", "only-on-loopback"
CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{home}/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/home
}}
"""


@dataclass
class Server:
    """Where it listens."""

    port: int

    def client(self) -> imaplib.IMAP4:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(USER, PASSWORD)
        return server

    def deliver(self, raw: bytes, folder: str = "INBOX") -> None:
        with self.client() as server:
            assert server.append(folder, "", "", raw)[0] == "OK"

    def count(self, folder: str) -> int:
        """How many mails lie in a folder; none where there is no folder."""
        with self.client() as server:
            answer, words = server.select(folder, readonly=True)
            return int(words[0]) if answer == "OK" else 0


@contextmanager
def an_imap_server() -> Iterator[Server]:
    # short: the path of a socket has an end
    home = Path(tempfile.mkdtemp(prefix="imap-", dir="/tmp"))
    who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home.chmod(0o755)
    for folder in ("mail", "home"):
        (home / folder).mkdir()
        os.chown(home / folder, who.pw_uid, who.pw_gid)
    import grp

    group = grp.getgrgid(who.pw_gid).gr_name
    words = {"user": who.pw_name, "group": group, "uid": who.pw_uid, "gid": who.pw_gid}
    (home / "conf").write_text(CONFIGURATION.format(home=home, port=port, password=PASSWORD, **words))
    process = subprocess.Popen([shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", home / "conf"])
    try:
        _wait_for(port, process)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)  # the one thing nobody tells us
