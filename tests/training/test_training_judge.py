"""The judge: targets from marked spans, the head in the graph, the shipped graph back as a model."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

import onnxruntime  # noqa: E402
from small_model import FEED, small_model  # noqa: E402

from aktenlage.grammar import parse  # noqa: E402
from aktenlage.grammar.model import Window  # noqa: E402
from training.event_corpus import Marked, sentence  # noqa: E402
from training.export import build  # noqa: E402
from training.judge import KINDS, Judge, example, last_pieces  # noqa: E402
from training.shipped import revive  # noqa: E402


def test_targets_are_the_words_of_the_spans() -> None:
    text, events, _ = sentence(
        "[a1 Die Polizei] [t1 nahm] in Kairo [r1 zwei Journalisten] [t1 fest]. | 1 COERCE arrest actual"
    )
    tokens = list(parse(text, "de"))
    made = example(Marked("x", "de-coerce-1", "de", "", text, events), tokens, Window([], [], 0))
    words = {token.text: place for place, token in enumerate(tokens)}
    assert made.kinds[words["nahm"]] == KINDS.index("COERCE")
    assert made.kinds[words["Journalisten"]] == 0
    assert made.kinds[words["in"]] == made.kinds[words["fest"]] == -100
    row = made.parts[words["nahm"]]
    assert (row[words["Polizei"]], row[words["Journalisten"]], row[words["Kairo"]]) == (1, 2, 0)
    assert row[words["zwei"]] == -100


def test_the_last_piece_of_a_word_stands_before_the_next() -> None:
    found = last_pieces(torch.from_numpy(FEED["mask"]), torch.from_numpy(FEED["words"]))
    assert found[0].tolist() == [2, 3, 4]
    assert found[1].tolist()[:2] == [1, 2]


def test_the_graph_says_what_the_head_says() -> None:
    model = small_model()
    judge = Judge(2, 96).eval()
    with torch.no_grad():
        for weight in judge.parameters():
            weight.add_(torch.randn_like(weight) * 0.1)
        inputs = [torch.from_numpy(FEED[name]) for name in ("ids", "mask", "treebank", "words")]
        outputs = model.encoder(inputs[0], inputs[1], inputs[2])
        kinds, stages, parts = (
            torch.log_softmax(x, -1).numpy() for x in judge(outputs, inputs[1], inputs[3])
        )
    session = onnxruntime.InferenceSession(build(model, None, judge).SerializeToString())
    found = session.run(["kinds", "stages", "parts"], FEED)
    for row, count in ((0, 3), (1, 2)):
        assert np.allclose(found[0][row, :count], kinds[row, :count], atol=1e-3)
        assert np.allclose(found[1][row, :count], stages[row, :count], atol=1e-3)
        ours = found[2][row, :count, :, :count].transpose(0, 2, 1)
        assert np.allclose(ours, parts[row, :count, :count], atol=1e-3)


def test_the_shipped_graph_comes_back_as_a_model() -> None:
    from aktenlage.grammar.model import OUTPUTS, load

    shipped, model = load(threads=1), revive()
    words = [
        "Der",
        "chinesische",
        "Außenminister",
        "warf",
        "den",
        "USA",
        "am",
        "Montag",
        "vor",
        ",",
        "die",
        "Lage",
        "zu",
        "verschärfen",
        ".",
    ]
    (window,) = shipped.windows(words, "de")
    ids = np.array([window.ids], np.int64)
    feed = {
        "ids": ids, "mask": np.ones_like(ids), "words": np.array([window.words], np.int64),
        "treebank": np.array([window.treebank], np.int64),
    }  # fmt: skip
    arcs, relations, upos, *_ = shipped.session.run(OUTPUTS, feed)
    with torch.no_grad():
        ours = model(*(torch.from_numpy(feed[name]) for name in ("ids", "mask", "words", "treebank")))
        mine = model.all_relations(ours[1], ours[2]).numpy()
    assert (arcs.argmax(-1) == ours[0].numpy().argmax(-1)).all()
    assert (upos == ours[3][..., : model.tag_sizes[0]].argmax(-1).numpy()).all()
    assert (relations == mine).mean() > 0.95
