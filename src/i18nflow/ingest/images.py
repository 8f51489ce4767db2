"""Pictures of an article: known by their content, bounded in size, and without what a camera wrote into them.

The bytes of a picture are changed only where they must be: metadata is cut out, the pixels stay as they are. Only
a picture that its camera stored turned, or that breaks its own format, is written anew.
"""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from i18nflow.errors import InputError
from i18nflow.ingest import stripping
from i18nflow.model import said

MAX_PIXELS = 60_000_000
MAX_BYTES = 15_000_000
_SUFFIX = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}
_STRIP = {"JPEG": stripping.jpeg, "PNG": stripping.png, "GIF": stripping.gif, "WEBP": stripping.webp}
_ORIENTATION = 0x0112
_UNREADABLE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError,
    AttributeError, MemoryError, struct.error, Image.DecompressionBombError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown: its file name (made of its content), its bytes, its size in pixels."""

    name: str
    data: bytes
    width: int
    height: int


def check(data: bytes, where: str) -> Picture:
    """The picture in ``data``, upright and without metadata.

    Raises :class:`InputError` for what is too large, damaged, or no JPEG, PNG, GIF or WebP (an SVG is a program
    as much as a picture).
    """
    if len(data) > MAX_BYTES:
        raise InputError(said("the picture is larger than {mb} MB", mb=MAX_BYTES // 1000000), where=where)
    try:
        with warnings.catch_warnings():
            # Pillow warns of bombs from half its own limit on (ours is below), and of odd metadata, which goes.
            warnings.simplefilter("ignore")
            form, clean, size = _checked(data, where)
    except _UNREADABLE as error:
        raise InputError(
            said(
                "is not a picture that can be shown (JPEG, PNG, GIF or WebP; an SVG must be exported as PNG)"
            ),
            where=where,
        ) from error
    return Picture(sha256(clean).hexdigest()[:20] + _SUFFIX[form], clean, *size)


def _checked(data: bytes, where: str) -> tuple[str, bytes, tuple[int, int]]:
    with Image.open(BytesIO(data), formats=tuple(_SUFFIX)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise InputError(
                said(
                    "the picture has {width} × {height} pixels, too many",
                    width=opened.width,
                    height=opened.height,
                ),
                where=where,
            )
        form = "JPEG" if opened.format == "MPO" else opened.format or "PNG"
        opened.load()
        turned = opened.getexif().get(_ORIENTATION, 1) != 1
        clean = None if turned else _STRIP[form](data)
        if clean is None or not _is_readable(clean, opened.size):
            clean = _written_anew(opened, form)
    with Image.open(BytesIO(clean), formats=tuple(_SUFFIX)) as result:
        return form, clean, result.size


def _is_readable(data: bytes, size: tuple[int, int]) -> bool:
    try:
        with Image.open(BytesIO(data), formats=tuple(_SUFFIX)) as opened:
            opened.load()
            return opened.size == size
    except _UNREADABLE:
        return False


def _written_anew(opened: Image.Image, form: str) -> bytes:
    """The first frame of the picture, upright; its colour profile stays, for without it the colours change."""
    upright = ImageOps.exif_transpose(opened)
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and (palette := upright.getpalette()):
        bare.putpalette(palette)
    bare.paste(upright)
    options: dict[str, object] = {"quality": 90} if form in ("JPEG", "WEBP") else {"optimize": True}
    if form in ("PNG", "GIF") and "transparency" in upright.info:
        options["transparency"] = upright.info["transparency"]
    out = BytesIO()
    bare.save(out, form, icc_profile=opened.info.get("icc_profile"), **options)
    return out.getvalue()
