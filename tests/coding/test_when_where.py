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
