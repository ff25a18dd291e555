"""A user's rows are added to the tables, replace what they contradict, hold for one report only, and are checked."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from aktenlage.world import gazetteer, lookup, naming, own
from aktenlage.world.scope import using

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_actors.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "rows.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_file_is_right_and_holds_only_where_it_is_used() -> None:
    assert own.check(EXAMPLE) == []
    assert lookup.person("Amani Wekesa", "2024-05-01", None) is None
    with using(own.world(EXAMPLE)):
        found = lookup.person("Amani Wekesa", "2024-05-01", None)
        assert found is not None and (found.office, found.country) == ("governor", "KEN")
        assert lookup.in_office(found, "2024-05-01") and not lookup.in_office(found, "2023-05-01")
        union = lookup.organisation("Fischergewerkschaft Seebecken", None, "de")
        assert union is not None and (union.name, union.sector) == ("Lake Basin Fishers' Union", "LAB")
        noun = lookup.agent("Deichgrafen", "de")
        assert noun is not None and noun.sector == "GOV"
        assert naming.noun("Deichgraf", "de") == "dike reeve"
        assert lookup.office_of_title("Deichgraf", "de") == "official"
        assert lookup.countries_of_adjective("mombasische", "de") == ["KEN"]
        assert lookup.countries_of_adjective("kenianische", "de") == ["KEN"]
        place = gazetteer.named("Wekesaspitze", "de")
        assert place is not None and (place.name, place.country) == ("Wekesa Point", "KEN")
        assert gazetteer.named("Berlin", "de") is not None
    assert lookup.person("Amani Wekesa", "2024-05-01", None) is None
    assert lookup.agent("Deichgraf", "de") is None
    assert gazetteer.named("Wekesaspitze", "de") is None


def test_a_shipped_person_under_another_name_keeps_its_other_names() -> None:
    with using(own.world(EXAMPLE)):
        for name in ("Wolodymyr Selenskyj", "Volodymyr Zelensky", "Selenskyj"):
            found = lookup.person(name, "2023-06-01", None)
            assert found is not None and found.person == "Volodymyr Zelenskyy"
    before = lookup.person("Selenskyj", "2023-06-01", None)
    assert before is not None and before.person == "Volodymyr Zelensky"


def test_a_term_replaces_the_shipped_one_and_leaves_other_offices(tmp_path: Path) -> None:
    row = """
        [[offices]]
        person = "Angela Merkel"
        office = "head-of-government"
        country = "DEU"
        sector = "GOV"
        from = "2005-11"
        to = "2010-01"
        gender = "f"
    """
    shipped = lookup.person("Angela Merkel", "2015-01-01", None)
    assert shipped is not None and lookup.in_office(shipped, "2015-01-01")
    with using(own.world(written(tmp_path, row))):
        found = [o for o in lookup._people()[0]["angela merkel"] if o.office == "head-of-government"]
        assert [(o.begin, o.end) for o in found] == [("2005-11", "2010-01")]
        others = {o.office for o in lookup._people()[0]["angela merkel"]}
    assert others == {o.office for o in lookup._people()[0]["angela merkel"]}


def test_a_shipped_body_gets_the_users_sector_and_keeps_its_names() -> None:
    before = lookup.organisation("Gruppe Wagner", "2023-06-01", "de")
    assert before is not None and before.sector == "REB"
    with using(own.world(EXAMPLE)):
        found = lookup.organisation("Gruppe Wagner", "2023-06-01", "de")
        assert found is not None and (found.name, found.sector) == ("Wagner Group", "MIL")


def test_a_name_given_to_somebody_is_nobody_elses(tmp_path: Path) -> None:
    row = """
        [[offices]]
        person = "Tilda Blinken"
        aliases = ["Blinken"]
        office = "mayor"
        country = "NOR"
        sector = "GOV"
        gender = "f"
    """
    with using(own.world(written(tmp_path, row))):
        found = lookup.person("Blinken", "2023-06-01", None)
        assert found is not None and found.person == "Tilda Blinken"
        known = lookup.person("Antony Blinken", "2023-06-01", None)
        assert known is not None and known.country == "USA"


OFFICE = '[[offices]]\nperson = "A B"\ncountry = "KEN"\nsector = "GOV"\ngender = "f"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[agents]]\nnoun = Deichgraf\n", "rows.toml:2: no TOML"),
        ('# a\n\n[[actors]]\nname = "x"\n', "rows.toml:3: no table 'actors'; write one of [[countries]]"),
        ('agents = "x"\n', "rows.toml:1: agents holds no rows; write [[agents]] before each row"),
        (
            OFFICE + 'office = "governor"\ntitle = "Dr."\n',
            "rows.toml:7: offices have no 'title'; write one of person, aliases, office",
        ),
        (OFFICE + 'office = "boss"\n', "rows.toml:1: office 'boss' is no office of titles.csv"),
        (OFFICE + 'office = "governor"\nfrom = true\n', "rows.toml:7: from is no text: True; write a text"),
        (
            OFFICE + 'office = "governor"\n\n' + OFFICE + 'office = "governor"\n',
            "rows.toml:8: A B, governor, KEN stands in line 1 already; keep one row",
        ),
        (
            '[[agents]]\nlanguage = "de"\nnoun = "Deichgraf"\nkind = "person"\nsector = "GOV"\n',
            "rows.toml:1: english is empty for Deichgraf; write the English noun",
        ),
        (
            '[[countries]]\niso3 = "KEN"\nname = "Kenya"\npeople_en = ["Norwegians"]\n',
            "rows.toml:1: people_en 'Norwegians' is also Norway; leave it to one or date the row",
        ),
        ('[[places]]\nname = "X"\ncountry = "KEN"\n', "rows.toml:1: latitude '' is no degree"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_the_cure(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path, text)
    found = own.check(path)
    assert len(found) >= 1 and str(tmp_path) in found[0] and expected in "\n".join(found)
    with pytest.raises(own.WorldFault):
        own.world(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert own.check(tmp_path / "none.toml")[0].endswith("check the name")


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    text = '[[agents]]\nlanguage = "en"\nnoun = "{}"\nkind = "person"\nsector = "GOV"\n'
    first = own.world(written(tmp_path, text.format("dike reeve")))
    second = own.world(written(tmp_path, text.format("weir keeper")))
    with using(first):
        assert lookup.agent("dike reeve", "en") and not lookup.agent("weir keeper", "en")
    with using(second):
        assert lookup.agent("weir keeper", "en") and not lookup.agent("dike reeve", "en")


def test_the_rows_travel_to_worker_processes() -> None:
    rows = own.world(EXAMPLE)
    assert rows is not None
    there = pickle.loads(pickle.dumps(rows))
    assert there == rows and there.rows == rows.rows
