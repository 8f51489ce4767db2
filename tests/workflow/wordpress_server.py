"""A server on loopback that speaks WordPress's REST API as our client needs it, strict about what WordPress refuses.

By the reference of wp/v2 (posts, media, categories), application passwords over Basic auth, and the route of our
plugin. Unregistered meta is dropped and slugs are made unique, as WordPress does.
"""

from __future__ import annotations

import base64
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "redaktore", "abcd EFGH 1234 ijkl MNOP 5678"
FIELDS = {"title", "slug", "excerpt", "content", "status", "date_gmt", "categories", "featured_media", "meta"}
STATUSES = {"publish", "future", "draft", "pending", "private", "trash"}
REGISTERED = {
    "i18nflow_article",
    "i18nflow_lang",
    "i18nflow_source_lang",
    "i18nflow_making",
    "i18nflow_reviewed",
    "i18nflow_source_revision",
    "i18nflow_source_changed",
    "i18nflow_corrections",
    "i18nflow_page",
}


class WordPressServer(ThreadingHTTPServer):
    """Its posts, pictures and categories by id, and every request as (method, route)."""

    daemon_threads = True

    def __init__(self, *, plugin: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plugin = plugin
        self.posts: dict[int, dict[str, Any]] = {}
        self.media: dict[int, dict[str, Any]] = {}
        self.categories: dict[int, dict[str, Any]] = {}
        self.linked: list[dict[str, int]] = []
        self.asked: list[tuple[str, str]] = []
        self._last = 0
        self._minute = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def number(self) -> int:
        """The next id: posts, pictures and categories share them here."""
        self._last += 1
        return self._last

    def touch(self, post: dict[str, Any]) -> None:
        """Set the time of change, as each saving does."""
        self._minute += 1
        post["modified_gmt"] = f"2026-03-02T09:{self._minute:02d}:00"


class _Handler(BaseHTTPRequestHandler):
    server: WordPressServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        route = parts.path.removeprefix("/wp-json/")
        self.server.asked.append((method, route))
        wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != wanted:
            self._say(401, {"code": "incorrect_password", "message": "The password is incorrect."})
            return
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for pattern, work in (
            (r"wp/v2/posts", self._posts),
            (r"wp/v2/posts/(\d+)", self._post),
            (r"wp/v2/categories", self._categories),
            (r"wp/v2/media", self._upload),
            (r"wp/v2/media/(\d+)", self._medium),
            (r"i18nflow/v1/link", self._link),
        ):
            if found := re.fullmatch(pattern, route):
                work(method, body, query, *found.groups())
                return
        self._say(404, {"code": "rest_no_route", "message": "No route was found."})

    def _say(self, status: int, value: object) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _posts(self, method: str, body: bytes, query: dict[str, str]) -> None:
        server = self.server
        if method == "GET":
            statuses = set(query.get("status", "publish").split(","))
            found = [p for p in server.posts.values() if p["status"] in statuses]
            self._say(200, [p for p in found if query.get("slug") in (None, p["slug"])])
            return
        post = {"id": server.number(), "status": "draft", "meta": dict.fromkeys(self._registered(), "")}
        if self._change(post, body):
            post["link"] = f"{server.url}/?p={post['id']}"
            server.posts[int(post["id"])] = post
            self._say(201, post)

    def _post(self, method: str, body: bytes, query: dict[str, str], number: str) -> None:
        post = self.server.posts.get(int(number))
        if post is None:
            self._say(404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."})
        elif method == "GET" or self._change(post, body):
            self._say(200, post)

    def _change(self, post: dict[str, Any], body: bytes) -> bool:
        value = json.loads(body)
        wrong = sorted(set(value) - FIELDS)
        if wrong or value.get("status", "draft") not in STATUSES:
            self._say(400, {"code": "rest_invalid_param", "message": f"Invalid parameter(s): {wrong}"})
            return False
        if any(int(c) not in self.server.categories for c in value.get("categories", ())):
            self._say(400, {"code": "rest_invalid_param", "message": "Invalid parameter(s): categories"})
            return False
        if "featured_media" in value and value["featured_media"] not in self.server.media:
            self._say(400, {"code": "rest_invalid_featured_media", "message": "Invalid featured media ID."})
            return False
        for key, text in value.pop("meta", {}).items():
            if key in self._registered():
                assert isinstance(text, str), "a field registered as string takes no other type"
                post["meta"][key] = text
        for name in ("title", "content", "excerpt"):
            if name in value:
                value[name] = {"raw": value[name], "rendered": value[name]}
        taken = {p["slug"] for p in self.server.posts.values() if p is not post}
        if "slug" in value and value["slug"] in taken:
            value["slug"] += "-2"
        post.update(value)
        self.server.touch(post)
        return True

    def _categories(self, method: str, body: bytes, query: dict[str, str]) -> None:
        known = self.server.categories
        if method == "GET":
            self._say(200, [c for c in known.values() if c["slug"] == query.get("slug")])
            return
        value = json.loads(body)
        if any(c["slug"] == value["slug"] for c in known.values()):
            self._say(
                400, {"code": "term_exists", "message": "A term with the name provided already exists."}
            )
            return
        made = {"id": self.server.number(), **value}
        known[made["id"]] = made
        self._say(201, made)

    def _upload(self, method: str, body: bytes, query: dict[str, str]) -> None:
        named = re.search(r'filename="([^"]+)"', self.headers.get("Content-Disposition", ""))
        if not named or not self.headers.get("Content-Type", "").startswith("image/"):
            self._say(400, {"code": "rest_upload_unknown_type", "message": "This file type is not allowed."})
            return
        number = self.server.number()
        made = {
            "id": number,
            "source_url": f"{self.server.url}/wp-content/uploads/{named[1]}",
            "data": len(body),
        }
        self.server.media[number] = made
        self._say(201, made)

    def _medium(self, method: str, body: bytes, query: dict[str, str], number: str) -> None:
        self.server.media[int(number)].update(json.loads(body))
        self._say(200, self.server.media[int(number)])

    def _link(self, method: str, body: bytes, query: dict[str, str]) -> None:
        if not self.server.plugin:
            self._say(404, {"code": "rest_no_route", "message": "No route was found."})
            return
        posts = json.loads(body)["posts"]
        assert all(number in self.server.posts for number in posts.values())
        self.server.linked.append(posts)
        self._say(200, {"posts": posts})

    def _registered(self) -> set[str]:
        return REGISTERED if self.server.plugin else set()
