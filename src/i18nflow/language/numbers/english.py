# ruff: noqa: SIM905, C420 -- the words of a paradigm read better in one string
"""How English writes numbers, dates, times and amounts; British by default, American where the tag says so.

Sources: the EU Interinstitutional Style Guide (EUR 220,231; 30 June 2020) and the European Commission's English
Style Guide (second quarter, the 1970s, 2.30 p.m. or 14.30), CLDR for months and weekdays. Billion is 10^9.
"""

from __future__ import annotations

import re
from dataclasses import replace

from i18nflow.language.numbers.table import Table

_ONES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "hundredth": 100, "thousandth": 1000,
    **{word + "th": value for word, value in _TEENS.items() if value > 12},
    **{word[:-1] + "ieth": value for word, value in _TENS.items()},
}  # fmt: skip

_SOFT = {
    **{word: ("n:1",) for word in "one once single first sole".split()},
    **{word: ("n:2",) for word in "second both pair pairs couple twin twins double doubled doubles dual twice twofold half secondly".split()},
    **{word: ("n:3",) for word in "triple triples tripled trio thrice treble threefold thirds".split()},
    **{word: ("n:4",) for word in "quadruple quartet fourfold".split()},
    "half": ("n:0.5", "n:50", "n:2", "n:30", "n:6"), "halves": ("n:2",), "quarter": ("n:0.25", "n:25", "n:4", "n:15"), "quarters": ("n:0.25", "n:75", "n:4"),
    "dozen": ("n:12",), "dozens": ("n:12",), "decade": ("n:10",), "decades": ("n:10",), "century": ("n:100",), "centuries": ("n:100",),
    "centenary": ("n:100",), "millennium": ("n:1000",), "fortnight": ("n:14", "n:2"), "zero": ("n:0",), "nil": ("n:0",),
    "noon": ("t:12:00", "n:12"), "midday": ("t:12:00", "n:12"), "midnight": ("t:0:00", "n:12"),
    **{word + "s": (f"n:{value}",) for word, value in {**_ONES, **_TEENS}.items()},
    "sixes": ("n:6",), **{word + "fold": (f"n:{value}",) for word, value in {**_ONES, "ten": 10, "hundred": 100}.items()},
}  # fmt: skip

_MONTHS = {
    name: n
    for n, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_SHORT_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

TABLE = Table(
    lang="en",
    decimal=".",
    group=",",
    cardinals={**_ONES, **_TEENS, **_TENS},
    ordinals=_ORDINALS,
    scales={
        "hundred": 2, "hundreds": 2, "thousand": 3, "thousands": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9,
        "trillion": 12, "trillions": 12, "bn": 9, "mn": 6, "k": 3, "m": 6, "mio": 6, "tn": 12,
    },
    vague=frozenset("hundreds thousands millions billions trillions bn mn k m mio tn hundred thousand million billion trillion".split()),
    soft=_SOFT,
    decades={"tens": 10, **{word[:-1] + "ies": value for word, value in _TENS.items()}},
    multiples={"decade": 10, "decades": 10, "dozen": 12, "dozens": 12, "century": 100, "centuries": 100, "millennia": 1000, "fortnights": 14},
    range_between=re.compile(r"\s*(?:[–—-]|to|or|and)\s*\Z"),
    before_christ=re.compile(r"\bB\.?\s?C\b|\bBCE\b|before (?:Christ|our era)", re.I),
    after_christ=re.compile(r"\bA\.D\b|\bAD\b|\bC\.?E\.?(?![\w.])"),
    articles=frozenset({"a", "an", "one"}),
    half_days=True,
    joiners=frozenset({"and"}),
    fraction_stems={"thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8, "ninths": 9, "tenths": 10},
    and_a_half=re.compile(r"[\s\u00a0-]+and[\s\u00a0-]+a[\s\u00a0-]+half\b", re.I),
    half_of=re.compile(r"half(?:\s+of)?(?:\s+|-)an?\s+(hundred|thousand|million|billion|trillion)\b", re.I),
    months=_MONTHS,
    month_abbreviations=_SHORT_MONTHS,
    unsure_months=frozenset({"march", "may", "april", "june", "august"}),
    before_month=frozenset("in of since by until till from last this next late early mid during and to every through before after on".split()),
    weekdays={form: day for day, name in enumerate(_DAYS, 1) for form in (name, name + "s")},
    ordinal_after=re.compile(r"(?:st|nd|rd|th)\b", re.I),
    decade_after=re.compile(r"['’]?s\b"),
    century_after=re.compile(r"(?:st|nd|rd|th|\.)?[\s-]+(?:century|centuries|c\.)", re.I),
    quarter_after=re.compile(r"(?:st|nd|rd|th|\.)?\s+quarter\b", re.I),
    quarter_code=re.compile(r"(?:Q([1-4])|([1-4])Q)\Z"),
    morning_after=re.compile(r"\s*(?:a\.?m\b\.?|o['’]clock(?=\s+(?:in the|this) morning)|in the morning\b)", re.I),
    evening_after=re.compile(r"\s*(?:p\.?m\b\.?|in the (?:afternoon|evening)\b|at night\b)", re.I),
    oclock_after=re.compile(r"\s*(?:o['’]clock\b|hrs\b)", re.I),
    phone_before=re.compile(r"(?:phone|tel|mob|mobile|fax)\.?:?\s*\Z", re.I),
    units={
        "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km", "m": "m", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
        "cm": "cm", "mm": "mm", "kg": "kg", "kilograms": "kg", "kilos": "kg", "g": "g", "grams": "g", "t": "t", "tonnes": "t", "tons": "t", "ha": "ha", "hectares": "ha",
        "mile": "mile", "miles": "mile", "mi": "mile", "mph": "mile", "feet": "foot", "foot": "foot", "ft": "foot", "inch": "inch", "inches": "inch", "h": "hour", "hour": "hour", "hours": "hour",
        "minute": "minute", "minutes": "minute", "min": "minute", "seconds": "second", "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
        "year": "year", "years": "year", "percent": "%", "per": "", "%": "%", "°": "°", "°c": "°", "degrees": "°", "mw": "MW", "megawatts": "MW", "kwh": "kWh", "lb": "pound", "lbs": "pound",
        "pounds": "pound", "pound": "pound", "sq": "sq", "square": "sq", "pages": "page", "litres": "l", "liters": "l", "knots": "knot",
    },
    currencies={
        "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "$", "us$": "USD", "usd": "USD", "dollar": "$", "dollars": "$", "£": "GBP", "gbp": "GBP", "¥": "¥", "jpy": "JPY", "yen": "JPY",
        "lats": "LVL", "lvl": "LVL", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kroner": "kr", "kronor": "kr", "crowns": "kr", "pln": "PLN", "zlotys": "PLN", "zloty": "PLN", "chf": "CHF", "rub": "RUB",
        "roubles": "RUB", "rubles": "RUB", "cny": "CNY", "yuan": "CNY", "hryvnias": "UAH", "hryvnia": "UAH",
    },
    dollar_of={"us": "USD", "u.s": "USD"},
)  # fmt: skip

AMERICAN = replace(TABLE, month_first=True)
