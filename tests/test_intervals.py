"""Bootstrap intervals: they hold the figure, narrow with more documents, and are the same each time."""

from __future__ import annotations

from random import Random

from aktenlage.intervals import f1_interval


def drawn(documents: int) -> list[tuple[int, int, int]]:
    random = Random(7)
    found = []
    for _ in range(documents):
        hits = sum(random.random() < 0.7 for _ in range(10))
        found.append((hits, 10 - hits, 10 - hits))
    return found


def test_the_interval_holds_the_figure_and_narrows() -> None:
    few, many = f1_interval(drawn(10)), f1_interval(drawn(400))
    assert few is not None and many is not None
    assert few[0] < 0.7 < few[1] and many[0] < 0.7 < many[1]
    # 400 documents of ten answers: the standard error is sqrt(0.7 * 0.3 / 4000) = 0.0072.
    assert 0.02 < many[1] - many[0] < 0.04 and few[1] - few[0] > 3 * (many[1] - many[0])


def test_the_same_documents_give_the_same_interval() -> None:
    assert f1_interval(drawn(30)) == f1_interval(drawn(30))


def test_alike_documents_leave_no_doubt_and_one_document_tells_nothing() -> None:
    assert f1_interval([(3, 1, 1)] * 20) == (0.75, 0.75)
    assert f1_interval([(3, 1, 1)]) is None and f1_interval([]) is None
    assert f1_interval([(0, 0, 0), (0, 0, 0)]) == (0.0, 0.0)
