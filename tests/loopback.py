"""Which server answers well, badly, late, or not to the end, as a test wants it?

A small one on this machine, over real HTTP. Each path has a script of answers; the last one is
given again and again.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    kind: str = "application/octet-stream"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before the answer."""
    announce: int | None = None
    """The Content-Length to announce, where it is not the body's; -1 announces none."""
    drip: float = 0.0
    """Seconds between two pieces of the body, ten bytes each."""


MISSING = Answer(b"<html><body><h1>No HTML for this paper</h1></body></html>", 404, "text/html")


class Loopback:
    """A context manager. `answers` maps a path, with or without its query, to what is said."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[float, str]] = []
        """When each request came, and for which path."""
        self.agents: list[str] = []
        self.headers: list[dict[str, str]] = []
        """What came with each request, names in lower case."""
        self.bodies: list[bytes] = []
        """What was posted."""
        self.keys: list[str] = []
        """The Authorization that came with each post."""
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.005,), daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.asked]

    def script(self, path: str, *answers: Answer | bytes) -> None:
        self.answers[path] = [Answer(a) if isinstance(a, bytes) else a for a in answers]

    def take(self, path: str) -> Answer:
        with self._lock:
            self.asked.append((time.monotonic(), path))
            script = self.answers.get(path) or self.answers.get(path.partition("?")[0]) or [MISSING]
            return script.pop(0) if len(script) > 1 else script[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                loopback.bodies.append(self.rfile.read(length))
                loopback.keys.append(self.headers.get("Authorization", ""))
                self.do_GET()

            def do_GET(self) -> None:
                loopback.headers.append({n.lower(): v for n, v in self.headers.items()})
                loopback.agents.append(self.headers.get("User-Agent", ""))
                answer = loopback.take(self.path)
                time.sleep(answer.delay)
                try:
                    self.reply(answer)
                except ConnectionError:  # the client had enough
                    self.close_connection = True

            def reply(self, answer: Answer) -> None:
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.kind)
                if answer.announce != -1:
                    length = len(answer.body) if answer.announce is None else answer.announce
                    self.send_header("Content-Length", str(length))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                step = 10 if answer.drip else max(len(answer.body), 1)
                for at in range(0, len(answer.body), step):
                    self.wfile.write(answer.body[at : at + step])
                    self.wfile.flush()
                    time.sleep(answer.drip)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


def feed(identifier: str, *, title: str = "A Small Study", published: str = "2024-01-02") -> bytes:
    """What arXiv's index says of one paper."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query</title>
  <entry>
    <id>http://arxiv.org/abs/{identifier}</id>
    <updated>2024-03-04T00:00:00Z</updated>
    <published>{published}T09:00:00Z</published>
    <title>{title.replace(" ", chr(10) + "  ", 1)}</title>
    <author><name>Ada Lovelace</name></author>
    <author><name>Emmy Noether</name></author>
  </entry>
</feed>""".encode()
