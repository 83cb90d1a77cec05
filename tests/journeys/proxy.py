"""An office's web proxy, as some have it: it passes ordinary requests on, and lets no WebSocket through."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade"}


class Handler(BaseHTTPRequestHandler):
    """Absolute addresses are fetched (RFC 9112 3.2.2); tunnels, by which a WebSocket would go, are refused."""

    protocol_version = "HTTP/1.1"

    def do_CONNECT(self) -> None:
        """No tunnel."""
        self.send_error(403)

    def do_GET(self) -> None:
        """Fetch and pass on."""
        there = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        line = http.client.HTTPConnection(there.hostname or "", there.port or 80, timeout=60)
        try:
            line.request(self.command, self.path.partition(there.netloc)[2] or "/", body or None, headers)
            answer = line.getresponse()
            content = answer.read()
        except OSError:
            with suppress(OSError):  # the browser did not wait
                self.send_error(502)
            return
        finally:
            line.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP | {"content-length", "date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(OSError):  # the browser did not wait
            self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 (http.server's name)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def office_proxy() -> Iterator[str]:
    """Such a proxy on loopback; answers its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
