"""Do German and English agree? `python -m benchmarks.agreement --shared ../shared` codes both sides of parallel news.

Every line of `corpus/wmt-news/newstest2021` is coded alone, in both languages. Compared are the multisets of (type, actor
countries, recipient countries) of each line: `alike` counts what both languages code, the rest is coded in one language
only. Precision is the share of the English mentions that German has too, recall the share of the German ones that English
has, F1 their mean; lines where neither language codes anything do not count. Actors of no state count as no country.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from aktenlage.shapes import CodedDocument, Document, Entity, Mention, UncodedDocument

FOLDER = Path("corpus/wmt-news")
# (German side, English side): what was written in the one language and translated into the other.
PAIRS = {
    "de-en": ("newstest2021.de-en.src.de", "newstest2021.de-en.ref.A.en"),
    "en-de": ("newstest2021.en-de.ref.A.de", "newstest2021.en-de.src.en"),
}
PUBLISHED = "2020-06-01"
Key = tuple[str, tuple[str, ...], tuple[str, ...]]


class Line(msgspec.Struct, frozen=True):
    """One line of both languages: the texts, and the mentions coded in each."""

    name: str
    german: str
    english: str
    de: list[Mention]
    en: list[Mention]


class Agreement(msgspec.Struct, kw_only=True):
    """Mentions of German and English, and how many of them are alike."""

    alike: int = 0
    german: int = 0
    english: int = 0

    @property
    def precision(self) -> float:
        """0 to 1."""
        return self.alike / max(1, self.english)

    @property
    def recall(self) -> float:
        """0 to 1."""
        return self.alike / max(1, self.german)

    @property
    def f1(self) -> float:
        """0 to 1."""
        return 2 * self.alike / max(1, self.german + self.english)


def countries(entities: Iterable[Entity]) -> tuple[str, ...]:
    """The countries of a role, each once, in order of the alphabet."""
    return tuple(sorted({entity.country for entity in entities if entity.country}))


def key(mention: Mention) -> Key:
    """What must be alike."""
    return mention.type, countries(mention.actors), countries(mention.recipients)


def compare(lines: Iterable[Line], by_type_alone: bool = False) -> Agreement:
    """How far two languages agree over the lines where either codes something."""
    total = Agreement()
    for line in lines:
        german, english = (
            Counter(key(m)[: 1 if by_type_alone else 3] for m in ms) for ms in (line.de, line.en)
        )
        total.alike += (german & english).total()
        total.german += german.total()
        total.english += english.total()
    return total


def disagreements(lines: Iterable[Line]) -> Iterator[tuple[Line, list[Mention], list[Mention]]]:
    """The lines that differ, with the mentions that only German and only English has."""
    for line in lines:
        german, english = (Counter(key(m) for m in ms) for ms in (line.de, line.en))
        if german != english:
            yield line, alone(line.de, english), alone(line.en, german)


def alone(mentions: Iterable[Mention], other: Counter[Key]) -> list[Mention]:
    """The mentions that the other language lacks."""
    left, found = other.copy(), []
    for mention in mentions:
        if left[key(mention)]:
            left[key(mention)] -= 1
        else:
            found.append(mention)
    return found


def coded(texts: list[str], language: str) -> Iterator[list[Mention]]:
    """The mentions of each text, in order."""
    from aktenlage import code_many

    documents = (
        Document(id=str(n), text=text, published=PUBLISHED, language=language) for n, text in enumerate(texts)
    )
    for document in code_many(documents):
        yield mentions(document)


def mentions(document: CodedDocument | UncodedDocument) -> list[Mention]:
    """In order of the text; none of a text that could not be coded (an empty line)."""
    if isinstance(document, UncodedDocument):
        return []
    return sorted((m for e in document.events for m in e.mentions), key=lambda m: m.trigger.start)


def read(shared: Path, limit: int | None = None) -> Iterator[Line]:
    """The lines of all pairs, coded. Raises FileNotFoundError where the shared folder lacks one."""
    for name, files in PAIRS.items():
        german, english = (
            list(islice((shared / FOLDER / file).read_text("utf-8").splitlines(), limit)) for file in files
        )
        both = zip(german, english, coded(german, "de"), coded(english, "en"), strict=True)
        for number, (written, translated, de, en) in enumerate(both, 1):
            yield Line(f"{name}:{number}", written, translated, de, en)


def figures(shared: Path) -> dict[str, float | int]:
    """What `benchmarks.quality` writes down."""
    lines = list(read(shared))
    whole, types = compare(lines), compare(lines, by_type_alone=True)
    return {
        "P": whole.precision,
        "R": whole.recall,
        "F1": whole.f1,
        "F1 of types alone": types.f1,
        "German mentions": whole.german,
        "English mentions": whole.english,
        "alike": whole.alike,
    }


def row(name: str, agreement: Agreement) -> str:
    """One line of the table."""
    return (
        f"{name:<32} P {agreement.precision:.3f}  R {agreement.recall:.3f}  F1 {agreement.f1:.3f}"
        f"  alike {agreement.alike}, German {agreement.german}, English {agreement.english}"
    )


def shown(mention: Mention) -> str:
    """`ACCUSE kritisierte DEU > HUN`."""
    type_, actors, recipients = key(mention)
    return f"{type_} {mention.trigger.text} {','.join(actors) or '-'} > {','.join(recipients) or '-'}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--lines", type=int, help="only the first lines of each file")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N disagreements")
    options = parser.parse_args()
    lines = list(read(options.shared, options.lines))
    print(row("type, actors and recipients", compare(lines)))
    print(row("type alone", compare(lines, by_type_alone=True)))
    for type_ in sorted({m.type for line in lines for m in (*line.de, *line.en)}):
        of_type = [
            Line(n.name, n.german, n.english, *([m for m in ms if m.type == type_] for ms in (n.de, n.en)))
            for n in lines
        ]
        print(row(f"  {type_}", compare(of_type)))
    for line, german, english in islice(disagreements(lines), options.show):
        print(f"\n{line.name}\n  {line.german}\n  {line.english}")
        for language, found in (("de", german), ("en", english)):
            for mention in found:
                print(f"    {language} only: {shown(mention)}")


if __name__ == "__main__":
    main()
