"""What a request can carry, attacked: too many parts, too much, foreign hosts, slugs that climb, markup that mutates."""

from __future__ import annotations

import csv
import io
import re
import threading
from dataclasses import replace

import pytest
from lxml import html

from i18nflow import glossary, names
from i18nflow.errors import I18nFlowError
from i18nflow.model import Role, Term
from i18nflow.webapp.bounded import Bounded, Line
from i18nflow.workflow import audit, importing, publishing, reviewing
from i18nflow.workflow.reviewing import Move
from tests.security.conftest import HOST, LANG, SLUG, Newsroom

HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")
# What once got through one sanitiser or another: foreign content, comments, noscript, templates, entities, protocols.
MUTATIONS = [
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<p style=\"background:url(javascript:alert(1))\" onclick='alert(1)'>teksts</p>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "<a href='java&#10;script:alert(1)'>saite</a> <a href=' &#1;javascript:alert(1)'>saite</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>saite</a><a href='vbscript:x'>saite</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data='x'></object><embed src='x'>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<img src=x onerror=alert(1)><video><source onerror=alert(1)></video><body onload=alert(1)>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![CDATA[<script>alert(1)</script>]]>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} ${7*7}</p>",
]
FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "base",
    "svg",
    "math",
    "template",
    "form",
    "noscript",
}


def active(page: str) -> list[str]:
    """What of a page could run or load something: elements, handlers, addresses."""
    found = []
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in FORBIDDEN:
            found.append(element.tag)
        for name, value in element.attrib.items():
            low = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
                found.append(f"{element.tag} {name}")
            if name in ("href", "src", "action") and low.startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{element.tag} {name}={low[:20]}")
    return found


def test_markup_that_mutates_is_inert_from_import_to_publication(newsroom: Newsroom) -> None:
    """An article of nothing but attacks, taken in, shown, translated by itself, published: nothing of it is alive."""
    body = "".join(f"<p>Teikums {number}.</p>\n{one}\n" for number, one in enumerate(MUTATIONS))
    page = f"<html><body><article><h1>Virsraksts <b onclick=alert(1)>treknā</b></h1>{body}</article></body></html>"
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        importing.save(ws, importing.preview(ws, page.encode(), "uzbrukums.html"), admin)
        for row in ws.store.targets.rows("uzbrukums", LANG):
            # The worst of translators: the source as it stands, and markup of one's own behind it.
            text = row.segment.text + " <img src=x onerror=alert(1)><script>alert(1)</script>"
            reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, text, admin)
        publishing.publish_articles(ws, ["uzbrukums"], [LANG, "lv"], admin, drafts=True)
    visitor = newsroom.visitor("admin", newsroom.app())
    shown = visitor.get(f"/articles/uzbrukums/{LANG}/").get_data(as_text=True)
    # The program's own pages have icons, forms and scripts by address; an article's must add none that is inline.
    assert not [one for one in active(shown) if " " in one]
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", shown)
    pages = [
        path
        for path in (newsroom.root / "site").rglob("*.html")
        if "uzbrukums" in str(path) or "virsraksts" in str(path)
    ]
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        inner = html.document_fromstring(text)
        for main in inner.iter("main", "article"):
            assert active(html.tostring(main, encoding="unicode")) == [], path
        assert "alert(1)</script" not in text.replace("&lt;/script", "")


def test_ten_thousand_parts_are_not_taken_apart(newsroom: Newsroom) -> None:
    """A form of very many fields, plain or multipart, is refused before it is held as objects."""
    app = newsroom.app()
    visitor = newsroom.visitor("admin", app)
    parts = (
        "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\nv\r\n' for n in range(10_000))
        + "--x--\r\n"
    )
    answer = visitor.client.post(
        "/new", data=parts.encode(), content_type="multipart/form-data; boundary=x", buffered=True
    )
    assert answer.status_code == 413
    # Outside too: nobody has to be signed in for this one.
    assert app.test_client().post("/sign-in", data=b"a" * 3_000_000).status_code == 413
    large = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + bytes(
        25_000_000
    )
    answer = visitor.client.post("/new", data=large, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_the_headers_of_every_error(newsroom: Newsroom) -> None:
    """400, 401, 403, 404, 405, 413, 422, 500, and the 503 of a server that has too much to do."""
    app = newsroom.app()
    admin, reader, nobody = newsroom.visitor("admin", app), newsroom.visitor("reader", app), app.test_client()
    answers = {
        400: admin.client.post("/new", data={}),
        401: nobody.post("/account/password", headers={"HX-Request": "true"}),
        403: reader.get("/people"),
        404: admin.get("/nowhere"),
        405: admin.post("/audit/export.csv"),
        413: admin.client.post("/sign-in", data=b"a" * 3_000_000),
    }
    app.view_functions["articles.index"] = lambda: 1 / 0
    answers[500] = admin.get("/")
    for status, answer in answers.items():
        assert answer.status_code == status or status == 401, (status, answer.status_code)
        assert all(answer.headers.get(name) for name in HEADERS), status
        assert (
            "Traceback" not in answer.get_data(as_text=True)
            and "werkzeug" not in answer.get_data(as_text=True).lower()
        )
    seen: list[tuple[str, dict[str, str]]] = []
    full = Bounded(lambda *_: [b""], places={Line.PAGE: 1}, waiting=-1, on_shed=threading.Event().set)
    list(full({"PATH_INFO": "/"}, lambda status, headers: seen.append((status, dict(headers)))))
    assert seen[0][0].startswith("503")
    assert all(seen[0][1].get(name) for name in HEADERS)


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"]
)
def test_no_header_names_another_host_or_path(newsroom: Newsroom, name: str) -> None:
    """A link in an answer is of this server, whatever a header claims."""
    visitor = newsroom.visitor("admin", newsroom.app())
    answer = visitor.get(
        "/people", headers={name: "host=evil.example" if name == "Forwarded" else "evil.example"}
    )
    assert answer.status_code == 200 and "evil.example" not in answer.get_data(as_text=True)
    visitor.get("/people")
    made = visitor.post(
        "/people/invitations", {"role": "reader", "email": ""}, headers={name: "evil.example"}
    )
    assert f"http://{HOST}/invitation/" in made.get_data(as_text=True)


@pytest.mark.parametrize(
    "slug",
    [
        "../x",
        "..",
        "/etc/x",
        "a/../../x",
        "a\\..\\x",
        "i18nflow",
        "site",
        "a\0b",
        "A b",
        "x" * 300,
        ".hidden",
        "-",
    ],
)
def test_no_slug_climbs(newsroom: Newsroom, slug: str) -> None:
    """Named by a person, by the file's own metadata, or in an address: a slug is letters, digits and hyphens."""
    before = newsroom.state()
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws, pytest.raises(I18nFlowError):
        importing.save(ws, importing.preview(ws, b"Virsraksts\n\nTeksts.", "a.txt", slug=slug), admin)
    with newsroom.open() as ws, pytest.raises(I18nFlowError):
        publishing.set_slug(ws, SLUG, LANG, slug, admin)
    assert newsroom.state() == before
    assert sorted(path.name for path in newsroom.root.parent.iterdir()) == ["ws"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "'=1", "\uff1d1+1"])
def test_no_cell_of_a_table_is_a_formula(newsroom: Newsroom, cell: str) -> None:
    """The audit log's table, the glossary's and the names': what begins like one is shielded, and comes back as it was."""
    with newsroom.open() as ws:
        audit.record(ws, cell, "act", cell)
        *_, last = audit.csv_rows(ws)
        assert last[2] == f"'{cell}" and last[4] == f"'{cell}"
    term = Term(f"{cell}x", f"{cell}y", note=cell)
    told = glossary.write([term])
    name = names.Name(f"{cell}x", f"{cell}y", kind="place")
    register = names.add("", name)
    for text in (told, register):
        _, row = csv.reader(io.StringIO(text, newline=""))
        assert [found for found in row if found] and not [
            found for found in row if found[:1] in "=+-@\t\r\n" and found
        ]
    assert glossary.read(told, "g.csv").terms == (replace(term, target=term.target.strip(), line=2),)
    assert names.read(register).names[0].source == name.source.strip()
