"""What did somebody change in a form? Its fields against the values that it showed."""

from __future__ import annotations

from typing import Any

from aktenlage.record.named import written
from aktenlage.shapes import RecordedEvent, RecordedStatement

Form = dict[str, list[str]]


def changed_event(form: Form, event: RecordedEvent) -> dict[str, Any]:
    """Field -> new value, as `Record.judge` takes them; fields that the form does not have stay."""
    place = event.place
    shown: dict[str, Any] = {
        "type": event.type, "mode": event.mode, "status": event.status, "certainty": event.certainty,
        "date": event.date, "place": place and f"{place.name}|{place.country or ''}",
        "actors": [*map(written, event.actors)], "recipients": [*map(written, event.recipients)],
        "sources": [*map(written, event.sources)],
    }  # fmt: skip
    return _changed(form, shown)


def changed_statement(form: Form, said: RecordedStatement) -> dict[str, Any]:
    """The same for `Record.judge_statement`."""
    shown: dict[str, Any] = {
        "kind": said.kind, "speaker": said.speaker and written(said.speaker), "relay": said.relay and written(said.relay),
        "addressees": [*map(written, said.addressees)], "cospeakers": [*map(written, said.cospeakers)],
    }  # fmt: skip
    return _changed(form, shown)


def _changed(form: Form, shown: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, value in shown.items():
        if field not in form:
            continue
        lines = [line.strip() for line in form[field][0].splitlines() if line.strip()]
        said: Any = lines if isinstance(value, list) else next(iter(lines), None)
        if said != value:
            found[field] = said
    return found
