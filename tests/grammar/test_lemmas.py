"""Base forms."""

from __future__ import annotations

import tomllib

import pytest

from aktenlage.grammar.lemmas import DATA, irregular_verbs, lemma, sentence_lemmas, with_prefix
from aktenlage.grammar.lexicon import IndexedStream, dictionary

GERMAN = """
VERB traf treffen | VERB warf werfen | VERB aufgefordert auffordern | VERB einzudämmen eindämmen | VERB sei sein
VERB entworfen entwerfen | VERB verbot verbieten | VERB verbracht verbringen | VERB anerkannt anerkennen
VERB vorgeworfen vorwerfen | VERB abgezogen abziehen | VERB vorzuwerfen vorwerfen | VERB gesagt sagen
VERB festgenommen festnehmen | VERB kritisierten kritisieren | VERB Geht gehen | VERB fällt fallen
VERB entfällt entfallen | VERB führen führen | VERB einführten einführen | VERB gehört gehören | VERB gelang gelingen
VERB abgelöste ablösen | VERB veräußerte veräußern | ADJ 61-jährige 61-jährig | ADJ 18. 18. | PROPN Reuters Reuters
VERB vermisst vermissen | VERB muß müssen | VERB aussah aussehen | VERB umgekehrt umkehren | VERB drohten drohen
VERB überrannt überrennen | VERB überrannte überrennen | VERB überfallen überfallen | VERB überliefen überlaufen
VERB auseinandertrieben auseinandertreiben | VERB auseinandergetrieben auseinandertreiben | VERB erschoss erschießen
VERB erschossen erschießen | VERB unterbrochen unterbrechen | VERB umstellt umstellen | VERB durchtrennt durchtrennen
AUX hätten haben | AUX würde werden | AUX könnten können | AUX war sein
NOUN Gesprächen Gespräch | NOUN Exportkontrollen Exportkontrolle | NOUN Häuser Haus | NOUN Präsidenten Präsident
NOUN US-Außenministers US-Außenminister | NOUN Raketenangriffe Raketenangriff | NOUN Drohnenangriffen Drohnenangriff
NOUN Beziehungen Beziehung | NOUN Spionageballons Spionageballon | NOUN Treffens Treffen | NOUN Truppen Truppe
ADJ chinesischen chinesisch | ADJ festgenommene festgenommen | ADJ angespannten angespannt | ADJ höher hoch
ADJ US-amerikanische US-amerikanisch | ADJ Berliner Berliner | ADJ bilaterale bilateral | ADJ ehemaligen ehemalig
DET die der | DET seine sein | DET einem ein | PRON ihm er | ADP zum zu | ADP im in | ADP gegen gegen
PROPN Merkel Merkel | PROPN Xi's Xi | NUM 18 18 | PUNCT „ „
"""
ENGLISH = """
VERB said say | VERB met meet | VERB left leave | VERB condemned condemn | VERB agreed agree | VERB warning warn
VERB denies deny | VERB planned plan | VERB imposing impose | VERB withdrew withdraw | VERB held hold
AUX was be | AUX 's be | AUX wo will | PART n't not | PRON them they | DET an a
NOUN countries country | NOUN women woman | NOUN people people | NOUN warning warning
VERB thanked thank | VERB annexed annex | VERB trading trade
ADJ better good | PROPN States States | ADV quickly quickly
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    """(part of speech, form, lemma)."""
    cells = [row.split() for line in table.strip().split("\n") for row in line.split(" | ")]
    return [(upos, form, base) for upos, form, base in cells]


@pytest.mark.parametrize(("upos", "form", "base"), rows(GERMAN))
def test_german(upos: str, form: str, base: str) -> None:
    assert lemma(form, upos, "", "de") == base


@pytest.mark.parametrize(("upos", "form", "base"), rows(ENGLISH))
def test_english(upos: str, form: str, base: str) -> None:
    morph = {"better": "Degree=Cmp", "quickly": "Degree=Pos"}.get(form, "")
    assert lemma(form, upos, morph, "en") == base


def test_the_part_of_speech_decides() -> None:
    assert lemma("talks", "NOUN", "Number=Plur", "en") == "talk"
    assert lemma("talks", "VERB", "", "en") == "talk"
    assert lemma("found", "VERB", "", "en") == "find"
    assert lemma("meeting", "NOUN", "Number=Sing", "en") == "meeting"
    assert lemma("meeting", "VERB", "", "en") == "meet"


@pytest.mark.parametrize(
    ("form", "base"), [("Chinas", "China"), ("Selenskyjs", "Selenskyj"), ("Paris", "Paris")]
)
def test_genitive_of_names(form: str, base: str) -> None:
    assert lemma(form, "PROPN", "Case=Gen|Number=Sing", "de") == base


def test_separable_prefix_joins_its_verb() -> None:
    """Peking wirft Washington Doppelmoral vor."""
    forms = ["Peking", "wirft", "Washington", "Doppelmoral", "vor", "."]
    upos = ["PROPN", "VERB", "PROPN", "NOUN", "ADP", "PUNCT"]
    relations = ["nsubj", "root", "iobj", "obj", "compound:prt", "punct"]
    found = sentence_lemmas(forms, upos, [""] * 6, [2, 0, 2, 2, 2, 2], relations, "de")
    assert found[1] == "vorwerfen" and found[4] == "vor"
    assert with_prefix("davon", "berichten") is None
    assert with_prefix("vor", "vorwerfen") is None


def test_particle_of_an_english_verb_stays_apart() -> None:
    """They called off talks."""
    found = sentence_lemmas(
        ["They", "called", "off", "talks"], ["PRON", "VERB", "ADP", "NOUN"], [""] * 4, [2, 0, 2, 2],
        ["nsubj", "root", "compound:prt", "obj"], "en",
    )  # fmt: skip
    assert found == ["they", "call", "off", "talk"]


def test_genitive_below_a_noun_without_case_feature() -> None:
    """Putins Rede; but "in Paris"."""
    found = sentence_lemmas(["Putins", "Rede"], ["PROPN", "NOUN"], ["", ""], [2, 0], ["nmod", "root"], "de")
    assert found == ["Putin", "Rede"]


def test_english_capitals() -> None:
    found = sentence_lemmas(
        ["Israeli", "and", "Old", "troops"], ["ADJ", "CCONJ", "ADJ", "NOUN"], [""] * 4, [4, 3, 1, 0],
        ["amod", "cc", "conj", "root"], "en",
    )  # fmt: skip
    assert found == ["Israeli", "and", "Old", "troop"]


def test_the_index_is_used_and_right() -> None:
    forms = dictionary("de")
    assert isinstance(forms, IndexedStream)
    assert forms.get("Häuser") == "Haus" and forms.get("zzyx") is None
    assert forms.get("'nauf") is not None and forms.get("\U0010ffff") is None


def test_tables_name_each_form_once() -> None:
    tables = tomllib.loads((DATA / "lemmas.toml").read_text(encoding="utf-8"))
    del tables["prefixes"]
    for parts in tables.values():
        for upos, rows_of_part in parts.items():
            forms = [form for line in rows_of_part.values() for form in line.split()]
            assert len(forms) == len(set(forms)), (upos, [f for f in forms if forms.count(f) > 1])
    for language in ("de", "en"):
        assert all(form.islower() for form in irregular_verbs(language))
