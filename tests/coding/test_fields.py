"""What a report is about, and what is not coded in it: short invented reports from each unpolitical field."""

from __future__ import annotations

import pytest

from aktenlage.coding import fields
from aktenlage.shapes import Document

REPORTS = {
    ("de", "sport"): "Der SV Nordhafen hat den Tabellenführer am Samstag mit 3:1 geschlagen. Der Angriff der Gäste kam "
    "kaum vor das Tor, der Stürmer Jonas Reuter traf zweimal. Trainer Uwe Kranz kritisierte den Schiedsrichter.",
    ("en", "sport"): "Northport beat Ashby 3-1 on Saturday to stay top of the league. Striker Joe Reuter hit two goals "
    "before half-time. The Ashby coach criticised the referee and accused the home team of diving.",
    ("de", "accident"): "Bei einem Unfall auf der Autobahn 7 sind am Montag zwei Menschen getötet worden. Ein Lkw stieß "
    "mit einem Pkw zusammen. Die Feuerwehr rettete den Fahrer, die Polizei ermittelt zur Unfallursache.",
    ("en", "accident"): "Two people were killed when a lorry hit a bus on the motorway on Monday. Firefighters rescued "
    "the driver and eleven passengers. Police are investigating the crash.",
    ("de", "weather"): "Ein Sturm mit Windgeschwindigkeiten bis 140 Stundenkilometer hat an der Küste zwei Menschen "
    "getötet. Die Flut bedrohte die Deiche, 300 Bewohner wurden in Sicherheit gebracht. Der Wetterdienst warnt.",
    ("en", "weather"): "A storm with gusts of 140 kilometres an hour killed two people on the coast. Floods threatened "
    "the dykes and 300 residents were evacuated. Forecasters warn of more rain.",
    ("de", "market"): "Der Konzern Halvorsen hat im zweiten Quartal seinen Umsatz verdoppelt. Die Aktie stieg. Der "
    "Vorstand einigte sich mit einem Hersteller auf eine Fusion; Analysten begrüßten die Übernahme.",
    ("en", "market"): "Halvorsen doubled its revenue in the second quarter and its shares rose. The company agreed a "
    "merger with a smaller manufacturer; analysts welcomed the takeover.",
    ("de", "culture"): "Der Regisseur Paul Meinert hat bei der Premiere seines Films in Leipzig die Schauspieler gelobt. "
    "Das Publikum feierte die Musik. Im Mai reist er zum Festival nach Cannes.",
    ("en", "culture"): "Director Paul Meinert praised his actors at the premiere of his film in Leeds. The audience "
    "cheered the music. In May he travels to the festival in Cannes.",
    ("de", "crime"): "Nach dem Mord an einer Rentnerin sucht die Kriminalpolizei Zeugen. Der Täter hatte sein Opfer mit "
    "einem Messer angegriffen. Die Polizei bittet um Hinweise.",
    ("en", "crime"): "Detectives are looking for witnesses after the murder of a pensioner. The killer attacked his "
    "victim with a knife in her home. Police appealed for information about the suspect.",
}  # fmt: skip


def coded(text: str, language: str) -> list[str]:
    from aktenlage import code

    document = Document(id="x", text=text, published="2024-05-06", language=language)
    return [f"{m.type} {m.trigger.text}" for e in code(document).events for m in e.mentions]


@pytest.mark.parametrize(("language", "name"), REPORTS)
def test_field_is_told_and_nothing_is_coded(language: str, name: str) -> None:
    from aktenlage import parse

    text = REPORTS[language, name]
    assert fields.field(parse(text, language), language) == name
    assert coded(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        (
            "de",
            "Nach dem Erdbeben und dem Nachbeben mit der Magnitude 6 hat die Regierung in Quito den Notstand "
            "ausgerufen. Das Epizentrum lag im Meer, ein Tsunami blieb aus.",
            "COERCE ausgerufen",
        ),
        (
            "en",
            "Japan accused China of letting its athletes cheat at the tournament. The referee had stopped the match "
            "and sent off a player; the coach and his team left the stadium. The foreign minister condemned China.",
            "ACCUSE condemned",
        ),
    ],
)
def test_politics_in_an_unpolitical_report_is_coded(language: str, text: str, event: str) -> None:
    assert event in coded(text, language)


def test_every_word_of_politics_speaks_against_all_fields() -> None:
    for language in ("de", "en"):
        words = fields.vocabulary(language)
        assert {name for names in words.values() for name in names} == {
            "sport", "accident", "weather", "market", "culture", "science", "crime", "politics",
        }  # fmt: skip


def test_the_title_speaks_for_a_field_too() -> None:
    from aktenlage import parse

    doc = parse("Der Stürmer traf zweimal.", "de")
    assert fields.field(doc, "de") is None
    assert fields.field(doc, "de", "Bundesliga: Trainer lobt Stürmer nach Heimspiel und Tabelle") == "sport"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # nobody but private people
        ("de", "Ein 35-Jähriger ist am Sonntag in der Innenstadt von Kassel erschossen worden."),
        ("en", "A teenager was stabbed in a fight at a shopping center in Croydon."),
        # helped by whoever came by
        ("de", "Wanderer leisteten sofort Erste Hilfe."),
        # guests and ships are welcomed in another sense
        ("de", "Die Bürgermeisterin begrüßte die neuen Auszubildenden im Rathaus."),
        ("en", "The mayor welcomed the new volunteers at the town hall."),
        # soldiers alerted for a flood
        (
            "de",
            "Nach dem Unwetter und dem Hochwasser hat das Land Soldaten in Bereitschaft versetzt. Der Pegel stieg, ein Deich "
            "brach, der Wetterdienst erwartet weiteren Regen.",
        ),
    ],
)  # fmt: skip
def test_private_matters_are_not_coded(language: str, text: str) -> None:
    assert coded(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("de", "Ein Demonstrant ist am Sonntag in Tunis erschossen worden.", "ASSAULT erschossen"),
        ("en", "The government welcomed the release of the journalists.", "SUPPORT welcomed"),
        ("de", "Marokko leistete der Türkei nach dem Beben Hilfe.", "AID leistete"),
    ],
)
def test_politics_among_few_words_is_coded(language: str, text: str, event: str) -> None:
    assert event in coded(text, language)
