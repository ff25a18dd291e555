"""Which mentions tell of one happening? Merges the mentions of one report into events (codebook, section 8)."""

from __future__ import annotations

from aktenlage.coding import plover
from aktenlage.coding.another import steps_agree, told_as_another
from aktenlage.coding.compatible import (
    SYMMETRIC,
    could_be,
    dates_agree,
    kinds_agree,
    places_agree,
    roles_agree,
)
from aktenlage.coding.identity import same, told_apart
from aktenlage.shapes import Event, Mention

# Stages that one report does not tell of one happening; between reports time may lie.
# What was called off is not what took place, be it of the same kind and parties.
APART = ({"actual", "hypothetical"}, {"actual", "planned"}, {"denied", "actual"}, {"cancelled", "actual"})
# "hätte am Donnerstag tagen sollen … wurde abgesagt"
CALLED_OFF = ({"planned", "cancelled"}, {"hypothetical", "cancelled"})
# What a later mention may do to an earlier one: "sollte reisen, doch die Reise wurde verschoben".
STRENGTH = {"denied": 1, "hypothetical": 0, "planned": 2, "cancelled": 3, "actual": 4}


def merge(mentions: list[Mention], document_id: str, text: str = "") -> list[Event]:
    """Events in the order of their first mention; every mention is kept with its own values. `text`: that of the report."""
    others = told_as_another(mentions, text)
    headline = {m.trigger.start for m in mentions if m.sentence == 0 and not _is_sentence(text[: m.end])}
    groups: list[list[Mention]] = []
    for place, mention in enumerate(mentions):
        # "ein weiteres Treffen" is not the one told last; a headline may tell of any
        before = mentions[:place] if mention.trigger.start in others else []
        told = [m for m in before if m.type == mention.type and roles_agree(m, mention)]
        last = told[-1] if told and told[-1].trigger.start not in others | headline else None
        home = next(
            (
                g
                for g in reversed(groups)
                if last not in g
                and all(_compatible(mention, m) for m in g)
                and any(_alike(mention, m) for m in g)
            ),
            None,
        )
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return [merged(group, f"{document_id}-{number}") for number, group in enumerate(groups, 1)]


def _is_sentence(text: str) -> bool:
    return text.rstrip().rstrip("\"”“»«'").endswith((".", "!", "?"))


def _compatible(one: Mention, other: Mention) -> bool:
    """Nothing that the two say speaks against one happening."""
    return (
        kinds_agree(one, other)
        and steps_agree([one.trigger.text], [other.trigger.text])
        and {one.status, other.status} not in APART
        and dates_agree(one.date, other.date)
        and places_agree(one.place, other.place)
        and roles_agree(one, other)
    )


def _alike(one: Mention, other: Mention) -> bool:
    """Something speaks for one happening: somebody in common and not two different trigger words far apart in time."""
    mine, theirs = one.actors + one.recipients, other.actors + other.recipients
    shared = any(could_be(e, o) for e in mine for o in theirs)
    if not shared:
        return False
    full = all(
        bool(m.actors) and (bool(m.recipients) or (m.type in SYMMETRIC and len(m.actors) > 1))
        for m in (one, other)
    )
    if {one.status, other.status} in CALLED_OFF:
        return True
    return full or one.date == other.date or one.trigger.text.casefold() == other.trigger.text.casefold()


def merged(mentions: list[Mention], id_: str) -> Event:
    """The merged values: the fullest roles, the most precise date, the status that the report ends on."""
    actors = max((m.actors for m in mentions), key=len)
    recipients = max((m.recipients for m in mentions), key=len)
    strongest = max(mentions, key=lambda m: STRENGTH[m.status])
    mode = next((m.mode for m in mentions if m.mode), None)
    sourced = all(m.sources for m in mentions)
    return Event(
        id=id_,
        type=mentions[0].type,
        mode=mode,
        status=strongest.status,
        certainty=min(
            (m.certainty for m in mentions if m.status == strongest.status), key=plover.CERTAINTIES.index
        ),
        date=max((m.date for m in mentions if m.date), key=len, default=None),
        place=next((m.place for m in mentions if m.place), None),
        actors=actors,
        recipients=[r for r in recipients if not any(same(r, a) and not told_apart(r, a) for a in actors)],
        # What the reporter asserts once needs no other voucher.
        sources=mentions[0].sources if sourced else [],
        plover=plover.reduce(mentions[0].type, mode, strongest.status),
        mentions=mentions,
    )
