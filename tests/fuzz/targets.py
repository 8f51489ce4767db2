"""What is fuzzed: each target takes any bytes and raises only where something is wrong with the program.

Broken input must end in one of our errors, and what was read must come out again as it went in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from i18nflow import catalog, check, config, glossary, ingest, interchange, markup, names, segment
from i18nflow.errors import I18nFlowError, InputError
from i18nflow.interchange import tbx, tmx
from i18nflow.language import sentences
from i18nflow.language.sentences import srx
from i18nflow.model import LanguagePair

PAIR = LanguagePair("lv", "en-GB")
NAMES = ("a.txt", "a.md", "a.html", "a.docx")


def article(data: bytes) -> None:
    """Any file is an article that can be segmented, joined and told as HTML, or an ``InputError``."""
    name, data = NAMES[data[0] % len(NAMES)] if data else "a.txt", data[1:]
    try:
        read = ingest.read(data, name, lang="lv", max_bytes=200_000).article
    except InputError:
        return
    segments = segment.split(read, "slug")
    joined = segment.join(read, segments, {one.key: one.text for one in segments})
    assert [block.text for block in joined.blocks] == [block.text for block in read.blocks]
    for block in read.blocks:
        told, _ = markup.to_html(block.text, block.codes)
        assert "<script" not in told.lower()
        for code in block.codes:
            assert code.href is None or code.href.startswith(("http://", "https://", "mailto:"))


def paste(data: bytes) -> None:
    """Whatever is on the clipboard, likewise."""
    try:
        read = ingest.pasted(data.decode("utf-8", "replace"), lang="lv", max_chars=200_000).article
    except InputError:
        return
    segment.split(read, "slug")


def po(data: bytes) -> None:
    """A PO file that can be read is written so that it reads the same."""
    try:
        read = catalog.from_po(data, "a.po")
    except I18nFlowError:
        return
    # A broken charset in the header says one thing and the bytes another: what is compared is what was read.
    again = catalog.from_po(written(read).encode(), "b.po")
    assert [replace(one, line=0) for one in again.entries] == [replace(one, line=0) for one in read.entries]


def written(read: catalog.Catalog) -> str:
    """The catalog as a file in UTF-8, whatever charset its header names."""
    header = read.header and replace(read.header, msgstr="Content-Type: text/plain; charset=UTF-8\n")
    return catalog.write(replace(read, header=header))


def exchange(data: bytes) -> None:
    """XLIFF, DOCX table or JSON Lines: a catalog or an error of ours."""
    try:
        interchange.read(data, "a")
    except I18nFlowError:
        return


def memory(data: bytes) -> None:
    """TMX: units or an error of ours."""
    try:
        list(tmx.read(BytesIO(data), PAIR, "a.tmx"))
    except I18nFlowError:
        return


def terms(data: bytes) -> None:
    """TBX and the glossary's own CSV."""
    for read in (
        lambda: tbx.read(data, PAIR, "a.tbx"),
        lambda: glossary.read(data.decode("utf-8", "replace"), "a.csv"),
    ):
        try:
            read()
        except I18nFlowError:
            continue


def rules(data: bytes) -> None:
    """An SRX file: rules, or an error with its line."""
    try:
        srx.read(data, "a.srx")
    except I18nFlowError:
        return


def sentence(data: bytes) -> None:
    """Spans are in order, apart, and hold every character that is no space."""
    text = data.decode("utf-8", "replace")
    for lang in ("lv", "en", "fi"):
        last = 0
        for start, end in sentences.split(text, lang):
            assert last <= start < end <= len(text)
            assert not text[last:start].strip()
            last = end
        assert not text[last:].strip()


def findings(data: bytes) -> None:
    """Checks say something of any two texts, within them."""
    source, _, target = data.decode("utf-8", "replace").partition("\n")
    for one in check.run(source, target, pair=PAIR):
        if one.start is not None and one.end is not None:
            assert 0 <= one.start <= one.end <= len(target if one.side == "target" else source)


def register(data: bytes) -> None:
    """A register of names: what was read can be taken out of the file name by name, and nothing is left."""
    text = data.decode("utf-8", "replace")
    try:
        known = names.read(text, "names.csv")
    except I18nFlowError:
        return
    for one in known.names:
        text = names.remove(text, one)
    assert not names.read(text, "names.csv").names


def newsroom(data: bytes) -> None:
    """``i18nflow.toml``: settings whose values are what they say, or an error that names the setting."""
    try:
        read = config.parse(data.decode("utf-8", "replace"))
    except I18nFlowError:
        return
    assert read.targets and read.zone.key == read.timezone
    assert read.review.steps == 2 or not read.review.two_eyes
    assert all(read.pair(target).target == target for target in read.targets)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "article": article, "paste": paste, "po": po, "exchange": exchange, "memory": memory, "terms": terms,
    "rules": rules, "sentence": sentence, "findings": findings, "register": register, "newsroom": newsroom,
}  # fmt: skip
