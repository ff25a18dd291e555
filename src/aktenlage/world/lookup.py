"""Looks names up in the tables of the world, for a given day.

Days are ISO dates or None (then any time fits). All look-ups are by whole words, casefolded; None or [] when unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from aktenlage.shapes import Place
from aktenlage.world import gazetteer, tables
from aktenlage.world.scope import per_world
from aktenlage.world.tables import AgentNoun, Country, Office, Organisation

Agent = AgentNoun
# German adjective endings after a stem: chinesisch, chinesische, chinesischem …
ENDINGS = ("", "e", "en", "em", "er", "es")
NAME_WORDS = {
    "ministerium": "GOV", "ministry": "GOV", "department": "GOV", "behörde": "GOV", "amt": "GOV", "agency": "GOV",
    "armee": "MIL", "army": "MIL", "front": "REB", "brigaden": "REB", "brigade": "MIL", "miliz": "REB", "militia": "REB",
    "partei": "PTY", "party": "PTY", "union": None, "gericht": "JUD", "court": "JUD", "gerichtshof": "JUD",
    "universität": "EDU", "university": "EDU", "institut": "EDU", "institute": "EDU", "bank": "BUS", "gmbh": "BUS",
    "inc.": "BUS", "corp.": "BUS", "konzern": "BUS", "zeitung": "JRN", "times": "JRN", "post": "JRN", "news": "JRN",
    "tv": "JRN", "radio": "JRN", "polizei": "COP", "police": "COP", "kirche": "REL", "church": "REL",
    "gewerkschaft": "LAB", "parlament": "LEG", "parliament": "LEG", "rat": "GOV", "kommission": "GOV",
}  # fmt: skip


def _fits(begin: str, end: str, day: str | None) -> bool:
    if day is None:
        return True
    return (not begin or begin <= day[: len(begin)]) and (not end or day[: len(end)] <= end)


# ---------------------------------------------------------------- countries


@dataclass(slots=True)
class _Countries:
    names: dict[str, dict[str, list[Country]]]
    adjectives: dict[str, dict[str, list[Country]]]
    people: dict[str, dict[str, list[Country]]]
    seats: dict[str, dict[str, list[Country]]]
    canonical: dict[str, str]


def _by_language() -> dict[str, dict[str, list[Country]]]:
    return {"de": defaultdict(list), "en": defaultdict(list)}


@per_world
def _countries() -> _Countries:
    found = _Countries(
        _by_language(), _by_language(), _by_language(), _by_language(), {},
    )  # fmt: skip
    for row in tables.countries():
        found.canonical.setdefault(row.iso3, row.name)
        for language, names in (("de", row.names_de), ("en", (row.name, *row.names_en))):
            for name in dict.fromkeys(names):
                found.names[language][_key(name)].append(row)
        for stem in row.adjective_de:
            for ending in ENDINGS if stem[:1].islower() or stem.endswith("isch") else ("",):
                found.adjectives["de"][(stem + ending).casefold()].append(row)
        for word in row.adjective_en:
            found.adjectives["en"][word.casefold()].append(row)
        for language, people, seats in (
            ("de", row.people_de, row.seats_de),
            ("en", row.people_en, row.seats_en),
        ):
            for word in people:
                found.people[language][word.casefold()].append(row)
            for word in seats:
                found.seats[language][_key(word)].append(row)
    return found


def _pick(rows: list[Country] | None, day: str | None) -> str | None:
    if not rows:
        return None
    if len(rows) == 1:
        return rows[0].iso3
    fitting = [row for row in rows if _fits(row.begin, row.end, day)]
    codes = {row.iso3 for row in fitting or rows}
    return codes.pop() if len(codes) == 1 else (fitting or rows)[0].iso3 if fitting else None


def country_name(iso3: str) -> str:
    """Canonical English name of a code."""
    return _countries().canonical.get(iso3, iso3)


def _key(words: str) -> str:
    """The look-up key of a name: casefolded, a German adjective in front without its ending ("Vereinigten Staaten")."""
    first, space, rest = words.casefold().replace("-", " ").partition(" ")
    if not rest:
        return first
    for ending in ("en", "er", "em", "es", "e"):
        if first.endswith(ending) and len(first) > 5:
            first = first.removesuffix(ending)
            break
    return first + space + rest


def _is_name(words: str) -> bool:
    """Names of countries are written with a capital: "us" and "island" are none."""
    return any(c.isupper() for c in words)


def country_named(words: str, day: str | None, language: str) -> str | None:
    """ISO3 of a country by any of its names in that language: "Volksrepublik China", "UK", "Burma"."""
    return _pick(_countries().names[language].get(_key(words)), day) if _is_name(words) else None


def seat(words: str, day: str | None, language: str) -> str | None:
    """ISO3 of the state that a capital or seat stands for: "Kreml", "Downing Street"."""
    return _pick(_countries().seats[language].get(_key(words)), day) if _is_name(words) else None


def people(word: str, language: str) -> str | None:
    """ISO3 of a people: "Palästinenser", "Iraqis"."""
    return _pick(_countries().people[language].get(word.casefold()), None)


def place_of_adjective(word: str, language: str) -> Place | None:
    """The town in a German adjective: "Pariser" gives Paris, "Schweizer" and "Pariserin" none."""
    found = (
        place(word[:-2], language)
        if language == "de" and word[:1].isupper() and word.endswith("er")
        else None
    )
    return found if found and found.geonames and not place(word, language) else None


def countries_of_adjective(word: str, language: str) -> list[str]:
    """ISO3s in an adjective: "chinesisch-amerikanischen" gives CHN and USA, "proRussian" none."""
    if language == "en" and not _is_name(word):
        return []
    table = _countries().adjectives[language]
    lower = word.casefold()
    if lower in table:
        code = _pick(table[lower], None)
        return [code] if code else []
    if language == "de":
        # "ostukrainisch", "südlibanesisch": a part of the country
        # … "innersyrisch", "inner-afghanisch": within it
        for side in ("ost", "west", "nord", "süd", "zentral", "inner", "inner-"):
            if lower.startswith(side) and lower.removeprefix(side) in table:
                code = _pick(table[lower.removeprefix(side)], None)
                return [code] if code else []
    parts = lower.replace("–", "-").split("-")
    if len(parts) < 2 or parts[0] in ("anti", "pro", "nicht", "non"):
        return []
    found = []
    for part in parts:
        code = _pick(table.get(part), None) or (
            _pick(_countries().names[language].get(part), None)
            if part in ("us", "eu", "u.s.", "uk")
            else None
        )
        if code is None:
            return []
        found.append(code)
    return found


def countries_of_first_member(word: str, day: str | None, language: str) -> list[str]:
    """ISO3s in the first member of a hyphened compound: "US" of US-Sanktionen, "Putin" of Putin-Regierung."""
    if code := country_named(word, day, language) or seat(word, day, language):
        return [code]
    if codes := countries_of_adjective(word, language):
        return codes
    row = person(word, day, None) if word[:1].isupper() and len(word) > 2 else None
    return [row.country] if row is not None and row.country else []


def countries_within(text: str, language: str) -> list[str]:
    """ISO3s named by single words of an organisation's name: "Bank of China", "Chinesische Volkspartei"."""
    found = []
    for word in text.split():
        codes = countries_of_adjective(word, language)
        if not codes and (code := country_named(word, None, language) or seat(word, None, language)):
            codes = [code]
        found += codes
    return found


# ---------------------------------------------------------------- organisations


@per_world
def _organisations() -> dict[str, list[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    for row in tables.organisations():
        for name in {row.name, *row.aliases_de, *row.aliases_en}:
            found[name if name.isupper() and len(name) <= 4 else _key(name)].append(row)
    return dict(found)


@per_world
def _written_small() -> frozenset[str]:
    """Names without a capital: "ynet"."""
    return frozenset(row.name for row in tables.organisations() if row.name[:1].islower())


@per_world
def _tagged(language: str) -> dict[str, list[Organisation]]:
    """Names that are everyday words too ("Bild", "Congress"): only for words that the grammar tags as names."""
    found: dict[str, list[Organisation]] = defaultdict(list)
    for row in tables.organisations():
        for name in row.tagged_de if language == "de" else row.tagged_en:
            found[_key(name)].append(row)
    return dict(found)


def organisation(
    words: str, day: str | None, language: str, tagged: bool = False, about: str | None = None
) -> Organisation | None:
    """An organisation by name or alias on that day. Short capitals ("IS", "WHO") must be written so.

    `tagged`: the grammar takes the words for a name. Of several with one name that of the country `about` which the
    report is comes first ("the Congress": a parliament, in India a party), then what is no party.
    """
    if not _is_name(words) and not (tagged and words in _written_small()):
        return None
    rows = _organisations().get(_key(words) if not (words.isupper() and len(words) <= 4) else words) or []
    if not rows and words.isupper():
        rows = _organisations().get(_key(words)) or []
    if not rows and tagged:
        rows = _tagged(language).get(_key(words)) or []
    rows = sorted(rows, key=lambda row: (about is None or row.country != about, row.sector == "PTY"))
    fitting = [row for row in rows if _fits(row.begin, row.end, day)]
    return fitting[0] if fitting else rows[0] if rows else None


def is_shared(words: str, language: str) -> bool:
    """Whether bodies of several countries have this name: "Congress"."""
    return len({row.country for row in _tagged(language).get(_key(words), ())}) > 1


def sector_of_name(text: str, language: str) -> str | None:
    """Sector that a word of the name betrays: "Ministerium", "Court"."""
    for word in text.casefold().split():
        for known, sector in NAME_WORDS.items():
            if word == known or (language == "de" and word.endswith(known)):
                return sector
    return None


# ---------------------------------------------------------------- people


@per_world
def _people() -> tuple[dict[str, list[Office]], dict[str, list[Office]]]:
    """By full name or alias; by last word of the name."""
    full: dict[str, list[Office]] = defaultdict(list)
    last: dict[str, list[Office]] = defaultdict(list)
    for row in tables.offices():
        for name in {row.person, *row.aliases}:
            full[name.casefold()].append(row)
            if " " in name:
                last[name.split()[-1].casefold()].append(row)
    return dict(full), dict(last)


def person(name: str, day: str | None, country: str | None) -> Office | None:
    """The office that the named person holds on that day, else the one held last, else the next.

    A surname alone must belong to one person: of that country if given, else of those in office on that day.
    """
    full, last = _people()
    wanted = name.casefold()
    rows = full.get(wanted)
    if rows is None:
        words = wanted.split()
        if len(words) > 2:
            # middle names and initials: "George W. Bush" stands in the table, "Angela Dorothea Merkel" does not
            rows = full.get(f"{words[0]} {words[-1]}")
        elif len(words) == 1:
            rows = [row for row in last.get(wanted, []) if country or in_office(row, day)]
    if not rows:
        return None
    if country:
        rows = [row for row in rows if row.country == country or not row.country] or (
            rows if " " in wanted else []
        )
    if len({row.person for row in rows}) != 1:
        rows = [row for row in rows if in_office(row, day)]
        if len({row.person for row in rows}) != 1:
            return None
    return max(
        rows, key=lambda row: (in_office(row, day), is_past(row, day), row.begin if is_past(row, day) else "")
    )


def holder(surname: str, office: str, country: str | None) -> Office | None:
    """Who held the office at any time, by surname; None when holders of several countries did.

    Of several persons of one country only the country is sure, so the surname stands for the name.
    """
    rows = [
        row for row in _people()[1].get(surname.casefold(), [])
        if row.office == office and (country is None or row.country == country)
    ]  # fmt: skip
    if len({row.country for row in rows}) != 1:
        return None
    return rows[-1] if len({row.person for row in rows}) == 1 else replace(rows[-1], person=surname)


def in_office(row: Office, day: str | None) -> bool:
    return _fits(row.begin, row.end, day)


def is_past(row: Office, day: str | None) -> bool:
    return bool(day and row.end and row.end < day[: len(row.end)])


@per_world
def _titles(language: str) -> dict[str, str]:
    return {row.title.casefold(): row.office for row in tables.titles() if row.language == language}


@per_world
def office_of_title(noun: str, language: str) -> str | None:
    """Code of the office that a title names: US-Außenminister -> foreign-minister."""
    word = noun.casefold()
    table = _titles(language)
    return table.get(word) or table.get(word.rsplit("-", 1)[-1])


# ---------------------------------------------------------------- agent nouns


@per_world
def _agents(language: str) -> dict[str, Agent]:
    return {row.noun.casefold(): row for row in tables.agents() if row.language == language}


@per_world
def agent(noun: str, language: str) -> Agent | None:
    """What a common noun says of an actor: "Polizei", "Militärsprecher", "lawmakers"; German compounds by their head."""
    found = agent_and_front(noun, language)
    return found[0] if found else None


def agent_as_written(noun: str, language: str) -> Agent | None:
    """The row of exactly that noun."""
    return _agents(language).get(noun.casefold())


@per_world
def agent_and_front(noun: str, language: str) -> tuple[Agent, str] | None:
    """The row of a common noun, and what stands before it in a compound: "Armeekommandeur" gives Kommandeur, armee."""
    table = _agents(language)
    word = noun.casefold()
    if word in table:
        return table[word], ""
    if language == "en":
        for ending, replacement in (("men", "man"), ("ies", "y"), ("es", ""), ("s", "")):
            if word.endswith(ending) and (row := table.get(word[: -len(ending)] + replacement)):
                return row, ""
        front, hyphen, head = word.rpartition("-")
        return (table[head], front) if hyphen and head in table else None
    for form in _german_forms(word):
        if form in table:
            return table[form], ""
    for start in range(1, len(word) - 3):
        for form in _german_forms(word[start:]):
            # "=Führung" is no head: an Entführung leads nothing
            if len(form) >= 4 and (row := table.get(form)) and (row.heads or word[start - 1] == "-"):
                return row, word[:start]
    return None


def _german_forms(word: str) -> Iterable[str]:
    """The word, its masculine form and likely singulars: Sprecherin -> Sprecher, Diplomaten -> Diplomat."""
    yield word
    for ending in ("innen", "in"):
        if word.endswith(ending):
            yield word[: -len(ending)]
            yield word[: -len(ending)] + "e"
    for ending in ("en", "n", "e", "s", "es", "ern"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            yield word[: -len(ending)]


# "Generalstreik", "Generalversammlung": the general one, nobody's general.
CHIEF = ("general",)


@per_world
def first_member_agent(noun: str) -> Agent | None:
    """The actor in front of an unhyphened German compound: Polizei of Polizeigewalt, Rebellen of Rebellenangriff."""
    word = noun.casefold()
    if word in _agents("de") or word.startswith(CHIEF):
        return None
    best = None
    for end in range(5, len(word) - 3):
        row = (
            _agents("de").get(word[:end])
            or _agents("de").get(word[:end].removesuffix("en"))
            or _agents("de").get(word[:end].removesuffix("s"))
        )
        if (
            row is not None
            and row.kind in ("organisation", "group", "person")
            and row.sector in ("COP", "MIL", "REB", "GOV", "LAB", "JRN")
        ):
            best = row
    return best


# ---------------------------------------------------------------- places


def place(words: str, language: str) -> Place | None:
    """A city, region or sea by name; of namesakes the largest."""
    return gazetteer.named(words, language)
