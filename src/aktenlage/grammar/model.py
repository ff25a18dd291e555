"""The neural model: pieces in, scores out, by ONNX Runtime; then the best tree and the best names.

The only place that knows there is a neural network. Three files lie in `weights/`: `grammar.onnx`, `tokenizer.json`
(SentencePiece pieces, for the `tokenizers` library) and `labels.json`. Inputs of the network, all int64:
`ids` [B,T] (<s> 0, </s> 2, padding 1), `mask` [B,T], `words` [B,W+1] (place of each word's first piece, column 0 is
the root), `treebank` [B]. Outputs: `arcs` float32 [B,W,W+1], `relations` int64 [B,W,W+1], `upos` int64 [B,W],
`features` int64 [B,W,F], `names` float32 [B,W,L] (log-probabilities); with a judge on top also the log-probabilities
`kinds` [B,W,K], `stages` [B,W,S] and `parts` [B,W,P,W] of `grammar/verdicts.py`.

Same sentence, same result: the network's numbers for a row never depend on other rows, so a sentence's padded length T
depends on the sentence alone, and only sentences of the same T share a batch.

Several batches run at once, each on one thread: the runtime lets go of Python's lock, so one batch is computed while
another is decoded and while the caller works on the sentences before.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from aktenlage.grammar.names import best_labels, spans
from aktenlage.grammar.tree import best_tree
from aktenlage.grammar.verdicts import Verdict
from aktenlage.grammar.windows import cut, join
from aktenlage.problems import GrammarUnavailable

WEIGHTS = Path(__file__).parent / "weights"
THREADS = "AKTENLAGE_THREADS"
JUDGE = "AKTENLAGE_JUDGE"  # "off": the judge is not asked, the rules alone decide
MOST_THREADS = 4  # more do not help a model of this size

OUTPUTS = ["arcs", "relations", "upos", "features", "names"]
JUDGED = ["kinds", "stages", "parts"]
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
SPACE = "▁"
LONGEST_WORD = 16  # pieces of one word, as in training
LONGEST_SENTENCE = 512  # pieces with <s> and </s>: the encoder's positions
STEP = 4  # T is a multiple of this
BATCH = 400  # pieces: what one layer makes of them stays in the cache, 10 % quicker than three times as many
REMEMBERED = 100_000  # word forms whose pieces are kept
_loading = Lock()


class Session(Protocol):
    """What is needed of `onnxruntime.InferenceSession`."""

    def run(self, output_names: list[str], feeds: dict[str, NDArray[np.int64]]) -> Sequence[Any]:
        """Outputs in the order of their names."""
        ...


class Cutter(Protocol):
    """What is needed of `tokenizers.Tokenizer`."""

    def encode(self, sequence: str, *, add_special_tokens: bool = True) -> Any:
        """An encoding with `ids`."""
        ...

    def id_to_token(self, number: int) -> str | None:
        """The piece of that number."""
        ...


@dataclass(frozen=True)
class Labels:
    """The label inventories, in the order of the model's outputs."""

    upos: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    features: tuple[tuple[str, tuple[str, ...]], ...]  # "" (absent) is each feature's first value
    treebanks: dict[str, int]
    kinds: tuple[str, ...] = ()  # these three are empty where no judge sits on the grammar
    stages: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Labels:
        """From the content of `labels.json`."""
        return cls(
            tuple(data["upos"]),
            tuple(data["relations"]),
            tuple(data["names"]),
            tuple((name, tuple(values)) for name, values in data["features"].items()),
            dict(data["treebanks"]),
            *(tuple(data.get(name, ())) for name in JUDGED),
        )


@dataclass(frozen=True)
class Analysis:
    """One sentence as the model sees it: numbers index the label inventories.

    `heads` are 0 for the root, else 1 + the head's place. `names` are (first word, last word + 1, label).
    """

    heads: NDArray[np.int64]
    relations: NDArray[np.int64]
    upos: NDArray[np.int64]
    features: NDArray[np.int64]
    names: list[tuple[int, int, str]]
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Window:
    """A sentence, or a part of one that is too long, ready for the network."""

    ids: list[int]
    words: list[int]
    treebank: int

    @property
    def length(self) -> int:
        """T: the number of pieces, rounded up."""
        return -(-len(self.ids) // STEP) * STEP


class Model:
    """The network with its tokenizer and labels; `threads` batches run at once, with 1 in the caller's own thread."""

    def __init__(self, session: Session, cutter: Cutter, labels: Labels, threads: int = 1) -> None:
        self.session = session
        self.cutter = cutter
        self.labels = labels
        self.remembered: dict[str, list[int]] = {}
        self.pool = ThreadPoolExecutor(threads, "grammar") if threads > 1 else None

    def pieces(self, word: str) -> list[int]:
        """Piece numbers of one word: at least one, at most LONGEST_WORD; cut exactly as in training."""
        found = self.remembered.get(word)
        if found is None:
            if len(self.remembered) >= REMEMBERED:
                self.remembered.clear()
            found = self.cutter.encode(word, add_special_tokens=False).ids
            if len(found) > 1 and self.cutter.id_to_token(found[0]) == SPACE:
                found = found[1:]
            found = self.remembered[word] = list(found[:LONGEST_WORD]) or [UNKNOWN]
        return found

    def windows(self, words: Sequence[str], language: str) -> list[Window]:
        """One sentence of at least one word -> its windows (nearly always one)."""
        treebank = self.labels.treebanks[language]
        pieces = [self.pieces(word) for word in words]
        bounds = [(0, len(words))]
        if sum(map(len, pieces)) + 2 > LONGEST_SENTENCE:
            bounds = cut(words, [len(found) for found in pieces], LONGEST_SENTENCE - 2)
        return [window(pieces[first:last], treebank) for first, last in bounds]

    def analyse(self, sentences: Sequence[tuple[Sequence[str], str]]) -> list[Analysis]:
        """Sentences as (words, language), each of at least one word -> their analyses, in the same order."""
        return self.begin(sentences)()

    def begin(self, sentences: Sequence[tuple[Sequence[str], str]]) -> Callable[[], list[Analysis]]:
        """Starts `analyse`, if there are threads for it; the function that it gives back waits for the analyses."""
        owners: list[int] = []
        windows: list[Window] = []
        for number, (words, language) in enumerate(sentences):
            for part in self.windows(words, language):
                owners.append(number)
                windows.append(part)
        batches = list(batched(windows))
        work = [[windows[place] for place in batch] for batch in batches]
        results = self.pool.map(self.run_batch, work) if self.pool else map(self.run_batch, work)

        def finish() -> list[Analysis]:
            found: dict[int, Analysis] = {}
            for batch, analyses in zip(batches, results, strict=True):
                found.update(zip(batch, analyses, strict=True))
            parts: list[list[Analysis]] = [[] for _ in sentences]
            for place, owner in enumerate(owners):
                parts[owner].append(found[place])
            return [part[0] if len(part) == 1 else self.joined(part) for part in parts]

        return finish

    def run_batch(self, windows: Sequence[Window]) -> list[Analysis]:
        """Windows of one padded length T -> analyses."""
        length = windows[0].length
        wide = max(len(part.words) for part in windows)
        ids = np.full((len(windows), length), PAD, dtype=np.int64)
        words = np.zeros((len(windows), wide), dtype=np.int64)
        for row, part in enumerate(windows):
            ids[row, : len(part.ids)] = part.ids
            words[row, : len(part.words)] = part.words
        feeds = {
            "ids": ids,
            "mask": (ids != PAD).astype(np.int64),
            "words": words,
            "treebank": np.array([part.treebank for part in windows], dtype=np.int64),
        }
        outputs = [*OUTPUTS, *JUDGED] if self.labels.kinds else OUTPUTS
        arcs, relations, upos, features, names, *judged = self.session.run(outputs, feeds)
        found = [
            self.decoded(arcs[row], relations[row], upos[row], features[row], names[row], len(part.words) - 1)
            for row, part in enumerate(windows)
        ]
        if not judged:
            return found
        kinds, stages, parts = judged
        return [
            replace(one, verdict=verdict(kinds[row], stages[row], parts[row], len(one.heads)))
            for row, one in enumerate(found)
        ]

    def decoded(
        self,
        arcs: NDArray[np.float32],
        relations: NDArray[np.int64],
        upos: NDArray[np.int64],
        features: NDArray[np.int64],
        names: NDArray[np.float32],
        count: int,
    ) -> Analysis:
        """The network's outputs for one window of `count` words -> tree, tags, names."""
        heads = best_tree(arcs[:count, : count + 1])
        labels = best_labels(names[:count], self.labels.names)
        return Analysis(
            heads,
            relations[np.arange(count), heads],
            upos[:count].copy(),
            features[:count].copy(),
            spans(labels, self.labels.names),
        )

    def joined(self, parts: Sequence[Analysis]) -> Analysis:
        """The windows of one sentence -> one analysis with one root."""
        heads, loose = join([part.heads for part in parts])
        relations = np.concatenate([part.relations for part in parts])
        relations[loose] = self.labels.relations.index("parataxis")
        names: list[tuple[int, int, str]] = []
        offset = 0
        for part in parts:
            names += [(first + offset, last + offset, label) for first, last, label in part.names]
            offset += len(part.heads)
        return Analysis(
            heads,
            relations,
            np.concatenate([part.upos for part in parts]),
            np.concatenate([part.features for part in parts]),
            names,
            together([part.verdict for part in parts if part.verdict is not None]),
        )


def verdict(
    kinds: NDArray[np.float32], stages: NDArray[np.float32], parts: NDArray[np.float32], count: int
) -> Verdict:
    """What the network says of a window of `count` words, without the padding."""
    return Verdict(kinds[:count].copy(), stages[:count].copy(), parts[:count, :, :count].copy())


def together(windows: Sequence[Verdict]) -> Verdict | None:
    """The windows of one sentence -> one verdict; words of other windows have no part (-inf but in the first row)."""
    if not windows:
        return None
    count, width = sum(len(one.kinds) for one in windows), windows[0].parts.shape[1]
    parts = np.full((count, width, count), -np.inf, dtype=np.float32)
    parts[:, 0] = 0.0
    start = 0
    for one in windows:
        stop = start + len(one.kinds)
        parts[start:stop, :, start:stop] = one.parts
        start = stop
    return Verdict(
        np.concatenate([one.kinds for one in windows]), np.concatenate([one.stages for one in windows]), parts
    )


def batched(windows: Sequence[Window]) -> Iterator[list[int]]:
    """Places of the windows of each batch: all of one T, at most BATCH pieces or one window."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, part in enumerate(windows):
        by_length[part.length].append(place)
    for length, places in by_length.items():
        # Like numbers of words together: scores of absent words cost time.
        places.sort(key=lambda place: len(windows[place].words))
        size = max(1, BATCH // length)
        yield from (places[start : start + size] for start in range(0, len(places), size))


def window(pieces: Sequence[Sequence[int]], treebank: int) -> Window:
    """Pieces of each word -> ids with <s> and </s>, and the places of the words."""
    ids, words = [BEGIN], [0]
    for found in pieces:
        words.append(len(ids))
        ids += found
    ids.append(END)
    return Window(ids, words, treebank)


def thread_count() -> int:
    """Threads for the network: the environment's AKTENLAGE_THREADS, else the usable cores up to MOST_THREADS."""
    wanted = os.environ.get(THREADS, "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_THREADS)


def judge_sits() -> bool:
    """Whether the judge is asked: unless the environment's AKTENLAGE_JUDGE is "off"."""
    return os.environ.get(JUDGE) != "off"


def load(folder: Path = WEIGHTS, threads: int | None = None) -> Model:
    """Reads the three files of `folder`.

    Raises GrammarUnavailable, with the file and the remedy in its message, if one is missing or broken.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    paths = [folder / name for name in ("labels.json", "tokenizer.json", "grammar.onnx")]
    for path in paths:
        if not path.is_file():
            raise GrammarUnavailable(
                f"{path} is missing: install the package again, or train it (training/README.md)"
            )
    path = paths[0]
    try:
        labels = Labels.from_json(json.loads(path.read_text(encoding="utf-8")))
        if not judge_sits():
            labels = replace(labels, kinds=(), stages=(), parts=())
        path = paths[1]
        tokenizer = Tokenizer.from_file(str(path))
        path = paths[2]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a batch is one thread's work, see the head of this file
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # each library raises its own kinds for a broken file
        reason = str(error).split("\n", 1)[0][:200]
        raise GrammarUnavailable(
            f"{path} cannot be read ({reason}): install the package again, or train it (training/README.md)"
        ) from error
    return Model(session, tokenizer, labels, threads or thread_count())


@cache
def _loaded() -> Model:
    return load()


def loaded_model() -> Model:
    """The one model of this process, loaded at the first call."""
    with _loading:
        return _loaded()


def load_meanwhile() -> None:
    """Begins to load the model while the caller goes on; what is wrong with it is said when it is needed."""

    def work() -> None:
        with suppress(GrammarUnavailable):
            loaded_model()

    Thread(target=work).start()
