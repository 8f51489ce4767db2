"""A translation service on loopback that speaks every engine's protocol, and can be as hostile as the worst of them.

Its translation of a text is the text with its words turned round and ``¡`` before it: different for every text, so
that an answer that belongs to another segment is seen at once.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ERROR_PAGE = "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know."
KEY = "sk-very-secret-0123456789"


def translated(text: str) -> str:
    """What the service answers when all is well."""
    return "¡" + " ".join(reversed(text.split()))


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    path: str
    texts: tuple[str, ...]
    data: Any


@dataclass
class Service:
    """The running service. ``moods`` are used up one per request, then ``mood`` holds."""

    url: str
    mood: str = "well"
    moods: deque[str] = field(default_factory=deque)
    seen: list[Seen] = field(default_factory=list)
    glossaries: dict[str, Any] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    leave: threading.Event = field(default_factory=threading.Event)
    translate: Callable[[str], str] = translated

    @property
    def texts(self) -> list[str]:
        """Every text that was asked for, in the order of arrival."""
        return [text for one in self.seen for text in one.texts]

    def next_mood(self) -> str:
        with self.lock:
            return self.moods.popleft() if self.moods else self.mood


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    service: Service

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        path = urlsplit(self.path).path
        if "/sorry" in path:
            self._send(200, b"<html>Prove that you are a person</html>", "text/html")
        else:
            self._serve(path, [query.get("q", "")], query)

    def do_DELETE(self) -> None:
        self.service.glossaries.pop(self.path.rpartition("/")[2], None)
        self._send(204, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        data = json.loads(body)
        path = urlsplit(self.path).path
        if path == "/v2/glossaries":
            self._glossary(data)
        elif path == "/v2/translate":
            self._serve(path, data["text"], data)
        elif isinstance(data, list):
            self._serve("/microsoft", [one["text"] for one in data], data)
        else:
            texts = data["q"] if isinstance(data["q"], list) else [data["q"]]
            self._serve(path, texts, data)

    def _glossary(self, data: Any) -> None:
        number = f"g{len(self.service.glossaries)}"
        self.service.glossaries[number] = data
        made = {
            "glossary_id": number, "name": data["name"], "ready": True, "source_lang": "lv", "target_lang": "en",
            "creation_time": "2026-03-02T09:00:00.000000+00:00", "entry_count": 1,
        }  # fmt: skip
        self._send(201, json.dumps(made).encode(), "application/json")

    def _serve(self, path: str, texts: list[str], data: Any) -> None:
        service = self.service
        with service.lock:
            service.seen.append(Seen(path, tuple(texts), data))
        mood = service.next_mood()
        if mood == "hang":
            service.leave.wait(5)
            self.close_connection = True
            return
        if mood == "slow":
            service.leave.wait(0.03)
        if mood == "closed":
            self.close_connection = True
            return
        if mood in STATUSES:
            status, headers = STATUSES[mood]()
            self._send(status, f'{{"error": "go away, {KEY}"}}'.encode(), "application/json", headers)
            return
        if mood == "page":
            page = f"<html><head><title>Error</title></head><body>{ERROR_PAGE}</body></html>"
            self._send(200, page.encode(), "text/html; charset=utf-8")
            return
        if mood == "not json":
            self._send(200, b'{"translatedText": ["x', "application/json")
            return
        if mood == "wrong shape":
            self._send(
                200, b'{"translatedText": [null], "translations": 7, "responseData": []}', "application/json"
            )
            return
        if mood == "huge":
            self._send(200, b"x" * 5_000_000, "text/html")
            return
        answers = [self._answer(mood, text) for text in texts]
        if mood == "fewer":
            answers = answers[:-1]
        elif mood == "more":
            answers.append("extra")
        body, content_type = FORMATS[path](answers)
        self._reply(mood, body, content_type)

    def _answer(self, mood: str, text: str) -> str:
        if mood == "error as answer":
            return ERROR_PAGE
        if mood == "page as answer":
            return "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"
        if mood == "empty":
            return ""
        answer = self.service.translate(text)
        if mood == "misread":
            # As browsers read Windows-1252: bytes that it lacks become control characters.
            return "".join(
                bytes([one]).decode("cp1252", errors="ignore") or chr(one)
                for one in (answer + " Ūdens šķērsošana").encode()
            )
        if mood == "misread twice":
            return (answer + " īē").encode().decode("latin-1")
        if mood == "escaped":
            return escape(answer + ' "M&M\'s"', quote=True)
        return answer

    def _reply(self, mood: str, body: bytes, content_type: str) -> None:
        if mood == "latin":
            body = body.decode().encode(
                "iso-8859-4" if "¡" not in body.decode() else "latin-1", errors="ignore"
            )
        if mood == "cut":
            self._send(200, body[: len(body) // 2], content_type, length=len(body))
            self.close_connection = True
        elif mood == "cut silently":
            self._send(200, body[: len(body) // 2], content_type, length=-1)
            self.close_connection = True
        elif mood == "trickle":
            self._trickle(body, content_type)
        elif mood == "slow head":
            self._slow_head()
        else:
            self._send(200, body, content_type)

    def _trickle(self, body: bytes, content_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._drip(body)

    def _slow_head(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000)

    def _drip(self, body: bytes) -> None:
        self.close_connection = True
        for number in range(len(body)):
            if self.service.leave.wait(0.02):
                return
            try:
                self.wfile.write(body[number : number + 1])
                self.wfile.flush()
            except OSError:
                return

    def _send(
        self,
        status: int,
        body: bytes,
        content_type: str,
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            if length is None or length >= 0:
                self.send_header("Content-Length", str(len(body) if length is None else length))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True


def _soon() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


STATUSES: dict[str, Callable[[], tuple[int, dict[str, str]]]] = {
    "429": lambda: (429, {}),
    "429 now": lambda: (429, {"Retry-After": "0"}),
    "429 later": lambda: (429, {"Retry-After": "3600"}),
    "429 date": lambda: (429, {"Retry-After": _soon()}),
    "500": lambda: (500, {}),
    "503": lambda: (503, {}),
    "403": lambda: (403, {}),
    "413": lambda: (413, {}),
    "sorry": lambda: (302, {"Location": "/sorry/index"}),
}


def _google(answers: list[str]) -> tuple[bytes, str]:
    inner = escape(answers[0], quote=False)
    page = f'<!DOCTYPE html><html><body><form><input name="q"></form><div class="result-container">{inner}</div></body></html>'
    return page.encode(), "text/html; charset=UTF-8"


def _libre(answers: list[str]) -> tuple[bytes, str]:
    return json.dumps({"translatedText": answers}, ensure_ascii=False).encode(), "application/json"


def _mymemory(answers: list[str]) -> tuple[bytes, str]:
    data = {
        "responseData": {"translatedText": answers[0], "match": 0.85},
        "responseStatus": 200,
        "matches": [],
    }
    return json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8"


def _microsoft(answers: list[str]) -> tuple[bytes, str]:
    data = [{"translations": [{"text": answer, "to": "en"}]} for answer in answers]
    return json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8"


def _deepl(answers: list[str]) -> tuple[bytes, str]:
    data = {
        "translations": [
            {"detected_source_language": "LV", "text": answer, "billed_characters": len(answer)}
            for answer in answers
        ]
    }
    return json.dumps(data, ensure_ascii=False).encode(), "application/json"


FORMATS: dict[str, Callable[[list[str]], tuple[bytes, str]]] = {
    "/m": _google,
    "/translate": _libre,
    "/get": _mymemory,
    "/microsoft": _microsoft,
    "/v2/translate": _deepl,
}


class _Listener(ThreadingHTTPServer):
    """Many may knock at once."""

    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hung up is no matter."""


def start() -> tuple[Service, ThreadingHTTPServer]:
    """A service on a free port; stop it with :func:`stop`."""
    service = Service("")
    handler = type("Bound", (Handler,), {"service": service})
    httpd = _Listener(("127.0.0.1", 0), handler)
    service.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return service, httpd


def stop(service: Service, httpd: ThreadingHTTPServer) -> None:
    """End the service; whoever hangs is let go."""
    service.leave.set()
    httpd.shutdown()
    httpd.server_close()
