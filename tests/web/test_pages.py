"""Every page answers, filters and pages; what a hostile report brings stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from filed import HOSTILE_ID, MARKUP
from starlette.testclient import TestClient

from aktenlage.record import Record
from aktenlage.web.rendering import event_path, explained_path, report_path

PAGES = [
    "/",
    "/events",
    "/statements",
    "/reports",
    "/relations",
    "/relations?pair=CHN,USA&by=week",
    "/agenda",
    "/search?q=talks",
]


class Elements(HTMLParser):
    """The elements of a page with their attributes, the text, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "img", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def everything(record: Record) -> list[str]:
    """The addresses of all pages: those above, and those of each event and report."""
    events = [event_path(event.id) for event in record.events()]
    reports = [(report.id, report.source) for report in record.reports()]
    return [*PAGES, *events, *(path(*report) for report in reports for path in (report_path, explained_path))]


def test_every_page_is_whole_and_has_no_script_no_style_and_nothing_from_elsewhere(
    client: TestClient, record: Record
) -> None:
    for address in everything(record):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = Elements(answer.text)
        assert not page.open, address
        assert len(page.of("h1")) == 1 and page.of("title") and page.of("html")[0]["lang"] == "en", address
        for tag, attributes in page.found:
            assert tag not in ("script", "style", "iframe"), address
            assert not [name for name in attributes if name.startswith("on") or name == "style"], address
            for name in ("src", "href", "action"):
                value = attributes.get(name) or "/"
                assert value.startswith(("/", "#", "?")) and not value.startswith("//"), (address, value)
        ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
        assert len(ids) == len(set(ids)), f"{address} has an id twice"


def test_links_within_a_page_lead_somewhere(client: TestClient, record: Record) -> None:
    for address in everything(record):
        page = Elements(client.get(address).text)
        ids = {attributes.get("id") for _, attributes in page.found}
        for link in page.of("a"):
            target = link.get("href") or ""
            if target.startswith("#"):
                assert target[1:] in ids, (address, target)


def test_a_hostile_report_stays_text(client: TestClient, record: Record) -> None:
    (event,) = record.events(type="ACCUSE", report=HOSTILE_ID)
    for address in (
        report_path(HOSTILE_ID),
        event_path(event.id),
        "/reports",
        "/events",
        "/",
        "/search?q=condemned",
    ):
        answer = client.get(address)
        page = Elements(answer.text)
        assert answer.status_code == 200 and "alert(1)" in page.text, address
        assert not page.of("script") and not any("onerror" in image for image in page.of("img")), address
        assert "javascript:" not in " ".join(str(link.get("href")) for link in page.of("a")), address


@pytest.mark.parametrize(
    "where",
    ["/search?q=", "/events?actor=", "/statements?words=", "/reports?title=", "/events?type=", "/nowhere/"],
)
def test_what_is_asked_comes_back_as_text(client: TestClient, where: str) -> None:
    answer = client.get(where + quote(MARKUP, safe=""))
    page = Elements(answer.text)
    assert (
        answer.status_code < 500 and not page.of("script") and not any("onerror" in i for i in page.of("img"))
    )


@pytest.mark.parametrize(
    ("question", "number"),
    [("", 4), ("type=CONSULT", 1), ("actor=CHN", 2), ("actor=CHN;NAM", 3), ("actor=CHN&actor=NAM", 3), ("pair=USA,CHN", 1),
     ("status=planned", 1), ("place=Berlin", 1), ("source=Other", 1), ("since=2023-07-01", 2), ("until=2023-05-30", 1),
     ("actor=&type=&since=&pair=", 4), ("actor=FRA&type=CONSULT", 0)],
)  # fmt: skip
def test_filters_filter(client: TestClient, question: str, number: int) -> None:
    answer = client.get(f"/events?{question}")
    assert f'Events <span class="quiet">{number}</span>' in answer.text
    assert client.get(f"/api/v1/events?{question}").json()["total"] == number


def test_a_form_shows_what_was_asked(client: TestClient) -> None:
    page = Elements(client.get("/events?actor=CHN&actor=DEU&type=CONSULT&since=2023-01-01").text)
    values = {field["name"]: field["value"] for field in page.of("input") if "name" in field}
    assert values["actor"] == "CHN; DEU" and values["since"] == "2023-01-01"


@pytest.mark.parametrize("sort", ["date", "-date", "first_seen", "-first_seen", "last_seen", "-last_seen"])
def test_pages_go_on_where_the_one_before_ended(client: TestClient, sort: str) -> None:
    found: list[str] = []
    address: str | None = f"/events?limit=1&sort={sort}"
    while address:
        answer = client.get(address)
        found += re.findall(r'<td data-label="When"><a href="/events/(\w+)"', answer.text)
        following = [a["href"] for a in Elements(answer.text).of("a") if a.get("rel") == "next"]
        address = f"/events{following[0]}" if following else None
    whole = [event["id"] for event in client.get(f"/api/v1/events?sort={sort}").json()["items"]]
    assert len(found) == 4 and found == whole
    days = [event["first_seen"] for event in client.get("/api/v1/events?sort=-first_seen").json()["items"]]
    assert days == sorted(days)


def test_the_story_tells_how_the_plan_came_to_pass(client: TestClient, record: Record) -> None:
    (event,) = record.events(type="CONSULT")
    page = Elements(client.get(event_path(event.id)).text)
    for told in (
        "planned",
        "actual",
        "2023-06-19",
        "2023-07-02",
        TALKS_BEGIN,
        "Other Press",
        "Why it is counted as one",
    ):
        assert told in page.text
    trigger = next(link["href"] for link in page.of("a") if "#w" in (link.get("href") or ""))
    assert trigger is not None
    assert client.get(trigger.partition("#")[0]).status_code == 200
    assert f'id="{trigger.partition("#")[2]}"' in client.get(trigger.partition("#")[0]).text


TALKS_BEGIN = "China and Germany will hold"


def test_the_agenda_tells_ahead_from_overdue(client: TestClient) -> None:
    before = client.get("/agenda?today=2023-04-02").text
    after = client.get("/agenda?today=2023-06-02").text
    assert before.index("Namibia") < before.index('id="overdue"')
    assert after.index("Namibia") > after.index('id="overdue"')


def test_the_matrix_shows_both_directions_of_talks(client: TestClient) -> None:
    text = client.get("/relations").text
    assert "China to Germany: 1 events" in text and "Germany to China: 1 events" in text
    assert "United States to China" not in text
    assert "2023-07" in client.get("/relations?pair=CHN,DEU").text


@pytest.mark.parametrize(
    ("address", "status"),
    [("/events/none", 404), ("/reports/none", 404), ("/none", 404), ("/events?type=NONE", 400), ("/events?since=soon", 400),
     ("/events?pair=USA", 422), ("/events?limit=1000", 422), ("/events?sort=size", 422), ("/events?after=soon", 400),
     (f"/events?after=~{'9' * 40}", 400), ("/agenda?today=soon", 422), ("/events.brat", 404), ("/static/../app.py", 404),
     ("/reports?language=fr", 422), ("/search?q=" + "a" * 300, 422)],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text and Elements(answer.text).of("h1")


@pytest.mark.parametrize("name", ["pair", "matrix", "network", "map"])
@pytest.mark.parametrize(("format", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"")])
def test_charts_come_as_images_and_data(client: TestClient, name: str, format: str, begins: bytes) -> None:
    answer = client.get(f"/charts/{name}.{format}?pair=CHN,DEU")
    assert answer.status_code == 200 and answer.content.startswith(begins)
    assert client.get(f"/charts/{name}.gif?pair=CHN,DEU").status_code == 422


def test_a_chart_has_its_words_beside_it(client: TestClient) -> None:
    page = Elements(client.get("/relations?pair=CHN,DEU").text)
    (image,) = [image for image in page.of("img") if image["src"] != "/static/mark.svg"]
    assert image["alt"] == "China and Germany, 2023-07 to 2023-07: 2 events counted in both directions."
    assert client.get(str(image["src"])).headers["content-type"] == "image/svg+xml"


def test_a_report_says_why_it_is_coded_so(client: TestClient) -> None:
    there = explained_path("grain", "Invented Press")
    assert f'href="{there}#n0"' in client.get(report_path("grain", "Invented Press")).text
    page = Elements(client.get(there).text)
    assert {"id": "n0", "class": "why", "aria-labelledby": "t0", "tabindex": "-1"} in page.of("section")
    assert "event: ACCUSE" in page.text and "actor China" in page.text and "(root VERB" in page.text
    assert client.get("/explained/none").status_code == 404
