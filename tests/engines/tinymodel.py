"""A tiny OPUS-MT archive made on the spot: a Transformer that translates a dictionary, by construction.

Nothing is trained. A token and a position are each one coordinate of the residual stream. The decoder's attention
looks at the encoder's same position and reads the token there, which the value matrix turns into its translation's
coordinate; the output layer reads those coordinates. What is packed is what a published archive holds, so that
reading, converting, loading and translating are the real thing.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import sentencepiece
import yaml

END, UNKNOWN = "</s>", "<unk>"
POSITIONS = 24
DICTIONARY = {
    "Labdien": "Hello",
    "pasaule": "world",
    "konference": "conference",
    "sākās": "began",
    "Rīgā": "Riga",
    "šodien": "today",
}
CC_BY = "Attribution 4.0 International\n\n=====\n\nCreative Commons Corporation is not a law firm\n"


def archive(path: Path, *, licence: str = CC_BY, readme: str = "# opus\n\n* license: Apache 2.0\n") -> Path:
    """Write the archive to ``path``."""
    files = {
        "decoder.yml": yaml.safe_dump(
            {"models": ["tiny.npz"], "vocabs": ["tiny.vocab.yml", "tiny.vocab.yml"]}
        ).encode(),
        "tiny.npz": _npz(_weights()),
        "tiny.vocab.yml": "".join(
            f'"{piece}": {number}\n' for number, piece in enumerate(_vocabulary())
        ).encode(),
        "source.spm": _pieces(list(DICTIONARY)),
        "target.spm": _pieces(list(DICTIONARY.values())),
        "LICENSE": licence.encode(),
        "README.md": readme.encode(),
        "preprocess.sh": b"#!/bin/sh\n",
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def _vocabulary() -> list[str]:
    words = [*DICTIONARY, *DICTIONARY.values()]
    return [END, UNKNOWN, *("▁" + word for word in words)]


def _pieces(words: list[str]) -> bytes:
    """A piece model that knows whole words."""
    model = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(words)] * 4), model_writer=model, model_type="word",
        vocab_size=len(words) + 3, hard_vocab_limit=False, minloglevel=3,
    )  # fmt: skip
    return model.getvalue()


def _npz(weights: dict[str, np.ndarray]) -> bytes:
    made = BytesIO()
    np.savez(made, **weights)
    return made.getvalue()


def _weights() -> dict[str, np.ndarray]:
    vocabulary = _vocabulary()
    count = len(vocabulary)
    width = -(-(2 * count + POSITIONS) // 16) * 16
    token, place, out = slice(0, count), slice(count, count + POSITIONS), slice(width - count, width)
    zero = np.zeros((width, width), np.float32)

    look = zero.copy()
    look[place, place] = 4 * np.eye(POSITIONS)
    read = zero.copy()
    for number, piece in enumerate(vocabulary):
        word = DICTIONARY.get(piece.removeprefix("▁"))
        read[number, width - count + (vocabulary.index("▁" + word) if word else number)] = 1
    write = zero.copy()
    write[out, out] = 8 * np.eye(count)

    embedding = np.zeros((count, width), np.float32)
    embedding[:, token] = np.eye(count)
    positions = np.zeros((POSITIONS, width), np.float32)
    positions[:, place] = np.sqrt(width) * np.eye(POSITIONS)
    logits = np.zeros((count, width), np.float32)
    logits[:, out] = 8 * np.eye(count)

    weights = {
        "special:model.yml": np.frombuffer(yaml.safe_dump(_config()).encode() + b"\0", dtype=np.int8),
        "Wemb": embedding,
        "Wpos": positions,
        "decoder_ff_logit_out_Wt": logits,
        "decoder_ff_logit_out_b": np.zeros((1, count), np.float32),
    }
    for side in ("encoder", "decoder"):
        weights |= _norm(f"{side}_top", width)
        weights |= _attention(f"{side}_l1_self", [zero] * 4, width)
        weights |= _feed_forward(f"{side}_l1_ffn", width)
    weights |= _attention("decoder_l1_context", [look, look, read, write], width)
    return weights


def _attention(scope: str, matrices: list[np.ndarray], width: int) -> dict[str, np.ndarray]:
    made = _norm(f"{scope}_Wo", width, "_pre")
    for name, matrix in zip("qkvo", matrices, strict=True):
        made[f"{scope}_W{name}"] = matrix
        made[f"{scope}_b{name}"] = np.zeros((1, width), np.float32)
    return made


def _feed_forward(scope: str, width: int) -> dict[str, np.ndarray]:
    made = _norm(f"{scope}_ffn", width, "_pre")
    for number, shape in (("1", (width, 16)), ("2", (16, width))):
        made[f"{scope}_W{number}"] = np.zeros(shape, np.float32)
        made[f"{scope}_b{number}"] = np.zeros((1, shape[1]), np.float32)
    return made


def _norm(scope: str, width: int, suffix: str = "") -> dict[str, np.ndarray]:
    return {
        f"{scope}_ln_scale{suffix}": np.ones((1, width), np.float32),
        f"{scope}_ln_bias{suffix}": np.zeros((1, width), np.float32),
    }


def _config() -> dict[str, object]:
    return {
        "type": "transformer", "enc-depth": 1, "dec-depth": 1, "transformer-heads": 1,
        "transformer-ffn-activation": "relu", "transformer-preprocess": "n", "transformer-postprocess": "da",
        "transformer-postprocess-top": "n", "transformer-postprocess-emb": "", "transformer-no-projection": False,
        "transformer-decoder-autoreg": "self-attention", "transformer-guided-alignment-layer": "last",
    }  # fmt: skip
