"""How Latvian declines the names of people, its own and foreign ones spelt by ear.

Names decline as nouns do, all parts in one case (Džo Baidens, Džo Baidenam; Anna Liepa, Annai Liepai); a man's name
in -a or -e has its own dative (Obama, Obamam). What ends in -o, -i, -ī, -u, -ū, -ē, -ā or a bare consonant does not
decline (Toronto, Meloni, Sarkozī), nor do particles (fon, van, de). Source: *Latviešu valodas gramatika* (2013), on
the declension of proper nouns, and the Cabinet's rules on the spelling of personal names (2004, No. 114).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from unicodedata import normalize

from i18nflow.language.latvian.cells import ACC, DAT, GEN, LOC, NOM
from i18nflow.language.latvian.nouns import noun

CASES = ("nominative", "genitive", "dative", "accusative", "locative")
"""The cases in the order that :func:`declined` gives them; the instrumental equals the accusative."""

PARTICLES = frozenset(
    [
        "van",
        "von",
        "fon",
        "der",
        "den",
        "de",
        "da",
        "di",
        "del",
        "della",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ter",
        "te",
        "un",
        "y",
        "e",
    ]
)
_MASKS = (NOM, GEN, DAT, ACC, LOC)
_BARE = ("as", "es", "os", "ās", "ēs", "īs", "ūs")
_FEMALE, _MALE = "f", "m"
_OBLIQUE = ("am", "ai", "im", "um", "ei", "em", "as", "es", "u", "ām", "ēm", "iem")
_SOFT_IS = ("ļis", "ņis", "čis", "šis", "žis")
_CHOICES, _COMBINATIONS = 10, 2000


def gender_of(name: str) -> str:
    """``m``, ``f`` or "" where the endings do not tell: one word in -s or -š makes a man's name."""
    words = [word for word in name.replace("-", " ").split() if word.lower() not in PARTICLES]
    if any(_masculine(word) for word in words):
        return _MALE
    if len(words) > 1 and words[0].endswith(("a", "e")):
        return _FEMALE
    return ""


@lru_cache(maxsize=8192)
def declined(name: str, gender: str = "") -> tuple[tuple[str, ...], ...]:
    """The forms of a person's name by case (see :data:`CASES`), the usual one first.

    ``gender`` is ``m``, ``f`` or "" (told from the endings; both where they do not tell).
    """
    known = gender or gender_of(name)
    sides = [_forms(name, side) for side in ((known,) if known else (_FEMALE, _MALE))]
    return tuple(tuple(dict.fromkeys(side[case] for side in sides)) for case in range(len(CASES)))


def surname(name: str) -> str:
    """The last word of a name of several, with the particles before it: ``fon der Leiena``; "" of a single word."""
    words = name.split()
    if len(words) < 2:
        return ""
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def citation(forms: Sequence[str], rendering: str = "") -> str:
    """The nominative that a name's forms belong to: the one that explains most of them.

    Among equals the likelier endings win, then a form that was seen. ``rendering`` is the name as another language
    has it: it tells a Latvian's nominative (Guntis Zaķis), and whether a foreign given name ends in a consonant.
    """
    first = max(forms, key=lambda form: len(form.split()))
    alike = [form for form in forms if len(form.split()) == len(first.split())]
    choices = [
        list(dict.fromkeys(c for form in alike for c in nominatives(form.split()[place])))[: _CHOICES**2]
        for place in range(len(first.split()))
    ]
    best, best_score = first, (0, -1000.0, False)
    heard = rendering.split()
    for words in islice(product(*choices), _COMBINATIONS):
        name = " ".join(words)
        explained = max(_explained(name, gender, alike) for gender in (_MALE, _FEMALE))
        odd = sum(oddness(word) for word in words) + _unheard(words, heard)
        score = (explained, -odd, name in alike)
        if score > best_score:
            best, best_score = name, score
    return best


def _explained(name: str, gender: str, forms: Sequence[str]) -> int:
    known = gender_of(name)
    if known and known != gender:
        return 0
    cases = declined(name, gender)
    return sum(any(form in case for case in cases) for form in forms)


def nominatives(word: str) -> tuple[str, ...]:
    """The citation forms that a word of a name can be a form of, itself among them."""
    if word.lower() in PARTICLES or len(word) < 3 or word.isupper():
        return (word,)
    parts = [_citations(part.lower())[:_CHOICES] for part in word.split("-")]
    models = word.split("-")
    return tuple(
        "-".join(_like(each, model) for each, model in zip(chosen, models, strict=True))
        for chosen in islice(product(*parts), _CHOICES**2)
    )


def oddness(word: str) -> int:
    """How odd a nominative looks. -iņš, -ičs, -skis, -s after a hard consonant and -a, -e are usual."""
    low = word.lower()
    if low.endswith(_OBLIQUE) and low not in PARTICLES:
        return 6
    if low.endswith(("iņš", "ičs", "skis", "ckis", "iņa")):
        return 0
    if low.endswith(("iņs", "sks", "cks", "eis", "aa", "ae", "ee", "ea", "us")) or low[-3:] in _SOFT_IS:
        return 3
    if low.endswith(("š", "is", "i")):
        return 2 if low.endswith("š") else 1
    return 2 if low[-1:] in "sae" and low[-2:-1] in "ļņķģčžš" else 0


def _unheard(words: Sequence[str], heard: Sequence[str]) -> float:
    """How badly a nominative fits the name as another language has it, from -3 (equal) up."""
    if not heard:
        return 0
    if [_bare(word) for word in words] == [_bare(word) for word in heard]:
        return -3
    if len(words) > 1 and not words[0].endswith(("a", "e", "s", "š")):
        # Džo: the given name tells no gender; a man's surname is likelier where the other language has a consonant.
        return float(words[-1].endswith(("a", "e")) and _bare(heard[-1])[-1:] not in "aeiouy")
    last = _bare(heard[0])[-1:]
    if last in "aeiouy":
        return 0.5 if last == "a" and words[0].endswith(("s", "š")) else 0
    return 1.5 if words[0].endswith(("a", "e")) else 0


def _bare(word: str) -> str:
    return "".join(c for c in normalize("NFD", word.lower()) if c.isalpha())


def _forms(name: str, gender: str) -> tuple[str, ...]:
    """The name in each case: every word and every part of a double name declines."""
    words = [[_word(part, gender) for part in word.split("-")] for word in name.split()]
    return tuple(
        " ".join("-".join(part[case] for part in parts) for parts in words) for case in range(len(CASES))
    )


def _word(word: str, gender: str) -> tuple[str, ...]:
    low = word.lower()
    if not _declines(word, gender):
        return (word,) * len(CASES)
    if low.endswith(("ais", "ā")):
        return _definite(word, gender)
    forms = [_cell(low, mask, gender) for mask in _MASKS]
    return tuple(_like(form, word) if form else word for form in forms)


def _declines(word: str, gender: str) -> bool:
    low = word.lower()
    if low in PARTICLES or (len(word) > 1 and word.isupper()) or len(low) < 3:
        return False
    if low.endswith("ais"):
        return gender == _MALE
    if low.endswith("ā"):
        return gender == _FEMALE
    if low.endswith(("a", "e")):
        return True
    return gender == _MALE and _masculine(word)


def _masculine(word: str) -> bool:
    return word.lower().endswith(("s", "š")) and not word.lower().endswith(_BARE)


def _definite(word: str, gender: str) -> tuple[str, ...]:
    """A surname that is a definite adjective: Lielais, Lielā."""
    if gender == _MALE:
        stem = word[:-3]
        return (word, stem + "ā", stem + "ajam", stem + "o", stem + "ajā")
    stem = word[:-1]
    return (word, stem + "ās", stem + "ajai", stem + "o", stem + "ajā")


@lru_cache(maxsize=16384)
def _cell(low: str, case: int, gender: str) -> str:
    """The singular form of a lower-case word in ``case``; "" where the paradigm has none."""
    wanted = case << 12 if gender == _FEMALE else case
    for inflection in noun(low, gender=gender, name=True):
        for ending, cells in inflection.endings.items():
            # The palatal stem comes second: where both have the cell, it is the one in use.
            if cells & wanted and not (case == NOM and inflection.stem + ending != low):
                return inflection.stem + ending
    return ""


@lru_cache(maxsize=4096)
def _citations(low: str) -> tuple[str, ...]:
    """Nominatives that a form could belong to, the likeliest first."""
    long = low.endswith(("am", "ai", "as", "em", "ei", "es", "im", "um", "us", "is"))
    stems = [low[:-2], low[:-1]] if long else [low[:-1]]
    found = [low]
    for stem in stems:
        soft = stem[-1:] in "ļņķģčžšj"
        hard = stem.translate(_HARD)
        endings = ("š", "is", "s", "a", "e") if soft else ("s", "is", "us", "a", "e")
        found += [stem + ending for ending in endings]
        if hard != stem or stem.endswith("j"):
            plain = stem[:-1] if stem.endswith(("bj", "pj", "mj", "vj")) else hard
            found += [plain + "is", plain + "e"]
            if stem.endswith(("š", "ž")):
                found += [stem[:-1] + letter + "is" for letter in ("td" if stem.endswith("š") else "dz")]
    return tuple(dict.fromkeys(found))


_HARD = str.maketrans("ļņķģčžšŗ", "lnkgczsr")


def _like(form: str, model: str) -> str:
    return form[:1].upper() + form[1:] if model[:1].isupper() else form
