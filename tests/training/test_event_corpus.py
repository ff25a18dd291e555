"""The event corpus: its markup, its checks, and the corpus itself."""

import json

import pytest

from training.event_corpus import FOLDER, STATUSES, check, is_test, read, read_batch, sentence


def test_spans_nest_and_serve_several_events() -> None:
    text, events, reason = sentence(
        "[a1r2 Die Partei] [t1 warf] dem Minister [t1 vor], die [t2 [a2 US]-Sanktionen] zu mögen."
        " | 1 ACCUSE allege actual | 2 SANCTION - hypothetical"
    )
    assert text == "Die Partei warf dem Minister vor, die US-Sanktionen zu mögen."
    assert reason is None
    accuse, sanction = events
    assert [text[a:b] for a, b in accuse.trigger] == ["warf", "vor"]
    assert [text[a:b] for a, b in sanction.trigger] == ["US-Sanktionen"]
    assert [text[a:b] for a, b in sanction.actors] == ["US"]
    assert sanction.recipients == accuse.actors == [(0, 10)]
    assert (accuse.mode, sanction.mode) == ("allege", None)
    assert (accuse.certainty, sanction.certainty) == ("certain", "possible")


@pytest.mark.parametrize(
    "line",
    [
        "[t1 Streik] ohne Strich",
        "[t1 Streik | 1 PROTEST strike actual",
        "[t1 Streik] | 1 PROTEST strike vielleicht",
        "[t1 Streik] | 1 PROTEST arrest actual",
        "[a1 Lehrer] streiken | 1 PROTEST strike actual",
        "[t2 Streik] | 1 PROTEST strike actual",
        "[t1 Streik] | none sport",
        "Ein Tor | none tennis",
        "[x1 Streik] | 1 PROTEST strike actual",
    ],
)
def test_mistakes_are_named(line: str) -> None:
    with pytest.raises(ValueError):
        sentence(line)


def test_a_mistake_names_file_and_line(tmp_path) -> None:
    path = tmp_path / "de-protest-1.txt"
    path.write_text("# language=de batch=de-protest-1 source=agency\n\nEin Tor | none tennis\n", "utf-8")
    with pytest.raises(ValueError, match=r"de-protest-1\.txt:3: 'none' takes one of"):
        list(read_batch(path))


def test_likeness_and_a_word_too_frequent_are_found(tmp_path) -> None:
    path = tmp_path / "de-protest-1.txt"
    head = "# language=de batch=de-protest-1 source=agency\n"
    towns = ("Aachen", "Bochum", "Celle", "Detmold", "Erfurt")
    lines = [
        f"[a1 Pflegekräfte] in {town} [t1 streikten] am Freitag vor dem Rathaus. | 1 PROTEST strike actual"
        for town in towns
    ]
    path.write_text(head + "\n".join(lines), "utf-8")
    faults = list(check(list(read_batch(path))))
    assert any("'streikten' is the trigger 5 times of 5" in fault for fault in faults)
    assert any("nearly the same sentence" in fault for fault in faults)


def test_a_word_may_come_often_where_words_are_ordinary(tmp_path) -> None:
    head = "# language=de batch={} source=agency\n"
    lines = [
        "[a1 Pflegekräfte] [t1 streiken] in Aachen. | 1 PROTEST strike actual",
        "In Bochum haben gestern [a1 die Fahrer] der Straßenbahn [t1 gestreikt]. | 1 PROTEST strike actual",
        "[a1 Lehrer] [t1 streiken] für höhere Löhne. | 1 PROTEST strike actual",
        "Nach einem [t1 Ausstand] öffneten die Kitas wieder. | 1 PROTEST strike actual",
        "[a1 Die Gewerkschaft] kündigte für Montag einen [t1 Warnstreik] an. | 1 PROTEST strike planned",
        "Auch morgen [t1 streiken] [a1 die Ärzte] der Uniklinik Köln. | 1 PROTEST strike planned",
        "Die [t1 Arbeitsniederlegung] [a1 der Müllabfuhr] dauert an. | 1 PROTEST strike actual",
        "Warum [t1 streiken] [a1 die Piloten] schon wieder? | 1 PROTEST strike actual",
    ]
    for batch, faults in (("de-protest-4", 1), ("de-protest-5", 0)):
        path = tmp_path / f"{batch}.txt"
        path.write_text(head.format(batch) + "\n".join(lines), "utf-8")
        assert len(list(check(list(read_batch(path))))) == faults


def test_each_type_and_language_has_a_batch_for_testing() -> None:
    batches = {one.batch for one in read()}
    tested = {batch.rsplit("-", 1)[0] for batch in batches if is_test(batch)}
    assert tested == {batch.rsplit("-", 1)[0] for batch in batches}


def test_the_corpus_is_what_its_card_says() -> None:
    sentences = read()
    assert not list(check(sentences))
    for language in ("de", "en"):
        ours = [one for one in sentences if one.language == language]
        assert len(ours) >= 4000
        assert sum(not one.events for one in ours) >= len(ours) / 3
        assert {event.status for one in ours for event in one.events} == set(STATUSES)
    assert len({one.id for one in sentences}) == len(sentences)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_form_for_programs_is_that_of_the_markup(language) -> None:
    path = FOLDER / f"corpus-{language}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    sentences = [one for one in read() if one.language == language]
    assert [row["id"] for row in rows] == [one.id for one in sentences]
    assert [row["text"] for row in rows] == [one.text for one in sentences]
    first = next(row for row in rows if row["events"])
    start, end = first["events"][0]["trigger"][0]
    assert first["text"][start:end].strip() == first["text"][start:end] != ""
