"""Errors, named for what the caller can do about them.

Problems *in content* (a wrong number, an ambiguous catalog entry) are never exceptions: they are
returned values (:class:`i18nflow.model.Finding`, import reports).
"""

from __future__ import annotations

import errno
import lzma
import struct
import zlib
from zipfile import BadZipFile

from i18nflow.model import Said, said

_OF_THE_SYSTEM = {
    errno.ENOENT: said("No such file or directory"),
    errno.EACCES: said("Permission denied"),
    errno.EPERM: said("Operation not permitted"),
    errno.EISDIR: said("Is a directory"),
    errno.ENOTDIR: said("Not a directory"),
    errno.EEXIST: said("File exists"),
    errno.ENOTEMPTY: said("Directory not empty"),
    errno.ENOSPC: said("No space left on device"),
    errno.EROFS: said("Read-only file system"),
    errno.ENAMETOOLONG: said("File name too long"),
    errno.EMFILE: said("Too many open files"),
    errno.ENFILE: said("Too many open files"),
    errno.EIO: said("Input/output error"),
    errno.EFBIG: said("File too large"),
    errno.EDQUOT: said("Disk quota exceeded"),
}

BROKEN_ARCHIVE = (
    BadZipFile, EOFError, OSError, OverflowError, RuntimeError, ValueError, lzma.LZMAError, struct.error, zlib.error,
)  # fmt: skip
"""What Python's ``zipfile`` raises for an archive that is damaged, cut, encrypted or of an unknown kind."""


def why(error: OSError) -> str:
    """What the system says of a file, as a sentence that can be said in another language where it is a common one."""
    return _OF_THE_SYSTEM.get(error.errno or 0, error.strerror or str(error))


def of_the_machine(error: BaseException) -> Said | None:
    """What to do where the machine gave out, wherever it did: no memory, no room, no more files; else None."""
    if isinstance(error, MemoryError):
        return said(
            "There is not enough memory for this. Close something else, or take a smaller piece; nothing was half written."
        )
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EMFILE, errno.ENFILE):
        return said(
            "Too many files are open at once. Wait for something to end and try again, or raise the limit ('ulimit -n')."
        )
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return said("The disk is full. Make room and try again; nothing was half written.")
    if number in (errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO) and isinstance(error, OSError):
        return said(
            "{path} cannot be read or written: {reason}. Check the disk and the rights of the program's user.",
            path=error.filename or said("A file"),
            reason=why(error),
        )
    return None


class I18nFlowError(Exception):
    """The base of all errors a person can read: the message says what, where and what to do.

    ``raise NotFound(said("There is no segment '{key}'.", key=key))``: the sentence is English for the command line,
    the API and the log, and carries what it is made of, so that a page says it in its reader's language
    (:func:`i18nflow.webapp.words.explain`). What ``said(...)`` names is collected into ``locales/ui.pot``.
    """

    def __init__(self, message: Said) -> None:
        super().__init__(message)
        self.said = message


class InputError(I18nFlowError):
    """A file or text that cannot be read; mend the input.

    ``where`` is the file's name, ``line`` its 1-based line, ``offset`` a byte offset, each where known.
    """

    def __init__(
        self, message: Said, *, where: str | None = None, line: int | None = None, offset: int | None = None
    ) -> None:
        place: str = where or ""
        if line is not None:
            place = (
                said("{place}, line {line}", place=place, line=line)
                if place
                else said("line {line}", line=line)
            )
        if offset is not None:
            place = (
                said("{place}, byte {offset}", place=place, offset=offset)
                if place
                else said("byte {offset}", offset=offset)
            )
        super().__init__(
            Said("{place}: {message}", {"place": place, "message": message}) if place else message
        )
        self.message = message
        self.where = where
        self.line = line
        self.offset = offset


class GlossaryError(InputError):
    """A glossary file that breaks its format; mend the named line."""


class CatalogError(InputError):
    """A catalog (PO, XLIFF, table, JSON Lines) that cannot be taken; mend or export it anew."""


class ConfigError(InputError):
    """``i18nflow.toml`` says something that cannot be; mend the named setting."""


class NotFound(I18nFlowError):
    """No such article, segment, unit or file; check the name."""


class Conflict(I18nFlowError):
    """Somebody changed the thing meanwhile; look at both versions and decide."""


class Refused(I18nFlowError):
    """The move is not allowed: by the state, by the person's role, or by a rule of the workspace."""


class NotAllowed(Refused):
    """The person's role does not allow it; ask somebody who may."""


class EngineUnavailable(I18nFlowError):
    """A translation engine is not installed, not configured or out of reach."""


class StoreError(I18nFlowError):
    """The database is locked, damaged, read-only or of another version; the message says what to do."""
