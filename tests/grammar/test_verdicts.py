"""What the judge says of a sentence that was too long for the network and read in windows."""

import numpy as np

from aktenlage.grammar.model import together, verdict
from aktenlage.grammar.verdicts import Verdict


def some(count: int, seed: int) -> Verdict:
    rng = np.random.default_rng(seed)
    shapes = ((count + 2, 4), (count + 2, 3), (count + 2, 3, count + 2))
    return verdict(*(rng.normal(size=shape).astype(np.float32) for shape in shapes), count)


def test_padding_is_cut_off() -> None:
    made = some(3, 1)
    assert (made.kinds.shape, made.stages.shape, made.parts.shape) == ((3, 4), (3, 3), (3, 3, 3))


def test_windows_become_one_sentence() -> None:
    first, second = some(2, 1), some(3, 2)
    whole = together([first, second])
    assert whole is not None and whole.kinds.shape == (5, 4)
    assert np.array_equal(whole.kinds[2:], second.kinds)
    assert np.array_equal(whole.parts[:2, :, :2], first.parts)
    assert np.array_equal(whole.parts[2:, :, 2:], second.parts)
    # A word of another window has no part: all its probability is on the first row.
    assert (np.exp(whole.parts[0, :, 3]) == [1, 0, 0]).all()


def test_no_windows_no_verdict() -> None:
    assert together([]) is None
