"""Figures written in digits: numbers, times, numeric dates, codes, phone numbers.

A token with a digit in it is cut out of the text first and then judged by its shape; what stands around it
(a clock word, a currency, "million") is judged in :mod:`i18nflow.language.numbers.around`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from i18nflow.language.numbers.figures import Figure, Kind, number_key, time_key
from i18nflow.language.numbers.table import Table

_SPACES = " \u00a0\u2009\u202f\u2007"
_APOSTROPHES = "’'`´"
_TOKEN = re.compile(
    rf"""
    (?P<link>(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1, 64}@[\w-]+(?:\.[\w-]+)+)
    |(?P<phone>\+\d[\d\ \u00a0()\-]{{5,18}}\d)
    |(?P<grouped>(?<![\w.,/:])\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d)|[{_APOSTROPHES}]\d{{3}}(?!\d))+(?:[.,]\d+)?(?![/:]\d))
    |(?P<token>[^\W_]+(?:(?:(?<=\d)[.,:](?=\d)|[/\-_‑](?=[^\W_]))[^\W_]+)*)
    """,
    re.VERBOSE,
)
_LEAD = re.compile(r"\d+(?:[.,:]\d+)*")
_HAS_DIGIT = re.compile(r"\d")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\Z")
_NEGATIVE = re.compile(r"(?:(?:\A|[\s(])[-\u2212–]|\b(?:mīnus|minus)\s)\Z", re.I)
_CUTS = re.compile(r"([\-‑_]|(?<=\d)x(?=\d)|\Ax(?=\d))")
_STRICT_SEPARATORS = 2
_MOST_DIGITS = 15
"""Longer runs of digits are account numbers and the like, not amounts."""


def in_digits(text: str, table: Table) -> Iterator[Figure]:
    """The figures of a text that are written in digits, in order, without what stands around them."""
    for found in _tokens(text):
        kind, token, start = found.lastgroup, found.group(), found.start()
        if kind == "token":
            if _HAS_DIGIT.search(token):
                yield from _token(token, start, text, table)
        elif kind == "grouped" and sum(map(str.isdigit, token)) <= _MOST_DIGITS:
            yield _grouped(token, start, text, table)
        elif kind == "phone":
            yield _phone(token, start)
        elif "@" in token or kind == "grouped":
            yield Figure(Kind.CODE, "c:" + token.casefold(), start, found.end())


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens that stand in words with a digit; the rest of the text is not looked at."""
    at = 0
    while digit := _HAS_DIGIT.search(text, at):
        start = digit.start()
        while start > at and not text[start - 1].isspace():
            start -= 1
        for found in _TOKEN.finditer(text, start):
            at = found.end()
            yield found
            if at > digit.start():
                break
        at = max(at, digit.end())


def split_number(token: str, table: Table) -> tuple[Decimal, bool] | None:
    """(value, odd) of digits with at most signs for thousands and decimals; None if it is no one number.

    ``odd`` says that the decimal sign is not the language's own.
    """
    signs = [char for char in token if char in ".,"]
    if not signs:
        return Decimal(token), False
    groups = re.split(r"[.,]", token)
    by_three = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(signs) == 1:
        if signs[0] != table.decimal and by_three:
            return Decimal("".join(groups)), False
        return Decimal(".".join(groups)), signs[0] != table.decimal
    if len(set(signs)) == 1:
        return (Decimal("".join(groups)), signs[0] == table.decimal) if by_three else None
    *front, last = groups
    sound = all(len(group) == 3 for group in front[1:]) and len(set(signs[:-1])) == 1
    return (Decimal("".join(front) + "." + last), signs[-1] != table.decimal) if sound else None


def _grouped(token: str, start: int, text: str, table: Table) -> Figure:
    bare = re.sub(f"[{_SPACES}{_APOSTROPHES}]", "", token)
    value = Decimal(bare.replace(",", "."))
    own = table.group if table.group.strip() else _SPACES
    sign = next(char for char in token if not char.isdigit())
    odd = sign not in own or ("." if table.decimal == "," else ",") in token
    # The last group and a decimal sign may also be a decimal number after another number; value first.
    return Figure(Kind.NUMBER, _signed(number_key(value), start, text), start, start + len(token), odd=odd)


def _whole_key(digits: str) -> str:
    return number_key(int(digits))


def _phone(token: str, start: int) -> Figure:
    digits = re.sub(r"\D", "", token)
    # The code of one's own country may be left out.
    return Figure(Kind.PHONE, "p:" + digits, start, start + len(token), frozenset({"p:" + digits[-8:]}))


def _token(token: str, start: int, text: str, table: Table) -> Iterator[Figure]:
    """Judge one token by its shape."""
    if sum(map(str.isdigit, token)) > _MOST_DIGITS:
        yield Figure(Kind.CODE, "c:" + token.casefold(), start, start + len(token))
        return
    dated = _date(token, start, table)
    if dated is not None:
        yield dated
    elif version := re.fullmatch(r"[vV](\d+(?:\.\d+){2,})", token):
        yield Figure(Kind.CODE, "c:" + version[1], start, start + len(token))
    elif token[0].isdigit() and "/" not in token:
        yield from _pieces(token, start, text, table)
    elif "/" in token and token[0].isdigit() and _is_rate(token):
        lead = _LEAD.match(token)
        assert lead is not None
        yield from _numeric(lead.group(), start, text, table)
    elif (
        token[0].islower()
        and not _is_power(token, table)
        and (token[0] == "x" or _HAS_DIGIT.search(token.split("-")[0]) is None)
        and "/" not in token
    ):
        yield from _pieces(token, start, text, table)
    elif not _is_power(token, table):
        yield _code(token, start, text, table)


def _is_power(token: str, table: Table) -> bool:
    """``m2``, ``km3``: a unit with its power."""
    return token[-1] in "23" and token[:-1].lower() in table.units


def _is_rate(token: str) -> bool:
    """``165km/h``: a number with its unit."""
    return bool(re.fullmatch(r"\d+(?:[.,]\d+)*[^\W\d_]+/[^\W\d_]+", token))


def _date(token: str, start: int, table: Table) -> Figure | None:
    """A date in digits, by the order that the language reads it in."""
    if iso := _ISO_DATE.match(token):
        year, month, day = map(int, iso.groups())
        orders = [(day, month)]
    elif plain := _DAY_FIRST.match(token):
        first, second, year = int(plain[1]), int(plain[3]), int(plain[4])
        orders = (
            [(second, first), (first, second)] if table.month_first else [(first, second), (second, first)]
        )
    else:
        return None
    orders = [(day, month) for day, month in orders if 1 <= month <= 12 and 1 <= day <= 31][:1]
    if not orders:
        return None
    return date_figure(year, orders[0][1], orders[0][0], start, start + len(token))


def date_figure(year: int | None, month: int, day: int | None, start: int, end: int) -> Figure:
    """A date, or as much of it as the text says."""
    said = [f"n:{day}" if day else "", f"m:{month}", f"n:{year}" if year else ""]
    key = f"d:{year or ''}-{month}-{day or ''}"
    return Figure(Kind.DATE, key, start, end, parts=tuple(part for part in said if part))


def _pieces(token: str, start: int, text: str, table: Table) -> Iterator[Figure]:
    """The numbers of a token that is cut at its hyphens: ``2014-2020``, ``48-year-old``, ``handbols-7``."""
    at = start
    for piece in _CUTS.split(token):
        lead = _LEAD.match(piece)
        if lead is not None:
            rest = piece[lead.end() :]
            if (
                rest
                and rest[0].isupper()
                and rest.lower() not in table.units
                and rest.lower() not in table.currencies
            ):
                yield _code(piece, at, text, table)
            else:
                yield from _numeric(lead.group(), at, text, table)
        elif _HAS_DIGIT.search(piece):
            yield _code(piece, at, text, table)
        at += len(piece)


def _code(token: str, start: int, text: str, table: Table) -> Figure:
    """A mark of letters and digits. Short ones may come out as their number (``F-16`` → ``F 16``)."""
    letters = re.match(r"[^\W\d_]+(?=[\d.,]+\Z)", token)
    if letters and letters.group().lower() in table.currencies:
        rest = token[letters.end() :]
        value = split_number(rest, table)
        if value is not None:
            sign = table.currencies[letters.group().lower()]
            at = start + letters.end()
            return Figure(
                Kind.NUMBER,
                number_key(value[0]),
                at,
                start + len(token),
                currency=sign,
                amount=(start, start + len(token)),
                odd=value[1],
            )
    numbers = re.findall(r"\d+", token)
    plain = "c:" + re.sub(r"[\-‑_]", "", token.casefold())
    separators = sum(char in "./" for char in token)
    if separators >= _STRICT_SEPARATORS:
        return Figure(Kind.CODE, plain, start, start + len(token))
    parts = tuple(_whole_key(number) for number in numbers)
    accepts: set[str] = set()
    if table.quarter_code and (quarter := table.quarter_code.match(token)):
        return Figure(Kind.QUARTER, f"n:{quarter[1] or quarter[2]}", start, start + len(token))
    if fraction := re.fullmatch(r"(\d{1,2})/(\d{1,2})", token):
        over, under = int(fraction[1]), int(fraction[2])
        if under and over < under:
            key = number_key(round(Decimal(over) / under, 4))
            return Figure(Kind.NUMBER, key, start, start + len(token), frozenset({plain}), parts)
    if years := re.fullmatch(r"([12]\d{3})/(\d{2})", token):
        # 2020/21 is 2020/2021.
        second = int(years[1]) - int(years[1]) % 100 + int(years[2])
        parts = (f"n:{years[1]}", f"n:{second}")
    if thousands := re.fullmatch(r"(\d+)K", token):
        accepts.add(f"n:{int(thousands[1]) * 1000}")
    return Figure(Kind.CODE, plain, start, start + len(token), frozenset(accepts), parts)


def _numeric(token: str, start: int, text: str, table: Table) -> Iterator[Figure]:
    """Digits with full stops, commas and colons between them."""
    end = start + len(token)
    if ":" in token:
        yield from _with_colon(token, start, table)
        return
    value = split_number(token, table)
    if value is None:
        if set(token) & {"."}:
            yield Figure(Kind.CODE, "c:" + token, start, end)
        else:
            yield from _list(token, start)
        return
    accepts = set[str]()
    parts: tuple[str, ...] = ()
    if time := re.fullmatch(r"(\d{1,2})\.(\d{2})", token):
        hour, minute = int(time[1]), int(time[2])
        if hour <= 24 and minute < 60:
            accepts.add(time_key(hour, minute))
            accepts.add(number_key(Decimal(token)))
            parts = (f"n:{hour}", f"n:{minute}")
    elif table.decimal == "," and re.fullmatch(r"\d{1,3}\.\d{3}", token):
        accepts.add(number_key(Decimal(token)))  # a decimal written the foreign way
    elif table.decimal == "," and re.fullmatch(r"[1-9]\d{0,2},000", token):
        accepts.add(number_key(Decimal(token.replace(",", ""))))  # no decimal has three zeros
    key = _signed(number_key(value[0]), start, text)
    yield Figure(Kind.NUMBER, key, start, end, frozenset(accepts), parts, odd=value[1])


def _signed(key: str, start: int, text: str) -> str:
    if text[max(0, start - 1) : start] == "√":
        return "c:√" + key[2:]  # a root is not the number under it
    return f"n:-{key[2:]}" if key != "n:0" and _NEGATIVE.search(text[max(0, start - 7) : start]) else key


def _with_colon(token: str, start: int, table: Table) -> Iterator[Figure]:
    """``11:00`` is a time (or a score of 21:15), ``7:5`` a score, ``2:11.60`` a duration."""
    time = re.fullmatch(r"(\d{1,2}):(\d{2})", token)
    if time and int(time[1]) <= 24 and int(time[2]) < 60:
        hour, minute = int(time[1]), int(time[2])
        parts = (f"n:{hour}", f"n:{minute}") if minute else (f"n:{hour}",)
        yield Figure(
            Kind.TIME,
            time_key(hour, minute),
            start,
            start + len(token),
            _either_half(hour, minute, table),
            parts,
        )
    elif token.count(":") == 1 and "." not in token and "," not in token:
        yield from _list(token, start)
    else:
        numbers = tuple(_whole_key(number) for number in re.findall(r"\d+", token))
        yield Figure(Kind.CODE, "c:" + token.replace(",", "."), start, start + len(token), parts=numbers)


def _either_half(hour: int, minute: int, table: Table) -> frozenset[str]:
    """Where the language has a.m. and p.m., a time without them may be meant in either half of the day."""
    return frozenset({time_key(hour + 12, minute)}) if table.half_days and hour <= 12 else frozenset()


def _list(token: str, start: int) -> Iterator[Figure]:
    for found in re.finditer(r"\d+", token):
        at = start + found.start()
        yield Figure(Kind.NUMBER, _whole_key(found.group()), at, start + found.end())
