"""Writes the table of irregular German verb forms that the lemmas need: `python -m training.verb_tables`.

The verbs are listed here by hand (own compilation from school grammars, commonest first: where two verbs share a
form, "fällt" of fallen and fällen, the first has it); their forms come from `ablaut` (MIT or Apache-2.0), a
conjugator. Only verbs without prefix are needed: `grammar/lemmas.py` takes prefixes off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ablaut

DATA = Path(__file__).parent.parent / "src" / "aktenlage" / "grammar" / "data"

GERMAN = """
sein haben werden führen gelangen wissen können müssen dürfen sollen wollen mögen wissen lassen tun gehen kommen stehen geben nehmen sehen
sprechen treffen werfen fordern sagen bringen denken kennen nennen rennen brennen senden wenden bleiben schreiben
treiben steigen schweigen scheinen leihen schreien verzeihen weisen preisen reiben meiden scheiden gedeihen
greifen streiten reiten schneiden leiden gleichen schleichen streichen weichen reißen beißen schmeißen pfeifen
kneifen gleiten schreiten bieten fliegen fliehen fließen schließen schießen genießen gießen frieren verlieren
ziehen lügen betrügen kriechen riechen biegen wiegen schieben sprießen verdrießen triefen saufen saugen
binden finden singen sinken springen trinken zwingen dringen gelingen klingen ringen schwinden schwingen winden
stinken schlingen misslingen beginnen gewinnen schwimmen spinnen rinnen sinnen
brechen helfen sterben werben verderben gelten bergen bersten befehlen empfehlen stehlen gebären
erschrecken essen fressen messen vergessen lesen treten genesen geschehen bitten liegen sitzen
fahren graben laden schaffen schlagen tragen wachsen waschen backen
fallen fangen halten hängen laufen raten rufen schlafen stoßen hauen blasen braten heißen
heben schwören weben gären melken fechten flechten schmelzen schwellen quellen löschen bewegen
meinen melden fällen senken setzen legen stellen führen hängen drohen liefern sinken
"""

GERMAN_SLOTS = ("present", "preterite", "konjunktiv1", "konjunktiv2", "imperative")


def strings(value: Any) -> Iterator[str]:
    """Every form in a slot of a conjugation."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)


def german_forms(verb: str) -> set[str]:
    """All one-word forms of a German verb."""
    table = ablaut.conjugate(verb)
    forms = {verb, table.past_participle, table.present_participle}
    for slot in GERMAN_SLOTS:
        forms.update(strings(getattr(table, slot)))
    forms.update({form.replace("ß", "ss") for form in forms if "ß" in form})
    return {form for form in forms if " " not in form}


def write(path: Path, verbs: Iterable[str], title: str) -> None:
    """One line a verb: the infinitive, then its other forms that no earlier verb has."""
    seen: set[str] = set()
    lines = [
        f"# {title}: infinitive, then its forms. Written by `python -m training.verb_tables` with the conjugator",
        "# ablaut (MIT or Apache-2.0); a form that two verbs share stands with the commoner one.",
    ]
    for verb in dict.fromkeys(verbs):
        own = sorted(form for form in german_forms(verb) - seen if form != verb)
        seen.update(own, [verb])
        lines.append(" ".join([verb, *own]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines) - 2} verbs, {len(seen)} forms")


def main() -> None:
    """Writes the table."""
    write(DATA / "verbs-de.txt", GERMAN.split(), "German irregular verbs")


if __name__ == "__main__":
    main()
