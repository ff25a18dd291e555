"""What can be wrong with a record, each with its cure in one line."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

CURES = {
    "no-record": "there is no record yet; add reports first: aktenlage record add FILES --db {where}",
    "old": "written by an older Aktenlage; open it for writing once: aktenlage record add FILES --db {where}",
    "other-file": "this is no record of Aktenlage ({why}); name another file or address",
    "newer": "written by a newer Aktenlage (schema {why}); update this one",
    "full": "the disk is full; what was committed is safe: free space, then add the rest again",
    "locked": "another program has been writing for too long; try again when it is done",
    "unreachable": "the database cannot be opened ({why}); check the address and that it is running",
    "no-driver": "PostgreSQL needs its driver: pip install 'aktenlage[postgresql]'",
    "bad-address": "no address of a record; write it as sqlite:///akte.db or postgresql://user@host/name",
    "broken": "{why}; the last report was not added, all before it were",
    "no-event": "the record has no such event; aktenlage record events lists them",
    "no-edit": "the record has no decision {why}; take its number from the list of decisions",
    "no-report": "the record has no such report; aktenlage record stats and record events name them",
    "two-reports": "several sources have a report of this id ({why}); name one with --source",
    "no-mention": "these mentions are none of the event's ({why}); aktenlage record show names them",
    "all-mentions": "a split needs some mentions of the event, not all of them",
    "one-event": "a merge needs two events or more that are not one already",
    "no-value": "there is no {name} {why!r}; there are {allowed}",
    "no-change": "a change names the fields that are to be otherwise; accept says that all is right",
    "no-statement": "the report has no statement at these offsets ({why}); take start and end from its JSON",
    "bad-entity": "{why!r} says nobody; write {form}",
    "bad-key": "{why!r} is no key of a page; take the one that the page before gives",
    "bad-date": "{why!r} is no ISO date; write it as 2023-06-19",
}


class RecordFault(RuntimeError):
    """Something is wrong with the record or with what was asked of it; the message says what helps."""

    def __init__(self, code: str, where: str, **details: object) -> None:
        super().__init__(f"{where}: {CURES[code].format(where=where, **details)}")
        self.code = code


def fault_of(error: SQLAlchemyError, where: str) -> RecordFault:
    """The fault behind an error of the database."""
    why = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    first = why.splitlines()[0] if why else type(error).__name__
    told = why.casefold()
    if "is full" in told or "no space left" in told or "disk i/o error" in told:
        return RecordFault("full", where)
    if "locked" in told or "lock timeout" in told:
        return RecordFault("locked", where)
    if "not a database" in told:
        return RecordFault("other-file", where, why=first)
    if "unable to open" in told or "connection" in told or "readonly" in told:
        return RecordFault("unreachable", where, why=first)
    return RecordFault("broken", where, why=first)
