"""Every sentence rule is checked by its own example, and the rules hold together."""

from __future__ import annotations

import pytest

from i18nflow.language.sentences import RULE_SETS, scan
from i18nflow.language.sentences.rules import END, Rule, RuleSet, WordClass

RULES = [(rules, rule) for rules in RULE_SETS.values() for rule in rules.rules]
CLASSES = [(rules, each) for rules in RULE_SETS.values() for each in rules.classes]


def pieces(text: str, rules: RuleSet) -> list[str]:
    return [text[start:end] for start, end in scan.split(text, rules)]


@pytest.mark.parametrize(("rules", "rule"), RULES, ids=[f"{s.lang}: {r.name}" for s, r in RULES])
def test_example_of_a_rule(rules: RuleSet, rule: Rule) -> None:
    """A rule's example is split where it says, and the rule itself decides one of the places."""
    text = rule.example.replace(END, "")
    assert pieces(text, rules) == [piece.strip() for piece in rule.example.split(END)]
    assert rule.name in {place.rule.name for place in scan.explain(text, rules)}
    assert rule.reason.endswith(".")


@pytest.mark.parametrize(("rules", "word_class"), CLASSES, ids=[f"{s.lang}: {c.name}" for s, c in CLASSES])
def test_example_of_a_class(rules: RuleSet, word_class: WordClass) -> None:
    """A class's example is split where it says, and holds a word of the class."""
    text = word_class.example.replace(END, "")
    assert pieces(text, rules) == [piece.strip() for piece in word_class.example.split(END)]
    said = text if word_class.exact else text.lower()
    assert any(f"{word}." in said for word in word_class.words)


@pytest.mark.parametrize("rules", RULE_SETS.values(), ids=RULE_SETS)
def test_rules_are_complete_and_named_once(rules: RuleSet) -> None:
    """The last rule asks nothing, so every place is decided; no two rules share a name."""
    names = [rule.name for rule in rules.rules]
    assert len(set(names)) == len(names)
    last = rules.rules[-1]
    assert last.ends
    assert not (last.before or last.mark or last.after or last.unless)


@pytest.mark.parametrize("rules", RULE_SETS.values(), ids=RULE_SETS)
def test_words_are_written_as_they_are_looked_up(rules: RuleSet) -> None:
    """Class words have no final stop, and only exact classes hold capitals."""
    for each in rules.classes:
        for word in each.words:
            assert not word.endswith("."), word
            assert each.exact or word == word.lower(), word
