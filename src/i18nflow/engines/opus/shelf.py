"""Where models stand on this machine, and which there are."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from i18nflow.errors import InputError
from i18nflow.model import said

ABOUT = "model.json"


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that can be used. ``version`` is made from its contents; ``licence`` is what its archive says."""

    name: str
    source: str
    target: str
    version: str
    licence: str
    origin: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be installed by name."""

    name: str
    address: str
    sample: str


OFFERS = {
    offer.name: offer
    for offer in (
        Offer(
            "opus-mt-lv-en",
            "https://object.pouta.csc.fi/OPUS-MT-models/lv-en/opus-2019-12-18.zip",
            "Labdien!",
        ),
        Offer(
            "opus-mt-en-lv",
            "https://object.pouta.csc.fi/OPUS-MT-models/en-lv/opus-2019-12-18.zip",
            "Good morning!",
        ),
    )
}


def folder() -> Path:
    """The folder of models: ``I18NFLOW_MODELS``, else the user's data folder."""
    if named := os.environ.get("I18NFLOW_MODELS"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "i18nflow" / "models"


def installed(where: Path | None = None) -> tuple[Installed, ...]:
    """The models in the folder; a half-installed one is none of them."""
    where = where or folder()
    found = [_read(path) for path in sorted(where.glob(f"*/{ABOUT}")) if not path.parent.name.startswith(".")]
    return tuple(one for one in found if one is not None)


def find(pair: tuple[str, str], where: Path | None = None) -> Installed | None:
    """The model for a pair of base languages, or None."""
    return next((one for one in installed(where) if (one.source, one.target) == pair), None)


def write_about(model: Path, about: Installed) -> None:
    """Put down what ``model`` is."""
    (model / ABOUT).write_text(json.dumps(asdict(about), ensure_ascii=False, indent=2), encoding="utf-8")


def pair_of(name: str) -> tuple[str, str]:
    """The languages in a model's name: ``opus-mt-lv-en`` → ``lv``, ``en``. Raises :class:`InputError`."""
    parts = name.split("-")
    if (
        len(parts) != 4
        or parts[:2] != ["opus", "mt"]
        or not all(part.isalpha() and part.islower() for part in parts[2:])
    ):
        raise InputError(said("'{name}' is no name of a model; they look like opus-mt-lv-en", name=name))
    return parts[2], parts[3]


def _read(path: Path) -> Installed | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Installed(**{field: str(data[field]) for field in Installed.__slots__})
    except (OSError, ValueError, KeyError, TypeError):
        return None
