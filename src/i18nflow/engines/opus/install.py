"""Installing a model: unpacked, converted, tried, and only then there, all at once."""

from __future__ import annotations

import hashlib
import importlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

from i18nflow.engines.opus import archive, remote, shelf
from i18nflow.engines.opus.archive import Licence
from i18nflow.engines.opus.model import Model
from i18nflow.engines.opus.shelf import Installed
from i18nflow.errors import BROKEN_ARCHIVE, EngineUnavailable, InputError
from i18nflow.model import said
from i18nflow.translate import Status, accept

NEEDED = ("ctranslate2", "sentencepiece", "numpy", "yaml")
EXTRA = "pip install 'i18nflow[local]'"
# Weights are read and written as they are: twice the archive, unpacked and converted side by side.
_ROOM = 4


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown before anything is fetched. ``licence`` is None where the server gives no parts of a file."""

    address: str
    size: int
    licence: Licence | None
    there: remote.Remote | None = None


def look(name: str, file: Path | None = None) -> Look:
    """What ``name`` is, from its address or from an archive already here.

    Raises :class:`InputError` or :class:`EngineUnavailable` with what to do.
    """
    shelf.pair_of(name)
    if file is not None:
        with archive.opened(file) as found:
            return Look(str(file), file.stat().st_size, archive.licence(found))
    offer = shelf.OFFERS.get(name)
    if offer is None:
        raise InputError(
            said(
                "'{name}' is not offered; there are: {offers}. Fetch its archive and use --from FILE.zip",
                name=name,
                offers=", ".join(shelf.OFFERS),
            )
        )
    there = remote.look(offer.address)
    return Look(offer.address, there.size, _licence_there(there), there)


def fetch(name: str, seen: Look, progress: Callable[[int, int], None], where: Path | None = None) -> Path:
    """Fetch the archive that was looked at; where it is now."""
    assert seen.there is not None
    folder = where or shelf.folder()
    folder.mkdir(parents=True, exist_ok=True)
    _check_room(folder, seen.size * _ROOM)
    path = folder / f".{name}.zip"
    if not path.exists() or path.stat().st_size != seen.size:
        remote.fetch(seen.there, path, progress)
    return path


def install(
    name: str, file: Path, origin: str, *, where: Path | None = None, sample: str | None = None
) -> Installed:
    """Install the model in the archive ``file`` as ``name``: all of it, or nothing.

    ``sample`` is a sentence for the trial; the offer's own by default. Raises :class:`InputError` where the
    archive is no model or its model does not translate, :class:`EngineUnavailable` where a library is missing.
    """
    require()
    source, target = shelf.pair_of(name)
    folder = where or shelf.folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _workshop(folder, name) as room:
        with archive.opened(file) as found:
            licence = archive.licence(found)
            raw = room / "raw"
            raw.mkdir()
            archive.unpack(found, raw)
        model = room / "model"
        _convert(raw, model)
        _bring_along(raw, model)
        offer = shelf.OFFERS.get(name)
        about = Installed(name, source, target, _version(model), licence.name, origin)
        _try(model, sample or (offer.sample if offer else ""), about)
        shelf.write_about(model, about)
        _appear(model, folder / name, room)
    return about


def require() -> None:
    """Raise :class:`EngineUnavailable` where a library of the extra is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise EngineUnavailable(
            said("{missing} is not installed: {extra}", missing=", ".join(missing), extra=EXTRA)
        )


def _licence_there(there: remote.Remote) -> Licence | None:
    if not there.parts or not there.size:
        return None
    try:
        with ZipFile(remote.window(there)) as found:
            return archive.licence(found)
    except BROKEN_ARCHIVE:
        return None


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EngineUnavailable(
            said(
                "{folder} has {free} MB free; installing takes about {needed} MB.",
                folder=folder,
                free=free >> 20,
                needed=needed >> 20,
            )
        )


@contextmanager
def _workshop(folder: Path, name: str) -> Iterator[Path]:
    """A folder beside the models, gone afterwards whatever happens; what a killed one left is swept out."""
    for left in folder.glob(f".making-{name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    room = Path(tempfile.mkdtemp(prefix=f".making-{name}-", dir=folder))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _convert(raw: Path, model: Path) -> None:
    """To CTranslate2 in eight bits; neither torch nor transformers takes part."""
    converters = importlib.import_module("ctranslate2.converters")
    _check_names(raw)
    try:
        converters.OpusMTConverter(str(raw)).convert(str(model), quantization="int8")
    except Exception as error:
        raise InputError(
            said("cannot be converted: {kind}: {reason}", kind=type(error).__name__, reason=error)
        ) from error


def _check_names(raw: Path) -> None:
    """``decoder.yml`` names the files to read: only such as lie beside it."""
    yaml = importlib.import_module("yaml")
    try:
        data = yaml.safe_load((raw / "decoder.yml").read_text(encoding="utf-8"))
        names = [*data["models"], *data["vocabs"]]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise InputError(said("decoder.yml cannot be read")) from error
    here = {path.name for path in raw.iterdir()}
    if not all(isinstance(name, str) and name in here for name in names):
        raise InputError(said("decoder.yml names files that are not in the archive"))


def _bring_along(raw: Path, model: Path) -> None:
    for path in raw.iterdir():
        if path.suffix == ".spm" or path.name.upper().startswith(("LICENSE", "README")):
            shutil.copy2(path, model / path.name)


def _version(model: Path) -> str:
    """Made from what the model is: an answer of another model is never taken for this one's."""
    digest = hashlib.sha256()
    for name in ("model.bin", "source.spm", "target.spm"):
        with (model / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _try(model: Path, sample: str, about: Installed) -> None:
    """Translate a sentence with the finished model."""
    if not sample:
        return
    (found,) = Model.load(model).translate([sample])
    taken = accept(sample, found.text) if found.status is Status.OK else found
    if taken.status is not Status.OK:
        raise InputError(
            said(
                "the model {name} gave no usable translation of “{sample}”; it was not installed",
                name=about.name,
                sample=sample,
            )
        )


def _appear(model: Path, final: Path, room: Path) -> None:
    """Put the model where it is looked for, in one step; a former one steps aside."""
    if final.exists():
        final.replace(room / "former")
    model.replace(final)
