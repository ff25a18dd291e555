"""Who and where is meant by what somebody writes: `Annalena Baerbock|DEU|GOV`, `Berlin`, as gold has it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, select

from aktenlage.record.faults import RecordFault
from aktenlage.record.models import EntityRow
from aktenlage.shapes import Entity, Place
from aktenlage.world import lookup
from aktenlage.world.tables import KINDS, SECTORS

_CODE = re.compile(r"[A-Z]{3}")
_FORM = "name|ISO3|SECTOR, parts left empty where there are none"


def written(entity: Entity) -> str:
    """An entity as people write it."""
    return f"{entity.name}|{entity.country or ''}|{entity.sector or ''}"


def entity(connection: Connection, said: str, known: Iterable[Entity], sentence: str, start: int) -> Entity:
    """The entity that is meant; its words are those of a `known` one, else they are looked for in the sentence at `start`.

    A fourth part tells the kind; without one it is that of the name in the record, or in the tables of the world. Raises
    RecordFault for what is no entity.
    """
    parts = [part.strip() for part in said.split("|")]
    if len(parts) > 4 or not parts[0]:
        raise RecordFault("bad-entity", "the edit", why=said, form=_FORM)
    name, code, sector, kind = [*parts, "", "", ""][:4]
    if code and not _CODE.fullmatch(code):
        raise RecordFault(
            "no-value", "the edit", name="country", why=code, allowed="codes of ISO 3166-1 alpha-3"
        )
    for value, allowed, what in ((sector, sorted(SECTORS), "sector"), (kind, sorted(KINDS), "kind")):
        if value and value not in allowed:
            raise RecordFault("no-value", "the edit", name=what, why=value, allowed=", ".join(allowed))
    country = code or None
    for other in known:
        if (other.name, other.country, other.sector or "") == (name, country, sector) and kind in (
            "",
            other.kind,
        ):
            return other
    same = next((other for other in known if other.name == name), None)
    if same is not None:
        begin, end, text = same.start, same.end, same.text
    else:
        at = sentence.find(name)
        begin, text = (start + at, name) if at >= 0 else (start, "")
        end = begin + len(text)
    kind = kind or _kind(connection, name, country)
    return Entity(
        text=text, start=begin, end=end, name=name, kind=kind, country=country, sector=sector or None
    )


def place(said: str, known: Place | None) -> Place:
    """The place that is meant: a town or country of the gazetteer by its name, else a name; `name|ISO3` says in which country."""
    name, _, code = (part.strip() for part in said.partition("|"))
    if not name or (code and not _CODE.fullmatch(code)):
        raise RecordFault("bad-entity", "the edit", why=said, form="name or name|ISO3")
    if known is not None and known.name == name and code in ("", known.country):
        return known
    found = lookup.place(name, "en") or lookup.place(name, "de")
    if found is not None and code in ("", found.country):
        return found
    return Place(name=name, country=code or lookup.country_named(name, None, "en"))


def _kind(connection: Connection, name: str, country: str | None) -> str:
    held = (
        select(EntityRow.kind)
        .where(EntityRow.name == name)
        .order_by((EntityRow.country == country).desc(), EntityRow.id)
    )
    found = connection.execute(held).scalars().first()
    if found is not None:
        return found
    if lookup.country_named(name, None, "en") is not None:
        return "country"
    if lookup.person(name, None, country) is not None:
        return "person"
    return "organisation" if lookup.organisation(name, None, "en") is not None else "group"
