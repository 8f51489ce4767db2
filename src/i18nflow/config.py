"""``i18nflow.toml``: what a newsroom decides once. Every key is described in ``docs/reference/configuration.md``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from i18nflow.errors import ConfigError, why
from i18nflow.language import tags
from i18nflow.model import LanguagePair, Said, said

FILE_NAME = "i18nflow.toml"


@dataclass(frozen=True, slots=True)
class ReviewConfig:
    """Who must look at a target. ``steps = 1``: confirming approves. ``two_eyes``: never one's own text."""

    steps: int = 1
    two_eyes: bool = False


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """The engines to ask, in order, and each engine's own settings (never a key: keys come from the environment)."""

    order: tuple[str, ...] = ()
    second: str = ""
    """An engine asked as well, only to see where two engines disagree."""
    budget_run: int | None = None
    budget_month: int | None = None
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MemoryConfig:
    """What is taken off a match's score (0 to 1): see :class:`i18nflow.memory.penalties.Penalties`."""

    penalty_machine: float = 0.05
    penalty_domain: float = 0.05
    penalty_year: float = 0.01
    penalty_oldest: float = 0.1


@dataclass(frozen=True, slots=True)
class ImportConfig:
    """Limits of what is taken in, and further lines of furniture per language."""

    max_mb: int = 20
    furniture: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class WebhookConfig:
    """Whether events may be sent to addresses inside private networks."""

    private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The published site. ``base_url`` is required to publish."""

    base_url: str = ""
    name: str = ""
    per_page: int = 20
    templates: str = ""
    names: bool = False
    """Whether reviewers' names may appear (with each person's consent)."""
    wordpress: str = ""
    """The address of the WordPress that published articles are pushed to."""


@dataclass(frozen=True, slots=True)
class AccountsConfig:
    """How long a sign-in lasts: without being used, and in any case."""

    idle_hours: int = 12
    session_days: int = 14


@dataclass(frozen=True, slots=True)
class ServeConfig:
    """Where people reach the server: ``https://...`` of the proxy before it, and how many proxies stand there."""

    address: str = ""
    proxies: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a workspace."""

    source: str = "lv"
    targets: tuple[str, ...] = ("en-GB",)
    timezone: str = "Europe/Riga"
    domain: str = ""
    review: ReviewConfig = ReviewConfig()
    engines: EngineConfig = EngineConfig()
    memory: MemoryConfig = MemoryConfig()
    imports: ImportConfig = ImportConfig()
    webhooks: WebhookConfig = WebhookConfig()
    site: SiteSettings = SiteSettings()
    accounts: AccountsConfig = AccountsConfig()
    serve: ServeConfig = ServeConfig()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people read and type times."""
        return ZoneInfo(self.timezone)

    def pair(self, target: str) -> LanguagePair:
        """The source language with ``target``."""
        return LanguagePair(self.source, target)


def read(path: Path) -> Config:
    """The settings in ``path``. Raises :class:`ConfigError` that names the setting."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(said("cannot be read: {reason}", reason=why(error)), where=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(said("is not UTF-8"), where=str(path), offset=error.start) from error
    return parse(text, where=str(path))


def parse(text: str, *, where: str = FILE_NAME) -> Config:
    """The settings in ``text``. Raises :class:`ConfigError` that names the setting."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(said("is not TOML: {reason}", reason=error), where=where) from error
    table = _Table(data, "", where)
    config = Config(
        source=table.tag("source", "lv"),
        targets=tuple(table.tags("targets", ("en-GB",))),
        timezone=table.text("timezone", "Europe/Riga"),
        domain=table.text("domain", ""),
        review=_review(table.table("review")),
        engines=_engines(table.table("engines")),
        memory=_memory(table.table("memory")),
        imports=_imports(table.table("import")),
        webhooks=_webhooks(table.table("webhooks")),
        site=_site(table.table("site")),
        accounts=_accounts(table.table("accounts")),
        serve=_serve(table.table("serve")),
    )
    table.done()
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(
            said("timezone: there is no time zone '{zone}'", zone=config.timezone), where=where
        ) from error
    if not config.targets:
        raise ConfigError(said('targets: name at least one language, e.g. ["en-GB"]'), where=where)
    bases = [tags.base(target) for target in config.targets]
    if tags.base(config.source) in bases or len(set(bases)) != len(bases):
        raise ConfigError(said("targets: each language once, and not the source language"), where=where)
    return config


def _review(table: _Table) -> ReviewConfig:
    two_eyes = table.flag("two_eyes", default=False)
    steps = table.number("steps", 2 if two_eyes else 1, low=1, high=2)
    table.done()
    # An approval by somebody else needs a step of its own.
    return ReviewConfig(steps=2 if two_eyes else steps, two_eyes=two_eyes)


def _engines(table: _Table) -> EngineConfig:
    settings = {name: value for name, value in table.rest().items() if isinstance(value, dict)}
    config = EngineConfig(
        order=tuple(table.texts("order", ())),
        second=table.text("second", ""),
        budget_run=table.number("budget_run", 0, low=0) or None,
        budget_month=table.number("budget_month", 0, low=0) or None,
        settings=settings,
    )
    table.done(allow=settings)
    return config


def _webhooks(table: _Table) -> WebhookConfig:
    config = WebhookConfig(private_addresses=table.flag("private_addresses", default=False))
    table.done()
    return config


def _memory(table: _Table) -> MemoryConfig:
    usual = MemoryConfig()
    config = MemoryConfig(
        penalty_machine=table.share("penalty_machine", usual.penalty_machine),
        penalty_domain=table.share("penalty_domain", usual.penalty_domain),
        penalty_year=table.share("penalty_year", usual.penalty_year),
        penalty_oldest=table.share("penalty_oldest", usual.penalty_oldest),
    )
    table.done()
    return config


def _imports(table: _Table) -> ImportConfig:
    furniture = table.table("furniture")
    words = {lang: tuple(furniture.texts(lang, ())) for lang in furniture.rest()}
    config = ImportConfig(
        max_mb=table.number("max_import_mb", 20, low=1, high=1000),
        furniture=words,
        private_addresses=table.flag("private_addresses", default=False),
    )
    table.done()
    return config


def _accounts(table: _Table) -> AccountsConfig:
    config = AccountsConfig(
        idle_hours=table.number("idle_hours", 12, low=1, high=24 * 7),
        session_days=table.number("session_days", 14, low=1, high=90),
    )
    table.done()
    return config


def _serve(table: _Table) -> ServeConfig:
    config = ServeConfig(
        address=table.text("address", "").rstrip("/"), proxies=table.number("proxies", 0, low=0, high=5)
    )
    table.done()
    if config.address and not _is_origin(config.address):
        raise ConfigError(
            said('serve.address: like "https://news.example.org", without a path'), where=table.where
        )
    return config


def _is_origin(address: str) -> bool:
    """Whether it is a scheme and a host, with a port or without, and nothing behind."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc) and not parts.path


def _site(table: _Table) -> SiteSettings:
    config = SiteSettings(
        base_url=table.text("base_url", "").rstrip("/"),
        name=table.text("name", ""),
        per_page=table.number("per_page", 20, low=1, high=500),
        templates=table.text("templates", ""),
        names=table.flag("names", default=False),
        wordpress=table.text("wordpress", "").rstrip("/"),
    )
    table.done()
    if config.base_url and not config.base_url.startswith(("https://", "http://")):
        raise ConfigError(said("site.base_url: begin with https:// or http://"), where=table.where)
    return config


class _Table:
    """One table of the file: takes values out by type, and complains of what nobody asked for."""

    def __init__(self, data: dict[str, Any], name: str, where: str) -> None:
        self._data = data
        self._name = name
        self.where = where
        self._seen: set[str] = set()

    def _take(self, key: str, default: Any, kind: type | UnionType, wanted: Said) -> Any:
        self._seen.add(key)
        value = self._data.get(key, default)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise ConfigError(
                said(
                    "{setting}: expected {wanted}, found {value}",
                    setting=self._path(key),
                    wanted=wanted,
                    value=f"{value!r}",
                ),
                where=self.where,
            )
        return value

    def text(self, key: str, default: str) -> str:
        return str(self._take(key, default, str, said("a text in quotes")))

    def flag(self, key: str, *, default: bool) -> bool:
        return bool(self._take(key, default, bool, said("true or false")))

    def number(self, key: str, default: int, *, low: int, high: int = 10**12) -> int:
        value = int(self._take(key, default, int, said("a whole number")))
        if not low <= value <= high:
            raise ConfigError(
                said(
                    "{setting}: {value} is not between {low} and {high}",
                    setting=self._path(key),
                    value=value,
                    low=low,
                    high=high,
                ),
                where=self.where,
            )
        return value

    def share(self, key: str, default: float) -> float:
        value = self._take(key, default, int | float, said("a number from 0 to 1"))
        if not 0 <= value <= 1:
            raise ConfigError(
                said("{setting}: {value} is not between 0 and 1", setting=self._path(key), value=value),
                where=self.where,
            )
        return float(value)

    def texts(self, key: str, default: tuple[str, ...]) -> list[str]:
        value = self._take(key, list(default), list, said("a list of texts"))
        if not all(isinstance(one, str) for one in value):
            raise ConfigError(
                said("{setting}: expected a list of texts", setting=self._path(key)), where=self.where
            )
        return [str(one) for one in value]

    def tag(self, key: str, default: str) -> str:
        value = self.text(key, default)
        return self._checked(key, value)

    def tags(self, key: str, default: tuple[str, ...]) -> list[str]:
        return [self._checked(key, value) for value in self.texts(key, default)]

    def _checked(self, key: str, value: str) -> str:
        if not tags.is_valid(value):
            raise ConfigError(
                said(
                    '{setting}: \'{value}\' is not a language tag such as "lv" or "en-GB"',
                    setting=self._path(key),
                    value=value,
                ),
                where=self.where,
            )
        return value

    def table(self, key: str) -> _Table:
        value = self._take(key, {}, dict, said("a table"))
        return _Table(value, self._path(key), self.where)

    def rest(self) -> dict[str, Any]:
        return {key: value for key, value in self._data.items() if key not in self._seen}

    def done(self, allow: Mapping[str, Any] | None = None) -> None:
        """Raise for a key that nothing reads: most often a typing error."""
        for key in self._data:
            if key not in self._seen and key not in (allow or {}):
                raise ConfigError(
                    said("{setting}: there is no such setting", setting=self._path(key)), where=self.where
                )

    def _path(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key


TEMPLATE = """\
# The settings of this i18nflow workspace. Times are read and typed in this zone.
source = "{source}"
targets = [{targets}]
timezone = "Europe/Riga"

[review]
steps = 1          # 2: a translator confirms, a reviewer approves
two_eyes = false   # true: nobody approves a text of their own

[engines]
# An unpublished article is confidential: no engine outside this machine is used until it is named here.
#   order = ["google"]         sends the texts to Google
#   order = ["libretranslate"] with  [engines.libretranslate] url = "http://127.0.0.1:5000"
order = [{engines}]

[import]
max_import_mb = 20

[site]
base_url = "{base_url}"      # required to publish, e.g. "https://news.example.org"
name = "{name}"
"""


def template(
    *,
    source: str = "lv",
    targets: tuple[str, ...] = ("en-GB",),
    engines: tuple[str, ...] = (),
    base_url: str = "",
    name: str = "",
) -> str:
    """A new workspace's ``i18nflow.toml``, with comments."""
    return TEMPLATE.format(
        source=source,
        targets=", ".join(f'"{target}"' for target in targets),
        engines=", ".join(f'"{engine}"' for engine in engines),
        base_url=base_url,
        name=name,
    )
