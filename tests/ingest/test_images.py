"""Pictures: known by content, bounded, upright, and without what a camera wrote into them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from i18nflow.errors import InputError
from i18nflow.ingest import images


def picture(form: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".gif")]
)
def test_a_picture_is_named_by_its_content(form: str, suffix: str) -> None:
    """The same picture has the same name, the suffix is that of its real kind."""
    first, second = (images.check(picture(form), "x.bmp") for _ in range(2))
    assert first == second
    assert first.name.endswith(suffix) and (first.width, first.height) == (40, 20)


def test_what_a_camera_wrote_is_gone_and_the_picture_upright() -> None:
    """Place, device and turn are taken out; a picture taken sideways stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SecretCam"
    data = picture("JPEG", exif=exif)
    assert b"SecretCam" in data
    checked = images.check(data, "a.jpg")
    assert b"SecretCam" not in checked.data and b"Exif" not in checked.data
    assert (checked.width, checked.height) == (20, 40)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        picture("PNG")[:40],
        picture("BMP"),
    ],
    ids=["empty", "text", "svg", "cut", "other"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """Damaged files, other kinds and SVG (which may hold scripts) are refused by name."""
    with pytest.raises(InputError, match="bilde"):
        images.check(data, "bilde")


def test_too_many_pixels_are_refused_unread() -> None:
    """A small file that would unfold to a giant is refused before it is unfolded."""
    head = picture("PNG", (1, 1))
    giant = head[:16] + (60_000).to_bytes(4, "big") + (60_000).to_bytes(4, "big") + head[24:]
    with pytest.raises(InputError):
        images.check(giant, "liela.png")
