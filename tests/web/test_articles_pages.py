"""New articles, the list, catalogs and publication as plain forms."""

from __future__ import annotations

import io
import re

import pytest

from tests.web.conftest import ARTICLE, LANG, PLACE, SLUG, TRANSLATIONS, Visitor, World

NEWS = """Jauna laiva ostā

2026. gada 3. martā

Laiva ir zaļa. Tā brauc ātri.

Dalīties:
"""


def send(visitor: Visitor, **fields: object) -> str:
    """Send a new article; where its preview is."""
    response = visitor.post("/new", fields, content_type="multipart/form-data")
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.headers["Location"])


def all_blocks(page: str) -> dict[str, str]:
    return dict.fromkeys(re.findall(r'name="(block-\d+)"', page), "on")


def test_a_pasted_text_is_shown_before_it_is_saved(visitor: Visitor, world: World) -> None:
    """The preview has metadata and blocks; nothing is stored until it is saved."""
    place = send(visitor, text=NEWS)
    page = visitor.get(place).get_data(as_text=True)
    assert 'value="Jauna laiva ostā"' in page and 'value="2026-03-03"' in page and "Laiva ir zaļa." in page
    with world.open() as ws:
        assert len(ws.store.articles.all()) == 1
    response = visitor.post(
        place,
        {"title": "Jauna laiva", "date": "2026-03-03", "author": "", "slug": "laiva", **all_blocks(page)},
    )
    assert response.headers["Location"] == "/articles/laiva/"
    with world.open() as ws:
        assert [one.text for one in ws.store.articles.segments("laiva")][:2] == [
            "Jauna laiva",
            "Laiva ir zaļa.",
        ]
    assert visitor.get(place).status_code == 404


def test_blocks_and_furniture_are_switched(visitor: Visitor, world: World) -> None:
    """An unticked block is set aside, a ticked line of furniture comes back into the article."""
    place = send(visitor, text=NEWS)
    page = visitor.get(place).get_data(as_text=True)
    blocks = all_blocks(page)
    dropped = {name: value for name, value in blocks.items() if name != "block-0"}
    kept = dict.fromkeys(re.findall(r'name="(keep-\d+)"', page), "on")
    visitor.post(place, {"title": "Laiva", "slug": "laiva", **dropped, **kept})
    with world.open() as ws:
        texts = [one.text for one in ws.store.articles.segments("laiva")]
    assert "Laiva ir zaļa." not in texts
    assert not kept or "Dalīties:" in texts


def test_a_file_is_taken(visitor: Visitor, world: World) -> None:
    """A file in an old encoding is read; the same article again is a no-op, a changed one a new revision."""
    for text, revision in ((ARTICLE, 1), (ARTICLE.replace("128", "129"), 2)):
        place = send(visitor, file=(io.BytesIO(text.encode("windows-1257")), f"{SLUG}.txt"))
        page = visitor.get(place).get_data(as_text=True)
        visitor.post(
            place, {"title": "Ostas ziņas martā", "author": "Ostas birojs", "slug": SLUG, **all_blocks(page)}
        )
        with world.open() as ws:
            assert ws.store.articles.get(SLUG).revision == revision


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "  \n "}, 422),
        ({"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "x.png")}, 422),
        ({"file": (io.BytesIO(b""), "empty.txt")}, 422),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_message(
    visitor: Visitor, world: World, fields: dict[str, object], status: int
) -> None:
    """Nothing, a binary, an empty file and one over the limit are refused; the workspace is as it was."""
    response = visitor.post("/new", fields, content_type="multipart/form-data")
    assert response.status_code == status
    assert "Traceback" not in response.get_data(as_text=True)
    with world.open() as ws:
        assert len(ws.store.articles.all()) == 1


def test_a_file_over_the_limit_is_refused_before_it_is_read(visitor: Visitor, world: World) -> None:
    """What is larger than max_import_mb gets 413 and a page that names the setting."""
    visitor.get("/new")
    response = visitor.client.post(
        "/new",
        data=b"x" * 21_000_000,
        content_type="multipart/form-data; boundary=x",
        buffered=True,
    )
    assert response.status_code == 413 and "max_import_mb" in response.get_data(as_text=True)


def test_a_bad_date_or_slug_keeps_the_form(visitor: Visitor) -> None:
    """What was typed into the preview stays when something of it cannot be."""
    place = send(visitor, text=NEWS)
    for fields in (
        {"date": "2026-02-30", "slug": "laiva"},
        {"date": "", "slug": "../laiva"},
        {"slug": "site"},
    ):
        response = visitor.post(place, {"title": "Cits virsraksts", "keep-0": "on", **fields})
        page = response.get_data(as_text=True)
        assert response.status_code == 422 and 'value="Cits virsraksts"' in page
        assert 'name="block-0" checked' not in page and 'name="keep-0" checked' in page


def test_an_ordinary_form_may_not_be_huge(visitor: Visitor, world: World) -> None:
    """Where no article is sent, two megabytes are the limit."""
    key = world.segments()["Darbi aprīlī"]
    response = visitor.post(f"{PLACE}segments/{key}/typed", {"text": "x" * 3_000_000, "version": 0})
    assert response.status_code == 413


def test_the_list_says_what_blocks(visitor: Visitor) -> None:
    """Each article with its progress and what stands against publishing it; a search finds titles."""
    page = visitor.get("/").get_data(as_text=True)
    assert "Ostas ziņas martā" in page and "untranslated" in page and "Work left" in page
    assert "Ostas ziņas martā" not in visitor.get("/?q=zirgs").get_data(as_text=True)
    assert "Ostas ziņas martā" in visitor.get("/?q=ZIŅAS").get_data(as_text=True)


def test_an_empty_workspace_says_how_to_begin(world: World, tmp_path) -> None:
    """No table without rows: the way in instead."""
    from i18nflow.workflow import workspace

    with workspace.create(tmp_path / "empty"):
        pass
    world.root = tmp_path / "empty"
    client = world.app().test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.get("/open/once-only")
    assert "No article yet" in Visitor(client).get("/").get_data(as_text=True)


@pytest.mark.parametrize("data", [b"", b"not a catalog", b"\xff\xfe\x00", b'msgid "x\n'])
def test_a_bad_catalog_is_a_message(visitor: Visitor, data: bytes) -> None:
    """What is no catalog is refused with a sentence."""
    response = visitor.post(
        f"{PLACE}catalog/", {"file": (io.BytesIO(data), "x.po")}, content_type="multipart/form-data"
    )
    assert response.status_code == 422 and "was not taken" in response.get_data(as_text=True)


def test_what_blocks_publication_is_linked(visitor: Visitor, world: World) -> None:
    """Each thing left is a link to its segment; the button is off, and the POST is refused too."""
    page = visitor.get(f"{PLACE}publish/").get_data(as_text=True)
    for key in world.segments().values():
        assert f"segment={key}" in page
    assert visitor.post(f"{PLACE}publish/").status_code == 422


def test_an_approved_article_is_published_and_withdrawn(visitor: Visitor, world: World) -> None:
    """With everything approved the edition goes public under its proposed address and is shown under /site/."""
    for source, key in world.segments().items():
        visitor.post(
            f"{PLACE}segments/{key}/confirm",
            {"version": world.target(source).version, "text": TRANSLATIONS[source]},
        )
    assert "port-news-in-march" in visitor.get(f"{PLACE}publish/").get_data(as_text=True)
    assert visitor.post(f"{PLACE}publish/slug", {"slug": "Ne slags"}).status_code == 422
    assert visitor.post(f"{PLACE}publish/slug", {"slug": "port-news"}).status_code == 303
    done = visitor.post(f"{PLACE}publish/")
    assert done.status_code == 303, done.get_data(as_text=True)
    with world.open() as ws:
        assert ws.store.editions.get(SLUG, LANG).slug == "port-news"
        pages = [path.relative_to(ws.site).as_posix() for path in ws.site.rglob("port-news/index.html")]
    assert pages and "Port news in March" in visitor.get(f"/site/{pages[0]}").get_data(as_text=True)
    assert visitor.post(f"{PLACE}publish/withdraw", {"reason": "wrong"}).status_code == 303
