"""The interface itself: its document, its kinds of problem, who calls, what the workspace is."""

from __future__ import annotations

import msgspec

from i18nflow import __version__
from i18nflow.errors import NotFound
from i18nflow.model import Role, said
from i18nflow.webapp.api import openapi
from i18nflow.webapp.api.base import Empty, Shape
from i18nflow.webapp.api.problems import KINDS
from i18nflow.webapp.api.registry import OPERATIONS, Call, File, operation


class ProblemKind(Shape, frozen=True, kw_only=True):
    """A kind of problem and what to do about it."""

    name: str
    status: int
    title: str
    advice: str


class Caller(Shape, frozen=True, kw_only=True):
    """Who stands behind the token, and the roles it may act in."""

    name: str
    roles: tuple[Role, ...]


class WorkspaceShape(Shape, frozen=True, kw_only=True):
    """The settings that a program needs to know."""

    version: str
    name: str
    source: str
    targets: tuple[str, ...]
    timezone: str
    review_steps: int
    two_eyes: bool


@operation("GET", "/openapi.json", needs=None, media=("application/json",))
def openapi_document(_call: Call[Empty, None]) -> File:
    """This document."""
    return File(msgspec.json.encode(openapi.document(OPERATIONS)), "application/json")


@operation("GET", "/problems/{name}", needs=None, answer=ProblemKind)
def problem_kind(call: Call[Empty, None]) -> ProblemKind:
    """What a kind of problem means."""
    kind = KINDS.get(call.path["name"])
    if kind is None:
        raise NotFound(said("There is no such kind of problem."))
    return ProblemKind(name=call.path["name"], status=kind.status, title=kind.title, advice=kind.advice)


@operation("GET", "/me", answer=Caller)
def me(call: Call[Empty, None]) -> Caller:
    """Who calls."""
    return Caller(name=call.actor.name, roles=tuple(role for role in Role if role in call.actor.roles))


@operation("GET", "/workspace", answer=WorkspaceShape)
def workspace_settings(call: Call[Empty, None]) -> WorkspaceShape:
    """The workspace: its languages and its rules of review."""
    config = call.ws.config
    return WorkspaceShape(
        version=__version__,
        name=config.site.name or call.ws.root.name,
        source=config.source,
        targets=config.targets,
        timezone=config.timezone,
        review_steps=config.review.steps,
        two_eyes=config.review.two_eyes,
    )
