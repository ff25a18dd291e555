"""Who? Finds the political actors of a report and knows them again: by name, office, adjective and pronoun.

A mention's country and sector come from the text first ("der chinesische Spitzendiplomat Wang Yi"), from the tables of
`world/` second, for the day of the report. What stays unknown stays empty; nobody is guessed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc, Span, Token

from aktenlage.coding import clauses
from aktenlage.coding.aims import CITY_NOUNS
from aktenlage.coding.identity import is_description
from aktenlage.coding.lexicon import frames_of_noun, lexicon
from aktenlage.coding.saying import sayings
from aktenlage.shapes import Entity, Statement
from aktenlage.world import lookup, naming
from aktenlage.world.tables import Office, Organisation

TITLE_LINKS = {"appos", "flat", "compound", "nmod", "amod", "dep", "list", "nsubj"}
# Groups that belong to the country a report is about when nothing else is said: "die Polizei", "the protesters".
HOME_SECTORS = {"COP", "MIL", "GOV", "LEG", "JUD", "OPP", "CVL", "PTY", "LAB", "REL", "SPY", "MED"}
# With a name, only who holds an office is taken for a man of the country that a report is about: no hostage, no judge.
OFFICIAL = {"GOV", "LEG", "COP", "MIL", "PTY", "OPP"}
LEADING = (
    "chef", "chefin", "führer", "führerin", "vorsitzende", "vorsitzender", "sprecher", "sprecherin", "präsident", "präsidentin",
    "leader", "president", "chairman", "chairwoman", "spokesman", "spokeswoman", "spokesperson", "secretary",
)  # fmt: skip
# Of those in education, these are where they live; an analyst or professor may be from anywhere.
AT_SCHOOL = {
    "Schüler", "Student", "Studenten", "Lehrer", "student", "students", "pupil", "pupils", "teacher", "teachers",
}  # fmt: skip
PAIR_NOUNS = {"seite", "land", "staat", "partei", "nation", "regierung", "präsident", "minister", "außenminister", "politiker",
              "side", "country", "state", "leader", "government", "president", "party", "neighbor", "neighbour"}  # fmt: skip
LAND_NOUNS = {"land", "country", "nation", "volksrepublik", "inselstaat", "königreich", "emirat", "kingdom", "emirate",
              "sultanat", "fürstentum"}  # fmt: skip
# Those who fight the state that they live in.
RISEN = {
    "Rebell", "Aufständischer", "Aufständische", "Guerillero", "Guerilla", "Untergrundkämpfer", "rebel", "insurgent", "guerrilla",
    "Rebellen", "rebels", "insurgents", "guerrillas",
}  # fmt: skip
MALE, FEMALE = "m", "f"
# Sentences of headline and lead; how far the country that a report is about is ahead of the next.
OPENING, LEAD = 2, 1.5
# Foreign ground: "vor der deutschen Botschaft" names no country of those who stand there.
MISSIONS = ("botschaft", "konsulat", "embassy", "consulate")
# "will keine Flüchtlinge aufnehmen": those who come are not of the country that lets them in.
UPROOTED = ("flüchtling", "migrant", "refugee", "refugees", "migrants", "asylum seeker", "asylbewerber")
ADMITTING = {
    "aufnehmen",
    "abweisen",
    "beherbergen",
    "accept",
    "admit",
    "host",
    "take",
    "receive",
    "absorb",
    "turn",
}
# Those who are for or against somebody: a name beside them is whom they follow, no name of theirs.
FOLLOWERS = {
    "anhänger": "supporters", "anhängerin": "supporters", "unterstützer": "supporters", "sympathisant": "supporters",
    "gefolgsmann": "supporters", "gefolgsleute": "supporters", "gegner": "opponents", "kritiker": "critics",
    "supporter": "supporters", "follower": "supporters", "loyalist": "supporters", "sympathizer": "supporters",
    "opponent": "opponents", "critic": "critics",
}  # fmt: skip
# The plural of the customs is what they levy.
DUTIES = {"zölle", "zöllen"}
MONTHS = {"march", "may", "august", "mai", "märz", "april", "june", "juni"}
WIDER = {
    "europäisch", "international", "afrikanisch", "arabisch", "westlich", "ausländisch", "fremd", "european", "foreign",
    "african", "arab", "western",
}  # fmt: skip
LED = {"lead", "led", "geführt", "führen"}
# Kinds of places: a name beside one is no person's.
PLACES = (
    "stadt", "dorf", "enklave", "provinz", "insel", "bezirk", "ortschaft", "siedlung", "region", "hafenstadt", "gemeinde",
    "town", "village", "enclave", "province", "island", "district", "city", "municipality",
)  # fmt: skip
# What every federation has: police, agents and courts of its own.
FEDERAL = (
    "bundespoliz", "bundesagent", "bundestruppe", "bundesbeamt", "bundesrichter", "bundesgericht", "bundesbehörde",
    "bundesanwa", "bundesermittler", "bundesstaatsanwa", "federal police",
)  # fmt: skip
# Kin by whom somebody is called by the first name: "his uncle Abe".
KIN = {
    "wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "cousin", "uncle", "aunt", "girlfriend",
    "boyfriend", "fiancée", "grandson", "granddaughter", "niece", "nephew", "frau", "ehefrau", "mann", "ehemann", "sohn",
    "tochter", "bruder", "schwester", "mutter", "vater", "cousine", "onkel", "tante", "freundin", "freund", "verlobte",
    "enkel", "enkelin", "nichte", "neffe", "gattin", "gatte",
}  # fmt: skip
# German nouns whose plural may look like the singular: Sender, Hersteller, Unternehmen.
SAME_PLURAL = ("er", "el", "en", "chen")


@dataclass(slots=True)
class Known:
    """Somebody who has appeared: the entity, grammar to match pronouns, and where it stood last."""

    entity: Entity
    head: str
    gender: str | None
    plural: bool
    sentence: int
    position: int
    is_subject: bool
    titles: frozenset[str] = frozenset()


class Cast:
    """Those who appear in one report, in the order in which they do.

    `day` is the ISO date of the report or None; offices are looked up for that day.
    """

    def __init__(self, doc: Doc, language: str, day: str | None) -> None:
        self.doc, self.language, self.day = doc, language, day
        self.text = doc.text  # spaCy puts it together anew each time
        self.known: list[Known] = []
        self._entities: dict[int, list[Entity]] = {}
        self._people: dict[int, Span] = {}
        self._reasons: dict[int, str] = {}
        # First character of nouns whose country is only the report's -> their English name without it.
        self._of_report: dict[int, str] = {}
        self._names = {t.i: ent for ent in doc.ents if ent.label_ in ("LOC", "ORG") for t in ent}
        for ent in doc.ents:
            if ent.label_ == "PER" and not self._is_country(ent):
                span = self._without_place(ent)
                self._people.update((t.i, span) for t in span)
        self.home = self._home()
        for number, sentence in enumerate(doc.sents):
            for token in sentence:
                if token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X"):
                    self._meet(token, number)

    def _is_country(self, ent: Span) -> bool:
        """ "Die Präsidentin Moldaus" names a state, not a person of that name."""
        if len(ent) > 1 or lookup.person(ent.text, self.day, None) is not None:
            return False
        kind = ent.root.head
        if clauses.base(ent.root) in ("appos", "flat") and kind.lemma_.casefold().endswith(PLACES):
            # "die Enklave Gorazde"
            return True
        return any(
            lookup.country_named(form, self.day, self.language)
            for form in (ent.text, ent.text.removesuffix("s"))
        )

    def _without_place(self, span: Span) -> Span:
        """ "Wang Yi Washington" is a person before a capital, not a person of that name."""
        while len(span) > 1 and lookup.person(span.text, self.day, None) is None:
            last = span[-1].text
            if not (
                lookup.seat(last, self.day, self.language)
                or lookup.country_named(last, self.day, self.language)
            ):
                break
            span = self.doc[span.start : span.end - 1]
        return span

    # ------------------------------------------------------------------ questions of the other modules

    def of(self, token: Token) -> list[Entity]:
        """Who the token stands for; empty when it stands for no actor."""
        found = self._entities.get(token.i)
        if found is None and token.pos_ in ("NUM", "PRON", "DET", "ADJ"):
            # "drei von ihnen", "two of the men"
            part = next(
                (
                    c
                    for c in clauses.children(token, "nmod", "obl")
                    if clauses.preposition(c) in ("von", "of", "unter")
                ),
                None,
            )
            found = self._entities.get(part.i) if part is not None else None
        return found or []

    def all(self, token: Token) -> list[Entity]:
        """Who the token and everything coordinated with it stand for."""
        found: list[Entity] = []
        for part in clauses.conjuncts(token):
            if part != token and clauses.is_verb(part):
                continue
            found += [e for e in self.of(part) if e not in found]
            # "die Volksrepublik China und Indien": what follows is hung on the name beside the noun
            for name in clauses.children(part, "appos", "flat"):
                if clauses.base(part) == "conj" or not found:
                    continue
                for other in clauses.children(name, "conj"):
                    found += [e for e in self.of(other) if not clauses.is_verb(other) and e not in found]
        return found

    def owner(self, noun: Token, depth: int = 0) -> list[Entity]:
        """Whose a thing is: "die Invasion Russlands", "chinesische Schiffe", "US-Stützpunkt", "der Sprecher der Armee"."""
        possessor = clauses.possessor(noun)
        if possessor is not None:
            if found := self.all(possessor):
                return found
        if found := self.adjectives(noun):
            return found
        if found := self.compound(noun):
            return found
        for child in clauses.children(noun, "appos", "flat"):
            if found := self.of(child):
                return found
        if possessor is not None and depth < 2 and possessor.pos_ in ("NOUN", "PROPN"):
            return self.owner(possessor, depth + 1)
        return []

    def adjectives(self, noun: Token, of_towns: bool = True) -> list[Entity]:
        """The countries of its adjectives: "chinesisch-amerikanische Gespräche", "Russian forces".

        `of_towns` false: not those that only say where it was, "die Pariser Kundgebung".
        """
        found: list[Entity] = []
        for child in clauses.children(noun, "amod", "nmod", "compound", "dep", "det"):
            # "a Saudi-led strike", "U.S. military airstrikes"; "Saudi-backed" is of no Saudi
            leading = child.lemma_ in LED or (
                child.pos_ == "ADJ" and clauses.feature(child, "VerbForm") == ""
            )
            inner = clauses.children(child, "compound", "amod") if leading and self.language == "en" else []
            for part in (*clauses.conjuncts(child), *inner):
                if _is_negated(part) or (
                    not of_towns and lookup.place_of_adjective(part.text, self.language)
                ):
                    continue
                for iso3 in lookup.countries_of_adjective(_whole(part), self.language):
                    found.append(self._country(iso3, part, part))
        return found

    def compound(self, noun: Token) -> list[Entity]:
        """The actor in the first member of a compound: "US-Sanktionen", "Israel-Besuch", "the Hamas attack"."""
        found: list[Entity] = []
        for child in clauses.children(noun, "compound"):
            if _is_negated(child):
                continue
            if child.i < noun.i and child.dep_ != "compound:prt":
                found += self.of(child)
                if not self.of(child):
                    # "a U.S. peace deal"
                    found += [
                        e
                        for c in clauses.children(child, "compound")
                        for e in self.of(c)
                        if e.kind == "country"
                    ]
        if "-" in noun.text.strip("-"):
            first = noun.text.split("-")[0]
            found += self._first_member(first, noun)
        elif self.language == "de" and noun.pos_ == "NOUN":
            if (agent := lookup.first_member_agent(noun.lemma_)) is not None:
                iso3 = self._nationality(noun) or (
                    self._context_country(noun, agent.sector) if agent.sector in HOME_SECTORS else None
                )
                name = naming.compose(agent.english, naming.before_noun(iso3) if iso3 else "")
                found.append(self._entity(noun, noun, name, agent.kind, iso3, agent.sector))
        return found

    def host(self, token: Token) -> list[Entity]:
        """Who receives a visitor there: an actor, or the country of the place."""
        if token.lemma_.casefold().endswith(CITY_NOUNS) and not self._nationality(token):
            # "in der Stadt Sfax"
            named = next(
                (c for c in clauses.children(token, "appos", "flat", "nmod") if c.ent_type_ == "LOC"), None
            )
            if named is not None and (found := self.host(named)):
                return found
            iso3 = self._last_place(token)
            return [self._country(iso3, token, token)] if iso3 else []
        if found := self.all(token):
            return found
        name = self._names.get(token.i)
        if name is None and token.lower_ in MONTHS:
            # "a visit in March": a month, though a town is called so
            return []
        for form, first, last in (
            *(((name.text, name[0], name[-1]),) if name is not None and len(name) > 1 else ()),
            (token.text, token, token),
        ):
            if place := lookup.place(form, self.language):
                return [self._country(place.country, first, last)] if place.country else []
        return []

    def _last_place(self, token: Token) -> str | None:
        """The country of the last place named before."""
        for other in reversed(self.doc[: token.i]):
            if other.ent_type_ == "LOC" and (found := self._countries_mentioned(other)):
                return found[0]
        return None

    def without_country(self, entity: Entity) -> Entity | None:
        """The entity as its own words tell it, where its country is only the report's; None where it is its own."""
        name = next((n for at, n in self._of_report.items() if entity.start <= at < entity.end), None)
        return msgspec.structs.replace(entity, name=name, country=None) if name is not None else None

    def protesters(self, token: Token) -> Entity:
        """Those who demonstrate where nobody is named, in the country of the sentence or report."""
        iso3 = self._context_country(token, "CVL")
        name = naming.compose("protesters", naming.before_noun(iso3) if iso3 else "")
        return self._entity(token, token, name, "group", iso3, "CVL")

    def is_human(self, token: Token) -> bool:
        return (
            bool(self.all(token))
            or token.i in self._people
            or lookup.agent(token.lemma_, self.language) is not None
        )

    def let_issuer_speak(self) -> None:
        """Gives "wir", "unsere", "we" to the body that issues the text ("Die Bundesregierung verurteilt … Wir fordern …")."""
        issuer = self._issuer()
        if issuer is not None:
            for token in filter(_in_first_person, self.doc):
                self._speak(token, issuer)

    def let_speak(self, statements: list[Statement]) -> None:
        """Gives "ich", "wir", "unsere", "we" inside what is said to whoever says it."""
        for token in filter(_in_first_person, self.doc):
            around = [s for s in statements if s.speaker and s.start <= token.idx < s.end]
            speaker = min(around, key=lambda s: s.end - s.start).speaker if around else None
            if speaker is not None and speaker.start != token.idx:
                self._speak(token, speaker)

    def _speak(self, token: Token, speaker: Entity) -> None:
        self._entities[token.i] = [self._as_here(speaker, token)]
        self._reasons[token.i] = f"{speaker.name} speaks"

    def _issuer(self) -> Entity | None:
        """The public body whose text this is: one that opens it as its subject ("Die Bundesregierung verurteilt …")."""
        first = next((k for k in self.known if k.is_subject), None)
        if first is None or first.sentence > OPENING or first.entity.kind != "organisation":
            return None
        return first.entity if first.entity.sector in ("GOV", "IGO", "NGO", "PTY") else None

    def why(self, token: Token) -> str:
        """How the token was recognised, for explanations."""
        return self._reasons.get(token.i, "")

    # ------------------------------------------------------------------ meeting somebody

    def _meet(self, token: Token, sentence: int) -> None:
        found, gender, titles = self._resolve(token, sentence)
        if not found:
            return
        self._entities[token.i] = found
        if token.pos_ in ("PRON", "DET"):
            return
        plural = clauses.is_plural(token) or len(found) > 1
        for entity in found:
            self.known.append(
                Known(entity, token.lemma_.casefold(), gender, plural, sentence, token.i,
                      clauses.base(token) == "nsubj", titles)
            )  # fmt: skip

    def _resolve(self, token: Token, sentence: int) -> tuple[list[Entity], str | None, frozenset[str]]:
        nobody: tuple[list[Entity], None, frozenset[str]] = ([], None, frozenset())
        if token.i in self._people:
            span = self._people[token.i]
            if len(span) == 1 and (found := self._named(token)):
                # the grammar took a country or body for a person
                return found, None, frozenset()
            return self._person(token, span) if token == span.root or token.head not in span else nobody
        if token.pos_ == "PRON" or (token.pos_ == "DET" and clauses.feature(token, "Poss") == "Yes"):
            return self._pronoun(token, sentence), None, frozenset()
        if token.pos_ in ("DET", "NUM"):
            return nobody
        if token.pos_ == "ADJ" and clauses.base(token) in ("amod", "advmod", "det"):
            return nobody
        if (pair := self._pair(token)) or (pair := self._the_country(token)):
            return pair, None, frozenset()
        if found := self._named(token):
            return found, self._grammatical_gender(token), frozenset()
        return self._described(token, sentence)

    # names -------------------------------------------------------------------

    def _named(self, token: Token) -> list[Entity]:
        """Countries, seats, peoples and organisations by name; the longest name that begins or ends here wins."""
        for words, span in self._names_at(token):
            if iso3 := lookup.country_named(words, self.day, self.language):
                self._reasons[token.i] = "name of a country"
                return [self._country(iso3, span[0], span[-1])]
            row = lookup.organisation(
                words, self.day, self.language, span[-1].ent_type_ in ("ORG", "OTH", "LOC"), self._about
            )
            if row and not self._of_another_federation(words, row.country):
                self._reasons[token.i] = "name in organisations.csv"
                return [self._entity(span[0], span[-1], row.name, row.kind, row.country, row.sector)]
            if iso3 := lookup.seat(words, self.day, self.language):
                self._reasons[token.i] = "seat of a government"
                return [self._country(iso3, span[0], span[-1])]
        word = _whole(token)
        if iso3 := lookup.people(word, self.language):
            self._reasons[token.i] = "name of a people"
            one, many = (naming.people(word, self.language, several) for several in (False, True))
            singular = clauses.feature(token, "Number") == "Sing" and not one != word == many
            first, last = self._extent(token)
            return [
                self._entity(
                    first,
                    last,
                    (one if singular else many) or token.text,
                    "person" if singular else "group",
                    iso3,
                    None,
                )
            ]
        if found := self._person_in_disguise(token):
            return found
        if (body := self._body_again(token)) is not None:
            self._reasons[token.i] = f"{body.name}, named before"
            return [self._as_here(body, token)]
        if token.ent_type_ == "ORG" and (token.ent_iob_ == "B" or token.head.ent_type_ != "ORG"):
            return self._unknown_organisation(token)
        return []

    def _body_again(self, token: Token) -> Entity | None:
        """ "the Commission" after the African Union Commission, "die Gruppe" after a named group: its last word alone."""
        if token.pos_ not in ("NOUN", "PROPN") or not clauses.is_definite(token) or self._nationality(token):
            return None
        if any(clauses.base(c) in ("nmod", "amod", "compound", "flat", "appos") for c in token.children):
            return None
        word = token.lemma_.casefold()
        if clauses.base(token) in ("flat", "compound") or len(word) < 4:
            return None
        for known in reversed(self.known):
            entity = known.entity
            if entity.kind != "organisation" or known.position == token.i:
                continue
            words = entity.text if is_description(entity) else entity.name
            names = f"{words} {entity.text}".casefold().replace("-", " ").split()
            if len(names) > 2 and word in names:
                return entity
        return None

    def _person_in_disguise(self, token: Token) -> list[Entity]:
        """A surname that the grammar took for a place, a body or a plain noun ("bei einem Treffen mit Blinken").

        Of somebody named before; a proper noun of some length also of somebody in office.
        """
        if token.ent_type_ == "LOC" and lookup.place(token.text, self.language):
            return []
        if token.pos_ != "PROPN" and not self._is_bare(token):
            return []
        for name in (
            token.text,
            token.text[:-1] if token.text.endswith("s") and self.language == "de" else "",
        ):
            if not name:
                continue
            if (known := self._again(name)) is not None:
                self._reasons[token.i] = "surname of somebody named before"
                return [self._as_here(known.entity, token)]
            if token.pos_ != "PROPN" or len(token.text) <= 3:
                continue
            row = lookup.person(name, self.day, None)
            if row is not None and (token.ent_type_ or lookup.in_office(row, self.day)):
                self._reasons[token.i] = f"offices.csv: {row.person}, {row.office}"
                sector = (
                    row.sector
                    if lookup.in_office(row, self.day) or not lookup.is_past(row, self.day)
                    else "ELI"
                )
                return [self._entity(token, token, row.person, "person", row.country, sector)]
        return []

    def _is_bare(self, token: Token) -> bool:
        """A noun with nothing before it that says which one, and none that names an office: "Fischer demonstrierten" stays."""
        return (
            token.pos_ == "NOUN"
            and token.text[:1].isupper()
            and token.i > token.sent.start
            and not any(clauses.base(c) in ("det", "amod", "nummod", "nmod") for c in token.children)
            and lookup.agent(token.lemma_, self.language) is None
        )

    def _names_at(self, token: Token) -> list[tuple[str, list[Token]]]:
        """The token with its name-like neighbours, longest first; each also without a German genitive -s."""
        first = last = token
        limit = token.sent
        while last.i + 1 < limit.end and self._joins(token, last.nbor(1)):
            last = last.nbor(1)
        while first.i - 1 >= limit.start and self._joins(token, first.nbor(-1)):
            first = first.nbor(-1)
        spans = []
        for a in range(first.i, token.i + 1):
            for b in range(last.i, token.i - 1, -1):
                if b - a < 8:
                    spans.append([self.doc[i] for i in range(a, b + 1)])
        spans.sort(key=len, reverse=True)
        found = []
        before = token.nbor(-1) if token.i > limit.start else token
        if before.pos_ == "ADJ" and before.head == token and before.text.islower() and self.language == "de":
            # "den pakistanischen Taliban"
            found.append((f"{before.lemma_}e {token.text}", [before, token]))
        for span in spans:
            text = self.doc[span[0].i : span[-1].i + 1].text
            found.append((text, span))
            if len(span) == 1 and token.lemma_ != token.text:
                found.append((token.lemma_, span))
            if text.endswith(("s", "n")) and self.language == "de":
                # "Chinas", "den Emiraten"
                found.append((text[:-1], span))
        return found

    def _joins(self, token: Token, other: Token) -> bool:
        same_entity = token.ent_type_ and token.ent_type_ == other.ent_type_ and token.ent_type_ != "PER"
        linked = other.head == token or token.head == other or other.head == token.head
        return bool(same_entity or (linked and clauses.base(other) in ("flat", "compound", "nmod", "amod", "appos", "det", "case", "fixed") and (
            other.text[:1].isupper() or other.lower_ in ("der", "des", "of", "the", "für", "for", "and", "und"))))  # fmt: skip

    def _unknown_organisation(self, token: Token) -> list[Entity]:
        span = next((e for e in self.doc.ents if e.start <= token.i < e.end), None)
        if span is None or token.i != span.root.i:
            return []
        agent = lookup.agent(token.lemma_, self.language)
        for short in token.subtree:
            # "die Nationale Front für die Freiheit Malis (NFM)": known by its short name
            if short.ent_type_ == "ORG" and short.i > span.end - 1 and short.nbor(-1).text == "(":
                if row := lookup.organisation(short.text, self.day, self.language, True):
                    self._reasons[token.i] = f"known as {short.text}"
                    return [self._entity(span[0], span[-1], row.name, row.kind, row.country, row.sector)]
        iso3 = self._nationality(token) or next(iter(lookup.countries_within(span.text, self.language)), None)
        self._reasons[token.i] = "name of an organisation"
        sector = agent.sector if agent else lookup.sector_of_name(span.text, self.language)
        earlier = next((k.entity for k in reversed(self.known) if k.entity.name == span.text), None)
        if earlier and not iso3:
            iso3 = earlier.country
        return [self._entity(span[0], span[-1], span.text, "organisation", iso3, sector)]

    def _person(self, token: Token, span: Span) -> tuple[list[Entity], str | None, frozenset[str]]:
        name = span.text.replace("\n", " ")
        titles = self._titles(token, span)
        iso3 = next((c for t in (*titles, token) if (c := self._nationality(t))), None)
        agent = next((a for t in titles if (a := self._agent_of(t))), None)
        sector = agent.sector if agent else None
        body = self._body_of(token) if sector is None else None
        body = body or next((b for t in titles if (b := self._body_in_front(t))), None)
        if body is not None and iso3 is None:
            # "Joe Stork von Human Rights Watch", "UN Secretary General António Guterres": what the text says, not the tables
            sector, iso3 = body.sector, body.country
        former = any(c.lower_.rstrip("nmrse") in ("früher", "ehemalig", "former", "ex", "einstig", "damalig", "formerly") for t in titles for c in t.children) or any(
            t.lower_.startswith(("ex-", "alt", "ex ")) for t in titles)  # fmt: skip
        heads = frozenset(t.lemma_.casefold() for t in titles)
        gender = self._gender(titles, span)
        known = self._again(name)
        if known is not None:
            entity = known.entity
            return (
                [
                    self._entity(
                        span[0],
                        span[-1],
                        entity.name,
                        "person",
                        entity.country or iso3,
                        entity.sector or sector,
                    )
                ],
                known.gender or gender,
                known.titles | heads,
            )
        row = lookup.person(name, self.day, iso3)
        genitive = name.endswith("s") and clauses.preposition(token) is None
        if row is None and genitive and self.language == "de":
            if (known := self._again(name[:-1])) is not None:
                return (
                    [
                        self._entity(
                            span[0],
                            span[-1],
                            known.entity.name,
                            "person",
                            known.entity.country,
                            known.entity.sector,
                        )
                    ],
                    known.gender,
                    known.titles | heads,
                )
            row = lookup.person(name[:-1], self.day, iso3)
        if row is None and titles:
            row = next((r for t in titles if (r := self._once_in_office(name, t, iso3))), None)
        if (
            row is not None
            and " " not in name
            and sector
            and row.sector
            and sector != row.sector
            and not former
        ):
            # "die Schülerin Beatrix" is no queen
            row = None
        beside = {token.head.lemma_.casefold(), self.doc[max(0, span.start - 1)].lemma_.casefold()}
        if row is not None and " " not in name and (heads | beside) & KIN:
            # "his uncle Abe"
            row = None
        if row is not None:
            self._reasons[token.i] = (
                f"offices.csv: {row.person}, {row.office} {row.begin or ''}–{row.end or ''}"
            )
            table_sector = (
                row.sector
                if lookup.in_office(row, self.day)
                else ("ELI" if lookup.is_past(row, self.day) else row.sector)
            )
            if (
                titles
                and table_sector == "ELI"
                and any(lookup.office_of_title(t.lemma_, self.language) for t in titles)
            ):
                # "Generalsekretär Klibi" in an old report: the text says what he is
                table_sector = row.sector
            sector = "ELI" if former else (sector or table_sector)
            country = iso3 or (row.country if body is None else None)
            return (
                [self._entity(span[0], span[-1], row.person, "person", country, sector)],
                row.gender or gender,
                heads,
            )
        self._reasons[token.i] = "a person's name" + (f" with title {titles[0].text}" if titles else "")
        if iso3 is None and titles and (sector in OFFICIAL or (sector in HOME_SECTORS and _leads(titles))):
            iso3 = self._beside_colleagues(token) or self._context_country(token, sector, named=True)
        return (
            [self._entity(span[0], span[-1], name, "person", iso3, "ELI" if former else sector)],
            gender,
            heads,
        )

    def _body_of(self, token: Token) -> Organisation | None:
        """The body that a person belongs to, by "von", "of", "from"."""
        for child in clauses.children(token, "nmod"):
            if clauses.preposition(child) in ("von", "of", "from", "bei") and child.pos_ == "PROPN":
                for words, _ in self._names_at(child):
                    if row := lookup.organisation(words, self.day, self.language, child.ent_type_ == "ORG"):
                        return row
        return None

    def _body_in_front(self, token: Token) -> Organisation | None:
        """The body whose man somebody is: "UN-Experte", "UN human rights expert", "der Generalsekretär der Arabischen Liga"."""
        if "-" in token.text.strip("-") and (
            row := lookup.organisation(token.text.split("-")[0], self.day, self.language)
        ):
            return row
        for child in clauses.children(token, "compound", "nmod", "amod"):
            if clauses.preposition(child) not in (None, "of", "von", "bei") or child.i in self._people:
                continue
            for words, _ in self._names_at(child) if child.pos_ == "PROPN" else ():
                if row := lookup.organisation(words, self.day, self.language, child.ent_type_ == "ORG"):
                    return row
            if (
                child.pos_ == "NOUN"
                and clauses.base(child) == "compound"
                and (row := self._body_in_front(child))
            ):
                return row
        return None

    def _beside_colleagues(self, token: Token) -> str | None:
        """ "Verteidigungsminister Singh, Generalstabschef Rawat und …": officials in one row are of one country."""
        while clauses.base(token) in ("conj", "appos", "flat", "nmod", "compound"):
            token = token.head
        countries = {
            e.country for part in clauses.conjuncts(token) for e in self.of(part) if e.kind == "person"
        }
        countries.discard(None)
        return countries.pop() if len(countries) == 1 else None

    def _once_in_office(self, name: str, title: Token, iso3: str | None) -> Office | None:
        """ "President Bush" told of later: the holder of that office by his surname, whenever it was."""
        office = lookup.office_of_title(title.lemma_, self.language)
        return lookup.holder(name.split()[-1], office, iso3) if office else None

    def _titles(self, token: Token, span: Span) -> list[Token]:
        """The nouns that say what a named person is: "US-Außenminister Antony Blinken", "Modi, der Premier Indiens"."""
        near: list[Token] = []
        if span.start > token.sent.start and (left := self.doc[span.start - 1]).pos_ == "NOUN":
            near.append(left)
        head = token.head
        if (
            head != token
            and clauses.base(token) in ("appos", "flat", "compound", "nmod")
            and clauses.preposition(token) is None
        ):
            near.append(head)
            if (
                clauses.feature(head, "Case") == "Gen"
                and clauses.base(head) == "nmod"
                and self.language == "de"
            ):
                # "die Sprecherin des Weißen Hauses Pia Muster"
                near.append(head.head)
        near += [
            c
            for c in token.children
            if clauses.base(c) in ("appos", "compound", "flat", "nmod", "amod")
            and clauses.preposition(c) is None
        ]
        found = []
        for noun in near:
            if (
                noun.pos_ in ("NOUN", "PROPN")
                and noun.i not in self._people
                and noun not in found
                and lookup.agent(noun.lemma_, self.language)
            ):
                found.append(noun)
        return found

    def _again(self, name: str) -> Known | None:
        """Somebody met before under the full name or the last word of it."""
        wanted = name.casefold()
        for known in reversed(self.known):
            if known.entity.kind != "person":
                continue
            full, text = known.entity.name.casefold(), known.entity.text.casefold()
            if wanted in (full, text):
                return known
            if " " not in wanted and (
                full.split()[-1] == wanted
                or text.split()[-1] == wanted
                or (text.split()[0] == wanted and lookup.person(name, self.day, None))
            ):
                return known
        return None

    def _grammatical_gender(self, token: Token) -> str | None:
        """German names of states and bodies have the gender of their article: der Irak, die Türkei, das Ministerium."""
        if self.language != "de":
            return None
        article = next((c for c in token.children if clauses.base(c) == "det"), None)
        if article is not None and article.lower_ in ("des", "dem", "eines", "einem"):
            # "Ermittler des FBI": masculine or neuter
            return None
        gender = clauses.feature((article or token), "Gender")
        return {"Masc": MALE, "Fem": FEMALE}.get(gender) if article is not None else None

    def _gender(self, titles: list[Token], span: Span) -> str | None:
        for token in titles:
            gender = clauses.feature(token, "Gender")
            if gender == "Fem" or (token.lower_.endswith(("in", "frau", "woman")) and self.language == "de"):
                return FEMALE
            if gender == "Masc":
                return MALE
        before = self.doc[span.start - 1].lower_ if span.start else ""
        return {"frau": FEMALE, "mrs.": FEMALE, "ms.": FEMALE, "herr": MALE, "herrn": MALE, "mr.": MALE}.get(
            before
        )

    # descriptions -------------------------------------------------------------

    def _described(self, token: Token, sentence: int) -> tuple[list[Entity], str | None, frozenset[str]]:
        """Common nouns that name actors: "chinesische Truppen", "der Minister", "die Polizei", "Analysten"."""
        agent = self._agent_of(token)
        if (
            agent is None
            and token.pos_ in ("NOUN", "PROPN")
            and (person := self._person_beside(token)) is not None
        ):
            return self._person(person.root, person)
        if agent is None or (token.pos_ == "ADJ" and not token.text[:1].isupper()):
            return [], None, frozenset()
        gender = {"Masc": MALE, "Fem": FEMALE}.get(clauses.feature(token, "Gender"))
        if followers := self._followers(token, agent):
            return followers, None, frozenset()
        person = self._person_beside(token) if agent.kind != "organisation" else None
        if person is not None:
            # The title of a named person is that person: resolved when the name is met, or here, whichever is first.
            found, sex, titles = self._person(person.root, person)
            return found, sex or gender, titles | {token.lemma_.casefold()}
        if named := self._body_beside(token):
            return named, None, frozenset()
        sector = agent.sector or self._sector_of_superior(token)
        if token.lemma_.casefold().endswith(CITY_NOUNS) and (
            clauses.preposition(token) in ("in", "near", "bei")
            or any(c.ent_type_ == "LOC" for c in token.children)
        ):
            # "the city of Quetta", "in der Stadt" are places
            return [], None, frozenset()
        countries = self._nationalities(token)
        if not countries and not agent.sector and (superior := self._served(token)) is not None:
            countries = self._nationalities(superior)
        body = self._body_in_front(token) if not countries else None
        if body is not None and agent.kind == "organisation" and body.country:
            # "SPD-Landesverband"
            countries = [body.country]
        if body is not None and agent.kind != "organisation":
            # "UN-Experte", "a NATO spokesman": personnel of a body are of its kind
            self._reasons[token.i] = f"{agent.noun} of {body.name}"
            first, last = self._extent(token)
            kind = "group" if clauses.is_plural(token) else agent.kind
            name = naming.compose(self._english(token, agent), naming.short(body))
            return (
                [self._entity(first, last, name, kind, body.country, body.sector)],
                gender,
                frozenset({token.lemma_.casefold()}),
            )
        singular = not clauses.is_plural(token)
        if singular and clauses.is_definite(token):
            if (known := self._titled(token, gender, countries)) is not None:
                self._reasons[token.i] = f"the {token.lemma_} named before"
                return [self._as_here(known.entity, token)], known.gender, known.titles
        if (
            not singular
            and not countries
            and agent.kind in ("person", "group")
            and clauses.is_definite(token)
        ):
            if people := self._titled_together(token):
                self._reasons[token.i] = f"the {token.lemma_} named before"
                return [self._as_here(e, token) for e in people], None, frozenset()
        earlier = next(
            (
                k
                for k in reversed(self.known)
                if k.head.rpartition("-")[2] == token.lemma_.casefold()
                and k.entity.country
                and k.entity.kind != "person"
            ),
            None,
        )
        if not countries and earlier is not None and agent.kind != "person":
            countries = [earlier.entity.country] if earlier.entity.country else []
        of_body = not countries and any(
            (above := self._body_in_front(child)) is not None and not above.country
            for child in clauses.children(token, "nmod")
            if clauses.preposition(child) in (None, "of", "von")
        )
        if (
            not countries
            and not of_body  # "ein Vorauskommando der UN-Friedenstruppe"
            and not (token.lemma_.casefold().endswith(UPROOTED) and token.head.lemma_ in ADMITTING)
            and (
                sector in HOME_SECTORS
                or (sector == "NGO" and agent.kind in ("person", "group"))
                or agent.noun in AT_SCHOOL
                or (agent.noun in RISEN and not self._is_backed(token))
            )
            and (home := self._context_country(token, sector))
        ):
            countries = [home]
            self._reasons[token.i] = f"agents.csv: {agent.noun}; country of the report"
            self._of_report[token.idx] = agent.english
        else:
            self._reasons[token.i] = f"agents.csv: {agent.noun}"
        found = [self._agent(token, agent, c) for c in countries] or [self._agent(token, agent, None)]
        if countries and (clauses.is_plural(token) or agent.kind == "organisation"):
            found += self._of_alliances(token, agent, countries)
        return found, gender, frozenset({token.lemma_.casefold()})

    def _of_alliances(self, token: Token, agent: lookup.Agent, countries: list[str]) -> list[Entity]:
        """Beside a country's those of a body: "U.S. and NATO forces", "French and EU envoys"."""
        found: list[Entity] = []
        beside = [p for c in clauses.children(token, "compound", "amod") for p in clauses.conjuncts(c)]
        joined = any(clauses.base(c) == "cc" for p in beside for c in p.children)
        for part in beside if joined else ():
            if part.pos_ != "PROPN" or part.i > token.i:
                continue
            if theirs := self._country_of_words(part, 0):
                found += [self._agent(token, agent, c) for c in theirs if c not in countries]
                continue
            for words, span in self._names_at(part):
                row = lookup.organisation(words, self.day, self.language, part.ent_type_ == "ORG")
                if row is not None and not row.country:
                    name = naming.compose(self._english(token, agent), naming.short(row))
                    sector = agent.sector or row.sector
                    found.append(self._entity(span[0], token, name, "group", None, sector))
                    break
        return found

    def _is_backed(self, token: Token) -> bool:
        """ "Oslo unterstützt die Rebellen": whom a state stands by are not its own rebels."""
        verb = clauses.clause_head(token)
        frames = lexicon(self.language).verbs.get(verb.lemma_.casefold(), ())
        return any(f.type in ("AID", "SUPPORT", "COOPERATE") for f in frames)

    def _followers(self, token: Token, agent: lookup.Agent) -> list[Entity]:
        """ "Anhänger Mussawis", "supporters of Mousavi": a group of its own, in the country of whom it follows."""
        word = FOLLOWERS.get(token.lemma_.casefold())
        leader = next(
            (
                c
                for c in clauses.children(token, "nmod", "appos", "flat")
                if c.i > token.i and c.i in self._people
            ),
            None,
        )
        if (
            word is None
            or leader is None
            or not clauses.is_plural(token)
            or clauses.preposition(leader) not in (None, "von", "of")
        ):
            return []
        span = self._people[leader.i]
        followed, _, _ = self._person(span.root, span)
        if not followed:
            return []
        self._reasons[token.i] = f"{token.text} of {followed[0].name}"
        name = f"{word} of {followed[0].name}"
        sector = agent.sector or "CVL"
        country = followed[0].country or next(iter(self._nationalities(token)), None)
        country = country or self._context_country(token, sector)
        return [self._entity(token, span[-1], name, "group", country, sector)]

    def _agent_of(self, token: Token) -> lookup.Agent | None:
        """The row of the noun, with the words before it where they make a noun of their own: secretary-general, riot police."""
        if token.i > 0 and self.language == "en":
            before, gap = token.nbor(-1), " "
            if before.text == "-" and token.i > 1:
                before, gap = token.nbor(-2), "-"
            if row := lookup.agent(f"{before.text}{gap}{token.lemma_}", self.language):
                return row
        if token.lower_ in DUTIES or clauses.on_behalf(token):
            return None
        return lookup.agent(token.lemma_, self.language) or lookup.agent(token.text, self.language)

    def _body_beside(self, token: Token) -> list[Entity]:
        """The named body that a noun describes: "the watchdog Amnesty International"."""
        for child in clauses.children(token, "appos", "flat", "nmod", "compound"):
            if (
                child.i > token.i
                and clauses.preposition(child) is None
                and child.pos_ == "PROPN"
                and child.i not in self._people
            ):
                for words, span in self._names_at(child):
                    if span[0].i > token.i and (
                        row := lookup.organisation(words, self.day, self.language, child.ent_type_ == "ORG")
                    ):
                        return [self._entity(span[0], span[-1], row.name, row.kind, row.country, row.sector)]
        return []

    def _agent(self, token: Token, agent: lookup.Agent, iso3: str | None) -> Entity:
        first, last = self._extent(token)
        kind = agent.kind
        if kind == "person" and clauses.is_plural(token):
            kind = "group"
        # "Kritiker der Regierung" are of no government
        apart = token.lemma_.casefold() in FOLLOWERS
        sector = agent.sector or (None if apart else self._sector_of_superior(token))
        name = self._canonical(token, agent, iso3)
        if iso3 and agent.kind == "organisation":
            # "türkische Armee", "Turkish army" are the Turkish Armed Forces of organisations.csv
            body = lookup.organisation(name, self.day, "en")
            name = body.name if body is not None and body.country == iso3 else name
        return self._entity(first, last, name, kind, iso3, sector)

    def _canonical(self, token: Token, agent: lookup.Agent, iso3: str | None) -> str:
        """The English name of who is described: "türkische Soldaten" and "Turkish troopers" read the same everywhere.

        Whose they are by the adjective of the country or the body they belong to; the rest of the phrase is left out.
        """
        english = self._english(token, agent)
        if agent.kind == "country":
            return english
        body = self._body_in_front(token)
        if body is not None and iso3 in (None, body.country) and not self.adjectives(token):
            return naming.compose(english, naming.short(body))
        if agent.kind == "person" and (superior := self._superior(token)):
            english = naming.compose(english, superior)
        return naming.compose(english, naming.before_noun(iso3) if iso3 else "")

    def _english(self, token: Token, agent: lookup.Agent) -> str:
        """The English noun in its number, with what makes the office another one: deputy minister, former president."""
        english = agent.english
        if self.language == "de":
            english = (
                naming.noun(token.lemma_, self.language) or naming.noun(token.text, self.language) or english
            )
        # "die türkische Armee": a body's lemma is no plural, whatever the article could be
        one = self.language == "de" and agent.kind == "organisation" and token.text == token.lemma_
        if clauses.is_plural(token) and not (one and not token.text.endswith(SAME_PLURAL)):
            english = naming.plural(english)
        for child in clauses.children(token, "amod", "compound"):
            lead = naming.of_office(child.lemma_, self.language)
            if lead and not english.startswith(lead):
                english = f"{lead} {english}"
        return english

    def _superior(self, token: Token) -> str:
        """ "Sprecher der Armee", "a spokesman for the army", "army spokesman": army, as it stands before the noun."""
        superior = self._served(token)
        if superior is None:
            return ""
        if named := self._body_beside(superior):
            return named[0].name
        row = self._agent_of(superior)
        if row is None or not naming.stands_before(row):
            return ""
        words = row.english
        if self.language == "de":
            words = naming.noun(superior.lemma_, self.language) or words
        # nobody says "commission of inquiry member"
        return "" if " of " in words or "'" in words else naming.before(row, words)

    def _served(self, token: Token) -> Token | None:
        """The noun for whom somebody speaks, leads or works: by genitive, "von", "of", "for", or an English compound."""
        possessor = clauses.possessor(token)
        near = [possessor] if possessor is not None else []
        if self.language == "en":
            near += [c for c in clauses.children(token, "nmod") if clauses.preposition(c) == "for"]
            # "riot police", "army chief" of the table are one noun
            whole = self._agent_of(token) != lookup.agent(token.lemma_, "en")
            near += [c for c in clauses.children(token, "compound") if c.i == token.i - 1 and not whole]
        # "the army commander of Kenya" is of the army
        near.sort(key=lambda noun: noun.pos_ != "NOUN")
        return next((noun for noun in near if noun.pos_ in ("NOUN", "PROPN")), None)

    def _sector_of_superior(self, token: Token) -> str | None:
        """ "ein Sprecher der Armee" belongs to the army."""
        possessor = self._served(token)
        if possessor is not None:
            for entity in self.of(possessor):
                return entity.sector or ("GOV" if entity.kind == "country" else None)
            if (agent := lookup.agent(possessor.lemma_, self.language)) is not None:
                return agent.sector
            if any(f.type == "PROTEST" for f in frames_of_noun(possessor, self.language)):
                # "Teilnehmer einer Demonstration"
                return "CVL"
        return None

    def _person_beside(self, token: Token) -> Span | None:
        """The named person whose title the noun is."""
        for other in (*token.children, token.head):
            span = self._people.get(other.i)
            if span is None or other.i != span.root.i:
                continue
            relation = clauses.base(other) if other.head == token else clauses.base(token)
            if (
                relation in ("appos", "flat", "compound", "nmod")
                and clauses.preposition(other if other.head == token else token) is None
            ):
                if (
                    relation == "nmod"
                    and self.language == "de"
                    and (clauses.feature(other, "Case") == "Gen" or abs(span.start - token.i) > 1)
                ):
                    continue
                if relation == "nmod" and other.head != token:
                    continue
                return span
        if not self._people:
            return None
        mine = clauses.children(token, "nmod") if self.language == "de" and token.pos_ == "NOUN" else []
        whose = next((c for c in mine if clauses.feature(c, "Case") == "Gen"), None)
        of = lookup.agent(whose.lemma_, self.language) if whose is not None else None
        if whose is not None and (of is None or of.kind == "organisation"):
            # "die Sprecherin des Weißen Hauses Pia Muster"
            for other in clauses.children(whose, "appos", "flat"):
                span = self._people.get(other.i)
                if span is not None and span.root.i == other.i and not clauses.is_plural(token):
                    return span
        if (
            token.i + 1 < len(self.doc)
            and (span := self._people.get(token.i + 1))
            and span.start == token.i + 1
        ):
            if (
                self.doc[token.i + 1].sent == token.sent
                and clauses.feature(token, "Number") != "Plur"
                and clauses.possessor(token) != self.doc[span.root.i]
            ):
                return span
        return None

    def _titled(self, token: Token, gender: str | None, countries: list[str]) -> Known | None:
        """ "der Minister", "der US-Außenminister" after Blinken: the last one with that title or office."""
        lemma = token.lemma_.casefold()
        title = lemma.rsplit("-", 1)[-1]
        office = lookup.office_of_title(lemma, self.language)
        for known in reversed(self.known):
            if known.entity.kind != "person" or (countries and known.entity.country not in countries):
                continue
            if gender and known.gender and gender != known.gender:
                continue
            if any(t == title or t.endswith(title) for t in known.titles):
                return known
            row = (
                lookup.person(known.entity.name, self.day, known.entity.country)
                if office and countries
                else None
            )
            if row is not None and row.office == office:
                return known
        return None

    def _titled_together(self, token: Token) -> list[Entity]:
        """ "The ministers agreed" after two foreign ministers: all persons with that title of the last three sentences."""
        title, sentences = token.lemma_.casefold(), 0
        found: dict[str, Entity] = {}
        for known in reversed(self.known):
            sentences = sentences or known.sentence
            if sentences - known.sentence > 3:
                break
            if known.entity.kind == "person" and any(t == title or t.endswith(title) for t in known.titles):
                found.setdefault(known.entity.name, known.entity)
        return list(reversed(found.values())) if len(found) > 1 else []

    def _nationality(self, token: Token) -> str | None:
        return next(iter(self._nationalities(token)), None)

    def _nationalities(self, token: Token, depth: int = 0) -> list[str]:
        """The countries that the noun phrase itself gives: adjective, genitive, compound, "from", "aus"."""
        found = [e.country for e in self.adjectives(token) if e.country]
        # "Serbian forces from Bosnia" are Serbian; where they are or come from counts only when nothing else is said.
        # "ein Richter am Bundesgerichtshof" belongs where the court does.
        before = token.nbor(-1) if token.i and not found else None
        if before is not None and before.dep_ == "dep" and before == clauses.possessor(token):
            # "Kairos Polizeichef", where the tree has no word for it
            found += self._country_of_words(before, depth)
        wider = any(c.lemma_.casefold() in WIDER for c in clauses.children(token, "amod"))
        for wanted in ((None, "von", "of"), ("aus", "from"), ("in", "im"), ("an", "am", "at")):
            if found or (wider and None not in wanted):
                # "der europäischen Minister in Finnland" are not Finland's
                break
            for child in clauses.children(token, "nmod", "compound", "det", "appos"):
                close = child.dep_ in ("nmod:poss", "compound") and None in wanted
                if close or clauses.preposition(child) in wanted:
                    for part in clauses.conjuncts(child):
                        if not _is_negated(part):
                            found += self._country_of_words(part, depth)
        if not found and "-" in token.text:
            found += lookup.countries_of_first_member(token.text.split("-")[0], self.day, self.language)
        if (
            not found
            and self.language == "de"
            and token.lower_.startswith("bundes")
            and not token.lower_.startswith(("bundesstaat", "bundesrat"))
        ):
            person = self._person_beside(token)
            named = person is not None and lookup.person(person.text, self.day, "DEU") is not None
            # "Bundesinnenminister Aftab Khan" in a report on Pakistan: whom Germany does not know is another federation's
            foreign = person is not None and not named and self._about and "DEU" not in self._mentioned
            found.append(self._about if foreign and self._about else self._federation(token.lower_))
        return list(dict.fromkeys(found))

    def _of_another_federation(self, words: str, country: str | None) -> bool:
        """Whether federal police that the tables give to one state are another's in this report."""
        word = words.casefold()
        return word.startswith(FEDERAL) and country == "DEU" and self._federation(word) != "DEU"

    @property
    def _about(self) -> str | None:
        """The country that the report is about, once that is known."""
        return getattr(self, "home", None)

    def _federation(self, word: str) -> str:
        """Whose Bundesminister: Germany's, unless the report is about Austria or Switzerland and never names Germany.

        Federal police and courts are those of whatever state the report is about: "Bundespolizisten in Recife".
        """
        about = self._about
        if about is None or "DEU" in self._mentioned:
            return "DEU"
        return about if about in ("AUT", "CHE") or word.startswith(FEDERAL) else "DEU"

    def _country_of_words(self, token: Token, depth: int) -> list[str]:
        if token.i in self._entities:
            return [e.country for e in self._entities[token.i] if e.country]
        if token.i in self._people or token.pos_ in ("PRON", "DET"):
            return [e.country for e in self._entities.get(token.i, []) if e.country]
        for words, _ in self._names_at(token):
            if iso3 := lookup.country_named(words, self.day, self.language) or lookup.seat(
                words, self.day, self.language
            ):
                return [iso3]
            # "ein Richter am Bundesgerichtshof"
            row = lookup.organisation(words, self.day, self.language, token.ent_type_ == "ORG")
            if row is not None:
                # the African Union is nobody's, though "Union" alone is a party
                return [row.country] if row.country else []
        if token.ent_type_ == "LOC" and (place := lookup.place(token.text, self.language)) and place.country:
            return [place.country]
        if iso3 := lookup.people(_whole(token), self.language):
            return [iso3]
        if token.pos_ == "NOUN":
            owning = clauses.preposition(token) in ("of", "von") or clauses.feature(token, "Case") == "Gen"
            if owning and clauses.base(token) == "nmod" and (span := self._person_beside(token)) is not None:
                # "der Sohn des Präsidenten Macron"
                person = lookup.person(span.text, self.day, None)
                if person is not None and person.country:
                    return [person.country]
            for name in clauses.children(token, "appos", "flat", "nmod"):
                # "fighters of the Islamist group al Shabaab"
                if name.pos_ == "PROPN" and clauses.preposition(name) is None and name.i not in self._people:
                    for words, _ in self._names_at(name):
                        row = lookup.organisation(words, self.day, self.language, name.ent_type_ == "ORG")
                        if row is not None and row.country:
                            return [row.country]
            # "doctors from two American aid groups", "eine Gruppe von Vertretern französischer Fischer"
            return self._nationalities(token, depth + 1) if depth < 3 else []
        return []

    def _context_country(self, token: Token, sector: str | None, named: bool = False) -> str | None:
        """The one country of the sentence, else the one the report is about.

        Governments and armies of another country than the sentence's are too common in news for the first.
        """
        if sector in ("GOV", "MIL", "SPY"):
            # an unknown minister with a name may be anybody's
            return self.home or (None if named else self._of_its_kind(token, sector))
        here = Counter(
            c
            for t in token.sent
            if not t.head.lemma_.casefold().endswith(MISSIONS)
            for c in self._countries_mentioned(t)
        )
        if len(here) == 1:
            return next(iter(here))
        if self.home and (not here or self.home in here):
            return self.home
        if self.home is None and not here:
            return self._of_its_kind(token, sector) or self._scene(token)
        return None

    def _of_its_kind(self, token: Token, sector: str | None) -> str | None:
        """The country of the last army, government, police … told of: "ein kenianischer Armeestützpunkt … die Armee"."""
        for known in reversed(self.known):
            if known.entity.sector == sector and known.entity.country and known.entity.kind != "person":
                return known.entity.country
        for other in reversed(self.doc[: token.i]):
            if other.pos_ != "NOUN" or clauses.base(other) != "compound":
                continue
            agent = lookup.agent(other.lemma_, self.language)
            if agent is not None and agent.sector == sector and (found := self.adjectives(other.head)):
                return found[0].country
        return None

    def _scene(self, token: Token) -> str | None:
        """The country of the last place where something happened, in this sentence or the two before."""
        first = token.sent.start
        for _ in range(2):
            first = self.doc[max(0, first - 1)].sent.start
        for other in reversed(self.doc[first : token.i]):
            if other.ent_type_ == "LOC" and clauses.preposition(other) in ("in", "bei", "near", "at"):
                if found := self._countries_mentioned(other):
                    return found[0]
        return None

    def _countries_mentioned(self, token: Token) -> list[str]:
        if token.i in self._people:
            return []
        if token.pos_ == "ADJ":
            return lookup.countries_of_adjective(_whole(token), self.language)
        if token.pos_ == "PROPN" or token.ent_type_ == "LOC":
            word = token.text
            if token.ent_type_ and (span := self._names.get(token.i)) is not None and len(span) > 1:
                # "Ivory Coast" is one name, counted at its first word
                if token.i != span.start:
                    return []
                word = span.text
            for form in (word, word[:-1] if word.endswith("s") else word):
                if iso3 := lookup.country_named(form, self.day, self.language):
                    return [iso3]
                if iso3 := lookup.seat(form, self.day, self.language):
                    # Brussels is the Union's seat and in Belgium
                    where = lookup.place(form, self.language) if iso3 == "EUR" else None
                    return [where.country if where is not None and where.country else iso3]
            if token.ent_type_ == "LOC" and (place := lookup.place(word, self.language)) and place.country:
                return [place.country]
        return []

    def _home(self) -> str | None:
        """The country that a report is about, when one clearly leads. Headline and lead count twice."""
        counts: Counter[str] = Counter()
        of_media: Counter[str] = Counter()
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                here = self._countries_mentioned(token) or self._country_of_name(token)
                for iso3 in here:
                    told = of_media if self._is_medium(token) else counts
                    told[iso3] += 2 if number < OPENING else 1
        self._mentioned = frozenset({*counts, *of_media})
        counts = counts or of_media
        if not counts:
            return None
        (leader, most), *rest = counts.most_common(2)
        return leader if not rest or (most > OPENING and most >= LEAD * rest[0][1]) else None

    def _is_medium(self, token: Token) -> bool:
        """ "the French news agency AFP" says who tells, not where it happens."""
        if (name := self._names.get(token.i)) is not None and name.label_ == "ORG":
            body = lookup.organisation(name.text, self.day, self.language, True)
            return body is not None and body.sector == "JRN"
        agent = self._agent_of(token.head) if token.pos_ == "ADJ" else None
        return agent is not None and agent.sector == "JRN" and agent.kind == "organisation"

    def _country_of_name(self, token: Token) -> list[str]:
        """The country of a person in office (by the full name) or of a body that the tables know."""
        span = self._people.get(token.i)
        if span is not None:
            if span.start != token.i or len(span) < 2:
                return []
            person = lookup.person(span.text, self.day, None)
            return (
                [person.country]
                if person is not None and person.country and lookup.in_office(person, self.day)
                else []
            )
        name = self._names.get(token.i)
        if name is None or name.start != token.i or name.label_ != "ORG":
            return []
        if lookup.is_shared(name.text, self.language):
            return []
        body = lookup.organisation(name.text, self.day, self.language, True)
        return [body.country] if body is not None and body.country else []

    # pairs, countries, pronouns -------------------------------------------------

    def _pair(self, token: Token) -> list[Entity]:
        """ "beide Seiten", "the two countries": the last two countries told of."""
        lemma = token.lemma_.casefold()
        if lemma not in PAIR_NOUNS and not lemma.endswith(
            (
                "land",
                "staat",
                "seite",
                "minister",
                "ministerin",
                "präsident",
                "chef",
                "delegation",
                "flotte",
                "armee",
                "delegations",
                "delegation",
                "ministers",
                "presidents",
                "leaders",
                "navies",
                "armies",
            )
        ):
            return []
        if not any(
            c.lemma_.casefold() in ("beide", "both", "two", "zwei") or c.lower_.startswith("beide")
            for c in token.children
        ):
            return []
        countries: list[str] = []
        before = [k for k in self.known if k.position < token.sent.start]
        here = {k.entity.country for k in self.known if k.position >= token.sent.start} - {None}
        told = self.known if len(here) > 1 else before or self.known
        often = Counter(k.entity.country for k in told if k.entity.country).most_common(3)
        if len(often) > 1 and often[1][1] > 1 and (len(often) < 3 or often[1][1] > often[2][1]):
            # the two that the report tells most of, not who is named in passing
            told = [k for k in told if k.entity.country in (often[0][0], often[1][0])]
        for known in reversed(told):
            if known.entity.country and known.entity.country not in countries:
                countries.append(known.entity.country)
            if len(countries) == 2:
                first, last = self._extent(token)
                self._reasons[token.i] = "the last two countries named"
                return [self._country(c, first, last) for c in reversed(countries)]
        return []

    def _the_country(self, token: Token) -> list[Entity]:
        """ "das Land", "the country": the last one told of."""
        if (
            token.lemma_.casefold() not in LAND_NOUNS
            or not clauses.is_definite(token)
            or clauses.feature(token, "Number") == "Plur"
        ):
            return []
        for known in reversed(self.known):
            if known.entity.country and known.entity.kind == "country":
                self._reasons[token.i] = "the country named last"
                return [self._country(known.entity.country, token, token)]
        return []

    def _pronoun(self, token: Token, sentence: int) -> list[Entity]:
        polite = token.text[:1].isupper() and token.lower_.startswith(("sie", "ihr", "ihn"))
        if self.language == "de" and polite and token.i > token.sent.start and token.nbor(-1).is_alpha:
            # "durch Ihren Besuch": who is spoken to
            return []
        if clauses.is_relative(token) and (found := self._antecedent(token)):
            return found
        if clauses.feature(token, "PronType") == "Rel" or token.lower_ in ("who", "which", "whose", "whom", "dessen", "deren") or (
            token.tag_ == "PRELS"):  # fmt: skip
            return self._antecedent(token)
        if (
            clauses.feature(token, "PronType") not in ("Prs", "Dem", "")
            or clauses.feature(token, "Reflex") == "Yes"
        ):
            return []
        if (
            token.pos_ == "DET"
            and clauses.base(token.head) == "conj"
            and (first := clauses.possessor(token.head.head)) is not None
        ):
            # "Chinas Aktivitäten und seine Weigerung"
            if found := self.of(first):
                return [self._as_here(e, token) for e in found]
        if token.pos_ == "DET" and (behind := self._subject_behind(token, sentence)):
            return [self._as_here(e, token) for e in behind]
        if token.pos_ == "DET" and (several := self._subject_of_several(token)):
            return [self._as_here(e, token) for e in several]
        word = token.lower_
        stem = word[:3] if token.pos_ == "DET" and self.language == "de" else word
        wanted = _PRONOUNS.get(self.language, {}).get(word) or _PRONOUNS.get(self.language, {}).get(stem)
        if wanted is None:
            return []
        number = clauses.feature(token, "Number")
        if clauses.base(token) == "nsubj" and self.language == "de":
            # "sie hätten" are several
            finite = next(
                (
                    v
                    for v in (token.head, *clauses.children(token.head, "aux", "cop"))
                    if clauses.feature(v, "VerbForm") == "Fin"
                ),
                None,
            )
            number = clauses.feature(finite, "Number") if finite is not None else number
        fitting = [(g, p) for g, p in wanted if not number or p == (number == "Plur")]
        for gender, plural in fitting or wanted:
            if (known := self._recent(token, sentence, gender, plural)) is not None:
                return [self._as_here(k.entity, token) for k in known]
        return []

    def _subject_of_several(self, token: Token) -> list[Entity]:
        """ "Linke Gruppen hatten ihren Protest angekündigt": the several who are subject of the clause own it."""
        verb = token.head.head
        if not token.lower_.startswith(("ihr", "their")) or clauses.base(token.head) not in ("obj", "obl"):
            return []
        subject = clauses.subject(verb) if clauses.is_verb(verb) else None
        several = subject is not None and (
            clauses.is_plural(subject) or any(clauses.children(subject, "conj"))
        )
        if subject is None or subject.i > token.i or not several:
            return []
        return self.all(subject)

    def _subject_behind(self, token: Token, sentence: int) -> list[Entity]:
        """ "Mit ihrer Forderung blieb die Staatsanwaltschaft darunter": the owner is the subject that follows the verb."""
        clause = clauses.clause_head(token)
        subject = clauses.subject(clause) if clauses.is_verb(clause) else None
        if self.language != "de" or subject is None or not token.i < clause.i < subject.i:
            return []
        if subject.head != clause or subject.pos_ not in ("NOUN", "PROPN"):
            return []
        plural = clauses.feature(subject, "Number") == "Plur"
        gender = clauses.feature(subject, "Gender")
        own = "sein" if gender in ("Masc", "Neut") and not plural else "ihr"
        return self._resolve(subject, sentence)[0] if token.lower_.startswith(own) else []

    def _antecedent(self, pronoun: Token) -> list[Entity]:
        noun = clauses.antecedent(pronoun)
        return [self._as_here(e, pronoun) for e in self.all(noun)] if noun is not None else []

    def _recent(self, token: Token, sentence: int, gender: str | None, plural: bool) -> list[Known] | None:
        """The best antecedent of a pronoun: same sentence or the two before, subjects first, never of its own clause."""
        own = clauses.clause_head(token)
        governor = own.head if own.head != own else None
        above = clauses.subject(governor) if governor is not None and clauses.is_verb(governor) else None
        matrix = above.i if above is not None else -1
        best: tuple[float, Known] | None = None
        possessive = token.pos_ == "DET" or clauses.feature(token, "Poss") == "Yes"
        acts = (
            clauses.base(token) == "nsubj"
            and token.head == own
            and own.lemma_.casefold() in sayings(self.language).acts
        )
        mine = clauses.subject(own) if possessive and clauses.is_verb(own) else None
        for known in self.known:
            distance = sentence - known.sentence
            if (
                distance > 2
                or known.position >= token.i
                or (distance == 0 and _is_teller(self.doc[known.position]))
                or (known.plural != plural and not (plural and known.entity.kind in ("organisation",)))
            ):
                continue
            if gender in (MALE, FEMALE) and known.gender and known.gender != gender:
                continue
            if (
                gender in (MALE, FEMALE)
                and known.entity.kind != "person"
                and (self.language == "en" or known.gender is None)
            ):
                continue
            if gender == "x" and known.gender == FEMALE:
                continue
            if gender == "n" and (known.entity.kind == "person" or known.gender in (MALE, FEMALE)):
                continue
            if gender == "n" and not possessive and known.position != matrix:
                # "it" and "es" often stand for nobody: only for who says so, or "It calls on …" after its subject
                if not (acts and distance == 1 and known.is_subject and known.entity.kind == "organisation"):
                    continue
            if distance == 0 and not possessive and clauses.clause_head(self.doc[known.position]) == own:
                continue
            score = (
                (3.0 if known.position == matrix else 0.0)
                - 2.0 * distance
                + (1.5 if known.is_subject else 0.0)
                + (1.0 if known.entity.kind == "person" and gender in (MALE, FEMALE) else 0.0)
            )
            if mine is not None and known.position == mine.i:
                # "Das sagte Modi bei seiner Ehrung der Truppen": the subject owns
                score += 3.0
            if plural and not known.plural and known.position == matrix and known.entity.sector == "JRN":
                # "State radio said that they would be freed": media tell what others do
                score -= 4.0
            # "they" is a body only when no several people are near
            score += 1.5 if plural and known.plural else 0.0
            score += (1.0 if known.gender == gender else 0.0) + known.position / (10.0 * len(self.doc))
            if best is None or score >= best[0]:
                best = (score, known)
        if best is None:
            return None
        chosen = best[1]
        self._reasons[token.i] = f"pronoun for {chosen.entity.name}"
        return [k for k in self.known if k.position == chosen.position] if plural else [chosen]

    # ------------------------------------------------------------------ making entities

    def _first_member(self, word: str, noun: Token) -> list[Entity]:
        found = [
            self._country(c, noun, noun)
            for c in lookup.countries_of_first_member(word, self.day, self.language)
        ]
        if not found and (row := lookup.organisation(word, self.day, self.language)):
            found = [self._entity(noun, noun, row.name, row.kind, row.country, row.sector)]
        return found

    def _extent(self, token: Token) -> tuple[Token, Token]:
        """First and last token of "chinesische Truppen", "Sprecher der Armee", "people in Mali": no article, no clauses."""
        first = last = token
        for child in token.children:
            relation = clauses.base(child)
            if (
                relation in ("amod", "compound", "nmod")
                and child.i < token.i
                and clauses.preposition(child) is None
            ):
                if child.i < first.i and all(
                    t.pos_ not in ("PUNCT", "VERB") for t in self.doc[child.left_edge.i : token.i]
                ):
                    first = child.left_edge if child.left_edge.pos_ not in ("DET", "ADP") else child
            placed = child.ent_type_ == "LOC" and clauses.preposition(child) in ("in", "from", "aus")
            between = self.doc[token.i + 1 : child.i]
            placed = (
                placed
                and not self.adjectives(token)
                and all(t.pos_ in ("ADP", "DET", "ADJ") for t in between)
            )
            whose = clauses.preposition(child) in (None, "of", "von") or placed
            if relation == "nmod" and child.i > token.i and whose:
                edge = child
                if edge.i - token.i <= 4 and edge.i > last.i:
                    last = edge
            if relation == "flat" and child.i > last.i:
                last = child
        return first, last

    def _country(self, iso3: str, first: Token, last: Token) -> Entity:
        kind, sector = ("organisation", "IGO") if iso3 == "EUR" else ("country", None)
        return self._entity(first, last, lookup.country_name(iso3), kind, iso3, sector)

    def _entity(
        self, first: Token, last: Token, name: str, kind: str, country: str | None, sector: str | None
    ) -> Entity:
        start, end = first.idx, last.idx + len(last)
        return Entity(
            text=self.text[start:end],
            start=start,
            end=end,
            name=name,
            kind=kind,
            country=country or None,
            sector=sector or None,
        )

    def _as_here(self, entity: Entity, token: Token) -> Entity:
        """The same identity with the words that stand here."""
        return msgspec.structs.replace(entity, text=token.text, start=token.idx, end=token.idx + len(token))


def _is_teller(token: Token) -> bool:
    """Whether somebody is named only as who says so: "nach Angaben der Agentur"."""
    for word in (token, token.head, token.head.head):
        case = clauses.preposition(word)
        if case in ("laut", "according to", "zufolge"):
            return True
        if case == "nach" and word.lemma_.casefold() in (
            "angabe",
            "angaben",
            "bericht",
            "auskunft",
            "darstellung",
        ):
            return True
    return False


def _in_first_person(token: Token) -> bool:
    """ "wir", "unseres", "our"."""
    first = token.lower_ in _FIRST or token.lower_.rstrip("mnrse") in _FIRST
    return first and token.pos_ in ("PRON", "DET")


def _whole(token: Token) -> str:
    """ "North Korean", "Equatorial Guineans": with the word before where both are one adjective or people."""
    if token.lang_ == "en" and token.i > token.sent.start and token.nbor(-1).text[:1].isupper():
        words = f"{token.nbor(-1).text} {token.text}"
        if lookup.countries_of_adjective(words, "en") or lookup.people(words, "en"):
            return words
    return token.text


def _leads(titles: list[Token]) -> bool:
    """Whether a title is that of somebody at the head of a body, or speaking for it: Gewerkschaftschefin."""
    return any(t.lemma_.casefold().endswith(LEADING) for t in titles)


def _is_negated(token: Token) -> bool:
    """The Syria of "anti-Syria journalist" is nobody's country."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("anti", "pro", "non")


_PRONOUNS: dict[str, dict[str, list[tuple[str | None, bool]]]] = {
    "de": {
        "er": [(MALE, False)], "ihm": [(MALE, False)], "ihn": [(MALE, False)], "sie": [(FEMALE, False), (None, True)],
        "ihr": [(FEMALE, False), (None, True)], "ihnen": [(None, True)], "sei": [("x", False)],
        "es": [("n", False)], "dieser": [(MALE, False)], "diese": [(None, True)],
    },
    "en": {
        "he": [(MALE, False)], "him": [(MALE, False)], "his": [(MALE, False)], "she": [(FEMALE, False)],
        "her": [(FEMALE, False)], "they": [(None, True)], "them": [(None, True)], "their": [(None, True)],
        "its": [("n", False)], "it": [("n", False)],
    },
}  # fmt: skip


_FIRST = {"ich", "wir", "uns", "unser", "i", "we", "us", "our"}
