"""Picture files without what cameras and programs wrote into them, their pixels untouched.

JPEG, PNG, GIF and WebP are chains of labelled parts; the parts that hold no pixels, colours or animation are left
out, and so is whatever follows the picture's end. Each function gives None where the chain is not as its standard
says; the picture must then be written anew.
"""

from __future__ import annotations

import re

_JPEG_KEPT_APPS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_JPEG_MARKER_IN_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"cICP", b"pHYs",
     b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF_AND_XMP = 0x08 | 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def jpeg(data: bytes) -> bytes | None:
    """A JPEG with its frame, tables, scans, colour profile and the two headers that say how to read colours."""
    out, at = [data[:2]], 2
    if data[:2] != b"\xff\xd8":
        return None
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == 0xD9:
            return b"".join((*out, b"\xff\xd9"))
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            found = _JPEG_MARKER_IN_SCAN.search(data, end)
            if not found:
                return None
            end = found.end() - 2
        if _jpeg_keeps(marker, data[at + 4 : at + 18]):
            out.append(data[at:end])
        at = end
    return b"".join((*out, b"\xff\xd9")) if data[at : at + 2] == b"\xff\xd9" else None


def _jpeg_keeps(marker: int, start: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return marker in _JPEG_KEPT_APPS and start.startswith(_JPEG_KEPT_APPS[marker])
    return marker != 0xFE


def png(data: bytes) -> bytes | None:
    """A PNG (animated ones too) with its pixels, palette, transparency and colour space."""
    if not data.startswith(_PNG_START):
        return None
    out, at = [_PNG_START], len(_PNG_START)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data):
            return None
        if kind in _PNG_KEPT:
            out.append(data[at:end])
        if kind == b"IEND":
            return b"".join(out)
        at = end
    return None


def webp(data: bytes) -> bytes | None:
    """A WebP with its frames, transparency and colour profile."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    out: list[bytes] = []
    at, stop = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= stop:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if end > stop + 1:
            return None
        part = data[at:end]
        if kind == b"VP8X" and size >= 1:
            part = part[:8] + bytes([part[8] & ~_WEBP_EXIF_AND_XMP]) + part[9:]
        if kind in _WEBP_KEPT:
            out.append(part)
        at = end
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + len(body).to_bytes(4, "little") + body if out else None


def gif(data: bytes) -> bytes | None:
    """A GIF with its frames, their timing and how often they repeat."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        return None
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    out = [data[:at]]
    while at < len(data):
        start, kind = at, data[at : at + 1]
        if kind == b";":
            return b"".join((*out, b";"))
        if kind == b"!":
            at = _gif_blocks(data, at + 2)
            keep = data[start + 1 : start + 2] == b"\xf9" or data[start + 3 : start + 14] in _GIF_LOOPS
        elif kind == b"," and start + 10 <= len(data):
            flags = data[start + 9]
            at = _gif_blocks(data, start + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
            keep = True
        else:
            return None
        if keep:
            out.append(data[start:at])
    return None


def _gif_blocks(data: bytes, at: int) -> int:
    """Where the chain of data blocks that starts at ``at`` ends."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
