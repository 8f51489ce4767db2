"""What is wrong with a register: remarks for the person who keeps it, entry by entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from i18nflow.language.latvian import personal
from i18nflow.model import Severity, said
from i18nflow.names.records import Name
from i18nflow.names.register import Register, forms_of


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of an entry; ``line`` is its line in the file."""

    code: str
    severity: Severity
    message: str
    source: str
    line: int | None = None


def check(names: Sequence[Name], lang: str) -> tuple[Remark, ...]:
    """The remarks on ``names`` by line.

    Codes: ``never-matches``, ``not-citation``, ``contradicts`` (one name, two targets), ``collides`` (two names
    share a form), ``no-gender`` (the endings do not tell, so both genders' forms are found).
    """
    found = [remark for name in names for remark in _of_entry(name, lang)]
    found += _contradictions(names)
    found += _collisions(names, lang)
    return tuple(sorted(found, key=lambda remark: remark.line or 0))


def _of_entry(name: Name, lang: str) -> Iterator[Remark]:
    if not any(Register((name,), lang).find(f"un {form}") for form in forms_of(name, lang)):
        yield _remark(
            name, "never-matches", Severity.ERROR, said("This name can never be found: has it a capital?")
        )
        return
    if lang != "lv" or name.kind != "person":
        return
    likely = personal.citation([name.source], name.target)
    if likely != name.source and name.source in {form for case in personal.declined(likely) for form in case}:
        yield _remark(
            name,
            "not-citation",
            Severity.WARNING,
            said("Is this the nominative? Did you mean “{likely}”?", likely=likely),
        )
    elif (
        not name.gender and not personal.gender_of(name.source) and len(personal.declined(name.source)[2]) > 1
    ):
        forms = " / ".join(personal.declined(name.source)[2])
        yield _remark(
            name,
            "no-gender",
            Severity.INFO,
            said(
                "The endings do not tell a man's name from a woman's; both are found ({forms}). Fill in 'gender'.",
                forms=forms,
            ),
        )


def _contradictions(names: Sequence[Name]) -> Iterator[Remark]:
    first: dict[str, Name] = {}
    for name in names:
        other = first.setdefault(name.source, name)
        if other is not name:
            yield _remark(
                name,
                "contradicts",
                Severity.ERROR,
                said(
                    "Line {line} renders it “{target}”; put other right renderings into 'accept'.",
                    line=other.line or 0,
                    target=other.target,
                ),
            )


def _collisions(names: Sequence[Name], lang: str) -> Iterator[Remark]:
    """Names of different sources that share a form: a text that has it does not tell who is meant."""
    owners: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for form in forms_of(name, lang):
            owners[form].append(name)
    told: set[tuple[str, str]] = set()
    for form, here in owners.items():
        for other in here[1:]:
            pair = (here[0].source, other.source)
            if here[0].source != other.source and pair not in told:
                told.add(pair)
                yield _remark(
                    other,
                    "collides",
                    Severity.WARNING,
                    said(
                        "Shares the form “{form}” with “{other}” (line {line}).",
                        form=form,
                        other=here[0].source,
                        line=here[0].line or 0,
                    ),
                )


def _remark(name: Name, code: str, severity: Severity, message: str) -> Remark:
    return Remark(code, severity, message, name.source, name.line)
