"""Parties told once stand for the whole report; nothing is taken over from another happening."""

from __future__ import annotations

import pytest


def _parties(mention):
    return [e.country or e.sector for e in mention.actors], [
        e.country or e.sector for e in mention.recipients
    ]


FILLED = [
    # report, language, trigger, actors, recipients
    (
        "Tausende Menschen demonstrierten in Lima gegen die Regierung. Die Kundgebungen dauerten bis Mitternacht.",
        "de", "Kundgebungen", ["PER"], ["PER"],
    ),
    (
        "Ungarische Soldaten griffen ein rumänisches Dorf an. Die Präsidentin Moldaus verurteilte den Angriff.",
        "de", "verurteilte", ["MDA"], ["HUN"],
    ),
    ("Accra offered Lomé a ceasefire. Togo rejected the offer.", "en", "rejected", ["TGO"], ["GHA"]),
    (
        "Kenyan police broke up a rally in Nairobi. Twelve people were arrested.",
        "en", "arrested", ["KEN"], ["KEN"],
    ),
    (
        "Peru expelled two Chilean diplomats. The president of Chile condemned the decision.",
        "en", "condemned", ["CHL"], ["PER"],
    ),
    (
        "Das Parlament Litauens ratifizierte am Freitag den Vertrag mit Polen. Beide Staaten hatten das Abkommen im Mai in "
        "Kaunas unterzeichnet. Die Ratifizierung kam früher als erwartet.",
        "de", "Ratifizierung", ["LTU", "POL"], [],
    ),
    (
        "Studenten demonstrierten am Freitag in Graz. Die Grazer Kundgebung endete friedlich.",
        "de", "Kundgebung", ["AUT"], [],
    ),
    (
        "Nach der Demonstration polnischer Bauern vor der litauischen Regierung wurde es ruhig.",
        "de", "Demonstration", ["POL"], ["LTU"],
    ),
    # a day owns nothing
    ("After Friday's walkout of teachers in Kenya the schools stayed shut.", "en", "walkout", ["KEN"], []),
    # what is bombed stands before the noun as those do who bomb
    ("The bank bombing on Friday in Kabul was loud.", "en", "bombing", [], ["BUS"]),
    ("The rebel attack on Friday in Kabul was condemned by Pakistan.", "en", "attack", ["REB"], ["AFG"]),
    ("Lawmakers in Vilnius approved the border treaty with Poland on Friday.", "en", "approved", ["LTU", "POL"], []),
    # media tell what others do
    (
        "Eritrea held twelve fishermen on an island. The men were well. State radio said that they would be freed in July.",
        "en", "freed", [], ["ERI"],
    ),
    ("Athen: Haben Schiff nicht beschlagnahmt", "de", "beschlagnahmt", ["GRC"], []),
    # who threatens beside a demand, what is investigated
    ("Norwegen hat Schweden eine Frist gesetzt, und Dänemark droht mit einer Klage.", "de", "droht", ["DNK"], ["SWE"]),
    (
        "Georgian police shot a student in Gori. The Georgian ombudsman opened an inquiry into the shooting.",
        "en", "opened", ["GEO"], ["GEO"],
    ),
    ("Die Gruppe Boko Haram bekannte sich zu dem Anschlag in Nigeria.", "de", "bekannte", ["NGA"], []),
]  # fmt: skip


@pytest.mark.parametrize(("report", "language", "trigger", "actors", "recipients"), FILLED)
def test_parties_told_before(mentions, report, language, trigger, actors, recipients):
    found = {m.trigger.text: _parties(m) for m in mentions(report, language)}
    assert found[trigger] == (actors, recipients)


def test_two_killings_are_not_one(mentions):
    report = "Two people were killed in Nairobi. In Mombasa, Kenyan soldiers killed 21 people."
    first = mentions(report, "en")[0]
    assert first.actors == []


def test_protests_elsewhere_keep_to_themselves(mentions):
    report = "Thousands protested against the mayor in Lima. In Quito, students held demonstrations."
    other = next(m for m in mentions(report, "en") if m.trigger.text != "protested")
    assert other.recipients == []


def test_a_denied_fight_gives_no_parties(mentions):
    report = "Es gab keine Gefechte zwischen Rebellen und Soldaten des Jemen. Der Angriff traf ein Lager."
    attack = next(m for m in mentions(report, "de") if m.trigger.text == "Angriff")
    assert attack.actors == []


def test_a_bare_refusal_answers_the_offer_before(mentions):
    found = mentions("Finnland bot einen Austausch an. Belarus lehnte ab.", "de")
    offer, refusal = (next(m for m in found if m.type == type_) for type_ in ("AGREE", "REJECT"))
    assert [e.country for e in offer.recipients] == ["BLR"]
    assert [e.country for e in refusal.recipients] == ["FIN"]


def test_who_was_held_for_a_shooting_is_remembered_when_it_is_told_again(mentions):
    text = "Two Finnish police officers were arrested after a shooting in Turku. The shooting happened on Saturday."
    assert [[e.sector for e in m.actors] for m in mentions(text, "en") if m.type == "ASSAULT"] == [
        ["COP"],
        ["COP"],
    ]


def test_a_counter_protest_is_not_the_protest(mentions):
    text = "In Helsinki demonstrierten Tausende gegen den Präsidenten. Auf einer Gegendemonstration sangen Hunderte."
    protests = [m for m in mentions(text, "de") if m.type == "PROTEST"]
    assert [bool(m.recipients) for m in protests] == [True, False]
