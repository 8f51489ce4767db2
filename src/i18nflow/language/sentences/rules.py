"""Sentence rules as data: classes of words, rules over those classes, and the decision they give.

A language is described by word classes ("titles", "months") and by rules that say, for a possible sentence end,
whether it is one: *after this class, with this mark, before that class, the sentence ends / goes on*. The first
rule that fits decides. Every class and rule has a reason and an example, so that a linguist can read, doubt
and extend them; :mod:`i18nflow.language.sentences.scan` finds the places and asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

END = "|"
"""Marks a sentence end in the example of a rule or class."""


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that behave alike beside a mark; ``name`` is the label that rules use.

    ``words`` stand without their final full stop, in lower case unless ``exact``; a full stop inside is written
    (``"u.c"``) and covers the spaced spelling too (``u. c.``).
    """

    name: str
    reason: str
    example: str
    words: frozenset[str]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether a sentence ends at a mark.

    Each condition is a set of labels of which one must be present; an empty set asks nothing. ``before`` is what
    stands before the mark and where, ``mark`` the mark with what closes after it and the gap that follows,
    ``after`` what comes next. ``unless`` names labels of ``after`` that keep the rule from applying.
    ``example`` marks every sentence end inside it with ``|``.
    """

    name: str
    ends: bool
    reason: str
    example: str
    before: frozenset[str] = frozenset()
    mark: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


Labels = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """All that is known of a language's sentence ends.

    ``shape`` labels a word before a mark that is in no class (a number, an initial ...), ``following`` gives the
    further labels of the word that comes next. Both see one word, never the text.
    """

    lang: str
    classes: tuple[WordClass, ...]
    rules: tuple[Rule, ...]
    shape: Callable[[str], Labels]
    following: Callable[[str], Labels]
    reporting: frozenset[str] = frozenset()
    _lower: Mapping[str, Labels] = field(init=False, repr=False)
    _exact: Mapping[str, Labels] = field(init=False, repr=False)
    _decisions: dict[tuple[Labels, Labels, Labels], Rule] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lower", _index(c for c in self.classes if not c.exact))
        object.__setattr__(self, "_exact", _index(c for c in self.classes if c.exact))
        object.__setattr__(self, "_decisions", {})

    def known(self, word: str) -> Labels | None:
        """The classes of ``word`` (without its final full stop), None where it is in none."""
        found = self._exact.get(word) or self._lower.get(word)
        # A single capital is an initial and several are an acronym, never the abbreviation in small letters.
        if found or len(word) == 1 or (word.isupper() and word.isalpha()):
            return found
        return self._lower.get(word.lower())

    def decide(self, before: Labels, mark: Labels, after: Labels) -> Rule:
        """The first rule that fits. Few combinations of labels exist, so each is thought through once."""
        key = (before, mark, after)
        rule = self._decisions.get(key)
        if rule is None:
            rule = next(rule for rule in self.rules if _fits(rule, before, mark, after))
            self._decisions[key] = rule
        return rule


def _fits(rule: Rule, before: Labels, mark: Labels, after: Labels) -> bool:
    return (
        (not rule.before or not rule.before.isdisjoint(before))
        and (not rule.mark or not rule.mark.isdisjoint(mark))
        and (not rule.after or not rule.after.isdisjoint(after))
        and rule.unless.isdisjoint(after)
    )


def _index(classes: Iterable[WordClass]) -> Mapping[str, Labels]:
    index: dict[str, set[str]] = {}
    for each in classes:
        for word in each.words:
            index.setdefault(word, set()).add(each.name)
    return {word: frozenset(labels) for word, labels in index.items()}


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text, white space between."""
    return frozenset(text.split())


def labels(text: str) -> Labels:
    """A set of labels written as one text, white space between."""
    return frozenset(text.split())
