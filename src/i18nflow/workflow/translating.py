"""Pre-translation: untranslated targets get drafts from memory, then from the engines; committed chunk by chunk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from i18nflow import engines, review, translate as plan
from i18nflow.errors import Conflict, Refused
from i18nflow.markup import protect, restore
from i18nflow.model import Actor, Role, State, Target
from i18nflow.store import Change, Row
from i18nflow.translate import Draft, Engine, Event, Stage, Status, Wanted
from i18nflow.workflow import checking, glossaries, memories
from i18nflow.workflow.workspace import Workspace
