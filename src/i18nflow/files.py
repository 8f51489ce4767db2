"""Files of a workspace: written whole or not at all, and never outside it."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from i18nflow.errors import InputError, Refused, why
from i18nflow.model import said

# What NFKD does not take apart. Latvian needs none of it; names from neighbours do.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "€": "eur"}
)
_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
            "a,b,v,g,d,e,e,zh,z,i,j,k,l,m,n,o,p,r,s,t,u,f,h,c,ch,sh,shch,-,y,-,e,ju,ja,i,ji,je,g".split(","),  # noqa: SIM905
            strict=True,
        )
    )
    | {"ъ": "", "ь": ""}
)
RESERVED = frozenset({"i18nflow", "site", "index"})
SLUG_LENGTH = 80


def slugify(text: str) -> str:
    """``text`` as a slug: lower-case ASCII letters and digits joined by hyphens, "" where nothing is left."""
    text = text.casefold().translate(_LETTERS).translate(_CYRILLIC)
    text = "".join(c for c in normalize("NFKD", text) if c.isascii())
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug


def check_slug(slug: str) -> str:
    """``slug`` itself. Raises :class:`InputError` where it is not one, or reserved."""
    if slug in RESERVED:
        raise InputError(said("'{slug}' is reserved; choose another slug", slug=slug))
    if slug != slugify(slug) or not slug:
        raise InputError(
            said(
                "'{slug}' is not a slug: lower-case letters a to z, digits and hyphens, at most {limit}",
                slug=slug,
                limit=SLUG_LENGTH,
            )
        )
    return slug


def inside(root: Path, relative: str) -> Path:
    """The path of ``relative`` below ``root``. Raises :class:`Refused` where it would leave it, or can be no path."""
    base = root.resolve()
    try:
        path = (base / relative).resolve()
    except (OSError, ValueError) as error:  # too long, a loop of links, a NUL
        raise Refused(said("'{relative}' is no name of a file.", relative=relative[:80])) from error
    if path != base and base not in path.parents:
        raise Refused(said("'{relative}' leads out of {root}.", relative=relative, root=root))
    return path


def identity(path: Path) -> tuple[int, int] | None:
    """Which file is at ``path``, by the system's numbers: another one in its place differs. None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def write_atomic(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write ``data``, whole or in parts, to ``path``; a reader sees the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(said("cannot be written: {reason}", reason=why(error)), where=str(path)) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_bytes(path: Path, *, max_bytes: int | None = None, setting: bool = True) -> bytes:
    """The content of ``path``. Raises :class:`InputError` where it cannot be read or is larger than allowed.

    ``setting``: the limit is the workspace's ``max_import_mb``, and the error names it.
    """
    try:
        if max_bytes is not None and path.stat().st_size > max_bytes:
            too_large = (
                said("larger than {mb} MB (max_import_mb in i18nflow.toml)", mb=max_bytes // 1_000_000)
                if setting
                else said("larger than {mb} MB", mb=max_bytes // 1_000_000)
            )
            raise InputError(too_large, where=str(path))
        return path.read_bytes()
    except OSError as error:
        raise InputError(said("cannot be read: {reason}", reason=why(error)), where=str(path)) from error


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last through a power cut, as fsync does for a file's content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """``path``, to be read as a stream. Raises :class:`InputError` where it cannot be opened."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(said("cannot be read: {reason}", reason=why(error)), where=str(path)) from error
    with stream:
        yield stream
