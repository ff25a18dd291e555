"""The student starts as its teacher's layers and learns towards it (a small random teacher)."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from small_model import FEED, small_model, tensors  # noqa: E402

from training.distil import distilled, student_of  # noqa: E402
from training.model import Model  # noqa: E402


@pytest.fixture
def model() -> Model:
    return small_model()


def test_a_student_of_all_layers_is_its_teacher(model: Model) -> None:
    student = student_of(model, [1, 2]).eval()
    for ours, theirs in zip(scores(student), scores(model), strict=True):
        assert np.allclose(ours, theirs, atol=1e-4)
    parts = distilled(student, tensors(FEED), model, 1)
    assert parts.keys() == {"hidden", "arcs~", "relations~", "upos~", "features~", "names~"}
    assert all(abs(part.item()) < 1e-4 for part in parts.values())


def test_the_last_layer_takes_the_shares_of_those_that_are_gone(model: Model) -> None:
    with torch.no_grad():
        model.mix_names.weights.copy_(torch.log(torch.tensor([0.2, 0.3, 0.5])))
    student = student_of(model, [1])
    assert np.allclose(torch.softmax(student.mix_names.weights, 0).detach().numpy(), [0.2, 0.8])
    assert student.encoder.layers[0].qkv.weight.equal(model.encoder.layers[0].qkv.weight)


def test_steps_bring_the_student_nearer(model: Model) -> None:
    torch.manual_seed(2)
    student = student_of(model, [1]).eval()
    teacher, batch = model.requires_grad_(False), tensors(FEED)
    optimiser = torch.optim.AdamW(student.parameters(), lr=5e-4)
    totals = []
    for _ in range(40):
        total = torch.stack(list(distilled(student, batch, teacher, 0).values())).sum()
        total.backward()
        optimiser.step()
        optimiser.zero_grad()
        totals.append(total.item())
    assert totals[-1] < 0.7 * totals[0]


def scores(of: Model) -> list[np.ndarray]:
    batch = tensors(FEED)
    with torch.no_grad():
        return [part.numpy() for part in of(batch.ids, batch.mask, batch.words, batch.treebank)]
