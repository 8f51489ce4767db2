"""Which engines there are, by name: built in, or brought by another package's entry point."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from i18nflow.engines.careful import Careful
from i18nflow.errors import EngineUnavailable, I18nFlowError
from i18nflow.model import said
from i18nflow.translate import Engine, EngineInfo, Health, unready

GROUP = "i18nflow.engines"

# Loaded on use: nobody waits for a library whose engine is not asked.
BUILT_IN = {
    "google": "i18nflow.engines.deeptranslator.google:engine",
    "mymemory": "i18nflow.engines.deeptranslator.mymemory:engine",
    "microsoft": "i18nflow.engines.deeptranslator.microsoft:engine",
    "deepl": "i18nflow.engines.deepl:engine",
    "opus": "i18nflow.engines.opus.engine:engine",
    "libretranslate": "i18nflow.engines.libretranslate:engine",
    "none": "i18nflow.engines.none:engine",
    "echo": "i18nflow.engines.echo:engine",
}

Factory = Callable[[Mapping[str, Any]], Engine]


@dataclass(frozen=True, slots=True)
class Listed:
    """An engine as it is listed: what it is, and whether it can be used here."""

    name: str
    info: EngineInfo | None
    health: Health


def get(name: str, settings: Mapping[str, Any] | None = None) -> Careful:
    """The engine called ``name`` with these settings, paced and retried.

    Raises :class:`EngineUnavailable` where there is none of that name or it cannot be loaded, and
    :class:`ConfigError` for a setting that cannot be.
    """
    return Careful.around(_factory(name)(settings or {}), settings or {})


def names() -> tuple[str, ...]:
    """The names of all engines, built-in ones first; a package cannot take a built-in name."""
    brought = sorted(point.name for point in _brought())
    return (*BUILT_IN, *(name for name in dict.fromkeys(brought) if name not in BUILT_IN))


def available(settings: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[Listed, ...]:
    """Every engine with what is missing where it cannot be used; ``settings`` by engine name."""
    return tuple(_listed(name, (settings or {}).get(name, {})) for name in names())


def _listed(name: str, settings: Mapping[str, Any]) -> Listed:
    try:
        engine = get(name, settings)
        return Listed(name, engine.info, engine.check())
    except I18nFlowError as error:
        return Listed(name, None, Health(available=False, missing=error.said))
    except Exception as error:
        # A foreign engine that cannot even say what it is: its own words may hold anything.
        return Listed(name, None, Health(available=False, missing=unready.failed(type(error).__name__)))


def _factory(name: str) -> Factory:
    if name in BUILT_IN:
        module, _, function = BUILT_IN[name].partition(":")
        factory: Factory = getattr(importlib.import_module(module), function)
        return factory
    for point in _brought():
        if point.name == name:
            return _loaded(point)
    raise EngineUnavailable(
        said("There is no engine '{name}'. There are: {names}.", name=name, names=", ".join(names()))
    )


def _loaded(point: EntryPoint) -> Factory:
    """A foreign package may fail in any way while it is loaded or asked for an engine."""
    try:
        factory = point.load()
    except Exception as error:
        raise EngineUnavailable(
            said(
                "The engine '{name}' of {package} cannot be loaded: {kind}.",
                name=point.name,
                package=point.value,
                kind=type(error).__name__,
            )
        ) from error

    def careful(settings: Mapping[str, Any]) -> Engine:
        try:
            engine: Engine = factory(settings)
            info = engine.info
        except I18nFlowError:
            raise
        except Exception as error:
            raise EngineUnavailable(
                said(
                    "The engine '{name}' cannot be used: {kind}.", name=point.name, kind=type(error).__name__
                )
            ) from error
        if not isinstance(info, EngineInfo):
            raise EngineUnavailable(
                said("The engine '{name}' does not say what it is (info).", name=point.name)
            )
        return engine

    return careful


def _brought() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=GROUP))
