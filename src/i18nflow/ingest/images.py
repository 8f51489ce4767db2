"""Pictures of an article: known by their content, bounded in size, and without what a camera wrote into them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from i18nflow.errors import InputError

MAX_PIXELS = 60_000_000
MAX_BYTES = 15_000_000
_SUFFIX = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown: its file name (made of its content), its bytes, its size in pixels."""

    name: str
    data: bytes
    width: int
    height: int


def check(data: bytes, where: str) -> Picture:
    """The picture in ``data``, upright and without metadata.

    Raises :class:`InputError` for what is too large, damaged, or no JPEG, PNG, GIF or WebP.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"the picture is larger than {MAX_BYTES // 1_000_000} MB", where=where)
    try:
        with warnings.catch_warnings():
            # Pillow warns of bombs from half its own limit on; ours is below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=tuple(_SUFFIX)) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise InputError(
                        f"the picture has {opened.width} × {opened.height} pixels, too many", where=where
                    )
                form = opened.format or "PNG"
                clean = _without_metadata(opened, data, form)
                upright = Image.open(BytesIO(clean))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(
            "is not a picture that can be shown (JPEG, PNG, GIF or WebP)", where=where
        ) from error
    name = sha256(clean).hexdigest()[:20] + _SUFFIX[form]
    return Picture(name, clean, upright.width, upright.height)


def _without_metadata(opened: Image.Image, data: bytes, form: str) -> bytes:
    opened.load()
    if form == "GIF":  # a GIF holds no camera data, and writing it anew could lose its frames
        return data
    upright = ImageOps.exif_transpose(opened)
    out = BytesIO()
    # The colour profile stays: without it the colours change. Everything else is left behind.
    profile = opened.info.get("icc_profile")
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and (palette := upright.getpalette()):
        bare.putpalette(palette)
    bare.paste(upright)
    options: dict[str, object] = {"quality": 90} if form in ("JPEG", "WEBP") else {"optimize": True}
    if form == "PNG" and "transparency" in upright.info:
        options["transparency"] = upright.info["transparency"]
    bare.save(out, form, icc_profile=profile, **options)
    return out.getvalue()
