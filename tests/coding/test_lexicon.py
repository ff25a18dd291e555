"""The lexicon: the shipped one is clean and rich, and a bad line is named with file, line and cure."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from aktenlage.coding import lexicon, plover
from aktenlage.coding.lexicon import Frame, LexiconError, read

LEAST = 25  # predicates a type and language


def faults(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "accuse.toml"
    path.write_text(content, encoding="utf-8")
    return [str(found) for found in read(path) if isinstance(found, LexiconError)]


def test_shipped_lexicon_is_clean() -> None:
    assert lexicon.check() == []


def test_every_type_has_enough_predicates_in_both_languages() -> None:
    predicates = {
        (frame.type, frame.language, frame.part, frame.key)
        for source in lexicon._sources()
        for frame in read(source)
        if isinstance(frame, Frame)
    }
    counts = Counter((type_, language) for type_, language, _, _ in predicates)
    assert {
        pair: counts[pair]
        for pair in ((t, la) for t in plover.TYPES for la in ("de", "en"))
        if counts[pair] < LEAST
    } == {}


def test_a_good_line(tmp_path: Path) -> None:
    path = tmp_path / "accuse.toml"
    path.write_text(
        'type = "ACCUSE"\n[en.verbs]\n"take aim" = "intransitive at mode=disapprove object=none"\n'
    )
    (frame,) = read(path)
    assert isinstance(frame, Frame)
    assert (frame.head, frame.extras, frame.pattern, frame.prepositions) == (
        "take",
        ("aim",),
        "intransitive",
        ("at",),
    )
    assert (frame.mode, frame.object, frame.where) == ("disapprove", ("none",), "accuse.toml:3")


def test_a_class_stands_for_its_words(tmp_path: Path) -> None:
    path = tmp_path / "mobilize.toml"
    path.write_text('type = "MOBILIZE"\n[de.verbs]\n"verlegen" = "intransitive object=@troops|Zelt"\n')
    (frame,) = read(path)
    assert isinstance(frame, Frame)
    assert {"soldat", "brigade", "zelt"} <= set(frame.object)


def test_sectors_stand_among_the_words_of_subject_and_object(tmp_path: Path) -> None:
    path = tmp_path / "assault.toml"
    path.write_text(
        'type = "ASSAULT"\n[en.verbs]\n"strike" = "transitive subject=MIL object=REB|Base not=NGO"\n'
    )
    (frame,) = read(path)
    assert isinstance(frame, Frame)
    assert (frame.subject, frame.object, frame.exclude) == (("MIL",), ("REB", "base"), ("ngo",))


def test_an_unknown_class_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, 'type = "ACCUSE"\n[de.verbs]\n"rügen" = "transitive object=@trops"\n')
    assert "unknown class @trops" in fault and "troops" in fault


def test_german_phrases_have_their_verb_last(tmp_path: Path) -> None:
    path = tmp_path / "accuse.toml"
    path.write_text(
        'type = "ACCUSE"\n[de.verbs]\n"Kritik üben" = "intransitive an"\n[de.nouns]\n"-kritik" = "noun an"\n'
    )
    verb, noun = read(path)
    assert isinstance(verb, Frame) and isinstance(noun, Frame)
    assert (verb.head, verb.extras) == ("üben", ("kritik",))
    assert (noun.head, noun.compounds) == ("kritik", True)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('"blame" = "transitiv"', 'accuse.toml:4: "blame": unknown pattern'),
        ('"blame" = "transitive mood=x"', 'accuse.toml:4: "blame": unknown option mood'),
        ('"blame" = "transitive mode=visit"', "accuse.toml:4: \"blame\": ACCUSE has no mode 'visit'"),
        ('"blame" = "transitive status=soon"', "accuse.toml:4: \"blame\": unknown status 'soon'"),
        ('"blame" = "noun of"', 'accuse.toml:4: "blame": unknown pattern'),
        ('"blame" = ""', 'accuse.toml:4: "blame": needs a text'),
        ('"blame" = 5', 'accuse.toml:4: "blame": needs a text'),
        ('"blame" "transitive"', "accuse.toml: not valid TOML"),
        ("[en.verb]", "accuse.toml: unknown section [en.verb]"),
        ("[fr.verbs]", "accuse.toml: unknown language [fr]"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, line: str, named: str) -> None:
    found = faults(tmp_path, f'type = "ACCUSE"\n\n[en.verbs]\n{line}\n')
    assert len(found) == 1
    assert found[0].startswith(named)


def test_bad_line_does_not_hide_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "accuse.toml"
    path.write_text('type = "ACCUSE"\n[en.verbs]\n"blame" = "wrong"\n"accuse" = "transitive"\n')
    assert [type(found) for found in read(path)] == [LexiconError, Frame]


def test_type_must_be_one_of_the_sixteen(tmp_path: Path) -> None:
    assert faults(tmp_path, 'type = "BLAME"\n')[0].startswith(
        "accuse.toml:1: needs a line type = one of AGREE"
    )
