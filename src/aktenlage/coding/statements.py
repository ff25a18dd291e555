"""Who says what? Finds the statements of a report with speaker, cue and exact span (codebook, section 7).

Direct speech is found by its marks, indirect speech by the tree below a verb or noun of saying or beside "laut" and
"according to", free indirect speech by a Konjunktiv that runs on. The words stand in `saying.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SentenceSpan

from aktenlage.coding import clauses
from aktenlage.coding.quotations import Quotation, quotations
from aktenlage.coding.sayings import saying
from aktenlage.coding.who import Cast
from aktenlage.shapes import Entity, Span, Statement

Spans = list[tuple[int, int]]
# With an infinitive these tell what somebody wants or does, not what he says: "agreed to issue", "refused to go".
WILLING = {"agree", "decide", "refuse", "expect", "hope", "plan", "consider", "continue", "fear", "oppose", "hoffen", "erwarten",
           "entscheiden", "schließen", "zustimmen", "beschließen", "ablehnen", "call", "suspect"}  # fmt: skip


@dataclass(slots=True)
class Attribution:
    """Who says it and by which words; `tokens` are all words of the attribution, which are no content."""

    cue: Token | None
    speaker: Token | None
    relay: Token | None = None
    addressees: tuple[Token, ...] = ()
    entity: Entity | None = None
    # "Angaben der Polizei": these words name the speaker
    words: Token | None = None


def statements(doc: Doc, language: str, cast: Cast) -> list[Statement]:
    """The statements of a report, by their place in the text."""
    return _Listener(doc, language, cast).all()


class _Listener:
    """Goes through a report once and keeps who spoke last."""

    def __init__(self, doc: Doc, language: str, cast: Cast) -> None:
        self.doc, self.language, self.cast = doc, language, cast
        self.words = saying(language)
        self.quotes = quotations(doc.text)
        self.found: list[Statement] = []

    def all(self) -> list[Statement]:
        """Marked quotations with a cue of their own, indirect speech, then what goes on without a cue."""
        left = self._direct()
        for sentence in self.doc.sents:
            for token in sentence:
                if not self._inside_quote(token):
                    self._indirect(token)
        for sentence in self.doc.sents:
            self._goes_on(sentence, [q for q in left if sentence.start_char <= q.start < sentence.end_char])
        unique = {(s.kind, s.start, s.end): s for s in reversed(self.found)}
        return sorted(unique.values(), key=lambda s: (s.start, -s.end))

    # ------------------------------------------------------------------ direct

    def _direct(self) -> list[Quotation]:
        """Adds the quotations that have a cue beside them; gives back the others."""
        last: Statement | None = None
        left = []
        for quote in self.quotes:
            words = self._words(quote)
            if not words:
                continue
            attribution = self._attribution(quote, words)
            if attribution is None and last is not None and self._continues(last, quote) and _speaks(words):
                attribution = Attribution(None, None, entity=last.speaker)
            if attribution is None:
                left.append(quote)
                continue
            if self._is_title(words, attribution):
                continue
            if last is not None and last.kind == "direct" and self._split(last, quote, attribution):
                last.spans.append((quote.start, quote.end))
                last.end = quote.end
                last.text = " … ".join(self.doc.text[a:b] for a, b in last.spans)
                continue
            last = self._add("direct", [(quote.start, quote.end)], attribution)
        return left

    def _words(self, quote: Quotation) -> list[Token]:
        return [t for t in self._tokens(quote) if t.pos_ not in ("PUNCT", "SPACE")]

    def _goes_on(self, sentence: SentenceSpan, quotes: list[Quotation]) -> None:
        """What a sentence attributes by running on: a quotation of its own, a Konjunktiv, a quoted part in either."""
        before = self._last_before(sentence.start_char)
        for quote in quotes:
            words = self._words(quote)
            if (
                _speaks(words)
                and len(words) > 3
                and not any(
                    clauses.is_verb(t) and clauses.base(t) in ("root", "conj")
                    for t in sentence
                    if not self._inside_quote(t)
                )
            ):
                # "Der Minister zeigte sich empört. „Das nehmen wir nicht hin.“"
                if before is not None:
                    self._add(
                        "direct", [(quote.start, quote.end)], Attribution(None, None, entity=before.speaker)
                    )
                elif (speaker := self._subject_before(sentence)) is not None:
                    self._add("direct", [(quote.start, quote.end)], Attribution(None, speaker))
        if not any(
            s.kind != "direct" and s.start < sentence.end_char and s.end > sentence.start_char
            for s in self.found
        ):
            self._free(sentence, before)
        for quote in quotes:
            words = self._words(quote)
            around = [
                s
                for s in self.found
                if s.kind in ("indirect", "free-indirect")
                and any(a <= quote.start and quote.end <= b for a, b in s.spans)
            ]
            if (
                around
                and len(words) > 1
                and not any(s.kind == "direct" and s.start == quote.start for s in self.found)
            ):
                inner = min(around, key=lambda s: s.end - s.start)
                if not self._is_title(words, Attribution(None, None)):
                    self._add(
                        "direct", [(quote.start, quote.end)], Attribution(None, None, entity=inner.speaker)
                    )

    def _last_before(self, start: int) -> Statement | None:
        """The statement of the sentence before, if that sentence holds one with a speaker and no paragraph lies between."""
        text = self.doc.text
        at = start - 1
        while at > 0 and text[at].isspace():
            at -= 1
        if "\n\n" in text[at:start]:
            return None
        sentence = next((s for s in self.doc.sents if s.start_char <= at < s.end_char), None)
        if sentence is None:
            return None
        inside = [
            s
            for s in self.found
            if s.speaker is not None and s.start < sentence.end_char and s.end > sentence.start_char
        ]
        return max(inside, key=lambda s: (s.end, s.start), default=None)

    def _subject_before(self, sentence: SentenceSpan) -> Token | None:
        if sentence.start == 0:
            return None
        previous = self.doc[sentence.start - 1].sent
        if "\n\n" in self.doc.text[previous[-1].idx : sentence.start_char]:
            return None
        subject = clauses.subject(previous.root)
        return (
            subject
            if subject is not None and any(e.kind == "person" for e in self.cast.of(subject))
            else None
        )

    def _tokens(self, quote: Quotation) -> list[Token]:
        span = self.doc.char_span(quote.start, quote.end, alignment_mode="contract")
        return list(span) if span is not None else []

    def _attribution(self, quote: Quotation, words: list[Token]) -> Attribution | None:
        """The cue beside a quotation: "…", sagte er. Er sagte: "…". "…", so der Minister. Laut Bild ist er "…"."""
        first, final = words[0].sent, words[-1].sent
        outside = [
            t
            for sent in ({first.start: first, final.start: final}.values())
            for t in sent
            if not quote.start <= t.idx < quote.end and not self._in_other_quote(t, quote)
        ]
        best: tuple[int, Attribution] | None = None
        for token in outside:
            found = self._cue_at(token, quoted=True)
            if found is None:
                continue
            distance = min(abs(token.i - words[0].i), abs(token.i - words[-1].i))
            related = any(w.head == token or token.head == w for w in words)
            score = distance - (100 if related else 0)
            if best is None or score < best[0]:
                best = (score, found)
        if best is not None:
            whole = _speaks(words) or len(words) > 6
            close = best[0] <= 12
            if whole or close:
                return best[1]
        before = self.doc.text[: quote.start].rstrip()
        if before.endswith(":"):
            # "Der Minister wandte sich an die Presse: „…“": whoever stands as subject before the colon
            colon = self.doc.char_span(len(before) - 1, len(before), alignment_mode="expand")
            if colon is not None:
                sentence = colon[0].sent
                for token in reversed([t for t in sentence if t.idx < quote.start]):
                    if (found := self._cue_at(token, quoted=True)) is not None:
                        return found
                subject = clauses.subject(sentence.root) if clauses.is_verb(sentence.root) else None
                if subject is not None and self.cast.is_human(subject):
                    return Attribution(sentence.root, subject)
        return None

    def _in_other_quote(self, token: Token, quote: Quotation) -> bool:
        return any(q != quote and q.start <= token.idx < q.end for q in self.quotes)

    def _continues(self, last: Statement, quote: Quotation) -> bool:
        between = self.doc.text[last.end : quote.start].strip(" \n")
        return len(between) < 3

    def _split(self, last: Statement, quote: Quotation, attribution: Attribution) -> bool:
        """ "…", sagte er, "…": one statement in two parts when the same cue stands between."""
        if attribution.cue is None or last.cue is None or attribution.cue.idx != last.cue.start:
            return False
        between = self.doc.text[last.end : quote.start]
        return (
            len(between) < 160
            and last.end <= attribution.cue.idx < quote.start
            and "." not in between[:-1].strip()
        )

    def _is_title(self, words: list[Token], by: Attribution) -> bool:
        """„Bild am Sonntag“, “Operation Storm”, a single scare-quoted word: no statement."""
        if len(words) < 2 or (
            len(words) < 5
            and all(t.pos_ in ("PROPN", "ADP", "DET", "X", "CCONJ") or t.ent_type_ for t in words)
        ):
            return True
        if by.speaker is not None and not _speaks(words):
            inside = {t.i for t in by.speaker.subtree}
            return all(w.i in inside for w in words)
        return False

    # ------------------------------------------------------------------ cues

    def _cue_at(self, token: Token, quoted: bool) -> Attribution | None:
        """What a token attributes, if it does."""
        lemma = token.lemma_.casefold()
        if token.lower_ in ("so", "zitat") and quoted and self.language == "de":
            # „…“, so der Minister weiter.
            follower = next(
                (
                    t
                    for t in self.doc[token.i + 1 : min(token.i + 7, token.sent.end)]
                    if t.pos_ in ("NOUN", "PROPN", "PRON")
                ),
                None,
            )
            if follower is not None and not any(
                t.pos_ in ("VERB", "AUX") for t in self.doc[token.i + 1 : follower.i]
            ):
                before = self.doc.text[max(0, token.idx - 3) : token.idx]
                if any(mark in before for mark in ',“”"«»'):
                    return Attribution(token, self._name_head(follower))
        if (by := self._according(token)) is not None:
            return by
        if token.pos_ in ("VERB", "AUX") and (
            lemma in self.words["verbs"] or (quoted and lemma in self.words["acts"])
        ):
            return self._of_verb(token)
        if quoted and token.pos_ == "NOUN" and lemma in self.words["nouns"]:
            owner = clauses.possessor(token)
            if owner is not None:
                return Attribution(token, owner)
        return None

    def _name_head(self, token: Token) -> Token:
        """The head of the phrase to which a name or title belongs."""
        while (
            token.head != token
            and clauses.base(token) in ("flat", "compound", "appos", "amod", "det")
            and token.head.pos_ in ("NOUN", "PROPN")
        ):
            token = token.head
        return token

    def _of_verb(self, verb: Token) -> Attribution:
        passive = clauses.is_passive(verb)
        speaker = clauses.agent(verb) if passive else clauses.subject(verb)
        if speaker is not None and speaker.lower_ in ("es", "it", "man", "wie", "was"):
            speaker = None
        lemma = verb.lemma_.casefold()
        relay = None
        if lemma in ("heißen", "stehen", "read", "verlauten") and speaker is None:
            places = clauses.obliques(verb, ("in", "aus", "bei", "from", "at", "von"))
            speaker = next((self._source_of(p) for p in places), None)
        objects = clauses.patients(verb) if not passive else []
        if lemma in ("zitieren", "quote", "cite") and objects:
            relay, speaker = speaker, objects[0]
        elif lemma in ("berichten", "melden", "report") and objects and self._is_person(objects[0]):
            # "berichtete das Außenministerium Wang": the ministry passes on what Wang says
            relay, speaker = speaker, objects[0]
        elif speaker is not None and lemma in ("berichten", "melden", "report"):
            beside = next(
                (
                    c
                    for c in clauses.children(speaker, "appos", "flat", "nmod")
                    if self._is_person(c) and clauses.preposition(c) is None
                ),
                None,
            )
            if beside is not None and any(e.kind == "organisation" for e in self.cast.of(speaker)):
                relay, speaker = speaker, beside
        cited = next(
            (
                c
                for c in verb.subtree
                if c.lemma_.casefold() in self.words["citing"] and clauses.preposition(c) in ("unter", "mit")
            ),
            None,
        )
        if cited is not None:
            # "berichtet der Spiegel unter Berufung auf Diplomaten"
            target = next(iter(clauses.obliques(cited, ("auf",)) or clauses.obliques(verb, ("auf",))), None)
            if target is not None:
                relay, speaker = speaker, target
        if relay is None and self.language == "en":
            citing = next(
                (c for c in verb.children if c.lower_ in ("citing", "quoting") and clauses.patients(c)), None
            )
            if citing is not None:
                relay, speaker = speaker, clauses.patients(citing)[0]
        told = clauses.dative(verb)
        if self.language == "en" and lemma in ("tell", "ask", "inform", "assure"):
            told = told or clauses.children(verb, "obj")
        addressees = [t for t in (*told, *clauses.obliques(verb, ("gegenüber", "to"))) if self.cast.all(t)]
        return Attribution(verb, speaker, relay, tuple(addressees))

    def _is_person(self, token: Token) -> bool:
        return token.ent_type_ == "PER" or any(e.kind == "person" for e in self.cast.of(token))

    def _source_of(self, noun: Token) -> Token:
        """Who speaks in a paper: "in einer Erklärung des Ministeriums" gives the ministry, "in dem Bericht" the report."""
        if noun.lemma_.casefold() in self.words["nouns"] | self.words["according"]:
            owner = clauses.possessor(noun)
            if owner is not None:
                return owner
        return noun

    def _according(self, token: Token) -> Attribution | None:
        """ "laut Polizei", "Angaben der Polizei zufolge", "nach Ansicht von Experten", "according to the ministry"."""
        if clauses.base(token) not in ("obl", "nmod", "advmod", "root", "dep") or token.pos_ not in (
            "NOUN",
            "PROPN",
            "PRON",
            "ADJ",
        ):
            return None
        case = clauses.preposition(token)
        if case is None:
            return None
        first = next(c for c in token.children if clauses.base(c) == "case")
        lemma = token.lemma_.casefold()
        named = lemma in self.words["according"] or any(
            lemma.endswith(w) and len(w) > 4 for w in self.words["according"]
        )
        if (
            named
            and case in self.words["with_noun"]
            and (
                (self.language == "de" and case != "in")
                or (self.language == "en" and case == "in" and clauses.possessor(token))
            )
        ):
            if case == "nach" and token.lemma_.casefold() == "wort" and clauses.possessor(token) is None:
                return None
            owner = clauses.possessor(token)
            if any(c.lemma_.casefold() in ("eigen", "own") for c in token.children):
                clause = clauses.clause_head(token)
                owner = clauses.subject(clause) if clauses.is_verb(clause) else None
            own = any(c.lemma_.casefold() in ("eigen", "own") for c in token.children)
            return Attribution(first, owner if owner is not None else token, words=None if own else token)
        if case in self.words["prepositions"]:
            if token.lemma_.casefold() in ("gesetz", "vertrag", "law", "plan", "regel", "artikel") or (
                case == "gemäß" and not self.cast.is_human(token)
            ):
                return None
            return Attribution(first, self._source_of(token))
        return None

    # ------------------------------------------------------------------ indirect

    def _indirect(self, token: Token) -> None:
        if (
            token.lower_ == "so"
            and self.language == "de"
            and (by := self._cue_at(token, quoted=True)) is not None
            and by.cue == token
        ):
            # "Die Lage sei ernst, so der Minister."
            head = clauses.clause_head(token)
            if (
                by.speaker is not None
                and clauses.is_verb(head)
                and not any(s.cue and s.cue.start == token.idx for s in self.found)
            ):
                self._add("indirect", self._spans(head, leave=(token, by.speaker)), by)
            return
        if (by := self._according(token)) is not None:
            self._beside(token, by)
            return
        lemma = token.lemma_.casefold()
        if clauses.is_verb(token) and (lemma in self.words["verbs"] or lemma in self.words["acts"]):
            self._of_saying(token, lemma)
        elif token.pos_ == "NOUN" and lemma in self.words["nouns"]:
            for clause in clauses.children(token, "ccomp", "acl"):
                if clause.dep_ == "acl:relcl" or (
                    not clauses.is_verb(clause) and not clauses.children(clause, "cop")
                ):
                    continue
                if clause.dep_ == "acl" and not any(
                    m.lower_ in ("dass", "that", "zu") for m in clause.subtree
                ):
                    continue
                owner = clauses.possessor(token)
                carrier = token.head
                if owner is None and clauses.is_verb(carrier) and clauses.base(token) in ("obj", "obl"):
                    owner = (
                        clauses.agent(carrier) if clauses.is_passive(carrier) else clauses.subject(carrier)
                    )
                self._add("indirect", self._spans(clause, leave=()), Attribution(token, owner))

    def _of_saying(self, verb: Token, lemma: str) -> None:
        attribution = self._of_verb(verb)
        # "wie das Ministerium mitteilte", "as Reuters reported": the clause above is what is said
        wie = any(
            c.lower_ in ("wie", "as") and clauses.base(c) in ("mark", "advmod", "obj", "case")
            for c in verb.children
        )
        if wie and clauses.base(verb) in ("advcl", "parataxis", "acl") and verb.head != verb:
            self._above(verb, attribution)
            return
        contents = [c for c in clauses.contents(verb) if not self._all_quoted(c)]
        contents = [
            c
            for c in contents
            if not any(
                m.lower_ in ("wie", "als", "ob", "as") and lemma in ("sehen", "zeigen", "halten")
                for m in c.children
            )
        ]
        if clauses.base(verb) == "parataxis" and not contents and attribution.speaker is not None:
            # "Die Lage sei ernst, sagte der Minister."
            self._above(verb, attribution)
            return
        if not self._may_speak(attribution.speaker, lemma):
            return
        plain = lemma in self.words["verbs"]
        found = False
        for clause in contents:
            if clause.dep_ == "parataxis" and not self._is_reported(clause, verb):
                continue
            if clauses.base(clause) == "xcomp" and lemma in WILLING:
                continue
            if clauses.base(clause) == "xcomp" and (
                not plain or lemma in ("sehen", "halten", "finden", "zeigen", "know", "find", "show", "hold")
            ):
                if lemma not in self.words["acts"]:
                    continue
            if clauses.base(clause) == "advcl" and lemma not in self.words["acts"] | {
                "behaupten",
                "erklären",
                "angeben",
                "ankündigen",
            }:
                continue
            self._add("indirect", self._spans(clause, leave=(verb,)), attribution)
            found = True
        if not found and lemma in self.words["acts"] and attribution.speaker is not None:
            self._reported(verb, attribution)

    def _may_speak(self, speaker: Token | None, lemma: str) -> bool:
        """Whether the subject can say something: people, bodies and papers can, deals and storms cannot."""
        if speaker is None:
            return lemma not in self.words["acts"] and lemma not in (
                "erwarten",
                "expect",
                "suspect",
                "believe",
                "think",
            )
        if speaker.pos_ in ("PRON", "PROPN") or speaker.ent_type_ or self.cast.of(speaker):
            return True
        noun = speaker.lemma_.casefold()
        return (
            noun in self.words["nouns"]
            or any(noun.endswith(w) for w in self.words["nouns"] if len(w) > 4)
            or lemma in ("sagen", "say", "erklären")
        )

    def _is_reported(self, clause: Token, verb: Token) -> bool:
        """A paratactic clause is content when it stands in the Konjunktiv or the saying verb follows it."""
        return (
            _is_konjunktiv(clause)
            or clause.i < verb.i
            or self.doc.text[max(0, clause.left_edge.idx - 2) : clause.left_edge.idx].strip() in (":", ",")
        )

    def _all_quoted(self, clause: Token) -> bool:
        words = [t for t in clause.subtree if t.pos_ not in ("PUNCT", "SPACE")]
        return bool(words) and all(self._inside_quote(t) for t in words)

    def _inside_quote(self, token: Token) -> bool:
        return any(q.start <= token.idx < q.end for q in self.quotes)

    def _above(self, verb: Token, attribution: Attribution) -> None:
        head = verb.head
        if self._all_quoted_without(head, verb):
            return
        self._add("indirect", self._spans(head, leave=(verb,)), attribution)

    def _all_quoted_without(self, head: Token, verb: Token) -> bool:
        leave = {t.i for t in verb.subtree}
        words = [t for t in head.subtree if t.i not in leave and t.pos_ not in ("PUNCT", "SPACE")]
        return all(self._inside_quote(t) for t in words)

    def _beside(self, noun: Token, attribution: Attribution) -> None:
        """The clause in which "laut X" stands, without it."""
        clause = clauses.clause_head(noun)
        if clause == noun:
            return
        if self._all_quoted_without(clause, noun):
            return
        self._add("indirect", self._spans(clause, leave=(noun,)), attribution)

    def _reported(self, verb: Token, attribution: Attribution) -> None:
        spans = self._spans(verb, leave=())
        speaker = attribution.speaker
        if speaker is None or not self.cast.all(speaker):
            return
        self._add("reported", spans, Attribution(None, speaker, attribution.relay, attribution.addressees))

    def _spans(self, head: Token, leave: tuple[Token, ...]) -> Spans:
        """Character spans of a clause without the attribution in it, trimmed of commas and stops at the edges."""
        out = {t.i for token in leave for t in token.subtree if head not in token.subtree or t in (token,)}
        for token in leave:
            if head in token.subtree:
                inside = {t.i for t in head.subtree}
                out = {t.i for t in token.subtree} - inside
        inside_tokens = [t for t in head.subtree if t.i not in out]
        if not inside_tokens:
            return []
        runs: list[list[Token]] = []
        for token in sorted(inside_tokens, key=lambda t: t.i):
            if runs and all(
                t.pos_ in ("PUNCT", "SPACE") and t.i not in out
                for t in self.doc[runs[-1][-1].i + 1 : token.i]
            ):
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = []
        for run in runs:
            while run and (
                run[0].pos_ in ("PUNCT", "SPACE") and run[0].text not in ('"', "„", "“", "»", "«", "(")
            ):
                run.pop(0)
            while run and (
                run[-1].pos_ == "SPACE"
                or (run[-1].pos_ == "PUNCT" and run[-1].text not in ('"', "“", "”", "«", "»", ")"))
            ):
                run.pop()
            if any(t.pos_ not in ("PUNCT", "SPACE") for t in run):
                spans.append((run[0].idx, run[-1].idx + len(run[-1])))
        return spans

    # ------------------------------------------------------------------ free indirect

    def _free(self, sentence: SentenceSpan, before: Statement | None) -> None:
        """ "Die Gespräche seien gut verlaufen." after a statement: the same speaker goes on."""
        root = sentence.root
        if (
            self.language != "de"
            or before is None
            or any(m.lower_ in ("wenn", "als", "ob") for m in root.children)
        ):
            return
        mood = _mood(root)
        if mood == "I" or (mood == "II" and before.kind in ("indirect", "free-indirect")):
            self._add(
                "free-indirect", self._spans(root, leave=()), Attribution(None, None, entity=before.speaker)
            )

    # ------------------------------------------------------------------ making statements

    def _add(self, kind: str, spans: Spans, by: Attribution) -> Statement | None:
        spans = [(a, b) for a, b in spans if b > a]
        if not spans:
            return None
        if kind != "direct" and not any(len(self.doc.text[a:b].split()) > 1 for a, b in spans):
            return None
        speakers = (
            self._speakers(by.speaker) if by.speaker is not None else ([by.entity] if by.entity else [])
        )
        if by.words is not None and len(speakers) == 1:
            start, end = self.cast.phrase(by.words)
            speakers = [
                msgspec.structs.replace(speakers[0], text=self.doc.text[start:end], start=start, end=end)
            ]
        relay = self._speakers(by.relay)[0] if by.relay is not None else None
        cue = (
            Span(text=by.cue.text, start=by.cue.idx, end=by.cue.idx + len(by.cue))
            if by.cue is not None
            else None
        )
        statement = Statement(
            kind=kind,
            speaker=speakers[0] if speakers else None,
            cospeakers=speakers[1:],
            addressees=[e for token in by.addressees for e in self.cast.all(token)],
            relay=relay,
            cue=cue,
            start=spans[0][0],
            end=spans[-1][1],
            spans=spans,
            text=" … ".join(self.doc.text[a:b] for a, b in spans),
            date=None,
        )
        self.found.append(statement)
        return statement

    def _speakers(self, token: Token) -> list[Entity]:
        """Who speaks, each with the whole phrase as it is written; an unknown speaker keeps the words."""
        found = []
        for part in clauses.conjuncts(token):
            start, end = self.cast.phrase(part)
            text = self.doc.text[start:end]
            entities = self.cast.of(part) or self.cast.owner(part)
            if entities:
                entity = entities[0]
                found.append(
                    Entity(
                        text=text,
                        start=start,
                        end=end,
                        name=entity.name,
                        kind=entity.kind,
                        country=entity.country,
                        sector=entity.sector,
                    )
                )
            else:
                kind = "person" if part.ent_type_ == "PER" else "group"
                found.append(Entity(text=text, start=start, end=end, name=text, kind=kind))
        return found


def _speaks(words: list[Token]) -> bool:
    """Whether quoted words are an utterance and no title or nickname: they have a finite verb or are many."""
    return (
        any(t.pos_ in ("VERB", "AUX") and clauses.feature(t, "VerbForm") != "Part" for t in words)
        and len(words) > 2
    )


# Forms of the Konjunktiv I that no other mood has, and of the Konjunktiv II that reported speech takes instead.
KONJUNKTIV_I = {"sei", "seien", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "möge", "wisse"}
KONJUNKTIV_II = {"wäre", "wären", "hätte", "hätten", "würde", "würden", "könnte", "könnten", "müsste", "müssten", "sollten",
                 "dürften", "bliebe", "blieben", "gäbe", "käme", "kämen", "ginge", "gingen", "läge", "stünde"}  # fmt: skip


def _mood(verb: Token) -> str | None:
    """`I` or `II` when the clause is in the Konjunktiv of reported speech.

    A full verb shows the Konjunktiv I by -e where the indicative has -t: "er gehe", "sie stehe".
    """
    finite = [verb, *(c for c in verb.children if clauses.base(c) in ("aux", "cop"))]
    own = next((c for c in verb.children if clauses.base(c) == "nsubj"), None)
    if own is not None and own.lower_ in ("ich", "wir"):
        return None
    if any(t.lower_ in KONJUNKTIV_I for t in finite):
        return "I"
    if (
        verb.pos_ == "VERB"
        and verb.lower_.endswith("e")
        and verb.lower_ + "n" == verb.lemma_.casefold().removeprefix(_prefix(verb))
    ):
        if own is not None and clauses.feature(own, "Number") != "Plur":
            return "I"
    return "II" if any(t.lower_ in KONJUNKTIV_II for t in finite) else None


def _prefix(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ == "compound:prt"), "")


def _is_konjunktiv(verb: Token) -> bool:
    return _mood(verb) is not None
