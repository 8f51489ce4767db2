"""Zip archives from outside: opened only within bounds, members read only as far as they were announced."""

from __future__ import annotations

import io
import zipfile

from i18nflow.errors import BROKEN_ARCHIVE, InputError
from i18nflow.model import said

MAX_MEMBERS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
"""How many times larger a member may become, once it is larger than a megabyte."""
_SMALL = 1024 * 1024


def checked(data: bytes, where: str) -> dict[str, bytes]:
    """The members of a zip archive by name.

    Raises ``InputError`` for a broken or encrypted archive, too many members, names that lead out of it, and
    contents that unfold beyond the bounds, whatever the archive's own directory claims.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(archive, where)
    except BROKEN_ARCHIVE as error:
        raise InputError(
            said("the archive is damaged, encrypted or of an unknown kind"), where=where
        ) from error


def _members(archive: zipfile.ZipFile, where: str) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise InputError(
            said("the archive has more than {limit} members", limit=f"{MAX_MEMBERS:,}"), where=where
        )
    members: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for info in infos:
        if info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/"):
            raise InputError(said("the archive has a member outside of itself"), where=where)
        if info.filename in members:
            raise InputError(said("the archive has two members of one name"), where=where)
        limit = min(left, max(_SMALL, MAX_RATIO * max(1, info.compress_size)))
        with archive.open(info) as member:
            content = member.read(limit + 1)
        if len(content) > limit:
            raise InputError(said("the archive unfolds to more than is allowed"), where=where)
        left -= len(content)
        members[info.filename] = content
    return members
