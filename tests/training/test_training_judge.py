"""The judge: targets from marked spans, the head in the graph, the shipped graph back as a model."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

import onnxruntime  # noqa: E402
from small_model import FEED, small_model, tensors  # noqa: E402

from aktenlage.grammar import parse  # noqa: E402
from aktenlage.grammar.model import Window  # noqa: E402
from training.event_corpus import Marked, sentence  # noqa: E402
from training.export import build, calibrate, with_judge  # noqa: E402
from training.judge import KINDS, example, last_pieces  # noqa: E402
from training.judge_student import Beside, taught  # noqa: E402
from training.shipped import revive  # noqa: E402
from training.treebanks import UPOS  # noqa: E402


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


def random_student(seed: int = 1) -> Beside:
    student = Beside(small_model(), 1).eval()
    torch.manual_seed(seed)
    with torch.no_grad():
        for weight in student.judge.parameters():
            weight.add_(torch.randn_like(weight) * 0.1)
    return student


def test_the_graph_says_what_the_judge_says() -> None:
    student = random_student()
    graph = with_judge(build(student.grammar[0], None), student, None)
    with torch.no_grad():
        kinds, stages, parts = (torch.log_softmax(x, -1).numpy() for x in student(tensors(FEED)))
    session = onnxruntime.InferenceSession(graph.SerializeToString())
    found = session.run(["kinds", "stages", "parts"], FEED)
    for row, count in ((0, 3), (1, 2)):
        assert np.allclose(found[0][row, :count], kinds[row, :count], atol=1e-3)
        assert np.allclose(found[1][row, :count], stages[row, :count], atol=1e-3)
        ours = found[2][row, :count, :, :count].transpose(0, 2, 1)
        assert np.allclose(ours, parts[row, :count, :count], atol=1e-3)


def test_a_judge_changes_nothing_of_the_grammar() -> None:
    student, batch = random_student(), tensors(FEED)
    grammar = build(student.grammar[0], calibrate(student.grammar[0], [batch]))
    judged = with_judge(grammar, student, calibrate(student.grammar[0], [batch], student))
    again = with_judge(judged, student, calibrate(student.grammar[0], [batch], student))
    assert len(again.graph.node) == len(judged.graph.node)
    names = [out.name for out in grammar.graph.output]
    for other in (judged, again):
        one, two = (
            onnxruntime.InferenceSession(g.SerializeToString()).run(names, FEED) for g in (grammar, other)
        )
        assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


def test_a_student_learns_from_its_teacher() -> None:
    """Nothing but the teacher's word tells it anything here."""
    student, batch = random_student(), tensors(FEED)
    teacher = random_student(2)
    with torch.no_grad():
        student.grammar[0].tags.bias[UPOS.index("VERB")] += 99  # each word can be a trigger
    optimiser = torch.optim.AdamW(student.judge.parameters(), lr=1e-2)
    far = []
    for _ in range(20):
        found = taught(student, teacher, batch)
        loss = torch.stack(list(found.values())).sum()
        far.append(float(loss.detach()))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert far[-1] < 0.7 * far[0]
    assert all(weight.grad is None for weight in student.grammar[0].parameters())


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
