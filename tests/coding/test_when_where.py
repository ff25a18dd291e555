"""When and where: the expression and the place that belong to the event."""

from __future__ import annotations


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


def test_a_later_day_makes_a_plan(mentions):
    found = _of(mentions, "Scholz trifft am 3. Juli den französischen Präsidenten.", "de", "CONSULT")
    assert (found.date, found.status) == ("2023-07-03", "planned")


def test_the_place(mentions):
    place = _of(mentions, "Scholz traf in Warschau den polnischen Präsidenten.", "de", "CONSULT").place
    assert (place.name, place.country) == ("Warsaw", "POL")


def test_a_capital_that_acts_is_no_place(mentions):
    assert _of(mentions, "Peking kritisierte Washington.", "de", "ACCUSE").place is None
