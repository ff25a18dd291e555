"""Is it a refusal? "Damaskus will keine Flüchtlinge mehr aufnehmen" is REJECT, not aid that did not happen.

Whoever will not help, yield, meet or agree refuses (codebook, section 2). The will must be his own: told by a verb of
will ("will nicht", "won't"), or as a future by himself ("London said it would not meet their demands"). What is in
nobody's hands but the actor's needs no such words: "Israel will not release the men", "did not allow the rally".
"""

from __future__ import annotations

from spacy.tokens import Token

from aktenlage.coding import clauses
from aktenlage.coding.status import cues
from aktenlage.coding.triggers import Trigger
from aktenlage.shapes import Entity

# What is refused -> mode of REJECT.
REFUSED = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "CONCEDE": "yield",
    "RETREAT": "yield",
    "AGREE": "change",
}
# A future of these is an intention, whoever tells it; a meeting may fail to come about for many reasons.
IN_HAND = {"AID", "CONCEDE", "RETREAT"}
PERMITTING = {"allow", "permit", "let", "erlauben", "gestatten", "zulassen", "genehmigen"}
WILL = {"will", "wollen", "wo"}
FUTURE = {"will", "wo", "would", "'d", "werden"}


def refusal(trigger: Trigger, actors: list[Entity], speaker: Entity | None, language: str) -> str | None:
    """The mode of REJECT when the trigger tells of a refusal, else None. `speaker`: who says so, if reported."""
    verb, type_ = trigger.token, trigger.frame.type
    if type_ not in REFUSED or trigger.frame.part != "verbs" or not actors or clauses.is_passive(verb):
        return None
    if not _negated(verb, language):
        return None
    modals = {c.lemma_.casefold() for c in verb.children if clauses.base(c) == "aux"} | {
        c.lower_ for c in verb.children if clauses.base(c) == "aux"
    }
    own = speaker is not None and any(
        a.country == speaker.country and (a.country or a.name == speaker.name) for a in actors
    )
    coming = modals & {"will", "wo", "werden"} and type_ in IN_HAND
    if (language == "de" and modals & WILL) or (modals & FUTURE and own) or coming:
        return REFUSED[type_]
    permits = verb.lemma_.casefold() in PERMITTING or any(w.lemma_ == "permission" for w in trigger.words)
    if permits and type_ in IN_HAND and clauses.base(verb) in ("root", "conj", "ccomp", "parataxis"):
        return REFUSED[type_]
    return None


def _negated(verb: Token, language: str) -> bool:
    """ "nicht", "never", "keine Flüchtlinge", "no concessions"."""
    negative = cues(language)["adverbs"]["negative"]
    for child in verb.children:
        if clauses.base(child) in ("advmod", "det") and child.lower_ in negative:
            return True
        if clauses.base(child) in ("obj", "obl", "nsubj") and any(
            c.lower_.startswith("kein") or c.lower_ == "no" for c in clauses.children(child, "det", "advmod")
        ):
            return clauses.base(child) != "nsubj"
    return False
