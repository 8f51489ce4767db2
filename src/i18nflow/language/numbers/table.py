"""What a language must tell so that its figures can be read and written: a table, no code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True)
class Table:
    """The figures of one language. All words are given in lower case and in every form they take.

    ``decimal`` is the decimal sign, ``group`` the sign between thousands in careful print.
    ``cardinals`` are words up to ninety-nine and whole hundreds, ``scales`` words that multiply (hundred,
    thousand, million, their abbreviations without the dot); ``vague`` are scale words that alone give no value
    ("millions"). ``ordinals`` end a number ("twenty-fifth"). ``whole`` words have a value that nothing adds to
    but a scale may multiply (1.5: pusotrs). ``soft`` words may stand for a number; ``soft_stems`` likewise, as
    the beginning of a longer word. ``halves`` are regular expressions of "and a half" after a number.
    The ``…_after`` patterns say what follows a number to make it a year, decade, century or quarter; each is
    matched directly behind the number.
    ``multiples`` are words that a number counts in more than ones: "two decades" may stand for twenty years.
    ``fraction_stems`` begin words that divide: "two thirds" may stand for 2/3.
    ``range_between`` stands between two numbers that may share what follows ("two to three million").
    ``units`` maps words, ``unit_stems`` beginnings of words, to canonical units; ``currencies`` likewise to ISO
    codes ("$" and "kr" stand for any dollar or crown).
    """

    lang: str
    decimal: str = "."
    group: str = ","
    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    singular_scales: frozenset[str] = frozenset()
    whole: Mapping[str, Decimal] = field(default_factory=dict)
    soft: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    soft_stems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decades: Mapping[str, int] = field(default_factory=dict)
    multiples: Mapping[str, int] = field(default_factory=dict)
    multiple_stems: Mapping[str, int] = field(default_factory=dict)
    fraction_stems: Mapping[str, int] = field(default_factory=dict)
    range_between: re.Pattern[str] | None = None
    before_christ: re.Pattern[str] | None = None
    after_christ: re.Pattern[str] | None = None
    articles: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    and_a_half: re.Pattern[str] | None = None
    half_of: re.Pattern[str] | None = None
    months: Mapping[str, int] = field(default_factory=dict)
    month_abbreviations: Mapping[str, int] = field(default_factory=dict)
    unsure_months: frozenset[str] = frozenset()
    before_month: frozenset[str] = frozenset()
    weekdays: Mapping[str, int] = field(default_factory=dict)
    ordinal_after: re.Pattern[str] | None = None
    year_after: re.Pattern[str] | None = None
    decade_after: re.Pattern[str] | None = None
    century_after: re.Pattern[str] | None = None
    quarter_after: re.Pattern[str] | None = None
    quarter_code: re.Pattern[str] | None = None
    clock_before: re.Pattern[str] | None = None
    morning_after: re.Pattern[str] | None = None
    evening_after: re.Pattern[str] | None = None
    oclock_after: re.Pattern[str] | None = None
    phone_before: re.Pattern[str] | None = None
    roman_from: int = 2
    month_first: bool = False
    half_days: bool = False
    """Whether a time without a mark may be meant in either half of the day (2.30 for 14.30)."""
    units: Mapping[str, str] = field(default_factory=dict)
    unit_stems: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    currency_stems: Mapping[str, str] = field(default_factory=dict)
    dollar_of: Mapping[str, str] = field(default_factory=dict)
    """Words before "dollar" that say whose it is: "asv" → USD."""

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Every word that may begin a number in words."""
        return (
            frozenset(self.cardinals)
            | frozenset(self.ordinals)
            | frozenset(self.whole)
            | frozenset(self.scales)
        )

    @cached_property
    def starters(self) -> frozenset[str]:
        """Every word that may begin a figure in words."""
        return self.known_words | self.articles | frozenset({"half"} if self.half_of else ())

    @cached_property
    def stems(self) -> re.Pattern[str]:
        """The beginnings of ``soft_stems``, longest first: "trīspadsmit" before "trīs"."""
        longest = sorted(self.soft_stems, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word that makes the careful reading of words worth while."""
        return (
            self.number_words
            | frozenset(self.months)
            | frozenset(self.weekdays)
            | frozenset(self.decades)
            | frozenset(self.month_abbreviations)
        )
