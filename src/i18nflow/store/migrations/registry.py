"""The set that every step registers itself in."""

from __future__ import annotations

from sqlite_utils import Migrations

migrations = Migrations("i18nflow")
