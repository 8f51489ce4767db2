"""How English sentences end."""

from __future__ import annotations

import re

from i18nflow.language.sentences.english_words import CLASSES, DOMAINS, REPORTING, STARTERS
from i18nflow.language.sentences.rules import Labels, Rule, RuleSet, labels

_VOWELS = frozenset("aeiouyAEIOUYàáâäãåæèéêëìíîïòóôöõøùúûüÀÁÂÄÅÆÈÉÊËÌÍÎÏÒÓÔÖØÙÚÛÜāēīōū")
_INITIALS = re.compile(r"(?:[^\W\d_][.-]{1,2}){0,4}[^\W\d_]")
_SMALL = re.compile(r"[#§]?\d{1,3}[a-z]?")
_ROMAN = re.compile(r"[IVXLCDM]{1,8}")


def _shape(word: str) -> Labels:
    """What a word that is in no class looks like."""
    if word[0].isdigit() or word[0] in "#§":
        return frozenset({"number", "small"} if _SMALL.fullmatch(word) else {"number"})
    found = set()
    if word == "I":
        found.add("pronoun")
    if word[0].isupper() and _INITIALS.fullmatch(word):
        found.add("initial")
    elif len(word) == 1:
        found.add("letter")
    if _ROMAN.fullmatch(word):
        found.add("roman")
    if not found and word.isalpha() and word.islower():
        found.add("vowelless" if _VOWELS.isdisjoint(word) else "plain")
    return frozenset(found or {"word"})


def _following(word: str) -> Labels:
    low = word.lower()
    found = set()
    if low in STARTERS:
        found.add("starter")
    if low in DOMAINS:
        found.add("domain")
    return frozenset(found)


RULES = (
    Rule(
        "punctuation goes on",
        ends=False,
        after=labels("punctuation"),
        reason="A comma, colon or closing mark cannot open a sentence.",
        example="He asked “Who is it?”, then left.",
    ),
    Rule(
        "small letter goes on",
        ends=False,
        after=labels("lower"),
        reason="A sentence begins with a capital letter.",
        example="“Who is it?” she asked, etc. and so on.",
    ),
    Rule(
        "nothing said yet",
        ends=False,
        before=labels("nothing"),
        reason="Dots for an omission, and a mark alone in brackets, end nothing.",
        example="The [...] Latvian law (!) Riga passed.",
    ),
    Rule(
        "inside brackets",
        ends=False,
        before=labels("bracketed"),
        reason="A remark in brackets within a sentence is not torn from it.",
        example="The museum (It is new. Entry is free.) stands in Riga.",
    ),
    Rule(
        "inside a title",
        ends=False,
        before=labels("quoted"),
        reason="A title or saying in quotation marks within a sentence is not torn from it.",
        example="The show “What? Where? When?” is new.",
    ),
    Rule(
        "bracket closes within the sentence",
        ends=False,
        before=labels("aside"),
        mark=labels("bracket-closed"),
        unless=labels("starter"),
        reason="A mark before the closing bracket belongs to the remark in it.",
        example="The team (hooray!) Latvia sent has won.",
    ),
    Rule(
        "list number",
        ends=False,
        before=labels("first"),
        mark=labels("stop"),
        reason="A number or letter before which nothing was said numbers what follows.",
        example="7. Mowing the meadow.| IV. Conclusions.| B. Second option.",
    ),
    Rule(
        "numbered enumeration",
        ends=False,
        before=labels("item"),
        mark=labels("stop"),
        unless=labels("starter"),
        reason="After a colon, a semicolon or a comma a number or letter opens the next item.",
        example="Ranking: 1. Latvia, 2. Estonia, 3. Lithuania.",
    ),
    Rule(
        "missing space",
        ends=True,
        before=labels("plain closed"),
        mark=labels("tight"),
        after=labels("capitalised"),
        unless=labels("domain straight"),
        reason="A small-letter word, a mark and a capitalised word with no space: the space was forgotten.",
        example="The work is finished.|Schools are open.",
    ),
    Rule(
        "no space, no end",
        ends=False,
        mark=labels("tight"),
        reason="Without a space the mark stands inside a code, a name, a number or an address.",
        example="File No.3.2/A.5 by J.Smith is on Example.Com.",
    ),
    Rule(
        "reporting clause",
        ends=False,
        mark=labels("exclaim ellipsis"),
        after=labels("reporting"),
        unless=labels("starter"),
        reason="Who said it belongs to what was said, also when a name opens the reporting clause.",
        example="“Who is there?” Anna asked.",
    ),
    Rule(
        "title in quotation marks",
        ends=False,
        before=labels("titled"),
        mark=labels("exclaim ellipsis"),
        unless=labels("starter"),
        reason="A mark that belongs to the title of a book, film or show ends the title, not the sentence.",
        example="The show “What Now?” Latvian Television made is back.",
    ),
    Rule(
        "abbreviation that leads on",
        ends=False,
        before=labels("leads"),
        mark=labels("stop"),
        reason="These abbreviations point at what follows and cannot end a sentence.",
        example="See fig. 3 or pp. 5 to 7, i.e. The Register.",
    ),
    Rule(
        "number sign",
        ends=False,
        before=labels("numero"),
        mark=labels("stop"),
        after=labels("digit"),
        reason="Before a figure No. means number.",
        example="She lives at No. 5.| No.| He does.",
    ),
    Rule(
        "title before a name",
        ends=False,
        before=labels("rank"),
        mark=labels("stop"),
        reason="A shortened title stands before a name.",
        example="Prof. Dr. Anna Smith and St. Peter.",
    ),
    Rule(
        "abbreviation in mid-sentence",
        ends=False,
        before=labels("either month"),
        mark=labels("stop"),
        unless=labels("starter dash"),
        reason="After a shortened company form, place or time the sentence goes on, unless a word that opens "
        "sentences follows.",
        example="Acme Corp. Chairman Adams spoke on Oct. 5 in the U.S. Senate.| He left at 5 p.m.| They stayed.",
    ),
    Rule(
        "the pronoun I",
        ends=True,
        before=labels("pronoun"),
        mark=labels("bare"),
        after=labels("starter"),
        reason="I is a word and may end a sentence; before a function word it is no initial.",
        example="He is as tall as I.| She is taller.",
    ),
    Rule(
        "initial",
        ends=False,
        before=labels("initial vowelless"),
        mark=labels("stop"),
        after=labels("upper"),
        unless=labels("starter dash"),
        reason="An initial stands before the surname.",
        example="J. R. R. Smith and George W. Adams.",
    ),
    Rule(
        "end of sentence",
        ends=True,
        reason="A mark, a space and what may open a sentence.",
        example="Yes.| No!| Why?| 20 people wait.| “Fine.”| Done.",
    ),
)

ENGLISH = RuleSet("en", CLASSES, RULES, _shape, _following, REPORTING)
