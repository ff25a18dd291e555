"""The public door: text in, Doc out. On a stand-in for the network, and on the real one where its weights lie."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest

import aktenlage.grammar as grammar
from aktenlage.grammar.model import WEIGHTS

from .fake import LABELS, fake_model

NEEDS_WEIGHTS = pytest.mark.skipif(
    not (WEIGHTS / "grammar.onnx").is_file(), reason="the weights are not there"
)

TEXTS = [
    "Peking wirft Washington vor, Kontrollen zu verhängen.\n\nBlinken  traf Xi am 18. Juni. ",
    "",
    "   ",
    "\n Eine Überschrift ohne Punkt\nDann kam der Text. „Ja.“",
    "Er kam.\u00a0Sie ging.\r\nEnde",
]


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replaces the network."""
    fake = fake_model()
    monkeypatch.setattr(grammar, "loaded_model", lambda: fake)


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("text", TEXTS)
def test_the_text_is_kept_and_each_sentence_is_a_tree(text: str) -> None:
    doc = grammar.parse(text, "de")
    assert doc.text == text
    spans = grammar.sentence_spans(text, "de")
    with_words = [sentence for sentence in doc.sents if not sentence.text.isspace()]
    assert [(s[0].idx, s.text.strip()) for s in with_words if not s[0].is_space] == [
        (start, text[start:end]) for start, end in spans if start == 0 or not text[:start].isspace()
    ]
    assert len(with_words) == len(spans)
    for sentence in with_words:
        assert [token.dep_ for token in sentence if token.head == token] == ["root"]
    for token in doc:
        if token.is_space:
            assert (token.pos_, token.dep_, token.morph.to_dict()) == ("SPACE", "dep", {})
        else:
            assert token.pos_ in LABELS.upos and token.dep_ in LABELS.relations and token.lemma_


@pytest.mark.usefixtures("stand_in")
def test_many_is_lazy_and_in_order() -> None:
    def texts() -> object:
        for number in range(450):
            yielded.append(number)
            yield f"Das ist der Text {number}. Er endet hier.", "de" if number % 2 else "en"

    yielded: list[int] = []
    found = grammar.parse_many(texts())  # type: ignore[arg-type]
    assert not yielded
    first = next(found)
    assert first.text.startswith("Das ist der Text 0.") and len(yielded) < 250
    rest = list(found)
    assert [doc.text.split(".")[0].split()[-1] for doc in rest] == [str(number) for number in range(1, 450)]
    assert {doc.vocab.lang for doc in rest} == {"de", "en"}


def test_docs_come_while_the_next_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fake_model(threads=2)
    run, started, free = model.session.run, threading.Event(), threading.Event()

    def slow(names: list[str], feeds: dict[str, Any]) -> Any:
        if feeds["ids"].shape[1] > 8:
            started.set()
            assert free.wait(timeout=20)
        return run(names, feeds)

    monkeypatch.setattr(model, "session", SimpleNamespace(run=slow))
    monkeypatch.setattr(grammar, "loaded_model", lambda: model)
    monkeypatch.setattr(grammar, "LOOK_AHEAD", 2)
    found = grammar.parse_many(
        [("Ja.", "de"), ("Das hier ist ein sehr viel längerer Satz als der erste.", "de")]
    )
    assert next(found).text == "Ja." and started.wait(timeout=20)
    free.set()
    assert [len(doc) for doc in found] == [12]


@pytest.mark.usefixtures("stand_in")
def test_given_tokens() -> None:
    docs = grammar.parse_tokens([["Blinken", "traf", "Xi", "."], [], ["Ja"]], "de")
    assert [[token.text for token in doc] for doc in docs] == [["Blinken", "traf", "Xi", "."], [], ["Ja"]]
    assert docs[0].text == "Blinken traf Xi ."
    with pytest.raises(ValueError, match="empty word"):
        grammar.parse_tokens([["Er", ""]], "de")


@pytest.mark.usefixtures("stand_in")
def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="'fr' is not supported"):
        grammar.parse("Bonjour", "fr")
    with pytest.raises(ValueError, match="'fr' is not supported"):
        grammar.parse_tokens([["Bonjour"]], "fr")


@pytest.mark.usefixtures("stand_in")
def test_conllu_has_the_right_shape() -> None:
    for text in TEXTS:
        written = grammar.to_conllu(grammar.parse(text, "de"), "bericht")
        for block in written.split("\n\n"):
            if block:
                check_block(block)


def check_block(block: str) -> None:
    """Levels 1 and 2 of the UD validator, as far as they concern shape."""
    lines = block.split("\n")
    assert lines[0].startswith("# sent_id = bericht-") and lines[1].startswith("# text = ")
    rows = [line.split("\t") for line in lines[2:]]
    assert all(len(row) == 10 and all(cell and cell.strip() == cell for cell in row) for row in rows)
    assert [row[0] for row in rows] == [str(i) for i in range(1, len(rows) + 1)]
    heads = [int(row[6]) for row in rows]
    assert heads.count(0) == 1
    assert all((row[6] == "0") == (row[7] == "root") for row in rows)
    for number in range(1, len(rows) + 1):
        seen = set()
        while number:
            assert number not in seen
            seen.add(number)
            number = heads[number - 1]
    text = "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).strip()
    assert text == lines[1].removeprefix("# text = ")


@NEEDS_WEIGHTS
def test_real_model_on_a_german_sentence() -> None:
    doc = grammar.parse("Die Ministerin traf gestern in Paris den französischen Präsidenten.", "de")
    root = next(token for token in doc if token.dep_ == "root")
    assert (root.text, root.lemma_, root.pos_) == ("traf", "treffen", "VERB")
    assert "Ministerin" in {token.text for token in root.children if token.dep_ == "nsubj"}
    assert ("Paris", "LOC") in {(name.text, name.label_) for name in doc.ents}


@NEEDS_WEIGHTS
def test_real_model_gives_the_same_in_any_batch() -> None:
    texts = [
        ("Die Ministerin traf gestern in Paris den Präsidenten. Er lud sie nach Rom ein.", "de"),
        ("The minister resigned on Monday after a long dispute with the parliament.", "en"),
        ("Warschau weist zwei Diplomaten aus. Moskau droht mit Antwort.", "de"),
    ]
    together = list(grammar.parse_many(texts * 5))
    for (text, language), doc in zip(texts * 5, together, strict=True):
        assert doc.to_json() == grammar.parse(text, language).to_json()
