"""Five coded reports made up for the tests of the page, one of them hostile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from aktenlage.shapes import CodedDocument, Document, Entity, Span, Statement

sys.path.insert(0, str(Path(__file__).parent.parent / "record"))
from making import country, person, report, tell

# What a hostile outlet may send: markup and script in every field, an id that looks like a path, a link that is code.
HOSTILE_ID = "../<b>\"'&"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
CODE = "javascript:alert(3)"
TALKS = "China and Germany will hold talks in Berlin on 1 July 2023."
HELD = "Germany and China held talks in Berlin on 1 July 2023."
GRAIN = 'China accused the United States of export controls. "This is theft," said Qin Gang.'
LATE = "Namibia is to sign a treaty with France."


def at(entity: Entity, text: str) -> Entity:
    """The entity where its words stand in the text."""
    start = text.index(entity.text)
    return Entity(
        text=entity.text, start=start, end=start + len(entity.text), name=entity.name, kind=entity.kind,
        country=entity.country, sector=entity.sector,
    )  # fmt: skip


def made() -> Iterator[tuple[CodedDocument, Document]]:
    """Five reports: a plan, its confirmation, an accusation with a quotation, a plan without a word since, a hostile one."""
    both = [country("CHN"), country("DEU")]
    yield report(
        "plan", TALKS,
        [tell(TALKS, trigger="talks", actors=[at(e, TALKS) for e in both], status="planned", date="2023-07-01", place="Berlin")],
        published="2023-06-19",
    )  # fmt: skip
    yield report(
        "held", HELD,
        [tell(HELD, trigger="talks", actors=[at(e, HELD) for e in both], date="2023-07-01", place="Berlin")],
        published="2023-07-02", source="Other Press",
    )  # fmt: skip
    start = GRAIN.index('"')
    end = GRAIN.rindex('"') + 1
    said = Statement(
        kind="direct", speaker=at(person("Qin Gang", "CHN"), GRAIN), cospeakers=[], addressees=[], relay=None,
        cue=Span(text="said", start=GRAIN.index("said"), end=GRAIN.index("said") + 4), start=start, end=end,
        spans=[(start, end)], text=GRAIN[start:end], date=None,
    )  # fmt: skip
    sentence = GRAIN.partition(".")[0] + "."
    china, states = country("CHN"), country("USA")
    accused = tell(
        sentence, "ACCUSE", trigger="accused", actors=[at(china, GRAIN)],
        recipients=[Entity(text="United States", start=18, end=31, name=states.name, kind="country", country="USA")],
    )  # fmt: skip
    yield report("grain", GRAIN, [accused], published="2023-07-03", statements=[said])
    late = tell(
        LATE, "AGREE", trigger="sign", actors=[at(country("NAM"), LATE), at(country("FRA"), LATE)],
        status="planned", date="2023-05-02",
    )  # fmt: skip
    yield report("late", LATE, [late], published="2023-04-01")
    text = f"{MARKUP} Namibia condemned France. \x00 \ud800"
    nobody = Entity(
        text="Namibia", start=text.index("Namibia"), end=text.index("Namibia") + 7, name=MARKUP, kind="person"
    )
    condemned = tell(text, "ACCUSE", trigger="condemned", actors=[nobody], place=MARKUP, sources=[nobody])
    coded, document = report(HOSTILE_ID, text, [condemned], published="2023-06-01", source=MARKUP)
    for info in (coded.document, document):
        info.title, info.url = MARKUP, CODE
    yield coded, document
