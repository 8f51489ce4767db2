"""How Latvian sentences end.

The full stop also marks ordinals (``2020. gadā``), abbreviations and initials; what follows tells. The rules are
asked in order, the first that fits decides. Their sources are named in ``docs/concepts/sentences.md``.
"""

from __future__ import annotations

import re

from i18nflow.language.sentences.latvian_words import (
    ABSTRACT_ENDINGS,
    CLASSES,
    DOMAINS,
    OBLIQUE_ENDINGS,
    ORDINAL_NAMES,
    ORDINAL_STEMS,
    REPORTING,
    STARTERS,
    VERB_ENDINGS,
)
from i18nflow.language.sentences.rules import Labels, Rule, RuleSet, labels

_VOWELS = frozenset("aāeēiīoōuūyAĀEĒIĪOŌUŪYöäüõéáóèêôæøåÖÄÜÕÉÁÓÅ")
_LETTER = r"(?:[^\W\d_]|Dz|Dž|Ch|Sh|Th|Ph|Ja|Je|Ju)"
_INITIALS = re.compile(rf"(?:{_LETTER}[.-]{{1,2}}){{0,3}}{_LETTER}")
_NUMBER = re.compile(r"[#№§]?\d{1,3}[a-z]?")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}")
_YEAR = re.compile(r"[12]\d{3}")
_ROMAN = re.compile(r"[IVXLCDM]{1,8}")
_ENDING = re.compile(r".*(?:[aāeēiīuū]|[aāeēiīuo]s|iem|[āē]m)\Z")


def _shape(word: str) -> Labels:
    """What a word that is in no class looks like."""
    if word[0].isdigit() or word[0] in "#№§":
        return _number(word)
    found = _letters(word)
    if found:
        return frozenset(found)
    if not word.isalpha():
        return frozenset({"word"})
    if not word.isupper() and _VOWELS.isdisjoint(word):
        return frozenset({"vowelless"})
    if (len(word) > 2 and word[-1] in _VOWELS) or (len(word) > 4 and _ENDING.match(word)):
        found.add("inflected")
    if word.islower():
        found.add("plain")
    elif word[1:].islower() and _ENDING.match(word):
        found.add("name-form")
    return frozenset(found or {"word"})


def _letters(word: str) -> set[str]:
    """Initials, single letters and Roman numbers; one letter can be all of them."""
    found = set()
    if word[0].isupper() and _INITIALS.fullmatch(word):
        found.add("initial")
    elif len(word) == 1:
        found.add("letter")
    if _ROMAN.fullmatch(word):
        found.add("roman")
    return found


def _number(word: str) -> Labels:
    if _NUMBER.fullmatch(word):
        return frozenset({"number", "small"})
    if _YEAR.fullmatch(word):
        return frozenset({"number", "year"})
    return frozenset({"number", "date" if _DATE.fullmatch(word) else "long"})


def _following(word: str) -> Labels:
    low = word.lower()
    found = set()
    if low in STARTERS or (len(low) > 4 and low.endswith(VERB_ENDINGS + ABSTRACT_ENDINGS)):
        found.add("starter")
    if low in ORDINAL_NAMES or low.startswith(ORDINAL_STEMS):
        found.add("ordinal-name")
    if low.endswith(OBLIQUE_ENDINGS):
        found.add("oblique")
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
        "full word before a small letter",
        ends=True,
        before=labels("inflected"),
        mark=labels("bare"),
        after=labels("lower"),
        unless=labels("dash opened straight"),
        reason="An abbreviation is cut off after a consonant of the stem, so a full stop after an inflectional ending "
        "ends a sentence even where the capital letter was forgotten.",
        example="Veikals šodien slēgts līdz pusdienai.| rīt strādāsim.",
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
        "inside a title",
        ends=False,
        before=labels("quoted"),
        reason="A title or saying in quotation marks within a sentence is not torn from it.",
        example="Raidījums „Kas? Kur? Kad?” ir jauns.",
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
        "sound of surprise",
        ends=True,
        before=labels("long-vowel"),
        mark=labels("stop"),
        after=labels("starter"),
        reason="A long vowel by itself is an interjection; before a word that opens sentences it is no initial.",
        example="– Ā.| Nu es nezinu.| Ā. Alunāns dibināja teātri.",
    ),
    Rule(
        "list number",
        ends=False,
        before=labels("first"),
        mark=labels("stop"),
        reason="A number or letter before which nothing was said numbers what follows.",
        example="7. Pļavas kopšana.| IV. Secinājumi.| A. Pirmais variants.",
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
        before=labels("plain name-form long closed"),
        mark=labels("tight"),
        after=labels("capitalised"),
        unless=labels("domain straight"),
        reason="A word in small letters, a name with a Latvian ending or a long number, a mark and a capitalised word "
        "with no space: the space was forgotten.",
        example="Jumts ir salabots.|Durvis krāsos Valmierā.|Logi vēl jāpasūta.",
    ),
    Rule(
        "missing space before a function word",
        ends=True,
        before=labels("word year"),
        mark=labels("tight"),
        after=labels("starter"),
        unless=labels("lower straight"),
        reason="Behind a foreign name or a year only a word that opens sentences shows that the space was forgotten.",
        example="Skaņdarbs rakstīts ap 1990.|Tagad to spēlē atkal.",
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
        unless=labels("starter"),
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
        before=labels("leads capitals"),
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
        "amount before a new subject",
        ends=True,
        before=labels("amount"),
        mark=labels("bare"),
        after=labels("capitalised"),
        unless=labels("oblique dash opened"),
        reason="Behind an amount only a place or an owner goes on with a capital, and those stand in the locative or "
        "genitive.",
        example="Stunda ilgst 40 min.| Skolēni atpūšas.| Tur dzīvo 2 tūkst. Liepājas ģimeņu.",
    ),
    Rule(
        "abbreviation in mid-sentence",
        ends=False,
        before=labels("either amount month"),
        mark=labels("stop"),
        unless=labels("starter dash"),
        reason="After a shortened year, place, amount or page the sentence goes on, unless a word that opens "
        "sentences (a pronoun, conjunction, preposition, adverb) follows.",
        example="Dzimis 1938. g. Rīgā.| Mācījās Cēsu raj. Līgatnes pag.| Tad strādāja 20. lpp. 5. rindā.",
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
        before=labels("small date roman"),
        mark=labels("stop"),
        after=labels("digit"),
        unless=labels("dash"),
        reason="Day, month and year follow each other, each with its ordinal stop.",
        example="Sapulce notiks 15. 10. 2020. gadā.",
    ),
    Rule(
        "ordinals in a row",
        ends=False,
        before=labels("coordinated"),
        mark=labels("stop"),
        unless=labels("starter dash"),
        reason="After an ordinal and „un”, „vai” or a dash stands another ordinal.",
        example="Karoja 2. un 4. Kurzemes pulks, kā arī 5.–7. Vidzemes pulks.",
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
