"""Who says what? Finds the statements of a report with speaker, cue and exact span (codebook, section 7).

Direct speech is found by its marks, indirect speech by the tree below a verb or noun of saying or beside "laut" and
"according to", free indirect speech by a Konjunktiv that runs on. The words stand in `saying.toml`.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SentenceSpan

from aktenlage.coding import clauses, mood
from aktenlage.coding.attribution import RULES, Attribution, Attributions, is_told_passively
from aktenlage.coding.quotations import Quotation, quotations
from aktenlage.coding.saying import lemma
from aktenlage.coding.speakers import Speakers, issuer
from aktenlage.coding.who import Cast
from aktenlage.shapes import Entity, Statement

Spans = list[tuple[int, int]]
OPENING, CLOSING = "\"„“”»«(‚‘'[", "\"“”„«»)’‘']"
PRONOUNS = {"er", "sie", "he", "she"}
# "Niemand dachte, dass es hält" says what was not said.
NOBODY = {"niemand", "keiner", "keine", "nobody", "none"}
POLITICAL = {"GOV", "LEG", "PTY", "OPP", "IGO", "MIL", "COP", "JUD"}
# Characters between a statement and a quotation in the next paragraph without a cue.
NEAR = 120
BACKWARD = {"das", "dies", "dieses"}
# With these the content of an act can only be told of a living speaker: "forderte Todesopfer", "zeigte Wirkung".
VICTIMS = ("opfer", "tote", "toter", "leben", "verletzte", "verletzter")
LOCATED = {"befinden"}
# Who speaks for a body, not for himself.
WE = {"wir", "uns", "unser", "unsere", "unserer", "we", "us", "our"}


def statements(doc: Doc, language: str, cast: Cast) -> list[Statement]:
    """The statements of a report, by their place in the text."""
    return _Listener(doc, language, cast).all()


class _Listener:
    """Goes through a report once and keeps who spoke last."""

    def __init__(self, doc: Doc, language: str, cast: Cast) -> None:
        self.doc, self.language, self.cast = doc, language, cast
        self.by = Attributions(doc, language, cast)
        self.words = self.by.words
        self.sentences = list(doc.sents)
        self.text = cast.text
        self.quotes = [self._cut(q) for q in quotations(self.text)]
        self.quoted = {q: self._words(q) for q in self.quotes}
        # a name in quotation marks speaks itself; only an utterance hides the words in it
        self.speech = [
            q for q in self.quotes if _speaks(self.quoted[q]) and not self.quoted[q][0].text[:1].islower()
        ]
        self.hidden = {t.i for q in self.speech for t in self.quoted[q]}
        self.found: list[Statement] = []
        # the verb of a speech act told as an act attributes the quoted parts in it
        self.acts: dict[int, Token] = {}

    def _cut(self, quote: Quotation) -> Quotation:
        """Without a closing mark: "„Die Lage ist ernst, so der Minister." ends before its attribution."""
        if quote.closed:
            return quote
        span = self.doc.char_span(quote.start, quote.end, alignment_mode="contract")
        for token in reversed(span or []):
            if token.lower_ == "so" and self.by.so(token) is not None and token.i > 0:
                end = self.doc[token.i - 1]
                return Quotation(quote.start, end.idx, False) if end.text == "," else quote
        return quote

    def all(self) -> list[Statement]:
        """Marked quotations with a cue of their own, indirect speech, what goes on without a cue, quoted parts."""
        left = self._direct()
        for sentence in self.sentences:
            for token in sentence:
                if token.i not in self.hidden:
                    self._indirect(token)
        for sentence in self.sentences:
            self._goes_on(sentence, [q for q in left if sentence.start_char <= q.start < sentence.end_char])
        for sentence in self.sentences:
            self._headed(sentence)
        for quote in left:
            self._part(quote)
        self._leave_to_the_source()
        Speakers(self.doc, self.cast, self.words, self.hidden).settle(self.found)
        unique = {(s.kind, s.start, s.end): s for s in reversed(self.found)}
        return sorted(unique.values(), key=lambda s: (s.start, -s.end))

    def _leave_to_the_source(self) -> None:
        """ "Laut Zeitung fordert der Minister Neuwahlen": one statement, the paper's; the act is told in it."""
        others = [s for s in self.found if s.kind in ("indirect", "free-indirect")]
        self.found = [
            s
            for s in self.found
            if s.kind != "reported"
            or not any(a <= self.acts[s.start].idx < b for o in others for a, b in o.spans)
        ]

    # ------------------------------------------------------------------ direct

    def _direct(self) -> list[Quotation]:
        """Adds the quoted utterances that have a cue beside them; gives back the other quotations."""
        last: Statement | None = None
        left = []
        for quote in self.quotes:
            words = self.quoted[quote]
            if not words:
                continue
            if quote not in self.speech:
                if (
                    last is not None
                    and last.cue is not None
                    and self._split(last, quote, last.cue.start)
                    and not self._is_title(words, Attribution(None, None))
                ):
                    _lengthen(last, quote, self.text)
                    self.hidden |= {t.i for t in words}
                else:
                    left.append(quote)
                continue
            by = self._attribution(quote, words)
            if (
                by is None
                and self.text[quote.end - 1] not in CLOSING
                and (after := self._opened_anew(quote)) is not None
            ):
                # each paragraph opens anew, and the cue stands beside the last
                by = self._attribution(after, self.quoted[after])
            if by is None and last is not None and self._continues(last, quote):
                by = Attribution(None, None, entity=last.speaker, cue_span=last.cue)
            if by is None:
                left.append(quote)
                continue
            if self._is_title(words, by):
                continue
            if last is not None and by.cue is not None and self._split(last, quote, by.cue.idx):
                _lengthen(last, quote, self.text)
                continue
            last = self._add("direct", [(quote.start, quote.end)], by) or last
        return left

    def _words(self, quote: Quotation) -> list[Token]:
        span = self.doc.char_span(quote.start, quote.end, alignment_mode="contract")
        return [t for t in span if t.pos_ not in ("PUNCT", "SPACE")] if span is not None else []

    def _attribution(self, quote: Quotation, words: list[Token]) -> Attribution | None:
        """The cue beside a quotation: "…", sagte er. Er sagte: "…". "…", so der Minister. Laut Bild ist er "…"."""
        outside = self._around(quote, words)
        colon = self.text[: quote.start].rstrip().endswith(":")
        best: tuple[int, Attribution] | None = None
        for token in outside:
            found = self.by.beside_quote(token)
            if found is None:
                continue
            if found.speaker is not None and quote.start <= found.speaker.idx < quote.end:
                # the tree took a word of the quotation for the subject: whoever follows the cue speaks
                found.speaker = self._follows(token) if token.i > words[-1].i else None
                found.words = None
            if token.i < words[0].i:
                distance = words[0].i - token.i
                # what stands before belongs to it when a colon follows or the clause runs into the quotation
                bonus = 60 if colon else 0
            else:
                distance = token.i - words[-1].i
                bonus = 90 if distance <= 4 and not colon else 0
            if any(w.head == token or token.head == w for w in words):
                bonus += 50
            if found.speaker is None and found.words is None:
                distance += 30
            score = distance - bonus
            if best is None or score < best[0]:
                best = (score, found)
        if best is not None:
            return best[1]
        if colon:
            # "Der Minister wandte sich an die Presse: „…“": whoever stands as subject before the colon
            before = self.doc.char_span(
                len(self.text[: quote.start].rstrip()) - 1,
                len(self.text[: quote.start].rstrip()),
                alignment_mode="expand",
            )
            if before is not None:
                root = before[0].sent.root
                subject = clauses.subject(root) if clauses.is_verb(root) else None
                if subject is not None and self.cast.is_human(subject):
                    return Attribution(root, subject)
        return None

    def _follows(self, cue: Token) -> Token | None:
        """The noun or name right after a cue: "…“, sagte die Gruppe."."""
        for token in self.doc[cue.i + 1 : min(cue.i + 6, cue.sent.end)]:
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                return token
            if token.pos_ not in ("DET", "ADJ"):
                return None
        return None

    def _around(self, quote: Quotation, words: list[Token]) -> list[Token]:
        """The words of the sentences a quotation stands in, and of those that run into or out of it."""
        text = self.text
        sentences = {words[0].sent.start: words[0].sent, words[-1].sent.start: words[-1].sent}
        after = text[quote.end : quote.end + 3].lstrip()
        if words[-1].sent.end < len(self.doc) and (after[:1] in (",", "–", "-") or after[:1].islower()):
            following = self.doc[words[-1].sent.end].sent
            sentences[following.start] = following
        first = words[0].sent
        if first.start > 0 and text[: quote.start].rstrip().endswith(":"):
            previous = self.doc[first.start - 1].sent
            if previous[-1].idx >= len(text[: quote.start].rstrip()) - 2:
                sentences[previous.start] = previous
        return [
            t
            for sentence in sentences.values()
            for t in sentence
            if not quote.start <= t.idx < quote.end and not any(q.start <= t.idx < q.end for q in self.speech)
        ]

    def _opened_anew(self, quote: Quotation) -> Quotation | None:
        following = next((q for q in self.quotes if q.start >= quote.end and self.quoted[q]), None)
        if following is None or self.text[quote.end : following.start].strip():
            return None
        return following

    def _continues(self, last: Statement, quote: Quotation) -> bool:
        return len(self.text[last.end : quote.start].strip(" \n")) < 3

    def _split(self, last: Statement, quote: Quotation, cue: int) -> bool:
        """ "…", sagte er, "…": one statement in two parts when the cue of both stands between, in one sentence."""
        if last.cue is None or not last.cue.start <= cue < last.cue.end:
            return False
        between = self.text[last.end : quote.start]
        return (
            len(between) < 160
            and last.end <= cue < quote.start
            and not any(mark in between[:-1].strip() for mark in ".\n")
        )

    def _is_title(self, words: list[Token], by: Attribution) -> bool:
        """„Bild am Sonntag“, “Operation Storm”, a name in the speaker's own phrase: no statement."""
        if len(words) < 7 and all(
            t.pos_ in ("PROPN", "ADP", "DET", "X", "CCONJ", "NUM") or t.ent_type_ for t in words
        ):
            return True
        if len(words) == 2 and words[0].pos_ == "NOUN" and words[1].pos_ == "PROPN":
            # "Operation Storm"
            return True
        if by.speaker is not None and not _speaks(words):
            inside = {t.i for t in by.speaker.subtree}
            return all(w.i in inside for w in words)
        return False

    def _part(self, quote: Quotation) -> None:
        """A quoted part of a sentence: whoever says the sentence says the part, else the cue of its clause."""
        words = self.quoted[quote]
        if any(s.kind == "direct" and s.start == quote.start for s in self.found):
            return
        around = [s for s in self.found if s.kind != "direct" and any(a <= quote.start and quote.end <= b for a, b in s.spans)]  # fmt: skip
        if self._is_title(words, Attribution(None, None)):
            return
        if around:
            inner = min(around, key=lambda s: sum(b - a for a, b in s.spans))
            if len(words) > 1 or words[0].pos_ in ("ADJ", "ADV", "VERB") or not self._is_name(words[0]):
                act = self.acts.get(inner.start)
                cue = self.by.cue_span(act) if inner.kind == "reported" and act is not None else inner.cue
                self._add(
                    "direct",
                    [(quote.start, quote.end)],
                    Attribution(None, None, entity=inner.speaker, cue_span=cue),
                )
            return
        if (called := self._called(words)) is not None:
            self._add("direct", [(quote.start, quote.end)], called)
            return
        if len(words) < 2:
            return
        by = self._attribution(quote, words)
        if by is not None and not self._is_title(words, by) and by.cue is not None and by.speaker is not None:
            near = min(abs(by.cue.i - words[0].i), abs(by.cue.i - words[-1].i)) <= 12
            if lemma(by.cue) not in self.words.shows | self.words.wills and (
                near or any(w.head == by.cue for w in words)
            ):
                self._add("direct", [(quote.start, quote.end)], by)
                return
        opened = words[0].idx - quote.start == 1 and not self.text[quote.start - 1 : quote.start].isalnum()
        # a straight mark that closes elsewhere has a space behind it
        if quote.closed and opened and _is_passage(words):
            # "Das Lager soll „ein Ort für alle ohne festes Dach“ werden": so many running words are somebody's
            self._add("direct", [(quote.start, quote.end)], Attribution(None, self._wants(words[0])))

    def _called(self, words: list[Token]) -> Attribution | None:
        """ "… und bezeichnete den Plan als „tollkühn“", "wurde in den Medien als „Jahrhundertwerk“ bezeichnet"."""
        head = next((w for w in words if w.head not in words), words[0])
        verb = head.head
        if not clauses.is_verb(verb) or lemma(verb) not in self.words.calls or not _has_as(verb):
            return None
        if clauses.is_passive(verb):
            places = clauses.obliques(verb, ("in",))
            agent = clauses.agent(verb) or next((p for p in places if self._is_medium(p)), None)
            return Attribution(verb, agent) if agent is not None else None
        by = self.by.of_verb(verb)
        if by.speaker is None and clauses.base(verb) == "conj":
            # "Er halte es für richtig und bezeichnete …": whoever the first verb tells of
            first = next((t for t in verb.sent if t.pos_ not in ("PUNCT", "SPACE")), None)
            by.speaker = first if first is not None and first.lower_ in PRONOUNS else None
        return by if by.speaker is not None and by.speaker.lower_ not in NOBODY else None

    def _is_medium(self, noun: Token) -> bool:
        return noun.lemma_.casefold() in self.words.media or any(
            e.sector == "JRN" for e in self.cast.of(noun)
        )

    def _wants(self, word: Token) -> Token | None:
        """ "Die Partei will hohe Vermögen („ab …“) besteuern": whoever wants it says it."""
        clause = clauses.clause_head(word)
        if not any(c.lemma_ in ("wollen", "möchten") for c in clauses.children(clause, "aux")):
            return None
        subject = clauses.subject(clause)
        return subject if subject is not None and self.cast.is_human(subject) else None

    def _is_name(self, word: Token) -> bool:
        """ "das Projekt „Kliper“": a quoted word that another noun calls by its name."""
        return word.pos_ in ("PROPN", "X") or bool(word.ent_type_) or clauses.base(word) in ("appos", "flat")

    # ------------------------------------------------------------------ indirect

    def _indirect(self, token: Token) -> None:
        if (by := self.by.so(token)) is not None:
            # "Die Lage sei ernst, so der Minister."
            self._rest_of_sentence(token, by)
            return
        if token.lower_ in self.words.adverbs and self.language == "de":
            self._as_told_before(token)
            return
        if (by := self.by.according(token)) is not None:
            self._beside(token, by)
            return
        base = lemma(token) if clauses.is_verb(token) else token.lemma_.casefold()
        if base == "bestehen" and not any(
            c.lower_ in ("darauf", "auf") for t in token.children for c in (t, *t.children)
        ):
            # "Der Vorteil besteht darin, dass …"
            return
        if base in LOCATED and any(c.lower_ in ("sich", "uns", "mich") for c in token.children):
            # "befanden sich in dem Bus" says where, not what one thinks
            return
        if clauses.is_verb(token) and (base in self.words.verbs or base in self.words.topics):
            self._of_saying(token, base)
        elif clauses.is_verb(token) and (noun := self.by.carried(token)) is not None:
            self._of_carrier(token, noun)
        elif token.pos_ == "NOUN" and self.words.is_noun(base):
            self._of_noun(token)

    def _of_noun(self, noun: Token) -> None:
        """ "die Forderung der SPD, … zu verbieten", "the claim that …"."""
        for clause in clauses.children(noun, "ccomp", "acl"):
            if clause.dep_ == "acl:relcl" or (
                not clauses.is_verb(clause) and not clauses.children(clause, "cop")
            ):
                continue
            marks = {m.lower_ for m in clause.children}
            konjunktiv = self.language == "de" and mood.mood(clause) == "I"
            if clause.dep_ == "acl" and not marks & {"dass", "that", "zu"} and not konjunktiv:
                if not any(m.lower_ == "zu" for m in clause.subtree):
                    continue
            owner = self.by.owner_of(noun)
            carrier = noun.head
            if owner is None and clauses.children(noun, "cop"):
                # "Er ist der Meinung, dass …"
                owner = clauses.subject(noun)
                owner = (
                    None if owner == noun or (owner is not None and not self.cast.is_human(owner)) else owner
                )
            if owner is None and clauses.is_verb(carrier) and clauses.base(noun) in ("obj", "obl", "nmod"):
                owner = clauses.agent(carrier) if clauses.is_passive(carrier) else clauses.subject(carrier)
            by = Attribution(noun, owner)
            if clauses.is_verb(carrier) and self.by.carried(carrier) == noun:
                # "vertrat die Auffassung, …": verb and noun are the cue together
                by = self.by.of_verb(carrier) if owner is None or clauses.subject(carrier) == owner else by
            self._add("indirect", self._spans(clause, leave=()), by)

    def _of_carrier(self, verb: Token, noun: Token) -> None:
        """ "Sie vertrat die Ansicht, …", "came to the conclusion that …": the noun says what the verb does."""
        for clause in clauses.children(verb, "ccomp") or self._next_clause(verb):
            if not self._all_quoted(clause):
                by = self.by.of_verb(verb)
                if by.speaker is not None:
                    self._add("indirect", self._spans(clause, leave=(verb,)), by)

    def _headed(self, sentence: SentenceSpan) -> None:
        """A headline without full stop: "Ministerin zum Haushalt: Das Geld reicht nicht", "Muster: Taxes must fall"."""
        words = [t for t in sentence if t.pos_ != "SPACE"]
        colon = next((t for t in words[1:-2] if t.text == ":"), None)
        if colon is None or words[-1].pos_ == "PUNCT" or not self._opens_paragraph(sentence):
            return
        named, content = [t for t in words if t.i < colon.i], [t for t in words if t.i > colon.i]
        head = next((t for t in named if t.head == t or t.head.i > colon.i), None)
        if head is None or any(clauses.is_verb(t) for t in named):
            return
        # "Queen: Der Gitarrist feiert": others than politicians are but the topic
        political = any(e.kind == "person" and e.sector in POLITICAL for e in self.cast.of(head))
        told = any(s.start < content[-1].idx and content[0].idx < s.end for s in self.found)
        if political and not told and any(clauses.feature(t, "VerbForm") == "Fin" for t in content):
            end = content[-1].idx + len(content[-1])
            self._add("indirect", [(content[0].idx, end)], Attribution(None, head))

    def _opens_paragraph(self, sentence: SentenceSpan) -> bool:
        before = self.text[: sentence.start_char].rstrip(" ")
        return not before or before.endswith("\n")

    def _of_saying(self, verb: Token, base: str) -> None:
        by = self.by.of_verb(verb)
        if self._points_back(verb, base, by):
            return
        # "wie das Ministerium mitteilte", "as Reuters reported": the clause above is what is said
        if (
            base in self.words.verbs
            and _is_aside(verb)
            and clauses.base(verb) in ("advcl", "parataxis", "acl", "ccomp")
            and base not in self.words.wills
            and verb.head != verb
        ):
            self._above(verb, by)
            return
        contents = [c for c in self._contents(verb) if not self._all_quoted(c)] or self._next_clause(verb)
        if (told := self._told_in_a_headline(verb, base, by)) is not None:
            self._add("indirect", self._spans(told, leave=()), by)
            return
        if base not in self.words.verbs:
            contents = []
        if base == "heissen" and self._ends_with_it_says(verb, by):
            return
        if base in ("heissen", "lauten") and by.speaker is not None and by.words is None:
            # "Der Film heißt …" names, it does not say
            return
        if clauses.base(verb) == "parataxis" and not contents and by.speaker is not None:
            # "Die Lage sei ernst, sagte der Minister."
            if base not in self.words.utters | self.words.wills and (
                self.language == "en" or verb.i < by.speaker.i
            ):
                self._above(verb, by)
            return
        passive = is_told_passively(verb)
        if base in self.words.utters:
            return
        speaks = self._may_speak(by.speaker, base, passive)
        found = False
        for clause in contents:
            relation = clauses.base(clause)
            if relation == "parataxis" and not self._is_reported(clause, verb):
                continue
            if not speaks and (clauses.is_infinitive(clause) or (by.speaker is None and not passive)):
                # a paper or finding tells that something is so, but does not threaten to do it
                continue
            if relation == "xcomp" and (base in self.words.wills | self.words.thinks | self.words.shows):
                continue
            if base in self.words.shows and not any(
                m.lower_ in ("dass", "that", "dass") for m in clause.children
            ):
                continue
            if relation == "advcl" and base not in self.words.acts | {"behaupten", "erklären", "angeben"}:
                continue
            if (
                any(m.lower_ in ("wie", "als", "as", "ohne", "without") for m in clause.children)
                and relation != "ccomp"
            ):
                continue
            if any(m.lower_ == "um" for m in clause.children) and clauses.is_infinitive(clause):
                continue
            if base in self.words.refuses and clauses.is_infinitive(clause):
                # "refused to release them": what somebody does not do
                continue
            if by.speaker is not None and (
                by.speaker.lemma_.casefold() in RULES or (not speaks and base in self.words.wills)
            ):
                # "The deal guarantees that …": it provides, it does not speak
                continue
            if _stands_in_front(clause, by.speaker, verb):
                continue
            if clause.lemma_ in ("name", "identify", "nennen") and clauses.is_infinitive(clause):
                # "who asked not to be named"
                continue
            spans = self._spans(clause, leave=(verb,))
            if found and spans and self._is_torn(self.found[-1], spans):
                # one clause that the tree hung on the verb in two pieces
                last = self.found.pop()
                spans = [(min(last.start, spans[0][0]), max(last.end, spans[-1][1]))]
            elif found and spans and _is_announced(clause, contents) and self.found[-1].end < spans[0][0]:
                # "die Annäherung könnte dazu führen, dass …": one content, hung on the verb in two
                last = self.found.pop()
                spans = [(last.start, spans[-1][1])]
            found = self._add("indirect", spans, by) is not None or found
        if not found and speaks:
            self._reported(verb, base, by)

    def _ends_with_it_says(self, verb: Token, by: Attribution) -> bool:
        """ "Die Lage sei ernst, heißt es in dem Bericht.": everything before it."""
        before = [t for t in self.doc[verb.sent.start : verb.i] if t.pos_ != "SPACE"]
        after = self.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
        if len(before) < 4 or before[-1].text != "," or after is None or after.lower_ != "es":
            return False
        contents = clauses.contents(verb)
        if not contents or any(c.i > verb.i for c in contents) or contents[0].left_edge.text == ",":
            return False
        if all(t.i in self.hidden for t in before if t.pos_ != "PUNCT"):
            return True
        self._add("indirect", self._runs(before, set()), by)
        return True

    def _told_in_a_headline(self, verb: Token, base: str, by: Attribution) -> Token | None:
        """ "UN says thousands of fighters in Mali": content without a verb, in a line without a full stop."""
        if (
            base not in ("say", "claim")
            or verb.lower_ not in ("says", "say", "claims", "claim")
            or by.speaker is None
        ):
            return None
        words = [t for t in verb.sent if t.pos_ != "SPACE"]
        told = next((c for c in clauses.children(verb, "obj") if c.i > verb.i > by.speaker.i), None)
        if (
            told is None
            or words[-1].pos_ == "PUNCT"
            or clauses.base(verb) != "root"
            or clauses.contents(verb)
        ):
            return None
        return (
            told if any(clauses.preposition(t) in ("in", "at", "on", "near") for t in told.subtree) else None
        )

    def _is_torn(self, last: Statement, spans: Spans) -> bool:
        """Whether two pieces stand in each other or side by side without a comma: "That | 's why we left"."""
        start, end = spans[0][0], spans[-1][1]
        if start < last.end and last.start < end:
            return True
        return self.text[last.end : start].isspace() or self.text[end : last.start].isspace()

    def _next_clause(self, verb: Token) -> list[Token]:
        """The clause after the comma where the tree hung it elsewhere: "glaubt, er sei angeworben worden"."""
        at = verb.i + 1
        while at < verb.sent.end and self.doc[at].dep_ == "compound:prt":
            at += 1
        if self.language != "de" or at + 1 >= verb.sent.end or self.doc[at].text != ",":
            return []
        first = self.doc[at + 1]
        for word in (first, *first.ancestors):
            if word.left_edge.i < first.i or word.i <= verb.i:
                break
            predicate = clauses.is_verb(word) or bool(clauses.children(word, "cop"))
            if predicate and (mood.mood(word) == "I" or first.lower_ in ("dass", "ob")):
                return [word]
        return []

    def _contents(self, verb: Token) -> list[Token]:
        """Its clauses, with those that hang on "darauf", "davon" beside it: "wies darauf hin, dass …"."""
        found = clauses.contents(verb)
        for child in verb.children:
            if (
                child.pos_ == "ADV"
                and child.lower_.startswith("da")
                and clauses.base(child) in ("advmod", "obl", "obj")
            ):
                found += [
                    c for c in clauses.children(child, "ccomp", "acl", "advcl", "xcomp") if clauses.is_verb(c)
                ]
        return found

    def _points_back(self, verb: Token, base: str, by: Attribution) -> bool:
        """ "Die Brücke ist gesperrt. Das teilte die Polizei mit.": the sentence before is what is said."""
        if (
            self.language != "de"
            or clauses.base(verb) != "root"
            or base not in self.words.says | self.words.acts | {"hervorgehen"}
        ):
            return False
        first = next((t for t in verb.sent if t.pos_ not in ("PUNCT", "SPACE")), None)
        if first is None or (
            first.lower_ not in BACKWARD and not (base == "hervorgehen" and first.lower_ == "dies")
        ):
            return False
        if first.head != verb or clauses.base(first) not in ("obj", "nsubj", "det") or clauses.contents(verb):
            return False
        if base in self.words.acts and base not in ("bestätigen", "bekanntgeben", "ankündigen", "begründen"):
            return False
        if by.speaker == first:
            by.speaker = None
        if by.speaker is None and by.words is None:
            return False
        before = self._sentence_before(verb.sent)
        if before is None:
            return False
        start, end = _trimmed(before)
        if end > start:
            self._add("indirect", [(start, end)], by)
        return True

    def _sentence_before(self, sentence: SentenceSpan) -> SentenceSpan | None:
        """The sentence before in the same paragraph."""
        if sentence.start == 0:
            return None
        previous = self.doc[sentence.start - 1].sent
        return None if "\n\n" in self.text[previous.start_char : sentence.start_char] else previous

    def _as_told_before(self, token: Token) -> None:
        """ "Demnach starben drei Menschen.": whoever spoke last says this too."""
        clause = clauses.clause_head(token)
        if clause == token or (not clauses.is_verb(clause) and not clauses.children(clause, "cop")):
            return
        before = self._last_before(token.sent.start_char, across=True)
        entity = None
        if before is not None and before.speaker is not None:
            entity = msgspec.structs.replace(
                before.speaker, text=token.text, start=token.idx, end=token.idx + len(token)
            )
        elif (subject := self._subject_before(token.sent, anybody=True)) is not None:
            entity = msgspec.structs.replace(
                self.cast.of(subject)[0], text=token.text, start=token.idx, end=token.idx + len(token)
            )
        self._add("indirect", self._spans(clause, leave=(token,)), Attribution(token, None, entity=entity))

    def _may_speak(self, speaker: Token | None, base: str, passive: bool = False) -> bool:
        """Whether the subject can say something: people, bodies and papers can, deals and storms cannot."""
        if speaker is None:
            return passive or (base not in self.words.acts and base not in self.words.thinks)
        if speaker.lower_ in NOBODY:
            return False
        if (
            speaker.pos_ in ("PRON", "PROPN", "DET", "ADJ", "NUM")
            or speaker.ent_type_
            or self.cast.of(speaker)
        ):
            return True
        noun = speaker.lemma_.casefold()
        if base in self.words.shows:
            return True
        return self.words.is_noun(noun) or noun in self.words.people or base in ("sagen", "say", "erklären")

    def _is_reported(self, clause: Token, verb: Token) -> bool:
        """A paratactic clause is content when it stands in the Konjunktiv or the saying verb follows it."""
        if self.language == "de" and mood.mood(clause) is not None:
            return True
        between = self.text[max(0, clause.left_edge.idx - 2) : clause.left_edge.idx].strip()
        return clause.i < verb.i or between in (":", ",")

    def _all_quoted(self, clause: Token) -> bool:
        words = [t for t in clause.subtree if t.pos_ not in ("PUNCT", "SPACE")]
        return bool(words) and all(t.i in self.hidden for t in words)

    def _above(self, verb: Token, by: Attribution) -> None:
        head = verb.head
        if verb.left_edge.i > 0 and self.doc[verb.left_edge.i - 1].text == "(":
            # "(wir berichteten)" points to another report
            return
        if not self._all_quoted_without(head, verb):
            self._add("indirect", self._spans(head, leave=(verb,)), by)

    def _all_quoted_without(self, head: Token, verb: Token) -> bool:
        leave = {t.i for t in verb.subtree}
        words = [t for t in head.subtree if t.i not in leave and t.pos_ not in ("PUNCT", "SPACE")]
        quoted = sum(t.i in self.hidden for t in words)
        # "…, says Amina Rahman, standing in the ruins": the rest belongs to the attribution
        return quoted == len(words) or (head.i in self.hidden and quoted > 0.5 * len(words))

    def _beside(self, noun: Token, by: Attribution) -> None:
        """The clause in which "laut X" stands, without it."""
        clause = clauses.clause_head(noun)
        if clause == noun or self._all_quoted_without(clause, noun):
            return
        self._add("indirect", self._spans(clause, leave=(noun,)), by)

    def _rest_of_sentence(self, so: Token, by: Attribution) -> None:
        """What stands before and after ", so X" in its sentence."""
        assert by.speaker is not None
        sentence = so.sent
        out = {so.i, *self.by.phrase_tokens(by.speaker, coordinated=True)}
        last = max(out)
        while last + 1 < sentence.end and self.doc[last + 1].pos_ not in ("PUNCT", "SPACE"):
            last += 1
        out |= set(range(so.i, last + 1))
        words = [t for t in sentence if t.i not in out and t.pos_ not in ("PUNCT", "SPACE")]
        if not words or all(t.i in self.hidden for t in words):
            return
        self._add("indirect", self._runs([t for t in sentence if t.i not in out], out), by)

    def _reported(self, verb: Token, base: str, by: Attribution) -> None:
        """A speech act or opinion told as an act: "Die SPD begrüßte die Entscheidung"."""
        topics = clauses.obliques(verb, self.words.topics.get(base, ()))
        opinion = (
            base in self.words.thinks
            and base not in ("finden", "find")
            and bool(clauses.patients(verb))
            and not clauses.is_passive(verb)
        )
        if not (base in self.words.acts or topics or opinion):
            return
        speaker = by.speaker
        if speaker is None or not (
            self.cast.all(speaker)
            or speaker.lemma_.casefold() in self.words.people
            or (topics and self.words.is_paper(speaker.lemma_.casefold()))
        ):
            return
        if base in self.words.calls and not clauses.children(verb, "xcomp") and not _has_as(verb):
            # "Der Feiertag bezeichnet den Tag …"
            return
        if base in self.words.refuses and not clauses.patients(verb):
            # "Die Taliban lehnten ab."
            return
        if base in ("protestieren", "protest") and _is_crowd(self.cast.of(speaker)):
            # "Die Menge protestierte gegen Preise": in the street, not by word
            return
        if verb.lower_ == "bekannt" and base not in self.words.acts:
            return
        if base in ("verurteilen", "anklagen", "verteidigen", "condemn", "charge", "indict") and _in_court(
            verb
        ):
            return
        relation = clauses.base(verb)
        if relation not in ("root", "conj", "parataxis") or (
            relation == "conj" and not clauses.children(verb, "nsubj")
        ):
            return
        if any(c.lower_ in ("nicht", "not", "n't", "nie", "never", "weder") for c in verb.children):
            return
        if any(clauses.base(c) == "aux" and c.lemma_ in ("können", "sollen", "dürfen", "could", "may", "should") for c in verb.children):  # fmt: skip
            return
        if any(o.lemma_.casefold().endswith(VICTIMS) for o in (*clauses.patients(verb), speaker)):
            return
        if any(s.kind == "direct" and s.cue and s.cue.start <= verb.idx < s.cue.end for s in self.found):
            return
        told = self._add(
            "reported", self._spans(verb, leave=()), Attribution(None, speaker, by.relay, by.addressees)
        )
        if told is not None:
            self.acts[told.start] = verb

    # ------------------------------------------------------------------ spans

    def _spans(self, head: Token, leave: tuple[Token, ...]) -> Spans:
        """Character spans of a clause without the attribution in it, trimmed of commas and stops at the edges."""
        inside = {t.i for t in head.subtree}
        out: set[int] = set()
        for token in leave:
            below = {t.i for t in token.subtree}
            # the attribution may stand above its content ("sagte, dass") or in it ("ist laut Polizei tot")
            out |= below - inside if head.i in below else below
        for token in head.subtree:
            if token != head and token.i not in out and clauses.is_verb(token) and _is_aside(token):
                if lemma(token) in self.words.verbs and token not in leave:
                    out |= {t.i for t in token.subtree}
        return self._runs([self.doc[i] for i in sorted(inside - out)], out)

    def _runs(self, tokens: list[Token], out: set[int]) -> Spans:
        runs: list[list[Token]] = []
        for token in tokens:
            if runs and all(
                t.pos_ in ("PUNCT", "SPACE") and t.i not in out
                for t in self.doc[runs[-1][-1].i + 1 : token.i]
            ):
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = []
        for run in runs:
            while run and (run[0].pos_ in ("PUNCT", "SPACE") and run[0].text not in OPENING):
                run.pop(0)
            while run and (
                run[-1].pos_ == "SPACE" or (run[-1].pos_ == "PUNCT" and run[-1].text not in CLOSING)
            ):
                run.pop()
            if any(t.pos_ not in ("PUNCT", "SPACE") for t in run):
                spans.append(self._balanced(run[0].idx, run[-1].idx + len(run[-1])))
        return spans

    def _balanced(self, start: int, end: int) -> tuple[int, int]:
        """The span with both marks of a quotation that begins or ends with it."""
        for quote in self.quotes:
            if start <= quote.start < end < quote.end and not self.text[end : quote.end].strip(
                " .,!?…" + CLOSING
            ):
                end = quote.end
            if quote.start < start < quote.end <= end and not self.text[quote.start : start].strip(OPENING):
                start = quote.start
        return start, end

    def _whole(self, spans: Spans) -> Spans:
        """A whole sentence keeps its full stop."""
        if not spans:
            return spans
        start, end = spans[-1]
        tail = 0
        while end + tail < len(self.text) and self.text[end + tail] in ".!?":
            tail += 1
        return [*spans[:-1], (start, end + min(tail, 1))]

    # ------------------------------------------------------------------ free indirect

    def _goes_on(self, sentence: SentenceSpan, quotes: list[Quotation]) -> None:
        """What a sentence attributes by running on: a quotation of its own or a Konjunktiv."""
        before = self._last_before(sentence.start_char)
        for quote in quotes:
            words = self.quoted[quote]
            if len(words) > 3 and _speaks(words) and not self._has_own_clause(sentence):
                # "Der Minister zeigte sich empört. „Das nehmen wir nicht hin.“"
                # "Die SPD will am Kurs festhalten. „Wir wollen ein friedliches Europa.“": a body says we
                speaker = self._subject_before(sentence, any(w.lower_ in WE for w in words))
                if before is None and speaker is None and self._stands_alone(quote):
                    before = self._last_before(quote.start, across=True)
                    before = before if before is not None and quote.start - before.end < NEAR else None
                if before is not None and before.speaker is not None:
                    self._add("direct", [(quote.start, quote.end)], Attribution(None, None, entity=before.speaker, cue_span=before.cue))  # fmt: skip
                elif speaker is not None:
                    self._add("direct", [(quote.start, quote.end)], Attribution(None, speaker))
        if self.language == "de":
            self._free(sentence, before)

    def _stands_alone(self, quote: Quotation) -> bool:
        """Whether a quotation is a line of its own."""
        before, after = self.text[: quote.start].rstrip(" "), self.text[quote.end :].lstrip(" ")
        return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))

    def _has_own_clause(self, sentence: SentenceSpan) -> bool:
        return any(
            clauses.is_verb(t) and clauses.base(t) in ("root", "conj")
            for t in sentence
            if t.i not in self.hidden
        )

    def _free(self, sentence: SentenceSpan, before: Statement | None) -> None:
        """ "Die Gespräche seien gut verlaufen." after a statement: the same speaker goes on."""
        root = sentence.root
        finite = [root, *(c for c in root.children if clauses.base(c) in ("aux", "cop"))]
        if all(t.i in self.hidden for t in finite) or any(
            m.lower_ in ("wenn", "als", "ob") for m in root.children
        ):
            return
        if any(s.kind != "reported" and any(a <= root.idx < b for a, b in s.spans) for s in self.found):
            return
        how = mood.mood(root)
        if how == "I":
            before = before or self._last_before(sentence.start_char, across=True)
        elif how != "II" and mood.hearsay(root):
            before = before or self._last_in_paragraph(sentence.start_char)
        elif how is None:
            return
        if before is None and how != "I":
            return
        if before is not None and before.kind == "direct" and any(t.lower_ == "dürften" for t in finite):
            # "„…“, sagte er. Zufrieden dürften alle sein.": the reporter's guess
            return
        entity = before.speaker if before is not None else None
        last = self.found[-1] if self.found and self.found[-1].kind == "free-indirect" else None
        if (
            last is not None
            and last.speaker == entity
            and not self.text[last.end : sentence.start_char].strip()
            and "\n\n" not in self.text[last.end : sentence.start_char]
        ):
            # one speech over several sentences is one statement
            end = self._whole(self._spans(root, leave=()))[-1:]
            if end:
                last.end = end[0][1]
                last.spans = [*last.spans[:-1], (last.spans[-1][0], last.end)]
                last.text = " … ".join(self.text[a:b] for a, b in last.spans)
                return
        self._add("free-indirect", self._spans(root, leave=()), Attribution(None, None, entity=entity))

    def _last_in_paragraph(self, start: int) -> Statement | None:
        last = self._last_before(start, across=True)
        return last if last is not None and "\n\n" not in self.text[last.end : start].rstrip() else None

    def _last_before(self, start: int, across: bool = False) -> Statement | None:
        """Who spoke last before: in the sentence before of the same paragraph, or `across` the report."""
        if across:
            earlier = [s for s in self.found if s.speaker is not None and s.end <= start]
            return max(earlier, key=lambda s: (s.end, s.start), default=None)
        text = self.text
        at = start - 1
        while at > 0 and text[at].isspace():
            at -= 1
        if at < 0 or "\n\n" in text[at:start]:
            return None
        sentence = next((s for s in self.sentences if s.start_char <= at < s.end_char), None)
        if sentence is None:
            return None
        inside = [s for s in self.found if s.start < sentence.end_char and s.end > sentence.start_char]
        # the statement of the main clause, not one told inside it
        return max(inside, key=lambda s: (s.kind == "free-indirect", s.end, -s.start), default=None)

    def _subject_before(self, sentence: SentenceSpan, anybody: bool = False) -> Token | None:
        previous = self._sentence_before(sentence)
        if previous is None:
            return None
        root = previous.root
        if not clauses.is_verb(root):
            # "Verkehr: Die Partei will die Bahn ausbauen.": a topic stands before the sentence
            root = next((c for c in clauses.children(root, "appos", "parataxis") if clauses.is_verb(c)), root)
        subject = clauses.subject(root)
        if subject is not None and any(anybody or e.kind == "person" for e in self.cast.of(subject)):
            return subject
        return None

    # ------------------------------------------------------------------ making statements

    def _add(self, kind: str, spans: Spans, by: Attribution) -> Statement | None:
        spans = [(a, b) for a, b in spans if b > a]
        if kind in ("free-indirect", "reported"):
            spans = self._whole(spans)
        if not spans:
            return None
        if kind != "direct" and not any(" " in self.text[a:b] or b - a > 7 for a, b in spans):
            return None
        speakers = (
            self._speakers(by.speaker) if by.speaker is not None else ([by.entity] if by.entity else [])
        )
        if by.words is not None and speakers:
            start, end = self.by.phrase(by.words, coordinated=True)
            first = msgspec.structs.replace(speakers[0], text=self.text[start:end], start=start, end=end)
            speakers = [first, *speakers[1:]]
        statement = Statement(
            kind=kind,
            speaker=speakers[0] if speakers else None,
            cospeakers=speakers[1:],
            addressees=[e for token in by.addressees for e in self.cast.all(token)],
            relay=self._speakers(by.relay, by.speaker)[0] if by.relay is not None else None,
            cue=self.by.cue_span(by.cue) if by.cue is not None else by.cue_span,
            start=spans[0][0],
            end=spans[-1][1],
            spans=spans,
            text=" … ".join(self.text[a:b] for a, b in spans),
            date=None,
        )
        self.found.append(statement)
        return statement

    def _speakers(self, token: Token, without: Token | None = None) -> list[Entity]:
        """Who speaks, each with the whole phrase as it is written; an unknown speaker keeps the words.

        `without`: a token that the tree hung into the phrase though it is somebody else ("das Ministerium Wang").
        """
        found = []
        for part in clauses.conjuncts(token):
            if part != token and (clauses.is_verb(part) or part.pos_ in ("ADV", "ADP")):
                continue
            start, end = self.by.phrase(part)
            if without is not None and start < without.idx < end and part.i < without.i:
                end = self.doc[without.i - 1].idx + len(self.doc[without.i - 1])
            text = self.text[start:end]
            entities = self.cast.of(part) or issuer(part, self.cast, self.words)
            if entities:
                found.append(msgspec.structs.replace(entities[0], text=text, start=start, end=end))
            else:
                alone = part.ent_type_ == "PER" or part.lower_ in PRONOUNS
                kind = "person" if alone else "group"
                found.append(Entity(text=text, start=start, end=end, name=text, kind=kind))
        return found


def _lengthen(statement: Statement, quote: Quotation, text: str) -> None:
    statement.spans.append((quote.start, quote.end))
    statement.end = quote.end
    statement.text = " … ".join(text[a:b] for a, b in statement.spans)


ANNOUNCING = {"dazu", "darauf", "daran", "darum", "dafür", "davon", "damit", "darin", "dagegen", "davor"}


def _is_announced(clause: Token, contents: list[Token]) -> bool:
    """A clause with "dass" that a word of the clause before stands for: "könnte dazu führen, dass …"."""
    if not any(c.lower_ == "dass" for c in clause.children):
        return False
    before = [c for c in contents if c.i < clause.left_edge.i]
    return bool(before) and any(c.lower_ in ANNOUNCING for c in before[-1].children)


def _stands_in_front(clause: Token, speaker: Token | None, verb: Token) -> bool:
    """Whether a bare clause stands between subject and verb: "der Bericht, der … wurde, besagt" is no content of besagt."""
    return (
        speaker is not None
        and verb.lang_ == "de"
        and speaker.i < clause.i < verb.i
        and clauses.base(verb) in ("root", "conj")
        and not any(c.lower_ in ("dass", "ob", "zu") for c in clause.children)
    )


def _speaks(words: list[Token]) -> bool:
    """Whether quoted words are an utterance and no title or nickname: they have a finite verb or are many."""
    return (
        any(t.pos_ in ("VERB", "AUX") and clauses.feature(t, "VerbForm") != "Part" for t in words)
        and len(words) > 2
    )


def _is_passage(words: list[Token]) -> bool:
    """Five words or more out of somebody's sentence: it begins small, as no title does."""
    return len(words) > 4 and words[0].text[:1].islower()


def _has_as(verb: Token) -> bool:
    return any(t.lower_ in ("als", "as") for child in verb.children for t in (child, *child.children))


def _is_crowd(entities: list[Entity]) -> bool:
    return bool(entities) and all(
        e.kind == "group" and e.sector in (None, "CVL", "LAB", "EDU") for e in entities
    )


def _in_court(verb: Token) -> bool:
    """ "verurteilte ihn zu drei Jahren Haft", "vor Gericht verteidigt": a sentence or a trial, no opinion."""
    return any(
        clauses.preposition(c) in ("zu", "wegen", "vor", "to", "over", "with")
        for c in clauses.children(verb, "obl", "nmod")
    ) or any(
        c.lemma_.casefold().endswith(("gericht", "richter", "court", "judge"))
        for c in clauses.children(verb, "nsubj")
    )


def _is_aside(verb: Token) -> bool:
    """ "wie das Ministerium mitteilte", "as Reuters reported"."""
    first = next((t for t in verb.subtree if t.pos_ not in ("PUNCT", "SPACE")), verb)
    return any(
        c.lower_ in ("wie", "as")
        and clauses.base(c) in ("mark", "advmod", "obj", "case")
        and c.i < verb.i
        and c.i - first.i < 2
        for c in verb.children
    ) and not any(c.lower_ in ("so", "as") and c.i > verb.i for c in verb.children)


def _trimmed(sentence: SentenceSpan) -> tuple[int, int]:
    """Character span of a sentence without its full stop and spaces."""
    tokens = [t for t in sentence if t.pos_ != "SPACE"]
    while tokens and tokens[-1].text in (".", "!", "?"):
        tokens.pop()
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else (0, 0)
