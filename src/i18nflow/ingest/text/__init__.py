"""Plain text to an article: encoding and front matter are done, what remains is known by position and shape."""

from __future__ import annotations

from i18nflow.ingest import assemble, frame, frontmatter
from i18nflow.ingest.text import blocks, lines
from i18nflow.ingest.text.markers import marker_of
from i18nflow.ingest.values import Ingested, Options

__all__ = ["read"]


def read(text: str, options: Options) -> Ingested:
    """The article in ``text`` (NFC, ``\\n`` line ends)."""
    front = frontmatter.split(text, options.where)
    logical, wrapped = lines.joined(lines.split(front.body, first=front.lines + 1))
    around = [
        frame.Line(
            line.text,
            line.number,
            may_be_title=marker_of(line.text) is None and not line.text.startswith(">"),
        )
        for line in logical
    ]
    notes = ["The lines were wrapped by hand; they were joined into paragraphs."] if wrapped else []
    return assemble.article(
        front.values, around, lambda body: blocks.build([logical[i] for i in body]), options, notes=notes
    )
