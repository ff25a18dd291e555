"""What can be decided through the API, and who decides it in the record."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from aktenlage.record import Record
from aktenlage.record.edits import Edit

Line = Annotated[str, StringConstraints(max_length=400)]
Number = Annotated[int, Field(ge=0, le=10**15)]
Names = Annotated[list[Line], Field(max_length=100)]


class StatementSent(BaseModel):
    """Which statement."""

    model_config = ConfigDict(extra="forbid")
    report: Line
    source: Line | None = None
    start: Number
    end: Number


class ChangesSent(BaseModel):
    """What is to be otherwise; fields that are not sent stay. Parties are written `name|ISO3|SECTOR`, places `Berlin|DEU`."""

    model_config = ConfigDict(extra="forbid")
    type: Line | None = None
    mode: Line | None = None
    status: Line | None = None
    certainty: Line | None = None
    date: Line | None = None
    place: Line | None = None
    actors: Names = []
    recipients: Names = []
    sources: Names = []
    kind: Line | None = None
    speaker: Line | None = None
    cospeakers: Names = []
    addressees: Names = []
    relay: Line | None = None


class EditSent(BaseModel):
    """A decision: `accept`, `reject` or `change` an `event` (or some `mentions` of it) or a `statement`; `merge` `events`;
    `split` some `mentions` off an `event`."""

    model_config = ConfigDict(extra="forbid")
    action: Literal["accept", "reject", "change", "merge", "split"]
    event: Line | None = None
    events: Annotated[list[Line], Field(max_length=100)] = []
    mentions: Annotated[list[Number], Field(max_length=1000)] = []
    statement: StatementSent | None = None
    changes: ChangesSent = ChangesSent()
    comment: Line | None = None
    author: Annotated[str, StringConstraints(max_length=80)] | None = None

    @model_validator(mode="after")
    def _speaks_of_one_thing(self) -> EditSent:
        if self.action == "merge":
            if self.event is not None or self.statement is not None or not self.events:
                raise ValueError("a merge names events, and nothing else")
        elif self.events:
            raise ValueError("only a merge names events")
        elif (self.event is None) == (self.statement is None):
            raise ValueError("name an event or a statement")
        elif self.action == "split" and self.event is None:
            raise ValueError("a split names an event")
        return self


def decided(record: Record, sent: EditSent) -> Edit:
    """Writes the decision down. Raises RecordFault for what cannot be."""
    changes: dict[str, Any] = {field: getattr(sent.changes, field) for field in sent.changes.model_fields_set}
    if sent.statement is not None:
        where = sent.statement
        return record.judge_statement(
            sent.action, where.report, where.start, where.end, source=where.source, author=sent.author,
            comment=sent.comment, **changes,
        )  # fmt: skip
    if sent.action == "merge":
        record.merge(sent.events, sent.author)
        return record.edits(1)[0]
    assert sent.event is not None
    if sent.action == "split":
        record.split(sent.event, sent.mentions, sent.author)
        return record.edits(1)[0]
    return record.judge(
        sent.action, sent.event, sent.mentions, author=sent.author, comment=sent.comment, **changes
    )
