"""The OpenAPI 3.1 document, made from the declared operations and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from i18nflow import __version__
from i18nflow.webapp.api.base import Input
from i18nflow.webapp.api.problems import KINDS, MEDIA, PREFIX, Problem
from i18nflow.webapp.api.registry import PATH_PARAMETERS, Operation

_REF = "#/components/schemas/{name}"
_TAG = {"type": "string", "pattern": '^"[0-9a-f]{20}"$'}
_HEADERS = {
    "ETag": {"description": "The entity tag of this answer", "schema": _TAG},
    "Link": {"description": 'The next page: rel="next"', "schema": {"type": "string"}},
    "Location": {"description": "Where the new thing is found", "schema": {"type": "string"}},
}
DESCRIPTION = """\
Everything that the review pages can do, for programs. Errors are problem documents (RFC 9457). Lists come in pages.
Every answer to a GET has an entity tag; a change of a target names the one it saw in If-Match, and is refused with 412
where somebody else was faster. Imports take an Idempotency-Key: sent again, they are done once.
"""


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The whole document."""
    shapes = [*_shapes(operations), Problem]
    _, components = msgspec.json.schema_components(shapes, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, operations)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "i18nflow",
            "version": __version__,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": PREFIX.rstrip("/")}],
        "security": [{"token": []}],
        "tags": [{"name": name} for name in dict.fromkeys(one.tag for one in operations)],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _shapes(operations: Iterable[Operation]) -> list[Any]:
    found: list[Any] = []
    for one in operations:
        found += [shape for shape in (one.body, one.answer) if shape is not None and shape is not bytes]
    return list(dict.fromkeys(found))


def _operation(one: Operation, everything: Sequence[Operation]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": one.name,
        "tags": [one.tag],
        "summary": one.summary,
        "parameters": [*_path(one), *_query(one.query), *_headers(one)],
        "responses": _responses(one, _links(one, everything)),
    }
    if one.description:
        made["description"] = one.description
    if one.needs is None:
        made["security"] = []
    else:
        made["x-least-role"] = str(one.needs)
    if one.takes_file:
        made["requestBody"] = {
            "required": True,
            "description": "The file as it is",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}},
        }  # fmt: skip
    elif one.body is not None:
        made["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _schema(one.body)}},
        }
    return made


def _path(one: Operation) -> list[dict[str, Any]]:
    made = []
    for name in one.parameters:
        rule = dict(PATH_PARAMETERS[name])
        text = rule.pop("description")
        made.append({"name": name, "in": "path", "required": True, "description": text, "schema": rule})
    return made


def _query(shape: type[Input]) -> list[dict[str, Any]]:
    _, components = msgspec.json.schema_components([shape], ref_template=_REF)
    described = components[shape.__name__]
    made = []
    for name, rule in described["properties"].items():
        schema = _inlined(rule, components)
        text = schema.pop("description", "")
        parameter: dict[str, Any] = {
            "name": name,
            "in": "query",
            "required": name in described["required"],
            "schema": schema,
        }
        if text:
            parameter["description"] = text
        made.append(parameter)
    return made  # fmt: skip


def _inlined(rule: Any, components: dict[str, Any]) -> Any:
    """``rule`` with what it refers to in its place: parameters are small."""
    if isinstance(rule, dict):
        if "$ref" in rule:
            return _inlined(components[rule["$ref"].rpartition("/")[2]], components)
        return {name: _inlined(value, components) for name, value in rule.items()}
    return [_inlined(one, components) for one in rule] if isinstance(rule, list) else rule


def _headers(one: Operation) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    if one.matched:
        made.append(_header("If-Match", "The entity tag that was seen", _TAG, required=True))
    elif one.method == "GET":
        made.append(_header("If-None-Match", "The entity tag that is known already", {"type": "string"}))
    if one.idempotent:
        key = {"type": "string", "pattern": "^[!-~]{1,100}$"}
        made.append(_header("Idempotency-Key", "Sent again with the same key, it is done once", key))
    return made


def _header(name: str, text: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "description": text, "schema": schema}


def _links(one: Operation, everything: Sequence[Operation]) -> dict[str, Any]:
    """From what was got to its changes, which name its entity tag."""
    if one.method != "GET":
        return {}
    path = {name: f"$request.path.{name}" for name in one.parameters}
    return {
        other.name: {
            "operationId": other.name,
            "parameters": path | {"header.If-Match": "$response.header.ETag"},
        }
        for other in everything
        if other.matched and (other.path == one.path or other.path.rpartition("/")[0] == one.path)
    }


def _responses(one: Operation, links: dict[str, Any]) -> dict[str, Any]:
    made = {str(status): _good(one, status) for status in one.status}
    if links:
        made["200"]["links"] = links
    if one.method == "GET":
        made["304"] = {"description": "Unchanged", "headers": {"ETag": _HEADERS["ETag"]}}
    for status in sorted(_problems(one)):
        title = next(kind.title for kind in KINDS.values() if kind.status == status)
        made[str(status)] = {"description": title, "content": {MEDIA: {"schema": _schema(Problem)}}}
    return made


def _good(one: Operation, status: int) -> dict[str, Any]:
    if status == 204:
        return {"description": "Done"}
    names = ["ETag"] if one.method == "GET" or one.matched else []
    names += ["Location"] if status == 201 else []
    content: dict[str, Any] = {
        media: {"schema": {"type": "string", "format": "binary"}} for media in one.media
    }
    if one.answer is not None:
        content = {"application/json": {"schema": _schema(one.answer)}}
    made: dict[str, Any] = {"description": "Made" if status == 201 else "Done", "content": content}
    if names:
        made["headers"] = {name: _HEADERS[name] for name in names}
    return made


def _problems(one: Operation) -> set[int]:
    found = {*one.problems, 503}
    # A name in the query that does not belong there is refused everywhere.
    found.add(400)
    if one.needs is not None:
        found |= {401, 403}
    if one.parameters:
        found.add(404)
    if one.body is not None:
        found |= {413} if one.takes_file else {413, 415}
    if one.matched:
        found |= {409, 412, 422, 428}
    if one.idempotent:
        found |= {409, 422}
    return found


def _schema(shape: Any) -> Any:
    (found,), _ = msgspec.json.schema_components([shape], ref_template=_REF)
    return found
