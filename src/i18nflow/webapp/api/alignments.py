"""Alignments: published pairs made into memory, each pair looked at before it enters."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import replace
from typing import Annotated

from msgspec import Meta

from i18nflow.errors import InputError
from i18nflow.model import Role, said
from i18nflow.store import Alignment, Decision, Pair
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, Created, operation
from i18nflow.webapp.api.shapes import Count, Instant, target_lang
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import aligning

ONE = "/alignments/{id}"
PAIR = f"{ONE}/pairs/{{pair}}"
Text = Annotated[str, Meta(max_length=20000)]
Version = Annotated[int, Meta(description="The version that was seen", ge=0, le=2**31)]


class FileInput(Input, frozen=True, kw_only=True):
    """A file inside a JSON object."""

    name: Annotated[
        str, Meta(description="Its name; the ending tells the format", min_length=1, max_length=200)
    ]
    base64: Annotated[str, Meta(description="Its bytes", pattern="^[A-Za-z0-9+/=]+$")]

    @property
    def data(self) -> bytes:
        """The bytes. Raises :class:`InputError` where it is not base64."""
        try:
            return b64decode(self.base64, validate=True)
        except NotBase64 as error:
            raise InputError(said("is not base64"), where=self.name) from error


class AlignInput(Input, frozen=True, kw_only=True):
    """A published text and its published translation, each a file that an article could be imported from."""

    source: FileInput
    target: FileInput


class PairsQuery(Paging, frozen=True, kw_only=True):
    """Which pairs."""

    decision: Annotated[Decision | None, Meta(description="Only those with this decision")] = None


class JoinInput(Input, frozen=True, kw_only=True):
    """A pair to join with the next one, with its texts as the person left them."""

    version: Version
    source: Text
    target: Text


class DecideInput(JoinInput, frozen=True, kw_only=True):
    """What is decided of a pair, with its texts as the person left them."""

    decision: Decision


class SureInput(Input, frozen=True, kw_only=True):
    """From which confidence on."""

    least: Annotated[float, Meta(ge=0, le=1)] = aligning.SURE


class AlignmentShape(Shape, frozen=True, kw_only=True):
    """Two published texts, aligned; ``pairs`` counts by decision."""

    id: int
    lang: str
    source_name: str
    target_name: str
    by: str
    at: Instant
    pairs: dict[str, int]


class PairShape(Shape, frozen=True, kw_only=True):
    """A proposed pair; one side is "" where the other has no counterpart."""

    id: int
    source: str
    target: str
    confidence: float
    decision: Decision
    version: Count


class AcceptedShape(Shape, frozen=True, kw_only=True):
    """How many pairs were accepted."""

    accepted: Count


class FinishedShape(Shape, frozen=True, kw_only=True):
    """How many units the memory got, and how many pairs are still open (0: the alignment is done with)."""

    added: Count
    open: Count


@operation("GET", "/alignments", answer=tuple[AlignmentShape, ...])
def list_alignments(call: Call[Empty, None]) -> tuple[AlignmentShape, ...]:
    """The alignments that are not finished, newest first."""
    return tuple(map(_alignment, call.ws.store.alignments.all()))


@operation(
    "POST", "/memory/{lang}/alignments", needs=Role.REVIEWER, body=AlignInput, answer=AlignmentShape,
    status=(201,), problems=(422,), large=True,
)  # fmt: skip
def align_texts(call: Call[Empty, AlignInput]) -> Created:
    """Align two published texts, sentence by sentence; nothing enters the memory yet."""
    source, target = call.body.source, call.body.target
    number = aligning.propose(
        call.ws,
        (source.data, one_line(source.name)),
        (target.data, one_line(target.name)),
        target_lang(call),
        call.actor,
    )
    return Created(_alignment(call.ws.store.alignments.get(number)), f"alignments/{number}")


@operation("GET", ONE, answer=AlignmentShape)
def get_alignment(call: Call[Empty, None]) -> AlignmentShape:
    """An alignment."""
    return _alignment(call.ws.store.alignments.get(int(call.path["id"])))


@operation("DELETE", ONE, needs=Role.REVIEWER)
def drop_alignment(call: Call[Empty, None]) -> None:
    """Throw an alignment away: nothing of it enters the memory."""
    aligning.drop(call.ws, int(call.path["id"]), call.actor)


@operation("GET", f"{ONE}/pairs", query=PairsQuery, answer=Page[PairShape])
def list_pairs(call: Call[PairsQuery, None]) -> Page[PairShape]:
    """The pairs in the order of the texts."""
    number = int(call.path["id"])
    call.ws.store.alignments.get(number)
    found = call.ws.store.alignments.pairs(number, call.query.decision)
    return page(found, call.query, lambda one: one.position + 1, _pair)


@operation("PUT", PAIR, needs=Role.REVIEWER, body=DecideInput, answer=PairShape, problems=(409, 422))
def decide_pair(call: Call[Empty, DecideInput]) -> PairShape:
    """Accept, reject or reopen a pair, and mend its texts."""
    asked = call.body
    texts = (one_line(asked.source), one_line(asked.target))
    return _pair(
        aligning.decide(
            call.ws, int(call.path["id"]), _seen(call, asked.version), asked.decision, texts, call.actor
        )
    )


@operation("POST", f"{PAIR}/join", needs=Role.REVIEWER, body=JoinInput, answer=PairShape, problems=(409, 422))
def join_pair(call: Call[Empty, JoinInput]) -> PairShape:
    """Put the next pair's texts to this one's; it is open again."""
    asked = call.body
    texts = (one_line(asked.source), one_line(asked.target))
    return _pair(aligning.join(call.ws, int(call.path["id"]), _seen(call, asked.version), texts, call.actor))


@operation("POST", f"{ONE}/accept", needs=Role.REVIEWER, body=SureInput, answer=AcceptedShape)
def accept_pairs(call: Call[Empty, SureInput]) -> AcceptedShape:
    """Accept every open pair that is at least so sure."""
    return AcceptedShape(
        accepted=aligning.accept_sure(call.ws, int(call.path["id"]), call.body.least, call.actor)
    )


@operation("POST", f"{ONE}/finish", needs=Role.REVIEWER, answer=FinishedShape)
def finish_alignment(call: Call[Empty, None]) -> FinishedShape:
    """Put the accepted pairs into the memory."""
    added, left = aligning.finish(call.ws, int(call.path["id"]), call.actor)
    return FinishedShape(added=added, open=left)


def _seen(call: Call[Empty, DecideInput] | Call[Empty, JoinInput], version: int) -> Pair:
    found = call.ws.store.alignments.pair(int(call.path["id"]), int(call.path["pair"]))
    return replace(found, version=version)


def _alignment(one: Alignment) -> AlignmentShape:
    return AlignmentShape(
        id=one.id,
        lang=one.lang,
        source_name=one.source_name,
        target_name=one.target_name,
        by=one.actor,
        at=one.at,
        pairs={str(decision): count for decision, count in one.counts.items()},
    )


def _pair(one: Pair) -> PairShape:
    return PairShape(
        id=one.id,
        source=one.source,
        target=one.target,
        confidence=round(one.confidence, 4),
        decision=one.decision,
        version=one.version,
    )
