"""Who says what: direct, indirect, free indirect and reported speech in sentences of our own (statements.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROWS = tomllib.loads((Path(__file__).parent / "statements.toml").read_text("utf-8"))
CASES = [(language, *row) for language in ("de", "en") for row in ROWS[language]]
NONE = [(language, text) for language in ("de", "en") for text in ROWS["none"][language]]


@pytest.mark.parametrize(("language", "text", "kind", "content", "speaker", "cue"), CASES)
def test_one_statement(coded, language, text, kind, content, speaker, cue):
    found = [
        (s.kind, text[s.start : s.end], s.speaker.text if s.speaker else "", s.cue.text if s.cue else "")
        for s in coded(text, language).statements
    ]
    assert (kind, content, speaker, cue) in found


@pytest.mark.parametrize(("language", "text"), NONE)
def test_no_statement(coded, language, text):
    assert coded(text, language).statements == []


def test_a_split_quotation_is_one_statement_with_two_spans(coded):
    text = "„Wir werden reden“, sagte der Minister, „aber nicht heute.“"
    (statement,) = coded(text, "de").statements
    assert [text[a:b] for a, b in statement.spans] == ["„Wir werden reden“", "„aber nicht heute.“"]


def test_a_quotation_over_two_paragraphs_is_one(coded):
    text = "„Wir sind bereit.\n\n„Aber wir warten auf die Nachbarn“, sagte der Minister."
    direct = [s for s in coded(text, "de").statements if s.kind == "direct"]
    assert {s.speaker.text for s in direct} == {"der Minister"}
    assert {text[a:b] for s in direct for a, b in s.spans} == {
        "„Wir sind bereit.",
        "„Aber wir warten auf die Nachbarn“",
    }


def test_two_nominatives_of_translated_text_give_speaker_and_relay(coded):
    text = "„Wir müssen zusammenarbeiten“, berichtete das Außenministerium Wang."
    (statement,) = [s for s in coded(text, "de").statements if s.kind == "direct"]
    assert (statement.speaker.text, statement.relay.text) == ("Wang", "das Außenministerium")


def test_a_paper_that_cites_others_relays_them(coded):
    text = "Der Spiegel berichtet unter Berufung auf Diplomaten, die Armee habe das Dorf angegriffen."
    (statement,) = [s for s in coded(text, "de").statements if s.kind == "indirect"]
    assert (statement.speaker.text, statement.relay.text) == ("Diplomaten", "Der Spiegel")


def test_events_in_reported_speech_carry_their_source(coded):
    coded_ = coded("Der Sprecher sagte, russische Truppen hätten das Dorf angegriffen.", "de")
    (event,) = [e for e in coded_.events if e.type == "ASSAULT"]
    assert [s.text for s in event.sources] == ["Der Sprecher"]


def test_sources_stand_outermost_first(coded):
    text = "Laut der BBC sagte der Sprecher, russische Truppen hätten das Dorf angegriffen."
    (event,) = [e for e in coded(text, "de").events if e.type == "ASSAULT"]
    assert [s.text for s in event.sources] == ["der BBC", "der Sprecher"]


def test_a_relay_stands_before_its_speaker(coded):
    text = (
        "Der Spiegel berichtet unter Berufung auf Diplomaten, russische Truppen hätten das Dorf angegriffen."
    )
    (event,) = [e for e in coded(text, "de").events if e.type == "ASSAULT"]
    assert [s.text for s in event.sources] == ["Der Spiegel", "Diplomaten"]


def test_sources_run_on_through_free_indirect_speech(coded):
    text = "Der Sprecher sagte, die Lage sei ernst. Russische Truppen hätten das Dorf angegriffen."
    (event,) = [e for e in coded(text, "de").events if e.type == "ASSAULT"]
    assert [s.text for s in event.sources] == ["Der Sprecher"]


def test_the_reporters_own_words_carry_none(coded):
    (event,) = coded("Russische Truppen griffen das Dorf an.", "de").events
    assert event.sources == []


def test_the_content_of_a_refusal_is_not_coded_beside_it(coded):
    text = "Die USA sind besorgt, da Chinas Politik und seine Weigerung ein Hindernis sind, Russland zu verurteilen."
    assert [e.type for e in coded(text, "de").events if e.type in ("ACCUSE", "REJECT")] == ["REJECT"]


def test_what_was_called_off_is_not_what_took_place(coded):
    text = (
        "Blinken traf am Montag den chinesischen Präsidenten. Blinken sollte im Februar nach Peking reisen, "
        "doch die Reise wurde verschoben."
    )
    events = [e for e in coded(text, "de").events if e.type == "CONSULT"]
    assert sorted(e.status for e in events) == ["actual", "cancelled"]


def test_a_group_stands_in_the_country_of_its_place(coded):
    text = "Eine Gruppe von Fischern aus Calais drohte mit Protesten. Die Gruppe teilte mit, die Häfen blieben gesperrt."
    assert [s.speaker.country for s in coded(text, "de").statements] == ["FRA", "FRA"]


def test_it_is_the_body_named_before(coded):
    text = "The African Union welcomed the truce. “Every death is one too many,” it said in a statement."
    assert [s.speaker.name for s in coded(text, "en").statements if s.kind == "direct"] == ["African Union"]


def test_a_pronoun_is_whoever_spoke_last_when_nobody_else_is_known(coded):
    text = "„Wir gehen“, sagte der Außenminister Qin Gang. Er fügte hinzu, dass die Zeit dränge."
    assert {s.speaker.name for s in coded(text, "de").statements} == {"Qin Gang"}


def test_the_body_that_issues_a_text_says_we(coded):
    text = "Die Bundesregierung verurteilt den Angriff. Wir fordern Mali auf, die Soldaten freizulassen."
    speakers = {s.speaker.name for s in coded(text, "de").statements if s.speaker}
    assert speakers == {"German government"}


def test_nobody_says_nothing(coded):
    assert coded("Niemand dachte, dass es so lange halten würde.", "de").statements == []


def test_an_act_told_by_a_source_is_the_sources_statement(coded):
    text = "Laut Reuters forderte der Minister Neuwahlen."
    assert [(s.kind, s.speaker.name) for s in coded(text, "de").statements] == [("indirect", "Reuters")]


def test_a_media_report_is_that_of_the_paper_named_next(coded):
    text = (
        "Der Minister plant nach einem Medienbericht eine Reise. "
        "Wie die Süddeutsche Zeitung berichtet, will er nach Mali fliegen."
    )
    assert {s.speaker.name for s in coded(text, "de").statements} == {"Süddeutsche Zeitung"}


def test_the_agency_is_the_one_named_before(coded):
    text = "Laut Reuters will der Minister nach Mali fliegen. Er suche Hilfe, berichtete die Agentur."
    assert {s.speaker.name for s in coded(text, "de").statements} == {"Reuters"}


def test_a_letter_speaks_for_its_writer(coded):
    text = "Scholz bat in einem Brief um Geduld. In dem Brief heißt es, die Frist sei zu kurz."
    said = [s for s in coded(text, "de").statements if s.kind == "indirect"]
    assert [s.speaker.name for s in said] == ["Olaf Scholz"]


def test_a_group_stands_in_the_country_of_the_place_behind_it(coded):
    text = "Die Grenze bleibe zu, sagte die Gruppe Nordlicht für die Region Bretagne am Abend."
    assert [s.speaker.country for s in coded(text, "de").statements] == ["FRA"]


def test_the_reporters_guess_after_a_quotation_is_his_own(coded):
    text = "„Das war stark“, sagte der Trainer. Zufrieden dürften alle sein."
    assert [s.kind for s in coded(text, "de").statements] == ["direct"]


def test_a_quotation_over_lines_closes_at_the_mark_that_can_only_close(coded):
    text = '"We tried to talk.\nThey did not listen," the minister said.'
    (statement,) = coded(text, "en").statements
    assert (statement.kind, text[statement.start : statement.end]) == (
        "direct",
        '"We tried to talk.\nThey did not listen,"',
    )


def test_a_quotation_on_a_line_of_its_own_goes_on(coded):
    text = "“We reject the plan,” said the French minister. The talks ended.\n“We will not pay for it again.”"
    assert [s.speaker.text for s in coded(text, "en").statements] == ["the French minister"] * 2


def test_a_paper_that_quotes_from_a_letter_relays_its_writer(coded):
    text = "Scholz bat in einem Brief um Geduld. Die Frist sei zu kurz, zitiert die Zeitung aus dem Brief."
    (said,) = [s for s in coded(text, "de").statements if s.kind == "indirect"]
    assert (said.speaker.name, said.speaker.text, said.relay.text) == (
        "Olaf Scholz",
        "dem Brief",
        "die Zeitung",
    )
