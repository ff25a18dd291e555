"""Who is meant by "er", "die Zeitung", "der Bericht", "die Gruppe"? Names the speakers that are not named where they speak."""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc, Span, Token

from aktenlage.coding import clauses
from aktenlage.coding.saying import Sayings
from aktenlage.coding.who import Cast
from aktenlage.shapes import Entity, Statement
from aktenlage.world import lookup

PRONOUNS = {"er", "sie", "he", "she"}
# Bodies and media stand in one country and belong to another or to none.
ABROAD = {"IGO", "NGO", "JRN"}
# "die Gruppe aus Calais", "the group for the region": where they are at home.
FROM = {"aus", "von", "für", "from", "of", "for"}
# Who makes these public need not have written them.
LEAKED = ("dokument", "papier", "protokoll", "document", "memo", "paper")
# Characters between a statement and a pronoun that means its speaker.
REACH = 600


class Speakers:
    """The speakers of one report, read once all its statements are found."""

    def __init__(self, doc: Doc, cast: Cast, words: Sayings, hidden: set[int]) -> None:
        self.doc, self.cast, self.words, self.hidden = doc, cast, words, hidden
        self.sentences, self.language = list(doc.sents), doc.lang_

    def settle(self, found: list[Statement]) -> None:
        """Gives statements the speaker that their words mean; the words stay as they are written."""
        self._name_pronouns(found)
        self._name_media(found)
        self._place_bodies(found)

    def _name_pronouns(self, found: list[Statement]) -> None:
        """ "Er fügte hinzu" after a statement: the person who spoke last, when the cast knows no better."""
        named: dict[int, Entity] = {}
        last: tuple[Entity, int] | None = None
        for statement in sorted(found, key=lambda s: (s.end, -s.start)):
            speaker = statement.speaker
            if speaker is None:
                continue
            if speaker.start in named:
                statement.speaker = named[speaker.start]
            known = speaker.name != speaker.text and not speaker.name.islower()
            word, better = speaker.text.casefold(), None
            if known or speaker.start in named:
                pass
            elif word in PRONOUNS and last is not None and speaker.start - last[1] < REACH:
                # the cast knows nobody, or but a noun
                better = last[0]
            elif word == "it":
                better = self._body_before(speaker.start)
            if better is not None:
                # the words stay as they are written
                statement.speaker = named[speaker.start] = msgspec.structs.replace(
                    better, text=speaker.text, start=speaker.start, end=speaker.end
                )
            if statement.speaker is not None and statement.speaker.kind == "person":
                last = (statement.speaker, statement.end)

    def _name_media(self, found: list[Statement]) -> None:
        """ "die Zeitung" is the one medium named before, "ein Medienbericht" that of the medium the next sentences name."""
        media = [s for s in found if s.speaker is not None and s.speaker.sector == "JRN"]
        named = [s.speaker for s in media if s.speaker is not None and _is_named_body(s.speaker)]
        for statement in media:
            speaker = statement.speaker
            if speaker is None or _is_named_body(speaker):
                continue
            before = {e.name: e for e in named if e.start < speaker.start}
            after = [e for e in named if 0 < e.start - speaker.start < REACH]
            whose = None
            if len(before) == 1 and (self._is_the_medium(speaker) or self._is_a_report(speaker)):
                (whose,) = before.values()
            elif not before and after and self._is_a_report(speaker, definite=False):
                whose = min(after, key=lambda e: e.start)
            if whose is not None:
                statement.speaker = msgspec.structs.replace(
                    whose, text=speaker.text, start=speaker.start, end=speaker.end
                )

    def _is_the_medium(self, speaker: Entity) -> bool:
        words = speaker.text.split()
        return (
            len(words) == 2
            and words[0].casefold() in clauses.DEFINITE
            and words[1].casefold() in self.words.media
        )

    def _is_a_report(self, speaker: Entity, definite: bool = True) -> bool:
        """Whether the words name one report, "dem Bericht" or without `definite` but "einem Medienbericht"."""
        span = self.doc.char_span(speaker.start, speaker.end, alignment_mode="expand")
        if span is None or clauses.is_plural(span.root) or clauses.is_definite(span.root) is not definite:
            return False
        return self.words.is_paper(span.root.lemma_.casefold())

    def _place_bodies(self, found: list[Statement]) -> None:
        """Countries of groups that no table knows: from the place in their own phrase, later from their noun or name.

        "eine Gruppe von Fischern aus Calais drohte … Die Gruppe teilte mit, …": both are French.
        """
        known: dict[str, str] = {}
        for statement in sorted(found, key=lambda s: s.start):
            speaker = statement.speaker
            if speaker is None or speaker.country or speaker.kind == "person" or speaker.sector in ABROAD:
                continue
            span = self.doc.char_span(speaker.start, speaker.end, alignment_mode="expand")
            if span is None:
                continue
            words = {
                t.lemma_.casefold().rsplit("-", 1)[-1] for t in span if t == span.root or t.pos_ == "PROPN"
            }
            places = {
                place.country
                for ent in self.doc.ents
                if ent.label_ == "LOC"
                and (span.root in (ent.root, *ent.root.ancestors) or _follows_directly(span, ent))
                if (place := lookup.place(ent.text, self.language)) is not None and place.country
            }
            country = (
                places.pop() if len(places) == 1 else next((known[w] for w in words if w in known), None)
            )
            if country is None:
                continue
            statement.speaker = msgspec.structs.replace(speaker, country=country)
            known.update((word, country) for word in words)

    def _body_before(self, start: int) -> Entity | None:
        """ "It said in a statement": the body that stood as subject last, in this sentence or the one before."""
        at = next((i for i, s in enumerate(self.sentences) if s.start_char <= start < s.end_char), None)
        if at is None:
            return None
        for sentence in reversed(self.sentences[max(0, at - 2) : at + 1]):
            for token in reversed(list(sentence)):
                if token.idx < start and clauses.base(token) == "nsubj" and token.i not in self.hidden:
                    body = next(
                        (e for e in self.cast.of(token) if e.kind in ("organisation", "country")), None
                    )
                    if body is not None:
                        return body
        return None


def issuer(noun: Token, cast: Cast, words: Sayings) -> list[Entity]:
    """Whose paper it is: "der Bericht" after "ein UN-Bericht" speaks for the United Nations."""
    if found := cast.owner(noun):
        return found
    base = noun.lemma_.casefold()
    if not words.is_paper(base):
        return []
    for earlier in reversed(noun.doc[: noun.i]):
        other = earlier.lemma_.casefold()
        if earlier.pos_ == "NOUN" and (other == base or other.endswith(base)):
            if found := cast.owner(earlier) or cast.of(earlier) or _writer(earlier, cast, words):
                return found
    return []


def _writer(paper: Token, cast: Cast, words: Sayings) -> list[Entity]:
    """ "Die Ministerin bat in einem Brief um Hilfe", "The ministry issued a statement": the subject wrote it."""
    verb = paper.head
    if not clauses.is_verb(verb) or clauses.is_passive(verb):
        return []
    leaked = paper.lemma_.casefold().endswith(LEAKED) and verb.lemma_ in (
        "veröffentlichen",
        "publish",
        "release",
    )
    if not (clauses.base(paper) == "obj" and verb.lemma_ in words.issues and not leaked) and not (
        clauses.base(paper) in ("obl", "nmod")
        and clauses.preposition(paper) == "in"
        and not clauses.is_definite(paper)
    ):
        return []
    subject = clauses.subject(verb)
    return cast.of(subject) if subject is not None and subject != paper else []


def _is_named_body(speaker: Entity) -> bool:
    return (
        speaker.kind == "organisation"
        and speaker.sector == "JRN"
        and (speaker.country is not None or not speaker.name[:1].islower())
    )


def _follows_directly(span: Span, ent: Span) -> bool:
    """ "die Gruppe | für die Region Bretagne", "Fischer | in dem Hafen von Calais": right behind, wherever the tree hung it.

    A bare "in Genf" behind a verb is where they speak.
    """
    for noun in (ent.root, *ent.root.ancestors):
        if noun.left_edge.i == span.end and noun.left_edge.pos_ == "ADP":
            case = clauses.preposition(noun)
            return case in FROM or (case == "in" and noun != ent.root)
    return False
