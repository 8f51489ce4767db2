"""A model's archive at its address: looked into without fetching it, and fetched so that a break costs nothing."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import requests
from urllib3.exceptions import HTTPError

from i18nflow.errors import EngineUnavailable
from i18nflow.model import said

_TIMES = (5.0, 30.0)
_PIECE = 1 << 18
_MD5 = re.compile(r'"?([0-9a-f]{32})"?')


@dataclass(frozen=True, slots=True)
class Remote:
    """What the server says of the archive: its size, a mark that changes with it, whether parts can be asked for."""

    url: str
    size: int
    etag: str
    parts: bool


def look(url: str) -> Remote:
    """Ask for the archive's size. Raises :class:`EngineUnavailable` where there is no answer."""
    with _said(url), requests.head(url, timeout=_TIMES, allow_redirects=True) as response:
        _expect(response, (200,), url)
        return Remote(
            response.url,
            int(response.headers.get("Content-Length", 0)),
            response.headers.get("ETag", ""),
            response.headers.get("Accept-Ranges", "") == "bytes",
        )


def fetch(remote: Remote, path: Path, progress: Callable[[int, int], None]) -> None:
    """Fetch the archive into ``path``, going on where an earlier attempt stopped; verified by size and mark.

    What has arrived stays in ``path.partial`` when the connection breaks. Raises :class:`EngineUnavailable`.
    """
    partial = path.with_name(path.name + ".partial")
    mark = path.with_name(path.name + ".partial.json")
    have = partial.stat().st_size if partial.exists() and _same(mark, remote) else 0
    mark.write_text(json.dumps([remote.url, remote.size, remote.etag]), encoding="utf-8")
    if not remote.size or have < remote.size or not have:
        _fetch_rest(remote, partial, have, progress)
    if remote.size and partial.stat().st_size != remote.size:
        raise EngineUnavailable(
            said(
                "{url}: {arrived} of {size} bytes arrived. Run it again to go on.",
                url=remote.url,
                arrived=partial.stat().st_size,
                size=remote.size,
            )
        )
    if not _verified(partial, remote.etag):
        partial.unlink()
        raise EngineUnavailable(
            said("{url}: what arrived is not what the server has. Run it again.", url=remote.url)
        )
    mark.unlink()
    partial.replace(path)


def window(remote: Remote) -> BinaryIO:
    """The archive as a file of which only what is read is fetched."""
    return io.BufferedReader(_Window(remote), _PIECE // 4)


class _Window(io.RawIOBase):
    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._remote.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        end = min(self._at + len(buffer), self._remote.size)
        if end <= self._at:
            return 0
        headers = {"Range": f"bytes={self._at}-{end - 1}"}
        with (
            _said(self._remote.url),
            requests.get(self._remote.url, headers=headers, timeout=_TIMES) as response,
        ):
            _expect(response, (206,), self._remote.url)
            data = response.content[: end - self._at]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _fetch_rest(remote: Remote, partial: Path, have: int, progress: Callable[[int, int], None]) -> None:
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
        if remote.etag:
            headers["If-Range"] = remote.etag
    with (
        _said(remote.url),
        requests.get(remote.url, headers=headers, stream=True, timeout=_TIMES) as response,
    ):
        _expect(response, (200, 206), remote.url)
        have = have if response.status_code == 206 else 0
        with partial.open("ab" if have else "wb") as target:
            # Piece by piece as it comes: what has arrived before a break is kept.
            while piece := response.raw.read1(_PIECE, decode_content=False):
                target.write(piece)
                have += len(piece)
                progress(have, remote.size)


def _same(mark: Path, remote: Remote) -> bool:
    try:
        return bool(json.loads(mark.read_text(encoding="utf-8")) == [remote.url, remote.size, remote.etag])
    except (OSError, ValueError):
        return False


def _verified(path: Path, etag: str) -> bool:
    """Object stores give the MD5 of a file as its mark; another kind of mark says nothing of the contents."""
    found = _MD5.fullmatch(etag)
    if not found:
        return True
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
    return digest.hexdigest() == found[1]


def _expect(response: requests.Response, codes: tuple[int, ...], url: str) -> None:
    if response.status_code not in codes:
        raise EngineUnavailable(
            said("{url}: the server answered {status}.", url=url, status=response.status_code)
        )


class _said:  # noqa: N801 (reads as a word: with _said(url), ...)
    """Turns the HTTP library's errors into a sentence."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (requests.RequestException, HTTPError)):
            raise EngineUnavailable(
                said(
                    "{url} cannot be reached, or the connection broke. Run it again to go on.", url=self._url
                )
            ) from error
