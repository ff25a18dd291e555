"""When and where: the expression and the place that belong to the event."""

from __future__ import annotations

import pytest


def _of(mentions, text, language, type_):
    return next(m for m in mentions(text, language, "2023-06-19") if m.type == type_)


def test_the_date_hangs_on_the_verb(mentions):
    assert (
        _of(mentions, "Am Sonntag traf Scholz den französischen Präsidenten.", "de", "CONSULT").date
        == "2023-06-18"
    )
    assert _of(mentions, "On Sunday, Scholz met the French president.", "en", "CONSULT").date == "2023-06-18"


def test_the_date_of_saying_is_not_that_of_the_event(mentions):
    found = _of(mentions, "Polen habe Belarus kritisiert, sagte der Sprecher am Montag.", "de", "ACCUSE")
    assert found.date is None


def test_background_keeps_its_own_date(mentions):
    found = _of(mentions, "2014 annektierte Russland die Krim.", "de", "COERCE")
    assert found.date == "2014"


def test_without_a_word_of_time_there_is_no_date(mentions):
    assert _of(mentions, "Frankreich kritisierte die Türkei.", "de", "ACCUSE").date is None


@pytest.mark.parametrize(
    ("language", "text", "type_", "date"),
    [
        # a call is not on the day of the rally it calls for
        ("de", "Die Opposition rief am Freitag zu einer Kundgebung am Samstag in Rom auf.", "REQUEST", "2023-06-16"),
        # what stands between article and noun belongs to the participle
        ("de", "Tokio hat im Mai die im Jahr 2019 gegen Südkorea verhängten Sanktionen aufgehoben.", "CONCEDE", "2023-05"),
        # the time of the meeting, not of calling it off
        ("de", "Ein für Donnerstag geplanter Besuch der Ministerin in Athen wurde am Montag abgesagt.", "CONSULT", "2023-06-22"),
        ("en", "A meeting of the ministers planned for Friday was called off by Poland.", "CONSULT", "2023-06-23"),
        # a condemnation has no time of the attack
        ("en", "Kenya condemns the attack on an army convoy near Goma on 13 June.", "ACCUSE", None),
        ("en", "Kenya condemns the attack on an army convoy near Goma on 13 June.", "ASSAULT", "2023-06-13"),
        # a deadline is not when it was set
        ("de", "Die EU hat Polen eine Frist bis zum 30. Juni gestellt und droht mit Sanktionen.", "THREATEN", None),
        # from then to the report
        ("en", "Kenyan police have killed 21 protesters since March.", "ASSAULT", "2023-03/2023-06"),
        # a night has two days
        ("de", "In der Nacht zum Sonntag griffen russische Drohnen die Stadt Odessa an.", "ASSAULT", "2023-06-17/2023-06-18"),
        ("en", "Russian drones attacked Odesa last night.", "ASSAULT", "2023-06-18/2023-06-19"),
        # what is said in the present is done by saying it
        ("en", "Iran's foreign minister said on Friday that Tehran was ready for talks with the United States.", "AGREE", "2023-06-16"),
        # an inserted "he added" is not when it happens
        ("en", "In September, he added, Italian ministers would meet their Libyan counterparts in Malta.", "CONSULT",
         "2023-09"),
        # whose day the protesters have
        ("en", "Little is left of last Friday's students' protest in Rome.", "PROTEST", "2023-06-16"),
        # for when it is planned
        ("de", "Für Freitag ist ein Treffen Nehammers mit Macron vorgesehen.", "CONSULT", "2023-06-23"),
        # what was before, and is answered
        ("de", "Es handelt sich um den Gegenbesuch des polnischen Ministers für den Aufenthalt seines Kollegen Duda in Graz im Mai.", "CONSULT", None),
        # where the clause tells what happens at the talks
        ("en", "Rome expects little from Tuesday's talks in Malta, where Italy's foreign minister is to receive his Libyan "
         "counterpart.", "CONSULT", "2023-06-20"),
        # between article and noun it belongs to the participle there, and what that tells is past
        ("de", "In Paris gab es Proteste nach der am Dienstag erfolgten Vorstellung der Rentenreform.", "PROTEST", None),
        ("de", "Irans Opposition plant Proteste nach der am Freitag erfolgten Hinrichtung von drei Männern.", "ASSAULT",
         "2023-06-16"),
        ("de", "In Teheran gab es Proteste nach der am Freitag erfolgten Hinrichtung von drei Männern.", "PROTEST", None),
        # participles and clauses with "as" and "when" are told with the main clause
        ("en", "Rebels attacked a Kenyan army base on Thursday, killing five soldiers.", "ASSAULT", "2023-06-15"),
    ],
)  # fmt: skip
def test_which_time_belongs_to_what(mentions, language, text, type_, date):
    assert {m.date for m in mentions(text, language, "2023-06-19") if m.type == type_} == {date}


def test_a_later_day_makes_a_plan(mentions):
    found = _of(mentions, "Scholz trifft am 3. Juli den französischen Präsidenten.", "de", "CONSULT")
    assert (found.date, found.status) == ("2023-07-03", "planned")


def test_the_place(mentions):
    place = _of(mentions, "Scholz traf in Warschau den polnischen Präsidenten.", "de", "CONSULT").place
    assert (place.name, place.country) == ("Warsaw", "POL")


def test_a_capital_that_acts_is_no_place(mentions):
    assert _of(mentions, "Peking kritisierte Washington.", "de", "ACCUSE").place is None


@pytest.mark.parametrize(
    ("language", "text", "type_", "name", "country"),
    [
        # a town that is attacked, left or reached
        ("en", "Rebels shelled the town of Goma on Friday.", "ASSAULT", "Goma", "COD"),
        ("de", "Rebellen griffen am Freitag das Dorf Kanyabo an.", "ASSAULT", "Kanyabo", None),
        ("en", "Ethiopia withdrew its troops from Somalia on Friday.", "RETREAT", "Somalia", "SOM"),
        # whose demand it is says not where; nor do those who are called on
        ("en", "The commission called on the authorities in Sudan to release the men.", "REQUEST", None, None),
        # a sea, a strait, a namesake
        ("en", "Iranian forces seized a Greek tanker in the Gulf of Oman on Friday.", "COERCE", "Gulf of Oman", None),
        ("en", "Lebanese soldiers killed four gunmen in Tripoli, Lebanon.", "ASSAULT", "Tripoli", "LBN"),
        # where the clause tells of a place
        ("de", "Scholz reist am Freitag nach Brüssel, wo die Außenminister Polens und Frankreichs beraten.", "CONSULT",
         "Brussels", "BEL"),
        # the town in an adjective
        ("de", "Die Genfer Gespräche zwischen Polen und Litauen dauern an.", "CONSULT", "Geneva", "CHE"),
        ("de", "Die Genfer Kritik an Polen hält an.", "ACCUSE", None, None),
        # names that hold a place are none
        ("de", "Das Minsker Abkommen wurde von Russland gebrochen, kritisierte Polen.", "ACCUSE", None, None),
    ],
)  # fmt: skip
def test_which_place(mentions, language, text, type_, name, country):
    found = {m.place and (m.place.name, m.place.country) for m in mentions(text, language) if m.type == type_}
    assert found == {name and (name, country)}
