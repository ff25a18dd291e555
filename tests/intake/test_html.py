"""Web pages to articles."""

from __future__ import annotations

import pytest
from papers import DAY, GERMAN, SITE, TEXT, TITLE, codes, one, page, read_all

import aktenlage
from aktenlage.intake.html import LIMIT, paragraphs
from aktenlage.shapes import Document


@pytest.mark.parametrize("language", ["de", "en"])
def test_article(language: str) -> None:
    assert one(page(language).encode(), "bericht.html") == Document(
        id="bericht.html", text=TEXT[language], published=DAY[language], title=TITLE[language],
        language=language, source=SITE[language],
    )  # fmt: skip


def test_the_door() -> None:
    assert aktenlage.read(page().encode()).title == TITLE["de"]


@pytest.mark.parametrize("charset", ["windows-1252", "utf-16", "cp1250"])
def test_declared_encoding(charset: str) -> None:
    assert one(page(charset=charset).encode(charset), "a.html").text == TEXT["de"]


def test_the_transport_knows_better_than_the_page() -> None:
    (found,) = read_all(
        page(charset="cp1252").encode("iso8859-2", "replace"), "a.html", encoding="iso-8859-2"
    )
    assert isinstance(found, Document) and "österreichische" in found.text


@pytest.mark.parametrize(
    ("claim", "language"), [("de-CH", "de"), ("en", None), ("fr", None), ("", None), ("deu", "de")]
)
def test_a_template_is_not_believed_against_its_text(claim: str, language: str | None) -> None:
    html = page(lang="x").replace('lang="x"', f'lang="{claim}"').encode()
    assert one(html, "a.html").language == language


def test_dates_in_the_text_are_not_the_day_of_publication() -> None:
    html = (
        page().replace(f'content="{DAY["de"]}T23:30:00+01:00"', "").replace("am Montag", "am 4. Februar 2019")
    )
    assert one(html.encode(), "a.html").published is None


def test_lists_lose_their_marks() -> None:
    html = page().replace("</article>", "<ul><li>Erstens kommt das Getreide.</li></ul></article>")
    assert one(html.encode(), "a.html").text == TEXT["de"] + "\n\nErstens kommt das Getreide."


def test_a_fragment_is_all_article() -> None:
    found = one(b"<p>Paris lambasted Ankara.</p>\n<p>Ankara was silent.</p>", "a.html")
    assert found.text == "Paris lambasted Ankara.\n\nAnkara was silent."


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><script>x()</script></body></html>", " "])
def test_no_article(html: str) -> None:
    assert codes(read_all(html.encode(), "a.html")) == ["no-article"]


def test_too_big() -> None:
    assert codes(read_all(b"<html><body>" + b"x" * LIMIT, "a.html")) == ["too-big"]


def test_deep_nesting() -> None:
    html = "<html><body>" + "<div>" * 50_000 + "<p>" + GERMAN[0] + "</p>"
    assert codes(read_all(html.encode(), "a.html"))  # whatever comes out, it comes out


def test_paragraphs_of_fragments() -> None:
    fragment = (
        "Vor<b>mittag</b>\nin Rom.<br>Später.<p>Ende<!-- x --> gut.</p><script>y</script><ul><li>a<li>b</ul>"
    )
    assert paragraphs(fragment) == ["Vormittag in Rom.\nSpäter.", "Ende gut.", "a", "b"]
    assert paragraphs("\x00 &amp; &lt;") == ["& <"]
