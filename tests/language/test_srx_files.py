"""A user's SRX file: what it may say, that it takes precedence, and how a bad one is refused."""

from __future__ import annotations

import pytest

from i18nflow.errors import InputError
from i18nflow.language.sentences import has_rules, read_srx, rules_in_use, split

HEAD = '<?xml version="1.0"?>\n<srx xmlns="http://www.lisa.org/srx20" version="2.0">\n'
RULES = """<header segmentsubflows="yes" cascade="{cascade}"/>
<body>
<languagerules>
<languagerule languagerulename="Semicolons">
<rule break="no"><beforebreak>\\bvar\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule break="yes"><beforebreak>;</beforebreak><afterbreak>\\s+\\p{{Lu}}</afterbreak></rule>
</languagerule>
<languagerule languagerulename="Stops">
<rule><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
</languagerule>
</languagerules>
<maprules>
<languagemap languagepattern="LV.*" languagerulename="Semicolons"/>
<languagemap languagepattern=".*" languagerulename="Stops"/>
</maprules>
</body>
</srx>
"""


def srx(cascade: str = "no") -> bytes:
    return (HEAD + RULES.format(cascade=cascade)).encode()


def pieces(text: str, lang: str, data: bytes) -> list[str]:
    return [text[start:end] for start, end in split(text, lang, srx=read_srx(data, "my.srx"))]


def test_the_users_rules_take_precedence() -> None:
    """Where the file maps the language, its rules decide and the built-in ones are silent."""
    assert pieces("Viens. Otrs; Trešais; ceturtais.", "lv", srx()) == ["Viens. Otrs;", "Trešais; ceturtais."]
    assert "my.srx" in rules_in_use("lv", srx=read_srx(srx(), "my.srx"))


def test_rules_cascade_where_the_file_says_so() -> None:
    """With cascade all maps that fit are used in order, and the first rule that fits decides."""
    assert pieces("Viens. Otrs var. te; Trešais.", "lv", srx("yes")) == [
        "Viens.",
        "Otrs var. te;",
        "Trešais.",
    ]


def test_a_language_that_the_file_does_not_map() -> None:
    """It keeps its own rules."""
    data = srx().replace(b'languagepattern=".*"', b'languagepattern="xx"')
    assert pieces("Dr. Adams came; He left. Yes.", "en", data) == ["Dr. Adams came; He left.", "Yes."]
    assert not has_rules("et", srx=read_srx(data, "my.srx"))


def test_an_older_file_without_namespace() -> None:
    """SRX 1.0 has the same elements in no namespace."""
    old = srx().replace(b' xmlns="http://www.lisa.org/srx20" version="2.0"', b' version="1.0"')
    assert pieces("A. B.", "de", old) == ["A.", "B."]


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (srx().replace(b"</body>", b""), 19, "not well-formed"),
        (b"<html/>", 1, "not SRX"),
        (
            srx().replace(b"<beforebreak>;</beforebreak>", b"<beforebreak>(;</beforebreak>"),
            8,
            "regular expression",
        ),
        (srx().replace(b'"Stops"/>', b'"Missing"/>'), 16, "no rules named 'Missing'"),
        (
            srx()
            .replace(b"<srx", b'<!DOCTYPE srx [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<srx')
            .replace(b">;<", b">&a;<"),
            9,
            "entities",
        ),
        (b"", None, "not well-formed"),
        (b"\x00\x01", None, "not well-formed"),
    ],
)
def test_a_bad_file_is_refused(data: bytes, line: int | None, says: str) -> None:
    """The error names the file, the line and what is wrong."""
    with pytest.raises(InputError) as caught:
        read_srx(data, "my.srx")
    assert caught.value.where == "my.srx"
    assert says in str(caught.value)
    if line:
        assert caught.value.line == line


def test_a_rule_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An expression that backtracks for ever is stopped and named by its line."""
    monkeypatch.setattr("i18nflow.language.sentences.srx.PATIENCE", 0.05)
    data = (
        srx()
        .replace(b"<beforebreak>;</beforebreak>", b"<beforebreak>b</beforebreak>")
        .replace(b"\\s+\\p{Lu}", b"(a|aa|a?a)+$")
    )
    with pytest.raises(InputError) as caught:
        pieces("b" + "a" * 60 + "c", "lv", data)
    assert caught.value.line == 8
