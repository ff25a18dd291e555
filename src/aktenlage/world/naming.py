"""What is a described actor called in English? "türkische Soldaten" are Turkish soldiers in a German report too.

The English noun comes from `agents.csv`, what stands before it from `members.csv` and `countries.csv`.
"""

from __future__ import annotations

from aktenlage.world import lookup, tables
from aktenlage.world.scope import per_world
from aktenlage.world.tables import AgentNoun, Organisation

# How the European Union stands before a noun; states have adjectives.
BEFORE_NOUNS = {"EUR": "EU"}
IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people", "mujahid": "mujahideen",
             "Sinto": "Sinti"}  # fmt: skip
# Plural already, or without one.
INVARIANT = frozenset(
    {
        "people", "men", "women", "children", "police", "media", "staff", "personnel", "clergy", "military", "public",
        "press", "television", "radio", "leadership", "artillery", "infantry", "judiciary", "Roma", "Rohingya", "Druze",
        "Hutu", "Tutsi", "Tuareg", "Bedouin", "Swiss", "Taliban", "mujahideen", "society", "enforcement", "intelligence",
        "counterintelligence", "workforce", "aircraft", "Sinti", "mujahedeen", "right", "left", "Kyrgyz", "Abkhaz",
        "Ingush", "Malagasy", "I-Kiribati", "Ni-Vanuatu",
    }
)  # fmt: skip
# Where the first noun takes the plural: heads of state, governments in exile, secretaries-general, commanders-in-chief.
HEADED = (" of ", " in ", " to ", "-in-", "-by", "-general")
GENERALS = ("consul", "attorney", "prosecutor", "consuls", "attorneys", "prosecutors")
ABBREVIATION = 5
# Persons who stand before a head: Rebellenführer, Studentenverband; of a Kinderarzt only the head is told.
ACTING = frozenset({"MIL", "COP", "REB", "LEG", "LAB", "EDU", "JRN", "REL"})
# Nouns that begin with whose they are and take no country: UN peacekeepers, Kremlin spokesman.
OWNED = (
    "UN ",
    "EU ",
    "NATO ",
    "European ",
    "Kremlin ",
    "Putin ",
    "Bundestag ",
    "Western ",
    "Gulf ",
    "White House ",
)


def plural(words: str) -> str:
    """The English plural of a noun phrase; of what is plural already, the words themselves."""
    if words.removesuffix(" general") in GENERALS and words.endswith(" general"):
        return plural(words.removesuffix(" general")) + " general"
    for link in HEADED:
        first, found, rest = words.partition(link)
        if found and first:
            return plural(first) + found + rest
    front, space, last = words.rpartition(" ")
    return front + space + _plural_of_word(last)


def _plural_of_word(word: str) -> str:
    if word in INVARIANT or word.endswith(("ese", "men", "children")):
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending in ("man", "woman"):
        # Germans and Omanis are no men
        if word.endswith(ending) and (word[:1].islower() or word.endswith(("sh" + ending, "ch" + ending))):
            return word.removesuffix("an") + "en"
    if word.endswith("s") and not word.endswith("ss"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ss", "x", "ch", "sh")) else "s")


@per_world
def before_noun(iso3: str) -> str:
    """What stands before a noun for that country: "Turkish", "US", "EU"; its name where it has no adjective."""
    row = next((row for row in tables.countries() if row.iso3 == iso3), None)
    if iso3 in BEFORE_NOUNS or row is None:
        return BEFORE_NOUNS.get(iso3, iso3)
    return row.adjective_en[0] if row.adjective_en else row.name


def short(body: Organisation) -> str:
    """How a body is called before a noun: its English abbreviation ("UN", "IAEA") or its name."""
    return next((a for a in body.aliases_en if a.isupper() and 1 < len(a) <= ABBREVIATION), body.name)


@per_world
def people(word: str, language: str, several: bool) -> str | None:
    """The English name of a people: "Palästinenserin" gives Palestinian, "Dänen" with `several` Danes."""
    iso3 = lookup.people(word, language)
    rows = [row for row in tables.countries() if row.iso3 == iso3]
    row = next(
        (r for r in rows if word.casefold() in
         {w.casefold() for w in (r.people_de if language == "de" else r.people_en)}), None,
    )  # fmt: skip
    if row is None or iso3 is None:
        return None
    if not row.people_en:
        before = row.adjective_en[0] if row.adjective_en else before_noun(iso3)
        return f"{before} people" if several else f"{before} person"
    one = row.people_en[0]
    if not several or one in INVARIANT:
        return one
    # "Motswana|Batswana": the plural stands second where it is no regular one
    return plural(one) if plural(one) in row.people_en or len(row.people_en) < 2 else row.people_en[1]


@per_world
def noun(word: str, language: str) -> str | None:
    """The English noun for a common noun that names an actor: "Armeekommandeur" gives army commander; None if unknown.

    Of a German compound the head is told, and what stands before it where that is known.
    """
    found = lookup.agent_and_front(word, language)
    if found is None:
        return None
    row, front = found
    english = row.english
    folded = word.casefold()
    if language == "de" and folded.endswith(("in", "innen")) and not row.noun.endswith("in"):
        # "Sprecherin"; police officers and lawmakers have one name for both
        if english.endswith("man") and row.kind == "person":
            english = english.removesuffix("man") + "woman"
    return f"{before} {english}" if front and (before := _front(front)) else english


@per_world
def _members() -> dict[tuple[str, str, str], str]:
    return {(row.language, row.use, row.member): row.english for row in tables.members()}


def _front(member: str) -> str | None:
    """English for the first member of a German compound, as far as the tables know it."""
    word = member.casefold().strip("-")
    if known := _members().get(("de", "compound", word)):
        return known
    for form in (word, word.removesuffix("s"), word.removesuffix("n"), word.removesuffix("en")):
        row = lookup.agent_as_written(form, "de")
        if row is not None and row.kind != "group" and stands_before(row):
            return row.english
    return None


def of_office(adjective: str, language: str) -> str | None:
    """English for an adjective that makes an office another one: "stellvertretend" gives deputy."""
    return _members().get((language, "adjective", adjective.casefold()))


def stands_before(row: AgentNoun) -> bool:
    """Whether the noun is told before another: army commander, rebel leader; not "child doctor"."""
    return row.kind in ("organisation", "group") or (row.kind == "person" and row.sector in ACTING)


def before(row: AgentNoun, english: str) -> str:
    """How a described body stands before another noun: a rebel leader leads rebels."""
    if row.kind == "group" and english.endswith("s") and not english.endswith(("ss", "forces", "troops")):
        return english.removesuffix("s")
    return english


def compose(noun: str, owner: str = "") -> str:
    """The name: whose it is, and the noun. A former office keeps "former" in front; nothing is said twice."""
    if not owner or noun.startswith(OWNED) or f"{noun} ".casefold().startswith(f"{owner} ".casefold()):
        return noun
    for lead in ("former ", "acting ", "senior "):
        if noun.startswith(lead):
            return lead + compose(noun.removeprefix(lead), owner)
    return f"{owner} {noun}"
