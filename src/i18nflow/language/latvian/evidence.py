"""What a word list knows of a word's class: simplemma's table of forms, asked about forms that only one class has."""

from __future__ import annotations

from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_DEFINITE = ("ais", "ajā", "ajam", "ajiem", "ajos", "ajām")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    raw = DefaultDictionaryFactory().get_dictionary("lv")
    return {_text(form): _text(lemma) for form, lemma in raw.items()}


def _text(value: str | bytes) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else value


def lemma(word: str) -> str:
    """The lemma that the table gives for a form, "" where it has none."""
    return _table().get(word, "")


@lru_cache(maxsize=65536)
def known_adjective(word: str) -> bool:
    """Whether the table knows a definite form of this citation form as an adjective's."""
    stem = word[:-2] if word.endswith("as") else word[:-1]
    return any(lemma(stem + ending) in (stem + "s", stem + "š") for ending in _DEFINITE)
