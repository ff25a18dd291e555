"""Who is named as speaker, and by which words? Reads the cue: a verb, a noun, "laut", "so", "according to"."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc, Token

from aktenlage.coding import clauses
from aktenlage.coding.saying import PREDICATIVES, lemma, sayings
from aktenlage.coding.speakers import issuer
from aktenlage.coding.who import Cast
from aktenlage.shapes import Entity, Span

MARKS = "\"“”„«»‘’‚'"
REPORTING = ("berichten", "melden", "schreiben", "report")
NOT_SPEAKERS = {"es", "it", "man", "wie", "was", "there", "this", "das", "dies"}
RULES = {
    "gesetz",
    "vertrag",
    "verfassung",
    "law",
    "plan",
    "regel",
    "artikel",
    "paragraf",
    "paragraph",
    "constitution",
    "abkommen",
    "deal",
    "agreement",
    "accord",
    "treaty",
}
POSTPOSED = ("zufolge", "nach", "gemäß")


def is_told_passively(verb: Token) -> bool:
    """Whether the subject is told of; "gab … bekannt" is active though the grammar takes "bekannt" for a participle."""
    return clauses.is_passive(verb) and verb.lower_ not in PREDICATIVES


THEREIN = {"darin", "hierin", "therein"}


def _is_told_by(verb: Token) -> bool:
    """ "As reported by the paper, …": a participle without auxiliary and subject."""
    return (
        verb.lang_ == "en"
        and not clauses.children(verb, "nsubj", "aux", "obj")
        and clauses.is_past_participle(verb)
        and bool(clauses.agent(verb))
    )


@dataclass(slots=True)
class Attribution:
    """Who says it and by which words.

    `entity` is a speaker known from elsewhere; `words` is the noun whose phrase names the speaker: "Angaben der Polizei".
    """

    cue: Token | None
    speaker: Token | None
    relay: Token | None = None
    addressees: tuple[Token, ...] = ()
    entity: Entity | None = None
    words: Token | None = None
    cue_span: Span | None = None


class Attributions:
    """Reads the attributions of one report."""

    def __init__(self, doc: Doc, language: str, cast: Cast) -> None:
        self.doc, self.language, self.cast = doc, language, cast
        self.text = cast.text
        self.words = sayings(language)

    # ------------------------------------------------------------------ beside a quotation or a clause

    def beside_quote(self, token: Token) -> Attribution | None:
        """What a token outside a quotation attributes to somebody, if it does."""
        if (by := self.so(token)) is not None or (by := self.according(token)) is not None:
            return by
        if clauses.is_verb(token) and lemma(token) in self.words.verbs:
            return self.of_verb(token)
        if token.lower_ in THEREIN and token.head.lemma_ in ("stehen", "heißen", "lesen"):
            # "Die Staatsanwaltschaft gab eine Stellungnahme ab. Darin steht: „…“": whoever acted in the sentence before
            before = self.doc[token.sent.start - 1].sent.root if token.sent.start else None
            speaker = clauses.subject(before) if before is not None and clauses.is_verb(before) else None
            human = speaker is not None and self.cast.is_human(speaker)
            return Attribution(token.head, speaker if human else None)
        if token.pos_ == "NOUN" and self.words.is_noun(token.lemma_.casefold()):
            owner = self.owner_of(token)
            if owner is not None and (owner.pos_ in ("PRON", "PROPN", "DET") or self.cast.is_human(owner)):
                return Attribution(token, owner)
            if token.lower_ in ("worten", "words") and clauses.preposition(token) in ("mit", "with"):
                # "Mit den Worten „…“ verließ er den Saal."
                speaker = clauses.subject(clauses.clause_head(token))
                return Attribution(token, speaker) if speaker is not None else None
        return None

    def so(self, token: Token) -> Attribution | None:
        """ "…, so der Minister weiter", "…, so Murtha." """
        if self.language != "de" or token.lower_ not in ("so", "zitat") or token.i + 1 >= token.sent.end:
            return None
        before = self.text[max(0, token.idx - 3) : token.idx].rstrip()
        if before[-1:] not in ("", ",", "-", "–", *MARKS) or not before:
            return None
        speaker = None
        for follower in self.doc[token.i + 1 : min(token.i + 12, token.sent.end)]:
            if clauses.is_verb(follower) and clauses.base(follower) not in ("amod", "acl"):
                return None
            if follower.pos_ in ("SCONJ", "ADP", "PUNCT") or (
                speaker is None and follower.pos_ in ("ADV", "ADJ") and follower.head.i < follower.i
            ):
                return None
            if follower.pos_ in ("NOUN", "PROPN", "PRON"):
                speaker = follower
                break
        if speaker is None:
            return None
        speaker = self.name_head(speaker, token.i)
        end = self.phrase_tokens(speaker, coordinated=True)[-1] + 1
        while end < token.sent.end and self.doc[end].pos_ in (
            "ADV",
            "ADP",
            "DET",
            "NOUN",
            "PROPN",
            "ADJ",
            "NUM",
        ):
            end += 1
        if end < token.sent.end and self.doc[end].pos_ not in ("PUNCT", "SPACE"):
            # "…, so Experten beklagen es": a clause of its own
            return None
        return Attribution(token, speaker)

    def name_head(self, token: Token, after: int) -> Token:
        """The head of the phrase to which a name or title belongs, unless it stands before `after`."""
        while (
            token.head != token
            and token.head.i > after
            and clauses.base(token) in ("flat", "compound", "appos", "amod", "det")
            and token.head.pos_ in ("NOUN", "PROPN")
        ):
            token = token.head
        return token

    def according(self, token: Token) -> Attribution | None:
        """ "laut Polizei", "Angaben der Polizei zufolge", "nach Ansicht von Experten", "according to the ministry"."""
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "X"):
            return None
        case = clauses.preposition(token)
        if case is None:
            return None
        first = next(c for c in token.children if clauses.base(c) == "case")
        if first.i > token.i and first.lower_ not in POSTPOSED:
            return None
        if clauses.base(token) not in ("obl", "nmod", "advmod", "root", "dep") and case not in (
            "zufolge",
            "laut",
        ):
            return None
        if case == "laut" and sum(clauses.base(c) == "case" for c in token.children) > 1:
            # "dachte laut über einen Nachfolger nach"
            return None
        noun = token.lemma_.casefold()
        named = noun in self.words.according or any(
            noun.endswith(w) for w in self.words.according - self.words.owned if len(w) > 4
        )
        if (
            noun in self.words.owned
            and clauses.possessor(token) is None
            and case not in self.words.prepositions
        ):
            named = False
        if named and (
            (case in self.words.with_noun and self.language == "de")
            or (self.language == "en" and case == "in" and clauses.possessor(token) is not None)
            or case in self.words.prepositions
        ):
            owner = clauses.possessor(token)
            if case == "nach" and noun == "wort" and owner is None:
                return None
            if any(c.lemma_.casefold() in ("eigen", "own") for c in token.children):
                # "nach eigenen Angaben": the subject of the clause says so
                clause = clauses.clause_head(token)
                owner = clauses.subject(clause) if clauses.is_verb(clause) else None
            return Attribution(first, owner if owner is not None else token, words=token)
        if case in self.words.prepositions:
            if noun in RULES or (case == "gemäß" and not self.cast.is_human(token) and token.pos_ != "PRON"):
                return None
            return Attribution(
                first, self.source_of(token), words=token if self.source_of(token) != token else None
            )
        return None

    # ------------------------------------------------------------------ verbs

    def of_verb(self, verb: Token) -> Attribution:
        """Speaker, relay and addressees of a verb of saying."""
        base = lemma(verb)
        passive = is_told_passively(verb) or _is_told_by(verb)
        speaker = clauses.agent(verb) if passive else clauses.subject(verb)
        if base == "heissen" and any(c.lower_ == "es" for c in clauses.children(verb, "nsubj", "expl")):
            # "Der Minister wolle das, heißt es in dem Bericht": the paper says it
            speaker = None
        if speaker is not None and speaker.lower_ in NOT_SPEAKERS:
            # "Dies gab das Ministerium bekannt": two that look like subjects
            plain = (
                self.language == "en" and speaker.lower_ == "it" and not passive and base in self.words.says
            )
            if not plain or base in ("read", "show"):
                # "it said in a statement" is a body that speaks
                speaker = next(
                    (c for c in clauses.children(verb, "nsubj") if c.lower_ not in NOT_SPEAKERS), None
                )
        if speaker is not None and not passive:
            # "Regierender Bürgermeister Muster", "das US- Außenministerium": one phrase, taken for two subjects
            speaker = next(
                (
                    c
                    for c in clauses.children(verb, "nsubj")
                    if c.i == speaker.i + 1 and c.pos_ == "NOUN" == speaker.pos_
                ),
                speaker,
            )
        objects = [] if passive else clauses.patients(verb)
        if speaker is None and not passive:
            speaker = self._noble(verb)
        relay: Token | None = None
        told = list(clauses.dative(verb))
        if self.language == "en" and base in ("tell", "ask", "inform", "assure", "remind", "notify", "urge"):
            told = told or clauses.children(verb, "obj")
        words: Token | None = None
        if speaker is None and base in ("heissen", "stehen", "lesen", "read", "verlauten", "hervorgehen"):
            place = next(iter(clauses.obliques(verb, ("in", "aus", "bei", "from", "at", "von"))), None)
            if place is not None:
                if clauses.is_relative(place) or place.lower_ in ("dem", "der", "which"):
                    # "ein Brief, in dem es heißt, …"
                    place = clauses.antecedent(place) or self._noun_before(place) or place
                speaker, words = self.source_of(place), place
        if base in ("zitieren", "quote", "cite"):
            if passive:
                relay, speaker = speaker, clauses.subject(verb)
            else:
                # "zitiert dazu Kirchner mit den Worten": of two that look like subjects the one behind is quoted
                objects = objects or [
                    c for c in clauses.children(verb, "nsubj") if speaker and speaker.i < verb.i < c.i
                ]
                if objects:
                    relay, speaker = speaker, objects[0]
                elif (by := self._quoted_from(verb, speaker)) is not None:
                    return by
        elif objects and speaker is not None and self._is_person(objects[0]) and not self._is_person(speaker):
            if base in REPORTING:
                # "berichtete das Außenministerium Wang": the ministry passes on what Wang says
                relay, speaker = speaker, objects[0]
            elif speaker.i < verb.i < objects[0].i and base in self.words.says and self.language == "de":
                # "Der Zeitung sagte Karma": a dative that the grammar took for the subject
                told, speaker = [speaker], objects[0]
        elif speaker is not None and base in REPORTING:
            beside = next(
                (
                    c
                    for c in clauses.children(speaker, "appos", "flat", "nmod")
                    if self._is_person(c) and clauses.preposition(c) is None and c.i == speaker.i + 1
                ),
                None,
            )
            if beside is not None and not self._is_person(speaker) and any(e.kind == "organisation" for e in self.cast.of(speaker)):  # fmt: skip
                relay, speaker = speaker, beside
        if (cited := self._cited(verb)) is not None and relay is None:
            # "berichtet der Spiegel unter Berufung auf Diplomaten"
            relay, speaker, words = speaker, cited, None
        addressees = [
            t
            for t in (*told, *clauses.obliques(verb, ("gegenüber", "to")))
            if t != speaker and self.cast.all(t)
        ]
        return Attribution(verb, speaker, relay, tuple(addressees), words=words)

    def _quoted_from(self, verb: Token, relay: Token | None) -> Attribution | None:
        """ "…, zitiert die Zeitung aus dem Brief", "the paper quoted from his letter": whoever wrote it speaks."""
        paper = next(iter(clauses.obliques(verb, ("aus", "from"))), None)
        if paper is None or not self.words.is_paper(paper.lemma_.casefold()):
            return None
        owner = clauses.possessor(paper)
        if owner is not None:
            return Attribution(verb, owner, relay)
        writers = issuer(paper, self.cast, self.words)
        if not writers:
            return None
        start, end = self.phrase(paper)
        wrote = msgspec.structs.replace(writers[0], text=self.text[start:end], start=start, end=end)
        return Attribution(verb, None, relay, entity=wrote)

    def _noun_before(self, pronoun: Token) -> Token | None:
        """The noun right before the comma, where the tree took the relative clause for a sentence of its own."""
        at = pronoun.i - 1
        while at > pronoun.sent.start and self.doc[at].pos_ in ("ADP", "PUNCT"):
            at -= 1
        return self.doc[at] if self.doc[at].pos_ == "NOUN" and at < pronoun.i - 1 else None

    def _noble(self, verb: Token) -> Token | None:
        """ "Von der Leyen betonte": the grammar takes the first word of such a name for a preposition."""
        for child in clauses.children(verb, "obl"):
            first = child.left_edge
            if (
                first.text[:1].isupper()
                and first.lower_ == "von"
                and first.i < verb.i
                and self._is_person(child)
            ):
                if first.i == verb.sent.start or child.ent_type_ == first.ent_type_ == "PER":
                    return child
        return None

    def carried(self, verb: Token) -> Token | None:
        """The noun of saying that a plain verb carries: "die Ansicht vertreten", "reach the conclusion"."""
        return next(
            (
                c
                for c in clauses.children(verb, "obj", "obl", "xcomp", "nmod")
                if c.pos_ == "NOUN"
                and self.words.is_noun(c.lemma_.casefold())
                and clauses.possessor(c) is None
            ),
            None,
        )

    def _cited(self, verb: Token) -> Token | None:
        if self.language == "en":
            citing = next(
                (c for c in verb.children if c.lower_ in ("citing", "quoting") and clauses.patients(c)), None
            )
            return clauses.patients(citing)[0] if citing is not None else None
        for child in verb.children:
            for noun in (child, *child.children):
                if noun.lemma_.casefold() in self.words.citing and clauses.preposition(noun) in (
                    "unter",
                    "mit",
                ):
                    targets = clauses.obliques(noun, ("auf",)) or clauses.obliques(verb, ("auf",))
                    return targets[0] if targets else None
        return None

    def _is_person(self, token: Token) -> bool:
        return token.ent_type_ == "PER" or any(e.kind == "person" for e in self.cast.of(token))

    def owner_of(self, noun: Token) -> Token | None:
        """Whose word it is: "der Vorwurf der Opposition", "the claim by the opposition"."""
        owner = clauses.possessor(noun)
        return (
            owner if owner is not None else next(iter(clauses.obliques(noun, ("by", "durch", "from"))), None)
        )

    def source_of(self, noun: Token) -> Token:
        """Who speaks in a paper: "in einer Erklärung des Ministeriums" gives the ministry, "in dem Bericht" the report."""
        base = noun.lemma_.casefold()
        if self.words.is_noun(base) or base in self.words.according:
            owner = clauses.possessor(noun)
            if owner is not None:
                return owner
        return noun

    # ------------------------------------------------------------------ words as they stand

    def cue_span(self, cue: Token) -> Span:
        """The cue with the auxiliaries, prefixes and "mit den Worten" that stand directly beside it: "hatte erklärt"."""
        inside = {cue.i}
        if clauses.is_verb(cue):
            for child in cue.children:
                relation = clauses.base(child)
                if (
                    relation in ("aux", "expl")
                    or child.dep_ == "compound:prt"
                    or child.lower_ in PREDICATIVE_PARTS
                ):
                    inside.add(child.i)
                if child.lower_ == "worten" and clauses.preposition(child) == "mit":
                    inside.update(t.i for t in child.subtree if t.pos_ in ("ADP", "DET", "ADJ", "NOUN"))
                if child.lower_ in ("es", "sich"):
                    inside.add(child.i)
            if lemma(cue) not in self.words.verbs and (noun := self.carried(cue)) is not None:
                inside.update(
                    t.i for t in noun.subtree if t.pos_ in ("ADP", "DET", "ADJ", "NOUN") and t.i <= noun.i
                )
        elif clauses.children(cue, "cop") or clauses.preposition(cue) in ("mit", "with"):
            # "ist der Meinung", "mit der Begründung"
            inside.update(
                c.i for c in cue.children if clauses.base(c) in ("cop", "case", "det") and c.i < cue.i
            )
        first = last = cue.i
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        beside = self.doc[last + 1].lower_ if last + 1 < len(self.doc) else ""
        if beside in self.words.topics.get(lemma(cue), ()) or (beside == "als" and last == cue.i):
            # "sprach von", "wertet als"
            last += 1
        start, end = self.doc[first].idx, self.doc[last].idx + len(self.doc[last])
        return Span(text=self.text[start:end], start=start, end=end)

    def phrase_tokens(self, head: Token, coordinated: bool = False) -> list[int]:
        """The tokens of a speaker's phrase: title, name, apposition, "aus Minnesota", no clause; in one run."""
        inside = {head.i}
        frontier = [head]
        while frontier:
            current = frontier.pop()
            for child in current.children:
                relation = clauses.base(child)
                wanted = relation in (
                    "det",
                    "amod",
                    "compound",
                    "flat",
                    "appos",
                    "nummod",
                    "fixed",
                    "dep",
                    "nmod",
                )
                if relation in ("conj", "cc"):
                    wanted = coordinated or current != head
                if relation == "case":
                    wanted = current != head or child.text in ("'s", "’s", "'")
                if relation == "advmod":
                    wanted = current != head
                if clauses.is_verb(child) and relation != "amod":
                    wanted = False
                if wanted:
                    inside.add(child.i)
                    frontier.append(child)
        sentence = head.sent
        first = last = head.i
        while True:
            step = first - 1
            while step >= sentence.start and self.doc[step].pos_ == "PUNCT" and step - 1 in inside:
                step -= 1
            if step not in inside:
                break
            first = step
        while True:
            step = last + 1
            skipped = 0
            while step < sentence.end and self.doc[step].pos_ == "PUNCT" and skipped < 3:
                step += 1
                skipped += 1
            if step not in inside:
                break
            last = step
        while (
            last + 1 < sentence.end
            and self.doc[last + 1].ent_type_ == "PER"
            and self.doc[last + 1].pos_ == "PROPN"
            and self.doc[last + 1].head.i >= first
            and clauses.base(self.doc[last + 1]) in ("appos", "flat", "nmod", "nsubj", "dep", "compound")
            and self.doc[last].pos_ in ("NOUN", "PROPN")
        ):
            # "der Sprecher Malinowski": the name belongs to the title wherever the tree hung it
            last += 1
        if last + 1 < sentence.end and self._closes(first, last, self.doc[last + 1].text):
            last += 1
        if (
            first > sentence.start
            and self.doc[first - 1].pos_ == "DET"
            and self.doc[first - 1].head.i in inside
        ):
            first -= 1
        return list(range(first, last + 1))

    def _closes(self, first: int, last: int, mark: str) -> bool:
        opener = {")": "(", "“": "„", "”": "“", "«": "»", "»": "«", '"': '"'}.get(mark)
        if opener is None:
            return False
        text = self.doc[first : last + 1].text
        return (text.count('"') % 2 == 1) if mark == '"' else text.count(opener) > text.count(mark)

    def phrase(self, head: Token, coordinated: bool = False) -> tuple[int, int]:
        """Character span of a speaker's phrase."""
        tokens = self.phrase_tokens(head, coordinated)
        return self.doc[tokens[0]].idx, self.doc[tokens[-1]].idx + len(self.doc[tokens[-1]])


PREDICATIVE_PARTS = {
    "bekannt",
    "darauf",
    "daraufhin",
    "davon",
    "damit",
    "dazu",
    "davor",
    "daraus",
    "darüber",
    "dafür",
    "hinzu",
}
