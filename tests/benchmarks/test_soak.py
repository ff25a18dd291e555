"""The coder on sixty real reports, where a corpus lies beside the checkout; `python -m benchmarks.soak` takes them all."""

from __future__ import annotations

import pytest

from benchmarks.soak import CORPUS, soak


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout")
def test_no_exception_no_empty_span_no_loop() -> None:
    number, found = soak(CORPUS, 60)
    assert found == []
    assert number == 60
