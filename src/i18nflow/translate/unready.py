"""Why an engine cannot be used, as sentences that can be translated: when they are made, and when read back.

What is missing is stored beside the segments that stayed untranslated, as the English sentence that scripts read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from i18nflow.model import Said, said


def no_key(name: str) -> Said:
    """The environment has no key under ``name``."""
    return said("no key in {name}", name=name)


def not_installed(package: str, how: str) -> Said:
    """A package is missing; ``how`` it is installed."""
    return said("the package {package} is not installed: {how}", package=package, how=how)


def no_address(example: str) -> Said:
    """The settings name no address; ``example`` is a line that would."""
    return said("no address: {example}", example=example)


def no_model(command: str) -> Said:
    """There is no model; ``command`` installs one."""
    return said("no model: {command}", command=command)


def failed(kind: str) -> Said:
    """A foreign engine raised an error of this kind when it was asked what it is."""
    return said("it failed when asked: {kind}", kind=kind)


def silent(seconds: str) -> Said:
    """A foreign engine did not say within ``seconds`` whether it can be used."""
    return said("it did not say within {seconds} seconds whether it can be used", seconds=seconds)


def again(sentence: str) -> str:
    """A stored sentence as what it was made of, where it is one of these; else as it stands."""
    for make, pattern in _PATTERNS:
        if found := pattern.fullmatch(sentence):
            return make(*found.groups())
    return sentence


def _pattern(make: Callable[..., Said]) -> re.Pattern[str]:
    """What matches every sentence that ``make`` makes, its parameters as groups."""
    blank = make(*["\0"] * make.__code__.co_argcount)
    return re.compile("(.+)".join(map(re.escape, str(blank).split("\0"))), re.DOTALL)


_MAKERS: tuple[Callable[..., Said], ...] = (no_key, not_installed, no_address, no_model, failed, silent)
_PATTERNS = [(make, _pattern(make)) for make in _MAKERS]
