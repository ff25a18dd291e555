"""Mentions of one happening in one report."""

from __future__ import annotations


def test_the_same_meeting_told_twice_is_one_event(coded):
    text = "Scholz traf am Montag den polnischen Präsidenten Duda in Warschau. Bei dem Treffen zwischen Scholz und Duda ging es um Gas."
    consults = [e for e in coded(text, "de").events if e.type == "CONSULT"]
    assert [len(e.mentions) for e in consults] == [2]


def test_a_journey_planned_and_put_off_ends_cancelled(coded):
    text = "Blinken wollte im Februar nach Peking reisen. Die Reise Blinkens nach Peking wurde verschoben."
    (event,) = [e for e in coded(text, "de").events if e.type == "CONSULT"]
    assert event.status == "cancelled"
    assert [m.status for m in event.mentions] == ["planned", "cancelled"]
    assert (event.plover.type, event.plover.mode) == ("REJECT", "meet")


def test_two_protests_in_two_countries_are_two(coded):
    text = "In Madrid protestierten spanische Bauern. In Rom protestierten italienische Bauern."
    assert len([e for e in coded(text, "de").events if e.type == "PROTEST"]) == 2
