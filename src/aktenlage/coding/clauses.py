"""How a clause hangs together: subjects, objects, prepositions, controllers, in Universal Dependencies v2 terms.

All functions take spaCy tokens whose `dep_` are UD relations and `pos_`, `morph` UD tags, in German or English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from aktenlage.coding.lexicon import frames_of_noun
from aktenlage.grammar.lemmas import participle_is_infinitive

# Contractions are one token each: "zum Rückzug", "im November", "vom Präsidenten".
CONTRACTIONS = {
    "zum": "zu", "zur": "zu", "im": "in", "ins": "in", "am": "an", "ans": "an", "vom": "von", "beim": "bei",
    "fürs": "für", "aufs": "auf", "ums": "um", "übers": "über", "durchs": "durch", "unters": "unter", "vors": "vor",
}  # fmt: skip
AGENT_PREPOSITIONS = {"von", "durch", "by"}
GENITIVE_PREPOSITIONS = {"von", "of"}

# Verbs whose object (not subject) is the one who acts in the infinitive: "forderte Moskau auf, sich zurückzuziehen".
OBJECT_CONTROL = {
    "auffordern", "bitten", "drängen", "zwingen", "ermahnen", "anweisen", "befehlen", "erlauben", "gestatten",
    "verbieten", "untersagen", "helfen", "überreden", "überzeugen", "aufrufen", "anhalten", "verpflichten",
    "ermutigen", "ermächtigen", "auftragen", "raten", "empfehlen", "vorwerfen", "beschuldigen", "bezichtigen",
    "vorhalten", "anklagen", "verdächtigen", "bewegen", "veranlassen", "hindern", "nötigen", "nahelegen", "lassen",
    "warnen", "mahnen", "abhalten", "beauftragen", "einladen",
    "ask", "urge", "press", "pressure", "force", "order", "tell", "allow", "permit", "help", "persuade", "convince",
    "encourage", "call", "call on", "invite", "require", "compel", "authorize", "oblige", "instruct", "advise",
    "warn", "accuse", "charge", "enable", "cause", "push", "lead", "request", "beg", "forbid", "want", "expect",
    "appeal", "let", "make", "prompt", "suspect", "blame",
}  # fmt: skip


# English verbs that without an object and a full stop tell what befell their subject: "Officers arrested after shooting".
HEADLINE_PASSIVES = {
    "arrest", "detain", "jail", "imprison", "sentence", "convict", "charge", "kill", "injure", "wound", "shoot", "hurt",
    "free", "deport", "expel", "ban", "bomb", "abduct", "kidnap", "execute", "hang", "seize", "rescue", "evacuate", "fine",
    "sack", "oust", "suspend", "condemn", "accuse", "urge", "postpone", "cancel", "sign", "lift", "impose", "deploy",
}  # fmt: skip


# German verbs whose participle with "sein" tells what is done to somebody: "Journalisten ist der Zugang untersagt".
RESULTING = {
    "untersagen", "verbieten", "erlauben", "gestatten", "verwehren", "verweigern", "verhängen", "sperren", "festnehmen",
    "inhaftieren", "verurteilen", "einladen", "umstellen", "belagern", "besetzen", "blockieren", "zerstören", "abriegeln",
}  # fmt: skip


# Verbs of moving: "sein" makes their perfect.
MOVING = {
    "ziehen", "laufen", "fahren", "fliegen", "marschieren", "abziehen", "einziehen", "umziehen", "eindringen", "vordringen",
    "einmarschieren", "ausrücken", "anrücken", "abrücken", "vorrücken", "einrücken", "losziehen", "weiterziehen",
    "ausziehen", "aufmarschieren", "treten", "eintreten", "austreten", "zurücktreten", "stoßen", "vorstoßen",
}  # fmt: skip


# German verbs without an object whose participle looks like the infinitive: "wird morgen beraten" is a future.
INTRANSITIVE = {
    "beraten",
    "verfallen",
    "zerfallen",
    "entfallen",
    "verstoßen",
    "verhalten",
    "begeben",
    "zerfließen",
}


def base(token: Token) -> str:
    """The relation without its subtype: `nsubj:pass` -> `nsubj`."""
    return token.dep_.partition(":")[0]


def feature(token: Token, name: str) -> str:
    """The first value of a morphological feature, "" when the word has none."""
    values = token.morph.get(name, [])
    return values[0] if values else ""


def is_plural(token: Token) -> bool:
    """By its own form, or by the verb's where a German noun has one form: "Anführer der Rebellen lehnten ab"."""
    if feature(token, "Number") == "Plur":
        # "gegen den Soldaten": no plural in the accusative has that article
        article = next((c for c in token.children if base(c) == "det"), None)
        weak = token.lang_ == "de" and article is not None and article.lower_ == "den"
        return not (weak and preposition(token) in ("gegen", "für", "ohne", "durch", "um"))
    return (
        token.lang_ == "de"
        and token.pos_ == "NOUN"
        and base(token) == "nsubj"
        and token.text == token.lemma_
        and feature(token.head, "Number") == "Plur"
        and not any(base(c) in ("det", "conj") for c in token.children)
    )


def children(token: Token, *relations: str) -> list[Token]:
    """Children by relation; a plain name covers its subtypes, one with a colon only itself."""
    return [c for c in token.children if (dep := c.dep_) in relations or dep.partition(":")[0] in relations]


def preposition(token: Token) -> str | None:
    """The preposition that introduces a noun, without its article: "zum Rückzug" -> zu, "according to" -> according to."""
    cases = [c for c in token.children if base(c) == "case" and c.text not in ("'s", "’s", "'", "’")]
    if not cases:
        return None
    first = cases[0]
    word = CONTRACTIONS.get(first.lower_, first.lower_)
    fixed = [c.lower_ for c in first.children if base(c) == "fixed"]
    if word == "according" and not fixed:
        fixed = [c.lower_ for c in cases[1:2]]
    return " ".join([word, *fixed])


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and everything coordinated with it: "Xi, Putin und Modi" from Xi."""
    yield token
    for child in token.children:
        if base(child) == "conj":
            yield from conjuncts(child)


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """ "wurde abgeschossen", "was shot down", "the arrested man", "die geforderte Reform"."""
    auxiliaries = {c.lower_ for c in verb.children if base(c) == "aux"}
    if verb.lang_ == "de" and verb.lower_ == verb.lemma_.casefold() and not verb.lower_.startswith("ge"):
        if auxiliaries & {"wurde", "wurden"}:
            # "wurde in Paris empfangen": the past of werden makes no future
            return True
        if len(auxiliaries) == 1 and auxiliaries <= {"wird", "werden", "werde"}:
            transitive = participle_is_infinitive(verb.lower_) and verb.lower_ not in INTRANSITIVE
            if transitive and not children(verb, "obj", "ccomp", "xcomp"):
                # "wird in Berlin empfangen", with nobody whom he could receive
                return True
        # "wird Albanien besuchen" is a future: no passive without a participle or a second form of werden
        if auxiliaries and not auxiliaries & {"werden", "worden"} - (
            {"werden"} if len(auxiliaries) == 1 else set()
        ):
            return False
    if (
        verb.lang_ == "de"
        and verb.lemma_ in RESULTING
        and any(c.lemma_ == "sein" and base(c) in ("aux", "cop") for c in verb.children)
    ):
        return True
    if (
        verb.lang_ == "de"
        and verb.lemma_ in MOVING
        and not any(c.dep_ in ("aux:pass", "obl:agent") and c.lemma_ != "sein" for c in verb.children)
    ):
        # "sind vor den Kongress gezogen", which trees take for a passive
        return False
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for c in verb.children):
        # "dass Beamte Streikende festgenommen und verschleppt hätten": no passive has an accusative
        auxiliary = any(c.dep_ in ("aux:pass", "obl:agent") for c in verb.children)
        accusative = [o for o in children(verb, "obj") if feature(o, "Case") == "Acc"]
        return not (verb.lang_ == "de" and accusative and not auxiliary)
    if verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "aux", "nsubj", "obj"):
        return is_passive(verb.head) and _form(verb) == "Part"
    if base(verb) in ("amod", "acl") and not is_relative_clause(verb):
        # "weeks after Eritrea released the men" has a subject and an object of its own
        return is_past_participle(verb) and not (children(verb, "nsubj") and children(verb, "obj"))
    return _is_headline_passive(verb)


def _is_headline_passive(verb: Token) -> bool:
    """ "Polizisten nach Schießerei verhaftet", "Officers arrested after shooting": no auxiliary, no object."""
    if children(verb, "aux", "cop", "obj", "ccomp", "xcomp"):
        return False
    own = children(verb, "nsubj")
    if verb.lang_ == "de" and own and verb.dep_ in ("root", "conj", "parataxis", "ccomp"):
        # "Aktivist in Lima erschossen": no verb of the present ends so beside one person
        alone = feature(own[0], "Number") == "Sing" and not children(own[0], "det")
        last = verb.i + 1 == len(verb.doc) or verb.nbor(1).pos_ in ("PUNCT", "SPACE")
        if alone and last and own[0].i < verb.i and verb.lower_.endswith("en") and _form(verb) != "Inf":
            return True
    if verb.dep_ != "root":
        return False
    plural = bool(own) and feature(own[0], "Number") == "Plur"
    if verb.lang_ == "de":
        return (
            bool(own)
            and own[0].i < verb.i
            and plural
            and verb.lower_.endswith("t")
            and verb.nbor(-1) != own[0]
        )
    if verb.lemma_ in HEADLINE_PASSIVES and own and not verb.sent.text.rstrip().endswith("."):
        return True
    return _form(verb) == "Part" and not verb.lower_.endswith("ing")


def _form(token: Token) -> str:
    return feature(token, "VerbForm")


def is_past_participle(token: Token) -> bool:
    """German "-t/-en" and English "-ed" participles, not "-end" and "-ing"."""
    text = token.lower_
    if text.endswith("ing") or text.rstrip("emnrs").endswith("end"):
        return False
    return _form(token) == "Part" or token.pos_ == "ADJ" or feature(token, "Tense") == "Past"


def is_infinitive(token: Token) -> bool:
    return _form(token) == "Inf" or any(
        c.lower_ in ("zu", "to") and base(c) in ("mark", "part") for c in token.children
    )


def subject(verb: Token, seen: int = 0) -> Token | None:
    """Who stands as subject of the verb, its own or the one it borrows.

    "Er fordert Moskau auf, sich zurückzuziehen": Moskau for zurückziehen. "Paris and Berlin met and agreed": Paris for
    agreed. "Soldiers attacking the town": Soldiers. Passive verbs give their patient.
    """
    own = [c for c in verb.children if base(c) == "nsubj" and c.lower_ != "there" and not _no_subject(c)]
    if verb.lang_ == "de" and verb.dep_ in ("parataxis", "advcl") and own and own[0].i < verb.head.i < verb.i:
        own = own[1:] if own[0] in _astray(verb.head) else own
    own = own or _astray(verb)
    if (behind := named_behind(verb)) is not None:
        return behind
    # "Die Kanzlerin wird reisen" with the subject hung on its auxiliary
    own += [c for aux in children(verb, "aux") for c in aux.children if base(c) == "nsubj"]
    if own:
        return own[0]
    if verb.lang_ == "de" and (behind := _subject_taken_for_object(verb)) is not None:
        return behind
    if seen > 6 or any(
        base(c) in ("nsubj", "csubj", "expl") and c.dep_ != "expl:pv" and not is_object_by_form(c)
        for c in verb.children
    ):
        return None
    governor, relation = verb.head, base(verb)
    if governor == verb:
        return None
    if relation == "conj":
        return subject(governor, seen + 1) if is_verb(governor) or _clausal(governor) else None
    if (
        relation == "advcl"
        and governor.lemma_ in ("responsible", "guilty")
        and base(governor) in ("amod", "acl")
    ):
        # "the group responsible for attacking the base"
        return governor.head
    if relation in ("xcomp", "advcl", "ccomp") and (is_verb(governor) or _clausal(governor)):
        if relation == "ccomp" and not is_infinitive(verb):
            return None
        if relation == "advcl" and not (is_infinitive(verb) or _form(verb) in ("Part", "Ger")):
            return None
        # "accused Baku of shelling the village": who is accused acts in it
        controlled = relation != "advcl" or any(
            base(c) in ("mark", "case") and c.lower_ in ("of", "from", "into") for c in verb.children
        )
        return controller(governor, seen + 1) if controlled else subject(governor, seen + 1)
    if verb.dep_ in ("acl", "amod"):
        marks = {c.lower_ for c in children(verb, "mark")} if verb.lower_.endswith("ing") else set()
        if marks & {"of", "for"}:
            # "had the nerve of wanting to annex it", "the mayor's reasons for asking"
            light = _light_subject(governor, seen + 1) if "of" in marks and base(governor) == "obj" else None
            return possessor(governor) or _owner(governor) or light or governor
        if is_infinitive(verb):
            return possessor(governor) or _owner(governor) or _light_subject(governor, seen + 1)
        return governor
    return None


def _astray(verb: Token) -> list[Token]:
    """ "Kanada hat fünf Fischern Asyl gewährt, wie das Amt mitteilte": the first word hung on the clause behind, as its subject."""
    if verb.lang_ != "de" or any(base(c) == "nsubj" for c in verb.children):
        return []
    return [
        word
        for clause in children(verb, "parataxis", "advcl")
        if clause.i > verb.i and any(c.lower_ == "wie" and c.i > verb.i for c in clause.children)
        for word in children(clause, "nsubj")
        if word.i < verb.i and not _no_subject(word)
    ]


def _no_subject(token: Token) -> bool:
    """What the grammar calls a subject and is none: a source, an object by its form, the place of a dateline."""
    return _according(token) or is_object_by_form(token) or _dateline(token)


def is_object_by_form(token: Token) -> bool:
    """Whether what the grammar calls a subject is the object by its article, its number or its place in the sentence."""
    return token.lang_ == "de" and (_accusative(token) or _disagrees(token) or _object_in_series(token))


DASHES = {"-", "–", "--", "—"}


def _dateline(token: Token) -> bool:
    """ "Kairo - Der Präsident drohte": the place before the dash does nothing; somebody else is the subject."""
    if token.pos_ != "PROPN" or token.i > token.sent.start + 1 or token.head.i < token.i:
        return False
    if token.ent_type_ == "LOC" and token.i == token.sent.start and token.nbor(1).text == ":":
        # "Bremen: Zwei Reisende von Jugendlichen überfallen"; "Oslo: Haben nicht gedroht" is Oslo's word
        beside = (c for c in token.head.children if c != token)
        return any(
            base(c) == "nsubj" or c.dep_ == "obl:agent" or preposition(c) in ("von", "by") for c in beside
        )
    others = [c for c in token.head.children if base(c) == "nsubj" and c.i > token.i]
    between = token.doc[token.i + 1 : others[0].left_edge.i] if others else ()
    return any(t.text in DASHES for t in between) and not any(is_verb(t) for t in between)


# Nouns that take a plural verb for what they count: "Eine Reihe von Staaten haben".
COUNTING = (
    "hälfte", "drittel", "viertel", "reihe", "mehrheit", "dutzend", "million", "milliarde", "prozent", "anzahl", "zahl",
    "gruppe", "paar", "teil", "mehrzahl", "fülle", "menge",
)  # fmt: skip


def _number(token: Token) -> str:
    """Sing or Plur of a noun; several in a row are plural, a relative pronoun has the number of its noun."""
    if any(base(c) == "conj" for c in token.children):
        return "Plur"
    if is_relative(token) and token.lower_ == "die":
        noun = antecedent(token)
        return "" if noun is None else _number(noun)
    return feature(token, "Number")


# Finite verbs in the singular that end like a plural.
SINGULAR_FORMS = {"kann", "schien", "erschien", "begann", "gewann", "entrann", "besann", "sann", "ersann"}


def _finite_number(verb: Token) -> str:
    """Sing or Plur of the finite verb of a German clause in the third person, by its form: "löste", "hatten", "sind"."""
    for word in (verb, *children(verb, "aux", "cop")):
        if feature(word, "VerbForm") == "Fin":
            form = word.lower_
            return "Plur" if form == "sind" or (form.endswith("n") and form not in SINGULAR_FORMS) else "Sing"
    return ""


def _disagrees(token: Token) -> bool:
    """ "… und ruft beide Seiten auf", "Die Ankündigung begrüßten alle Fraktionen": its number is not the verb's."""
    verb = token.head
    if token.dep_ != "nsubj" or not is_verb(verb) or token.pos_ not in ("NOUN", "PRON"):
        return False
    if token.pos_ == "PRON" and not is_relative(token):
        return False
    number, finite = _number(token), _finite_number(verb)
    if not number or not finite or number == finite:
        return False
    if token.lemma_.casefold().endswith(COUNTING) or children(token, "nummod"):
        return False
    if number == "Plur" and any(base(c) == "conj" for c in token.children):
        # "Weder Paris noch London hat", "der Kirchen- und Papstkritiker hat"
        return False
    if number == "Plur" and token.pos_ == "NOUN":
        return token.text != token.lemma_ and (
            verb.dep_ == "conj" or _agreeing_object(verb, finite, token) is not None
        )
    if token.pos_ == "NOUN" and not children(token, "det"):
        return False
    return _agreeing_object(verb, finite, token) is not None


def _agreeing_object(verb: Token, finite: str, instead_of: Token) -> Token | None:
    """Who could be the subject by its form, in place of the one that does not agree."""
    return next(
        (
            c
            for c in children(verb, "obj", "nsubj")
            if c != instead_of
            and c.pos_ in ("NOUN", "PROPN", "PRON")
            and _number(c) == finite
            and preposition(c) is None
            and not _accusative(c)
            and not _reflexive(c)
        ),
        None,
    )


def _subject_taken_for_object(verb: Token) -> Token | None:
    """ "Die Ankündigung begrüßten alle Fraktionen": Fraktionen, as the other does not agree with the verb."""
    wrong = next((c for c in verb.children if c.dep_ == "nsubj" and _disagrees(c)), None)
    found = _agreeing_object(verb, _finite_number(verb), wrong) if wrong is not None else None
    return found if found is not None and base(found) == "obj" else None


# What measures and deeds do to somebody: "das Embargo, das Kuba trifft".
AFFECTING = {
    "treffen", "betreffen", "belasten", "schwächen", "stärken", "isolieren", "zwingen", "erschüttern", "erreichen", "bedrohen",
    "kosten", "verpflichten", "spalten", "beunruhigen", "lähmen",
}  # fmt: skip


def named_behind(verb: Token) -> Token | None:
    """ "Die Zölle, die die USA auf Waren erheben": the name is who does it, the pronoun stands for a thing.

    For a name, or a noun with a name behind it, beside a relative pronoun that a German tree takes for the subject, where the pronoun's noun tells of a
    deed or a measure (has a line in the lexicon): no toll raises the USA.
    """
    if verb.lang_ != "de" or base(verb) != "acl" or verb.lemma_ in AFFECTING:
        return None
    pronoun = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if pronoun is None or pronoun.lower_ not in ("die", "das") or not is_relative(pronoun):
        return None
    noun = antecedent(pronoun)
    if noun is None or noun.pos_ != "NOUN" or not any(frames_of_noun(noun, "de")):
        return None
    finite = _finite_number(verb)
    for c in children(verb, "obj", "obl"):
        named = c.ent_type_ in ("LOC", "ORG", "PER") or any(
            x.ent_type_ == "PER" for x in children(c, "appos")
        )
        article = next((x.lower_ for x in children(c, "det")), "")
        if named and c.i > pronoun.i and preposition(c) is None and article not in ("den", "dem", "des"):
            if not finite or _number(c) in ("", finite) or c.lemma_ == "USA":
                return c
    return None


def _object_in_series(token: Token) -> bool:
    """The one noun of a second verb that has its subject from the first: "reiste ab und sagte Haiti Geld zu".

    Also "hat Berichte bestritten und die Regierung beschuldigt", with one auxiliary for both.
    """
    verb = token.head
    if verb.dep_ != "conj" or token.dep_ != "nsubj" or not is_verb(verb.head) or token.pos_ == "PRON":
        return False
    first = next((c for c in verb.head.children if base(c) == "nsubj"), None)
    start = verb.head.i
    if first is None or first.i > verb.i or not any(base(c) == "cc" for c in verb.children):
        return False
    if feature(verb, "VerbForm") == "Fin":
        joined = next(c for c in verb.children if base(c) == "cc")
        return first.i < start and joined.i + 1 == verb.i < token.i and not children(verb, "expl")
    return (
        feature(verb, "VerbForm") == "Part"
        and not children(verb, "aux", "obj")
        and bool(children(verb.head, "obj"))
        and any(c.lemma_ == "haben" for c in children(verb.head, "aux"))
        and not any(c.lower_ == "der" and base(c) == "det" for c in token.children)
    )


def _according(token: Token) -> bool:
    """ "Amnesty International zufolge haben Polizisten …": who says so, taken for the subject."""
    return any(base(c) == "case" and c.lower_ in ("zufolge", "laut", "gemäß") for c in token.children)


ACCUSATIVE = {"den", "einen", "keinen", "seinen", "ihren", "diesen", "jeden", "meinen", "unseren"}


def _accusative(token: Token) -> bool:
    """ "gab nach und bat den Papst": an object by its article, whatever the grammar says."""
    if token.lang_ != "de" or token.pos_ != "NOUN" or feature(token, "Number") == "Plur":
        return False
    article = next((c for c in token.children if base(c) == "det"), None)
    return article is not None and article.lower_ in ACCUSATIVE and feature(token, "Case") != "Dat"


def _bare(token: Token) -> bool:
    """ "hat ihren Kollegen Hakan Fidan getroffen": a named person in the accusative, taken for a circumstance."""
    article = next((c.lower_ for c in token.children if base(c) == "det"), "")
    return (
        token.lang_ == "de"
        and token.pos_ == "NOUN"
        and article.endswith("en")
        and preposition(token) is None
        and any(c.ent_type_ == "PER" for c in children(token, "appos", "flat"))
    )


def _clausal(token: Token) -> bool:
    return any(base(c) in ("cop", "nsubj") for c in token.children)


def _owner(noun: Token) -> Token | None:
    """Whom the infinitive hangs on, if he acts in it: "the wish of the king to meet", "enables the police to act"."""
    if base(noun) == "nmod" and (
        preposition(noun) in GENITIVE_PREPOSITIONS or feature(noun, "Case") == "Gen"
    ):
        return noun
    if base(noun) == "obj" and full_lemma(noun.head) in OBJECT_CONTROL:
        return noun
    return None


def _light_subject(noun: Token, seen: int) -> Token | None:
    """ "Er äußerte den Wunsch, …", "seine Pläne, …": who owns the noun that carries an infinitive."""
    if base(noun) in ("obj", "obl", "xcomp") and is_verb(noun.head):
        return agent(noun.head) if is_passive(noun.head) else subject(noun.head, seen)
    return None


def controller(governor: Token, seen: int = 0) -> Token | None:
    """Who acts in the infinitive that hangs on this verb."""
    if governor.lemma_ in OBJECT_CONTROL or full_lemma(governor) in OBJECT_CONTROL:
        if is_passive(governor):
            return subject(governor, seen)
        targets = children(governor, "obj", "iobj") + dative(governor)
        targets += [
            c for c in children(governor, "obl") if preposition(c) in ("von", "an", "on", "to", "from", "of")
        ]
        targets = [t for t in targets if not _reflexive(t)]
        if targets:
            return targets[0]
    return subject(governor, seen)


def full_lemma(verb: Token) -> str:
    """The verb with its English particle: called … off -> call off. German prefixes are in the lemma already."""
    particles = [c.lower_ for c in verb.children if c.dep_ == "compound:prt"]
    return f"{verb.lemma_} {particles[0]}" if particles and verb.lang_ == "en" else verb.lemma_


# Adverbs of English verbs that trees take for prepositions of what follows.
PARTICLES = {"over", "up", "off", "out", "down", "away", "back"}


def objects_of_particles(verb: Token, words: Iterable[Token]) -> list[Token]:
    """ "handed over the bodies": the object of a particle verb, where the tree made the particle its preposition."""
    return [
        w.head
        for w in words
        if w.i == verb.i + 1 and w.head.head == verb and [c.lower_ for c in children(w.head, "case")] == [w.lower_]
        and w.lower_ in PARTICLES
    ]  # fmt: skip


def hyphened(token: Token) -> tuple[str, ...]:
    """ "co-operate", "cooperate" for the head of an English word that is cut at its hyphens; else nothing."""
    if token.lang_ != "en":
        return ()
    doc, first, last = token.doc, token.i, token.i
    while (
        first >= 2
        and doc[first - 1].text == "-"
        and not doc[first - 1].whitespace_ + doc[first - 2].whitespace_
    ):
        first -= 2
    while (
        last + 2 < len(doc)
        and doc[last + 1].text == "-"
        and not doc[last].whitespace_ + doc[last + 1].whitespace_
    ):
        last += 2
    if first == last or token.lang_ != "en" or (first <= token.head.i <= last and token.head != token):
        return ()
    before = "".join(t.lower_ for t in doc[first:last])
    forms = [before + doc[last].lower_, before + doc[last].lemma_.casefold()]
    return tuple(dict.fromkeys(form for whole in forms for form in (whole, whole.replace("-", ""))))


def _reflexive(token: Token) -> bool:
    return feature(token, "Reflex") == "Yes" or token.lower_ == "sich"


def on_behalf(token: Token) -> bool:
    """ "seitens der Republik", "von Seiten des Ministeriums": a preposition that trees take for a noun."""
    split = token.lower_ == "seiten" and token.i > 0 and token.nbor(-1).lower_ == "von"
    return token.lower_ in ("seitens", "vonseiten") or split


def agent(verb: Token) -> Token | None:
    """ "von der Armee", "by the army" of a passive."""
    agents = [c for c in children(verb, "obl:agent") if preposition(c) in (None, *AGENT_PREPOSITIONS)] or [
        c for c in children(verb, "obl", "nmod") if preposition(c) in AGENT_PREPOSITIONS
    ]
    if not agents:
        # "wurde in Paris von Macron empfangen", with the agent hung on the place
        agents = [
            c for place in children(verb, "obl") if place.ent_type_ == "LOC"
            for c in children(place, "nmod") if c.ent_type_ in ("PER", "ORG") and preposition(c) in AGENT_PREPOSITIONS
        ]  # fmt: skip
    if not agents:
        # "Seitens der Republik Korea wurde zugesagt"
        agents = [
            c for side in children(verb, "obl", "nsubj:pass") if on_behalf(side)
            for c in children(side, "nmod")
        ]  # fmt: skip
    return agents[0] if agents else None


def patients(verb: Token) -> list[Token]:
    """Object of an active, subject of a passive verb; the noun that a past participle modifies."""
    if is_passive(verb):
        one = subject(verb)
        return [one] if one is not None and not on_behalf(one) else []
    if named_behind(verb) is not None:
        return [verb.head]
    turned = _subject_taken_for_object(verb) if verb.lang_ == "de" else None
    own = [c for c in children(verb, "obj") if not _reflexive(c) and c != turned]
    subjects = children(verb, "nsubj")
    own += [c for c in subjects if is_object_by_form(c)] or [
        c for c in children(verb, "obl") if not own and _bare(c)
    ]
    if verb.lang_ == "en":
        # "Bulgaria asked the European Union": of two subjects the one behind the verb is its object
        own += [c for c in subjects if c.i > verb.i and subjects[0].i < verb.i]
        if not own:
            # "assured the islanders that they would be safe"
            own = children(verb, "iobj")
    left_out = taken_up(verb) if not own else None
    return own if left_out is None else [left_out]


# "the day they attacked", "the way he spoke": nouns that a bare relative clause has as its time or manner.
CIRCUMSTANCES = {
    "day",
    "time",
    "moment",
    "week",
    "month",
    "year",
    "way",
    "place",
    "reason",
    "morning",
    "night",
    "evening",
}


def taken_up(verb: Token) -> Token | None:
    """The noun that a relative clause has as its object: "the truce they had announced", "der Pakt, den sie kündigten"."""
    if base(verb) != "acl" or is_infinitive(verb):
        return None
    objects = children(verb, "obj")
    if objects:
        return verb.head if is_relative(objects[0]) else None
    bare = verb.dep_ == "acl:relcl" and verb.lang_ == "en" and any(c.dep_ == "nsubj" for c in verb.children)
    if not bare or verb.head.lemma_.casefold() in CIRCUMSTANCES or children(verb, "ccomp", "xcomp"):
        return None
    inside = (c for child in verb.children for c in (child, *child.children))
    stranded = any(
        c.pos_ == "ADP" and c.dep_ != "compound:prt" and not any(c.children) and base(c) != "case"
        for c in inside
    )
    relative = any(is_relative(c) for c in verb.subtree)
    return None if relative or stranded or is_passive(verb) else verb.head


def is_relative_clause(verb: Token) -> bool:
    """ "…, die das Dorf beschossen haben": a clause with a relative pronoun, which German treebanks call plain `acl`."""
    if verb.dep_ == "acl":
        return any(is_relative(c) or any(is_relative(inner) for inner in c.children) for c in verb.children)
    return verb.dep_ == "acl:relcl"


def is_relative(token: Token) -> bool:
    """ "whom", "den" of a relative clause, not "wo" and "wonach"."""
    return "Rel" in token.morph.get("PronType", []) and not _stands_for_adverb(token)


def _stands_for_adverb(token: Token) -> bool:
    """ "Berichte, wonach …": no subject and no object, whatever the grammar calls it."""
    return token.lang_ == "de" and token.pos_ in ("PRON", "ADV") and token.lower_.startswith("wo")


def dative(verb: Token) -> list[Token]:
    """Whom: German dative objects ("wirft Washington vor"), English first objects ("told Congress")."""
    found = children(verb, "iobj")
    # A second "subject" of a German verb is an object that the grammar took for one: "Finnland wird Tansania Geld geben".
    found += (
        [c for c in verb.children if c.dep_ == "nsubj" and not _dateline(c)][1:] if verb.lang_ == "de" else []
    )
    if verb.lang_ == "de":
        # "Journalisten ist die Reise untersagt"
        found += [c for c in verb.children if c.dep_ == "nsubj" and _disagrees(c) and c not in found]
    for child in children(verb, "obl", "obj"):
        if child.dep_ == "obl:agent" or on_behalf(child):
            continue
        # "der Republik" is genitive by its form alone
        shaped = (
            feature(child, "Case") == "Gen" and feature(child, "Gender") == "Fem" and base(child) == "obl"
        )
        if (
            preposition(child) is None
            and (feature(child, "Case") == "Dat" or shaped)
            and not _reflexive(child)
        ):
            found.append(child)
    return found


def obliques(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Dependents with one of the prepositions, in the order of the prepositions."""
    candidates = [c for c in token.children if base(c) in ("obl", "nmod", "advcl", "obj", "iobj")]
    return [c for wanted in prepositions for c in candidates if preposition(c) == wanted]


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for: Posten of "Posten, die die Armee besetzt hatte".

    "was" and "what" stand for a thing that nothing names.
    """
    if pronoun.lower_ in ("was", "what"):
        return None
    current = pronoun
    while current.head != current:
        if is_relative_clause(current):
            return current.head
        current = current.head
    return None


DEFINITE = {
    "der", "die", "das", "dem", "den", "des", "the", "this", "that", "dieser", "diese", "dieses", "diesem", "diesen", "these",
    "those",
}  # fmt: skip


def is_definite(noun: Token) -> bool:
    """ "der Angriff", "these protests", "beim Treffen"."""
    return any(c.lower_ in DEFINITE or CONTRACTIONS.get(c.lower_) for c in noun.children)


def possessor(noun: Token) -> Token | None:
    """Whose: "die Weigerung Chinas", "China's refusal", "seine Weigerung", "the refusal of Iran"."""
    for child in noun.children:
        if child.dep_ in ("nmod:poss", "det:poss") or (
            base(child) == "det" and feature(child, "Poss") == "Yes"
        ):
            return child
    for child in children(noun, "nmod"):
        if preposition(child) is None and feature(child, "Case") != "Dat" and child.i != noun.i:
            return child
    for child in children(noun, "nmod"):
        if preposition(child) in GENITIVE_PREPOSITIONS:
            return child
    # "Norwegens Minister", where the tree has no word for it
    before = noun.nbor(-1) if noun.i > noun.sent.start else noun
    if (
        before.head == noun
        and before.dep_ == "dep"
        and before.pos_ == "PROPN"
        and before.lower_.endswith("s")
    ):
        return before
    return None


# Whose subject foresees what another does.
EXPECTING = {"erwarten", "befürchten", "fürchten", "expect", "fear", "anticipate", "foresee"}


def contents(verb: Token) -> list[Token]:
    """The clauses that a predicate takes as content: that-clauses, infinitives, verb-second clauses."""
    found = [
        c
        for c in children(verb, "ccomp", "xcomp", "csubj")
        if is_verb(c) or _clausal(c) or base(c) == "ccomp"
    ]
    found += [c for c in children(verb, "parataxis") if is_verb(c)]
    found += [c for c in children(verb, "acl") if c.dep_ == "acl" and is_verb(c)]
    found += [
        c
        for c in children(verb, "advcl")
        if is_infinitive(c) and not any(m.lower_ in ("um", "ohne", "statt") for m in c.children)
    ]
    return found


def clause_head(token: Token) -> Token:
    """The verb or predicate noun of the clause in which the token stands."""
    current = token
    while current.head != current:
        if base(current) in ("ccomp", "advcl", "acl", "xcomp", "parataxis", "csubj", "root"):
            return current
        if base(current) == "conj" and is_verb(current):
            return current
        current = current.head
    return current
