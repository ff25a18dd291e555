"""Who it is: names, offices, adjectives, pronouns, descriptions."""

from __future__ import annotations

import pytest

from aktenlage.shapes import Entity


def _all(mentions, text, language, published="2023-06-19"):
    return [e for m in mentions(text, language, published) for e in (*m.actors, *m.recipients)]


def _one(entities: list[Entity], text: str) -> Entity:
    return next(e for e in entities if text in e.text)


@pytest.mark.parametrize(
    ("text", "language", "words", "name", "country", "sector"),
    [
        ("US-Außenminister Blinken kritisierte Russland.", "de", "Blinken", "Antony Blinken", "USA", "GOV"),
        ("Bundeskanzler Olaf Scholz kritisierte Russland.", "de", "Scholz", "Olaf Scholz", "DEU", "GOV"),
        (
            "Der norwegische Außenminister Lars Beispiel kritisierte Russland.",
            "de",
            "Beispiel",
            "Lars Beispiel",
            "NOR",
            "GOV",
        ),
        ("Peking kritisierte Washington scharf.", "de", "Peking", "China", "CHN", None),
        ("Die Hamas kritisierte Israel.", "de", "Hamas", "Hamas", "PSE", "REB"),
        (
            "Ukrainian President Volodymyr Zelensky criticized Russia.",
            "en",
            "Zelensky",
            "Volodymyr Zelensky",
            "UKR",
            "GOV",
        ),
        ("The Kremlin criticized Poland.", "en", "Kremlin", "Russia", "RUS", None),
        ("The Taliban criticized Pakistan.", "en", "Taliban", "Taliban", "AFG", "GOV"),
    ],
)
def test_names_on_the_day(mentions, text, language, words, name, country, sector):
    found = _one(_all(mentions, text, language), words)
    assert (found.name, found.country, found.sector) == (name, country, sector)


def test_a_former_holder_is_of_the_elites(mentions):
    found = _one(_all(mentions, "Angela Merkel kritisierte Russland.", "de", "2023-06-19"), "Merkel")
    assert (found.country, found.sector) == ("DEU", "ELI")


def test_the_same_name_in_office(mentions):
    found = _one(_all(mentions, "Angela Merkel kritisierte Russland.", "de", "2015-06-19"), "Merkel")
    assert found.sector == "GOV"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "US-Außenminister Antony Blinken ist in Peking. Chinas Spitzendiplomat Wang schlug bei einem Treffen mit Blinken einen anderen Ton an.",
            ["Antony Blinken", "Wang Yi"],
        ),
        (
            "Staatspräsident Xi Jinping reist nach Paris. Das Treffen mit Xi fand am Montag statt.",
            ["France", "Xi Jinping"],
        ),
    ],
)
def test_a_surname_that_looks_like_a_noun_or_is_short(mentions, text, names):
    assert sorted({e.name for e in _all(mentions, text, "de")}) == names


def test_surname_title_and_pronoun_are_one_person(mentions):
    text = (
        "US-Außenminister Antony Blinken traf am Montag den indischen Präsidenten. "
        "Der Minister kritisierte Russland. Er kritisierte auch den Iran."
    )
    actors = [m.actors[0].name for m in mentions(text, "de") if m.type == "ACCUSE"]
    assert actors == ["Antony Blinken", "Antony Blinken"]


def test_groups_take_country_and_sector_from_their_words(mentions):
    found = _one(_all(mentions, "Chinesische Soldaten verhafteten drei Fischer.", "de"), "Soldaten")
    assert (found.kind, found.country, found.sector) == ("group", "CHN", "MIL")


def test_conjoined_adjectives_are_two_parties(mentions):
    (mention,) = mentions("Chinese and Russian officials held talks in Moscow.", "en")
    assert {e.country for e in mention.actors} == {"CHN", "RUS"}


def test_offsets_point_at_the_words(coded):
    text = "Frankreichs Präsident Macron kritisierte am Montag die türkische Regierung."
    for event in coded(text, "de").events:
        for mention in event.mentions:
            for entity in (*mention.actors, *mention.recipients):
                assert text[entity.start : entity.end] == entity.text


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("In Kenia kritisierten Analysten die Regierung.", "de", "Analysten"),
        ("In Kenya, analysts criticized the government.", "en", "analysts"),
        ("Die Geisel Paula Sandner kritisierte die Polizei Kenias.", "de", "Paula Sandner"),
    ],
)
def test_nobody_is_given_the_country_of_the_report_by_guess(mentions, text, language, words):
    assert _one(_all(mentions, text, language), words).country is None


def test_what_somebody_is_charged_with_is_nobody(mentions):
    text = "Der Ankläger Groome verlas, was dem General Mladic von Bosnien vorgeworfen wird."
    assert all(e.text != "was" for e in _all(mentions, text, "de"))


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Anhänger von Viktor Janukowitsch griffen die Polizei an.", "de", "supporters of Viktor Yanukovych"),
        ("Supporters of Viktor Yanukovych attacked the police.", "en", "supporters of Viktor Yanukovych"),
        ("Kremlin critic Alexei Navalny criticized the Russian police.", "en", "Alexei Navalny"),
    ],
)
def test_who_follows_somebody_is_not_that_somebody(mentions, text, language, name):
    assert name in {e.name for m in mentions(text, language) for e in m.actors}


def test_a_critic_of_the_government_is_not_of_the_government(mentions):
    (mention,) = mentions("Kritiker der Regierung wurden in Kairo festgenommen.", "de")
    assert [e.sector for e in mention.recipients] == [None]


def test_a_general_strike_is_no_strike_of_generals(mentions):
    found = mentions("Die Journalisten hatten sich dem Generalstreik in Griechenland angeschlossen.", "de")
    assert "MIL" not in {e.sector for m in found for e in m.actors}


def test_who_acts_amid_protests_does_not_protest(mentions):
    text = "Angesichts der Proteste gegen die Regierung bot Ministerpräsident Giorgos Papandreou seinen Rücktritt an."
    protest = next(m for m in mentions(text, "de", "2011-06-16") if m.type == "PROTEST")
    assert "George Papandreou" not in {e.name for e in protest.actors}


def test_an_article_that_fits_two_genders_makes_no_body_a_man(mentions):
    (attack, _) = mentions(
        "Ermittler des FBI beobachteten einen Studenten aus Kenia. Als er einen Anschlag auf das Parlament verüben wollte, "
        "nahmen sie ihn fest.",
        "de",
    )
    assert [e.country for e in attack.actors] == ["KEN"]


def test_a_judge_belongs_where_his_court_does(mentions):
    (rebuke,) = mentions(
        "Ein Richter am Bundesverfassungsgericht kritisierte die Türkei. Die Regierung in Ankara schwieg, türkische Medien nicht.",
        "de",
    )
    assert [e.country for e in rebuke.actors] == ["DEU"]


def test_what_several_call_theirs_is_theirs(mentions):
    text = "Die Bundeswehr feierte ihr Jubiläum. Serbische Bauern hatten ihren Protest gegen die Feier angekündigt."
    (protest,) = [m for m in mentions(text, "de") if m.type == "PROTEST"]
    assert {e.country for e in protest.actors} == {"SRB"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("North Korean officials criticized Poland.", "PRK"),
        ("South Sudanese troops attacked a Polish camp.", "SSD"),
        ("Equatorial Guinean ministers criticized Poland.", "GNQ"),
    ],
)
def test_an_adjective_of_two_words(mentions, text, country):
    assert _all(mentions, text, "en")[0].country == country


def test_rebels_are_of_the_country_where_they_rise_unless_another_backs_them(mentions):
    assert _one(_all(mentions, "Rebels killed two soldiers in Chad.", "en"), "Rebels").country == "TCD"
    assert (
        _one(_all(mentions, "Oslo has backed the insurgents with money.", "en"), "insurgents").country is None
    )


def test_a_news_agency_is_not_what_a_report_is_about(mentions):
    text = "The rebels attacked troops in Mali, the French news agency AFP wrote."
    assert _one(_all(mentions, text, "en"), "rebels").country == "MLI"


def test_an_adjective_that_is_part_of_a_name(mentions):
    found = _one(_all(mentions, "Ein Gericht verurteilte die pakistanischen Taliban.", "de"), "Taliban")
    assert (found.name, found.country) == ("Tehreek-e-Taliban Pakistan", "PAK")


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [
        ("Die Bundespolizei nahm in Recife zwei Brasilianer fest.", "de", "Bundespolizei", "BRA"),
        ("Die Bundespolizei kritisierte am Montag Deutschland und Polen.", "de", "Bundespolizei", "DEU"),
        ("Federal Police arrested two bankers in Brazil.", "en", "Federal Police", "BRA"),
        # one name, two bodies: the country of the report decides
        ("The Congress criticized the governor of Bihar.", "en", "Congress", "IND"),
        ("The Congress criticized the governor of Ohio.", "en", "Congress", "USA"),
        ("Der SPD-Landesverband kritisierte Norwegen.", "de", "SPD-Landesverband", "DEU"),
        ("The Royal Marines arrested a Greek skipper.", "en", "Royal Marines", "GBR"),
        ("Ein Sprecher des Weißen Hauses kritisierte Peru.", "de", "Sprecher des Weißen Hauses", "USA"),
        ("Der Sohn des Präsidenten Emmanuel Macron kritisierte Peru.", "de", "Sohn des Präsidenten", "FRA"),
        ("Limas Polizeichef kritisierte Chile.", "de", "Limas Polizeichef", "PER"),
        (
            "Bundesinnenminister Rahul Sharma verbot am Montag in Indien eine Kundgebung.",
            "de",
            "Rahul Sharma",
            "IND",
        ),
        ("Lt. Gen. Juan Muster of Chile resigned.", "en", "Juan Muster", "CHL"),
        ("Farmers in Chile criticized Peru.", "en", "Farmers in Chile", "CHL"),
        # the short name in brackets says who it is
        (
            "Die Nationale Front für die Freiheit der Tamilen (LTTE) griff einen Hafen in Sri Lanka an.",
            "de",
            "LTTE",
            "LKA",
        ),
    ],
)
def test_whose_a_body_or_its_people_are(mentions, text, language, words, country):
    assert _one(_all(mentions, text, language), words).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Sprecherin des Außenministeriums Maria Sacharowa kritisierte Peru.", "Maria Zakharova"),
        ("Die Sprecherin des Weißen Hauses Lorna Beispiel kritisierte Peru.", "Lorna Beispiel"),
        ("Der Vorsitzende der Linken Bernd Riexinger kritisierte Peru.", "Bernd Riexinger"),
    ],
)
def test_a_name_behind_the_body_is_that_of_the_title(mentions, text, name):
    (found,) = mentions(text, "de", "2019-03-01")
    assert [e.name for e in found.actors] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Turkish and NATO troops attacked the camp.", {"Turkish troops", "NATO troops"}),
        ("The village was shelled by U.S. and NATO forces.", {"US forces", "NATO forces"}),
        ("French and EU envoys criticized Peru.", {"French envoys", "EU envoys", "Peru"}),
    ],
)
def test_those_of_a_state_and_of_a_body_are_two(mentions, text, names):
    assert {e.name for e in _all(mentions, text, "en")} == names
