"""From the forms of a name in texts to an entry for the register: citation form, kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from i18nflow.glossary import Matcher
from i18nflow.language import names as found
from i18nflow.language.latvian import personal
from i18nflow.model import Term

_MASCULINE = (
    "institūt", "dienest", "fond", "centr", "muzej", "teātr", "biroj", "arhīv", "orķestr", "uzņēmum", "koncern",
    "departament", "parlament", "klub",
)  # fmt: skip
_ADJECTIVE = re.compile(r"(?:ajai|ajam|ajā|ās|o)\Z")


def citation_of(forms: Sequence[str], rendering: str = "", kind: str = "person") -> str:
    """The citation form of a name whose ``forms`` were seen; ``rendering`` is how it came out, if it did."""
    if kind == "person":
        return personal.citation(forms, rendering)
    heads = list(dict.fromkeys(found.fold(forms).values()))
    return next((each for form in heads if (each := _body(form))), heads[0])


def kind_of(form: str) -> str:
    """``organisation`` for what holds such a body's word or is an acronym, ``person`` for capitals only, else ""."""
    words = form.split()
    if any(word.lower().startswith(found.BODIES) for word in words) or (
        len(words) == 1 and len(form) > 1 and form.isupper()
    ):
        return "organisation"
    spoken = [word for word in words if word.lower() not in personal.PARTICLES]
    return "person" if len(spoken) > 1 and all(word[:1].isupper() for word in spoken) else ""


def _body(form: str) -> str:
    """The nominative of a body's name: its last word's, with the definite adjectives before it; "" if none is found."""
    *front, last = form.split()
    for head in sorted(personal.nominatives(last), key=personal.oddness):
        feminine = not last.lower().startswith(_MASCULINE)
        if not head.endswith(("a", "e") if feminine else "s"):
            continue
        words = [_ADJECTIVE.sub("ā" if feminine else "ais", word) for word in front]
        for name in dict.fromkeys((" ".join([*words, head]), " ".join([*front, head]))):
            if form in Matcher((), "lv").forms(Term(name, "x", pos="name")):
                return name
    return ""
