"""The lexicon: which words tell of which event. Reads `frames/*.toml`; `frames/README.md` describes the format."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from spacy.tokens import Token

from aktenlage.coding import plover
from aktenlage.world.tables import SECTORS

LANGUAGES = ("de", "en")
PARTS = ("verbs", "nouns", "adjectives")
PATTERNS: dict[str, tuple[str, ...]] = {
    "verbs": (
        "transitive", "intransitive", "dative", "content", "reciprocal", "visit", "receive", "recipient-only",
        "demand",
    ),
    "nouns": ("noun", "noun-of", "noun-reciprocal", "noun-visit"),
    "adjectives": ("attribute",),
}  # fmt: skip
OPTIONS = ("mode", "status", "object", "subject", "not", "with", "role", "sense", "judge")


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of one predicate: a line of the lexicon, taken apart."""

    type: str
    language: str
    part: str
    key: str
    head: str
    extras: tuple[str, ...]
    compounds: bool
    pattern: str
    prepositions: tuple[str, ...]
    mode: str | None = None
    status: str | None = None
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    political: bool = False
    preferred: bool = False
    sure: bool = False  # fires unasked
    sole: bool = False  # where no line of the word holds, the judge does not code it either
    file: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """`accuse.toml:12`, for explanations and error messages."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Lexicon:
    """The frames of one language, found by the base form of their head, casefolded."""

    verbs: dict[str, list[Frame]] = field(default_factory=dict)
    nouns: dict[str, list[Frame]] = field(default_factory=dict)
    compounds: dict[str, list[Frame]] = field(default_factory=dict)
    adjectives: dict[str, list[Frame]] = field(default_factory=dict)


class LexiconError(ValueError):
    """A line of the lexicon that cannot be read; the message names file, line and cure."""


@cache
def classes(language: str) -> dict[str, tuple[str, ...]]:
    """Name -> words of the classes in `classes.toml` that `object=@troops` and the like stand for."""
    table = tomllib.loads(files(__package__).joinpath("classes.toml").read_text("utf-8"))
    return {name: tuple(words.casefold().split()) for name, words in table[language].items()}


def _lines(text: str) -> dict[tuple[str, str], int]:
    """(section, key) -> line number, since tomllib keeps none."""
    section, found = "", {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([\w.]+)\]", line):
            section = header[1]
        elif entry := re.match(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""", line):
            found[section, entry[1] or entry[2] or entry[3]] = number
    return found


def _frame(type_: str, language: str, part: str, key: str, value: str, file: str, line: int) -> Frame:
    pattern, *rest = value.split()
    options = dict(word.split("=", 1) for word in rest if "=" in word)
    words = key.lstrip("-").split()
    head = words[0] if (part, language) == ("verbs", "en") else words[-1]
    extras = words[1:] if (part, language) == ("verbs", "en") else words[:-1]

    def several(name: str) -> tuple[str, ...]:
        if name not in options:
            return ()
        sectors = SECTORS if name in ("subject", "object", "with") else ()
        words = [word if word in sectors else word.casefold() for word in options[name].split("|") if word]
        known = classes(language)
        return tuple(
            dict.fromkeys(
                w for word in words for w in (known.get(word[1:], (word,)) if word[0] == "@" else (word,))
            )
        )

    frame = Frame(
        type=type_,
        language=language,
        part=part,
        key=key,
        head=head.casefold(),
        extras=tuple(extra.casefold() for extra in extras),
        compounds=key.startswith("-"),
        pattern=pattern,
        prepositions=tuple(word.casefold() for word in rest if "=" not in word),
        mode=options.get("mode"),
        status=options.get("status"),
        subject=several("subject"),
        object=several("object"),
        exclude=several("not"),
        require=several("with"),
        political=options.get("role") == "required",
        preferred=options.get("sense") == "prefer",
        sure=options.get("judge") == "no",
        sole=options.get("judge") == "never",
        file=file,
        line=line,
    )
    if fault := _fault(frame, set(options)):
        raise LexiconError(f'{file}:{line}: "{key}": {fault}')
    return frame


def _fault(frame: Frame, options: set[str]) -> str | None:
    if frame.pattern not in PATTERNS[frame.part]:
        return f"unknown pattern {frame.pattern!r}; {frame.part} take {', '.join(PATTERNS[frame.part])}"
    if unknown := options - set(OPTIONS):
        return f"unknown option {', '.join(sorted(unknown))}; there are {', '.join(OPTIONS)}"
    conditions = (*frame.subject, *frame.object, *frame.exclude, *frame.require)
    if strange := [word for word in conditions if word.startswith("@")]:
        return f"unknown class {strange[0]}; classes.toml has {', '.join(sorted(classes(frame.language)))}"
    if frame.mode and frame.mode not in plover.MODES[frame.type]:
        return (
            f"{frame.type} has no mode {frame.mode!r}; it has {', '.join(plover.MODES[frame.type]) or 'none'}"
        )
    if frame.status and frame.status not in plover.STATUSES:
        return f"unknown status {frame.status!r}; there are {', '.join(plover.STATUSES)}"
    return None


def _sources() -> list[Traversable]:
    folder = files(__package__).joinpath("frames")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def read(source: Traversable, languages: Collection[str] = LANGUAGES) -> Iterator[Frame | LexiconError]:
    """The frames of one file in its order, those of some languages; a bad line comes as the error instead."""
    text = source.read_text("utf-8")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield LexiconError(f"{source.name}: not valid TOML: {error}")
        return
    type_ = content.get("type")
    if type_ not in plover.TYPES:
        yield LexiconError(f"{source.name}:1: needs a line type = one of {', '.join(plover.TYPES)}")
        return
    numbers = _lines(text)
    for language in content.keys() - {"type"}:
        if language not in LANGUAGES:
            yield LexiconError(
                f"{source.name}: unknown language [{language}]; sections are [de.verbs], [en.nouns] …"
            )
            continue
        if language not in languages:
            continue
        for part, entries in content[language].items():
            if part not in PARTS:
                yield LexiconError(
                    f"{source.name}: unknown section [{language}.{part}]; there are {', '.join(PARTS)}"
                )
                continue
            for key, values in entries.items():
                line = numbers.get((f"{language}.{part}", key), 0)
                for value in values if isinstance(values, list) else [values]:
                    try:
                        yield _frame(type_, language, part, key, value, source.name, line)
                    except LexiconError as error:
                        yield error
                    except (ValueError, AttributeError):
                        yield LexiconError(
                            f'{source.name}:{line}: "{key}": needs a text "PATTERN preposition option=value"'
                        )


@cache
def lexicon(language: str) -> Lexicon:
    """The frames of a language (`de`, `en`). Raises LexiconError at its first bad line."""
    tables: dict[str, dict[str, list[Frame]]] = {name: defaultdict(list) for name in (*PARTS, "compounds")}
    for source in _sources():
        for frame in read(source, (language,)):
            if isinstance(frame, LexiconError):
                raise frame
            tables[frame.part][frame.head].append(frame)
            if frame.compounds:
                tables["compounds"][frame.head].append(frame)
    for table in tables.values():
        for frames in table.values():
            # The frame that asks for most wins: longer phrases, then conditions, before the bare word.
            frames.sort(key=_demand, reverse=True)
    return Lexicon(**{name: dict(table) for name, table in tables.items()})


def frames_of_noun(token: Token, language: str) -> Iterator[Frame]:
    """The frames of a noun, itself before what its compound ends in.

    A key in the plural ("Gespräche", "talks") is found by the written form only, one in the singular by both.
    """
    words, lemma, surface = lexicon(language), token.lemma_.casefold(), token.lower_
    # "bei Gesprächen": the dative plural of a plural key
    forms = dict.fromkeys((surface, lemma, surface.removesuffix("n") if language == "de" else surface))
    exact = [frame for form in forms for frame in words.nouns.get(form, ())]
    yield from exact
    if exact or language != "de":
        return
    for word in dict.fromkeys((lemma, surface)):
        for start in range(1, len(word) - 3):
            if frames := words.compounds.get(word[start:]):
                yield from frames
                return


def _demand(frame: Frame) -> tuple[bool, int, bool, bool]:
    return frame.preferred, len(frame.extras), bool(frame.require), bool(frame.object or frame.subject)


def check() -> list[str]:
    """Every mistake in the lexicon as `file:line: what and the cure`."""
    faults = []
    for source in _sources():
        seen = set()
        for frame in read(source):
            if isinstance(frame, LexiconError):
                faults.append(str(frame))
            else:
                same = (
                    frame.language,
                    frame.part,
                    frame.key,
                    frame.pattern,
                    frame.prepositions,
                    frame.subject,
                    frame.object,
                    frame.require,
                    frame.exclude,
                )
                if same in seen:
                    faults.append(
                        f'{frame.where}: "{frame.key}" stands twice with the same conditions; drop one'
                    )
                seen.add(same)
    return faults
