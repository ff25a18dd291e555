"""Reports of our own in every format that is read, for the tests of the intake."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aktenlage.intake.formats import reports
from aktenlage.intake.origin import Found, Options, Origin
from aktenlage.shapes import Document, UncodedDocument

GERMAN = (
    "Die österreichische Außenministerin hat am Montag in Prag ihren Amtskollegen getroffen.",
    "Tschechien warf Russland vor, Wahlen beeinflusst zu haben. „Das nehmen wir nicht hin“, sagte der Minister.",
)
ENGLISH = (
    "The Canadian prime minister met the president of Kenya in Nairobi on Tuesday.",
    "Kenya accused Somalia of harbouring rebels. “We will not accept this,” the minister said.",
)
TITLE = {"de": "Treffen in Prag", "en": "Talks in Nairobi"}
TEXT = {"de": "\n\n".join(GERMAN), "en": "\n\n".join(ENGLISH)}
SITE = {"de": "Beispielbote", "en": "Invented Press"}
DAY = {"de": "2024-03-12", "en": "2024-03-13"}


def read_all(
    raw: bytes, name: str, options: Options | None = None, encoding: str | None = None
) -> list[Found]:
    """What the intake makes of a file."""
    return list(reports(io.BytesIO(raw), Origin(name, name, encoding), options or Options()))


def one(raw: bytes, name: str, options: Options | None = None) -> Document:
    """The one report of a file."""
    (found,) = read_all(raw, name, options)
    assert isinstance(found, Document), found
    return found


def codes(found: Iterable[Found]) -> list[str]:
    """The ids of what was read, the problems' codes of what was not."""
    return [item.error.code if isinstance(item, UncodedDocument) else item.id for item in found]


def page(language: str = "de", charset: str = "utf-8", lang: str | None = None, text: str = "") -> str:
    """A newspaper's page, with navigation and footer around the article."""
    title, site = TITLE[language], SITE[language]
    blocks = (text or TEXT[language]).split("\n\n")
    return f"""<!DOCTYPE html>
<html lang="{lang or language}"><head><meta charset="{charset}"><title>{title} | {site}</title>
<meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{DAY[language]}T23:30:00+01:00"></head>
<body><nav><a href="/">Start</a> <a href="/politik">Politik</a></nav>
<article><h1>{title}</h1>{"".join(f"<p>{block}</p>" for block in blocks)}</article>
<footer>© 2019 {site}. Alle Rechte vorbehalten.</footer></body></html>"""


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Beispielbote</title><language>de-de</language>
<item><title>{TITLE["de"]}</title><link>https://beispielbote.example/1</link><guid isPermaLink="false">bb-1</guid>
<pubDate>Tue, 12 Mar 2024 23:30:00 +0100</pubDate>
<description>&lt;p&gt;{GERMAN[0]}&lt;/p&gt;&lt;p&gt;{GERMAN[1]}&lt;/p&gt;</description></item>
<item><title>Nur ein Titel</title><link>https://beispielbote.example/2</link></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Invented Press</title><id>urn:example:feed</id>
<updated>2024-03-13T01:00:00Z</updated>
<entry><id>tag:invented.example,2024:1</id><title>{TITLE["en"]}</title><link href="https://invented.example/1"/>
<published>2024-03-13T01:00:00+05:00</published><summary>Short.</summary>
<content type="html">&lt;p&gt;{ENGLISH[0]}&lt;/p&gt;&lt;p&gt;{ENGLISH[1]}&lt;/p&gt;</content></entry></feed>"""

NITF = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="de-AT"><head><title>XDE001</title>
<docdata><doc-id id-string="nda-4711"/><date.issue norm="20240312T101500Z"/><doc.copyright holder="nda"/></docdata></head>
<body><body.head><hedline><hl1>{TITLE["de"]}</hl1><hl2>Streit um Wahlen</hl2></hedline>
<dateline><location>Prag</location> (nda) -</dateline></body.head>
<body.content><media media-type="image"><media-caption>Im Bild: die Burg.</media-caption></media>
<block><p>{GERMAN[0]}</p><hl2>Streit&nbsp;um Wahlen</hl2><p>{GERMAN[1]}</p></block>
<table><tr><td>1</td></tr></table></body.content><body.end><tagline>nda/xy</tagline></body.end></body></nitf>"""


def news_item(content: str, status: str = "usable", guid: str = "urn:newsml:invented.example:1") -> str:
    """A NewsML-G2 item around an inlineXML or inlineData."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:IPR"><name>Invented Press</name></provider>
<versionCreated>2024-03-13T10:00:00+03:00</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><contentCreated>2024-03-12T10:00:00Z</contentCreated><dateline>NAIROBI, March 13 (IPR) -</dateline>
<language tag="en-GB"/><headline>{TITLE["en"]}</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title>
</head><body><h1>{TITLE["en"]}</h1>{"".join(f"<p>{block}</p>" for block in ENGLISH)}</body></html></inlineXML>"""


def warc(records: Iterable[tuple[str, bytes, str, str]], packed: bool = True) -> bytes:
    """A web archive of (address, body, Content-Type, status) answers; bodies in gzip are declared so."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "tests"}))
    for url, body, kind, status in records:
        headers = [("Content-Type", kind)]
        if body.startswith(b"\x1f\x8b"):
            headers.append(("Content-Encoding", "gzip"))
        answer = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=answer)
        writer.write_record(record)
    return file.getvalue()


def crawl() -> list[tuple[str, bytes, str, str]]:
    """Two articles, one of them in gzip and one in Latin-1, among what else a crawl holds."""
    latin = page("de", "latin-1", text=TEXT["de"].replace("„", '"').replace("“", '"')).encode("latin-1")
    return [
        ("https://beispielbote.example/1", latin, "text/html; charset=ISO-8859-1", "200 OK"),
        ("https://beispielbote.example/logo.png", b"\x89PNG", "image/png", "200 OK"),
        ("https://beispielbote.example/weg", page().encode(), "text/html", "404 Not Found"),
        ("https://beispielbote.example/leer", b"<html><body></body></html>", "text/html", "200 OK"),
        ("https://invented.example/1", gzip.compress(page("en").encode()), "text/html", "200 OK"),
    ]


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
