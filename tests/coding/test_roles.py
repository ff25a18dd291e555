"""Who does what to whom: one sentence of our own for each construction, in both languages."""

from __future__ import annotations

import pytest

# sentence, type, countries or sectors of the actors, of the recipients
GERMAN = [
    (
        "Von Seiten der togoischen Regierung war Benin vorgeworfen worden, zu lügen.",
        "ACCUSE",
        {"TGO"},
        {"BEN"},
    ),
    (
        "Oslo teilte mit, dass die EU der Türkei einen Bruch des Vertrags vorwirft.",
        "ACCUSE",
        {"EUR"},
        {"TUR"},
    ),
    ("Die Behinderung der Demonstration in Lomé durch die Polizei dauerte an.", "PROTEST", {"TGO"}, set()),
    ("Seitens der Republik Korea wurde zugesagt, Ghana zu helfen.", "AGREE", {"KOR"}, {"GHA"}),
    ("Togo verklagte Benin wegen der Ausweisung zweier Nonnen.", "COERCE", {"BEN"}, set()),
    ("Die Zölle, die die USA auf indische Waren erheben, steigen.", "SANCTION", {"USA"}, {"IND"}),
    (
        "Die Übung, die der kubanische Präsident Miguel Díaz-Canel anprangerte, begann.",
        "ACCUSE",
        {"CUB"},
        set(),
    ),
    ("Frankreich kritisierte am Dienstag die Türkei.", "ACCUSE", {"FRA"}, {"TUR"}),
    ("Die Türkei wurde von Frankreich kritisiert.", "ACCUSE", {"FRA"}, {"TUR"}),
    ("Japan wirft China vor, Schiffe in seine Gewässer geschickt zu haben.", "ACCUSE", {"JPN"}, {"CHN"}),
    ("Polen forderte Belarus auf, die Grenze zu öffnen.", "REQUEST", {"POL"}, {"BLR"}),
    ("Spanien droht Marokko mit dem Abbruch der Beziehungen.", "THREATEN", {"ESP"}, {"MAR"}),
    ("Indien lehnte die Forderung Pakistans ab.", "REJECT", {"IND"}, {"PAK"}),
    ("Russische Truppen beschossen am Sonntag ein ukrainisches Dorf.", "ASSAULT", {"RUS"}, {"UKR"}),
    ("Der Angriff Russlands auf die Ukraine begann am Morgen.", "ASSAULT", {"RUS"}, {"UKR"}),
    ("Außenminister Lawrow traf in Ankara den türkischen Präsidenten.", "CONSULT", {"RUS", "TUR"}, set()),
    ("Vertreter Äthiopiens und Ägyptens verhandelten in Kairo.", "CONSULT", {"ETH", "EGY"}, set()),
    ("Die USA verhängten Sanktionen gegen den Iran.", "SANCTION", {"USA"}, {"IRN"}),
    ("Die iranische Polizei nahm zwei deutsche Journalisten fest.", "COERCE", {"IRN"}, {"DEU"}),
    ("Iranischen Journalisten ist die Reise nach Wien untersagt.", "COERCE", set(), {"IRN"}),
    ("Mit ihrer Forderung an Prag blieb die polnische Regierung allein.", "REQUEST", {"POL"}, {"CZE"}),
    (
        "Der Diplomat Wang Yi hat Washington und Moskau aufgefordert, zu verhandeln.",
        "REQUEST",
        {"CHN"},
        {"USA", "RUS"},
    ),
    ("In Madrid demonstrierten Tausende Bauern gegen die spanische Regierung.", "PROTEST", {"ESP"}, {"ESP"}),
    ("Die Hilfslieferung aus Neuseeland für Vanuatu verzögert sich.", "AID", {"NZL"}, {"VUT"}),
    (
        "Indien und Indonesien begannen am Dienstag ein gemeinsames Seemanöver.",
        "COOPERATE",
        {"IND", "IDN"},
        set(),
    ),
    # relative clauses, participles, a striking trade, relief by name
    (
        "Die russischen Truppen, die das ukrainische Dorf beschossen haben, zogen ab.",
        "ASSAULT",
        {"RUS"},
        {"UKR"},
    ),
    ("Der festgenommene deutsche Journalist schwieg.", "COERCE", set(), {"DEU"}),
    ("Der Präsident Ghanas wurde in Paris von Macron empfangen.", "CONSULT", {"GHA"}, {"FRA"}),
    ("Der ghanaische Außenminister wird am Montag in Rabat empfangen.", "CONSULT", {"GHA"}, {"MAR"}),
    ("Am Montag streikten die Lehrer.", "PROTEST", set(), set()),
    ("Neuseeland flog am Dienstag Zelte nach Vanuatu.", "AID", {"NZL"}, {"VUT"}),
    # together, betrayed, holding what is hit
    ("Norwegen sprach sich gemeinsam mit Finnland für eine Reform aus.", "SUPPORT", {"NOR", "FIN"}, set()),
    (
        "Die finnischen Lehrer fühlen sich von der polnischen Regierung verraten.",
        "ACCUSE",
        {"FIN"},
        {"POL"},
    ),
    # one's own troops are no aim, but the country they leave is
    ("Italien zog die Hälfte seiner Soldaten aus dem Libanon ab.", "RETREAT", {"ITA"}, {"LBN"}),
    ("Die UN zog ihre Blauhelme aus Haiti ab.", "RETREAT", set(), {"HTI"}),
    # number, place and dateline tell subject from object
    ("Die Entscheidung Islands begrüßten alle Parteien Norwegens.", "SUPPORT", {"NOR"}, {"ISL"}),
    ("Die norwegische Außenministerin reiste ab und sagte Haiti Hilfe zu.", "AGREE", {"NOR"}, {"HTI"}),
    ("Oslo - Die finnische Regierung kritisierte am Montag Belarus.", "ACCUSE", {"FIN"}, {"BLR"}),
    # what hangs on the giver belongs to the gift
    ("Die Militärhilfe Finnlands für Moldau beläuft sich auf zwei Millionen Euro.", "AID", {"FIN"}, {"MDA"}),
    ("Die Anerkennung Palästinas durch Norwegen folgte im Mai.", "SUPPORT", {"NOR"}, {"PSE"}),
    # who condemns an arrest blames not the arrested
    (
        "Finnland verurteilte die Festnahme des polnischen Journalisten durch Belarus.",
        "ACCUSE",
        {"FIN"},
        {"BLR"},
    ),
    ("Irland bedauerte, dass Ungarn die Grenze geschlossen habe.", "ACCUSE", {"IRL"}, {"HUN"}),
    # several behind the name beside the noun
    ("Die Republik Moldau und Finnland kritisierten Belarus.", "ACCUSE", {"MDA", "FIN"}, {"BLR"}),
    # who decides, who had talks, who is behind it, who is held for it, who fought
    ("Finnland erwägt ein Embargo gegen Belarus.", "SANCTION", {"FIN"}, {"BLR"}),
    (
        "Nach einem Gespräch mit dem irischen Präsidenten reiste Finnlands Kanzler ab.",
        "CONSULT",
        {"IRL", "FIN"},
        set(),
    ),
    ("Hinter dem Anschlag auf finnische Soldaten stand Belarus.", "ASSAULT", {"BLR"}, {"FIN"}),
    (
        "Ein belarussischer Soldat wurde nach einem Angriff auf einen Finnen festgenommen.",
        "ASSAULT",
        {"BLR"},
        {"FIN"},
    ),
    (
        "Zwei finnische Soldaten wurden bei Kämpfen mit belarussischen Truppen getötet.",
        "ASSAULT",
        {"BLR"},
        {"FIN"},
    ),
    ("Finnland gab der Forderung Irlands nach.", "REQUEST", {"IRL"}, {"FIN"}),
    ("Die Hilfe Finnlands für Moldau wird erhöht.", "AID", {"FIN"}, {"MDA"}),
    # not whose word it is, but for whom the tents are
    (
        "Nach Angaben der irischen Regierung brachte Finnland Zelte für malawische Flüchtlinge.",
        "AID",
        {"FIN"},
        {"MWI"},
    ),
    (
        "Finnland besteht darauf, dass alle schweigen und dass Belarus die Grenze öffnet.",
        "REQUEST",
        {"FIN"},
        {"BLR"},
    ),
    # a deed protested against blames who did it; ground that is hit; who owns up to one of several
    ("In Lima gab es Proteste gegen Militärwillkür in Peru.", "PROTEST", {"PER"}, {"PER"}),
    (
        "Die Shabaab-Miliz bekannte sich zu einem der Anschläge in Kenia.",
        "ASSAULT",
        {"SOM"},
        {"KEN"},
    ),
    # no passive has an accusative; a headline's participle is one
    (
        "Die Verteidigerin sagte, dass peruanische Beamte Streikende festgenommen und verschleppt hätten.",
        "COERCE",
        {"PER"},
        {"PER"},
    ),
    ("Peruanischer Minister in Arequipa erschossen", "ASSAULT", set(), {"PER"}),
    # the police that tell of an arrest made it
    ("Nach Polizeiangaben wurde ein Mann aus Gozo auf Malta festgenommen.", "COERCE", {"MLT"}, {"MLT"}),
    # talks within a country, a party that puts somebody out, a country in a club's name
    ("Bei innerjemenitischen Gesprächen in Maskat ging es um Häfen.", "CONSULT", {"YEM"}, set()),
    (
        "Der Ausschluss von drei britischen Abgeordneten aus der SPD wurde bestätigt.",
        "SANCTION",
        {"DEU"},
        {"GBR"},
    ),
    ("Der Autoclub Deutschland kritisierte die norwegische Regierung.", "ACCUSE", {"DEU"}, {"NOR"}),
    (
        "Die spanische Ministerin versuchte den Schweden die Schuld in die Schuhe zu schieben.",
        "ACCUSE",
        {"ESP"},
        {"SWE"},
    ),
    ("In Kreta gilt eine verpflichtende Quarantäne.", "COERCE", set(), {"GRC"}),
    ("Norwegen gelobt, das Abkommen mit Island zu achten.", "AGREE", {"NOR"}, {"ISL"}),
    ("Die Wiener FPÖ sprach sich gegen die Pläne der Schweizer Regierung aus.", "REJECT", {"AUT"}, {"CHE"}),
    # the first word hung on the clause behind, a border to somebody, whom aid is for, why a crowd is angry
    (
        "Kanada hat drei chilenischen Matrosen Asyl gewährt, wie das Amt am Montag mitteilte.",
        "AID",
        {"CAN"},
        {"CHL"},
    ),
    ("Chile hat seine Nordgrenze zu Peru geschlossen.", "SANCTION", {"CHL"}, {"PER"}),
    ("Island schickt Zelte als Soforthilfe für die Menschen in Malawi.", "AID", {"ISL"}, {"MWI"}),
    (
        "Aus Wut über die Steuern der peruanischen Regierung blockierten Studenten in Lima eine Brücke.",
        "PROTEST",
        {"PER"},
        {"PER"},
    ),
    # what becomes of a measure, where it applies, who complains of what another does
    (
        "Die chilenische Präsidentin kündigte die Verlängerung der Ausgangssperre in Arica an.",
        "COERCE",
        {"CHL"},
        {"CHL"},
    ),
    (
        "Der chilenische Präsident drohte mit der Ausrufung des Kriegsrechts in Arica.",
        "THREATEN",
        {"CHL"},
        {"CHL"},
    ),
    (
        "Ein Verband von Menschenrechtlern aus Lima protestierte dagegen, dass die chilenische Regierung schweigt.",
        "ACCUSE",
        {"PER"},
        {"CHL"},
    ),
    ("Die norwegische Regierung ist bereit, schwedische Dörfer anzugreifen.", "THREATEN", {"NOR"}, {"SWE"}),
    ("Die UN-Soldaten zogen aus der bosnischen Enklave Srebrenica ab.", "RETREAT", set(), {"BIH"}),
    ("Ein Vorauskommando der UN-Friedenstruppe ist in Malawi eingetroffen.", "AID", set(), {"MWI"}),
    ("Nichts geschah, doch Chile ließ die Rückkehr der UN-Inspekteure zu.", "RETREAT", {"CHL"}, set()),
]
ENGLISH = [
    ("Togo criticised Benin for the arrest of a bishop.", "COERCE", {"BEN"}, set()),
    ("Togo's army chief left on a visit.", "CONSULT", {"TGO"}, set()),
    ("Chile is willing to recall its sailors from Malawi.", "AGREE", {"CHL"}, {"MWI"}),
    ("Chile refused to dispatch observers to Malawi.", "REJECT", {"CHL"}, {"MWI"}),
    ("Norwegian rebels threatened to shell Arequipa in Peru.", "THREATEN", {"NOR"}, {"PER"}),
    ("Norway gave 2 million euros to fight cholera in Malawi.", "AID", {"NOR"}, {"MWI"}),
    ("Chilean soldiers attacked a naval base in Peru's Piura region.", "ASSAULT", {"CHL"}, {"PER"}),
    ("Chile lifted its naval blockade of Peru.", "CONCEDE", {"CHL"}, {"PER"}),
    ("Peru eased restrictions imposed on the Chilean minister.", "CONCEDE", {"PER"}, {"CHL"}),
    ("Peru filed a lawsuit in a federal court against Chile.", "ACCUSE", {"PER"}, {"CHL"}),
    ("Norway voiced its rejection and condemnation of the Chilean minister.", "ACCUSE", {"NOR"}, {"CHL"}),
    ("The Swede reiterated his commitment to support Malawi.", "SUPPORT", {"SWE"}, {"MWI"}),
    ("Chile praised the ruling by the Peruvian court.", "SUPPORT", {"CHL"}, {"PER"}),
    (
        "Peru launched a probe into whether the Chilean ambassador took bribes.",
        "ACCUSE",
        {"PER"},
        {"CHL"},
    ),
    ("A Greek-led strike killed three Turkish sailors.", "ASSAULT", {"GRC"}, {"TUR"}),
    ("U.S. military airstrikes killed four Libyan soldiers.", "ASSAULT", {"USA"}, {"LBY"}),
    ("Peru's refusal to engage with Chile was expected.", "REJECT", {"PER"}, {"CHL"}),
    ("Norway and Sweden announced a truce in Libya.", "CONCEDE", {"NOR", "SWE"}, {"LBY"}),
    ("Farmers in Chile said they would blockade the harbour.", "PROTEST", {"CHL"}, set()),
    ("Norway mobilized the army for an assault on Swedish islands.", "MOBILIZE", {"NOR"}, {"SWE"}),
    ("ISLAMABAD: The Chilean minister criticized Norway.", "ACCUSE", {"CHL"}, {"NOR"}),
    ("Lima, May 4 (NDA) The Chilean minister criticized Norway.", "ACCUSE", {"CHL"}, {"NOR"}),
    ("Chile's minister cancelled a visit to Oslo in March.", "CONSULT", {"CHL"}, {"NOR"}),
    ("The governor declared a state of emergency in Sicily.", "COERCE", {"ITA"}, {"ITA"}),
    (
        "The mayor said Ghana had the nerve of wanting to annex Togolese land.",
        "COERCE",
        {"GHA"},
        {"TGO"},
    ),
    (
        "The Peruvian Democrats called for the fee to be cut by the Chilean government.",
        "REQUEST",
        {"PER"},
        {"CHL"},
    ),
    ("Italian police welcomed the prisoner release in Tripoli.", "SUPPORT", {"ITA"}, set()),
    ("A line of Peruvian demonstrators marched to the embassy of Chile.", "PROTEST", {"PER"}, {"CHL"}),
    ("France criticized Turkey on Tuesday.", "ACCUSE", {"FRA"}, {"TUR"}),
    ("Turkey was criticized by France.", "ACCUSE", {"FRA"}, {"TUR"}),
    ("Japan accused China of sending ships into its waters.", "ACCUSE", {"JPN"}, {"CHN"}),
    ("Poland urged Belarus to open the border.", "REQUEST", {"POL"}, {"BLR"}),
    ("Spain threatened Morocco with sanctions.", "THREATEN", {"ESP"}, {"MAR"}),
    ("India rejected a Pakistani demand.", "REJECT", {"IND"}, {"PAK"}),
    # together, betrayed, holding what is hit, threatening beside a demand
    (
        "Latvia spoke together with Estonia in favor of a tougher law.",
        "SUPPORT",
        {"LVA", "EST"},
        set(),
    ),
    ("The French nurses feel let down by the Polish government.", "ACCUSE", {"FRA"}, {"POL"}),
    ("Sudanese jets bombed the rebel-held port.", "ASSAULT", {"SDN"}, {"SDN"}),
    # where a thing goes hangs on the thing
    ("Belgium returned two masks to the government of Cameroon.", "RETREAT", {"BEL"}, {"CMR"}),
    ("Italy withdrew half of its soldiers from Lebanon.", "RETREAT", {"ITA"}, {"LBN"}),
    ("Russian forces shelled a Ukrainian village on Sunday.", "ASSAULT", {"RUS"}, {"UKR"}),
    ("Foreign Minister Lavrov met the Turkish president in Ankara.", "CONSULT", {"RUS", "TUR"}, set()),
    ("Ethiopian and Egyptian officials held talks in Cairo.", "CONSULT", {"ETH", "EGY"}, set()),
    ("The United States imposed sanctions on Iran.", "SANCTION", {"USA"}, {"IRN"}),
    ("Iranian police arrested two German journalists.", "COERCE", {"IRN"}, {"DEU"}),
    # a called-off visit has its visitor, a measure its goods, a denial its subject
    ("A visit by French President Macron was called off.", "CONSULT", {"FRA"}, set()),
    ("Australia delivered 300 tonnes of tents to Vanuatu.", "AID", {"AUS"}, {"VUT"}),
    ("The Ethiopian army denied any withdrawal.", "RETREAT", {"ETH"}, set()),
    # the noun that a relative clause is about is its object
    ("The two Russian diplomats whom Portugal had kicked out left on Monday.", "SANCTION", {"PRT"}, {"RUS"}),
    ("The ceasefire Colombia had announced did not last.", "CONCEDE", {"COL"}, set()),
    ("Israel will hand over the bodies to Lebanon.", "RETREAT", {"ISR"}, {"LBN"}),
    ("Eighty Kenyan soldiers were shipped out of Somalia.", "RETREAT", {"KEN"}, {"SOM"}),
    ("Teachers in Tegucigalpa will strike on Monday.", "PROTEST", {"HND"}, set()),
    ("Belen Ortega, arrested on Friday, is in a cell.", "COERCE", set(), set()),
    ("Yemen thanked Eritrea.", "SUPPORT", {"YEM"}, {"ERI"}),
    # what hangs on the giver belongs to the gift
    ("Threats by Belarus against Finland have continued this month.", "THREATEN", {"BLR"}, {"FIN"}),
    ("Military help for Malawi came from Ireland.", "AID", {"IRL"}, {"MWI"}),
    # who condemns an arrest blames not the arrested
    ("Finland condemned Belarus's arrest of a Polish journalist.", "ACCUSE", {"FIN"}, {"BLR"}),
    ("Ireland regrets that Hungary has closed the border.", "ACCUSE", {"IRL"}, {"HUN"}),
    # who decides, who had talks, who is behind it, who is on a visit
    ("Finland is considering an embargo on Belarus.", "SANCTION", {"FIN"}, {"BLR"}),
    (
        "The Finnish president spoke to the press after talks with the Irish premier.",
        "CONSULT",
        {"FIN", "IRL"},
        set(),
    ),
    ("Belarus was behind the attack on Finnish soldiers.", "ASSAULT", {"BLR"}, {"FIN"}),
    ("Finland held Belarus responsible for the attack on Irish soldiers.", "ASSAULT", {"BLR"}, {"IRL"}),
    ("The Finnish president is on a visit to Ireland.", "CONSULT", {"FIN"}, {"IRL"}),
    ("Two Finnish soldiers were killed in clashes with Belarusian troops.", "ASSAULT", {"BLR"}, {"FIN"}),
    # whose deal it is, deep in the compound; whom the second half of a demand names
    ("They read a Finnish peace deal signed with Belarus.", "SUPPORT", {"FIN", "BLR"}, set()),
    ("Finland insisted that fighting cannot go on and Belarus needs to leave.", "REQUEST", {"FIN"}, {"BLR"}),
    # rebels hit the state that they live in
    ("Malian rebels attacked Malian targets.", "ASSAULT", {"MLI"}, {"MLI"}),
    # who is sent somewhere is no aim
    (
        "Finnish special police have been stationed along the border with Russia.",
        "MOBILIZE",
        {"FIN"},
        {"RUS"},
    ),
]


def _countries(entities):
    return {e.country for e in entities if e.country}


@pytest.mark.parametrize(("sentence", "type_", "actors", "recipients"), GERMAN)
def test_german(mentions, sentence, type_, actors, recipients):
    found = [(m.type, _countries(m.actors), _countries(m.recipients)) for m in mentions(sentence, "de")]
    assert (type_, actors, recipients) in found


@pytest.mark.parametrize(("sentence", "type_", "actors", "recipients"), ENGLISH)
def test_english(mentions, sentence, type_, actors, recipients):
    found = [(m.type, _countries(m.actors), _countries(m.recipients)) for m in mentions(sentence, "en")]
    assert (type_, actors, recipients) in found


NOTHING = [
    ("In der Vergangenheit haben polnische Minister oft Kiew besucht.", "de"),
    ("Der Minister sagte, die Lage sei ernst.", "de"),
    ("Die Beziehungen zwischen den Ländern sind angespannt.", "de"),
    ("Bayern schlug Dortmund mit 3:1.", "de"),
    ("Das Unwetter forderte zwölf Todesopfer.", "de"),
    ("Der Ausschuss traf eine Entscheidung.", "de"),
    # hit hard is not met, greeting a pupil praises nobody, a forecast threatens nobody, nor does who is likely to miss a match
    ("Die Stellungen der Miliz in Tripolis wurden hart getroffen.", "de"),
    ("Der Minister begrüßte die Schülerin am Eingang.", "de"),
    (
        "Wegen der Seuche warnten norwegische Beamte davor, dass die Zahl der Kranken bald steigen könnte.",
        "de",
    ),
    ("Der Norweger droht im Endspiel zu fehlen.", "de"),
    ("Der Auffahrunfall bei Oslo forderte drei Leichtverletzte.", "de"),
    ("Die Medien in Lima verweigerten einen Kommentar.", "de"),
    ("The probe was launched on board a European space ship.", "en"),
    ("The threat to Australian forests is great.", "en"),
    ("The students in Lima gathered information.", "en"),
    ("He apologised to his uncle Abe in Leeds.", "en"),
    ("The minister said the situation was serious.", "en"),
    ("The storm hit the coast on Monday.", "en"),
    ("Prices rose by three percent in May.", "en"),
]


@pytest.mark.parametrize(("sentence", "language"), NOTHING)
def test_no_event(mentions, sentence, language):
    assert mentions(sentence, language) == []


def test_content_of_a_demand_is_not_coded_beside_it(mentions):
    found = mentions("Polen forderte Russland auf, die Angriffe auf die Ukraine einzustellen.", "de")
    assert [m.type for m in found] == ["REQUEST"]


@pytest.mark.parametrize(
    ("sentence", "language", "type_"),
    [
        ("Togo sagte Benin bei einem Treffen der Minister in Accra Hilfe zu.", "de", "CONSULT"),
        ("Auf ihrem Gipfel in Accra forderten Togo und Benin ein Ende der Gewalt.", "de", "CONSULT"),
        ("Togo drohte Benin für den Angriff auf Lomé mit Vergeltung.", "de", "ASSAULT"),
        ("Togo rief seine Bürger wegen der Kämpfe in Benin zur Ausreise auf.", "de", "ASSAULT"),
        ("Togo and Benin asked Mali at a meeting in Accra to open the border.", "en", "CONSULT"),
        ("Togo refused to condemn Benin for the attack on Lomé.", "en", "ASSAULT"),
    ],
)
def test_the_occasion_of_a_speech_act_is_coded_beside_it(mentions, sentence, language, type_):
    found = {m.type for m in mentions(sentence, language)}
    assert type_ in found and len(found) > 1


def test_the_meeting_demanded_is_still_content(mentions):
    assert {m.type for m in mentions("Togo drängt Benin auf ein Treffen der Minister.", "de")} == {"REQUEST"}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Nach dem Parteiengesetz kann eine Partei nur vom Verfassungsgericht verboten werden.", "de"),
        ("Under the law no minister of Togo may promise money to voters.", "en"),
    ],
)
def test_what_a_law_provides_for_is_no_happening(mentions, sentence, language):
    assert not mentions(sentence, language)


def test_an_explosion_without_a_bomb_is_an_accident(mentions):
    assert not mentions("Bei der Explosion in einer Fabrik in Togo kamen elf Arbeiter ums Leben.", "de")


def test_a_condition_is_coded_beside_a_threat(mentions):
    found = mentions("The minister threatened Russia with sanctions if its army attacks the city.", "en")
    assert [(m.type, m.status) for m in found] == [("THREATEN", "actual"), ("ASSAULT", "hypothetical")]


def test_talks_that_a_meeting_is_for_are_one_event(mentions):
    found = mentions("Am Sonntag traf Scholz den französischen Präsidenten zu Gesprächen.", "de")
    assert [m.type for m in found] == ["CONSULT"]


def test_a_noun_in_a_name_tells_of_nothing(mentions):
    found = mentions("The Sudan Peace Talks Foundation criticized Egypt.", "en")
    assert [m.type for m in found] == ["ACCUSE"]


def test_the_enemy_hung_on_the_warring_party(mentions):
    (war,) = [
        m for m in mentions("Im Krieg der Serben gegen Bosnien starben viele.", "de") if m.type == "ASSAULT"
    ]
    assert _countries(war.actors + war.recipients) == {"SRB", "BIH"}


@pytest.mark.parametrize(
    ("sentence", "language", "mode"),
    [
        ("Finnlands Polizei feuerte Tränengas und nahm mehrere Demonstranten fest.", "de", "crowd-control"),
        (
            "Die finnische Polizei setzte Wasserwerfer ein, um die Kundgebung aufzulösen.",
            "de",
            "crowd-control",
        ),
        ("In Finnland gab es Festnahmen bei Demonstrationen gegen den Präsidenten.", "de", "arrest"),
        ("Finnish police used water cannon to disperse the rally.", "en", "crowd-control"),
    ],
)
def test_whom_police_meet_at_a_protest(mentions, sentence, language, mode):
    (found,) = [m for m in mentions(sentence, language) if m.mode == mode]
    assert {(e.country, e.sector) for e in found.recipients} == {("FIN", "CVL")}


def test_whom_somebody_condemns_for_a_killing_is_not_the_dead(mentions):
    (found,) = [
        m
        for m in mentions("Finland condemned the killing of two Irish soldiers.", "en")
        if m.type == "ACCUSE"
    ]
    assert found.recipients == []


def test_what_protesters_support_is_not_what_they_protest_against(mentions):
    text = "In Helsinki löste die Polizei eine Demonstration auf, die den Präsidenten unterstützte."
    assert all(not m.recipients for m in mentions(text, "de") if m.type == "PROTEST")


def test_a_deal_and_its_signing_are_one_event(mentions):
    found = mentions("The report mentions a friendship pact signed by India and Nepal.", "en")
    assert [m.type for m in found] == ["SUPPORT"]


def test_what_is_let_go_lets_nobody_go(mentions):
    (release,) = [
        m for m in mentions("Everybody knew of the prisoner release in Gao.", "en") if m.type == "RETREAT"
    ]
    assert release.actors == []
    assert [e.text for e in release.recipients] == ["prisoner"]


def test_sending_somebody_to_aid_another_sends_no_aid(mentions):
    found = mentions("Norway sent federal agents to aid the Danish police.", "en")
    assert [m.trigger.text for m in found if m.type == "AID" and m.trigger.text == "sent"] == []


def test_federal_agents_who_are_sent_are_no_aim(mentions):
    (found,) = mentions("Peru's government dispatched federal agents to Cusco.", "en")
    assert (found.type, [e.country for e in found.actors], found.recipients) == ("MOBILIZE", ["PER"], [])


def test_who_speaks_to_a_state_is_not_that_states_by_default(mentions):
    (asked,) = mentions("The government asked Togo for help.", "en")
    assert [(e.name, e.country) for e in asked.actors] == [("government", None)]
    (held,) = mentions("The police arrested a senator in Togo.", "en")
    assert [e.country for e in held.actors] == ["TGO"]


def test_duties_are_no_customs_officers(mentions):
    (found,) = mentions("Die USA kritisierten die neuen Zölle.", "de")
    assert found.recipients == []


def test_one_soldier_in_the_accusative_is_no_plural(mentions):
    report = "Ein chilenischer Soldat wurde festgenommen. Das Gericht in Lima eröffnete einen Prozess gegen den Soldaten."
    assert [e.country for m in mentions(report, "de") if m.type == "ACCUSE" for e in m.recipients] == ["CHL"]


def test_the_president_of_the_african_commission_is_no_german(mentions):
    report = (
        "Der Kommissionspräsident der Afrikanischen Union, Kofi Adjovi, nannte den Angriff ein Verbrechen."
    )
    assert [e.country for m in mentions(report, "de") if m.type == "ACCUSE" for e in m.actors] == [None]


def test_who_is_spoken_to_is_nobody_told_of(mentions):
    report = "Der Präsident Togos schrieb, dass durch Ihren Besuch in Armenien alles klar sei."
    assert [e for m in mentions(report, "de") if m.type == "CONSULT" for e in m.actors] == []


def test_a_statement_on_a_resignation_resigns_nothing(mentions):
    (found,) = mentions("Die Fraktion in Lomé erklärte zum Rücktritt des Ministers, sie nehme ihn hin.", "de")
    assert (found.mode, found.trigger.text) == ("resign", "Rücktritt")
    assert [e.sector for e in found.actors] == ["GOV"]
