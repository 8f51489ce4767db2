"""How Latvian sentences end.

The full stop also marks ordinals (``2020. gadā``), abbreviations and initials; what follows tells. The rules are
asked in order, the first that fits decides. Their sources are named in ``docs/concepts/sentences.md``.
"""

from __future__ import annotations

import re

from i18nflow.language.sentences.latvian_words import CLASSES, DOMAINS, ORDINAL_NAMES, REPORTING, STARTERS
from i18nflow.language.sentences.rules import Labels, Rule, RuleSet, labels

_VOWELS = frozenset("aāeēiīoōuūyAĀEĒIĪOŌUŪYöäüõéáóèêôæøåÖÄÜÕÉÁÓÅ")
_INITIALS = re.compile(
    r"(?:(?:[^\W\d_]|Dz|Dž|Ch|Sh|Th|Ph|Ju|Ja|Ļu|Je)[.-]{1,2}){0,3}(?:[^\W\d_]|Dz|Dž|Ch|Sh|Th|Ph|Ju|Ja|Je)"
)
_NUMBER = re.compile(r"[#№§]?\d{1,3}[a-z]?")
_YEAR = re.compile(r"[12]\d{3}")
_ROMAN = re.compile(r"[IVXLCDM]{1,8}")


def _shape(word: str) -> Labels:
    """What a word that is in no class looks like."""
    if word[0].isdigit() or word[0] in "#№§":
        return _number(word)
    found = set()
    if word[0].isupper() and _INITIALS.fullmatch(word):
        found.add("initial")
    elif len(word) == 1:
        found.add("letter")
    if _ROMAN.fullmatch(word):
        found.add("roman")
    if found:
        return frozenset(found)
    if word.isalpha() and not word.isupper() and _VOWELS.isdisjoint(word):
        return frozenset({"vowelless"})
    if word.islower() and word.isalpha():
        return frozenset({"plain"})
    return frozenset({"word"})


def _number(word: str) -> Labels:
    if _NUMBER.fullmatch(word):
        return frozenset({"number", "small"})
    if _YEAR.fullmatch(word):
        return frozenset({"number", "year"})
    return frozenset({"number", "long"})


def _following(word: str) -> Labels:
    low = word.lower()
    found = set()
    if low in STARTERS:
        found.add("starter")
    if low in ORDINAL_NAMES:
        found.add("ordinal-name")
    if low in DOMAINS:
        found.add("domain")
    return frozenset(found)


RULES = (
    Rule(
        "punctuation goes on",
        ends=False,
        after=labels("punctuation"),
        reason="A comma, colon or closing mark cannot open a sentence.",
        example="Viņš prasīja: „Kas tur?”, un gāja tālāk.",
    ),
    Rule(
        "small letter goes on",
        ends=False,
        after=labels("lower"),
        reason="A sentence begins with a capital letter; before a small one the full stop marks an ordinal or an "
        "abbreviation, and ! ? … close a quotation or an exclamation.",
        example="Līgumu parakstīja 2020. gada 3. martā, un „Jā!” teica arī skola.",
    ),
    Rule(
        "nothing said yet",
        ends=False,
        before=labels("nothing"),
        reason="Dots for an omission, and a mark alone in brackets, end nothing.",
        example="Šis [..] Latvijas likums (!) Rīgā ir jauns.",
    ),
    Rule(
        "inside brackets",
        ends=False,
        before=labels("bracketed"),
        reason="A remark in brackets within a sentence is not torn from it.",
        example="Muzejs (Tas ir jauns. Ieeja brīva.) atrodas Cēsīs.",
    ),
    Rule(
        "bracket closes within the sentence",
        ends=False,
        before=labels("aside"),
        mark=labels("bracket-closed"),
        unless=labels("starter"),
        reason="A mark before the closing bracket belongs to the remark in it; the sentence goes on.",
        example="Komanda (kāds prieks!) Latvijā uzvarēja.",
    ),
    Rule(
        "list number",
        ends=False,
        before=labels("first"),
        mark=labels("stop"),
        reason="A number or letter before which nothing was said numbers what follows.",
        example="48. Jaunais tilts.| IV. Secinājumi.| A. Pirmais variants.",
    ),
    Rule(
        "numbered enumeration",
        ends=False,
        before=labels("item"),
        mark=labels("stop"),
        unless=labels("starter"),
        reason="After a colon, a semicolon or a comma a number or letter opens the next item.",
        example="Secība: 1. Latvija, 2. Igaunija, 3. Lietuva.",
    ),
    Rule(
        "address",
        ends=False,
        before=labels("address"),
        mark=labels("tight"),
        reason="Full stops in addresses of the web and of mail.",
        example="Rakstiet uz birojs@Paraugs.Lv vai skatiet www.Paraugs.Lv.",
    ),
    Rule(
        "missing space",
        ends=True,
        before=labels("plain closed"),
        mark=labels("tight"),
        after=labels("capitalised"),
        unless=labels("domain opened"),
        reason="A small-letter word, a mark and a capitalised word with no space: the space was forgotten.",
        example="Darbi pabeigti kopumā.|Skola atvērta.",
    ),
    Rule(
        "missing space before a function word",
        ends=True,
        before=labels("word year long"),
        mark=labels("tight"),
        after=labels("starter"),
        unless=labels("lower opened"),
        reason="Behind a name or a year only a word that opens sentences shows that the space was forgotten.",
        example="Izstāde bija Rīgā.|Tagad tā ir Cēsīs.",
    ),
    Rule(
        "no space, no end",
        ends=False,
        mark=labels("tight"),
        reason="Without a space the mark stands inside a code, a name, a number or an address.",
        example="Dokuments Nr.3.2/A.5 un J.Liepa.",
    ),
    Rule(
        "reporting clause",
        ends=False,
        mark=labels("exclaim ellipsis"),
        after=labels("reporting"),
        reason="Who said it belongs to what was said, also when a name opens the reporting clause.",
        example="„Kas tur nāk?” Anna jautāja.| – Neviens! – Jānis atbildēja.",
    ),
    Rule(
        "title in quotation marks",
        ends=False,
        before=labels("titled"),
        mark=labels("exclaim ellipsis"),
        unless=labels("starter"),
        reason="A mark that belongs to the title of a book, film or show ends the title, not the sentence.",
        example="Raidījumā „Kas notiek?” Latvijas Televīzija rādīja ostu.",
    ),
    Rule(
        "abbreviation that leads on",
        ends=False,
        before=labels("leads"),
        mark=labels("stop"),
        reason="These abbreviations point at what follows and cannot end a sentence.",
        example="Sēde ir plkst. 10 un konts Nr. 5, t. i. Rīgas domes konts.",
    ),
    Rule(
        "title before a name",
        ends=False,
        before=labels("rank"),
        mark=labels("stop"),
        unless=labels("starter"),
        reason="A shortened title, degree or rank stands before a name.",
        example="Lekciju lasa prof. Dr. philol. Anna Liepa.",
    ),
    Rule(
        "abbreviation in mid-sentence",
        ends=False,
        before=labels("either month"),
        mark=labels("stop"),
        unless=labels("starter dash"),
        reason="After a shortened year, place, amount or page the sentence goes on, unless a word that opens "
        "sentences (a pronoun, conjunction, preposition, adverb) follows.",
        example="Dzimis 1924. g. Rīgā.| Mācījās Cēsu raj. Līgatnes pag.| Tad strādāja 20. lpp. 5. rindā.",
    ),
    Rule(
        "initial",
        ends=False,
        before=labels("initial name vowelless"),
        mark=labels("stop"),
        after=labels("upper"),
        unless=labels("starter dash"),
        reason="An initial or a shortened given name stands before the surname; a Latvian word has a vowel, so "
        "letters without one are an abbreviation.",
        example="J. Liepa, Dz. Kalniņa, Kr. Barons un Ž. P. Sartrs.",
    ),
    Rule(
        "date in figures",
        ends=False,
        before=labels("number roman"),
        mark=labels("stop"),
        after=labels("digit"),
        unless=labels("dash"),
        reason="Day, month and year follow each other, each with its ordinal stop.",
        example="Sapulce notiks 15. 10. 2020. Rīgā.",
    ),
    Rule(
        "ordinal in a name",
        ends=False,
        before=labels("small roman"),
        mark=labels("stop"),
        after=labels("ordinal-name"),
        reason="Parliaments, festivals, streets and schools are numbered, and their names begin with a capital.",
        example="Par to lēma 12. Saeima, un 1. Maija ielā sākās 27. Vispārējie dziesmu svētki.",
    ),
    Rule(
        "end of sentence",
        ends=True,
        reason="A mark, a space and what may open a sentence.",
        example="Jā.| Nē!| Kāpēc?| 20 cilvēki gaida.| „Labi.”| Viss.",
    ),
)

LATVIAN = RuleSet("lv", CLASSES, RULES, _shape, _following, REPORTING)
