"""Where? Gives each trigger the place that its phrase or clause names, at the level the text gives.

The tree first, then the words that carry the happening (`carriers.py`); what the sentences before say of the place is
the business of `scenes.py`. A place that acts is an actor and no place; neither are places inside the names of
organisations, demonyms ("Minsker Abkommen") and people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from aktenlage.coding import clauses
from aktenlage.coding.carriers import TAKING_PLACE, carriers, names_event
from aktenlage.coding.plover import QUAD_OF
from aktenlage.coding.triggers import TIME_NOUNS, Trigger
from aktenlage.coding.when import told_below
from aktenlage.shapes import Place
from aktenlage.world import gazetteer, lookup

INSIDE = ("in", "bei", "nahe", "at", "near", "inside", "innerhalb", "unweit", "nördlich", "südlich", "östlich", "westlich",
          "südlich von", "nördlich von", "östlich von", "westlich von", "nordöstlich", "nordwestlich", "südöstlich", "südwestlich", "within", "throughout", "across", "around", "rund um",
          "outside", "außerhalb", "entlang", "along", "off", "in front of", "outside of", "vor", "inmitten", "amid", "oberhalb")  # fmt: skip
# On islands, seas and peninsulas; "auf" and "on" a state or town is at it.
UPON = ("auf", "an", "on", "über", "over", "above")
TOWARD = ("nach", "to", "into")
FROM = ("aus", "von", "from", "out of", "out")
AT_TARGET = ("auf", "an", "gegen", "on", "at", "against", "into")
# Whose end is the place: "brachte Hilfsgüter nach Goma", "ordered two battalions to Garissa".
ARRIVING = {"AID", "MOBILIZE"}
# Common nouns that a place name follows or precedes: "das Dorf Sotk", "Garissa county".
KINDS_OF_PLACE = {
    "dorf", "stadt", "hauptstadt", "ort", "ortschaft", "kleinstadt", "großstadt", "hafenstadt", "küstenstadt", "grenzstadt",
    "gemeinde", "siedlung", "lager", "flüchtlingslager", "provinz", "bezirk", "distrikt", "region", "kreis", "gebiet", "insel",
    "halbinsel", "vorort", "stadtteil", "viertel", "oblast", "bundesstaat", "bundesland", "hafen", "grenzort", "metropole",
    "village", "town", "city", "capital", "camp", "district", "province", "county", "island", "peninsula", "port",
    "settlement", "suburb", "neighbourhood", "neighborhood", "area", "state", "governorate", "municipality",
}  # fmt: skip
# "Vor der deutschen Botschaft demonstrierten …" under a dateline is in that town.
SEATS = {
    "botschaft", "parlament", "präsidentenpalast", "regierungssitz", "ministerium", "außenministerium", "innenministerium",
    "verteidigungsministerium", "embassy", "parliament", "ministry", "palace",
}  # fmt: skip
DATELINE = re.compile(r"(?:^|\n)([A-ZÄÖÜ]{3,}(?:[ -][A-ZÄÖÜ]{3,})*)(?:,| \(| [-–—]+ )")
ISLANDS = {
    "CYP",
    "MLT",
    "CUB",
    "HTI",
    "LKA",
    "ISL",
    "IRL",
    "TWN",
    "GRL",
    "NZL",
    "JAM",
    "MDG",
    "BHR",
    "FJI",
    "PHL",
}
PARTS = ("nord", "süd", "ost", "west", "zentral", "mittel", "nordost", "nordwest", "südost", "südwest")


@dataclass(slots=True)
class Atlas:
    """What a report lends to the reading of its place names: its countries, the most named first."""

    language: str
    day: str | None
    home: list[str] = field(default_factory=list)
    here: dict[int, list[str]] = field(default_factory=dict)
    dateline: Place | None = None

    def of(self, word: Token) -> list[str]:
        """The countries named in the sentence, then the one of which the report speaks again and again."""
        start = word.sent.start
        if start not in self.here:
            self.here[start] = list(_countries(word.sent, self))
        return [*self.here[start], *self.home]


def atlas(doc: Doc, language: str, day: str | None) -> Atlas:
    """The countries of a report. One mention of a far country is not enough to move a name."""
    found = Atlas(language, day)
    counts = Counter(_countries(doc, found))
    if line := DATELINE.match(doc.text) or DATELINE.search(doc.text[:400]):
        found.dateline = gazetteer.named(line.group(1).title(), language)
    found.home = [country for country, times in counts.most_common(2) if times > 1]
    return found


def _countries(words: Doc | Span, atlas: Atlas) -> Iterator[str]:
    for token in words:
        if token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ") and token.ent_type_ != "PER":
            iso3 = lookup.country_named(token.text, atlas.day, atlas.language)
            yield from [iso3] if iso3 else []
        if token.pos_ == "ADJ":
            yield from lookup.countries_of_adjective(token.text, atlas.language)


def where(trigger: Trigger, atlas: Atlas) -> tuple[Place | None, str]:
    """The place of a trigger and the reason; (None, "") when its sentence does not say.

    "traf Xi in Peking": Peking. "Peking wirft Washington vor": a capital that acts is no place.
    """
    frame, token = trigger.frame, trigger.token
    visiting = frame.pattern in ("visit", "noun-visit")
    # "die für Donnerstag in Tumbes angesetzte Runde": its participle tells the place
    heads = [token, *trigger.words, *trigger.absorbed, *told_below(token)]
    toward = TOWARD if visiting or frame.type in ARRIVING else ()
    away = FROM if frame.type == "RETREAT" else ()
    # "levelled a charge at Minsk": whom it reaches
    inside = tuple(w for w in INSIDE if w != "at") if QUAD_OF[frame.type] == "verbal conflict" else INSIDE
    found = _first(heads, inside + UPON + toward + away, atlas)
    if found is None and (visiting or frame.type in ("ASSAULT", "RETREAT") or frame.mode == "seize"):
        found = _target(trigger, atlas, visiting)
    if found is None and (away or toward) and clauses.is_verb(token):
        # "withdrew its troops from Somalia", "flew tents to Goma": trees hang the place on the thing
        found = _first(clauses.patients(token), away + toward, atlas)
    if found is None:
        # the place of what is given, sent or withdrawn: "Hilfe für Vertriebene im Tschad"
        things = [c for h in heads for c in clauses.children(h, "obj", "obl", "nmod") if c not in heads]
        things = [
            c
            for c in things
            if not lookup.agent(c.lemma_, atlas.language) and _stays(c, frame.type) and frame.mode != "resign"
        ]
        found = _first(things, INSIDE, atlas)
    if found is None and frame.type in TAKING_PLACE and not visiting:
        found = _of_town(token, atlas)
    if found is None:
        found = _first(list(carriers(token)), INSIDE + UPON, atlas)
    if found is None and clauses.base(token) == "acl" and _asks_where(token):
        # "nach Brüssel, wo die Minister beraten"
        found = _whole(token.head, atlas)
    if found is None and clauses.base(token) == "advcl" and _asks_where(token):
        before = [c for c in clauses.children(token.head, "obl", "obj") if c.i < token.i]
        found = next((f for c in reversed(before) if (f := _whole(c, atlas))), None)
    if found is None and atlas.dateline is not None:
        at_seat = [o for o in clauses.obliques(token, INSIDE) if o.lemma_.casefold() in SEATS]
        if at_seat:
            found = atlas.dateline, f'"{at_seat[0].text}" under this dateline'
    return found if found is not None else (None, "")


def _of_town(noun: Token, atlas: Atlas) -> Found | None:
    """ "die Genfer Gespräche": where they are."""
    for child in clauses.children(noun, "amod", "nmod", "compound", "dep", "det"):
        if (
            child.i < noun.i
            and child.pos_ == "ADJ"
            and (place := lookup.place_of_adjective(child.text, atlas.language))
        ):
            return place, f'"{child.text}"'
    return None


def at(verb: Token, atlas: Atlas) -> Place | None:
    """Where what a verb tells happens."""
    found = _first([verb], INSIDE + UPON, atlas)
    return found[0] if found else None


Found = tuple[Place, str]


def _first(heads: list[Token], wanted: tuple[str, ...], atlas: Atlas) -> Found | None:
    for head in heads:
        # "ein Treffen zwischen Xi und Biden in den USA": what hangs on the last party belongs to the meeting
        parties = [
            p for c in clauses.children(head, "nmod") for p in clauses.conjuncts(c) if p.ent_type_ == "PER"
        ]
        inner = [t for p in parties for t in clauses.obliques(p, ("in",))] if head.pos_ == "NOUN" else []
        for token in [*clauses.obliques(head, wanted), *inner]:
            word = clauses.preposition(token) or ""
            if (place := _inside(token, atlas)) is None:
                continue
            if word in UPON and not _lies_open(place, token):
                continue
            return place, f'"{token.text}" introduced by {word}'
    return None


def _lies_open(place: Place, token: Token) -> bool:
    """Whether one is "auf" or "on" the place: an island, a sea, a region; or at a street, a market, a border of it."""
    if token.pos_ not in ("PROPN", "X"):
        return True
    return (place.latitude is None and place.country in ISLANDS) or bool(
        place.latitude is not None and not place.geonames
    )


def _target(trigger: Trigger, atlas: Atlas, visiting: bool) -> Found | None:
    """What is attacked, left or visited, where it is a town or region: "griffen Goma an", "Angriff auf das Lager Kanyabo"."""
    token = trigger.token
    targets = clauses.patients(token) if clauses.is_verb(token) else clauses.children(token, "nmod")
    if not clauses.is_verb(token):
        targets = [c for c in targets if visiting or clauses.preposition(c) in (*AT_TARGET, "of", None)]
    elif trigger.frame.type == "ASSAULT":
        targets += clauses.obliques(token, AT_TARGET)
    for target in targets:
        place = _inside(target, atlas)
        if place is not None and (
            visiting or place.latitude is not None or target.lemma_.casefold() in KINDS_OF_PLACE
        ):
            return place, f'"{target.text}", at which it aims'
    return None


def _stays(thing: Token, type_: str) -> bool:
    return type_ in ("AID", "RETREAT", "MOBILIZE", "ASSAULT", "PROTEST", "COERCE") and not clauses.is_verb(
        thing
    )


def _asks_where(verb: Token) -> bool:
    return any(c.lower_ in ("wo", "where") for c in verb.children)


def _whole(token: Token, atlas: Atlas) -> Found | None:
    place = _inside(token, atlas)
    return (place, f'"{token.text}", of which the clause tells') if place is not None else None


def _inside(token: Token, atlas: Atlas, depth: int = 0) -> Place | None:
    """The place named in a phrase: "in der Hauptstadt Nairobi", "in der Nähe von Tel Aviv", "vor der Küste Libyens"."""
    if token.ent_type_ not in ("PER", "ORG", "GPEADJ"):
        if (place := _named(token, atlas)) is not None:
            return place
    if depth == 0 and token.ent_type_ == "LOC" and token.pos_ == "PROPN":
        # "Bardera in southern Somalia": no table knows it, the text says where it lies
        for child in clauses.children(token, "nmod", "appos"):
            if clauses.preposition(child) in ("in", None) and child.i > token.i:
                if (around := _inside(child, atlas, 1)) is not None and around.country:
                    return Place(name=token.text, country=around.country)
    if depth and lookup.agent(token.lemma_, atlas.language) is not None:
        return None
    if not depth and token.pos_ == "NOUN" and _is_somebody(token, atlas):
        return None  # "call on the authorities in Sudan"
    # "auf eine Forderung Irans eingehen": whose it is says not where; "bei einem Treffen in Genf" does
    within = WITHIN[3:] if names_event(token) else WITHIN
    if depth < 3:
        for child in clauses.children(token, "appos", "flat", "nmod", "compound"):
            if child.ent_type_ in ("PER", "ORG") or clauses.preposition(child) not in within:
                continue
            if (place := _inside(child, atlas, depth + 1)) is not None:
                return place
    if token.lemma_.casefold() in KINDS_OF_PLACE:
        return _unknown(token)
    return None


WITHIN = (None, "von", "of", "in", "bei", "nahe", "near", "vor", "off", "outside", "an", "on", "auf")


def _is_somebody(token: Token, atlas: Atlas) -> bool:
    row = lookup.agent(token.lemma_, atlas.language)
    return (
        row is not None
        and row.kind in ("person", "group", "organisation")
        and (token.lemma_.casefold() not in KINDS_OF_PLACE and clauses.preposition(token) in UPON)
    )


def _named(token: Token, atlas: Atlas) -> Place | None:
    for text in _forms(token, atlas.language):
        country = lookup.country_named(text, atlas.day, atlas.language)
        place = gazetteer.named(text, atlas.language, [*_beside(token, atlas), *atlas.of(token)])
        if country and (place is None or place.country != country or place.name != text):
            return Place(name=lookup.country_name(country), country=country)
        if place is not None:
            return place
        if part := _part(text, atlas):
            return part
    return None


def _beside(token: Token, atlas: Atlas) -> list[str]:
    """ "Paris, Texas", "Tripoli, Lebanon": the country or region right behind the name."""
    found = []
    for child in clauses.children(token, "appos", "nmod", "flat"):
        if child.i > token.i and child.pos_ == "PROPN":
            iso3 = lookup.country_named(child.text, atlas.day, atlas.language)
            place = gazetteer.named(child.text, atlas.language) if iso3 is None else None
            found += [c for c in (iso3, place.country if place else None) if c]
    return found


def _part(text: str, atlas: Atlas) -> Place | None:
    """Nordsyrien, Ost-Garissa: a part of a country or region is at least in it."""
    low = text.casefold()
    for part in sorted(PARTS, key=len, reverse=True):
        if atlas.language == "de" and low.startswith(part) and len(low) > len(part) + 3:
            rest = text[len(part) :].lstrip("-")
            rest = rest[:1].upper() + rest[1:]
            if iso3 := lookup.country_named(rest, atlas.day, "de"):
                return Place(name=lookup.country_name(iso3), country=iso3)
            if text[len(part)] == "-":
                return gazetteer.named(rest, "de")
    return None


def _unknown(token: Token) -> Place | None:
    """A place that no table knows but the text calls one: "das Flüchtlingslager Kanyabo", "the village of Sotk"."""
    for child in clauses.children(token, "appos", "flat", "nmod", "compound"):
        fits = clauses.preposition(child) in (None, "of") and child.pos_ == "PROPN"
        if fits and child.ent_type_ not in ("PER", "ORG", "GPEADJ") and child.text[:1].isupper():
            words = [child, *(c for c in child.children if clauses.base(c) in ("flat", "compound"))]
            return Place(name=" ".join(w.text for w in sorted(words, key=lambda w: w.i)))
    return None


def _longer(token: Token, language: str) -> list[str]:
    """Names of several words that hold the word: "Gulf of Oman", "Straße von Hormus", "Java Sea"."""
    doc, found = token.doc, []
    for length in (4, 3, 2):
        for first in range(max(token.sent.start, token.i - length + 1), token.i + 1):
            last = first + length
            if (
                last > token.sent.end
                or not doc[first].text[:1].isupper()
                or not doc[last - 1].text[:1].isupper()
            ):
                continue
            words = doc[first:last].text
            if gazetteer.candidates(words, language):
                found.append(words)
    return found


def _forms(token: Token, language: str) -> list[str]:
    """The name as written, with its fellow words, without a genitive -s."""
    if token.lemma_.casefold() in TIME_NOUNS or token.lower_ in TIME_NOUNS:
        return []
    if token.text[:1].isupper() and (longer := _longer(token, language)):
        return longer
    if token.pos_ not in ("PROPN", "X") and token.ent_type_ != "LOC":
        # "die Lage" is no town, "the crane" no river
        return []
    texts = []
    span = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ == "LOC"), None)
    if span is not None:
        texts.append(span.text)
    if token.text[:1].isupper():
        left = token
        while (
            left.i > token.sent.start
            and left.nbor(-1).head == token
            and clauses.base(left.nbor(-1)) in ("flat", "compound", "amod")
        ):
            left = left.nbor(-1)
        right = token
        while (
            right.i + 1 < token.sent.end
            and right.nbor(1).head == token
            and clauses.base(right.nbor(1)) == "flat"
        ):
            right = right.nbor(1)
        texts += [token.doc[left.i : right.i + 1].text, token.text]
    forms = [
        t
        for text in texts
        for t in ([text, text[:-1]] if language == "de" and text.endswith("s") else [text])
    ]
    return list(dict.fromkeys(forms))
