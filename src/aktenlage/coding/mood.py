"""In which mood does a German clause stand? The Konjunktiv of reported speech (Duden, Die Grammatik: indirekte Rede)."""

from __future__ import annotations

from spacy.tokens import Token

from aktenlage.coding import clauses

# Forms of the Konjunktiv I that no other mood has, and of the Konjunktiv II that reported speech takes instead.
KONJUNKTIV_I = {"sei", "seien", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "möge", "wisse"}
KONJUNKTIV_II = {"wäre", "wären", "hätte", "hätten", "würde", "würden", "könnte", "könnten", "müsste", "müssten", "sollten",
                 "dürften", "bliebe", "blieben", "gäbe", "gäben", "käme", "kämen", "ginge", "gingen", "läge", "lägen",
                 "stünde", "stünden", "ständen", "nähme", "nähmen", "fände", "fänden", "wüsste", "wüssten"}  # fmt: skip


def mood(verb: Token) -> str | None:
    """`I` or `II` when the clause is in the Konjunktiv of reported speech, else None.

    A full verb shows the Konjunktiv I by -e where the indicative has -t: "er gehe", "sie stehe". The reporter's own
    "ich" and "wir" stand in no reported speech.
    """
    finite = [verb, *(c for c in verb.children if clauses.base(c) in ("aux", "cop"))]
    own = next((c for c in verb.children if clauses.base(c) in ("nsubj", "expl")), None)
    if own is not None and own.lower_ in ("ich", "wir"):
        return None
    if any(t.lower_ in KONJUNKTIV_I for t in finite):
        return "I"
    if (
        verb.pos_ == "VERB"
        and verb.lower_.endswith("e")
        and _is_stem_with_e(verb)
        and own is not None
        and clauses.feature(own, "Number") != "Plur"
    ):
        return "I"
    return "II" if any(t.lower_ in KONJUNKTIV_II for t in finite) else None


def hearsay(verb: Token) -> bool:
    """ "sollen zerstört worden sein", "soll eingestellt werden": the reporter passes on what somebody says or wants."""
    return any(
        clauses.base(c) == "aux" and c.lower_ in ("soll", "sollen") and c.lemma_ == "sollen"
        for c in verb.children
    )


def _is_stem_with_e(verb: Token) -> bool:
    """gehe of gehen, ändere of ändern, nehme … an of annehmen."""
    stem = verb.lemma_.lower().removeprefix(_prefix(verb))
    return verb.lower_ + "n" == stem or (stem.endswith(("ern", "eln")) and verb.lower_ == stem[:-1] + "e")


def _prefix(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ == "compound:prt"), "")
