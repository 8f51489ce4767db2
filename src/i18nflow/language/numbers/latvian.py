# ruff: noqa: SIM905, C420 -- the words of a paradigm read better in one string
"""How Latvian writes numbers, dates, times and amounts.

Sources: the Latvian orthography rules of the State Language Centre (a full stop makes an ordinal: 2020. gads,
2. ceturksnis; a comma is the decimal sign, a space parts thousands, a full stop or a colon parts hours from
minutes), "Latviešu valodas gramatika" (2013) on the declension of numerals, CLDR for months and weekdays. Latvian
counts large numbers on the long scale: miljards is 10^9, biljons 10^12.
"""

from __future__ import annotations

import re
from decimal import Decimal

from i18nflow.language.numbers.table import Table


def _forms(stem: str, endings: str) -> list[str]:
    return [stem + ("" if ending == "-" else ending) for ending in endings.split()]


def _map(pairs: dict[str, int], endings: str) -> dict[str, int]:
    return {form: value for stem, value in pairs.items() for form in _forms(stem, endings)}


# četri, četras, četru, četriem, četrām, četrus, četros, četrās
_PLURAL = "i as u iem ām us os ās"
_DEFINITE = "ais ā o ajam ajai ajā ie ās ajiem ajām os ajos ajās"
_FIRST_MASC = "s a am u ā i iem us os"

_DIGITS = {"div": 2, "četr": 4, "piec": 5, "seš": 6, "septiņ": 7, "astoņ": 8, "deviņ": 9}
_COMBINING = {
    "vien": 1,
    "div": 2,
    "trīs": 3,
    "četr": 4,
    "piec": 5,
    "seš": 6,
    "septiņ": 7,
    "astoņ": 8,
    "deviņ": 9,
}
_THREE = {form: 3 for form in "trīs triju trijiem trim trijām trijos trijās trīss".split()}
_TEENS = {stem + "padsmit": 10 + value for stem, value in _COMBINING.items()}
_TENS = {stem + "desmit": 10 * value for stem, value in _COMBINING.items() if value > 1}
_HUNDREDS = {stem + "simt": 100 * value for stem, value in _COMBINING.items()}

_ORDINAL_STEMS = {
    "treš": 3, "ceturt": 4, "piekt": 5, "sest": 6, "septīt": 7, "astot": 8, "devīt": 9, "desmit": 10,
    **{stem + "t": value for stem, value in _TEENS.items()},
    **{stem + "t": value for stem, value in _TENS.items()},
    **{stem + "t": value for stem, value in _HUNDREDS.items() if value > 100},
}  # fmt: skip
# In a compound only the last word is an ordinal: "divdesmit pirmais"; alone these two mean "other" and "first".
_SMALL_ORDINALS = _map({"pirm": 1, "otr": 2}, _DEFINITE)

_SCALES = {
    **{form: 2 for form in ["simt", *_forms("simt", _FIRST_MASC)]},
    **{form: 3 for form in "tūkst tūkstoš tūkstotis tūkstoša tūkstotim tūkstoti tūkstotī tūkstoši tūkstošu tūkstošiem tūkstošus tūkstošos".split()},
    **{form: 6 for form in ["milj", "mlj", "mln", *_forms("miljon", _FIRST_MASC)]},
    **{form: 9 for form in ["mljrd", "mljd", "mlrd", "miljd", *_forms("miljard", _FIRST_MASC)]},
    **{form: 12 for form in _forms("biljon", _FIRST_MASC)},
}  # fmt: skip

_SOFT = {
    **{form: ("n:1",) for form in ["vienreiz", "viens", "viena", "vienu", "vienam", "vienai", "vienā", "vieni", "vienas", "vienus"]},
    **{form: ("n:1",) for form in _forms("pirm", _DEFINITE)},
    **{form: ("n:2",) for form in [*_forms("otr", _DEFINITE), "otrs", "otra", "otru", "otram", "otrai", "pāris", *_forms("ab", _PLURAL)]},
    **{form: ("n:0.5", "n:50") for form in "puse puses pusi pusē".split()},
    **{form: ("n:0",) for form in "nulle nulles nullei nulli nullē nulles".split()},
    "diennakts": ("n:24",), "diennakti": ("n:24",), "diennaktī": ("n:24",), "diennaktis": ("n:24",),
    "pusdienlaikā": ("t:12:00",), "pusdienlaiks": ("t:12:00",), "pusnakts": ("t:0:00", "n:12"), "pusnaktī": ("t:0:00", "n:12"),
}  # fmt: skip

_SOFT_STEMS = {
    "dubult": ("n:2",), "divreiz": ("n:2",), "divkārt": ("n:2",), "dvīņ": ("n:2",), "trīskārt": ("n:3",), "trīsreiz": ("n:3",),
    "trijot": ("n:3",), "gadsimt": ("n:100",), "simtgad": ("n:100",), "tūkstošgad": ("n:1000",),
    "desmitgad": ("n:10",), "dekād": ("n:10",), "duc": ("n:12",),
    "pusgad": ("n:6", "n:0.5"), "pusstund": ("n:30", "n:0.5"), "pusotr": ("n:90", "n:18", "n:1.5"),
    "ceturtdaļ": ("n:25", "n:0.25", "n:4"), "trešdaļ": ("n:3", "n:0.3333", "n:33"), "piektdaļ": ("n:20", "n:5", "n:0.2"),
    **{stem: (f"n:{value}",) for stem, value in {**_COMBINING, **_TEENS, **_TENS, **_HUNDREDS, "desmit": 10, "simt": 100, "tūkstoš": 1000}.items()},
}  # fmt: skip

_MONTHS = {
    **_map(
        {"janvār": 1, "februār": 2, "septembr": 9, "oktobr": 10, "novembr": 11, "decembr": 12}, "is a im i ī"
    ),
    **_map({"mart": 3, "maij": 5, "jūnij": 6, "jūlij": 7, "august": 8}, "s a am u ā"),
    **{form: 4 for form in "aprīlis aprīļa aprīlim aprīli aprīlī".split()},
}

_WEEKDAYS = {
    form: day
    for stem, day in {"pirmdien": 1, "otrdien": 2, "trešdien": 3, "ceturtdien": 4, "piektdien": 5, "sestdien": 6, "svētdien": 7}.items()
    for form in _forms(stem, "- a as ai u ā ām ās")
}  # fmt: skip

TABLE = Table(
    lang="lv",
    decimal=",",
    group="\u00a0",
    cardinals={**_map(_DIGITS, _PLURAL), **_THREE, "desmit": 10, **_TEENS, **_TENS, **_HUNDREDS},
    ordinals={**_map(_ORDINAL_STEMS, _DEFINITE), **_SMALL_ORDINALS, **_map({"treš": 3}, "ajai ajam")},
    scales=_SCALES,
    vague=frozenset("simti simtu simtiem simtus simtos tūkstoši tūkstošu tūkstošiem tūkstošus tūkstošos miljoni miljonu miljoniem miljonus miljonos miljardi miljardu miljardiem miljardus miljardos biljoni biljonu biljoniem tūkst milj mljrd mljd mlrd mln mlj miljd".split()),
    whole={
        **{form: Decimal("1.5") for form in "pusotrs pusotra pusotru pusotram pusotrai pusotrā pusotri pusotras pusotriem pusotrus pusotrās".split()},
        **{form: Decimal(500_000) for form in _forms("pusmiljon", _FIRST_MASC)},
        **{form: Decimal(500_000_000) for form in _forms("pusmiljard", _FIRST_MASC)},
        **{form: Decimal(50) for form in _forms("pussimt", _FIRST_MASC)},
        **{stem + "arpus": Decimal(value) + Decimal("0.5") for stem, value in _COMBINING.items()},
    },
    soft=_SOFT,
    soft_stems=_SOFT_STEMS,
    decades=_map({stem + "it": value for stem, value in {"desm": 10, **{s + "desm": 10 * v for s, v in _COMBINING.items() if v > 1}}.items()}, "ie o ajiem ajos os"),
    multiple_stems={"desmitgad": 10, "dekād": 10, "gadsimt": 100, "duc": 12, "tūkstošgad": 1000},
    fraction_stems={"trešdaļ": 3, "ceturtdaļ": 4, "piektdaļ": 5, "sestdaļ": 6, "septītdaļ": 7, "astotdaļ": 8, "devītdaļ": 9, "desmitdaļ": 10},
    range_between=re.compile(r"\.?\s*(?:[–—-]|līdz|vai|un|jeb)\s*\Z"),
    before_christ=re.compile(r"\bp\.\s?m\.\s?ē|pirms (?:mūsu ēras|Kristus)", re.I),
    after_christ=re.compile(r"\bm\.\s?ē\.|(?<!pirms )mūsu ēr", re.I),
    and_a_half=re.compile(r"\s+(?:ar pusi|un puse|un pus)\b"),
    months=_MONTHS,
    month_abbreviations={"janv": 1, "febr": 2, "mar": 3, "apr": 4, "jūn": 6, "jūl": 7, "aug": 8, "sept": 9, "okt": 10, "nov": 11, "dec": 12},
    weekdays=_WEEKDAYS,
    ordinal_after=re.compile(r"\.(?!\d)"),
    year_after=re.compile(r"\.?\s*(?:gada|gadā|gads|gadam|gadu|g\.)(?!\w)", re.I),
    decade_after=re.compile(r"(?:\.\s*|-)(?:gadi|gadu|gadiem|gadus|gados)\b", re.I),
    century_after=re.compile(r"\.?\s*(?:gadsimt\w*|gs\.?)(?!\w)", re.I),
    quarter_after=re.compile(r"\.?\s*(?:ceturks\w+|ceturkšņ\w+|cet\.)", re.I),
    clock_before=re.compile(r"(?:plkst\.?|pulksten(?:is|i|s)?|pl\.)\s*\Z", re.I),
    morning_after=re.compile(r"\s*(?:no rīta|rītā|naktī)\b"),
    evening_after=re.compile(r"\s*(?:vakarā|pēcpusdienā|dienā|pēc pusdienas)\b"),
    phone_before=re.compile(r"(?:tālr(?:unis)?|tel|mob|fakss)\.?:?\s*\Z", re.I),
    units={"km": "km", "m": "m", "cm": "cm", "mm": "mm", "kg": "kg", "g": "g", "t": "t", "ha": "ha", "l": "l", "h": "hour", "%": "%", "°c": "°", "°": "°", "kv": "sq", "mw": "MW", "kwh": "kWh", "lpp": "page"},
    unit_stems={"kilometr": "km", "jūdz": "mile", "metr": "m", "centimetr": "cm", "milimetr": "mm", "kilogram": "kg", "gram": "g", "tonn": "t", "hektār": "ha", "litr": "l", "pēd": "foot", "coll": "inch", "stund": "hour", "minū": "minute", "sekun": "second", "dien": "day", "nedēļ": "week", "mēne": "month", "gad": "year", "procent": "%", "grād": "°", "megavat": "MW", "mārciņ": "pound", "kvadrāt": "sq", "lappus": "page", "mezgl": "knot"},
    currencies={"eiro": "EUR", "euro": "EUR", "€": "EUR", "eur": "EUR", "$": "$", "usd": "USD", "£": "GBP", "gbp": "GBP", "ls": "LVL", "lvl": "LVL", "¥": "¥", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "chf": "CHF", "rub": "RUB", "jpy": "JPY", "cny": "CNY", "lati": "LVL", "latu": "LVL", "latiem": "LVL", "latus": "LVL", "lats": "LVL"},
    currency_stems={"dolār": "$", "rubļ": "RUB", "rubl": "RUB", "kron": "kr", "zlot": "PLN", "jen": "JPY", "juaņ": "CNY", "grivn": "UAH"},
    dollar_of={"asv": "USD"},
)  # fmt: skip
