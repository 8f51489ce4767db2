"""TBX-Basic (ISO 30042:2008, ``martif``): a glossary for terminology tools; both generations are read.

One entry holds one source term and its renderings in order of preference. What TBX has no category for (accepted
forms, forms to avoid, enforcement …) travels in ``admin`` elements named ``i18nflow-<column>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from i18nflow.errors import CatalogError
from i18nflow.interchange import guard
from i18nflow.interchange.xml import LANG, attribute, below, child, line, local, text_of, to_bytes
from i18nflow.model import LanguagePair, Term, TermStatus, said

_MIXED = ("p", "title", "term", "termNote", "descrip", "admin", "note")
_STATUS = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_READ_STATUS = {
    "preferredTerm": TermStatus.PREFERRED,
    "preferred": TermStatus.PREFERRED,
    "standardizedTerm": TermStatus.PREFERRED,
    "admittedTerm": TermStatus.ADMITTED,
    "admitted": TermStatus.ADMITTED,
    "deprecatedTerm": TermStatus.FORBIDDEN,
    "notRecommended": TermStatus.FORBIDDEN,
    "supersededTerm": TermStatus.FORBIDDEN,
    "obsolete": TermStatus.FORBIDDEN,
}
_LISTS = ("accept", "avoid", "also", "never")
_WORDS = ("case", "enforce")
_OWN = "i18nflow-"


def write(terms: Sequence[Term], pair: LanguagePair, *, title: str = "glossary") -> bytes:
    """The glossary as TBX-Basic. Raises :class:`CatalogError` for an empty one: TBX cannot say that."""
    if not terms:
        raise CatalogError(said("the glossary has no entries"))
    root = etree.Element("martif", type="TBX-Basic")
    root.set(LANG, pair.source)
    head = child(root, "martifHeader")
    described = child(head, "fileDesc")
    child(child(described, "titleStmt"), "title", title)
    child(child(described, "sourceDesc"), "p", "i18nflow")
    child(child(head, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = child(child(root, "text"), "body")
    for number, group in enumerate(_groups(terms), 1):
        _entry(body, f"t{number}", group, pair)
    return to_bytes(root, _MIXED)


def read(data: bytes, pair: LanguagePair, where: str) -> tuple[Term, ...]:
    """The terms of a TBX file that it names in both languages, each source with each of its renderings.

    Raises :class:`CatalogError` where it is none.
    """
    root = guard.parse(data, where)
    if local(root) not in ("martif", "tbx"):
        raise CatalogError(
            said("the outermost element is '{root}', not 'martif' or 'tbx'", root=local(root)),
            where=where,
            line=1,
        )
    entries = [*below(root, "termEntry"), *below(root, "conceptEntry")]
    return tuple(term for entry in entries for term in _terms(entry, pair))


def _groups(terms: Iterable[Term]) -> list[list[Term]]:
    """Entries of one source, word class and domain together, in the order of the file."""
    groups: dict[tuple[str, str, str], list[Term]] = {}
    for term in terms:
        groups.setdefault((term.source, term.pos, term.domain), []).append(term)
    return list(groups.values())


def _entry(body: etree._Element, name: str, group: Sequence[Term], pair: LanguagePair) -> None:
    first = group[0]
    entry = child(body, "termEntry", id=name)
    if first.domain:
        child(entry, "descrip", first.domain, type="subjectField")
    sources = child(entry, "langSet")
    sources.set(LANG, pair.source)
    source = child(sources, "tig")
    child(source, "term", first.source)
    if first.pos:
        child(source, "termNote", first.pos, type="partOfSpeech")
    targets = child(entry, "langSet")
    targets.set(LANG, pair.target)
    for term in group:
        _rendering(targets, term)


def _rendering(targets: etree._Element, term: Term) -> None:
    kept = term.status is TermStatus.DO_NOT_TRANSLATE
    tig = child(targets, "tig")
    child(tig, "term", term.source if kept else term.target)
    if term.gender:
        child(tig, "termNote", term.gender, type="grammaticalGender")
    child(
        tig, "termNote", _STATUS.get(term.status, _STATUS[TermStatus.PREFERRED]), type="administrativeStatus"
    )
    if kept:
        child(tig, "admin", str(term.status), type=f"{_OWN}status")
    for column in _LISTS:
        if forms := getattr(term, column):
            child(tig, "admin", "|".join(forms), type=f"{_OWN}{column}")
    for column in _WORDS:
        if value := getattr(term, column):
            child(tig, "admin", value, type=f"{_OWN}{column}")
    for column, value in term.extra.items():
        if value:
            child(tig, "admin", value, type=f"{_OWN}extra-{column}")
    if term.note:
        child(tig, "note", term.note)


def _terms(entry: etree._Element, pair: LanguagePair) -> Iterator[Term]:
    domain = _said(entry, "subjectField")
    for source in _sets(entry, pair.source):
        for target in _sets(entry, pair.target):
            yield _term(source, target, domain)


def _sets(entry: etree._Element, lang: str) -> list[etree._Element]:
    """The ``tig``, ``ntig`` or ``termSec`` elements of a language; a variant need not agree."""
    base = lang.partition("-")[0].lower()
    sets = [*below(entry, "langSet"), *below(entry, "langSec")]
    fitting = [
        one for one in sets if attribute(one, LANG).replace("_", "-").lower().partition("-")[0] == base
    ]
    exact = [one for one in fitting if attribute(one, LANG).lower() == lang.lower()]
    return [
        tig
        for one in exact or fitting
        for name in ("tig", "ntig", "termSec")
        for tig in below(one, name)
        if any(text_of(term).strip() for term in below(tig, "term"))
    ]


def _term(source: etree._Element, target: etree._Element, domain: str) -> Term:
    own = {
        attribute(one, "type").removeprefix(_OWN): text_of(one)
        for one in below(target, "admin")
        if attribute(one, "type").startswith(_OWN)
    }
    status = _status(target, own)
    return Term(
        source=_name(source),
        target="" if status is TermStatus.DO_NOT_TRANSLATE else _name(target),
        status=status,
        pos=_said(source, "partOfSpeech") or _said(target, "partOfSpeech"),
        gender=_said(target, "grammaticalGender"),
        domain=domain,
        accept=_list(own, "accept"),
        avoid=_list(own, "avoid"),
        also=_list(own, "also"),
        never=_list(own, "never"),
        case=own.get("case", ""),
        enforce=own.get("enforce", ""),
        note=next((text_of(note).strip() for note in below(target, "note")), ""),
        extra={name.removeprefix("extra-"): text for name, text in own.items() if name.startswith("extra-")},
        line=line(target),
    )


def _list(own: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(form for form in own.get(column, "").split("|") if form)


def _name(tig: etree._Element) -> str:
    return next((text for term in below(tig, "term") if (text := text_of(term).strip())), "")


def _said(tig: etree._Element, category: str) -> str:
    """A term note, by its ``type`` (first generation, or style dca) or by its name (style dct)."""
    for one in tig.iter():
        if one.get("type") == category or local(one) == category:
            return text_of(one).strip()
    return ""


def _status(target: etree._Element, own: dict[str, str]) -> TermStatus:
    if own.get("status") == TermStatus.DO_NOT_TRANSLATE:
        return TermStatus.DO_NOT_TRANSLATE
    said = (_said(target, "administrativeStatus") or _said(target, "normativeAuthorization")).removesuffix(
        "-admn-sts"
    )
    return _READ_STATUS.get(said, TermStatus.PREFERRED)
