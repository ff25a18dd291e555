"""The tables of the world load, are free of mistakes, and `check` finds the mistakes that people make."""

from __future__ import annotations

from pathlib import Path

import pytest

from aktenlage.world import tables

# One good row of each table; a test spoils one line of one of them.
GOOD = {
    "countries": "DEU,Germany,,,Deutschland,Germany,deutsch,Deutscher|Deutsche,German,German|Germans,Berlin,Berlin",
    "organisations": "Bundestag,Deutscher Bundestag,German Bundestag,organisation,DEU,LEG,1949-09,,Berlin",
    "offices": "Helmut Kohl,Kohl,head-of-government,DEU,GOV,1982-10,1998-10,m",
    "agents": "de,Polizei,organisation,COP,police",
    "members": "de,compound,bundes,federal",
    "titles": "de,Bundeskanzler,head-of-government,GOV",
    "places": "Köln,,DEU,50.933,6.95,2886242,1024408",
    "provinces": "Eifelkreis,,DEU,50.0,6.4",
    "exonyms": "Köln,DEU,Köln,Cologne",
    "regions": "Eifel,Eifel,DEU,50.3,6.7,",
}


def write_tables(folder: Path, **other: str) -> Path:
    """A folder of small tables: comment, header, and the good row or the lines given for that table."""
    for name, columns in tables.COLUMNS.items():
        lines = ["# written by a test", columns.replace(" ", ","), other.get(name, GOOD[name])]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_shipped_tables_of_states_bodies_offices_and_words_are_right() -> None:
    assert [line for line in tables.check() if not line.startswith(("places", "exonyms", "regions"))] == []


def test_good_rows_give_no_mistake(tmp_path: Path) -> None:
    assert tables.check(write_tables(tmp_path)) == []


@pytest.mark.parametrize(
    ("table", "line", "expected"),
    [
        ("agents", "de,Polizei,COP", "agents.csv:3: 3 cells instead of 5; add the missing commas"),
        (
            "agents",
            "de,Polizei, die,organisation,COP,police",
            "agents.csv:3: 6 cells instead of 5; put commas inside a cell",
        ),
        (
            "agents",
            "de,Polizei,organization,COP,police",
            "agents.csv:3: kind 'organization' is unknown; write one of country",
        ),
        (
            "agents",
            "fr,police,organisation,COP,police",
            "agents.csv:3: language 'fr' is unknown; write one of de, en",
        ),
        (
            "agents",
            "de,Polizei,organisation,POL,police",
            "agents.csv:3: sector 'POL' is unknown; write one of BUS",
        ),
        ("agents", "de,Polizei,organisation,COP,", "agents.csv:3: english is empty for Polizei; write"),
        ("agents", "de,Polizei,organisation,COP,Behörde", "agents.csv:3: english 'Behörde' is German"),
        ("members", "de,prefix,bundes,federal", "members.csv:3: class 'prefix' is unknown; write one of adj"),
        ("members", "de,compound,bundes,", "members.csv:3: english is empty for bundes; write"),
        (
            "agents",
            GOOD["agents"] + "\nde,=polizei,group,COP,police",
            "agents.csv:4: de, polizei stands in line 3 already",
        ),
        (
            "titles",
            "de,Bundeskanzler,Head of Government,GOV",
            "titles.csv:3: office 'Head of Government' is no code",
        ),
        (
            "offices",
            GOOD["offices"].replace("head-of-government", "chancellor"),
            "offices.csv:3: office 'chancellor'",
        ),
        (
            "offices",
            GOOD["offices"].replace("1998-10", "1982-9"),
            "offices.csv:3: to '1982-9' is no date; write a year",
        ),
        (
            "offices",
            GOOD["offices"].replace("1998-10", "1981"),
            "offices.csv:3: from 1982-10 is later than to 1981",
        ),
        (
            "offices",
            GOOD["offices"].replace("DEU", "GER"),
            "offices.csv:3: country 'GER' is not in countries.csv",
        ),
        (
            "offices",
            GOOD["offices"].replace(",m", ","),
            "offices.csv:3: gender '' is unknown; write one of f, m",
        ),
        (
            "offices",
            GOOD["offices"] + "\n" + GOOD["offices"],
            "offices.csv:4: Helmut Kohl, head-of-government, DEU",
        ),
        (
            "countries",
            GOOD["countries"].replace(",deutsch,", ",deutsche,"),
            "adjective_de 'deutsche' has an ending",
        ),
        ("countries", GOOD["countries"].replace("Deutscher|", "Deutscher||"), "people_de has an empty value"),
        (
            "countries",
            GOOD["countries"].replace("|Deutsche,", "| Deutsche,"),
            "people_de has spaces at an edge",
        ),
        ("countries", GOOD["countries"].replace("|Germans", "|German"), "people_en says a value twice"),
        ("countries", GOOD["countries"].replace("Deutschland,Germany", "Deutschland,FRG"), "add Germany"),
        ("regions", "Eifel,Eifel,DEU,503,6.7,", "regions.csv:3: latitude '503' is no degree"),
        ("exonyms", "Cologne,DEU,Köln,Cologne", "exonyms.csv:3: no Cologne, DEU in places.csv"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_cure(
    tmp_path: Path, table: str, line: str, expected: str
) -> None:
    found = tables.check(write_tables(tmp_path, **{table: line}))
    assert any(expected in mistake for mistake in found), found


def test_a_wrong_header_is_named_and_its_rows_left_alone(tmp_path: Path) -> None:
    write_tables(tmp_path)
    (tmp_path / "titles.csv").write_text("language,title,sector,office\nde,Kanzler,GOV,x\n", encoding="utf-8")
    assert "titles.csv:1: the header differs; write language,title,office,sector" in tables.check(tmp_path)


def test_two_rows_may_share_a_seat_only_one_after_the_other(tmp_path: Path) -> None:
    past = "SUN,Soviet Union,1922-12,1991-12,Sowjetunion,Soviet Union,sowjetisch,,Soviet,,Moskau,Moscow"
    now = "RUS,Russia,1991-12,,Russland,Russia,russisch,,Russian,,Moskau,Moscow"
    assert tables.check(write_tables(tmp_path, countries="\n".join((GOOD["countries"], past, now)))) == []
    open_ended = past.replace("1991-12,", ",", 1)
    found = tables.check(write_tables(tmp_path, countries="\n".join((GOOD["countries"], open_ended, now))))
    assert (
        "countries.csv:5: seats_de 'Moskau' is also Soviet Union in line 4; keep it in one row or date both"
        in found
    )


def test_rows_are_read_with_their_parts() -> None:
    china = next(row for row in tables.countries() if row.iso3 == "CHN")
    assert china.name == "China"
    assert {"Volksrepublik China", "VR China"} <= set(china.names_de)
    assert china.adjective_de[0] == "chinesisch"
    assert {"Chinese", "Chinesen", "Chinesin", "Chinesinnen"} <= set(china.people_de)
    assert "Peking" in china.seats_de and "Beijing" in china.seats_en


def test_a_group_that_came_to_power_has_a_row_for_each_time() -> None:
    found = {(row.begin, row.sector) for row in tables.organisations() if row.name == "Taliban"}
    assert found == {("1994-09", "REB"), ("2021-08", "GOV")}


def test_everyday_words_are_kept_apart_from_sure_aliases() -> None:
    congress = next(row for row in tables.organisations() if row.name == "US Congress")
    assert "US-Kongress" in congress.aliases_de and "Kongress" not in congress.aliases_de
    assert "Kongress" in congress.tagged_de and "Congress" in congress.tagged_en


def test_nouns_that_head_no_compound_are_marked() -> None:
    nouns = {row.noun: row for row in tables.agents() if row.language == "de"}
    assert not nouns["Führung"].heads
    assert nouns["Truppen"].heads and nouns["Truppen"].kind == "group"
    assert nouns["Militärsprecher"].sector == "MIL" and nouns["Sprecher"].sector == ""


def test_every_country_of_iso_3166_has_a_row() -> None:
    babel = pytest.importorskip("babel.core")
    listed = {row.iso3 for row in tables.countries()}
    aliases = babel.get_global("territory_aliases")
    alpha2 = {aliases[code][0] for code in listed if code in aliases}
    uninhabited_or_no_country = {"AC", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "HM", "IC", "QO", "TA", "TF"}
    uninhabited_or_no_country |= {"UM", "UN", "XA", "XB", "XK", "ZZ"}
    wanted = {code for code in babel.Locale("en").territories if len(code) == 2 and code.isalpha()}
    assert wanted - alpha2 - uninhabited_or_no_country == set()
