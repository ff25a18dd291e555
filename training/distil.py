"""Trains a student of few layers from a teacher of many: `python -m training.distil --teacher WORK/run2/final.pt ...`.

The student begins as some of the teacher's layers, with its embeddings and heads (DistilBERT, Sanh et al. 2019), and
learns from the gold labels as ever, from the teacher's scores of every word (arcs, relations at the likeliest heads,
tags, names) and from what its layer mixes give (hidden states, as TinyBERT, Jiao et al. 2020). The teacher also reads news that nobody has
annotated, so the student sees far more of what it will read than the treebanks hold.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from aktenlage.grammar import cut_text
from training.data import Pieces, training_groups
from training.encoder import Encoder
from training.model import Model
from training.train import (
    WEIGHT_FEATURE,
    WEIGHT_NAMES,
    WEIGHT_UPOS,
    Batch,
    begin,
    load_model,
    losses,
    parser,
    train,
)
from training.treebanks import Sentence

# Share of the pieces of each group; news without labels takes the place of the neighbours.
SHARES = {
    "de": 0.24, "de-lit": 0.06,
    "en": 0.09, "en-gum": 0.05, "en-lines": 0.03, "en-partut": 0.02,
    "neighbours": 0.02,
    "germeval": 0.28, "europarl": 0.04,
    "uner-en": 0.03, "uner-others": 0.02,
    "news-de": 0.26, "news-en": 0.10,
}  # fmt: skip
DROPOUT_ENCODER, DROPOUT_HEADS = 0.05, 0.1  # a small student underfits: less than in training from gold alone
WEIGHT_HIDDEN = 2.0
FEWEST_WORDS = 4  # shorter lines of news teach little


def news(shared: Path) -> dict[str, list[Sentence]]:
    """Unlabelled sentences of the shared news, cut as at run time; each once."""
    found: dict[str, dict[tuple[str, ...], Sentence]] = {"de": {}, "en": {}}

    def add(text: str, language: str) -> None:
        for words in cut_text(text, language).sentences():
            if len(words) >= FEWEST_WORDS:
                found[language].setdefault(tuple(words), Sentence(words, language))

    for line in (shared / "corpus" / "wikinews-de.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        add(report["title"], "de")
        add(report["text"], "de")
    for path in sorted((shared / "corpus" / "wmt-news").iterdir()):
        if path.suffix in (".de", ".en"):
            for line in path.read_text(encoding="utf-8").splitlines():
                add(line, path.suffix[1:])
    return {f"news-{language}": list(sentences.values()) for language, sentences in found.items()}


def student_of(teacher: Model, layers: list[int]) -> Model:
    """A model whose layers begin as these of the teacher (counted from 1), with its embeddings and heads.

    The layer mixes follow: the share of a layer that is gone goes to the next one that is there, or to the last.
    """
    sizes = replace(teacher.encoder.sizes, layers=len(layers))
    labels = teacher.labels
    student = Model(Encoder(sizes, len(labels.treebanks), DROPOUT_ENCODER), labels, DROPOUT_HEADS)
    state = {}
    for name, value in teacher.state_dict().items():
        if name.startswith("mix_") and name.endswith(".weights"):
            shares, start = torch.softmax(value, 0), 0
            parts = []
            for end in [0, *layers[:-1], len(shares)]:
                parts.append(shares[start : end + 1].sum())
                start = end + 1
            state[name] = torch.stack(parts).log()
        elif not name.startswith("encoder.layers."):
            state[name] = value
    for place, number in enumerate(layers):
        for name, value in teacher.encoder.layers[number - 1].state_dict().items():
            state[f"encoder.layers.{place}.{name}"] = value
    student.load_state_dict({name: value.clone() for name, value in state.items()})
    return student


def divergence(ours: Tensor, theirs: Tensor) -> Tensor:
    """Scores [N,K] of student and teacher -> summed Kullback-Leibler divergence."""
    return functional.kl_div(ours.log_softmax(-1), theirs.log_softmax(-1), reduction="sum", log_target=True)


def distilled(model: Model, batch: Batch, teacher: Model, shared: int) -> dict[str, Tensor]:
    """The gold losses, and how far the student is from the teacher; summed over words, divided by all words.

    The first `shared` layers are the teacher's own and stay as they are: one pass through them serves both.
    """
    with torch.no_grad():
        outputs = teacher.encoder(batch.ids, batch.mask, batch.treebank)
        theirs_mixed = teacher.mixed(outputs, batch.words)
        theirs = teacher.scores(theirs_mixed, batch.words)
    ours_mixed = model.mixed(model.encoder.onward(outputs[: shared + 1], batch.mask), batch.words)
    ours = model.scores(ours_mixed, batch.words)
    return losses(model, batch, ours) | distance(
        (model, ours_mixed, ours), (teacher, theirs_mixed, theirs), batch
    )


Said = tuple[Model, tuple[Tensor, ...], tuple[Tensor, ...]]  # a model, its layer mixes and its scores


def distance(student: Said, master: Said, batch: Batch) -> dict[str, Tensor]:
    """How far a student is from its teacher on a batch: what its mixes give, and each of its scores."""
    model, ours_mixed, ours = student
    teacher, theirs_mixed, theirs = master
    there = batch.words > 0
    there[:, 0] = True  # the root
    far = torch.zeros(())
    for one, other in zip(ours_mixed, theirs_mixed, strict=True):
        wanted = other[there]
        far = far + (one[there] - wanted).square().mean() / wanted.square().mean()
    hidden = WEIGHT_HIDDEN * far / len(ours_mixed)

    word = (batch.words[:, 1:] > 0).flatten().nonzero()[:, 0]  # flat index (sentence * W + word)
    length = batch.words.shape[1] - 1

    def flat(scores: tuple[Tensor, ...], part: int) -> Tensor:
        return scores[part].flatten(0, 1)[word]

    soft: dict[str, Tensor] = {"arcs~": divergence(flat(ours, 0), flat(theirs, 0))}
    heads = flat(theirs, 0).argmax(-1)
    head_rows = word // length * (length + 1) + heads
    relations = [
        one.relation_scores(flat(scores, 1), scores[2].flatten(0, 1)[head_rows])
        for one, scores in ((model, ours), (teacher, theirs))
    ]
    soft["relations~"] = divergence(relations[0], relations[1].detach())
    tags = zip(*(flat(scores, 3).split(model.tag_sizes, -1) for scores in (ours, theirs)), strict=True)
    upos, *features = [divergence(one, other) for one, other in tags]
    soft["upos~"] = WEIGHT_UPOS * upos
    soft["features~"] = WEIGHT_FEATURE * torch.stack(features).sum()
    soft["names~"] = WEIGHT_NAMES * divergence(flat(ours, 4), flat(theirs, 4))
    return {"hidden": hidden} | {name: value / batch.size for name, value in soft.items()}


def main() -> None:
    """Command line."""
    command = parser(__doc__)
    command.add_argument("--teacher", type=Path, required=True, help="final.pt of training.train")
    command.add_argument(
        "--layers", default="1,2,3,4,5,6,7,8", help="layers of the teacher that the student begins as"
    )
    command.add_argument(
        "--shared-layers", type=int, default=4, help="first layers that stay as the teacher's"
    )
    options = command.parse_args()
    layers = [int(number) for number in options.layers.split(",")]
    if layers[: options.shared_layers] != list(range(1, options.shared_layers + 1)):
        command.error("--layers must begin with the shared layers: 1,2,...")
    begin(options)
    teacher = load_model(options.teacher).requires_grad_(False)
    student = student_of(teacher, layers)
    pieces = Pieces(Tokenizer.from_file(str(options.vocabulary / "tokenizer.json")))
    groups, held = training_groups(options.shared)
    groups |= news(options.shared)
    loss = partial(distilled, teacher=teacher, shared=options.shared_layers)
    train(options, student, pieces, groups, held, SHARES, loss)


if __name__ == "__main__":
    main()
