"""The exported graph keeps the contract and says what the torch model says (a small random model)."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnxruntime  # noqa: E402
from small_model import FEED, small_model, tensors  # noqa: E402

from training.encoder import MaskPool, unpack_q4  # noqa: E402
from training.export import build, calibrate  # noqa: E402
from training.model import Model  # noqa: E402
from training.treebanks import FEATURES, UPOS  # noqa: E402


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model()


def built(model: Model, quantised: bool) -> bytes:
    ranges = calibrate(model, [tensors(FEED)]) if quantised else None
    return build(model, ranges).SerializeToString()


def run(model: Model, quantised: bool, feed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(built(model, quantised))
    return dict(zip([out.name for out in session.get_outputs()], session.run(None, feed), strict=True))


@pytest.fixture
def feed() -> dict[str, np.ndarray]:
    return FEED


def test_float_graph_equals_torch(model: Model, feed: dict[str, np.ndarray]) -> None:
    out = run(model, False, feed)
    with torch.no_grad():
        arcs, word, head, tags, names = model(
            *(torch.from_numpy(feed[k]) for k in ("ids", "mask", "words", "treebank"))
        )
        relations = model.all_relations(word, head).numpy()
    forbidden = np.zeros((2, 3, 4), bool)
    for i in range(3):
        forbidden[:, i, i + 1] = True
    forbidden[1, :, 3] = True
    assert (out["arcs"][forbidden] < -1e8).all()
    assert np.allclose(out["arcs"][~forbidden], arcs.numpy()[~forbidden], atol=1e-3)
    assert (out["relations"] == relations).mean() > 0.95
    assert (out["relations"][:, :, 0] == 0).all()
    assert (out["relations"][:, :, 1:] > 0).all()
    assert np.allclose(out["names"], torch.log_softmax(names, -1).numpy(), atol=1e-3)
    assert (out["upos"] == tags[..., : len(UPOS)].argmax(-1).numpy()).all()
    assert out["features"].shape == (2, 3, len(FEATURES))
    assert [out[k].dtype for k in ("arcs", "relations", "upos", "features", "names")] == [
        np.float32, np.int64, np.int64, np.int64, np.float32,
    ]  # fmt: skip


def test_int8_graph_is_close_and_small(model: Model, feed: dict[str, np.ndarray]) -> None:
    exact, rounded = run(model, False, feed), run(model, True, feed)
    assert np.abs(exact["names"] - rounded["names"]).max() < 0.3
    assert len(built(model, True)) < len(built(model, False)) / 2


def test_int8_result_does_not_depend_on_the_batch(model: Model, feed: dict[str, np.ndarray]) -> None:
    together = run(model, True, feed)
    for row, (pieces, words) in enumerate(((6, 4), (4, 3))):
        alone = run(
            model,
            True,
            {
                "ids": feed["ids"][row : row + 1, :pieces],
                "mask": feed["mask"][row : row + 1, :pieces],
                "words": feed["words"][row : row + 1, :words],
                "treebank": feed["treebank"][row : row + 1],
            },
        )
        real = words - 1
        assert np.allclose(alone["arcs"][0], together["arcs"][row, :real, :words], atol=1e-4)
        assert np.allclose(alone["names"][0], together["names"][row, :real], atol=1e-4)
        for name in ("upos", "features"):
            assert (alone[name][0] == together[name][row, :real]).all()


def test_four_bit_weights() -> None:
    nibbles = np.arange(16, dtype=np.uint8)
    raw = np.float16(0.5).tobytes() + (nibbles | (15 - nibbles) << 4).astype(np.uint8).tobytes()
    expected = np.concatenate([nibbles, 15 - nibbles]).astype(np.float32)
    assert (unpack_q4(raw, 1, 32) == (expected - 8) * 0.5).all()


def test_dropout_keeps_the_mean() -> None:
    torch.manual_seed(1)
    dropped = MaskPool(0.25, 1 << 16)(torch.ones(200, 100))
    assert abs(float(dropped.mean()) - 1) < 0.03
    assert abs(float((dropped == 0).float().mean()) - 0.25) < 0.03
