"""Who is in office when: a hundred people of the table, drawn at random, named in sentences of both languages."""

from __future__ import annotations

import random
from datetime import date

import pytest

from aktenlage import grammar
from aktenlage.coding.who import Cast
from aktenlage.world import lookup, tables

SENTENCES = {
    "de": "{} sagte am Montag, die Lage sei ernst.",
    "en": "{} said on Monday that the situation was serious.",
}
PEOPLE, SEED = 100, 7
# Of a hundred drawn names a few are cut wrongly by the grammar ("Sheikh Hasina Wazed"); the rest must be right.
SHARE = 0.93


def _terms():
    """(name, day inside, day after all terms, country, sectors in office) of people whose terms are all over."""
    by_person = {}
    for row in tables.offices():
        by_person.setdefault(row.person, []).append(row)
    people = sorted(
        name
        for name, rows in by_person.items()
        if " " in name
        and all(r.begin and r.end and r.end < "2022" and r.begin < r.end for r in rows)
        and len({r.country for r in rows}) == 1
    )
    for name in random.Random(SEED).sample(people, PEOPLE):
        row = by_person[name][0]
        # the first whole month of the term, or its last
        inside = row.end if len(row.end) > 4 else f"{row.end}-01"
        day = f"{inside[:7]}-01"
        sectors = {r.sector for r in by_person[name] if lookup.in_office(r, day)}
        yield name, day, str(date(2024, 1, 8)), row.country or None, sectors


@pytest.mark.parametrize("language", ["de", "en"])
def test_people_are_known_for_the_day(language, model):
    right = total = 0
    wrong = []
    people = list(_terms())
    docs = list(grammar.parse_many((SENTENCES[language].format(name), language) for name, *_ in people))
    for doc, (name, inside, after, country, sectors) in zip(docs, people, strict=True):
        for day, expected in ((inside, sectors), (after, {"ELI"})):
            total += 1
            speaker = next((t for t in doc if t.dep_ == "nsubj"), doc[0])
            found = list(Cast(doc, language, day).of(speaker))
            if found and (found[0].name, found[0].country) == (name, country) and found[0].sector in expected:
                right += 1
            else:
                wrong.append((name, day, found))
    assert right / total >= SHARE, wrong
