"""The tables of other people's codes: complete, and right for the cases that are easy to get wrong."""

from __future__ import annotations

import pytest

from aktenlage.coding import plover
from aktenlage.exports import codes
from aktenlage.world import tables

from .invented import somebody

COW = [
    ("USA", None, 2), ("DEU", None, 255), ("DEU", "2023-06-01", 255), ("DEU", "1989-06-01", 260), ("DDR", "1989-06-01", 265),
    ("DEU", "1950-01-01", None), ("YEM", "1985-01-01", 678), ("YEM", "2020-01-01", 679), ("YMD", "1985-01-01", 680),
    ("SUN", "1980-01-01", 365), ("RUS", "2020-01-01", 365), ("YUG", "1990-01-01", 345), ("SRB", "2020-01-01", 345),
    ("CSK", "1990-01-01", 315), ("CZE", "2020-01-01", 316), ("XKX", "2005-01-01", None), ("XKX", "2020-01-01", 347),
    ("TWN", None, 713), ("KOR", None, 732), ("PRK", None, 731), ("VNM", None, 816), ("PSE", None, None), ("EUR", None, None),
    (None, None, None),
]  # fmt: skip
# No member of the state system by that list.
NO_STATES = {"PSE", "VAT", "EUR"}
TERRITORIES = [
    "ABW",
    "AIA",
    "ALA",
    "ASM",
    "ATA",
    "BES",
    "BLM",
    "BMU",
    "CCK",
    "COK",
    "CUW",
    "CXR",
    "CYM",
    "ESH",
    "FLK",
    "FRO",
    "GGY",
    "GIB",
    "GLP",
    "GRL",
    "GUF",
    "GUM",
    "HKG",
    "IMN",
    "IOT",
    "JEY",
    "MAC",
    "MAF",
    "MNP",
    "MSR",
    "MTQ",
    "MYT",
    "NCL",
    "NFK",
    "NIU",
    "PCN",
    "PRI",
    "PYF",
    "REU",
    "SGS",
    "SHN",
    "SJM",
    "SPM",
    "SXM",
    "TCA",
    "TKL",
    "VGB",
    "VIR",
    "WLF",
]


@pytest.mark.parametrize(("iso3", "day", "number"), COW)
def test_correlates_of_war(iso3: str | None, day: str | None, number: int | None) -> None:
    assert codes.cow(iso3, day) == number


def test_every_state_has_a_number() -> None:
    without = {row.iso3 for row in tables.countries() if row.iso3 not in codes._cow()}
    assert without == NO_STATES | set(TERRITORIES)


def test_every_type_and_mode_has_a_root() -> None:
    for type_ in plover.TYPES:
        for mode in (None, *plover.MODES[type_]):
            root, text = codes.cameo(type_, mode)
            assert root.isdigit() and len(root) == 2 and text
    assert codes.cameo("ACCUSE", "investigate") == ("09", "Investigate")
    assert codes.cameo("ACCUSE", "allege") == ("11", "Disapprove")


def test_tables_have_no_mistake_and_the_checker_sees_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes.check() == []
    broken = {"roots": {"03": "x"}, "types": {"AGREE": {"root": "99"}, "TALK": {}}, "sectors": {}}
    monkeypatch.setattr(codes, "_cameo", lambda: broken)
    told = "\n".join(codes.check())
    assert (
        "no row for CONSULT" in told
        and "root 99" in told
        and "TALK is no type" in told
        and "sector GOV" in told
    )


def test_actors_of_no_state() -> None:
    united_nations = somebody("United Nations", None, "IGO", kind="organisation")
    assert codes.actor_code(united_nations) == "IGO" and codes.sector_code(united_nations) is None
    union = somebody("European Union", "EUR", "IGO", kind="organisation")
    assert codes.actor_code(union) == "EUR" and codes.sector_code(union) == "IGO"


def test_titles_are_dated() -> None:
    blinken = somebody("Antony Blinken", "USA", "GOV", kind="person")
    assert codes.title(blinken, "2023-06-18") == "foreign minister"
    assert codes.title(blinken, "2025-11-01") is None
    assert codes.title(blinken, None) is None
    assert codes.title(somebody("United States", "USA"), "2023-06-18") is None
