"""One model, loaded: sentences in, sentences out."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from i18nflow.translate import Result, Status

# The models were trained on sentences of up to 512 pieces and are lost beyond.
_MOST_PIECES = 500
_END = "</s>"


@dataclass(frozen=True)
class Model:
    """A converted model with its two piece models. One is enough for all threads."""

    translator: Any
    source: Any
    target: Any
    adds_end: bool

    @classmethod
    def load(cls, folder: Path, *, threads: int = 0) -> Model:
        """The model in ``folder``; ``threads`` 0 uses what the machine has."""
        ctranslate2 = importlib.import_module("ctranslate2")
        sentencepiece = importlib.import_module("sentencepiece")
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(
            ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=threads),
            sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm")),
            sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm")),
            bool(config.get("add_source_eos")),
        )

    def translate(self, texts: Sequence[str], *, beam: int = 4) -> list[Result]:
        """One result per text. What is too long is said: the library would cut it off without a word."""
        pieces = [self._pieces(text) for text in texts]
        fit = [number for number, one in enumerate(pieces) if 1 < len(one) <= _MOST_PIECES]
        results = [Result(Status.TOO_LONG if len(one) > _MOST_PIECES else Status.EMPTY) for one in pieces]
        if not fit:
            return results
        longest = 3 * max(len(pieces[number]) for number in fit) + 20
        found = self.translator.translate_batch(
            [self._given(pieces[number]) for number in fit],
            beam_size=beam,
            # A character that the model has never seen stands as it does in the source.
            replace_unknowns=True,
            max_input_length=0,
            max_decoding_length=longest,
            max_batch_size=1024,
            batch_type="tokens",
        )
        for number, one in zip(fit, found, strict=True):
            answer = one.hypotheses[0]
            if len(answer) >= longest:
                results[number] = Result(Status.BAD_RESPONSE, detail="the model went round in circles")
            else:
                # The mark of a word's beginning stays where the piece is none of the target's.
                results[number] = Result(Status.OK, self.target.decode(answer).replace("\u2581", " "))
        return results

    def _pieces(self, text: str) -> list[str]:
        return [*self.source.encode(text, out_type=str), _END]

    def _given(self, pieces: list[str]) -> list[str]:
        # Without its end mark a model never stops; some converters leave it to the caller.
        return pieces[:-1] if self.adds_end else pieces
