"""The plumbing of every stage that runs as a filter: a line in, a line of JSON out.

Lines end at ``\\n`` only (a final ``\\r`` is dropped), one line comes out per line in, flushed as it is ready,
an empty line gives ``[]``. A line that cannot be read gives ``{"error": ...}`` in its place.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

DONE = 0
PARTLY = 3

# JSON allows these raw, but line-based readers of other languages break lines at them.
_ESCAPES = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def dump(value: Any) -> str:
    """``value`` as one line of JSON, with U+0085, U+2028 and U+2029 escaped."""
    text = json.dumps(value, ensure_ascii=False)
    for raw, escaped in _ESCAPES.items():
        if raw in text:
            text = text.replace(raw, escaped)
    return text.encode("utf-8", "surrogatepass").decode("utf-8") if text.isascii() else _no_surrogates(text)


def _no_surrogates(text: str) -> str:
    """Lone surrogates cannot be written as UTF-8: escape them as JSON does."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(c):04x}" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
    return text


def run_filter(
    function: Callable[[Any], Any],
    *,
    json_input: bool = False,
    objects: bool = False,
    stdin: BinaryIO | None = None,
    stdout: BinaryIO | None = None,
) -> int:
    """Send each input line through ``function`` and write what it returns; the exit status.

    ``json_input``: a line is a JSON string instead of bare text. ``objects``: a line is a JSON object.
    ``function`` may raise ``ValueError`` to say that a line cannot be used.
    """
    source = stdin or sys.stdin.buffer
    sink = stdout or sys.stdout.buffer
    status = DONE
    for raw in lines(source):
        try:
            value = _parse(raw, json_input=json_input, objects=objects)
            answer = function(value) if value != "" else []
        except (ValueError, RecursionError) as error:
            answer = {"error": str(error) or type(error).__name__}
            status = PARTLY
        sink.write((dump(answer) + "\n").encode("utf-8"))
        sink.flush()
    return status


def lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines of a byte stream, split at ``\\n`` only, without the end and one final ``\\r``."""
    for line in source:
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _parse(raw: bytes, *, json_input: bool, objects: bool) -> Any:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from None
    if not text or not (json_input or objects):
        return text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos}") from None
    wanted: type = dict if objects else str
    if not isinstance(value, wanted):
        raise ValueError("expected a JSON object" if objects else "expected a JSON string")
    return value
