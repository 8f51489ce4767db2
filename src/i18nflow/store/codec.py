"""Articles and segments as JSON text, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from i18nflow.errors import InputError
from i18nflow.model import Article, Block, BlockKind, Code, Furniture, Image, Said, said


def article_to_json(article: Article) -> str:
    """``article`` as one line of JSON, the same for the same article."""
    value = asdict(article)
    value["date"] = article.date.isoformat() if article.date else None
    value["blocks"] = [_lean(block) for block in value["blocks"]]
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def article_from_json(text: str) -> Article:
    """The inverse of :func:`article_to_json`."""
    value = json.loads(text)
    return Article(
        lang=value["lang"],
        title=value["title"],
        blocks=tuple(_block(block) for block in value["blocks"]),
        summary=value["summary"],
        date=date.fromisoformat(value["date"]) if value["date"] else None,
        author=value["author"],
        topics=tuple(value["topics"]),
        origin=value["origin"],
        furniture=tuple(Furniture(**line) for line in value["furniture"]),
        meta=value["meta"],
    )


def content_hash(article: Article) -> str:
    """A hash of everything in ``article`` but where it came from: equal means nothing changed."""
    value = json.loads(article_to_json(article))
    value.pop("origin")
    for block in value["blocks"]:
        block.pop("line", None)
    for line in value["furniture"]:
        line.pop("line", None)
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def codes_to_json(codes: tuple[Code, ...]) -> str:
    """Inline codes as JSON."""
    return json.dumps([asdict(code) for code in codes], ensure_ascii=False) if codes else "[]"


def codes_from_json(text: str) -> tuple[Code, ...]:
    """The inverse of :func:`codes_to_json`."""
    return tuple(Code(**code) for code in json.loads(text)) if text != "[]" else ()


def instant(value: datetime | None) -> str | None:
    """A time as sortable UTC text. Raises :class:`InputError` for one before or after all that can be told in UTC."""
    try:
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None
    except OverflowError as error:
        raise InputError(said("the time {time} is not one of our years", time=value)) from error


def moment(text: str) -> datetime:
    """The inverse of :func:`instant` for a column that always holds a time."""
    return datetime.fromisoformat(text)


def parse_instant(text: str | None) -> datetime | None:
    """The inverse of :func:`instant`."""
    return moment(text) if text else None


def _lean(block: Mapping[str, Any]) -> dict[str, Any]:
    """A block without the fields that hold their default: documents stay small and readable."""
    return {name: value for name, value in block.items() if value not in (0, "", (), None, False, [])} | {
        "kind": block["kind"],
        "text": block["text"],
    }


def _block(value: dict[str, Any]) -> Block:
    image = value.pop("image", None)
    codes = value.pop("codes", ())
    kind = BlockKind(value.pop("kind"))
    return Block(
        kind=kind,
        codes=tuple(Code(**code) for code in codes),
        image=Image(**image) if image else None,
        **value,
    )


def said_to_json(message: str) -> str:
    """What a message is made of: its template and parameters, those that are said too likewise; ``{}`` for plain text."""
    return json.dumps(_parts(message), ensure_ascii=False) if isinstance(message, Said) else "{}"


def said_from_json(text: str, message: str) -> str:
    """The message that :func:`said_to_json` took apart; ``message`` where it was plain text."""
    parts = json.loads(text)
    return _whole(parts) if parts else message


def reasons_to_json(reasons: Mapping[str, int]) -> str:
    """Why segments stayed untranslated, each with its number; what can be said in another language keeps what it is made of."""
    value = {
        one: {"count": count} | _parts(one) if isinstance(one, Said) else count
        for one, count in reasons.items()
    }
    return json.dumps(value, ensure_ascii=False)


def reasons_from_json(text: str) -> dict[str, int]:
    """The inverse of :func:`reasons_to_json`."""
    found = json.loads(text)
    return {
        (_whole(one) if isinstance(one, dict) else sentence): (one["count"] if isinstance(one, dict) else one)
        for sentence, one in found.items()
    }


def _parts(message: Said) -> dict[str, Any]:
    params = {
        name: _parts(value) if isinstance(value, Said) else value for name, value in message.params.items()
    }
    return {"template": message.template, "params": params}


def _whole(parts: dict[str, Any]) -> Said:
    params = {
        name: _whole(value) if isinstance(value, dict) else str(value)
        for name, value in parts["params"].items()
    }
    return Said(parts["template"], params)
