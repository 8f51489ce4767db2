"""Pictures: checked by content, bounded, stripped of metadata, their pixels untouched."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageChops, PngImagePlugin

from i18nflow.errors import InputError
from i18nflow.ingest import images, stripping

SECRET = b"57.0N 24.1E by Camera"


def drawn(mode: str = "RGB") -> Image.Image:
    picture = Image.new("RGB", (40, 24))
    picture.putdata([(x * 6 % 256, x * y % 256, y * 10 % 256) for y in range(24) for x in range(40)])
    return picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = SECRET.decode()
    tags.get_ifd(0x8825)[1] = "N"
    return tags


def saved(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawn("P" if form == "GIF" else "RGB").save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def with_metadata(form: str, orientation: int = 1) -> bytes:
    if form == "JPEG":
        return saved(form, exif=exif(orientation), comment=SECRET, progressive=True, quality=70)
    if form == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        return saved(form, pnginfo=texts, exif=exif(orientation))
    if form == "WEBP":
        return saved(form, exif=exif(orientation), xmp=SECRET, lossless=True)
    return saved(form, comment=SECRET)


def same_pixels(one: bytes, other: bytes) -> bool:
    with Image.open(io.BytesIO(one)) as a, Image.open(io.BytesIO(other)) as b:
        return (
            a.size == b.size and ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox() is None
        )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_metadata_goes_and_pixels_stay(form: str) -> None:
    """Camera data, comments and what follows the picture are gone; not one pixel is changed, and the size is told."""
    data = with_metadata(form)
    assert SECRET in data
    picture = images.check(data + b"<script>alert(1)</script>", "a.jpg")
    assert SECRET not in picture.data
    assert b"script" not in picture.data
    assert same_pixels(data, picture.data)
    assert (picture.width, picture.height) == (40, 24)
    assert images.check(picture.data, "a.jpg") == picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_turned_picture_is_set_upright(form: str) -> None:
    """What a camera stored on its side stands upright without the note that said so."""
    picture = images.check(with_metadata(form, orientation=6), "a.jpg")
    assert (picture.width, picture.height) == (24, 40)
    assert SECRET not in picture.data


def test_names_come_from_content() -> None:
    """The same picture has the same name, whatever its file was called; the ending is that of its format."""
    data = saved("PNG")
    assert images.check(data, "a.jpg").name == images.check(data, "b.gif").name
    assert images.check(data, "a.jpg").name.endswith(".png")


def test_a_colour_profile_stays() -> None:
    """Without its profile a picture changes its colours."""
    profile = b"\0" * 128 + b"profile"
    for form in ("JPEG", "PNG", "WEBP"):
        picture = images.check(saved(form, icc_profile=profile), "a")
        with Image.open(io.BytesIO(picture.data)) as opened:
            assert opened.info["icc_profile"] == profile


def test_an_animation_stays_one() -> None:
    """The frames of a GIF, their time and their repetition stay."""
    out = io.BytesIO()
    drawn("P").save(out, "GIF", save_all=True, append_images=[drawn("L"), drawn("1")], duration=80, loop=0)
    with Image.open(io.BytesIO(images.check(out.getvalue(), "a.gif").data)) as opened:
        assert (opened.n_frames, opened.info["loop"], opened.info["duration"]) == (3, 0, 80)  # type: ignore[attr-defined]


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"%PDF-1.7", b"II*\0", bomb(60_000, 60_000), bomb(9_000, 9_000), saved("PNG")[:200]],
    ids=["empty", "gif", "svg", "pdf", "tiff", "bomb", "large", "cut off"],
)  # fmt: skip
def test_what_is_no_picture_or_too_large_is_refused(data: bytes) -> None:
    """Other formats, SVG among them, damaged files and decompression bombs are refused by content."""
    with pytest.raises(InputError):
        images.check(data, "a.png")


def test_a_file_over_the_limit_is_refused() -> None:
    """The size in bytes is bounded before anything is read."""
    with pytest.raises(InputError, match="larger"):
        images.check(b"\0" * (images.MAX_BYTES + 1), "a.png")


@pytest.mark.parametrize("strip", [stripping.jpeg, stripping.png, stripping.gif, stripping.webp])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_cut_files_are_not_stripped_by_guess(strip: object, form: str) -> None:
    """At whatever byte a file breaks off, stripping ends, with a picture or with None."""
    data = with_metadata(form)
    for cut in range(0, len(data), max(1, len(data) // 60)):
        assert strip(data[:cut]) is None or isinstance(strip(data[:cut]), bytes)  # type: ignore[operator]
