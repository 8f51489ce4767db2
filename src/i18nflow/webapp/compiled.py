"""Templates compiled once per process, before anybody asks for a page."""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

_kept: dict[tuple[str, str], CodeType] = {}


class _InMemory(BytecodeCache):
    """Compiled templates by name and content: every application of the process shares them."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what was compiled before."""
        bucket.code = _kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        if bucket.code is not None:
            _kept[bucket.key, bucket.checksum] = bucket.code


def init_app(app: Flask) -> None:
    """Compile every template of ``app``: the first page need not wait for it."""
    app.jinja_env.bytecode_cache = _InMemory()
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
